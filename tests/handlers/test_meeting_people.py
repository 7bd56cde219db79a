"""Facilitators and the people of a meeting: who answered what, and what they change for somebody."""

import json
from datetime import datetime

import pytest

from bot.registrations import remember_needs
from models import Meeting, Process, StrayReply
from models.enums import MeetingForm, RepliedBy, Reply
from tests.builders import (
    JONAS,
    KARL,
    LOUISE,
    METTE,
    SARA,
    add_person,
)
from tests.fakes import Workspace
from tests.humans import Human
from tests.meeting_desk import acts, looks
from tests.meetings import (
    ORGANIZER,
    invitation_of,
    open_workshop,
    person_of,
    posts_about,
    replies,
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
