"""Asking a human: the offer, what is passed on, what comes back, and answers given in a thread.

What facilitators press is in handlers/enquiry_desk.py, published answers in handlers/faqs.py.
"""

import re

from slack_bolt import App

from bot import enquiries
from bot.access import Act, may
from bot.enquiries import (
    AnsweredAlready,
    NobodyThere,
    Offered,
    TooMany,
    WaitsAlready,
)
from bot.faqs import faq_for
from bot.voice.blocks import Message
from bot.voice.enquiries import (
    Recipients,
    enquiry_word,
    nobody_message,
    offer_message,
    sent_message,
    too_many_message,
    waits_message,
    write_form,
)
from bot.voice.faqs import faq_message, faq_word
from bot.voice.help import people_message
from bot.voice.notes import paragraph
from handlers.enquiry_threads import answer_heard
from handlers.joining import contacts
from handlers.outcomes import Outcome
from handlers.own_enquiries import ACTS as OWN_ACTS
from handlers.own_enquiries import answer_again, follow_up, own, say_gone, show_own
from handlers.payloads import Heard, Press, Submitted
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Membership, Person, Process
from models.enums import EnquiryState
from models.people import find_membership, find_organisation_of

__all__ = ["answer_faq", "hear_thread", "offer", "register", "show_own"]


def register(app: App, services: Services) -> None:
    """The asker's buttons and forms."""
    app.action(re.compile(r"^enquiries\."))(on_press(services, ACTS))
    app.view("enquiries.write")(on_submit(services, _write))
    app.view("enquiries.again")(on_submit(services, follow_up))


def offer(visit: Visit, process: Process, membership: Membership | None, text: str) -> None:
    """Sammen cannot tell what is meant: keep the words, and ask whether to pass them on."""
    if not may(membership, Act.ASK_HUMAN):
        people = contacts(visit, process, visit.language)
        visit.tell(people_message(people, visit.language))
        return
    if text.strip():
        outcome = enquiries.offer(
            visit.session, process=process, person=visit.person, text=text.strip(), now=visit.now
        )
        visit.tell(_offered(visit, process, outcome))
    else:
        people = contacts(visit, process, visit.language)
        visit.tell(people_message(people, visit.language, ask_in=process.id))


def _offered(
    visit: Visit,
    process: Process,
    outcome: Offered | WaitsAlready | AnsweredAlready | NobodyThere | TooMany,
) -> Message:
    """What is said when something is asked: to be sent, or known already."""
    language = visit.language
    match outcome:
        case Offered(enquiry=enquiry, to=to):
            return offer_message(
                language,
                enquiry_id=enquiry.id,
                text=enquiry.text,
                to=_recipients(visit, process, to),
            )
        case WaitsAlready(enquiry):
            return waits_message(
                language,
                enquiry_id=enquiry.id,
                process_id=process.id,
                text=enquiry.text,
                sent_at=enquiry.sent_at or enquiry.made_at,
            )
        case AnsweredAlready(enquiry, note):
            return answer_again(visit, enquiry, note)
        case TooMany(waiting):
            people = contacts(visit, process, language)
            return too_many_message(
                language, waiting=waiting, process_id=process.id, contacts=people
            )
        case NobodyThere():
            return nobody_message(language, contacts=contacts(visit, process, language))


def _recipients(visit: Visit, process: Process, to: tuple[Person, ...]) -> Recipients:
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    organisation = None
    if membership is not None:
        organisation = find_organisation_of(visit.session, membership=membership)
    return Recipients(
        names=tuple(one.name for one in to),
        in_channel=process.facilitators_channel is not None,
        process=process.title[visit.language.value],
        organisation="" if organisation is None else organisation.name,
    )


