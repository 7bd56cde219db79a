"""Facilitators see to the meetings: the list, making and changing one, calling it off."""

import re
from functools import partial
from typing import assert_never

from slack_bolt import App

from bot import meeting_desk
from bot.access import Act
from bot.conversation.questions import Language
from bot.meeting_desk import (
    Aim,
    ChangedMeanwhile,
    Faulty,
    Forecast,
    NotThere,
    Saved,
    SavedBefore,
    draft_of,
    forecast,
    mark_of,
    may_be_changed,
    told_of_a_calling_off,
    words_after,
)
from bot.meeting_drafts import Draft, check
from bot.meeting_rosters import listed_meetings, roster_of, turnout_of
from bot.meetings import call_off
from bot.voice.blocks import Message, View
from bot.voice.dates import meeting_time, moment
from bot.voice.meeting_desk import Listed, call_off_view, desk_word, list_view, saved_word
from bot.voice.meeting_form import Ahead, fault_words, form_view, preview_view, too_much
from handlers.meeting_access import meeting_run_by, refuse, show_view
from handlers.meeting_forms import (
    Unreadable,
    aim_words,
    draft_from,
    draft_words,
    excess,
    loses_english,
    moved_clock,
    read_aim,
    read_draft,
)
from handlers.outcomes import CloseAll, Outcome, Push
from handlers.payloads import Press, Submitted
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Meeting, Person, Process
from models.audit import audit_lines
from models.enums import MeetingState
from models.invitations import seats_taken
from models.meetings import new_uid


def register(app: App, services: Services) -> None:
    """The buttons of the list, the form and its preview, and calling off."""
    app.action(re.compile(r"^meeting_desk\."))(on_press(services, ACTS))
    filled, confirmed = on_submit(services, _preview), on_submit(services, _save)
    app.view("meeting_desk.new")(filled)
    app.view("meeting_desk.change")(filled)
    app.view("meeting_desk.send")(confirmed)
    app.view("meeting_desk.save")(confirmed)
    app.view("meeting_desk.keep")(confirmed)
    app.view("meeting_desk.call_off")(on_submit(services, _call_off))


def open_meetings(visit: Visit, process: Process, trigger_id: str) -> None:
    """The list, for a facilitator who asks for it by a command."""
    visit.open(trigger_id, _list(visit, process))


def _show_list(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.RUN_MEETINGS)
    if process is None:
        refuse(visit, press.response_url)
    else:
        show_view(visit, press, _list(visit, process))


def _list(visit: Visit, process: Process) -> View:
    session, key = visit.session, visit.language.value
    listed = []
    for meeting in listed_meetings(session, process_id=process.id, now=visit.now):
        roster = roster_of(session, meeting=meeting)
        listed.append(
            Listed(
                meeting_id=meeting.id,
                title=meeting.title[key],
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                called_off=meeting.state is MeetingState.CALLED_OFF,
                invite_from=meeting.invite_from,
                tally=roster.tally,
                turnout=turnout_of(roster.guests),
            )
        )
    return list_view(
        listed, visit.language, process_id=process.id, title=process.title[key], now=visit.now
    )


def _new(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.RUN_MEETINGS)
    if process is None:
        refuse(visit, press.response_url)
        return
    aim = Aim(process_id=process.id, meeting_id=None, mark=new_uid())
    form = form_view(None, visit.language, is_new=True, metadata=aim_words(aim))
    show_view(visit, press, form)


def _change(visit: Visit, press: Press) -> None:
    found = meeting_run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, meeting = found
    if not may_be_changed(meeting, now=visit.now):
        visit.whisper(press.response_url, desk_word("not_there", visit.language))
        return
    aim = Aim(process_id=process.id, meeting_id=meeting.id, mark=mark_of(meeting))
    form = form_view(draft_of(meeting), visit.language, is_new=False, metadata=aim_words(aim))
    show_view(visit, press, form)


def _preview(visit: Visit, submitted: Submitted) -> Outcome:
    """What is wrong, or what sending the form in would do."""
    aim = read_aim(submitted.private_metadata)
    found = None if aim is None else _aimed_at(visit, aim)
    if aim is None or found is None:
        return _refused(visit)
    process, meeting = found
    if aim.meeting_id is not None and not may_be_changed(meeting, now=visit.now):
        return _closed(visit, desk_word("not_there", visit.language))
    draft = draft_from(submitted, meeting=meeting)
    if faults := check(visit.session, draft=draft, meeting=meeting, now=visit.now):
        return fault_words(faults, visit.language, seats=_seats(visit, meeting))
    carried = draft_words(aim, draft)
    if more := excess(carried):
        return too_much(more, visit.language)
    ahead = Ahead(
        forecast=_forecast(visit, process, meeting, draft),
        words=words_after(meeting, process=process, draft=draft, language=visit.language),
        moved_clock=moved_clock(submitted, draft),
        english_lost=loses_english(draft, meeting=meeting),
        now=visit.now,
    )
    return Push(preview_view(ahead, visit.language, metadata=carried))


