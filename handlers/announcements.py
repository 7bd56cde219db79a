"""Facilitators write to chosen people and channels: the form, its preview, and what follows.

Whether somebody leads the process is asked anew at each step, also when a form is sent in.
"""

import re
from typing import assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.access import Act, may
from bot.announcement_choices import choices_of, slack_ids_of
from bot.announcement_copies import source_of, words_for
from bot.announcement_drafts import Draft, Fault, FaultKind, check, draft_of
from bot.announcement_sending import (
    Confirmed,
    ConfirmedBefore,
    Faulty,
    NotThere,
    Otherwise,
    SameSent,
    begin_draft,
    confirm,
    forecast,
    own_draft,
    save_draft,
)
from bot.announcement_sending import Outcome as ConfirmOutcome
from bot.announcement_texts import MOST
from bot.audiences import Audience
from bot.conversation.questions import Language
from bot.onboarding import process_for
from bot.voice.announcement_form import fault_words, form_view
from bot.voice.announcement_preview import Ahead, chosen_words, mention_unsure, preview_view
from bot.voice.announcement_reports import note
from bot.voice.announcements import trial_message
from bot.voice.blocks import Message, View
from bot.voice.dates import moment
from bot.voice.speak import unescape
from handlers import announcement_acts
from handlers.announcement_access import (
    aimed_at,
    as_reader,
    closed,
    done,
    listed,
    refuse,
    run_by,
    show_view,
)
from handlers.announcement_forms import Aim, draft_from
from handlers.outcomes import CloseAll, Outcome, Push
from handlers.payloads import Payload, Press, Submitted
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, visiting
from models import Announcement, Process
from models.enums import AnnouncementState, Mention, Stage

_LISTED = 32
_EMPTY = Draft(text={"da": "", "en": ""}, audience=Audience())
# What the status begins with, behind "Write to those missing": whom it counts as missing.
_MISSING = Audience(owes_needs=True, stages=(Stage.JOINED, Stage.INVITED, Stage.LATER))
_PRESETS = {"missing": Draft(text=_EMPTY.text, audience=_MISSING)}


