"""The one exception of the Web API: Slack answers 200 and says what was wrong in `error`."""

from typing import Any


class SlackError(Exception):
    """Slack refuses the call. `messages` become `response_metadata.messages`."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def as_answer(self) -> dict[str, Any]:
        """The body Slack would send."""
        answer: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer
