"""The timeline: shown, drawn as a picture, and changed by facilitators."""

import re
from datetime import datetime

from slack_bolt import App
from sqlmodel import Session

from bot import milestone_changes
from bot.access import Act, may
from bot.content_fields import Dated
from bot.days import local
from bot.milestone_changes import Wish, standing_of
from bot.milestone_dates import Unreadable, read_when
from bot.milestones import Telling, tellings_of
from bot.timeline import Point, own_milestones, timeline
from bot.timeline_picture import timeline_picture
from bot.voice.milestones import Choice, Planned, change_form, changed_message, fault_words
from bot.voice.notes import note_message
from bot.voice.timeline import picture_words, timeline_alt_text, timeline_message
from handlers.outcomes import Errors
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Membership, Milestone, Process
from models.enums import MilestoneState
from models.milestones import lock_milestone
from models.people import find_membership

MOST_DAYS_AHEAD = 365


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `milestones.`, and the form that changes a milestone."""
    acts: Acts = {
        "milestones.show": _press_show,
        "milestones.picture": _press_picture,
        "milestones.edit": _press_edit,
    }
    app.action(re.compile(r"^milestones\."))(on_press(services, acts))
    app.view("milestones.edit")(on_submit(services, _change))


def show_timeline(visit: Visit, *, process: Process, response_url: str | None) -> None:
    """The whole timeline, for this member alone."""
    membership = _membership(visit, process)
    made = timeline_message(
        _points(visit, process, membership),
        process_id=process.id,
        process=process.title[visit.language.value],
        language=visit.language,
        now=visit.now,
        may_edit=may(membership, Act.EDIT_TIMELINE),
    )
    visit.whisper(response_url, made)


def _membership(visit: Visit, process: Process) -> Membership | None:
    return find_membership(visit.session, process_id=process.id, person_id=visit.who.id)


def _points(visit: Visit, process: Process, membership: Membership | None) -> tuple[Point, ...]:
    return timeline(
        visit.session,
        process_id=process.id,
        membership=membership,
        language=visit.language,
        now=visit.now,
    )


def _press_show(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_PROCESS)
    if process is None:
        visit.whisper(press.response_url, note_message("timeline", "refused", visit.language))
    else:
        show_timeline(visit, process=process, response_url=press.response_url)


def _press_picture(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_PROCESS)
    if process is None:
        visit.whisper(press.response_url, note_message("timeline", "refused", visit.language))
        return
    points = _points(visit, process, _membership(visit, process))
    title, today = process.title[visit.language.value], local(visit.now).date()

    def draw(_own: Session) -> None:
        words = picture_words(title, language=visit.language, today=today)
        visit.upload(
            words.file_name,
            timeline_picture(points, title=title, language=visit.language, today=today),
            comment=words.comment,
            alt=timeline_alt_text(points, title=title, language=visit.language, today=today),
        )
        if press.channel != visit.who.dm_channel:
            there = note_message("timeline", "picture_there", visit.language)
            visit.whisper(press.response_url, there)

    visit.afterwards(draw)


def _press_edit(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.EDIT_TIMELINE)
    if process is None:
        _refuse(visit, press.response_url)
        return
    choices = [
        Choice(
            milestone_id=one.id,
            title=one.title[visit.language.value],
            day=one.day,
            precision=one.precision,
        )
        for one in own_milestones(visit.session, process_id=process.id)
    ]
    if choices and press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, change_form(process.id, choices, visit.language))
    elif choices:
        visit.open(press.trigger_id, change_form(process.id, choices, visit.language))
    else:
        nothing = note_message("milestone", "nothing_to_change", visit.language)
        visit.whisper(press.response_url, nothing)


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, note_message("milestone", "only_facilitators", visit.language))


def _change(visit: Visit, submitted: Submitted) -> Errors | None:
    process = process_if(visit, submitted.private_metadata, Act.EDIT_TIMELINE)
    if process is None:
        _refuse(visit, None)
        return None
    milestone = _chosen(visit, process, submitted.chosen("milestone"))
    if milestone is None:
        return {"milestone": fault_words("gone", visit.language)}
    when = _when(submitted.typed("milestone_date"), visit.now)
    days = _days(submitted.typed("milestone_ahead"))
    errors: Errors = {}
    if isinstance(when, Unreadable):
        errors["milestone_date"] = fault_words(when.value, visit.language)
    if days == _UNREADABLE:
        errors["milestone_ahead"] = fault_words("ahead", visit.language)
    if errors or isinstance(when, Unreadable):
        return errors
    state = submitted.chosen("milestone_state")
    wish = Wish(
        when=when,
        state=MilestoneState(state) if state in list(MilestoneState) else None,
        announce_days=days,
    )
    before = milestone_changes.change(
        visit.session, milestone=milestone, wish=wish, by=visit.person, now=visit.now
    )
    if before is None:
        return {"milestone": fault_words("nothing_new", visit.language)}
    tellings = tellings_of(visit.session, process=process, milestone=milestone, now=visit.now)
    visit.tell(
        changed_message(
            milestone.title[visit.language.value],
            before=before,
            after=standing_of(milestone),
            planned=[_planned(one, visit.now) for one in tellings],
            language=visit.language,
        )
    )
    return None


def _chosen(visit: Visit, process: Process, value: str) -> Milestone | None:
    """The milestone of that id, if it can be changed there."""
    number = read_id(value)
    milestone = None if number is None else lock_milestone(visit.session, milestone_id=number)
    if milestone is None:
        return None
    own = own_milestones(visit.session, process_id=process.id)
    return milestone if milestone.id in {one.id for one in own} else None


def _when(text: str, now: datetime) -> Dated | Unreadable | None:
    return read_when(text, today=local(now).date()) if text else None


_UNREADABLE = -1


def _days(text: str) -> int | None:
    if not text:
        return None
    is_number = re.fullmatch("[0-9]{1,3}", text) and int(text) <= MOST_DAYS_AHEAD
    return int(text) if is_number else _UNREADABLE


def _planned(telling: Telling, now: datetime) -> Planned:
    people = [one for one in telling.receivers if one.person is not None]
    return Planned(
        occasion=telling.occasion.value,
        people=len(people),
        in_channel=len(people) < len(telling.receivers),
        at=telling.due_at if telling.due_at > now else None,
    )
