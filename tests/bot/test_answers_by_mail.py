"""What calendars answer, in whatever order the mails come."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from sqlmodel import Session

from bot.calendar.events import Standing
from bot.meeting_invitations import invite, take_back
from bot.registrations import Answered, answer, answer_by_mail
from models import Meeting
from models.enums import RepliedBy, Reply
from tests.builders import ANNE, JONAS, METTE
from tests.meetings import ORGANIZER, invitation_of, person_of, replies, send_all
from tests.registering import HOUR, NOW, four_invited, limit, move, says_yes


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


ACCEPTED, TENTATIVE, DECLINED = Standing.ACCEPTED, Standing.TENTATIVE, Standing.DECLINED


def mails(
    session: Session,
    meeting: Meeting,
    standing: Standing,
    *,
    sequence: int,
    at: datetime,
    read_at: datetime | None = None,
) -> Answered:
    row = invitation_of(session, meeting, METTE)
    outcome = answer_by_mail(
        session,
        invitation=row,
        standing=standing,
        sequence=sequence,
        dtstamp=at,
        now=read_at or at,
    )
    assert isinstance(outcome, Answered)
    return outcome


@pytest.mark.parametrize(
    ("standing", "reply"),
    [(ACCEPTED, Reply.YES), (TENTATIVE, Reply.MAYBE), (DECLINED, Reply.NO)],
)
def test_a_calendars_answer_counts_like_a_press(
    session: Session, meeting: Meeting, standing: Standing, reply: Reply
) -> None:
    outcome = mails(session, meeting, standing, sequence=0, at=NOW + HOUR)

    row = invitation_of(session, meeting, METTE)
    assert (outcome.changed, row.reply, row.replied_by) == (True, reply, RepliedBy.MAIL)


def test_no_answer_by_mail_is_none(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)

    outcome = mails(session, meeting, Standing.NEEDS_ACTION, sequence=0, at=NOW + HOUR)

    assert (outcome.changed, outcome.invitation.reply) == (False, Reply.YES)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_mails_in_whatever_order_end_in_the_latest_answer(
    session: Session, meeting: Meeting, order: tuple[int, ...]
) -> None:
    move(session, meeting)
    send_all(session, now=NOW)
    sent = [
        (DECLINED, 0, NOW + 3 * HOUR),  # about the former time, however late
        (DECLINED, 1, NOW + HOUR),
        (TENTATIVE, 1, NOW + 2 * HOUR),
        (DECLINED, 1, NOW + 2 * HOUR - timedelta(seconds=1)),
    ]

    for place in order:
        standing, sequence, at = sent[place]
        mails(session, meeting, standing, sequence=sequence, at=at)

    row = invitation_of(session, meeting, METTE)
    assert (row.reply, row.mail_sequence, row.mail_dtstamp) == (Reply.MAYBE, 1, NOW + 2 * HOUR)


def test_the_same_mail_twice_is_one_answer(session: Session, meeting: Meeting) -> None:
    mails(session, meeting, ACCEPTED, sequence=0, at=NOW + HOUR)

    again = mails(session, meeting, ACCEPTED, sequence=0, at=NOW + HOUR)

    assert (again.changed, again.invitation.replies) == (False, 1)


@pytest.mark.parametrize(
    ("pressed", "mailed", "stands"),
    [(HOUR, 2 * HOUR, Reply.NO), (2 * HOUR, HOUR, Reply.YES), (HOUR, HOUR, Reply.NO)],
)
def test_of_slack_and_calendar_the_later_counts(
    session: Session, meeting: Meeting, pressed: timedelta, mailed: timedelta, stands: Reply
) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW + pressed)

    mails(session, meeting, DECLINED, sequence=0, at=NOW + mailed)

    assert invitation_of(session, meeting, METTE).reply is stands


def test_when_a_mail_is_read_does_not_decide_which_answer_was_the_last(
    session: Session, meeting: Meeting
) -> None:
    at, read_at = NOW + HOUR, NOW + 2 * HOUR
    mails(session, meeting, ACCEPTED, sequence=0, at=at, read_at=read_at)

    changed = mails(
        session, meeting, DECLINED, sequence=0, at=at + timedelta(seconds=20), read_at=read_at
    )

    assert (changed.changed, changed.invitation.reply) == (True, Reply.NO)


@pytest.mark.parametrize("by", [RepliedBy.SLACK, RepliedBy.FACILITATOR])
def test_what_was_said_elsewhere_between_two_mails_stands(
    session: Session, meeting: Meeting, by: RepliedBy
) -> None:
    mails(session, meeting, ACCEPTED, sequence=0, at=NOW, read_at=NOW + HOUR)
    row = invitation_of(session, meeting, METTE)
    answer(
        session,
        invitation_id=row.id,
        person_id=row.person_id,
        wanted=Reply.MAYBE,
        by=by,
        now=NOW + 3 * HOUR,
    )

    late = mails(session, meeting, DECLINED, sequence=0, at=NOW + 2 * HOUR, read_at=NOW + 4 * HOUR)

    assert (late.changed, row.reply, row.replied_by) == (False, Reply.MAYBE, by)


def test_a_yes_by_mail_may_become_a_place_in_line(session: Session, meeting: Meeting) -> None:
    limit(session, meeting, 1)
    says_yes(session, meeting, JONAS, NOW)

    outcome = mails(session, meeting, ACCEPTED, sequence=0, at=NOW + HOUR)

    assert outcome.invitation.reply is Reply.WAITING


def test_an_answer_to_a_time_that_has_been_replaced_counts_no_more(
    session: Session, meeting: Meeting
) -> None:
    move(session, meeting)  # and nobody has been told yet

    outcome = mails(session, meeting, ACCEPTED, sequence=0, at=NOW + HOUR)

    assert (outcome.changed, outcome.invitation.reply) == (False, Reply.NONE)


def test_who_was_invited_anew_answers_under_the_sequence_they_were_told(
    session: Session, meeting: Meeting
) -> None:
    row, anne = invitation_of(session, meeting, METTE), person_of(session, ANNE)
    take_back(session, invitation=row, organizer=ORGANIZER, by=anne, now=NOW)
    invite(session, meeting=meeting, person=person_of(session, METTE), now=NOW)
    send_all(session, now=NOW)
    assert row.sequence == 2

    old = mails(session, meeting, ACCEPTED, sequence=0, at=NOW + HOUR)
    new = mails(session, meeting, ACCEPTED, sequence=2, at=NOW + HOUR)

    assert (old.changed, new.changed, row.reply) == (False, True, Reply.YES)
