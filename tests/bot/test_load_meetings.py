"""A process file that changes meetings of which people have been told: what it asks of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.content import ProcessFile
from bot.conversation.questions import Text
from bot.load_plan import describe_plan
from bot.loading import LoadRefused, apply_load, plan_load
from bot.meetings import call_off, change, make
from models import Meeting, Process
from models.enums import MeetingState, Reply
from tests.builders import ANNE, JONAS, METTE, SARA, add_member, load_process, process_file
from tests.meetings import draft_of, invitation_of, person_of, replies, send_all, workshop

DAY = timedelta(days=1)


def with_workshop(**changed: object) -> ProcessFile:
    """The real file, with some of the workshop written otherwise; only need owners are invited."""
    file = process_file()
    told: dict[str, Any] = {
        "invite_from": datetime(2022, 5, 9, 7, 0, tzinfo=UTC),
        "audience": ("need_owner",),
    }
    meetings = [
        replace(one, **(told | changed))
        if one.key == "workshop"
        else replace(one, invite_from=None)
        for one in file.meetings
    ]
    return replace(file, meetings=tuple(meetings))


def without_workshop() -> ProcessFile:
    file = with_workshop()
    return replace(file, meetings=tuple(one for one in file.meetings if one.key != "workshop"))


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Three are invited to the workshop."""
    made = load_process(session, now=now)
    for one in (METTE, JONAS, SARA):
        add_member(session, made, one, now=now)
    apply_load(session, process_file=with_workshop(), now=now)
    assert send_all(session, now=now) == 3
    return made


def planned(session: Session, file: ProcessFile) -> Sequence[str]:
    return describe_plan(plan_load(session, process_file=file))


def stands(session: Session) -> tuple[int, int, MeetingState]:
    row = workshop(session)
    return row.sequence, row.revision, row.state