def _aimed_at(visit: Visit, aim: Aim) -> tuple[Process, Meeting | None] | None:
    """The process and the meeting that are meant, if this person runs them."""
    process = process_if(visit, str(aim.process_id), Act.RUN_MEETINGS)
    if process is None or aim.meeting_id is None:
        return None if process is None else (process, None)
    meeting = visit.session.get(Meeting, aim.meeting_id)
    belongs = meeting is not None and meeting.process_id == process.id
    return (process, meeting) if belongs else None


def _forecast(visit: Visit, process: Process, meeting: Meeting | None, draft: Draft) -> Forecast:
    return forecast(
        visit.session,
        process=process,
        meeting=meeting,
        draft=draft,
        by_mail=visit.organizer is not None,
        now=visit.now,
    )


def _seats(visit: Visit, meeting: Meeting | None) -> int:
    return 0 if meeting is None else seats_taken(visit.session, meeting=meeting)


def _save(visit: Visit, submitted: Submitted) -> Outcome:
    try:
        aim, draft = read_draft(
            submitted.private_metadata, meeting_of=partial(visit.session.get, Meeting)
        )
    except Unreadable:
        say_over(visit, None)
        return CloseAll()
    found = _aimed_at(visit, aim)
    if found is None:
        return _refused(visit)
    process, meeting = found
    outcome = meeting_desk.save(
        visit.session,
        process=process,
        aim=aim,
        draft=draft,
        by=visit.person,
        organizer=visit.organizer,
        now=visit.now,
    )
    return _closed(visit, _what_became(visit, aim, meeting, outcome))


def _what_became(
    visit: Visit, aim: Aim, meeting: Meeting | None, outcome: meeting_desk.Outcome
) -> Message:
    language = visit.language
    match outcome:
        case Saved(meeting=saved, forecast=told):
            return _saved(saved, told, visit)
        case SavedBefore(meeting=saved):
            return desk_word("saved_before", language, title=saved.title[language.value])
        case ChangedMeanwhile():
            return desk_word("changed_meanwhile", language, by=_changed_by(visit, aim))
        case NotThere():
            return desk_word("not_there", language)
        case Faulty(faults=faults):
            faulty = fault_words(faults, language, seats=_seats(visit, meeting))
            return desk_word("no_longer_right", language, why=" ".join(faulty.values()))
        case never:
            assert_never(never)


def _saved(meeting: Meeting, told: Forecast, visit: Visit) -> Message:
    return saved_word(
        visit.language,
        title=meeting.title[visit.language.value],
        invited=len(told.invited),
        told=len(told.told),
        offered=len(told.offered),
        at=moment(told.at, visit.language) if told.at > visit.now else None,
    )


def _changed_by(visit: Visit, aim: Aim) -> str | None:
    """Who changed that meeting last, if it was another person."""
    acts = ("meetings.change", "meetings.call_off")
    lines = audit_lines(visit.session, process_id=aim.process_id, acts=acts)
    last = next((one for one in reversed(lines) if one.about["meeting"] == aim.meeting_id), None)
    if last is None or last.person_id in {None, visit.who.id}:
        return None
    return visit.session.get_one(Person, last.person_id).name


def _ask_to_call_off(visit: Visit, press: Press) -> None:
    found = meeting_run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    _, meeting = found
    if not may_be_changed(meeting, now=visit.now):
        visit.whisper(press.response_url, desk_word("called_off_before", visit.language))
        return
    language: Language = visit.language
    form = call_off_view(
        language,
        title=meeting.title[language.value],
        time=meeting_time(meeting.starts_at, meeting.ends_at, language),
        told=len(told_of_a_calling_off(visit.session, meeting=meeting)),
        metadata=str(meeting.id),
    )
    show_view(visit, press, form)


def _call_off(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    done = call_off(
        visit.session,
        meeting_id=meeting.id,
        because=submitted.typed("call_off_reason"),
        by=visit.person,
        now=visit.now,
    )
    if done is None:
        return _closed(visit, desk_word("called_off_before", visit.language))
    told = len(told_of_a_calling_off(visit.session, meeting=done))
    title = done.title[visit.language.value]
    return _closed(visit, desk_word("called_off", visit.language, title=title, told=told))


def _refused(visit: Visit) -> CloseAll:
    refuse(visit)
    return CloseAll()


def _closed(visit: Visit, message: Message) -> CloseAll:
    visit.tell(message)
    return CloseAll()


ACTS: Acts = {
    "meeting_desk.list": _show_list,
    "meeting_desk.new": _new,
    "meeting_desk.change": _change,
    "meeting_desk.call_off": _ask_to_call_off,
}
