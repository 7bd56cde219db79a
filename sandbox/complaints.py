"""Collects what Slack refuses in blocks. A complaint reads as Slack's do, with a JSON pointer."""

from dataclasses import dataclass, field
from typing import Any

Part = dict[str, Any]


@dataclass
class Complaints:
    """The complaints so far, as Slack would word them."""

    said: list[str] = field(default_factory=list)

    def add(self, complaint: str, pointer: str) -> None:
        """One more."""
        self.said.append(f"[ERROR] {complaint} [json-pointer:{pointer}]")

    def need(self, part: Part, key: str, pointer: str) -> bool:
        """Whether the key is there; a complaint when it is not."""
        if part.get(key) in (None, ""):
            self.add(f"missing required field: {key}", pointer)
            return False
        return True

    def length(self, part: Part, key: str, most: int, pointer: str) -> None:
        """A plain string, if it is there, of at most so many characters."""
        value = part.get(key)
        if value is not None and not isinstance(value, str):
            self.add("must be a string", f"{pointer}/{key}")
        elif value and len(value) > most:
            self.add(f"must be less than {most + 1} characters", f"{pointer}/{key}")

    def items(self, part: Part, key: str, most: int, pointer: str, *, least: int = 1) -> list[Part]:
        """The objects of a list, none of them when it is too short, too long or no list."""
        value = part.get(key)
        place = f"{pointer}/{key}"
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.add(f"missing required field: {key}", pointer)
            return []
        if len(value) > most:
            self.add(f"no more than {most} items allowed", place)
        elif len(value) < least:
            self.add(f"must have at least {least} items", place)
        return value

    def text(
        self,
        part: Part,
        key: str,
        most: int,
        pointer: str,
        *,
        plain: bool = False,
        required: bool = False,
    ) -> None:
        """A text object of 1 to so many characters, plain where Slack takes nothing else."""
        value = part.get(key)
        if value is None:
            if required:
                self.add(f"missing required field: {key}", pointer)
            return
        self.text_object(value, most, f"{pointer}/{key}", plain=plain)

    def text_object(self, value: object, most: int, place: str, *, plain: bool = False) -> None:
        """A text object that is there."""
        if not isinstance(value, dict):
            self.add("must provide an object", place)
            return
        kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
        if value.get("type") not in kinds:
            self.add(f"must be one of: {', '.join(sorted(kinds))}", f"{place}/type")
        words = value.get("text")
        if not isinstance(words, str):
            self.add("missing required field: text", place)
        elif not words:
            self.add("must be more than 0 characters", f"{place}/text")
        elif len(words) > most:
            self.add(f"must be less than {most + 1} characters", f"{place}/text")
