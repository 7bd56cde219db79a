"""Asking a human: a question is kept, offered to be passed on, passed on, and taken up again.

What facilitators do with it is in bot/enquiry_answers.py. Every act may be repeated unharmed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.enquiry_cards import put_cards, renew_cards, tell_threads
from bot.voice.enquiry_desk import followed_up_message, helped_message
from models import AuditLine, Enquiry, EnquiryNote, Person, Process
from models.enquiries import (
    enquiries_of,
    facilitators_of,
    find_note,
    forget_offers,
    lock_enquiry,
    notes_of,
)
from models.enums import EnquiryState
from models.people import find_membership

MOST_OPEN = 10  # questions of one person that wait for an answer
KEPT = timedelta(days=14)  # what was never passed on is forgotten after so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The question is kept, and nothing of it has left. `to`: who would get it."""

    enquiry: Enquiry
    to: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class WaitsAlready:
    """The same person has passed the same question on, and nobody has answered yet."""

    enquiry: Enquiry


@dataclass(frozen=True, slots=True)
class AnsweredAlready:
    """The same person has asked the same, and this is what they were answered last."""

    enquiry: Enquiry
    note: EnquiryNote


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """Nobody leads the process, so there is nobody to pass it on to. Nothing is kept."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """So many of this person's questions wait that this one is not passed on."""

    waiting: int


def readers_of(session: Session, *, process: Process, asker_id: int) -> tuple[Person, ...]:
    """Who would get a question of that person."""
    leaders = facilitators_of(session, process_id=process.id)
    if process.facilitators_channel is not None:
        return tuple(leaders)
    return tuple(one for one in leaders if one.id != asker_id)


