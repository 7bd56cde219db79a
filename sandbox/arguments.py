"""What an app sent with a Web API call, whether as a form, as JSON or in the address."""

import json
from typing import Any
from urllib.parse import parse_qsl

from sandbox.errors import SlackError

# In a form these arrive as JSON inside a string; some clients do so in JSON bodies as well.
_NESTED = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "files": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
}


class Arguments:
    """Typed access; what is missing or of the wrong kind is answered with Slack's error."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) is not None

    def text(self, name: str) -> str:
        """The text, or an empty one."""
        value = self._given.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """The text, or `invalid_arguments`."""
        value = self.text(name)
        if not value:
            raise SlackError(
                "invalid_arguments", messages=[f"[ERROR] missing required field: {name}"]
            )
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Slack takes true, "true", 1 and "1"."""
        value = self._given.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self._given.get(name)
        try:
            return default if value in {None, ""} else int(str(value))
        except ValueError as wrong:
            raise SlackError("invalid_arguments") from wrong

    def names(self, name: str) -> list[str]:
        """A list, given as such or with commas."""
        value = self._given.get(name)
        parts = value if isinstance(value, list) else str(value or "").split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def objects(self, name: str) -> list[dict[str, Any]] | None:
        """A list of objects, None when it was not given."""
        value = self._nested(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise SlackError(_NESTED[name])
        return value

    def one_object(self, name: str) -> dict[str, Any] | None:
        """An object, None when it was not given."""
        value = self._nested(name)
        if value is not None and not isinstance(value, dict):
            raise SlackError(_NESTED[name])
        return value

    def _nested(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        value = self._given.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except ValueError as wrong:
                raise SlackError(_NESTED[name]) from wrong
        return value


def read_arguments(body: bytes, *, content_type: str, query: str) -> Arguments:
    """The arguments of a call; a JSON body that is none raises `invalid_json`."""
    given: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if body and content_type.startswith("application/json"):
        try:
            told = json.loads(body)
        except ValueError as wrong:
            raise SlackError("invalid_json") from wrong
        if not isinstance(told, dict):
            raise SlackError("json_not_object")
        given |= told
    elif body:
        given |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return Arguments(given)