def _send(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None:
        say_gone(visit, press.response_url)
        return
    process = visit.session.get_one(Process, found.process_id)
    outcome = enquiries.pass_on(
        visit.session, enquiry=found, process=process, person=visit.person, now=visit.now
    )
    said = _passed_on(visit, process, outcome)
    if isinstance(outcome, Offered) and press.ts:
        visit.edit(press.ts, said)
    else:
        visit.whisper(press.response_url, said)


def _passed_on(
    visit: Visit, process: Process, outcome: Offered | WaitsAlready | NobodyThere | TooMany
) -> Message:
    if not isinstance(outcome, Offered):
        return _offered(visit, process, outcome)
    return sent_message(
        visit.language,
        enquiry_id=outcome.enquiry.id,
        process_id=process.id,
        text=outcome.enquiry.text,
        to=_recipients(visit, process, outcome.to),
    )


def _rewrite(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None or found.state is not EnquiryState.OFFERED:
        say_gone(visit, press.response_url)
        return
    process = visit.session.get_one(Process, found.process_id)
    metadata = f"{process.id}:{found.id}:{press.ts or ''}"
    _open_form(visit, press, process, text=found.text, metadata=metadata)


def _ask(visit: Visit, press: Press) -> None:
    """Write a question, from a button that names its process."""
    number, _, text = press.value.partition(":")
    process = process_here(visit, number)
    if process is None:
        say_over(visit, press.response_url)
        return
    _open_form(visit, press, process, text=text, metadata=f"{process.id}::")


def _not_this(visit: Visit, press: Press) -> None:
    """A published answer was not the one: what was asked may go to a human instead."""
    number, _, rest = press.value.partition(":")
    _faq, _, text = rest.partition(":")
    process = process_here(visit, number)
    if process is None:
        say_over(visit, press.response_url)
        return
    _open_form(visit, press, process, text=text, metadata=f"{process.id}::")


def _open_form(visit: Visit, press: Press, process: Process, *, text: str, metadata: str) -> None:
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    to = enquiries.readers_of(visit.session, process=process, asker_id=visit.who.id)
    if not may(membership, Act.ASK_HUMAN):
        people = contacts(visit, process, visit.language)
        visit.whisper(press.response_url, people_message(people, visit.language))
    elif not to:
        visit.whisper(press.response_url, _offered(visit, process, NobodyThere()))
    else:
        visit.open(
            press.trigger_id,
            write_form(
                visit.language,
                text=text,
                to=_recipients(visit, process, to),
                metadata=metadata,
            ),
        )


def _write(visit: Visit, submitted: Submitted) -> Outcome:
    number, enquiry_id, ts = [*submitted.private_metadata.split(":"), "", ""][:3]
    process = process_here(visit, number)
    if process is None:
        say_over(visit, None)
        return None
    text = _written(submitted)
    if not text:
        return {"enquiry_words": enquiry_word("empty", visit.language)}
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    if not may(membership, Act.ASK_HUMAN):
        visit.tell(people_message(contacts(visit, process, visit.language), visit.language))
        return None
    found = own(visit, enquiry_id) if enquiry_id else None
    if enquiry_id and found is None:
        say_gone(visit, None)
        return None
    if found is None:
        kept = enquiries.offer(
            visit.session, process=process, person=visit.person, text=text, now=visit.now
        )
        if not isinstance(kept, Offered):
            visit.tell(_offered(visit, process, kept))
            return None
        found = kept.enquiry
    outcome = enquiries.pass_on(
        visit.session,
        enquiry=found,
        process=process,
        person=visit.person,
        now=visit.now,
        text=text,
    )
    said = _passed_on(visit, process, outcome)
    if isinstance(outcome, Offered) and ts:
        visit.edit(ts, said)
    else:
        visit.tell(said)
    return None


def _written(submitted: Submitted) -> str:
    """The words of all fields: a long text stands in several."""
    names = [name for name in submitted.values if name.startswith("enquiry_words_")]
    parts = [submitted.typed("enquiry_words"), *(submitted.typed(one) for one in sorted(names))]
    return "\n".join(part for part in parts if part)


def _drop(visit: Visit, press: Press) -> None:
    found = own(visit, press.value)
    if found is None or not enquiries.drop(visit.session, enquiry=found):
        say_gone(visit, press.response_url)
        return
    dropped = paragraph(enquiry_word("dropped", visit.language))
    if press.ts:
        visit.edit(press.ts, dropped)
    else:
        visit.whisper(press.response_url, dropped)


def answer_faq(
    visit: Visit,
    process: Process,
    membership: Membership | None,
    faq_id: int,
    text: str = "",
) -> None:
    """Say a published answer, or offer a human where it is for others. `text`: what was asked."""
    faq = faq_for(visit.session, process_id=process.id, membership=membership, faq_id=faq_id)
    if faq is None and text:
        offer(visit, process, membership, text)
    elif faq is None:
        visit.tell(paragraph(faq_word("no_more", visit.language)))
    else:
        visit.tell(
            faq_message(
                visit.language,
                process_id=process.id,
                faq_id=faq.id,
                question=faq.question[visit.language.value],
                answer=faq.answer[visit.language.value],
                asked=text,
            )
        )


def hear_thread(visit: Visit, heard: Heard) -> bool:
    """Whether a message stands in the thread of an enquiry; if so, it is answered with it."""
    return answer_heard(visit, heard)


ACTS: Acts = {
    **OWN_ACTS,
    "enquiries.send": _send,
    "enquiries.rewrite": _rewrite,
    "enquiries.drop": _drop,
    "enquiries.ask": _ask,
    "enquiries.not_this": _not_this,
}
