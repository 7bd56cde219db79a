"""Facilitators and the people of a meeting: who answered what, answers noted, invited, taken off, ticked."""

import re

from slack_bolt import App

from bot.attendance import tick_off
from bot.meeting_desk import may_be_changed
from bot.meeting_people import invite_more, note_answer, take_off
from bot.meeting_rosters import roster_of, turnout_of
from bot.registrations import Answered, NotInvited
from bot.voice.blocks import View
from bot.voice.meeting_desk import desk_word
from bot.voice.meeting_people import (
    ALL,
    People,
    Stray,
    invite_more_form,
    note_form,
    people_view,
    people_word,
    take_off_form,
    tick_form,
    to_tick,
)
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn
from handlers.meeting_access import meeting_run_by, refuse, show_view
from handlers.outcomes import CloseAll, Outcome
from handlers.payloads import Press, Submitted, read_id
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Meeting, Person
from models.enums import Attendance, MeetingForm, MeetingState, Reply
from models.people import find_person
from models.rosters import guests_of, stray_replies_to


def register(app: App, services: Services) -> None:
    """The list, and the four forms on top of it."""
    app.action(re.compile(r"^meeting_people\."))(on_press(services, ACTS))
    app.view("meeting_people.note")(on_submit(services, _note))
    app.view("meeting_people.more")(on_submit(services, _invite))
    app.view("meeting_people.off")(on_submit(services, _remove))
    app.view("meeting_people.came")(on_submit(services, _tick))


def _show(visit: Visit, press: Press) -> None:
    found = meeting_run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
    else:
        show_view(visit, press, _list(visit, found[1]))


def _choose(visit: Visit, press: Press) -> None:
    """Show those of one answer, in the modal that is open."""
    meeting_id, _, shown = press.value.partition(":")
    found = meeting_run_by(visit, meeting_id)
    if found is None:
        refuse(visit, press.response_url)
    elif press.view is not None:
        known = shown if shown in {one.value for one in Reply} else ALL
        visit.update(press.view["id"], _list(visit, found[1], shown=known))


