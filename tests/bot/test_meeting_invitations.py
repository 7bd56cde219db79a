"""Who is told what of a meeting: worked out from the rows, and each thing once."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.meeting_drafts import Draft
from bot.meeting_invitations import invite, is_any_untold, put_invitations, take_back
from bot.meetings import call_off, change
from models import Invitation, Meeting, Post, Process
from models.enums import MeetingState, Reply, Role, Stage
from models.people import find_membership
from tests.builders import ANNE, JONAS, LOUISE, METTE, PETER, SARA, add_member, load_process
from tests.meetings import (
    ENDS,
    ORGANIZER,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    replies,
    send_all,
)
from tests.registering import DAY, HOUR, NOW, PEOPLE, danish

MOVED = {"starts_at": STARTS + DAY, "ends_at": ENDS + DAY}


@pytest.fixture
def process(session: Session) -> Process:
    made = load_process(session, now=NOW)
    for one in PEOPLE:
        add_member(session, made, one, now=NOW)
    return made


@pytest.fixture
def meeting(session: Session, process: Process) -> Meeting:
    """Everybody in its audience has been invited to the workshop."""
    assert process.id
    made = open_workshop(session, now=NOW)
    send_all(session, now=NOW)
    return made


def put_since(session: Session, after: int, *, to: str = METTE) -> list[str]:
    """What was put for this person after that post: its way, key's kind, and version."""
    query = (
        select(Post)
        .where(Post.person_id == person_of(session, to).id, col(Post.id) > after)
        .order_by(col(Post.id))
    )
    return [" ".join(post.key.split(":")[2:4]) for post in session.exec(query)]


def last_post(session: Session) -> int:
    return max(session.exec(select(Post.id)), default=0)


def changes(session: Session, meeting: Meeting, draft: Draft) -> None:
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=NOW)


def tells(session: Session, *, now: datetime = NOW) -> int:
    return send_all(session, now=now)


def test_each_in_the_audience_gets_one_card_and_one_mail(
    session: Session, process: Process
) -> None:
    open_workshop(session, now=NOW)

    before = is_any_untold(session, now=NOW)
    told = tells(session)

    assert (before, told, is_any_untold(session, now=NOW)) == (True, 4, False)
    for one in PEOPLE:
        assert put_since(session, 0, to=one) == ["mail 0.0", "card 0.0"]
    assert process.id == 1


def test_running_it_again_does_nothing(session: Session, meeting: Meeting) -> None:
    after = last_post(session)

    again = put_invitations(session, organizer=ORGANIZER, now=NOW + HOUR)

    assert (again, last_post(session), meeting.sequence) == (0, after, 0)


@pytest.mark.parametrize(
    ("role", "stage", "is_invited"),
    [
        (Role.NEED_OWNER, Stage.JOINED, True),
        (Role.NEED_OWNER, Stage.APPLIED, False),
        (Role.NEED_OWNER, Stage.INVITED, False),
        (Role.NEED_OWNER, Stage.REFUSED, False),
        (Role.ADVISER, Stage.JOINED, False),
        (Role.MARKET_ACTOR, Stage.JOINED, False),
    ],
)
def test_only_members_whom_the_meeting_is_meant_for_are_invited(
    session: Session, process: Process, role: Role, stage: Stage, *, is_invited: bool
) -> None:
    add_member(session, process, LOUISE, now=NOW, role=role, stage=stage)
    open_workshop(session, now=NOW)

    tells(session)

    louise = person_of(session, LOUISE)
    invited = session.exec(select(Invitation).where(Invitation.person_id == louise.id)).all()
    assert bool(invited) is is_invited


def test_until_invitations_go_out_nobody_is_invited(session: Session, process: Process) -> None:
    meeting = open_workshop(session, now=NOW + DAY)

    early, due = is_any_untold(session, now=NOW), is_any_untold(session, now=NOW + DAY)
    meeting.invite_from = None
    session.add(meeting)
    session.flush()

    assert (early, due, is_any_untold(session, now=NOW + DAY)) == (False, True, False)
    assert process.id == meeting.process_id


