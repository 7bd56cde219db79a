"""A message whose fate is not known, from the lost answer to the facilitator's button."""

import pytest

from bot.outbox import put
from models import Process
from tests.builders import CHANNEL, LEADERS
from tests.fakes import Part, Workspace
from tests.humans import Human

NEWS = {"text": "Mødet er flyttet.", "blocks": []}


@pytest.fixture
def card(workspace: Workspace, process: Process) -> Part:
    """Slack failed while the news was on its way to everybody's channel."""
    with workspace.database.write() as session:
        put(
            session,
            key="news",
            team_id="T0SAMMEN",
            process_id=process.id,
            channel=CHANNEL,
            message=NEWS,
            due_at=workspace.clock(),
        )
    fault = {"method": "chat.postMessage", "error": "500", "times": 1, "channel": CHANNEL}
    workspace.slack.pressure.order(fault)
    workspace.sends_posts()
    anne = Human(workspace, "U0ANNE")
    [card] = anne.page.messages(LEADERS)
    return card


def press(human: Human, card: Part) -> None:
    block = next(block for block in card["blocks"] if block["type"] == "actions")
    [element] = block["elements"]
    human.page.click(card, block["block_id"], element["action_id"], channel=LEADERS)
    human.workspace.settle()


def texts(human: Human, channel: str) -> list[str]:
    return [message["text"] for message in human.page.messages(channel)]


def test_nothing_is_repeated_in_a_channel_unasked(card: Part, anne: Human) -> None:
    anne.workspace.clock.move(minutes=10)
    anne.workspace.sends_posts()

    assert texts(anne, CHANNEL) == []
    assert card["text"] == "Jeg er ikke sikker på, at en besked i <#C0PROCES> nåede frem."


def test_a_facilitator_has_it_sent_again(card: Part, anne: Human) -> None:
    press(anne, card)
    anne.workspace.sends_posts()

    assert texts(anne, CHANNEL) == ["Mødet er flyttet."]
    assert texts(anne, LEADERS) == ["Anne Holm har bedt mig sende beskeden igen."]


def test_pressing_it_twice_sends_it_once(card: Part, anne: Human) -> None:
    press(anne, card)
    press(anne, card)
    anne.workspace.sends_posts()

    assert texts(anne, CHANNEL) == ["Mødet er flyttet."]


def test_somebody_else_cannot_have_it_sent_again(card: Part, mette: Human) -> None:
    [element] = next(block for block in card["blocks"] if block["type"] == "actions")["elements"]

    mette.forges("posts.send_again", element["value"])
    mette.workspace.sends_posts()

    assert texts(mette, CHANNEL) == []
