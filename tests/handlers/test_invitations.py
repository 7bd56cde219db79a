"""Facilitators invite people by picking them, and everybody by a post in the channel."""

import pytest
from sqlmodel import select

from models import Membership, Post, Process
from models.enums import Stage
from tests.builders import LOUISE, METTE, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

FORM = Told(opened=("Invitér til processen",))
ONLY_THEY = Told(said=("Det kan kun proceslederne. Der er ikke ændret noget.",))
ON_ITS_WAY = Told(said=("Opslaget er på vej til kanalen.",))
POST = "Vær med i Sammen om emissionsfrie arbejdsmaskiner."


@pytest.mark.parametrize("word", ["invitér", "INVITER", "invite"])
@pytest.mark.usefixtures("process")
def test_a_facilitator_picks_people_and_each_is_welcomed(
    workspace: Workspace, mette: Human, sara: Human, anne: Human, word: str
) -> None:
    opened = anne.commands(word)
    told = anne.sends(people=[METTE, SARA])
    workspace.sends_posts()

    assert opened == FORM
    assert told == Told(said=("2 er inviteret: Mette Friis, Sara Lind.",))
    for human in (mette, sara):
        assert human.reads().startswith(
            "(Anne Holm spørger, om du vil være med i Sammen om emissionsfrie arbejdsmaskiner.)"
        )


def test_whoever_is_invited_or_takes_part_already_is_left_alone(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.commands("invitér")
    anne.sends(people=[LOUISE])
    anne.commands("invitér")

    told = anne.sends(people=[METTE, LOUISE])

    assert told == Told(
        said=("Ingen nye er inviteret. Allerede inviteret eller med: Mette Friis, Louise Bang.",)
    )
    with workspace.database.read() as session:
        posts = session.exec(select(Post)).all()
        assert membership_of(session, members, METTE).stage is Stage.JOINED
    assert len(posts) == 1


@pytest.mark.usefixtures("process")
def test_a_form_sent_twice_in_the_same_moment_invites_once(
    workspace: Workspace, anne: Human, karl: Human
) -> None:
    people = {"selected_users": [METTE, SARA]}

    workspace.at_once(
        lambda: anne.forges_form("invitations.people", "1", people=people),
        lambda: anne.forges_form("invitations.people", "1", people=people),
        lambda: karl.forges_form("invitations.people", "1", people=people),
    )

    with workspace.database.read() as session:
        assert len(session.exec(select(Membership)).all()) == 4
        assert len(session.exec(select(Post)).all()) == 2


@pytest.mark.usefixtures("process")
def test_somebody_whom_slack_does_not_know_is_still_invited_by_id(
    workspace: Workspace, anne: Human
) -> None:
    workspace.slack.pressure.order({"method": "users.info", "error": "user_not_found"})
    anne.commands("invitér")

    told = anne.sends(people=[METTE])

    assert told == Told(said=("1 er inviteret: U0METTE.",))


@pytest.mark.usefixtures("members")
def test_nobody_else_gets_the_form_or_sends_it(workspace: Workspace, mette: Human) -> None:
    commanded = mette.commands("invitér")
    posted = mette.commands("opslag")
    mette.forges_form("invitations.people", "1", people={"selected_users": [LOUISE]})

    assert commanded == posted == ONLY_THEY
    assert mette.heard_after("")[-1] == ONLY_THEY.said[0]
    with workspace.database.read() as session:
        assert session.exec(select(Post)).all() == []


@pytest.mark.usefixtures("process")
def test_a_post_in_the_channel_is_made_once_a_day(workspace: Workspace, anne: Human) -> None:
    first = anne.commands("opslag")
    second = anne.commands("post")
    workspace.clock.move(days=1)
    third = anne.commands("opslag")
    workspace.sends_posts()

    channel = workspace.slack.store.channels["C0PROCES"].messages.values()
    assert first == second == third == ON_ITS_WAY
    assert [one.text for one in channel] == [POST, POST]


@pytest.mark.usefixtures("process")
def test_the_post_brings_people_in_and_says_so_to_them_alone(
    workspace: Workspace, anne: Human, mette: Human, sara: Human
) -> None:
    anne.commands("opslag")
    workspace.sends_posts()

    pressed = mette.presses("Vær med")
    again = mette.presses("Vær med")

    assert pressed == Told(
        said=(
            "Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",
            "Jeg har skrevet til dig i en direkte besked.",
        )
    )
    assert again == Told(said=("Du er allerede med. Du finder mig i dine direkte beskeder.",))
    assert sara.reads(channel="C0PROCES").startswith(f"({POST})")


@pytest.mark.usefixtures("process")
def test_two_presses_on_the_post_in_the_same_moment_are_one_welcome(
    workspace: Workspace, anne: Human, mette: Human
) -> None:
    anne.commands("opslag")
    workspace.sends_posts()

    workspace.at_once(lambda: mette.presses("Vær med"), lambda: mette.presses("Vær med"))

    assert mette.heard_after("") == ["Velkommen til Sammen om emissionsfrie arbejdsmaskiner."]


def test_without_a_channel_nothing_is_posted(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Process, process.id).channel = None

    told = anne.commands("opslag")

    assert told == Told(
        said=("Processen har ingen kanal endnu. Bed den, der driver Sammen, om at forbinde den.",)
    )
