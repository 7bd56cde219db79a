"""What people press about the meetings they are invited to, and the list of these.

A press counts wherever it is made: on the card, an older one, a reminder, the list or Home. What
stands then is shown where it was pressed, and on the card.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from slack_bolt import App

from bot import attendance, registrations
from bot.attendance import Closed, Noted, TooEarly, WasNotThere
from bot.calendar import messages
from bot.interview import DOUBLE_CLICK
from bot.meeting_answers import tell_of_answer
from bot.meeting_cards import card_facts, put_card_anew
from bot.meeting_events import event_of, words_of
from bot.meeting_mails import mail_address
from bot.registrations import Answered, NotInvited, Outdated, TooLate
from bot.voice import meeting_answers as voice
from bot.voice.meetings import CardFacts, MeetingWords, card_message, present_message
from handlers.outcomes import Errors
from handlers.payloads import Press, Submitted, read_id
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Invitation, Meeting, Post, Process
from models.enums import Impression, MeetingForm, Reply
from models.invitations import invitations_of
from models.posts import is_being_edited


def register(app: App, services: Services) -> None:
    """All buttons whose ids begin with `meetings.`, and the form for what to take into account."""
    app.action(re.compile(r"^meetings\."))(on_press(services, ACTS))
    app.view("meetings.needs")(on_submit(services, _save_needs))


def show_meetings(visit: Visit, process: Process, response_url: str | None) -> None:
    """The person's coming meetings in that process, each with their answer and its buttons."""
    listed = voice.list_message(_coming(visit, process), visit.language, now=visit.now)
    visit.whisper(response_url, listed)


def _coming(visit: Visit, process: Process) -> list[CardFacts]:
    return [
        _facts(visit, invitation, meeting)
        for invitation, meeting in invitations_of(visit.session, person_id=visit.who.id)
        if meeting.process_id == process.id
        and meeting.ends_at > visit.now
        and invitation.told_at is not None
    ]


def _answers(wanted: Reply, form: MeetingForm | None = None) -> Callable[[Visit, Press], None]:
    def act(visit: Visit, press: Press) -> None:
        outcome = registrations.answer_by_button(
            visit.session,
            invitation_id=_invitation_id(press),
            person_id=visit.who.id,
            wanted=wanted,
            form=form,
            seen=_seen(press),
            now=visit.now,
        )
        match outcome:
            case Answered():
                _show_answer(visit, press, outcome)
                _follow_up(visit, outcome)
            case TooLate():
                facts = _facts(visit, outcome.invitation, outcome.meeting)
                _show_card(visit, outcome.invitation, outcome.meeting)
                late = voice.too_late_message(facts.meeting, visit.language)
                visit.whisper(press.response_url, late)
            case Outdated():
                facts = _facts(visit, outcome.invitation, outcome.meeting)
                anew = card_message(facts, visit.language, kind="moved", now=visit.now)
                visit.whisper(press.response_url, anew)
            case NotInvited():
                _say_not_invited(visit, press)
            case never:
                assert_never(never)

    return act


def _invitation_id(press: Press) -> int:
    return read_id(press.value.partition(":")[0]) or 0


def _seen(press: Press) -> int:
    """The meeting's sequence when the button was worded."""
    return read_id([*press.value.split(":"), ""][1]) or 0


def _say_not_invited(visit: Visit, press: Press) -> None:
    visit.whisper(press.response_url, voice.not_invited_message(visit.language))


def _follow_up(visit: Visit, outcome: Answered) -> None:
    """The person's calendar is told, and those who are offered the seat that became free."""
    if not outcome.changed:
        return
    tell_of_answer(
        visit.session,
        outcome=outcome,
        organizer=visit.organizer,
        now=visit.now,
        is_on_card=True,
    )
    gets_mail = visit.organizer is not None and mail_address(visit.person) is not None
    if outcome.invitation.reply is Reply.YES and not gets_mail:
        _hand_out_file(visit, outcome.invitation, outcome.meeting, is_given=True)


def _show_answer(visit: Visit, press: Press, outcome: Answered) -> None:
    invitation, meeting = outcome.invitation, outcome.meeting
    is_card = _show_card(visit, invitation, meeting, press=press)
    on_home = press.view is not None  # Home is shown anew after every act on it
    replied_at = invitation.replied_at or visit.now
    is_double = not outcome.changed and visit.now - replied_at < DOUBLE_CLICK
    if is_card or on_home or is_double:
        return
    if press.value.endswith(":list"):
        process = visit.session.get_one(Process, meeting.process_id)
        listed = voice.list_message(_coming(visit, process), visit.language, now=visit.now)
        visit.edit(press.ts, listed)
    saved = voice.saved_message(_facts(visit, invitation, meeting), visit.language)
    if press.ts is None or press.value.endswith(":list"):
        visit.whisper(press.response_url, saved)
    else:
        visit.edit(press.ts, saved)  # a reminder does not go on asking


