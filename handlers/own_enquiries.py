"""What an asker does with a question that was passed on: look, write again, take it back."""

from bot import enquiries
from bot.access import Act, may
from bot.enquiries import is_taken_back, own_enquiry
from bot.voice.blocks import Message
from bot.voice.enquiries import (
    OwnLine,
    again_form,
    answer_message,
    enquiry_word,
    own_message,
)
from bot.voice.help import people_message
from bot.voice.notes import paragraph
from handlers.joining import contacts
from handlers.outcomes import Outcome
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_here
from handlers.visit import Acts, Visit, say_over
from models import Enquiry, EnquiryNote, Membership, Person, Process
from models.enquiries import enquiries_of
from models.enums import EnquiryState
from models.meetings import new_uid
from models.people import find_membership

_OWN = 10  # of one's own questions shown at once


def own(visit: Visit, value: str) -> Enquiry | None:
    """The enquiry that a button names, if it is this person's. The value came from outside."""
    number = read_id(value.partition(":")[0])
    return own_enquiry(visit.session, enquiry_id=number, person_id=visit.who.id)


def say_gone(visit: Visit, response_url: str | None) -> None:
    """There is no such question of this person's any more."""
    visit.whisper(response_url, paragraph(enquiry_word("gone", visit.language)))


def answer_again(visit: Visit, enquiry: Enquiry, note: EnquiryNote) -> Message:
    """The answer as it was sent, or marked as one that helped."""
    return answer_message(
        visit.language,
        enquiry_id=enquiry.id,
        note_id=note.id,
        by=visit.session.get_one(Person, note.by_id).name,
        question=enquiry.text,
        text=note.text,
        has_helped=enquiry.helped_at is not None,
    )


def _take_back(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None:
        say_gone(visit, press.response_url)
        return
    done = enquiries.take_back(visit.session, enquiry=found, person=visit.person, now=visit.now)
    part = "taken_back" if done or is_taken_back(found) else "too_late"
    visit.tell(paragraph(enquiry_word(part, visit.language)))


def _helped(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None or not enquiries.say_helped(
        visit.session, enquiry=found, person=visit.person, now=visit.now
    ):
        say_gone(visit, press.response_url)
        return
    number = read_id(press.value.partition(":")[2])
    note = None if number is None else visit.session.get(EnquiryNote, number)
    if note is not None and note.enquiry_id == found.id and not note.is_from_asker:
        visit.edit(press.ts, answer_again(visit, found, note))


def _again(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None or found.state is EnquiryState.OFFERED or is_taken_back(found):
        say_gone(visit, press.response_url)
        return
    form = again_form(visit.language, question=found.text, metadata=f"{found.id}:{new_uid()}")
    visit.open(press.trigger_id, form)


def follow_up(visit: Visit, submitted: Submitted) -> Outcome:
    """The asker writes again: into the thread of their question."""
    number, _, mark = submitted.private_metadata.partition(":")
    found = own(visit, number)
    text = submitted.typed("enquiry_more")
    if found is not None and not text:
        return {"enquiry_more": enquiry_word("empty", visit.language)}
    if found is None or not enquiries.follow_up(
        visit.session,
        enquiry=found,
        person=visit.person,
        text=text,
        mark=mark[:40],
        now=visit.now,
    ):
        say_gone(visit, None)
        return None
    visit.tell(paragraph(enquiry_word("again_sent", visit.language)))
    return None


def show_own(visit: Visit, process: Process, membership: Membership | None) -> None:
    """What this person has asked the facilitators, in their direct message."""
    if not may(membership, Act.ASK_HUMAN):
        visit.tell(people_message(contacts(visit, process, visit.language), visit.language))
        return
    mine = enquiries_of(visit.session, process_id=process.id, person_id=visit.who.id)
    lines = [
        OwnLine(
            enquiry_id=one.id,
            text=one.text,
            at=one.sent_at or one.made_at,
            state=one.state,
            is_taken_back=is_taken_back(one),
            may_be_taken_back=one.state is EnquiryState.OPEN and one.answered_at is None,
        )
        for one in mine[:_OWN]
    ]
    visit.tell(
        own_message(
            visit.language,
            process_id=process.id,
            process=process.title[visit.language.value],
            lines=lines,
            more=len(mine) - len(lines),
        )
    )


def _press_own(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
        return
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    show_own(visit, process, membership)


ACTS: Acts = {
    "enquiries.own": _press_own,
    "enquiries.take_back": _take_back,
    "enquiries.helped": _helped,
    "enquiries.again": _again,
}
