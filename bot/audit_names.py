"""What the lines of the audit were about, with the names that people know.

The audit keeps ids and keys; names are looked up when somebody reads it, for they change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.conversation.questions import Language
from models import AuditLine
from models.audit_subjects import (
    names_of_contacts,
    names_of_interviewed,
    names_of_members,
    names_of_organisations,
    names_of_organisations_by_key,
    names_of_people,
    questions_of_faqs,
    texts_of_announcements,
    titles_of_documents,
    titles_of_meetings,
    titles_of_milestones,
)

_BEGINNING = 50  # characters of an announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act, with the names of what it was about. "" stands for what has no name any more."""

    id: int
    at: datetime
    act: str
    by: str  # "" where nobody pressed anything: Sammen itself, or whoever runs it
    person: str
    organisation: str
    former: str  # the organisation or role before
    thing: str  # a meeting, a milestone, a contact, a document, an announcement's beginning
    about: Mapping[str, Any]


Found = Sequence[tuple[AuditLine, str | None]]


def named(
    session: Session, found: Found, *, process_id: int, language: Language
) -> tuple[Line, ...]:
    """Each line with the name of who did it, as what it tells of."""
    names = _Names(session, [line for line, _ in found], process_id=process_id, language=language)
    return tuple(
        Line(
            id=line.id,
            at=line.at,
            act=line.act,
            by=by or "",
            person=names.person(line.about),
            organisation=names.organisation(line.about),
            former=names.former(line.about),
            thing=names.thing(line.about),
            about=line.about,
        )
        for line, by in found
    )


class _Names:
    """The names that those lines need, read with one query for each sort of thing."""

    def __init__(
        self,
        session: Session,
        lines: Sequence[AuditLine],
        *,
        process_id: int,
        language: Language,
    ) -> None:
        def wanted(*fields: str) -> set[int]:
            return {
                value
                for line in lines
                for field in fields
                if isinstance(value := line.about.get(field), int)
            }

        def ids(
            read: Callable[[Session, set[int]], dict[int, Any]], *fields: str
        ) -> dict[int, Any]:
            keys = wanted(*fields)
            return read(session, keys) if keys else {}

        self._people = ids(names_of_people, "person")
        self._members = ids(names_of_members, "membership")
        self._organisations = ids(names_of_organisations, "organisation", "from", "to")
        self._interviewed = ids(names_of_interviewed, "interview")
        self._meetings = _in(language, ids(titles_of_meetings, "meeting"))
        texts = ids(texts_of_announcements, "announcement")
        self._announcements = {one: _beginning(text, language) for one, text in texts.items()}
        self._things: dict[tuple[str, str], str] = {}
        edited = {line.about.get("what") for line in lines}
        if any("milestone" in line.about for line in lines):
            titles = titles_of_milestones(session, process_id=process_id)
            self._keep("milestone", _in(language, titles))
        if "contact" in edited:
            self._keep("contact", names_of_contacts(session, process_id=process_id))
        if "document" in edited:
            documents = titles_of_documents(session, process_id=process_id)
            self._keep("document", _in(language, documents))
        if any(line.about.get("what") == "faq" for line in lines):
            self._keep("faq", _in(language, questions_of_faqs(session, process_id=process_id)))
        if "party" in edited:
            keys = [line.about["key"] for line in lines if line.about.get("what") == "party"]
            self._keep("party", names_of_organisations_by_key(session, keys))

    def _keep(self, what: str, names: Mapping[str, str]) -> None:
        self._things |= {(what, key): name for key, name in names.items()}

    def person(self, about: Mapping[str, Any]) -> str:
        """Whom it was about."""
        own = _name(self._people, about, "person")
        return own or _name(self._members, about, "membership")

    def organisation(self, about: Mapping[str, Any]) -> str:
        """For which organisation it was, or to which."""
        named = (
            _name(self._organisations, about, "organisation"),
            _name(self._organisations, about, "to"),
            _name(self._interviewed, about, "interview"),
        )
        return next((name for name in named if name), "")

    def former(self, about: Mapping[str, Any]) -> str:
        """From which organisation."""
        return _name(self._organisations, about, "from")

    def thing(self, about: Mapping[str, Any]) -> str:
        """Which meeting, milestone, contact or document."""
        if "meeting" in about:
            return _name(self._meetings, about, "meeting")
        if "announcement" in about:
            return _name(self._announcements, about, "announcement")
        if "milestone" in about:
            return self._things.get(("milestone", about["milestone"]), "")
        return self._things.get((str(about.get("what")), str(about.get("key"))), "")


def _name(names: Mapping[int, str], about: Mapping[str, Any], field: str) -> str:
    value = about.get(field)
    return names.get(value, "") if isinstance(value, int) else ""


def _in(language: Language, titles: Mapping[Any, Mapping[str, str]]) -> dict[Any, str]:
    return {key: title[language.value] for key, title in titles.items()}


def _beginning(text: Mapping[str, str], language: Language) -> str:
    """So much of what somebody wrote that it is known again."""
    words = " ".join((text.get(language.value) or text.get(Language.DANISH.value) or "").split())
    return words if len(words) <= _BEGINNING else f"{words[: _BEGINNING - 1].rstrip()}…"