def _show_card(
    visit: Visit, invitation: Invitation, meeting: Meeting, *, press: Press | None = None
) -> bool:
    """Have the card say what is so now; whether it was on the card that they pressed."""
    card_id = invitation.card_id
    post = None if card_id is None else visit.session.get(Post, card_id)
    if post is None:
        return False
    if post.ts is not None:
        facts = _facts(visit, invitation, meeting)
        card = present_message(facts, visit.language, now=visit.now)
        visit.edit(post.ts, card, channel=visit.who.dm_channel)
    # What waits to take the card's place was worded before this answer.
    if post.ts is None or is_being_edited(visit.session, post_id=post.id):
        put_card_anew(
            visit.session,
            process=visit.session.get_one(Process, meeting.process_id),
            meeting=meeting,
            invitation=invitation,
            person=visit.person,
            kind="answered",
            now=visit.now,
        )
    return press is not None and post.ts is not None and press.ts == post.ts


def _facts(visit: Visit, invitation: Invitation, meeting: Meeting) -> CardFacts:
    return card_facts(
        visit.session,
        process=visit.session.get_one(Process, meeting.process_id),
        meeting=meeting,
        invitation=invitation,
        person=visit.person,
    )


def _words(visit: Visit, meeting: Meeting) -> MeetingWords:
    process = visit.session.get_one(Process, meeting.process_id)
    return words_of(meeting, process=process, language=visit.language)


def _own(visit: Visit, press: Press) -> tuple[Invitation, Meeting] | None:
    return attendance.own_invitation(
        visit.session, invitation_id=_invitation_id(press), person_id=visit.who.id
    )


def _ask_needs(visit: Visit, press: Press) -> None:
    found = _own(visit, press)
    if found is None:
        _say_not_invited(visit, press)
    else:
        visit.open(press.trigger_id, voice.needs_form(_facts(visit, *found), visit.language))


def _save_needs(visit: Visit, submitted: Submitted) -> Errors | None:
    invitation = registrations.remember_needs(
        visit.session,
        invitation_id=read_id(submitted.private_metadata) or 0,
        person=visit.person,
        needs=submitted.typed("needs"),
    )
    if invitation is None:
        visit.tell(voice.not_invited_message(visit.language))
        return None
    meeting = visit.session.get_one(Meeting, invitation.meeting_id)
    _show_card(visit, invitation, meeting)
    cleared = invitation.needs is None
    visit.tell(voice.needs_saved_message(visit.language, cleared=cleared))
    return None


def _file(visit: Visit, press: Press) -> None:
    found = _own(visit, press)
    if found is None:
        _say_not_invited(visit, press)
    else:
        _hand_out_file(visit, *found, is_given=False)


def _hand_out_file(
    visit: Visit, invitation: Invitation, meeting: Meeting, *, is_given: bool
) -> None:
    process = visit.session.get_one(Process, meeting.process_id)
    event = event_of(
        meeting, process=process, language=visit.language, sequence=invitation.sequence
    )
    event = replace(event, changed_at=meeting.changed_at or invitation.invited_at)
    visit.upload(
        voice.file_name(_words(visit, meeting), visit.language),
        messages.publish(event),
        comment=voice.file_comment(visit.language, is_given=is_given),
    )


def _here(visit: Visit, press: Press) -> None:
    language = visit.language
    outcome = attendance.note_presence(
        visit.session,
        invitation_id=_invitation_id(press),
        person_id=visit.who.id,
        now=visit.now,
    )
    match outcome:
        case Noted():
            if press.view is None:
                here = voice.here_message(_words(visit, outcome.meeting), language)
                visit.whisper(press.response_url, here)
        case TooEarly():
            words = _words(visit, outcome.meeting)
            early = voice.too_early_message(words, language, opens_at=outcome.opens_at)
            visit.whisper(press.response_url, early)
        case Closed():
            closed = voice.closed_message(_words(visit, outcome.meeting), language)
            visit.whisper(press.response_url, closed)
        case NotInvited():
            _say_not_invited(visit, press)
        case never:
            assert_never(never)


def _rates(impression: Impression) -> Callable[[Visit, Press], None]:
    def act(visit: Visit, press: Press) -> None:
        outcome = attendance.rate(
            visit.session,
            invitation_id=_invitation_id(press),
            person_id=visit.who.id,
            impression=impression,
        )
        match outcome:
            case Noted():
                thanks = voice.rated_message(
                    _words(visit, outcome.meeting), visit.language, impression=impression.value
                )
                visit.whisper(press.response_url, thanks)
            case WasNotThere():
                visit.whisper(press.response_url, voice.was_not_there_message(visit.language))
            case Outdated():
                facts = _facts(visit, outcome.invitation, outcome.meeting)
                anew = card_message(facts, visit.language, kind="moved", now=visit.now)
                visit.whisper(press.response_url, anew)
            case NotInvited():
                _say_not_invited(visit, press)
            case never:
                assert_never(never)

    return act


ACTS: Acts = {
    "meetings.yes": _answers(Reply.YES),
    "meetings.yes_here": _answers(Reply.YES, MeetingForm.PHYSICAL),
    "meetings.yes_online": _answers(Reply.YES, MeetingForm.DIGITAL),
    "meetings.maybe": _answers(Reply.MAYBE),
    "meetings.no": _answers(Reply.NO),
    "meetings.take": _answers(Reply.YES),
    "meetings.pass": _answers(Reply.NO),
    "meetings.needs": _ask_needs,
    "meetings.file": _file,
    "meetings.here": _here,
    "meetings.good": _rates(Impression.GOOD),
    "meetings.fair": _rates(Impression.FAIR),
    "meetings.poor": _rates(Impression.POOR),
}
