"""Facilitators invite people by picking them, and everybody by a post in the channel."""

import pytest
from sqlmodel import select

from models import Membership, Post, Process
from models.enums import PostState, Role, Stage
from models.people import members_of
from tests.builders import ANNE, CHANNEL, KARL, LOUISE, METTE, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

FORM = Told(opened=("Invitér til processen",))
ONLY_THEY = Told(said=("Det kan kun proceslederne. Der er ikke ændret noget.",))
ON_ITS_WAY = Told(said=("Opslaget er på vej til kanalen.",))
POST = "Vær med i Sammen om emissionsfrie arbejdsmaskiner."


def picked(*slack_ids: str) -> dict[str, list[str]]:
    return {"selected_users": list(slack_ids)}


def in_channel(workspace: Workspace) -> list[str]:
    """What stands in the process's channel."""
    return [one.text for one in workspace.slack.store.channels[CHANNEL].messages.values()]


@pytest.mark.parametrize("word", ["invitér", "INVITER", "invite"])
@pytest.mark.usefixtures("process")
def test_a_facilitator_picks_people_and_each_is_welcomed(
    workspace: Workspace, mette: Human, sara: Human, anne: Human, word: str
) -> None:
    opened = anne.commands(word)
    told = anne.sends(people=[METTE, SARA])
    workspace.sends_posts()

    assert opened == FORM
    assert told == Told(
        said=(
            "2 er inviteret til Sammen om emissionsfrie arbejdsmaskiner: Mette Friis, Sara Lind.",
        )
    )
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
        said=("Ingen nye er inviteret. Allerede inviteret eller med: Louise Bang, Mette Friis.",)
    )
    with workspace.database.read() as session:
        posts = session.exec(select(Post)).all()
        assert membership_of(session, members, METTE).stage is Stage.JOINED
    assert len(posts) == 1


@pytest.mark.usefixtures("process")
def test_a_form_sent_twice_in_the_same_moment_invites_once(
    workspace: Workspace, anne: Human, karl: Human
) -> None:
    people = picked(METTE, SARA)

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

    assert told == Told(
        said=("1 er inviteret til Sammen om emissionsfrie arbejdsmaskiner: U0METTE.",)
    )


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
def test_two_facilitators_who_pick_the_same_people_in_another_order_both_get_an_answer(
    workspace: Workspace, anne: Human, karl: Human
) -> None:
    workspace.at_once(
        lambda: anne.forges_form("invitations.people", "1", people=picked(METTE, SARA, LOUISE)),
        lambda: karl.forges_form("invitations.people", "1", people=picked(LOUISE, SARA, METTE)),
    )

    [anne_heard], [karl_heard] = anne.heard_after(""), karl.heard_after("")
    assert sorted([anne_heard, karl_heard]) == [
        "3 er inviteret til Sammen om emissionsfrie arbejdsmaskiner: Louise Bang, Mette Friis, Sara Lind.",
        "Ingen nye er inviteret. Allerede inviteret eller med: Louise Bang, Mette Friis, Sara Lind.",
    ]