def test_a_process_that_lives_nowhere_yet_invites_nobody(
    session: Session, process: Process
) -> None:
    open_workshop(session, now=NOW)
    process.team_id = None
    session.add(process)
    session.flush()

    assert not is_any_untold(session, now=NOW)
    assert put_invitations(session, organizer=None, now=NOW) == 0


def test_whoever_joins_later_is_invited_alone(
    session: Session, process: Process, meeting: Meeting
) -> None:
    after = last_post(session)
    add_member(session, process, LOUISE, now=NOW + DAY)

    told = tells(session, now=NOW + DAY)

    assert (told, put_since(session, after), meeting.revision) == (1, [], 0)
    assert put_since(session, after, to=LOUISE) == ["mail 0.0", "card 0.0"]


def test_a_move_replaces_the_card_and_asks_again(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    after = last_post(session)
    changes(session, meeting, draft_of(meeting, **MOVED))

    told = tells(session)

    row = invitation_of(session, meeting, METTE)
    card = session.get_one(Post, row.card_id)
    assert (told, row.reply, row.sequence, row.replied_sequence) == (4, Reply.YES, 1, 0)
    assert put_since(session, after) == ["mail 1.1", "card_edit 1.1", "card 1.1"]
    assert card.message["text"].startswith("Flyttet: ")


def test_two_moves_before_anybody_is_told_are_told_as_one(
    session: Session, meeting: Meeting
) -> None:
    after = last_post(session)
    changes(session, meeting, draft_of(meeting, **MOVED))
    changes(session, meeting, draft_of(meeting, place="Rådhuset"))

    told = tells(session)

    assert (told, put_since(session, after)) == (4, ["mail 1.2", "card_edit 1.2", "card 1.2"])


def test_a_quiet_change_edits_the_card_and_nobody_is_pinged(
    session: Session, meeting: Meeting
) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    row = invitation_of(session, meeting, METTE)
    card_id, told_at, after = row.card_id, row.told_at, last_post(session)
    changes(session, meeting, draft_of(meeting, place="Rådhuset"))

    tells(session, now=NOW + HOUR)

    assert put_since(session, after) == ["mail 0.1", "card_edit 0.1"]
    assert (row.card_id, row.told_at, row.sequence) == (card_id, told_at, 0)


def test_taking_back_tells_that_person_alone_under_a_higher_sequence(
    session: Session, meeting: Meeting
) -> None:
    row, after = invitation_of(session, meeting, METTE), last_post(session)
    anne = person_of(session, ANNE)

    done = [
        take_back(session, invitation=row, organizer=ORGANIZER, by=anne, now=NOW) for _ in range(2)
    ]
    tells(session)

    assert (done, row.sequence, row.reply) == ([True, False], 1, Reply.NONE)
    assert put_since(session, after) == ["mail 1.0", "card_edit 1.0", "card 1.0"]
    assert put_since(session, after, to=SARA) == []


def test_who_was_taken_off_stays_off_until_invited_anew(session: Session, meeting: Meeting) -> None:
    row, anne = invitation_of(session, meeting, METTE), person_of(session, ANNE)
    take_back(session, invitation=row, organizer=ORGANIZER, by=anne, now=NOW)
    changes(session, meeting, draft_of(meeting, place="Rådhuset"))
    tells(session)
    after = last_post(session)

    invited = [
        invite(session, meeting=meeting, person=person_of(session, METTE), now=NOW)
        for _ in range(2)
    ]
    told = tells(session)

    assert (invited, told, row.removed_at) == ([True, False], 1, None)
    assert row.sequence == 2  # the cancellation had 1, the meeting itself has 0
    assert put_since(session, after) == ["mail 2.1", "card 2.1"]


def test_who_was_invited_anew_hears_of_later_moves_under_ever_higher_sequences(
    session: Session, meeting: Meeting
) -> None:
    row, anne = invitation_of(session, meeting, METTE), person_of(session, ANNE)
    take_back(session, invitation=row, organizer=ORGANIZER, by=anne, now=NOW)
    invite(session, meeting=meeting, person=person_of(session, METTE), now=NOW)
    tells(session)
    sequences = [row.sequence]

    for days in (1, 2):
        later = {"starts_at": STARTS + days * DAY, "ends_at": ENDS + days * DAY}
        changes(session, meeting, draft_of(meeting, **later))
        tells(session)
        sequences.append(row.sequence)

    assert sequences == [2, 3, 4]
    assert invitation_of(session, meeting, SARA).sequence == meeting.sequence == 2


def test_calling_off_tells_everybody_once(session: Session, meeting: Meeting) -> None:
    after = last_post(session)
    call_off(session, meeting_id=meeting.id, because="For få.", by=None, now=NOW)

    told = [tells(session), tells(session)]

    assert told == [4, 0]
    assert put_since(session, after) == ["mail 1.1", "card_edit 1.1", "card 1.1"]


def test_who_never_heard_of_it_need_not_hear_that_it_is_off(
    session: Session, process: Process, meeting: Meeting
) -> None:
    invite(session, meeting=meeting, person=person_of(session, ANNE), now=NOW)
    add_member(session, process, LOUISE, now=NOW)
    after = last_post(session)
    call_off(session, meeting_id=meeting.id, because="", by=None, now=NOW)

    tells(session)

    assert put_since(session, after, to=ANNE) == []
    assert find_invitation_of(session, LOUISE) == []


def find_invitation_of(session: Session, slack_id: str) -> list[Invitation]:
    person = person_of(session, slack_id)
    return list(session.exec(select(Invitation).where(Invitation.person_id == person.id)))


def test_who_was_taken_off_does_not_hear_that_it_is_off(session: Session, meeting: Meeting) -> None:
    row, anne = invitation_of(session, meeting, METTE), person_of(session, ANNE)
    take_back(session, invitation=row, organizer=ORGANIZER, by=anne, now=NOW)
    after = last_post(session)
    call_off(session, meeting_id=meeting.id, because="", by=None, now=NOW)

    tells(session)

    assert put_since(session, after) == []


def test_a_meeting_that_left_its_file_is_silent_unless_it_was_called_off(
    session: Session, meeting: Meeting
) -> None:
    changes(session, meeting, draft_of(meeting, place="Rådhuset"))
    meeting.retired_at = NOW
    session.add(meeting)
    session.flush()
    silent = is_any_untold(session, now=NOW)

    meeting.state = MeetingState.CALLED_OFF
    meeting.sequence += 1
    session.add(meeting)
    session.flush()

    assert (silent, tells(session)) == (False, 4)


def test_of_a_meeting_that_has_ended_nobody_is_told(session: Session, meeting: Meeting) -> None:
    changes(session, meeting, draft_of(meeting, place="Rådhuset"))

    assert not is_any_untold(session, now=ENDS)
    assert tells(session, now=ENDS) == 0


@pytest.mark.parametrize(
    ("now", "waits"),
    [
        (STARTS - timedelta(hours=24), True),
        (STARTS - timedelta(hours=24) + timedelta(minutes=1), False),
        (danish("2022-06-03 18:30"), True),  # Friday; the next daytime is Tuesday at nine
    ],
)
def test_what_cannot_wait_for_the_daytime_is_told_at_night_too(
    session: Session, process: Process, now: datetime, *, waits: bool
) -> None:
    open_workshop(session, now=NOW)

    tells(session, now=now)

    posts = session.exec(select(Post).where(Post.process_id == process.id)).all()
    assert {post.waits_for_daytime for post in posts} == {waits}


def test_few_at_a_time_are_told_until_all_are(session: Session, process: Process) -> None:
    open_workshop(session, now=NOW)

    counts = [put_invitations(session, organizer=None, now=NOW, most=3) for _ in range(3)]

    assert counts == [3, 1, 0]
    assert process.id == 1


def test_whoever_changes_to_another_role_keeps_what_they_were_invited_to(
    session: Session, process: Process, meeting: Meeting
) -> None:
    peter = person_of(session, PETER)
    membership = find_membership(session, process_id=process.id, person_id=peter.id)
    assert membership is not None
    membership.role = Role.ADVISER
    after = last_post(session)
    changes(session, meeting, draft_of(meeting, **MOVED))

    tells(session)

    assert len(put_since(session, after, to=PETER)) == 3
    assert len(put_since(session, after, to=JONAS)) == 3