def register(app: App, services: Services) -> None:
    """The buttons, the forms, and the shortcut on a message."""

    def from_message(ack: Ack, body: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        with visiting(services, context=context, client=client, channel=None) as visit:
            if visit is not None:
                _begin_with(visit, body)

    app.action(re.compile(r"^announcements\."))(on_press(services, ACTS))
    app.view("announcements.form")(on_submit(services, _preview))
    app.view("announcements.send")(on_submit(services, _send))
    app.view("announcements.mend")(on_submit(services, announcement_acts.preview_correction))
    app.view("announcements.mend_send")(on_submit(services, announcement_acts.send_correction))
    app.shortcut("announcements.from_message")(from_message)


def open_announcement(visit: Visit, process: Process, trigger_id: str, response_url: str) -> None:
    """An empty form, for who asks for it by a command."""
    if process_if(visit, str(process.id), Act.ANNOUNCE) is None:
        refuse(visit, response_url)
    else:
        visit.open(trigger_id, _new_form(visit, process, _EMPTY))


def open_announcements(visit: Visit, process: Process, trigger_id: str, response_url: str) -> None:
    """The list, for who asks for it by a command."""
    if process_if(visit, str(process.id), Act.ANNOUNCE) is None:
        refuse(visit, response_url)
    else:
        visit.open(trigger_id, listed(visit, process))


def _begin_with(visit: Visit, body: Payload) -> None:
    """A form with the words of the message on which the shortcut was used."""
    response_url = body.get("response_url")
    process, membership = process_for(visit.session, person=visit.person)
    words = unescape(str((body.get("message") or {}).get("text") or "")).strip()
    if process is None or not may(membership, Act.ANNOUNCE):
        refuse(visit, response_url)
    elif not words:
        visit.whisper(response_url, note("shortcut_empty", visit.language))
    elif len(words) > MOST:
        facts = {"length": len(words), "most": MOST, "excess": len(words) - MOST}
        visit.whisper(response_url, note("shortcut_too_long", visit.language, **facts))
    else:
        filled = Draft(text={"da": words, "en": ""}, audience=Audience())
        visit.open(str(body["trigger_id"]), _new_form(visit, process, filled))


def _press_list(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.ANNOUNCE)
    if process is None:
        refuse(visit, press.response_url)
    else:
        show_view(visit, press, listed(visit, process))


def _press_new(visit: Visit, press: Press) -> None:
    value, _, preset = press.value.partition(":")
    process = process_if(visit, value, Act.ANNOUNCE)
    if process is None:
        refuse(visit, press.response_url)
    else:
        show_view(visit, press, _new_form(visit, process, _PRESETS.get(preset, _EMPTY)))


def _new_form(
    visit: Visit, process: Process, filled: Draft, instead_of: Announcement | None = None
) -> View:
    draft = begin_draft(
        visit.session, process=process, by=visit.person, filled=filled, now=visit.now
    )
    other_id = None if instead_of is None else instead_of.id
    return _form(visit, process, draft, Aim(draft_id=draft.id, other_id=other_id))


def _form(visit: Visit, process: Process, draft: Announcement, aim: Aim) -> View:
    filled = draft_of(draft)
    return form_view(
        filled,
        choices_of(visit.session, process=process, language=visit.language, now=visit.now),
        visit.language,
        process=process.title[visit.language.value],
        picked=slack_ids_of(visit.session, people=filled.audience.people),
        metadata=aim.words(),
    )


def _press_go_on(visit: Visit, press: Press) -> None:
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    draft = own_draft(visit.session, draft_id=announcement.id, process=process, by=visit.person)
    if draft is None:
        done(visit, press, process, note("not_there", visit.language))
    else:
        aim = Aim(draft_id=draft.id, other_id=None)
        show_view(visit, press, _form(visit, process, draft, aim))


def _press_change(visit: Visit, press: Press) -> None:
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    if announcement.state is not AnnouncementState.SCHEDULED:
        done(visit, press, process, note("not_there", visit.language))
    else:
        filled = draft_of(announcement)
        show_view(visit, press, _new_form(visit, process, filled, instead_of=announcement))


def _preview(visit: Visit, submitted: Submitted) -> Outcome:
    """What is wrong, or whom sending would reach. What was filled in is kept either way."""
    found = aimed_at(visit, submitted)
    if isinstance(found, CloseAll):
        return found
    process, announcement, aim = found
    choices = choices_of(visit.session, process=process, language=visit.language, now=visit.now)
    draft, faults = draft_from(visit.session, submitted, process=process, choices=choices)
    save_draft(visit.session, announcement=announcement, draft=draft, now=visit.now)
    faults = check(visit.session, process=process, draft=draft, now=visit.now) | faults
    draft = draft_of(announcement)  # as it will be read when it is confirmed
    told = forecast(
        visit.session,
        process=process,
        draft=draft,
        instead_of=None if aim.other_id is None else visit.session.get(Announcement, aim.other_id),
        by_mail=visit.organizer is not None,
        now=visit.now,
    )
    if not faults and not told.readers and not told.channels:
        faults = {"reach": Fault(FaultKind.NOBODY_FITS)}
    if faults:
        return dict(fault_words(faults, visit.language))
    reader = told.readers[0] if told.readers else None
    reads = Language.DANISH if reader is None else Language(reader.language)
    source = source_of(visit.session, announcement=announcement, now=visit.now)
    ahead = Ahead(
        process=process.title[visit.language.value],
        chosen=chosen_words(draft.audience, choices, visit.language),
        forecast=told,
        words=words_for(source, reader, reads),
        reads=reads,
        reader=None if reader is None else reader.name,
        danish_to_english=0
        if draft.text["en"].strip()
        else sum(one.language == Language.ENGLISH.value for one in told.readers),
        mention=draft.mention,
        now=visit.now,
    )
    carried = Aim(draft_id=announcement.id, other_id=aim.other_id, mark=told.mark)
    return Push(
        preview_view(ahead, visit.language, metadata=carried.words(), draft_id=announcement.id)
    )


def _press_try(visit: Visit, press: Press) -> None:
    """The draft as this facilitator would read it, to them alone."""
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    source = source_of(visit.session, announcement=announcement, now=visit.now)
    me = as_reader(visit, process)
    visit.tell(trial_message(words_for(source, me, visit.language), visit.language))


def _send(visit: Visit, submitted: Submitted) -> Outcome:
    found = aimed_at(visit, submitted)
    if isinstance(found, CloseAll):
        return found
    process, announcement, aim = found
    mention = announcement.mention
    if mention is not Mention.NOBODY and mention.value not in submitted.ticked("announcement_sure"):
        return {"announcement_sure": mention_unsure(visit.language)}
    outcome = confirm(
        visit.session,
        process=process,
        draft_id=aim.draft_id,
        instead_of_id=aim.other_id,
        mark=aim.mark,
        by=visit.person,
        organizer=visit.organizer,
        now=visit.now,
    )
    return closed(visit, _what_became(visit, outcome))


def _what_became(visit: Visit, outcome: ConfirmOutcome) -> Message:
    language = visit.language
    facts: dict[str, object] = {}
    match outcome:
        case Confirmed(people=people, channels=channels, at=at):
            part = "sent" if at is None else "scheduled"
            facts = {"people": people, "channels": channels}
            facts |= {} if at is None else {"at": moment(at, language)}
        case ConfirmedBefore():
            part = "confirmed_before"
        case SameSent(by=by, at=sent_at):
            part, facts = "same_sent", {"by": by, "at": moment(sent_at, language)}
        case Otherwise(people=people):
            part, facts = "otherwise", {"people": people}
        case NotThere():
            part = "not_there"
        case Faulty(faults=faults):
            part, facts = "faulty", {"why": " ".join(fault_words(faults, language).values())}
        case never:
            assert_never(never)
    return note(part, language, **facts)


ACTS: Acts = {
    "announcements.list": _press_list,
    "announcements.new": _press_new,
    "announcements.go_on": _press_go_on,
    "announcements.change": _press_change,
    "announcements.try": _press_try,
    **announcement_acts.ACTS,
}
