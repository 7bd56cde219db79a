"""Facilitators and the people of a meeting: who answered what, and what they change for somebody."""

import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.registrations import remember_needs
from models import AuditLine, Meeting, Person, Post, Process, StrayReply
from models.enums import Attendance, MeetingForm, RepliedBy, Reply, Role, Stage
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
    add_person,
    membership_of,
)
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.meetings import (
    ENDS,
    ORGANIZER,
    invitation_of,
    open_workshop,
    person_of,
    posts_about,
    replies,
    send_all,
)

ONLY_THEY = "Det kan kun proceslederne. Der er ikke ændret noget."


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop, to which Mette, Jonas, Sara and Peter have been invited."""
    assert members.id
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        return meeting


def looks(human: Human) -> Told:
    """The facilitator opens the people of the workshop."""
    human.opens_home()
    human.presses("Møder")
    return human.presses("Deltagere")


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        return [
            one.act for one in session.exec(select(AuditLine)) if one.act.startswith("meetings.")
        ]


def test_everybody_stands_under_their_answer_with_what_they_need(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting.id)
        row.form, row.asks_needs = MeetingForm.BOTH, True
        now = workspace.clock()
        mine = replies(session, row, METTE, Reply.YES, now=now, form=MeetingForm.DIGITAL)
        replies(session, row, JONAS, Reply.NO, now=now)
        remember_needs(
            session,
            invitation_id=mine.invitation.id,
            person=person_of(session, METTE),
            needs="Jeg spiser ikke *nødder*",
        )

    opened = looks(anne)
    read = anne.reads_form()

    assert opened.opened == ("Deltagere",)
    assert (
        "*Deltager (1)*\n"
        "• Mette Friis, Aalborg Kommune, digitalt. Hensyn: Jeg spiser ikke *\u200bnødder*\u200b\n"
        "*Mangler svar (2)*\n"
        "• Peter Dam, Metroselskabet\n"
        "• Sara Lind, Københavns Kommune\n"
        "*Kan ikke (1)*\n"
        "• Jonas Krogh, Aalborg Kommune\n" in read
    )


def test_the_list_shows_those_of_one_answer(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    with workspace.database.write() as session:
        replies(session, meeting, METTE, Reply.YES, now=workspace.clock())
    looks(anne)

    anne.chooses("Deltager (1)")

    assert "Mette Friis" in anne.reads_form()
    assert "Sara Lind" not in anne.reads_form()


def test_answers_by_mail_that_do_not_count_are_shown(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.add(
            StrayReply(
                mail="1",
                meeting_id=meeting.id,
                address="en.anden@aalborg.example",
                reply=Reply.YES,
                why="never_invited",
                received_at=workspace.clock(),
            )
        )

    looks(anne)

    assert (
        "*Svar, jeg ikke har taget med*\n• en.anden@aalborg.example svarede ja på mail 9. maj 2022, "
        "men er ikke inviteret med den adresse." in anne.reads_form()
    )


@pytest.mark.parametrize("organizer", [ORGANIZER])
def test_an_answer_said_in_the_corridor_is_noted_and_the_person_sees_it(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    looks(anne)
    opened = anne.presses("Notér et svar")
    told = anne.sends(guest=METTE, guest_answer="Deltager")

    assert opened.opened == ("Notér et svar",)
    assert "Gemt: Mette Friis deltager." in anne.reads_form()
    assert told.faults == {}
    with workspace.database.read() as session:
        invitation = invitation_of(session, meeting, METTE)
        keys = [one.key for one in posts_about(session, members)]
    assert (invitation.reply, invitation.replied_by) == (Reply.YES, RepliedBy.FACILITATOR)
    mette = invitation.person_id
    assert f"meeting:{meeting.id}:card_answer:1:person:{mette}" in keys
    assert f"meeting:{meeting.id}:standing:person:{mette}:1" in keys
    assert acts(workspace) == ["meetings.note_answer"]


def test_the_same_answer_noted_twice_is_one(
    workspace: Workspace, meeting: Meeting, anne: Human, karl: Human
) -> None:
    answer = {"selected_option": {"value": "yes"}}
    metadata = str(meeting.id)

    workspace.at_once(
        lambda: anne.forges_form(
            "meeting_people.note", metadata, guest={"selected_user": METTE}, guest_answer=answer
        ),
        lambda: karl.forges_form(
            "meeting_people.note", metadata, guest={"selected_user": METTE}, guest_answer=answer
        ),
    )

    assert acts(workspace) == ["meetings.note_answer"]
    with workspace.database.read() as session:
        assert invitation_of(session, meeting, METTE).replies == 1


def test_somebody_who_is_not_invited_gets_no_answer_noted(meeting: Meeting, anne: Human) -> None:
    assert meeting.id
    looks(anne)
    anne.presses("Notér et svar")

    known = anne.sends(guest=KARL, guest_answer="Deltager")
    unknown = anne.sends(guest=LOUISE, guest_answer="Deltager")

    assert known.faults == {
        "guest": "Karl Toft er ikke inviteret. Vælg en, der er, eller brug »Invitér flere« først."
    }
    assert unknown.faults == {"guest": "Den person kender jeg ikke. Vælg en, der er inviteret."}


def test_members_in_another_role_can_be_invited_and_others_cannot(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, now: datetime
) -> None:
    with workspace.database.write() as session:
        add_person(session, LOUISE, now=now)
    looks(anne)
    anne.presses("Invitér flere")
    anne.sends(guests=[KARL, LOUISE, METTE])

    assert (
        "Inviteret: Karl Toft. Allerede inviteret: Mette Friis. "
        "Ikke med i processen, så dem kan jeg ikke invitere: Louise Bang." in anne.reads_form()
    )
    assert members.id
    with workspace.database.write() as session:
        assert send_all(session, now=workspace.clock()) == 1
        assert invitation_of(session, meeting, KARL).told_revision == 0


def test_nobody_known_among_those_picked_is_said_beside_the_field(
    meeting: Meeting, anne: Human
) -> None:
    assert meeting.id
    looks(anne)
    anne.presses("Invitér flere")

    assert anne.sends(guests=[LOUISE]).faults == {
        "guests": "Vælg mindst én, der er med i processen."
    }


def test_who_is_taken_off_hears_and_the_seat_goes_to_the_next(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).capacity = 1
        replies(session, meeting, METTE, Reply.YES, now=workspace.clock())
        replies(session, meeting, SARA, Reply.YES, now=workspace.clock())
    looks(anne)
    anne.presses("Tag af listen")
    anne.sends(guest=METTE)
    again = anne.forges_form("meeting_people.off", str(meeting.id), guest={"selected_user": METTE})

    assert "Har fået tilbudt en plads (1)" in anne.reads_form()
    assert "Mette Friis er ikke længere inviteret." in anne.reads_form()
    assert "Mette Friis er ikke inviteret." in json.loads(again)["errors"]["guest"]
    with workspace.database.read() as session:
        assert invitation_of(session, meeting, METTE).removed_at is not None
        assert invitation_of(session, meeting, SARA).reply is Reply.OFFERED
        texts = [one.message["text"] for one in posts_about(session, members)]
    assert sum(one.startswith("Du er ikke længere inviteret") for one in texts) == 1
    assert sum(one.startswith("Der er blevet en plads til dig") for one in texts) == 1


def test_who_was_taken_off_can_be_invited_again(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    looks(anne)
    anne.presses("Tag af listen")
    anne.sends(guest=METTE)
    with workspace.database.read() as session:
        assert invitation_of(session, meeting, METTE).removed_at is not None
    anne.presses("Invitér flere")
    anne.sends(guests=[METTE])

    assert "Inviteret: Mette Friis." in anne.reads_form()
    with workspace.database.write() as session:
        assert send_all(session, now=workspace.clock()) == 1


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