def test_loading_the_same_again_tells_nobody(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    assert planned(session, with_workshop()) == []
    apply_load(session, process_file=with_workshop(), now=now + DAY)

    assert stands(session) == (0, 0, MeetingState.PLANNED)
    assert send_all(session, now=now + DAY) == 0


def test_another_time_asks_those_who_are_invited_again_and_the_plan_says_so(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    row = workshop(session)
    file = with_workshop(starts_at=row.starts_at + DAY, ends_at=row.ends_at + DAY)
    before = (row.starts_at, row.ends_at)

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    assert plan[-1] == "  note: meeting workshop: 3 invited people are asked to answer again"
    row = workshop(session)
    assert stands(session) == (1, 1, MeetingState.PLANNED)
    assert (row.former_starts_at, row.former_ends_at) == before
    assert row.changed_at == now + DAY
    assert send_all(session, now=now + DAY) == 3


def test_a_place_that_was_not_known_is_told_and_asks_for_no_answer(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    file = with_workshop(place="Rådhuset, Aalborg")

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    assert (
        plan[-1] == "  note: meeting workshop: 3 invited people are told, and need not answer again"
    )
    assert stands(session) == (0, 1, MeetingState.PLANNED)


def test_words_about_the_meeting_are_told_too(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    file = with_workshop(about=Text(da="Vi samler behovene.", en="We gather the needs."))
    apply_load(session, process_file=file, now=now + DAY)

    assert stands(session) == (0, 1, MeetingState.PLANNED)


def test_what_nobody_sees_tells_nobody(session: Session, process: Process, now: datetime) -> None:
    assert process.id
    file = with_workshop(capacity=20, reminder_minutes=(60,), asks_needs=True)

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    assert plan[-1] == "  note: meeting workshop: nobody is told"
    assert stands(session) == (0, 0, MeetingState.PLANNED)
    assert workshop(session).capacity == 20


def test_fewer_seats_than_are_taken_are_refused(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    for one in (METTE, JONAS):
        replies(session, workshop(session), one, Reply.YES, now=now)
    file = with_workshop(capacity=1)

    with pytest.raises(LoadRefused) as refused:
        apply_load(session, process_file=file, now=now)

    assert refused.value.obstacles == (
        "meeting workshop: 2 seats are taken, so it cannot have 1. Write at least 2.",
    )
    assert f"! {refused.value.obstacles[0]}" in planned(session, file)


def test_a_meeting_that_leaves_the_file_is_called_off_and_people_hear(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    plan = planned(session, without_workshop())
    apply_load(session, process_file=without_workshop(), now=now + DAY)
    apply_load(session, process_file=without_workshop(), now=now + 2 * DAY)

    assert plan == [
        "- meeting workshop (retired)",
        "  note: meeting workshop: 3 invited people are told that it is called off",
    ]
    assert stands(session) == (1, 1, MeetingState.CALLED_OFF)
    assert send_all(session, now=now + 2 * DAY) == 3


def test_one_of_which_nobody_has_heard_leaves_without_a_word(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    file = with_workshop()
    file = replace(file, meetings=tuple(one for one in file.meetings if one.key == "workshop"))
    apply_load(session, process_file=file, now=now + DAY)

    row = session.exec(select(Meeting).where(Meeting.key == "information_meeting")).one()
    assert (row.state, row.retired_at) == (MeetingState.PLANNED, now + DAY)
    assert send_all(session, now=now + DAY) == 0


def test_a_meeting_that_returns_is_planned_again_and_asks_for_answers(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    replies(session, workshop(session), METTE, Reply.YES, now=now)
    apply_load(session, process_file=without_workshop(), now=now + DAY)
    send_all(session, now=now + DAY)
    uid = workshop(session).uid

    plan = planned(session, with_workshop())
    apply_load(session, process_file=with_workshop(), now=now + 2 * DAY)

    assert plan[-1] == "  note: meeting workshop: 3 invited people are asked to answer again"
    row = workshop(session)
    assert (row.uid, row.retired_at) == (uid, None)
    assert stands(session) == (2, 2, MeetingState.PLANNED)
    assert send_all(session, now=now + 2 * DAY) == 3
    mette = invitation_of(session, row, METTE)
    assert mette.replied_sequence < row.sequence == mette.told_sequence


def test_one_that_facilitators_called_off_stays_so_while_the_file_has_it(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    call_off(session, meeting_id=workshop(session).id, because="", by=None, now=now)
    apply_load(session, process_file=with_workshop(place="Rådhuset"), now=now + DAY)

    assert workshop(session).state is MeetingState.CALLED_OFF


def test_what_a_facilitator_has_changed_in_slack_stays(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    row = workshop(session)
    moved = draft_of(
        row, starts_at=row.starts_at + DAY, ends_at=row.ends_at + DAY, place="Rådhuset"
    )
    change(session, meeting_id=row.id, draft=moved, by=person_of(session, ANNE), now=now)

    plan = planned(session, with_workshop())
    apply_load(session, process_file=with_workshop(), now=now + DAY)

    assert plan == [
        "  note: meeting workshop: starts_at stays as a facilitator has set it; the file says what stood there before",
        "  note: meeting workshop: ends_at stays as a facilitator has set it; the file says what stood there before",
        "  note: meeting workshop: place stays as a facilitator has set it; the file says what stood there before",
    ]
    row = workshop(session)
    assert (row.starts_at, row.place) == (moved.starts_at, "Rådhuset")
    assert stands(session) == (1, 1, MeetingState.PLANNED)


def test_a_newer_value_in_the_file_counts_after_a_change_in_slack(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    row = workshop(session)
    change(
        session,
        meeting_id=row.id,
        draft=draft_of(row, place="Rådhuset"),
        by=person_of(session, ANNE),
        now=now,
    )
    apply_load(session, process_file=with_workshop(place="Havnen"), now=now + DAY)

    assert workshop(session).place == "Havnen"


def test_meetings_made_in_slack_are_left_alone(
    session: Session, process: Process, now: datetime
) -> None:
    made = make(
        session,
        process=process,
        draft=draft_of(workshop(session)),
        by=person_of(session, ANNE),
        now=now,
    )

    assert planned(session, with_workshop()) == []
    apply_load(session, process_file=with_workshop(place="Havnen"), now=now + DAY)

    session.refresh(made)
    assert (made.retired_at, made.state) == (None, MeetingState.PLANNED)


def test_invitations_that_have_gone_out_are_not_put_off(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    file = with_workshop(invite_from=now + 10 * DAY)

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    assert plan == [
        "  note: meeting workshop: its invitations have gone out; invite_from stays",
    ]
    assert workshop(session).invite_from == datetime(2022, 5, 9, 7, 0, tzinfo=UTC)


def test_the_plan_says_when_invitations_go_out(session: Session) -> None:
    notes = [one for one in planned(session, process_file()) if "invitations" in one]

    assert notes == [
        "  note: meeting workshop: its invitations go out 2022-05-16 09:00",
        "  note: meeting information_meeting: its invitations go out 2022-05-16 09:00",
    ]


def test_of_one_that_is_called_off_nobody_hears_twice(
    session: Session, process: Process, now: datetime
) -> None:
    send_all(session, now=now)
    by = person_of(session, ANNE)
    call_off(session, meeting_id=workshop(session).id, because="", by=by, now=now)
    send_all(session, now=now)
    before = stands(session)

    apply_load(
        session, process_file=with_workshop(ends_at=workshop(session).ends_at + DAY), now=now + DAY
    )

    assert stands(session) == before
    assert send_all(session, now=now + DAY) == 0
    assert process.id
