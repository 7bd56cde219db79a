"""Who came to a meeting is ticked off; and who may see and change its people at all."""

import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models import Meeting, Person, Post, Process
from models.enums import Attendance, Role, Stage
from models.people import find_person
from tests.builders import (
    ANNE,
    JONAS,
    KARL,
    LOUISE,
    METTE,
    PETER,
    SARA,
    TEAM,
    add_member,
    membership_of,
)
from tests.fakes import Workspace
from tests.humans import Human
from tests.meeting_desk import ONLY_THEY, acts, looks
from tests.meetings import (
    ENDS,
    invitation_of,
    open_workshop,
    person_of,
    send_all,
)


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop, to which Mette, Jonas, Sara and Peter have been invited."""
    assert members.id
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        session.refresh(meeting)
        return meeting


def over(workspace: Workspace) -> None:
    """An hour after the workshop."""
    workspace.clock.at = ENDS + timedelta(hours=1)


def test_who_came_is_ticked_off_and_counted_by_organisation(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    over(workspace)
    looks(anne)
    form = anne.presses("Kryds af, hvem der kom")
    anne.forges_form(
        "meeting_people.came",
        str(meeting.id),
        came_1={"selected_options": [{"value": str(one)} for one in ids(workspace, METTE, SARA)]},
    )
    looks(anne)

    assert form.opened == ("Hvem kom?",)
    assert "2 kom fra 2 organisationer.\nFra Aalborg Kommune (1), Københavns Kommune (1)." in (
        anne.reads_form()
    )
    with workspace.database.read() as session:
        assert [
            invitation_of(session, meeting, one).attendance for one in (METTE, JONAS, SARA, PETER)
        ] == [Attendance.CAME, Attendance.ABSENT, Attendance.CAME, Attendance.ABSENT]


def ids(workspace: Workspace, *slack_ids: str) -> list[int]:
    with workspace.database.read() as session:
        return [person_of(session, one).id for one in slack_ids]


def test_ticks_by_hand_stand_as_they_were_when_the_form_is_opened_again(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    assert meeting.id
    over(workspace)
    looks(anne)
    anne.presses("Kryds af, hvem der kom")
    anne.sends(came_1=["Mette Friis, Aalborg Kommune"])
    said = anne.reads_form()
    anne.presses("Kryds af, hvem der kom")

    assert "Gemt: 1 kom." in said
    assert "(x) Mette Friis, Aalborg Kommune" in anne.reads_form()
    assert "( ) Sara Lind, Københavns Kommune" in anne.reads_form()


def test_nobody_is_ticked_off_before_the_meeting_is_over(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    [mette] = ids(workspace, METTE)
    anne.forges("meeting_people.tick", str(meeting.id))
    anne.forges_form(
        "meeting_people.came",
        str(meeting.id),
        came_1={"selected_options": [{"value": str(mette)}]},
    )

    early = "Mødet er ikke slut endnu. Du kan krydse af, når det er."
    assert anne.heard_after("") == [early, early]
    with workspace.database.read() as session:
        assert invitation_of(session, meeting, METTE).attendance is Attendance.UNKNOWN


def test_two_hundred_people_fit_into_the_list_and_the_boxes(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, now: datetime
) -> None:
    with workspace.database.write() as session:
        for number in range(200):
            person = Person(
                team_id=TEAM,
                slack_id=f"U{number:06}",
                name=f"Åse Ørsted-{number:03}",
                language="da",
                first_seen_at=now,
            )
            session.add(person)
            session.flush()
            membership = membership_of(session, members, METTE).model_dump(exclude={"id"})
            session.add(
                type(membership_of(session, members, METTE))(
                    **(membership | {"person_id": person.id})
                )
            )
        session.flush()
        send_all(session, now=now)
        for one in range(200):
            found = find_person(session, team_id=TEAM, slack_id=f"U{one:06}")
            assert found is not None
            invitation_of(session, meeting, found.slack_id).needs = "ø" * 500
    looks(anne)
    listed = anne.reads_form()
    over(workspace)
    looks(anne)
    anne.presses("Kryds af, hvem der kom")
    ticks = anne.reads_form()

    assert listed.count("Hensyn: ") == 200
    assert ticks.count("Åse Ørsted-") >= 200


@pytest.mark.parametrize("act", ["show", "choose", "answer", "invite", "remove", "tick"])
def test_only_facilitators_see_and_change_it(
    workspace: Workspace, meeting: Meeting, mette: Human, act: str
) -> None:
    mette.forges(f"meeting_people.{act}", str(meeting.id))

    assert mette.heard_after("") == [ONLY_THEY]
    assert workspace.slack.store.stacks[METTE] == []


@pytest.mark.parametrize("form", ["note", "more", "off", "came"])
def test_a_form_sent_by_somebody_who_is_no_facilitator_any_more_does_nothing(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, form: str
) -> None:
    with workspace.database.write() as session:
        membership_of(session, members, ANNE).role = Role.NEED_OWNER
    before = acts(workspace)

    for metadata in (str(meeting.id), "999", "", "x", "9" * 30):
        anne.forges_form(
            f"meeting_people.{form}",
            metadata,
            guest={"selected_user": METTE},
            guests={"selected_users": [KARL]},
            guest_answer={"selected_option": {"value": "yes"}},
            came_1={"selected_options": [{"value": "1"}]},
        )

    assert anne.heard_after("") == [ONLY_THEY] * 5
    assert acts(workspace) == before == []


def test_an_answer_of_the_tests_own_making_is_refused(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    answer = anne.forges_form(
        "meeting_people.note",
        str(meeting.id),
        guest={"selected_user": METTE},
        guest_answer={"selected_option": {"value": "offered"}},
    )

    assert json.loads(answer)["errors"] == {"guest_answer": "Vælg et svar."}
    assert acts(workspace) == []


def test_whoever_has_not_joined_cannot_be_invited(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, now: datetime
) -> None:
    with workspace.database.write() as session:
        add_member(session, members, LOUISE, now=now, stage=Stage.APPLIED)
    looks(anne)
    anne.presses("Invitér flere")
    anne.sends(guests=[LOUISE])

    assert "så dem kan jeg ikke invitere: Louise Bang" in anne.reads_form()
    with workspace.database.read() as session:
        posts = session.exec(select(Post)).all()
        louise = find_person(session, team_id=TEAM, slack_id=LOUISE)
    assert louise is not None
    assert [one for one in posts if one.person_id == louise.id] == []
    assert meeting.id