def offer(
    session: Session, *, process: Process, person: Person, text: str, now: datetime
) -> Offered | WaitsAlready | AnsweredAlready | NobodyThere:
    """Keep the question, once however often it is written."""
    to = readers_of(session, process=process, asker_id=person.id)
    if not to:
        return NobodyThere()
    for one in enquiries_of(session, process_id=process.id, person_id=person.id):
        if _same(one.text) != _same(text):
            continue
        if one.state is EnquiryState.OFFERED:
            return Offered(enquiry=one, to=to)
        if one.state is EnquiryState.OPEN:
            return WaitsAlready(one)
        if one.state is EnquiryState.ANSWERED:
            note = latest_answer(session, enquiry=one)
            if note.text:  # else whoever wrote it has been deleted, and it with them
                return AnsweredAlready(one, note)
    made = Enquiry(
        process_id=process.id,
        person_id=person.id,
        text=text,
        language=person.language,
        state=EnquiryState.OFFERED,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return Offered(enquiry=made, to=to)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def latest_answer(session: Session, *, enquiry: Enquiry) -> EnquiryNote:
    """What a facilitator wrote last about an enquiry that is answered."""
    notes = notes_of(session, enquiry_ids=[enquiry.id])
    return next(one for one in reversed(notes) if not one.is_from_asker)


def own_enquiry(session: Session, *, enquiry_id: int | None, person_id: int) -> Enquiry | None:
    """The enquiry, locked, if it is that person's and they may ask there."""
    found = None if enquiry_id is None else lock_enquiry(session, enquiry_id=enquiry_id)
    if found is None or found.person_id != person_id:
        return None
    membership = find_membership(session, process_id=found.process_id, person_id=person_id)
    return found if may(membership, Act.ASK_HUMAN) else None


def pass_on(
    session: Session,
    *,
    enquiry: Enquiry,
    process: Process,
    person: Person,
    now: datetime,
    text: str | None = None,
) -> Offered | WaitsAlready | NobodyThere | TooMany:
    """Send an offered question to those who lead the process. `text`: as corrected by the asker.

    WaitsAlready, and nothing more is done, if it was passed on before.
    """
    if enquiry.state is not EnquiryState.OFFERED:
        return WaitsAlready(enquiry)
    to = readers_of(session, process=process, asker_id=person.id)
    if not to:
        return NobodyThere()
    others = enquiries_of(session, process_id=process.id, person_id=person.id)
    waiting = sum(one.state is EnquiryState.OPEN for one in others)
    if waiting >= MOST_OPEN:
        return TooMany(waiting)
    enquiry.text = text or enquiry.text
    enquiry.state = EnquiryState.OPEN
    enquiry.sent_at = enquiry.waiting_since = now
    session.add(enquiry)
    put_cards(session, enquiry=enquiry, process=process, readers=to, now=now)
    note_act(session, enquiry=enquiry, act="enquiries.send", by=person, now=now)
    return Offered(enquiry=enquiry, to=to)


def note_act(session: Session, *, enquiry: Enquiry, act: str, by: Person, now: datetime) -> None:
    """Keep who did it, never the words."""
    about = {"enquiry": enquiry.id, "person": enquiry.person_id}
    line = AuditLine(process_id=enquiry.process_id, person_id=by.id, act=act, about=about, at=now)
    session.add(line)
    session.flush()


def drop(session: Session, *, enquiry: Enquiry) -> bool:
    """Forget a question that was not passed on. False if it was."""
    if enquiry.state is not EnquiryState.OFFERED:
        return False
    session.delete(enquiry)
    session.flush()
    return True


def take_back(session: Session, *, enquiry: Enquiry, person: Person, now: datetime) -> bool:
    """The asker needs no answer any more. False if there is one, or it was closed."""
    if enquiry.state is not EnquiryState.OPEN or enquiry.answered_at is not None:
        return False
    enquiry.state = EnquiryState.CLOSED
    enquiry.closed_at, enquiry.closed_by_id = now, person.id
    enquiry.waiting_since = None
    session.add(enquiry)
    renew_cards(session, enquiry=enquiry, now=now)
    note_act(session, enquiry=enquiry, act="enquiries.close", by=person, now=now)
    return True


def is_taken_back(enquiry: Enquiry) -> bool:
    """Whether its asker has closed it."""
    return enquiry.state is EnquiryState.CLOSED and enquiry.closed_by_id == enquiry.person_id


def follow_up(
    session: Session, *, enquiry: Enquiry, person: Person, text: str, mark: str, now: datetime
) -> bool:
    """The asker writes again, into the same thread. False if they had taken the question back."""
    if enquiry.state is EnquiryState.OFFERED or is_taken_back(enquiry):
        return False
    if find_note(session, enquiry_id=enquiry.id, mark=mark) is not None:
        return True
    note = EnquiryNote(
        enquiry_id=enquiry.id, by_id=person.id, is_from_asker=True, text=text, mark=mark, at=now
    )
    enquiry.state = EnquiryState.OPEN
    enquiry.waiting_since = enquiry.waiting_since or now
    enquiry.closed_at = enquiry.closed_by_id = enquiry.reminded_at = enquiry.helped_at = None
    session.add_all([note, enquiry])
    session.flush()

    def worded(language: Language) -> dict[str, object]:
        return followed_up_message(language, enquiry_id=enquiry.id, name=person.name, text=text)

    tell_threads(session, enquiry=enquiry, key=f"note:{note.id}", worded=worded, now=now)
    renew_cards(session, enquiry=enquiry, now=now)
    note_act(session, enquiry=enquiry, act="enquiries.send", by=person, now=now)
    return True


def say_helped(session: Session, *, enquiry: Enquiry, person: Person, now: datetime) -> bool:
    """The asker has what they need, and the facilitators hear it, once. False if none answered."""
    if enquiry.state is not EnquiryState.ANSWERED:
        return False
    if enquiry.helped_at is None:
        enquiry.helped_at = now
        session.add(enquiry)
        answer = latest_answer(session, enquiry=enquiry)

        def worded(language: Language) -> dict[str, object]:
            return helped_message(language, enquiry_id=enquiry.id, name=person.name)

        tell_threads(session, enquiry=enquiry, key=f"helped:{answer.id}", worded=worded, now=now)
    return True


def forget_old_offers(session: Session, *, now: datetime) -> int:
    """Delete questions that were offered to be passed on, and never were; how many."""
    return forget_offers(session, before=now - KEPT)