def test_people_are_invited_in_one_order_whoever_picks_them(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.forges_form("invitations.people", str(process.id), people=picked(SARA, LOUISE, METTE))

    with workspace.database.read() as session:
        members = [one.slack_id for _, one in members_of(session, process_id=process.id)]
    assert members == [ANNE, KARL, LOUISE, METTE, SARA]


@pytest.mark.usefixtures("process")
def test_a_post_in_the_channel_is_made_once_a_day(workspace: Workspace, anne: Human) -> None:
    first = anne.commands("opslag")
    second = anne.commands("post")
    workspace.sends_posts()
    third = anne.commands("opslag")
    workspace.clock.move(days=1)
    fourth = anne.commands("opslag")
    workspace.sends_posts()

    assert first == fourth == ON_ITS_WAY
    assert second == Told(said=("Dagens opslag er allerede på vej til kanalen.",))
    assert third == Told(
        said=("Dagens opslag står allerede i kanalen. Du kan lave et nyt i morgen.",)
    )
    assert in_channel(workspace) == [POST, POST]


@pytest.mark.usefixtures("process")
def test_a_new_day_begins_at_midnight_in_copenhagen(workspace: Workspace, anne: Human) -> None:
    anne.commands("opslag")
    workspace.sends_posts()
    workspace.clock.move(hours=15)  # 23.00 in UTC, of the same day

    assert anne.commands("opslag") == ON_ITS_WAY


@pytest.mark.usefixtures("process")
def test_a_post_that_failed_is_sent_when_it_is_asked_for_again(
    workspace: Workspace, anne: Human
) -> None:
    workspace.slack.pressure.order({"method": "chat.postMessage", "error": "channel_not_found"})
    anne.commands("opslag")
    workspace.sends_posts()
    before = in_channel(workspace)
    with workspace.database.write() as session:
        post = session.exec(select(Post).where(Post.channel == CHANNEL)).one()
        failed, post.channel = post.state, "C0GAMMEL"

    again = anne.commands("opslag")
    workspace.sends_posts()

    assert failed is PostState.FAILED
    assert again == ON_ITS_WAY
    assert (before, in_channel(workspace)) == ([], [POST])


@pytest.mark.usefixtures("process")
def test_a_post_that_may_be_there_is_not_sent_again_unseen(
    workspace: Workspace, anne: Human
) -> None:
    anne.commands("opslag")
    with workspace.database.write() as session:
        post = session.exec(select(Post).where(Post.channel == CHANNEL)).one()
        post.state = PostState.UNSURE

    told = anne.commands("opslag")
    workspace.sends_posts()

    [said] = told.said
    assert said.startswith("Jeg ved ikke, om dagens opslag nåede frem.")
    assert in_channel(workspace) == []


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


@pytest.mark.usefixtures("process")
def test_everybody_in_a_user_group_is_shown_before_they_are_invited(
    workspace: Workspace, anne: Human, mette: Human
) -> None:
    mette.writes("hej")  # known, and in the process
    anne.commands("invitér")
    anne.sends(group="bygherrer")

    shown = anne.reads_form()
    with workspace.database.read() as session:
        before = session.exec(select(Post)).all()
    told = anne.sends()

    assert "*3 nye bliver inviteret*\nJonas Krogh, Peter Dam, Sara Lind" in shown
    assert "1 er allerede inviteret eller med" in shown
    assert "Der er ikke sendt noget endnu." in shown
    assert before == []
    names = "3 er inviteret til Sammen om emissionsfrie arbejdsmaskiner: Jonas Krogh, Peter Dam, Sara Lind."
    assert told == Told(said=(f"{names} Allerede inviteret eller med: Mette Friis.",))


@pytest.mark.usefixtures("process")
def test_groups_are_found_by_name_or_handle(workspace: Workspace, anne: Human) -> None:
    anne.commands("invitér")
    view = workspace.slack.store.stacks[anne.id][-1]
    block = next(one for one in view["blocks"] if one.get("block_id") == "group")

    found = [
        [line["text"]["text"] for line in anne._search(query, block=block)]
        for query in ("", "byg", "PROCES", "findes ikke")
    ]

    assert found == [
        ["Bygherrer (4)", "Procesledere (2)"],
        ["Bygherrer (4)"],
        ["Procesledere (2)"],
        [],
    ]


def test_everybody_in_a_channel_but_bots_and_oneself_is_invited(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.commands("invitér")
    anne.sends(channel=CHANNEL)
    shown = anne.reads_form()

    told = anne.sends()

    assert "*1 ny bliver inviteret*\nLouise Bang" in shown
    assert "1 bot eller lukket konto er holdt udenfor." not in shown
    assert told.said[0].startswith(
        "1 er inviteret til Sammen om emissionsfrie arbejdsmaskiner: Louise Bang. Allerede inviteret eller med:"
    )
    with workspace.database.read() as session:
        slack_ids = {one.slack_id for _, one in members_of(session, process_id=members.id)}
    assert slack_ids == {ANNE, KARL, LOUISE, METTE, SARA, "U0JONAS", "U0PETER"}


@pytest.mark.usefixtures("process")
def test_a_channel_that_sammen_is_not_in_is_said_to_be_closed_to_it(
    workspace: Workspace, anne: Human
) -> None:
    workspace.slack.pressure.order(
        {"method": "conversations.members", "error": "channel_not_found"}
    )
    anne.commands("invitér")
    anne.sends(channel=CHANNEL)

    assert "Slack kan ikke sige, hvem der er i den kanal." in anne.reads_form()


@pytest.mark.usefixtures("process")
def test_a_form_without_anybody_says_so(anne: Human) -> None:
    anne.commands("invitér")

    told = anne.sends()

    assert told.faults == {"people": "Vælg mindst én person, en gruppe eller en kanal."}


def test_a_facilitator_whose_role_is_taken_away_while_the_modal_is_open_invites_nobody(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.commands("invitér")
    anne.sends(group="bygherrer")
    with workspace.database.write() as session:
        membership_of(session, process, ANNE).role = Role.ADVISER

    assert anne.sends() == ONLY_THEY
    with workspace.database.read() as session:
        assert session.exec(select(Post)).all() == []
