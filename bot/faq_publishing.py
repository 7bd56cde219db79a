"""How facilitators publish a question with its answer, change it and withdraw it.

What a process file says of them is loaded by bot/load*.py; what is set here stays, as everywhere.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.content import ROLES
from bot.content_questions import PROSE, TITLE
from bot.conversation.questions import Language
from bot.edit_history import (
    LISTED,
    PUBLISHED,
    WITHDRAWN,
    Effect,
    What,
    fingerprint,
    note_edit,
    replaced_by,
)
from bot.enquiry_cards import organisation_name, tell_threads
from bot.organisations import clean_name
from bot.process_keys import free_key
from bot.voice.enquiries import LONGEST_ANSWER, written_length
from bot.voice.faqs import published_message
from models import Enquiry, Faq, Person, Process
from models.enums import Role
from models.faqs import faq_keys, faqs_of, last_position
from models.processes import lock_process

MOST_KEYWORDS, KEYWORD = 20, 60  # and characters of each
_COMMON = frozenset(  # words of organisations' names that point at nobody
    {"kommune", "region", "center", "for", "og", "the", "city", "offentlig", "privat", "a/s", "of"}
)


class Fault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    OTHER_LANGUAGE = "other_language"  # stands in one language only
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOBODY = "nobody"  # is in the audience
    TAKEN = "taken"  # the same question is published
    ASKER = "asker"  # the name of whoever asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a facilitator has filled in."""

    question_da: str = ""
    question_en: str = ""
    answer_da: str = ""
    answer_en: str = ""
    keywords: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """The same as a row has it, with the roles in their own order."""
        return {
            "question": {"da": self.question_da, "en": self.question_en},
            "answer": {"da": self.answer_da, "en": self.answer_en},
            "keywords": list(self.keywords),
            "audience": list(_in_order(self.audience)),
        }


@dataclass(frozen=True, slots=True)
class Published:
    """It is out, and the next one who asks gets it. `is_new`: it was not there before."""

    faq: Faq
    is_new: bool


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else has saved it since the form was opened. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Gone:
    """It was withdrawn since the form was opened. Nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """Nothing was done; each fault by the field that it is in."""

    faults: Mapping[str, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """Nothing was done yet: these words may tell who asked, and a facilitator decides."""

    words: tuple[str, ...]


Outcome = Published | ChangedMeanwhile | Gone | Faulty | Named


def draft_of(faq: Faq) -> Draft:
    """A published one as a form shows it."""
    return Draft(
        question_da=faq.question["da"],
        question_en=faq.question["en"],
        answer_da=faq.answer["da"],
        answer_en=faq.answer["en"],
        keywords=tuple(faq.keywords),
        audience=_in_order(faq.audience),
    )


def _in_order(audience: Collection[str]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role.value in audience)


def mark_of(faq: Faq) -> str:
    """What tells one version of it from another."""
    return fingerprint(draft_of(faq).columns())


def draft_from(*, enquiry: Enquiry, answer: str, role: Role) -> Draft:
    """A question that was passed on, as a form begins: for all but the market, and the asker's `role`."""
    audience = {role.value for role in Role} - {Role.MARKET_ACTOR.value}
    question, answer = clean_name(enquiry.text)[:TITLE], answer[:PROSE]
    is_danish = enquiry.language == Language.DANISH
    return Draft(
        question_da=question if is_danish else "",
        question_en="" if is_danish else question,
        answer_da=answer if is_danish else "",
        answer_en="" if is_danish else answer,
        audience=tuple(sorted(audience | {role.value})),
    )


def publish(
    session: Session,
    *,
    process_id: int,
    faq_id: int | None,
    mark: str,
    draft: Draft,
    enquiry: Enquiry | None,
    names_are_meant: bool,
    by: Person,
    now: datetime,
) -> Outcome:
    """Publish it, or change what is published. Twice is once."""
    process = lock_process(session, process_id=process_id)
    draft = _cleaned(draft)
    there = faqs_of(session, process_id=process_id)
    faq = _meant(there, faq_id=faq_id, enquiry=enquiry, draft=draft)
    if faq_id is not None and faq is None:
        return Gone()
    if faq is not None and draft_of(faq) == draft:
        return Published(faq, is_new=False)
    if faq is not None and mark_of(faq) != mark:
        return ChangedMeanwhile()
    if enquiry is None and faq is not None and faq.enquiry_id is not None:
        enquiry = session.get(Enquiry, faq.enquiry_id)
    others = [one for one in there if one is not faq]
    objection = _objection(
        session, draft, others=others, enquiry=enquiry, names_are_meant=names_are_meant
    )
    if objection is not None:
        return objection
    return _write(session, process, faq, draft, enquiry=enquiry, by=by, now=now)


def _meant(
    there: Sequence[Faq], *, faq_id: int | None, enquiry: Enquiry | None, draft: Draft
) -> Faq | None:
    """Which of those published is to be changed; None: a new one. The same form twice is once."""
    for one in there:
        if faq_id is not None:
            is_meant = one.id == faq_id
        elif enquiry is not None:
            is_meant = one.enquiry_id == enquiry.id
        else:
            is_meant = draft_of(one) == draft
        if is_meant:
            return one
    return None


