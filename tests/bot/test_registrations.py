"""Answers from wherever they come: what is taken down, and what is refused."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.calendar.events import Standing
from bot.meeting_invitations import take_back
from bot.meetings import call_off
from bot.registrations import (
    NEEDS_LIMIT,
    Answered,
    NotInvited,
    Outdated,
    TooLate,
    answer,
    answer_by_button,
    remember_needs,
    standing_of,
)
from models import Meeting
from models.enums import Attendance, MeetingForm, RepliedBy, Reply
from models.invitations import seats_taken
from tests.builders import ANNE, JONAS, METTE, PETER, SARA
from tests.meetings import ENDS, invitation_of, person_of, replies
from tests.registering import HOUR, NOW, four_invited, limit, move, names, standings


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


@pytest.mark.parametrize("wanted", [Reply.YES, Reply.MAYBE, Reply.NO])
def test_an_answer_is_taken_down_with_when_and_how(
    session: Session, meeting: Meeting, wanted: Reply
) -> None:
    outcome = replies(session, meeting, METTE, wanted, now=NOW + HOUR)

    row = invitation_of(session, meeting, METTE)
    assert (outcome.changed, outcome.offered) == (True, ())
    assert (row.reply, row.replied_at, row.replied_by) == (wanted, NOW + HOUR, RepliedBy.SLACK)
    assert (row.replies, row.replied_sequence) == (1, 0)


def test_the_same_answer_again_changes_nothing(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)

    again = replies(session, meeting, METTE, Reply.YES, now=NOW + HOUR)

    row = invitation_of(session, meeting, METTE)
    assert (again.changed, row.replies, row.replied_at) == (False, 1, NOW)


def test_an_answer_to_a_moved_meeting_counts_even_if_it_is_the_same(
    session: Session, meeting: Meeting
) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    move(session, meeting)
    before = standing_of(invitation_of(session, meeting, METTE), meeting=meeting)

    again = replies(session, meeting, METTE, Reply.YES, now=NOW + HOUR)

    row = invitation_of(session, meeting, METTE)
    assert (again.changed, row.replied_sequence, before) == (True, 1, Standing.NEEDS_ACTION)
    assert standing_of(row, meeting=meeting) is Standing.ACCEPTED


def test_nobody_answers_for_another_or_what_was_never_sent(
    session: Session, meeting: Meeting
) -> None:
    theirs = invitation_of(session, meeting, SARA)
    mette = person_of(session, METTE)

    for number in (theirs.id, 0, 999):
        outcome = answer(
            session, invitation_id=number, person_id=mette.id, wanted=Reply.NO, now=NOW
        )
        assert outcome == NotInvited()
    assert theirs.reply is Reply.NONE


def test_an_invitation_that_was_taken_back_is_none(session: Session, meeting: Meeting) -> None:
    row = invitation_of(session, meeting, METTE)
    anne = person_of(session, ANNE)
    take_back(session, invitation=row, organizer=None, by=anne, now=NOW)

    outcome = answer(
        session, invitation_id=row.id, person_id=row.person_id, wanted=Reply.YES, now=NOW
    )

    assert outcome == NotInvited()


def test_what_is_over_or_called_off_keeps_its_answers(session: Session, meeting: Meeting) -> None:
    row = invitation_of(session, meeting, METTE)
    replies(session, meeting, METTE, Reply.YES, now=ENDS - timedelta(seconds=1))
    late = answer(session, invitation_id=row.id, person_id=row.person_id, wanted=Reply.NO, now=ENDS)
    call_off(session, meeting_id=meeting.id, because="", by=None, now=NOW)
    off = answer(session, invitation_id=row.id, person_id=row.person_id, wanted=Reply.NO, now=NOW)

    too_late = TooLate(invitation=row, meeting=meeting)
    assert (late, off, row.reply) == (too_late, too_late, Reply.YES)


def test_those_who_join_from_afar_take_no_seat(session: Session, meeting: Meeting) -> None:
    limit(session, meeting, 1, both=True)
    digital, physical = MeetingForm.DIGITAL, MeetingForm.PHYSICAL

    replies(session, meeting, METTE, Reply.YES, form=digital, now=NOW)
    replies(session, meeting, JONAS, Reply.YES, form=digital, now=NOW)
    replies(session, meeting, SARA, Reply.YES, form=physical, now=NOW)
    replies(session, meeting, PETER, Reply.YES, now=NOW)  # from a calendar: on the spot

    assert standings(session, meeting) == [Reply.YES, Reply.YES, Reply.YES, Reply.WAITING]
    assert seats_taken(session, meeting=meeting) == 1


def test_going_digital_frees_the_seat_and_coming_back_means_the_line(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1, both=True)
    digital, physical = MeetingForm.DIGITAL, MeetingForm.PHYSICAL
    replies(session, meeting, METTE, Reply.YES, form=physical, now=NOW)
    replies(session, meeting, JONAS, Reply.YES, form=physical, now=NOW)

    freed = replies(session, meeting, METTE, Reply.YES, form=digital, now=NOW + HOUR)
    back = replies(session, meeting, METTE, Reply.YES, form=physical, now=NOW + HOUR)
    taken = replies(session, meeting, JONAS, Reply.YES, now=NOW + HOUR)

    assert names(session, freed.offered) == [JONAS]
    assert (back.invitation.reply, taken.invitation.reply) == (Reply.WAITING, Reply.YES)
    assert taken.invitation.form is physical


def test_one_who_waits_may_join_from_afar_instead(session: Session, meeting: Meeting) -> None:
    limit(session, meeting, 1, both=True)
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    replies(session, meeting, JONAS, Reply.YES, now=NOW)

    outcome = replies(session, meeting, JONAS, Reply.YES, form=MeetingForm.DIGITAL, now=NOW)

    assert (outcome.invitation.reply, outcome.invitation.waiting_since) == (Reply.YES, None)


def test_how_to_come_is_not_asked_where_there_is_one_way(
    session: Session, meeting: Meeting
) -> None:
    outcome = replies(session, meeting, METTE, Reply.YES, form=MeetingForm.DIGITAL, now=NOW)

    assert outcome.invitation.form is None


def test_needs_are_kept_cleaned_and_cleared(session: Session, meeting: Meeting) -> None:
    row, mette = invitation_of(session, meeting, METTE), person_of(session, METTE)

    def says(needs: str) -> str | None:
        kept = remember_needs(session, invitation_id=row.id, person=mette, needs=needs)
        assert kept is not None
        return kept.needs

    kept = [says("  Vegetar\x00\r\nKørestol "), says("ø" * 600), says(" \n ")]

    assert kept == ["Vegetar\nKørestol", "ø" * (NEEDS_LIMIT - 1) + "…", None]
    assert row.replies == 3  # part of the keys under which the card is put anew


def test_nobody_says_what_another_needs(session: Session, meeting: Meeting) -> None:
    theirs, mette = invitation_of(session, meeting, SARA), person_of(session, METTE)

    assert remember_needs(session, invitation_id=theirs.id, person=mette, needs="x") is None
    assert remember_needs(session, invitation_id=999, person=mette, needs="x") is None
    assert theirs.needs is None


def test_an_answer_to_a_button_with_the_former_time_is_none(
    session: Session, meeting: Meeting
) -> None:
    move(session, meeting)
    row = invitation_of(session, meeting, METTE)

    old, new = (
        answer_by_button(
            session,
            invitation_id=row.id,
            person_id=row.person_id,
            wanted=Reply.YES,
            form=None,
            seen=seen,
            now=NOW,
        )
        for seen in (0, 1)
    )

    assert isinstance(old, Outdated)
    assert isinstance(new, Answered)
    assert (row.reply, row.replies) == (Reply.YES, 1)


def test_an_old_button_of_a_meeting_that_is_off_says_that_it_is_off(
    session: Session, meeting: Meeting
) -> None:
    call_off(session, meeting_id=meeting.id, because="", by=person_of(session, ANNE), now=NOW)
    row = invitation_of(session, meeting, METTE)

    outcome = answer_by_button(
        session,
        invitation_id=row.id,
        person_id=row.person_id,
        wanted=Reply.YES,
        form=None,
        seen=0,
        now=NOW,
    )

    assert isinstance(outcome, TooLate)


def test_who_says_no_after_all_is_not_counted_as_there(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    row = invitation_of(session, meeting, METTE)
    row.attendance = Attendance.CAME

    replies(session, meeting, METTE, Reply.NO, now=NOW + HOUR)

    assert row.attendance is Attendance.UNKNOWN
