"""A document as a form holds it: checked by the rules of a process file, and made into columns."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.content import ROLES
from bot.content_documents import LANGUAGES, LONGEST_KEYWORD, STAGES
from bot.content_fields import is_link
from bot.content_questions import PROSE, TITLE
from bot.directory import KINDS as ORGANISATION_KINDS
from bot.documents import LARGEST
from bot.edit_history import fingerprint
from bot.organisations import clean_name
from bot.voice.documents import KINDS
from models import Document
from models.enums import Role

MOST_KEYWORDS, LONGEST_CHANGE = 20, 300


class Fault(StrEnum):
    """What is wrong with a field. The values are parts of a template."""

    MISSING = "fault_missing"
    OTHER_LANGUAGE = "fault_other_language"
    TOO_LONG = "fault_too_long"
    LINK = "fault_link"
    NOTHING = "fault_nothing"  # neither file nor link
    FILE_TOO_LARGE = "fault_too_large"
    FILE_EMPTY = "fault_empty"
    FILE_UNREACHABLE = "fault_unreachable"
    NOBODY = "fault_nobody"
    NOT_OFFERED = "fault_not_offered"
    TOO_MANY_WORDS = "fault_too_many_words"


Faults = dict[str, Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackFile:
    """A file in Slack, as Slack tells of it."""

    id: str
    name: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There is a file, and Sammen may not see it or it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is put up. A link that is typed counts, whatever file came along."""

    file: SlackFile | Unreachable | None = None
    url: str = ""

    def faults(self) -> Faults:
        """What is wrong, by field."""
        if self.url:
            if len(self.url) > PROSE:
                return {"url": Fault.TOO_LONG}
            return {} if is_link(self.url) else {"url": Fault.LINK}
        if self.file is None:
            return {"url": Fault.NOTHING}
        fault = _fault_of(self.file)
        return {"file": fault} if fault else {}

    def columns(self) -> dict[str, Any]:
        """Of the document, or of its version. It must have been checked."""
        file = self.file if isinstance(self.file, SlackFile) and not self.url else None
        return {
            "url": self.url or None,
            "slack_file_id": file.id if file else None,
            "file_name": file.name if file else None,
            "byte_count": file.size if file else None,
        }


def _fault_of(file: SlackFile | Unreachable) -> Fault | None:
    if isinstance(file, Unreachable):
        return Fault.FILE_UNREACHABLE
    if file.size > LARGEST:
        return Fault.FILE_TOO_LARGE
    return None if file.size else Fault.FILE_EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is said of a document, whatever its version. As typed; it came from outside."""

    title: tuple[str, str] = ("", "")  # Danish, English
    kind: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    source_url: str = ""
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    available_from: date | None = None


def draft_of(document: Document) -> Draft:
    """A document as a form shows it."""
    return Draft(
        title=(document.title["da"], document.title["en"]),
        kind=document.kind,
        keywords=tuple(document.keywords),
        language=document.language or "",
        source_url=document.source_url or "",
        roles=tuple(document.audience),
        kinds=tuple(document.audience_kinds),
        stages=tuple(document.audience_stages),
        organisations=tuple(document.audience_organisations),
        available_from=document.available_from,
    )


def mark_of(document: Document) -> str:
    """Tells how the document stood from how it stands once somebody else has changed it."""
    draft = draft_of(document)
    return fingerprint([getattr(draft, name) for name in Draft.__dataclass_fields__])


def read_keywords(text: str) -> tuple[str, ...]:
    """Words between commas or on lines of their own, each once."""
    words = (clean_name(one) for one in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(one for one in words if one))


def check(draft: Draft, *, organisations: Collection[str]) -> Faults:
    """What is wrong, by field. `organisations` are the keys that may be named."""
    faults: Faults = {}
    names = ("title_da", "title_en")
    title = [clean_name(one) for one in draft.title]
    for name, words in zip(names, title, strict=True):
        if not words:
            faults[name] = Fault.OTHER_LANGUAGE if any(title) else Fault.MISSING
        elif len(words) > TITLE:
            faults[name] = Fault.TOO_LONG
    if len(draft.keywords) > MOST_KEYWORDS or any(
        len(one) > LONGEST_KEYWORD for one in draft.keywords
    ):
        faults["keywords"] = Fault.TOO_MANY_WORDS
    if draft.source_url and not is_link(draft.source_url):
        faults["source_url"] = Fault.LINK
    if not draft.roles:
        faults["roles"] = Fault.NOBODY
    offered: dict[str, tuple[Collection[str], Collection[str]]] = {
        "kind": ((draft.kind,), KINDS),
        "language": ((draft.language,), ("", *LANGUAGES)),
        "roles": (draft.roles, ROLES),
        "kinds": (draft.kinds, ORGANISATION_KINDS),
        "stages": (draft.stages, STAGES),
        "organisations": (draft.organisations, organisations),
    }
    for name, (chosen, known) in offered.items():
        if not set(chosen) <= set(known):
            faults[name] = Fault.NOT_OFFERED
    return faults


def columns_of(draft: Draft) -> dict[str, Any]:
    """The document's columns. It must have been checked."""
    da, en = (clean_name(one) for one in draft.title)
    return {
        "title": {"da": da, "en": en},
        "kind": draft.kind,
        "keywords": list(draft.keywords),
        "language": draft.language or None,
        "source_url": draft.source_url or None,
        "audience": [one.value for one in Role if one.value in draft.roles],
        "audience_kinds": [one for one in ORGANISATION_KINDS if one in draft.kinds],
        "audience_stages": [one for one in STAGES if one in draft.stages],
        "audience_organisations": sorted(draft.organisations),
        "available_from": draft.available_from,
    }


def check_change(da: str, en: str) -> Faults:
    """The line on what a new version has changed: in Danish at least."""
    if not clean_name(da):
        return {"changed_da": Fault.MISSING}
    texts = {"changed_da": da, "changed_en": en}
    return {name: Fault.TOO_LONG for name, words in texts.items() if len(words) > LONGEST_CHANGE}
