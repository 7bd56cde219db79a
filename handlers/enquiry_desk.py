"""Questions of members, for facilitators: what waits, answered by a form or a message's menu, closed."""

import re

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.access import Act
from bot.enquiry_answers import Done, Refusal, answer, close, enquiry_to_answer
from bot.enquiry_cards import card_of, organisation_name
from bot.voice.blocks import Message, View
from bot.voice.enquiries import enquiry_word
from bot.voice.enquiry_desk import WaitingLine, reply_form, waiting_panel
from bot.voice.notes import paragraph
from handlers.enquiry_threads import answer_heard, refusal_words
from handlers.outcomes import Outcome
from handlers.payloads import Payload, Press, Submitted, heard_from, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, visiting
from models import Person, Process
from models.enquiries import notes_of, open_enquiries, unanswered_of
from models.meetings import new_uid

_LISTED = 20  # questions shown at once


def register(app: App, services: Services) -> None:
    """The buttons, the form for an answer, and the shortcut on a message."""

    def from_message(ack: Ack, body: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        channel = str((body.get("channel") or {}).get("id") or "")
        with visiting(services, context=context, client=client, channel=channel) as visit:
            if visit is not None:
                _send_as_answer(visit, body, called=context.bot_user_id)

    app.action(re.compile(r"^enquiry_desk\."))(on_press(services, ACTS))
    app.view("enquiry_desk.reply")(on_submit(services, _answer))
    app.shortcut("enquiry_desk.from_message")(from_message)


def _send_as_answer(visit: Visit, body: Payload, *, called: str | None) -> None:
    """A facilitator hands Sammen one message of a thread: it goes to whoever asked."""
    message = body.get("message") or {}
    event = {**message, "channel": visit.channel, "ts": str(message.get("ts") or "")}
    if not answer_heard(visit, heard_from(event, called=called)):
        said = paragraph(enquiry_word("not_a_thread", visit.language))
        visit.whisper(body.get("response_url"), said)


def open_waiting(visit: Visit, process: Process, trigger_id: str, response_url: str | None) -> None:
    """The questions that wait for an answer, for a facilitator who asks for them."""
    if process_if(visit, str(process.id), Act.ANSWER_ENQUIRIES) is None:
        _refuse(visit, response_url)
    else:
        visit.open(trigger_id, _list(visit, process))


def _press_list(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.ANSWER_ENQUIRIES)
    if process is None:
        _refuse(visit, press.response_url)
    else:
        visit.open(press.trigger_id, _list(visit, process))


def _list(visit: Visit, process: Process) -> View:
    waiting = open_enquiries(visit.session, process_id=process.id, most=_LISTED)
    unanswered = unanswered_of(visit.session, process_id=process.id)
    return waiting_panel(
        visit.language,
        process=process.title[visit.language.value],
        lines=[
            WaitingLine(
                enquiry_id=one.id,
                name=asker.name,
                organisation=organisation_name(visit.session, enquiry=one),
                text=one.text,
                since=one.waiting_since or one.made_at,
            )
            for one, asker in waiting
        ],
        more=0 if unanswered is None else unanswered.count - len(waiting),
    )


def _reply(visit: Visit, press: Press) -> None:
    number = read_id(press.value)
    enquiry = enquiry_to_answer(visit.session, enquiry_id=number, person=visit.person)
    if enquiry is None:
        _refuse(visit, press.response_url)
        return
    notes = notes_of(visit.session, enquiry_ids=[enquiry.id])
    form = reply_form(
        visit.language,
        card=card_of(visit.session, enquiry=enquiry),
        notes=[(visit.session.get_one(Person, one.by_id).name, one.text) for one in notes],
        metadata=f"{enquiry.id}:{new_uid()}",
    )
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, form)
    else:
        visit.open(press.trigger_id, form)


def _answer(visit: Visit, submitted: Submitted) -> Outcome:
    number, _, mark = submitted.private_metadata.partition(":")
    done = answer(
        visit.session,
        enquiry_id=read_id(number),
        by=visit.person,
        text=submitted.typed("enquiry_answer"),
        mark=mark[:40],
        now=visit.now,
    )
    if not isinstance(done, Done):
        return {"enquiry_answer": refusal_words(visit, done)}
    facts = {"name": done.asker.name}
    visit.tell(paragraph(enquiry_word("sent_answer", visit.language, **facts)))
    _show_anew(visit, submitted.beneath, process_id=done.enquiry.process_id)
    return None


def _close(visit: Visit, press: Press) -> None:
    done = close(visit.session, enquiry_id=read_id(press.value), by=visit.person, now=visit.now)
    if isinstance(done, Done):
        facts = {"name": done.asker.name, "waited": done.waited}
        said = enquiry_word("close_done", visit.language, **facts)
        in_modal = press.view is not None and press.view.get("type") == "modal"
        view_id = str(press.view["id"]) if press.view is not None and in_modal else None
        _show_anew(visit, view_id, process_id=done.enquiry.process_id)
        visit.whisper(press.response_url, paragraph(said))
    elif done is Refusal.NOT_ALLOWED:
        _refuse(visit, press.response_url)
    else:
        part = "close_taken_back" if done is Refusal.TAKEN_BACK else "close_closed"
        visit.whisper(press.response_url, paragraph(enquiry_word(part, visit.language)))


def _show_anew(visit: Visit, view_id: str | None, *, process_id: int) -> None:
    if view_id:
        process = visit.session.get_one(Process, process_id)
        visit.update(view_id, _list(visit, process))


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, _only_facilitators(visit))


def _only_facilitators(visit: Visit) -> Message:
    return paragraph(enquiry_word("only_facilitators", visit.language))


ACTS: Acts = {
    "enquiry_desk.list": _press_list,
    "enquiry_desk.reply": _reply,
    "enquiry_desk.close": _close,
}
