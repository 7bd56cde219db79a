"""What a person is told when their membership has changed."""

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, message, section
from bot.voice.speak import label, say

_MOMENT = "membership"


def moved_message(
    language: Language, *, process: str, former: str | None, organisation: str, by: str
) -> Message:
    """You take part for another organisation now."""
    facts = {"process": process, "former": former, "organisation": organisation, "by": by}
    text = say(_MOMENT, "moved_text", language, organisation=organisation)
    return message(text, [section(say(_MOMENT, "moved", language, **facts))])


def role_message(language: Language, *, process: str, role: str, by: str) -> Message:
    """You have another role now."""
    shown = label(f"role.{role}", language)
    text = say(_MOMENT, "role_text", language, role=shown)
    words = say(_MOMENT, "role", language, process=process, role=shown, role_key=role, by=by)
    return message(text, [section(words)])


def left_message(
    language: Language, *, process_id: int, process: str, organisation: str | None, by: str | None
) -> Message:
    """You take part no more, and how to come back. `by` None: as you wished."""
    text = say(_MOMENT, "left_text", language, process=process)
    words = say(_MOMENT, "left", language, process=process, organisation=organisation, by=by)
    back = button(
        "onboarding.start",
        language,
        value=str(process_id),
        text=label("members.come_back", language),
    )
    return message(text, [section(words), actions([back])])
