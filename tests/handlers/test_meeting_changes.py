"""Facilitators change a meeting and call it off: what that asks of people, and who is told."""

from datetime import datetime

import pytest
from sqlmodel import select

from models import Meeting, Person, Post, Process
from models.enums import MeetingState, Reply
from tests.builders import ANNE, JONAS, METTE, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human
from tests.meeting_desk import acts, changes, listed, previewed
from tests.meetings import ORGANIZER, invitation_of, open_workshop, replies, send_all


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop, to which the four members have been invited."""
    assert members.id
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        session.refresh(meeting)
        return meeting


def test_another_time_asks_everybody_again_and_says_so_first(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    preview = anne.reads_form()
    told = anne.sends()

    assert "*Det beder alle svare igen.*" in preview
    assert "4 personer får et nyt kort i Slack." in preview
    assert "Flyttet fra onsdag 8. juni 2022 kl. 12.00–16.00" in preview
    title = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
    assert told.said == (f"»{title}« er gemt. 4 personer får ændringen at se.",)
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.sequence, row.revision) == (1, 1)
        assert send_all(session, now=workspace.clock()) == 4


def test_a_place_that_was_not_known_asks_nobody_again(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset, Aalborg")
    preview = anne.reads_form()
    anne.sends()

    assert "*Ingen behøver svare igen.*" in preview
    assert "4 personer får deres kort i Slack opdateret." in preview
    assert "Kan du være med?" not in preview
    with workspace.database.read() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.sequence, row.revision, row.place) == (0, 1, "Rådhuset, Aalborg")


def test_more_seats_are_offered_to_those_who_wait_and_nobody_else_hears(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).capacity = 1
        for one in (METTE, JONAS, SARA):
            replies(session, meeting, one, Reply.YES, now=workspace.clock())

    changes(anne, members, meeting_seats="2")
    preview = anne.reads_form()
    told = anne.sends()

    assert "*Ingen får besked om ændringen.*" in preview
    assert "1 på ventelisten får tilbudt en plads." in preview
    assert told.said[0].endswith("Ingen får besked. 1 på ventelisten får tilbudt en plads.")
    with workspace.database.read() as session:
        assert [invitation_of(session, meeting, one).reply for one in (METTE, JONAS, SARA)] == [
            Reply.YES,
            Reply.OFFERED,
            Reply.WAITING,
        ]
        texts = [post.message["text"] for post in session.exec(select(Post))]
    assert sum(text.startswith("Der er blevet en plads til dig") for text in texts) == 1


def test_fewer_seats_than_are_taken_is_refused_with_the_number(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        for one in (METTE, JONAS):
            replies(session, meeting, one, Reply.YES, now=workspace.clock())

    told = changes(anne, members, meeting_seats="1")

    assert told.faults == {
        "meeting_seats": "2 pladser er allerede taget. Skriv mindst 2, eller lad feltet stå tomt."
    }


def test_the_second_of_two_facilitators_is_told_that_the_first_was_there(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, karl: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset, Aalborg")
    changes(karl, members, meeting_start="13:00", meeting_end="17:00")
    karl.sends()

    told = anne.sends()

    [said] = told.said
    assert said == (
        "Mødet er blevet ændret, mens du skrev, af Karl Toft. Det, du havde skrevet, er ikke gemt. "
        "Åbn mødet igen, og se, om det stadig skal rettes."
    )
    with workspace.database.read() as session:
        assert session.get_one(Meeting, meeting.id).place is None


def test_a_change_sent_twice_is_made_once(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    metadata = workspace.slack.store.stacks[ANNE][-1]["private_metadata"]

    workspace.at_once(
        lambda: anne.forges_form("meeting_desk.save", metadata),
        lambda: anne.forges_form("meeting_desk.save", metadata),
    )

    assert acts(workspace) == ["meetings.change"]
    with workspace.database.read() as session:
        assert session.get_one(Meeting, meeting.id).sequence == 1


def test_a_wider_audience_invites_those_who_were_not_meant_before(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    assert meeting.id
    changes(anne, members, meeting_audience=["Offentlig bygherre (behovsejer)", "Procesleder"])
    preview = anne.reads_form()
    told = anne.sends()

    assert "2 personer får en invitation i Slack." in preview
    assert "Anne Holm, Karl Toft" in preview
    assert told.said[0].endswith("er gemt. 2 personer får en invitation.")
    with workspace.database.write() as session:
        assert send_all(session, now=workspace.clock()) == 2


@pytest.mark.parametrize("organizer", [ORGANIZER])
def test_the_mails_that_are_promised_are_the_mails_that_are_put(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        sara = membership_of(session, members, SARA)
        person = session.get_one(Person, sara.person_id)
        person.email = person.slack_email = None
    previewed(anne, members)
    preview = anne.reads_form()
    anne.sends()

    assert "3 af dem får også en mail." in preview
    with workspace.database.write() as session:
        send_all(session, now=workspace.clock())
        posts = session.exec(select(Post)).all()
        assert sum(one.address is not None for one in posts) == 3
        assert sum(":card:" in one.key for one in posts) == 4


def test_a_time_that_summer_time_skips_is_moved_and_said(members: Process, anne: Human) -> None:
    previewed(anne, members, meeting_day="2023-03-26", meeting_start="02:30", meeting_end="04:30")

    assert (
        "Det klokkeslæt findes ikke den dag, fordi uret stilles frem. "
        "Mødet begynder 3.30." in anne.reads_form()
    )


def test_a_new_agenda_in_danish_says_that_it_replaces_the_english_one(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).agenda = {"da": "Velkomst", "en": "Welcome"}
    changes(anne, members, meeting_place="Rådhuset")
    kept = anne.reads_form()
    anne.sends()
    with workspace.database.read() as session:
        same = session.get_one(Meeting, meeting.id).agenda
    changes(anne, members, meeting_agenda="Velkomst og krav")
    lost = anne.reads_form()
    anne.sends()

    assert "Den erstatter også den engelske." not in kept
    assert same == {"da": "Velkomst", "en": "Welcome"}
    assert "Den erstatter også den engelske." in lost
    with workspace.database.read() as session:
        new = session.get_one(Meeting, meeting.id).agenda
    assert new == {"da": "Velkomst og krav", "en": "Velkomst og krav"}


def test_a_meeting_is_called_off_once_and_those_who_know_of_it_are_counted(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, karl: Human
) -> None:
    listed(anne, members)
    opened = anne.presses("Aflys")
    form = anne.reads_form()
    told = anne.sends(call_off_reason="Lokalet er væk")
    karl.forges_form("meeting_desk.call_off", str(meeting.id))

    assert opened.opened == ("Aflys mødet",)
    assert "4 personer får besked" in form
    title = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
    assert told.said == (f"»{title}« er aflyst. 4 personer får besked.",)
    assert karl.heard_after("") == [
        "Mødet er allerede aflyst eller overstået. Der er ikke ændret noget."
    ]
    assert acts(workspace) == ["meetings.call_off"]
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.state, row.called_off_because) == (MeetingState.CALLED_OFF, "Lokalet er væk")
        assert send_all(session, now=workspace.clock()) == 4


def test_a_meeting_that_is_called_off_or_over_cannot_be_changed(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset")
    metadata = workspace.slack.store.stacks[ANNE][-1]["private_metadata"]
    workspace.clock.move(days=60)
    anne.forges_form("meeting_desk.save", metadata)
    anne.forges("meeting_desk.change", str(meeting.id))

    gone = "Mødet er overstået, aflyst eller taget ud af processen. Der er ikke ændret noget."
    assert anne.heard_after("") == [gone, gone]
    assert acts(workspace) == []


def test_the_list_counts_the_answers(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).capacity = 3
        replies(session, meeting, METTE, Reply.YES, now=workspace.clock())
        replies(session, meeting, JONAS, Reply.NO, now=workspace.clock())
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    anne.sends()

    listed(anne, members)

    assert (
        "Deltager 1 · Måske 0 · Kan ikke 1 · Mangler svar 2 · 2 ledige pladser\n"
        "2 har ikke svaret på det nye tidspunkt." in anne.reads_form()
    )
