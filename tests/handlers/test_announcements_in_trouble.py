"""Slack is slow, silent or refuses in the middle of a round: nothing is lost, repeated or glossed over."""

import time

import pytest

from models import Process
from models.enums import PostState
from tests.announcers import HEJ_METTE, passes, posts, sends
from tests.builders import JONAS, METTE, PETER, SARA
from tests.fakes import Workspace
from tests.humans import Human


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("channel_not_found", "Slack kender ikke samtalen eller kanalen"),
        ("account_inactive", "kontoen i Slack er lukket"),
        ("msg_too_long", "beskeden er for lang for Slack"),
    ],
)
def test_a_refusal_in_the_middle_is_told_with_its_reason_and_only_that_is_tried_again(
    workspace: Workspace,
    members: Process,
    anne: Human,
    mette: Human,
    jonas: Human,
    error: str,
    reason: str,
) -> None:
    assert members.id
    fault = {"method": "chat.postMessage", "error": error, "times": 1, "channel": jonas.im}
    workspace.slack.pressure.order(fault)
    sends(anne)
    told = anne.reads()

    pressed = anne.presses("Prøv de fejlede igen")
    passes(workspace)

    assert "Leveret til 3 af 4." in told
    assert f"• Jonas Krogh, Aalborg Kommune: {reason}" in told
    assert pressed.said == ("Jeg prøver 1 igen.",)
    assert jonas.heard_after("") == ["Hej Jonas. Husk *mødet* &amp; svar."]
    assert mette.heard_after("") == [HEJ_METTE]
    assert "Leveret til alle 4." in anne.reads(2)


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "ratelimited", "times": 2},
        {"error": "500", "times": 1},
        {"error": "500", "times": 1, "moment": "after"},
        {"error": "503", "times": 2},
        {"error": "internal_error", "times": 1, "moment": "after"},
        {"error": "timeout", "times": 1},
        {"error": "timeout", "times": 1, "moment": "after"},
    ],
)
def test_trouble_that_passes_loses_nothing_and_repeats_nothing(
    workspace: Workspace,
    members: Process,
    anne: Human,
    sara: Human,
    fault: dict[str, object],
) -> None:
    assert members.id
    workspace.courier_client.timeout = 1
    workspace.slack.pressure.order({"method": "chat.postMessage", "channel": sara.im} | fault)

    sends(anne)
    in_between = anne.reads()
    until_sent(workspace)

    assert "Leveret til alle 4." not in in_between
    if fault["error"] != "ratelimited":  # then the report itself waits, too
        assert "På vej: 3 af 4 er leveret." in in_between
        assert "*Set*: 0 af 4. 1 venter." in in_between
    for slack_id in (METTE, JONAS, SARA, PETER):
        assert len(Human(workspace, slack_id).heard_after("")) == 1, slack_id
    assert "Leveret til alle 4." in anne.reads()


def until_sent(workspace: Workspace) -> None:
    """Time goes on until nothing waits any more."""
    patience = time.monotonic() + 20  # how long Slack is left alone is measured by a real clock
    while any(one.state is not PostState.SENT for one in posts(workspace)):
        assert time.monotonic() < patience
        workspace.clock.move(minutes=3)
        passes(workspace, rounds=1)
    passes(workspace)


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "ratelimited", "times": 2},
        {"error": "500", "times": 1, "moment": "after"},
        {"error": "timeout", "times": 1},
    ],
)
def test_trouble_that_passes_does_not_stop_a_correction(
    workspace: Workspace,
    members: Process,
    anne: Human,
    sara: Human,
    fault: dict[str, object],
) -> None:
    assert members.id
    sends(anne)
    anne.presses("Ret")
    anne.sends(announcement_da="Mødet er aflyst.", announcement_en="")
    anne.sends()
    workspace.courier_client.timeout = 1
    workspace.slack.pressure.order({"method": "chat.update", "channel": sara.im} | fault)

    passes(workspace)
    until_sent(workspace)

    for slack_id in (METTE, JONAS, SARA, PETER):
        assert Human(workspace, slack_id).heard_after("") == ["Mødet er aflyst."], slack_id
    assert "Rettet og leveret til alle 4." in anne.reads(2)


@pytest.mark.parametrize("error", ["msg_too_long", "channel_not_found", "account_inactive"])
def test_a_correction_that_is_refused_in_the_middle_is_told_and_tried_again(
    workspace: Workspace, members: Process, anne: Human, sara: Human, error: str
) -> None:
    assert members.id
    sends(anne)
    anne.presses("Ret")
    anne.sends(announcement_da="Mødet er aflyst.", announcement_en="")
    anne.sends()
    workspace.slack.pressure.order({"method": "chat.update", "channel": sara.im, "error": error})
    passes(workspace)
    told = anne.reads(2)
    kept = sara.heard_after("")

    anne.presses("Prøv de fejlede igen")
    passes(workspace)

    assert "1 har fået den gamle tekst, for rettelsen blev afvist." in told
    assert "• Sara Lind" in told
    assert "Rettet og leveret til alle 4." not in told
    assert kept == ["Hej Sara. Husk *mødet* &amp; svar."]
    assert sara.heard_after("") == ["Mødet er aflyst."]
    assert "Rettet og leveret til alle 4." in anne.reads(3)
