"""What Sammen keeps of a person: to have, to correct, to delete. What goes, and what stays."""

from collections.abc import Sequence
from typing import Any

from bot.conversation.questions import Language
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    field,
    message,
    modal,
    option,
    panel,
    section,
)
from bot.voice.notes import paragraph
from bot.voice.speak import label, listed, say, say_plain

_MOMENT = "my_data"


def my_data_message(language: Language, *, process_id: int | None) -> Message:
    """What there is to do with it, in the direct message."""
    return message(say(_MOMENT, "text", language), _blocks(language, process_id=process_id))


def my_data_view(language: Language, *, process_id: int | None, is_sent: bool = False) -> View:
    """The same as a modal, for Home. `is_sent`: the files are in the direct message."""
    blocks = _blocks(language, process_id=process_id)
    if is_sent:
        blocks.insert(0, section(say(_MOMENT, "sent", language)))
    return panel("my_data.open", blocks, language)


def _blocks(language: Language, *, process_id: int | None) -> list[Block]:
    buttons = [button("my_data.get", language, style="primary")]
    if process_id is not None:
        correct = label("my_data.correct", language)
        buttons.append(button("preferences.open", language, value=str(process_id), text=correct))
    buttons.append(button("my_data.erase", language, style="danger"))
    return [section(say(_MOMENT, "about", language)), actions(buttons)]


def erase_form(language: Language) -> View:
    """What goes and what stays, and the box that says that it is meant."""
    sure = boxes("sure_erase", [option(label("sure_erase.yes", language), "yes")])
    return modal(
        "my_data.erase",
        [
            section(say(_MOMENT, "goes", language)),
            section(say(_MOMENT, "stays", language)),
            section(say(_MOMENT, "final", language)),
            field("sure_erase", sure, language),
        ],
        language,
    )


def leads_alone_view(processes: Sequence[str], language: Language) -> View:
    """Why not yet, and what to do first."""
    names = listed(processes, language)
    return panel(
        "my_data.open", [section(say(_MOMENT, "leads_alone", language, processes=names))], language
    )


def leads_alone_message(processes: Sequence[str], language: Language) -> Message:
    """The same where no modal can be shown."""
    names = listed(processes, language)
    return paragraph(say(_MOMENT, "leads_alone", language, processes=names))


def erased_message(language: Language) -> Message:
    """The last word."""
    return paragraph(say(_MOMENT, "erased", language))


def not_sure(language: Language) -> str:
    """Beside the box that was not ticked."""
    return say_plain(_MOMENT, "not_sure", language)


def text_words(language: Language) -> tuple[str, str]:
    """The name of the file for people, and the line above it."""
    name = say_plain(_MOMENT, "file_text", language)
    return name, say(_MOMENT, "comment", language)


def json_words(language: Language) -> tuple[str, str]:
    """The same of the file for programs."""
    name = say_plain(_MOMENT, "file_json", language)
    return name, say(_MOMENT, "comment_json", language)


def as_text(data: dict[str, Any], language: Language) -> str:
    """The whole as a text that a person can read."""
    return say_plain(_MOMENT, "file", language, data=data) + "\n"


def somebody_left_message(
    language: Language, *, process: str, organisation: str | None, colleagues: int
) -> Message:
    """For the facilitators' channel: not who, and not why."""
    return paragraph(
        say(
            _MOMENT,
            "somebody_left",
            language,
            process=process,
            organisation=organisation,
            colleagues=colleagues,
        )
    )