def _objection(
    session: Session,
    draft: Draft,
    *,
    others: Sequence[Faq],
    enquiry: Enquiry | None,
    names_are_meant: bool,
) -> Faulty | Named | None:
    asker = None if enquiry is None else session.get_one(Person, enquiry.person_id)
    if faults := _faults(draft, others=others, asker=asker):
        return Faulty(faults=faults)
    if enquiry is not None and asker is not None and not names_are_meant:
        organisation = organisation_name(session, enquiry=enquiry)
        if found := names_in(draft, asker=asker.name, organisation=organisation):
            return Named(found)
    return None


def _write(
    session: Session,
    process: Process,
    faq: Faq | None,
    draft: Draft,
    *,
    enquiry: Enquiry | None,
    by: Person,
    now: datetime,
) -> Published:
    columns = draft.columns()
    is_new = faq is None
    if faq is None:
        taken = faq_keys(session, process_id=process.id)
        faq = Faq(
            process_id=process.id,
            key=free_key(draft.question_da, taken=taken),
            position=last_position(session, process_id=process.id) + 1,
            enquiry_id=None if enquiry is None else enquiry.id,
            **columns,
        )
        effect, was = Effect.ADDED, {LISTED: fingerprint(False)}
    else:
        effect = Effect.CHANGED
        if set(faq.audience) == set(columns["audience"]):
            columns["audience"] = faq.audience  # in the file's own order
        was = replaced_by({name: getattr(faq, name) for name in columns}, columns)
        for name, value in columns.items():
            setattr(faq, name, value)
    faq.published_by_id, faq.published_at = by.id, now
    session.add(faq)
    session.flush()
    note_edit(
        session,
        process=process,
        what=What.FAQ,
        key=faq.key,
        effect=effect,
        was=was,
        by=by,
        now=now,
        act=PUBLISHED,
    )
    if is_new and enquiry is not None:
        question = faq.question

        def worded(language: Language) -> dict[str, object]:
            return published_message(language, by=by.name, question=question[language.value])

        tell_threads(session, enquiry=enquiry, key=f"faq:{faq.id}", worded=worded, now=now)
    return Published(faq, is_new=is_new)


def withdraw(session: Session, *, faq: Faq, by: Person, now: datetime) -> bool:
    """Nobody gets it any more. False if that was so."""
    process = lock_process(session, process_id=faq.process_id)
    session.refresh(faq)
    if faq.retired_at is not None:
        return False
    faq.retired_at = now
    session.add(faq)
    note_edit(
        session,
        process=process,
        what=What.FAQ,
        key=faq.key,
        effect=Effect.RETIRED,
        was={LISTED: fingerprint(True)},
        by=by,
        now=now,
        act=WITHDRAWN,
    )
    return True


def read_keywords(text: str) -> tuple[str, ...]:
    """What stands between commas or on lines of its own, each once."""
    words = (clean_name(one) for one in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(one for one in words if one))


def _cleaned(draft: Draft) -> Draft:
    return Draft(
        question_da=clean_name(draft.question_da),
        question_en=clean_name(draft.question_en),
        answer_da=draft.answer_da.strip(),
        answer_en=draft.answer_en.strip(),
        keywords=draft.keywords,
        audience=_in_order(draft.audience),
    )


def _faults(draft: Draft, *, others: Sequence[Faq], asker: Person | None) -> dict[str, Fault]:
    faults: dict[str, Fault] = {}
    for name, limit in (("question", TITLE), ("answer", PROSE)):
        for language in Language:
            said = getattr(draft, f"{name}_{language.value}")
            if not said:
                is_danish = language is Language.DANISH
                fault = Fault.MISSING if is_danish else Fault.OTHER_LANGUAGE
                faults[f"{name}_{language.value}"] = fault
            elif len(said) > limit or written_length(said) > LONGEST_ANSWER:
                faults[f"{name}_{language.value}"] = Fault.TOO_LONG
            elif asker is not None and asker.name.casefold() in said.casefold():
                faults[f"{name}_{language.value}"] = Fault.ASKER
    if len(draft.keywords) > MOST_KEYWORDS or any(len(one) > KEYWORD for one in draft.keywords):
        faults["keywords"] = Fault.TOO_MANY
    if not draft.audience or not set(draft.audience) <= set(ROLES):
        faults["audience"] = Fault.NOBODY
    question = draft.question_da.casefold()
    if any(one.question["da"].casefold() == question for one in others):
        faults.setdefault("question_da", Fault.TAKEN)
    return faults


def names_in(draft: Draft, *, asker: str, organisation: str) -> tuple[str, ...]:
    """Words of the asker's name, or of their organisation's, that stand in what is to be published."""
    said = "\n".join(
        (draft.question_da, draft.question_en, draft.answer_da, draft.answer_en, *draft.keywords)
    )
    words = set(re.findall(r"[\w/-]+", said.casefold()))
    wanted = [*re.findall(r"[\w/-]+", asker), *re.findall(r"[\w/-]+", organisation)]
    found = [
        one
        for one in wanted
        if len(one) > 2
        and one.casefold() not in _COMMON
        # "Aalborgs" is Aalborg as well.
        and {one.casefold(), f"{one.casefold()}s"} & words
    ]
    return tuple(dict.fromkeys(found))
