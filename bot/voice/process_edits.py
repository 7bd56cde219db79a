"""A process edited in Slack: what there is to change, the forms, how it reads, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.content import NEEDED_TEXTS
from bot.conversation.questions import Language
from bot.edit_history import What
from bot.process_checks import LIMITS, Fault, Values
from bot.process_edits import NEW, Saved
from bot.process_entries import Entry
from bot.voice.audit import TEXT_LABELS
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    divider,
    field,
    menu,
    message,
    modal,
    option,
    panel,
    section,
)
from bot.voice.help import Contact, contact_lines
from bot.voice.speak import Mrkdwn, escape, label, say
from models.enums import OrganisationKind, Role

_MOMENT = "process_edit"
MOST = 100  # lines of a menu
_LISTS = (
    (What.TEXT, "texts", "process_menu.text"),
    (What.CONTACT, "contacts", "process_menu.contact"),
    (What.PARTY, "parties", "process_menu.party"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which entry a form is about, and what stood there when it was opened."""

    process_id: int
    what: What
    key: str
    mark: str = ""

    def words(self) -> str:
        """What a modal, a button or a line of a menu carries."""
        return ":".join([str(self.process_id), self.what.value, self.key, self.mark])


def name_of(what: What, key: str, name: str, language: Language) -> str:
    """What an entry is called."""
    return label(TEXT_LABELS[key], language) if what is What.TEXT else name


def edit_word(part: str, language: Language, **facts: object) -> Message:
    """A short message."""
    text = say(_MOMENT, f"{part}_text", language, **facts)
    return message(text, [section(say(_MOMENT, part, language, **facts))])


def list_view(
    entries: Mapping[What, Sequence[Entry]],
    language: Language,
    *,
    process_id: int,
    process: str,
    key: str,
    is_edited: bool,
) -> View:
    """Everything that can be changed, a menu for each sort."""
    blocks: list[Block] = [section(say(_MOMENT, "intro", language, process=process))]
    if is_edited:
        blocks.append(section(say(_MOMENT, "file", language, key=key)))
    for what, part, placeholder in _LISTS:
        its = entries[what]
        words = (
            say(_MOMENT, part, language)
            if what is What.TEXT
            else say(_MOMENT, part, language, count=len(its))
        )
        blocks += [divider(), section(words)]
        elements: list[Block] = []
        if its:
            lines = [
                option(
                    name_of(what, one.key, one.name, language),
                    Aim(process_id=process_id, what=what, key=one.key).words(),
                )
                for one in its[:MOST]
            ]
            act = f"process_edits.edit:{what.value}"
            elements.append(menu(act, lines, placeholder=label(placeholder, language)))
        if what in (What.CONTACT, What.PARTY):
            value = Aim(process_id=process_id, what=what, key=NEW).words()
            add = button(f"process_edits.add:{what.value}", language, value=value)
            elements.append(add)
        if elements:
            blocks.append(actions(elements))
    blocks += [divider(), section(say(_MOMENT, "desks", language))]
    value = str(process_id)
    blocks.append(
        actions(
            [
                button("milestones.edit", language, value=value),
                button("meeting_desk.list", language, value=value),
                button("document_desk.open", language, value=value),
            ]
        )
    )
    return panel("process_edits.list", blocks, language)


def edit_form(
    aim: Aim,
    values: Values,
    language: Language,
    *,
    name: str,
    parties: Sequence[tuple[str, str]] = (),
) -> View:
    """The form of one entry, filled in with how it stands."""
    match aim.what:
        case What.TEXT:
            is_optional = aim.key not in NEEDED_TEXTS
            blocks = [
                section(say(_MOMENT, "text_form", language, name=name, is_optional=is_optional))
            ]
            blocks += [_long(one, values, language, optional=is_optional) for one in ("da", "en")]
            blocks.append(_preview(aim, language))
        case What.CONTACT:
            blocks = [section(say(_MOMENT, "contact_form", language))]
            blocks += [_line(one, values, language) for one in ("name", "title_da", "title_en")]
            lines = [option(words, key) for key, words in parties[:MOST]]
            blocks.append(_choice("organisation", lines, values, language))
            blocks.append(_line("email", values, language, optional=True))
            hint = say(_MOMENT, "phone_hint", language)
            blocks.append(_line("phone", values, language, optional=True, hint=hint))
            blocks.append(_preview(aim, language))
        case _:
            blocks = [section(say(_MOMENT, "party_form", language, name=name))]
            if aim.key == NEW:
                hint = say(_MOMENT, "name_hint", language)
                blocks.append(_line("name", values, language, hint=hint))
                kinds = [
                    option(label(f"announcement_kind.{one.value}", language), one.value)
                    for one in OrganisationKind
                ]
                blocks.append(_choice("kind", kinds, values, language))
            blocks.append(_choice("role", _roles(language), values, language))
            blocks += [_long(one, values, language) for one in ("da", "en")]
    if aim.key != NEW and aim.what is not What.TEXT:
        yes = [option(label("edit_retire.yes", language), "yes")]
        blocks.append(field("edit_retire", boxes("edit_retire", yes), language, optional=True))
    return modal("process_edits.save", blocks, language, private_metadata=aim.words())


