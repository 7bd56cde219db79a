"""What facilitators do with a meeting: what is refused, what it weighs, what the row says after."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.meeting_drafts import Draft, Fault, check, cleaned
from bot.meetings import Weight, call_off, change, make, preview, weigh
from models import AuditLine, Meeting, Process
from models.enums import MeetingForm, MeetingState, Reply
from tests.builders import ANNE, JONAS, METTE, PETER, add_member, load_process
from tests.meetings import (
    ENDS,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    replies,
    send_all,
)

DAY = timedelta(days=1)


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    made = load_process(session, now=now)
    for one in (METTE, JONAS, PETER):
        add_member(session, made, one, now=now)
    return made


@pytest.fixture
def meeting(session: Session, process: Process, now: datetime) -> Meeting:
    assert process.id
    return open_workshop(session, now=now)


def test_a_sound_draft_has_no_faults(session: Session, meeting: Meeting, now: datetime) -> None:
    assert check(session, draft=draft_of(meeting), meeting=meeting, now=now) == {}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"title": {"da": "  \u2028\x00 "}}, {"title": Fault.TITLE_MISSING}),
        ({"title": {"da": "ø" * 151}}, {"title": Fault.TOO_LONG}),
        ({"title": {"da": "Møde", "en": "m" * 151}}, {"title": Fault.TOO_LONG}),
        ({"agenda": {"da": "x" * 10_000}}, {"agenda": Fault.TOO_LONG}),
        ({"place": "x" * 201}, {"place": Fault.TOO_LONG}),
        ({"starts_at": None}, {"start": Fault.TIME_UNREADABLE}),
        ({"ends_at": None}, {"end": Fault.TIME_UNREADABLE}),
        ({"ends_at": STARTS}, {"end": Fault.END_BEFORE_START}),
        ({"ends_at": STARTS - DAY}, {"end": Fault.END_BEFORE_START}),
        (
            {"starts_at": STARTS - 60 * DAY, "ends_at": ENDS - 60 * DAY},
            {"day": Fault.IN_THE_PAST},
        ),
        ({"link": "javascript:alert(1)"}, {"link": Fault.LINK_UNREADABLE}),
        ({"link": "møde på Teams"}, {"link": Fault.LINK_UNREADABLE}),
        ({"capacity": 0}, {"capacity": Fault.CAPACITY_UNREADABLE}),
        ({"capacity": -3}, {"capacity": Fault.CAPACITY_UNREADABLE}),
        ({"audience": ()}, {"audience": Fault.AUDIENCE_EMPTY}),
        ({"audience": ("king",)}, {"audience": Fault.AUDIENCE_EMPTY}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    session: Session,
    meeting: Meeting,
    now: datetime,
    changes: dict[str, Any],
    faults: dict[str, Fault],
) -> None:
    draft = draft_of(meeting, **changes)

    assert check(session, draft=draft, meeting=meeting, now=now) == faults


def test_a_meeting_that_has_begun_keeps_its_time_and_may_be_mended(
    session: Session, meeting: Meeting
) -> None:
    draft = draft_of(meeting, place="Rådhuset")

    assert check(session, draft=draft, meeting=meeting, now=STARTS + timedelta(hours=1)) == {}


def test_seats_cannot_be_fewer_than_those_who_come(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    for one in (METTE, JONAS):
        replies(session, meeting, one, Reply.YES, now=now)

    assert check(session, draft=draft_of(meeting, capacity=2), meeting=meeting, now=now) == {}
    assert check(session, draft=draft_of(meeting, capacity=1), meeting=meeting, now=now) == {
        "capacity": Fault.CAPACITY_TOO_SMALL
    }


def test_hostile_words_are_made_fit_for_a_calendar() -> None:
    draft = Draft(
        title={"da": 'Møde\r\nATTENDEE:mailto:x@y.example "nu"\x00', "en": ""},
        starts_at=STARTS,
        ends_at=ENDS,
        form=MeetingForm.DIGITAL,
        place="Rådhuset",
        link=" https://meet.example/abc ",
        agenda={"da": "Kaffe\u2028Oplæg", "en": " "},
        audience=("need_owner", "king"),
        reminder_minutes=(60, 1440, 60),
    )

    clean = cleaned(draft)

    title = 'Møde ATTENDEE:mailto:x@y.example "nu"'
    assert clean.title == {"da": title, "en": title}
    assert clean.agenda == {"da": "Kaffe\nOplæg", "en": "Kaffe\nOplæg"}
    assert (clean.place, clean.link) == ("", "https://meet.example/abc")
    assert clean.audience == ("need_owner",)
    assert clean.reminder_minutes == (1440, 60)


@pytest.mark.parametrize(
    ("changes", "weight"),
    [
        ({}, Weight.NOTHING),
        ({"capacity": 40}, Weight.NOTHING),
        ({"reminder_minutes": (60,)}, Weight.NOTHING),
        ({"asks_needs": True}, Weight.NOTHING),
        ({"title": {"da": "Workshop", "en": "Workshop"}}, Weight.QUIET),
        ({"agenda": {"da": "Kaffe", "en": "Coffee"}}, Weight.QUIET),
        ({"starts_at": STARTS + timedelta(minutes=15)}, Weight.ASKS_AGAIN),
        ({"ends_at": ENDS + timedelta(minutes=15)}, Weight.ASKS_AGAIN),
        ({"place": "Nyhavn 1"}, Weight.ASKS_AGAIN),
        ({"place": ""}, Weight.QUIET),
        ({"form": MeetingForm.BOTH, "link": "https://meet.example/a"}, Weight.ASKS_AGAIN),
    ],
)
def test_what_a_change_asks_of_those_who_are_invited(
    session: Session, meeting: Meeting, changes: dict[str, Any], weight: Weight
) -> None:
    meeting.place = "Rådhuset"
    session.add(meeting)
    session.flush()

    assert weigh(meeting, draft_of(meeting, **changes)) is weight


def test_a_place_that_was_not_known_completes_the_picture_quietly(meeting: Meeting) -> None:
    assert weigh(meeting, draft_of(meeting, place="Rådhuset")) is Weight.QUIET


def test_a_new_meeting_invites_at_once_and_has_a_name_of_its_own(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    made = make(
        session, process=process, draft=draft_of(meeting), by=person_of(session, ANNE), now=now
    )

    assert made.invite_from == now
    assert made.uid != meeting.uid
    assert (made.sequence, made.revision, made.state) == (0, 0, MeetingState.PLANNED)
    audit = session.exec(select(AuditLine).where(AuditLine.act == "meetings.make")).one()
    assert audit.person_id == person_of(session, ANNE).id


def test_moving_raises_the_sequence_and_remembers_the_former_time(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    by = person_of(session, ANNE)
    draft = draft_of(meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)

    moved, weight = change(session, meeting_id=meeting.id, draft=draft, by=by, now=now)

    assert weight is Weight.ASKS_AGAIN
    assert (moved.starts_at, moved.ends_at) == (STARTS + DAY, ENDS + DAY)
    assert (moved.former_starts_at, moved.former_ends_at) == (STARTS, ENDS)
    assert (moved.sequence, moved.revision, moved.changed_at) == (1, 1, now)


def test_a_quiet_change_raises_the_revision_alone(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    by = person_of(session, ANNE)
    draft = draft_of(meeting, agenda={"da": "Kaffe", "en": ""})

    changed, _ = change(session, meeting_id=meeting.id, draft=draft, by=by, now=now)

    assert changed.agenda == {"da": "Kaffe", "en": "Kaffe"}
    assert (changed.sequence, changed.revision) == (0, 1)


def test_a_change_that_concerns_nobody_is_told_to_nobody(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    by = person_of(session, ANNE)

    changed, weight = change(
        session, meeting_id=meeting.id, draft=draft_of(meeting, capacity=40), by=by, now=now
    )

    assert weight is Weight.NOTHING
    assert (changed.capacity, changed.sequence, changed.revision) == (40, 0, 0)


def test_the_preview_counts_those_who_are_reached(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    replies(session, meeting, METTE, Reply.YES, now=now)

    seen = preview(session, meeting=meeting, draft=draft_of(meeting, starts_at=STARTS + DAY / 24))

    assert seen.weight is Weight.ASKS_AGAIN
    assert seen.invited == ("Mette Friis", "Jonas Krogh", "Peter Dam")
    assert seen.coming == 1


def test_who_was_to_join_digitally_has_no_seat_when_that_is_no_more_offered(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    meeting.form, meeting.capacity = MeetingForm.BOTH, 1
    session.add(meeting)
    send_all(session, now=now)
    replies(session, meeting, METTE, Reply.YES, now=now, form=MeetingForm.PHYSICAL)
    replies(session, meeting, JONAS, Reply.YES, now=now, form=MeetingForm.DIGITAL)

    change(
        session,
        meeting_id=meeting.id,
        draft=draft_of(meeting, form=MeetingForm.PHYSICAL),
        by=person_of(session, ANNE),
        now=now,
    )

    assert invitation_of(session, meeting, METTE).reply is Reply.YES
    assert invitation_of(session, meeting, JONAS).reply is Reply.NONE


def test_a_meeting_that_goes_online_counts_those_who_meant_to_join_online_too(
    session: Session, meeting: Meeting, now: datetime
) -> None:
    meeting.form, meeting.capacity = MeetingForm.BOTH, 1
    session.add(meeting)
    send_all(session, now=now)
    replies(session, meeting, METTE, Reply.YES, now=now, form=MeetingForm.PHYSICAL)
    replies(session, meeting, JONAS, Reply.YES, now=now, form=MeetingForm.DIGITAL)

    online = draft_of(meeting, form=MeetingForm.DIGITAL)
    faults = check(session, draft=online, meeting=meeting, now=now)
    draft = replace(online, capacity=2)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=now)

    assert faults == {"capacity": Fault.CAPACITY_TOO_SMALL}
    both = [invitation_of(session, meeting, one) for one in (METTE, JONAS)]
    assert [(one.reply, one.form) for one in both] == [(Reply.YES, None)] * 2


def test_a_meeting_is_called_off_once(session: Session, meeting: Meeting, now: datetime) -> None:
    by = person_of(session, ANNE)

    first = call_off(session, meeting_id=meeting.id, because=" Sygdom\x00 ", by=by, now=now)
    second = call_off(session, meeting_id=meeting.id, because="", by=by, now=now)

    assert first is not None
    assert second is None
    assert (first.state, first.called_off_because) == (MeetingState.CALLED_OFF, "Sygdom")
    assert (first.sequence, first.revision) == (1, 1)


def test_a_meeting_that_is_over_cannot_be_called_off(session: Session, meeting: Meeting) -> None:
    by = person_of(session, ANNE)

    assert call_off(session, meeting_id=meeting.id, because="", by=by, now=ENDS) is None