def _list(
    visit: Visit, meeting: Meeting, *, shown: str = ALL, notice: Mrkdwn | None = None
) -> View:
    roster = roster_of(visit.session, meeting=meeting)
    is_open = may_be_changed(meeting, now=visit.now)
    people = People(
        meeting_id=meeting.id,
        title=meeting.title[visit.language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        is_open=is_open,
        is_over=not is_open and meeting.state is MeetingState.PLANNED,
        roster=roster,
        turnout=turnout_of(roster.guests),
        strays=tuple(
            Stray(address=one.address, reply=one.reply, why=one.why, received_at=one.received_at)
            for one in stray_replies_to(visit.session, meeting_id=meeting.id)
        ),
    )
    return people_view(people, visit.language, shown=shown, notice=notice)


def _open_form(visit: Visit, press: Press) -> None:
    found = meeting_run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    _, meeting = found
    title, language, metadata = (
        meeting.title[visit.language.value],
        visit.language,
        str(meeting.id),
    )
    if press.act != "meeting_people.tick" and not may_be_changed(meeting, now=visit.now):
        visit.whisper(press.response_url, desk_word("not_there", language))
        return
    match press.act:
        case "meeting_people.answer":
            form = note_form(language, title=title, form=meeting.form, metadata=metadata)
        case "meeting_people.invite":
            form = invite_more_form(language, title=title, metadata=metadata)
        case "meeting_people.remove":
            form = take_off_form(language, title=title, metadata=metadata)
        case _:
            guests = guests_of(visit.session, meeting=meeting)
            if not _is_over(visit, meeting) or not guests:
                too_early = paragraph(people_word("too_early", language))
                visit.whisper(press.response_url, too_early)
                return
            form = tick_form(guests, language, title=title, metadata=metadata)
    show_view(visit, press, form)


def _is_over(visit: Visit, meeting: Meeting) -> bool:
    return meeting.ends_at <= visit.now and meeting.state is MeetingState.PLANNED


_ANSWERS: dict[str, tuple[Reply, MeetingForm | None]] = {
    "yes": (Reply.YES, None),
    "yes_here": (Reply.YES, MeetingForm.PHYSICAL),
    "yes_online": (Reply.YES, MeetingForm.DIGITAL),
    "maybe": (Reply.MAYBE, None),
    "no": (Reply.NO, None),
}


def _note(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    person = _guest(visit, submitted)
    answered = _ANSWERS.get(submitted.chosen("guest_answer"))
    if person is None:
        return {"guest": people_word("not_invited", visit.language, name=None)}
    if answered is None:
        return {"guest_answer": people_word("answer_missing", visit.language)}
    outcome = note_answer(
        visit.session,
        meeting=meeting,
        person=person,
        wanted=answered[0],
        form=answered[1],
        organizer=visit.organizer,
        by=visit.person,
        now=visit.now,
    )
    if isinstance(outcome, NotInvited):
        return {"guest": people_word("not_invited", visit.language, name=person.name)}
    if not isinstance(outcome, Answered):
        return {"guest_answer": people_word("too_late", visit.language)}
    reply = outcome.invitation.reply.value
    notice = people_word("noted", visit.language, name=person.name, reply=reply)
    return _done(visit, submitted, meeting, notice)


def _invite(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    if not may_be_changed(meeting, now=visit.now):
        return {"guests": people_word("too_late", visit.language)}
    # In an order that two facilitators share, or each would wait for what the other has taken.
    picked = [_known(visit, one) for one in sorted(set(submitted.users("guests")))]
    people = [one for one in picked if one is not None]
    if not people:
        return {"guests": people_word("nobody_picked", visit.language)}
    became = invite_more(
        visit.session, meeting=meeting, people=people, by=visit.person, now=visit.now
    )
    notice = people_word(
        "invited",
        visit.language,
        invited=", ".join(became.invited),
        known=", ".join(became.known),
        outside=", ".join(became.outside),
    )
    return _done(visit, submitted, meeting, notice)


def _remove(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    person = _guest(visit, submitted)
    is_off = person is not None and take_off(
        visit.session,
        meeting=meeting,
        person=person,
        organizer=visit.organizer,
        by=visit.person,
        now=visit.now,
    )
    if person is None or not is_off:
        name = None if person is None else person.name
        return {"guest": people_word("not_invited", visit.language, name=name)}
    notice = people_word("taken_off", visit.language, name=person.name)
    return _done(visit, submitted, meeting, notice)


def _tick(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    if not _is_over(visit, meeting):
        visit.tell(paragraph(people_word("too_early", visit.language)))
        return CloseAll()
    guests = guests_of(visit.session, meeting=meeting)
    shown = {one.person_id for one in to_tick(guests)}
    present = {one for one in map(read_id, submitted.all_ticked("came")) if one in shown}
    # Whom the form had no room for stays as before.
    present |= {
        one.person_id
        for one in guests
        if one.person_id not in shown and one.attendance is Attendance.CAME
    }
    ids = {one for one in present if one is not None}
    tick_off(visit.session, meeting=meeting, present=ids, by=visit.person, now=visit.now)
    notice = people_word("ticked", visit.language, came=len(ids))
    return _done(visit, submitted, meeting, notice)


def _guest(visit: Visit, submitted: Submitted) -> Person | None:
    return _known(visit, submitted.user("guest"))


def _known(visit: Visit, slack_id: str) -> Person | None:
    return find_person(visit.session, team_id=visit.team_id, slack_id=slack_id)


def _done(visit: Visit, submitted: Submitted, meeting: Meeting, notice: Mrkdwn) -> Outcome:
    """The form closes, and the list beneath it says what was done."""
    if submitted.beneath is not None:
        visit.session.flush()
        visit.update(submitted.beneath, _list(visit, meeting, notice=notice))
    else:
        visit.tell(paragraph(notice))
    return None


def _refused(visit: Visit) -> CloseAll:
    refuse(visit)
    return CloseAll()


ACTS: Acts = {
    "meeting_people.show": _show,
    "meeting_people.choose": _choose,
    "meeting_people.answer": _open_form,
    "meeting_people.invite": _open_form,
    "meeting_people.remove": _open_form,
    "meeting_people.tick": _open_form,
}