def _preview(aim: Aim, language: Language) -> Block:
    return actions([button("process_edits.preview", language, value=aim.words())])


def _roles(language: Language) -> list[Block]:
    return [option(label(f"role.{one.value}", language), one.value) for one in Role]


def _line(
    name: str, values: Values, language: Language, *, optional: bool = False, hint: str = ""
) -> Block:
    return field(f"edit_{name}", _text(name, values), language, optional=optional, hint=hint)


def _long(name: str, values: Values, language: Language, *, optional: bool = False) -> Block:
    element = {**_text(name, values), "multiline": True}
    return field(f"edit_{name}", element, language, optional=optional)


def _text(name: str, values: Values) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": LIMITS[name]}
    if values.get(name):
        element["initial_value"] = values[name]
    return element


def _choice(name: str, lines: Sequence[Block], values: Values, language: Language) -> Block:
    placeholder = label(f"edit_{name}.placeholder", language)
    chosen = str(values.get(name, ""))
    element = menu(f"edit_{name}", lines, placeholder=placeholder, chosen=chosen)
    return field(f"edit_{name}", element, language)


def preview_view(what: What, values: Values, language: Language, *, organisation: str = "") -> View:
    """How members read what stands in the form, in both languages. Nothing is saved by it."""
    words = {one: _as_read(what, values, one, organisation=organisation) for one in Language}
    return panel(
        "process_edits.preview_view",
        [
            section(say(_MOMENT, "preview_danish", language, words=words[Language.DANISH])),
            section(say(_MOMENT, "preview_english", language, words=words[Language.ENGLISH])),
            section(say(_MOMENT, "preview_where", language)),
        ],
        language,
    )


def _as_read(what: What, values: Values, language: Language, *, organisation: str) -> Mrkdwn:
    if what is What.CONTACT:
        contact = Contact(
            name=str(values["name"]),
            title=str(values[f"title_{language.value}"]),
            organisation=organisation,
            email=str(values["email"]),
            phone=str(values["phone"]),
        )
        return contact_lines((contact,), language)
    return escape(str(values[language.value])) or say(_MOMENT, "preview_nothing", language)


def saved_message(saved: Saved, language: Language, *, process: str) -> Message:
    """What was done."""
    name = name_of(saved.what, saved.key, saved.name, language)
    return message(
        say(_MOMENT, "saved_text", language, name=name, effect=saved.effect.value),
        [
            section(
                say(
                    _MOMENT,
                    "saved",
                    language,
                    name=name,
                    effect=saved.effect.value,
                    process=process,
                )
            )
        ],
    )


_FAULTS = {
    Fault.MISSING: "fault_missing",
    Fault.OTHER_LANGUAGE: "fault_other_language",
    Fault.EMAIL: "fault_email",
    Fault.PHONE: "fault_phone",
    Fault.NOT_OFFERED: "fault_not_offered",
    Fault.TAKEN: "fault_taken",
    Fault.LAST: "fault_last",
    Fault.HAS_CONTACTS: "fault_has_contacts",
}


def fault_words(name: str, fault: Fault, language: Language) -> str:
    """What is wrong with that field, and what to write instead."""
    if fault is Fault.TOO_LONG:
        return say(_MOMENT, "fault_too_long", language, limit=LIMITS[name])
    return say(_MOMENT, _FAULTS[fault], language)


def meanwhile_words(by: str, language: Language) -> str:
    """Another was quicker."""
    return say(_MOMENT, "meanwhile", language, by=by)


def gone_words(language: Language) -> str:
    """There is nothing left to change."""
    return say(_MOMENT, "gone", language)
