"""Pauses and stand-ins: who gets what meanwhile, and that nothing is lost or said twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.conversation.questions import Chosen
from bot.meeting_invitations import put_invitations
from bot.meeting_reminders import due_reminders, put_meeting_reminders
from bot.memberships import leave, move
from bot.preferences import pause
from bot.reminders import coming_reminders, put_reminders
from models import Conversation, Invitation, Meeting, Membership, Post
from models.enums import MeetingForm, Reply, Role
from tests.gathering import MACHINES, Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday, 10 in Copenhagen
DAY = timedelta(days=1)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    """Mette has stopped half-way; Jonas is her colleague, Sara is not."""
    gathering = Gathering(session)
    gathering.member("Anne Holm", role=Role.FACILITATOR)
    gathering.member("Mette Friis", "Aalborg Kommune")
    gathering.member("Jonas Krogh", "Aalborg Kommune")
    gathering.member("Sara Lind", "Odense Kommune")
    interview = gathering.answers(
        "Aalborg Kommune", {MACHINES.key: Chosen(("large",))}, by="Mette Friis", at=NOW - 5 * DAY
    )
    mette = gathering.people["Mette Friis"]
    session.add(
        Conversation(interview_id=interview.id, person_id=mette.id, last_heard_at=NOW - 5 * DAY)
    )
    session.flush()
    return gathering


def membership(gathering: Gathering, name: str) -> Membership:
    return gathering.session.exec(
        select(Membership).where(Membership.person_id == gathering.people[name].id)
    ).one()


def away(gathering: Gathering, *, stand_in: str | None, days: int = 11) -> None:
    """Mette pauses for so many days."""
    mette = gathering.people["Mette Friis"]
    pause(gathering.session, person=mette, until=(NOW + days * DAY).date())
    mine = membership(gathering, "Mette Friis")
    mine.stand_in_id = gathering.people[stand_in].id if stand_in else None
    gathering.session.add(mine)
    gathering.session.flush()


def workshop(gathering: Gathering, *, ahead: timedelta, minutes: int = 60) -> Meeting:
    meeting = Meeting(
        process_id=gathering.process.id,
        key="workshop",
        title={"da": "Workshop", "en": "Workshop"},
        starts_at=NOW + ahead,
        ends_at=NOW + ahead + timedelta(hours=2),
        form=MeetingForm.PHYSICAL,
        place="Rådhuset",
        audience=["need_owner"],
        reminder_minutes=[minutes],
        invite_from=NOW - 9 * DAY,
    )
    gathering.session.add(meeting)
    gathering.session.flush()
    return meeting


def told(gathering: Gathering, name: str) -> list[str]:
    query = select(Post).where(Post.person_id == gathering.people[name].id)
    return [one.message["text"] for one in gathering.session.exec(query.order_by(col(Post.id)))]


def test_a_reminder_waits_until_the_pause_is_over(gathering: Gathering) -> None:
    away(gathering, stand_in=None)

    put = put_reminders(gathering.session, now=NOW)

    [coming] = coming_reminders(gathering.session)
    assert put == 0
    assert coming.due_at == datetime(2022, 5, 23, 7, 0, tzinfo=UTC)  # Monday, 9 in Copenhagen


def test_the_stand_in_gets_the_reminder_instead_and_once(gathering: Gathering) -> None:
    away(gathering, stand_in="Jonas Krogh")

    first = put_reminders(gathering.session, now=NOW)
    again = put_reminders(gathering.session, now=NOW + timedelta(minutes=1))

    assert (first, again) == (1, 0)
    assert told(gathering, "Mette Friis") == []
    assert told(gathering, "Jonas Krogh") == ["Der mangler 2 af 3 spørgsmål for Aalborg Kommune."]


@pytest.mark.parametrize("stand_in", ["Sara Lind", "Jonas Krogh"])
def test_who_is_of_another_house_or_away_as_well_stands_in_for_nobody(
    gathering: Gathering, stand_in: str
) -> None:
    away(gathering, stand_in=stand_in)
    pause(gathering.session, person=gathering.people["Jonas Krogh"], until=(NOW + DAY).date())

    put = put_reminders(gathering.session, now=NOW)

    assert (put, told(gathering, stand_in)) == (0, [])


def test_a_reminder_of_a_meeting_goes_to_the_stand_in_alone(gathering: Gathering) -> None:
    meeting = workshop(gathering, ahead=timedelta(minutes=50))
    gathering.session.add(
        Invitation(
            meeting_id=meeting.id,
            person_id=gathering.people["Mette Friis"].id,
            invited_at=NOW - DAY,
            told_at=NOW - DAY,
            told_sequence=0,
            told_revision=0,
            reply=Reply.YES,
            replied_at=NOW - DAY,
        )
    )
    away(gathering, stand_in="Jonas Krogh")

    put = put_meeting_reminders(gathering.session, now=NOW)

    assert put == 1
    assert told(gathering, "Mette Friis") == []
    assert told(gathering, "Jonas Krogh") == ["Husk Workshop, i dag."]
    [post] = gathering.session.exec(select(Post))
    assert "*Mette Friis* har sagt ja" in post.message["blocks"][0]["text"]["text"]


def test_without_a_stand_in_nobody_is_reminded_of_a_meeting(gathering: Gathering) -> None:
    meeting = workshop(gathering, ahead=timedelta(minutes=50))
    gathering.session.add(
        Invitation(
            meeting_id=meeting.id,
            person_id=gathering.people["Mette Friis"].id,
            invited_at=NOW - DAY,
            told_at=NOW - DAY,
            told_sequence=0,
            told_revision=0,
            reply=Reply.YES,
            replied_at=NOW - DAY,
        )
    )
    gathering.session.flush()
    before = len(due_reminders(gathering.session, now=NOW))
    away(gathering, stand_in=None)

    assert (before, due_reminders(gathering.session, now=NOW)) == (1, [])


def test_an_invitation_comes_to_both_and_the_copy_has_no_link(gathering: Gathering) -> None:
    meeting = workshop(gathering, ahead=20 * DAY)
    meeting.link = "https://meet.example/hemmeligt"
    meeting.form = MeetingForm.BOTH
    away(gathering, stand_in="Jonas Krogh")

    put_invitations(gathering.session, organizer=None, now=NOW)

    [mine] = told(gathering, "Mette Friis")
    note, *_ = [one for one in told(gathering, "Jonas Krogh") if one.startswith("Mette")]
    assert mine.startswith("Du er inviteret: Workshop")
    assert note == "Mette Friis er inviteret til Workshop."
    [copy] = [one for one in gathering.session.exec(select(Post)) if ":stand_in:" in one.key]
    assert "hemmeligt" not in str(copy.message)


@pytest.mark.parametrize("who", ["Mette Friis", "Jonas Krogh"])
def test_when_either_leaves_nobody_stands_in(gathering: Gathering, who: str) -> None:
    away(gathering, stand_in="Jonas Krogh")

    leave(
        gathering.session,
        membership_id=membership(gathering, who).id,
        by=gathering.people[who],
        organizer=None,
        now=NOW,
    )

    gathering.session.expire_all()
    assert membership(gathering, "Mette Friis").stand_in_id is None


def test_who_is_moved_to_another_house_stands_in_no_more(gathering: Gathering) -> None:
    away(gathering, stand_in="Jonas Krogh")

    move(
        gathering.session,
        membership_id=membership(gathering, "Jonas Krogh").id,
        organisation_id=gathering.organisation("Odense Kommune").id,
        by=gathering.people["Anne Holm"],
        now=NOW,
    )

    gathering.session.expire_all()
    assert membership(gathering, "Mette Friis").stand_in_id is None
