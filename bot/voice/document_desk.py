"""The facilitators' windows on documents: the list, and the forms for a document and its next version."""

from collections.abc import Mapping, Sequence

from bot.conversation.questions import Language
from bot.days import short_date
from bot.document_drafts import (
    LONGEST_CHANGE,
    MOST_KEYWORDS,
    Draft,
    Fault,
    Faults,
)
from bot.documents import LARGEST, is_narrowed
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm_dialog,
    divider,
    field,
    menu,
    message,
    modal,
    option,
    panel,
    plain,
    section,
)
from bot.voice.document_form import MEGABYTE, MOST, Carried, Choices, content_fields, draft_fields
from bot.voice.documents import get_button, title_of
from bot.voice.notes import note_message
from bot.voice.speak import label, say
from models import Document
from models.enums import Role

PAGE = 30  # documents in the window at once
_MOMENT = "document_desk"
_NAMES = 12


def desk_view(
    documents: Sequence[tuple[Document, int]],
    language: Language,
    *,
    process_id: int,
    process: str,
    start: int = 0,
) -> View:
    """Every document with how many have got it, a page at a time."""
    value = str(process_id)
    new = button("document_desk.new", language, value=value, style="primary")
    facts = {"process": process, "count": len(documents)}
    blocks = [section(say(_MOMENT, "intro", language, **facts)), actions([new]), divider()]
    for document, had in documents[start : start + PAGE]:
        words = say(
            _MOMENT,
            "line",
            language,
            title=title_of(document, language),
            version=document.version,
            had=had,
            readers=readers_words(document, language),
            day=document.available_from and short_date(document.available_from, language),
        )
        spoken = f"{label('document_desk.edit', language)}: {title_of(document, language)}"
        edit = button("document_desk.edit", language, value=str(document.id), spoken=spoken)
        blocks.append(section(words, accessory=edit))
    rest = len(documents) - start - PAGE
    if rest > 0:
        words = say(_MOMENT, "more", language, count=rest)
        value = f"{process_id}:{start + PAGE}"
        blocks.append(actions([button("document_desk.more", language, value=value, text=words)]))
    return panel("document_desk.list", blocks, language)


def readers_words(document: Document, language: Language) -> str:
    """For whom it is, on one line."""
    roles = [label(f"role.{one}", language) for one in document.audience]
    everybody = len(document.audience) == len(Role)
    return say(
        _MOMENT,
        "readers",
        language,
        roles=None if everybody else ", ".join(roles),
        is_narrowed=is_narrowed(document),
    )


def put_form(
    carried: Carried,
    draft: Draft,
    language: Language,
    *,
    choices: Choices,
    files: Sequence[str] = (),
    url: str = "",
) -> View:
    """A new document. `files` are the names of those that came with the message, if it has any."""
    blocks: list[Block] = []
    if choices.documents and carried.files:
        lines = [option(label("document_desk.is_new", language), "new")]
        lines += [option(title, str(one)) for one, title in choices.documents[: MOST - 1]]
        placeholder = label("document_desk.target.placeholder", language)
        target = menu("document_desk.target", lines, placeholder=placeholder, chosen="new")
        blocks += [section(say(_MOMENT, "target", language)), actions([target])]
    blocks += content_fields(carried, language, files=files, url=url)
    blocks += draft_fields(draft, language, choices=choices)
    return modal("document_desk.put", blocks, language, private_metadata=carried.stored())


def version_form(
    document: Document,
    carried: Carried,
    language: Language,
    *,
    files: Sequence[str] = (),
    url: str = "",
) -> View:
    """The next version of a document, and what it has changed."""
    facts = {"title": title_of(document, language), "version": document.version + 1}
    line = {"type": "plain_text_input", "max_length": LONGEST_CHANGE, "multiline": True}
    blocks = [
        section(say(_MOMENT, "version_intro", language, **facts)),
        *content_fields(carried, language, files=files, url=url),
        field("changed_da", dict(line), language, hint=say(_MOMENT, "changed_hint", language)),
        field("changed_en", dict(line), language, optional=True),
    ]
    return modal("document_desk.version", blocks, language, private_metadata=carried.stored())


def edit_form(
    document: Document,
    carried: Carried,
    draft: Draft,
    language: Language,
    *,
    choices: Choices,
    had: Sequence[str],
) -> View:
    """What is said of a document, and to whom it goes; above it the next version, and withdrawal."""
    value = str(document.id)
    title = title_of(document, language)
    sure = confirm_dialog(
        say(_MOMENT, "sure", language, title=title, had=len(had), names=_some(had)),
        title=label("document_desk.withdraw.title", language),
        yes=label("document_desk.withdraw.yes", language),
        no=label("document_desk.withdraw.no", language),
    )
    buttons = [
        button("document_desk.replace", language, value=value, style="primary"),
        button("document_desk.withdraw", language, value=value, confirm=sure),
    ]
    facts = {"title": title, "version": document.version, "had": len(had), "names": _some(had)}
    blocks = [
        section(say(_MOMENT, "edit_intro", language, **facts)),
        actions(buttons),
        *draft_fields(draft, language, choices=choices),
    ]
    return modal("document_desk.save", blocks, language, private_metadata=carried.stored())


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMES])
    return f"{shown} …" if len(names) > _NAMES else shown


def fault_words(
    faults: Faults, language: Language, *, size: int = 0, fields: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What is wrong, by field of the form, each with what to do instead. `size`: of the file."""
    named = fields or {}
    return {
        named.get(name, f"document_{name}"): _fault(fault, language, size=size)
        for name, fault in faults.items()
    }


def _fault(fault: Fault, language: Language, *, size: int) -> str:
    facts = {
        "largest": LARGEST // MEGABYTE,
        "size": -(-size // MEGABYTE),
        "most": MOST_KEYWORDS,
    }
    return str(plain(say(_MOMENT, fault.value, language, **facts))["text"])


def desk_words(part: str, language: Language, **facts: object) -> str:
    """Words beside a field: gone, meanwhile or put_before."""
    return str(plain(say(_MOMENT, part, language, **facts))["text"])


def put_message(document: Document, language: Language) -> Message:
    """It is up, and who gets it."""
    facts = {
        "title": title_of(document, language),
        "readers": readers_words(document, language),
        "day": document.available_from and short_date(document.available_from, language),
    }
    text = say(_MOMENT, "put_text", language, title=facts["title"])
    words = section(say(_MOMENT, "put", language, **facts))
    return message(text, [words, actions([get_button(document, language)])])


def replaced_message(
    document: Document, language: Language, *, former: int, between: str | None
) -> Message:
    """The new version is up, and who has an earlier one might be told."""
    facts = {
        "title": title_of(document, language),
        "version": document.version,
        "former": former,
        "is_between": between is not None,
        "between": between,
    }
    text = say(_MOMENT, "replaced_text", language, **facts)
    value = f"{document.id}:{document.version}"
    buttons = [get_button(document, language)]
    if former:
        tell = button("document_desk.tell", language, value=value, style="primary")
        buttons = [tell, *buttons]
    return message(text, [section(say(_MOMENT, "replaced", language, **facts)), actions(buttons)])


def saved_message(document: Document, language: Language) -> Message:
    """What is said of it has been changed."""
    facts = {
        "title": title_of(document, language),
        "readers": readers_words(document, language),
    }
    return note_message(_MOMENT, "saved", language, **facts)


def desk_message(part: str, language: Language, **facts: object) -> Message:
    """`part`: withdrawn, told, told_nobody, gone_word, only_facilitators."""
    return note_message(_MOMENT, part, language, **facts)
