"""What facilitators do with a question that was passed on to them: answer it, or close it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.enquiries import is_taken_back, note_act
from bot.enquiry_cards import renew_cards, tell_threads
from bot.home import people_to_ask
from bot.outbox import put
from bot.voice.enquiries import (
    LONGEST_ANSWER,
    answer_message,
    closed_message,
    written_length,
)
from bot.voice.enquiry_desk import answered_in_thread_message
from models import Enquiry, EnquiryNote, Person
from models.enquiries import find_note, lock_enquiry
from models.enums import EnquiryState
from models.people import find_membership


class Refusal(StrEnum):
    """Why something was not done with an enquiry."""

    NOT_ALLOWED = "not_allowed"  # or there is no such enquiry
    TAKEN_BACK = "taken_back"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CLOSED = "closed"  # already


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was done, or had been done by the same message before."""

    enquiry: Enquiry
    asker: Person
    waited: bool = False  # for an answer, until it was closed


def enquiry_to_answer(
    session: Session, *, enquiry_id: int | None, person: Person
) -> Enquiry | None:
    """The enquiry, locked, if it was passed on and that person may answer it."""
    found = None if enquiry_id is None else lock_enquiry(session, enquiry_id=enquiry_id)
    if found is None or found.state is EnquiryState.OFFERED:
        return None
    membership = find_membership(session, process_id=found.process_id, person_id=person.id)
    return found if may(membership, Act.ANSWER_ENQUIRIES) else None


def answer(
    session: Session,
    *,
    enquiry_id: int | None,
    by: Person,
    text: str,
    mark: str,
    now: datetime,
    in_thread: str | None = None,
) -> Done | Refusal:
    """Send the answer to whoever asked. The same `mark` twice is once.

    `in_thread`: the ts of the card in whose thread it stands; other threads are told of it.
    """
    enquiry = enquiry_to_answer(session, enquiry_id=enquiry_id, person=by)
    if enquiry is None:
        return Refusal.NOT_ALLOWED
    asker = session.get_one(Person, enquiry.person_id)
    if find_note(session, enquiry_id=enquiry.id, mark=mark) is not None:
        return Done(enquiry=enquiry, asker=asker)
    if is_taken_back(enquiry):
        return Refusal.TAKEN_BACK
    if not text:
        return Refusal.EMPTY
    if written_length(text) > LONGEST_ANSWER:
        return Refusal.TOO_LONG
    note = EnquiryNote(
        enquiry_id=enquiry.id, by_id=by.id, is_from_asker=False, text=text, mark=mark, at=now
    )
    enquiry.state = EnquiryState.ANSWERED
    enquiry.answered_at = enquiry.answered_at or now
    enquiry.waiting_since = enquiry.closed_at = enquiry.closed_by_id = None
    session.add_all([note, enquiry])
    session.flush()
    put(
        session,
        key=f"enquiry:{enquiry.id}:answer:{note.id}",
        team_id=asker.team_id,
        process_id=enquiry.process_id,
        person_id=asker.id,
        message=answer_message(
            Language(asker.language),
            enquiry_id=enquiry.id,
            note_id=note.id,
            by=by.name,
            question=enquiry.text,
            text=text,
        ),
        due_at=now,
    )

    def worded(language: Language) -> dict[str, object]:
        return answered_in_thread_message(language, by=by.name, name=asker.name, text=text)

    tell_threads(
        session,
        enquiry=enquiry,
        key=f"note:{note.id}",
        worded=worded,
        now=now,
        except_in=in_thread,
    )
    renew_cards(session, enquiry=enquiry, now=now)
    note_act(session, enquiry=enquiry, act="enquiries.answer", by=by, now=now)
    return Done(enquiry=enquiry, asker=asker)


def close(session: Session, *, enquiry_id: int | None, by: Person, now: datetime) -> Done | Refusal:
    """No more is to be done. Whoever waits for an answer is told, and whom else to ask."""
    enquiry = enquiry_to_answer(session, enquiry_id=enquiry_id, person=by)
    if enquiry is None:
        return Refusal.NOT_ALLOWED
    asker = session.get_one(Person, enquiry.person_id)
    if is_taken_back(enquiry):
        return Refusal.TAKEN_BACK
    if enquiry.state is EnquiryState.CLOSED:
        return Refusal.CLOSED
    waits = enquiry.state is EnquiryState.OPEN
    enquiry.state = EnquiryState.CLOSED
    enquiry.closed_at, enquiry.closed_by_id, enquiry.waiting_since = now, by.id, None
    session.add(enquiry)
    note_act(session, enquiry=enquiry, act="enquiries.close", by=by, now=now)
    renew_cards(session, enquiry=enquiry, now=now)
    if waits:
        language = Language(asker.language)
        put(
            session,
            key=f"enquiry:{enquiry.id}:closed:{now.isoformat()}",
            team_id=asker.team_id,
            process_id=enquiry.process_id,
            person_id=asker.id,
            message=closed_message(
                language,
                enquiry_id=enquiry.id,
                question=enquiry.text,
                contacts=people_to_ask(session, process_id=enquiry.process_id, language=language),
            ),
            due_at=now,
        )
    return Done(enquiry=enquiry, asker=asker, waited=waits)
