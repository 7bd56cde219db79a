"""Rate limits and faults, which tests of an app switch on."""

import json
import urllib.request

import pytest

from sandbox.pressure import Pressure
from sandbox.server import RunningSandbox
from tests.sandbox.driving import Api, Person, fetch, turn

HEADERS = {"Authorization": "Bearer xoxb-sandbox", "Content-Type": "application/json"}


def post(sandbox: RunningSandbox, channel: str = "D0METTE") -> tuple[int, bytes]:
    body = json.dumps({"channel": channel, "text": "Hej"}).encode()
    return fetch(sandbox.api_url + "chat.postMessage", body, **HEADERS)


def test_there_are_no_limits_until_they_are_switched_on(sandbox: RunningSandbox) -> None:
    assert {post(sandbox)[0] for _ in range(20)} == {200}


def test_a_channel_takes_a_small_burst_and_then_one_message_a_second(
    sandbox: RunningSandbox,
) -> None:
    turn(sandbox, rate_limits=True)

    statuses = [post(sandbox)[0] for _ in range(8)]

    assert statuses[:4] == [200] * 4
    assert 429 in statuses
    assert post(sandbox, "D0ANNE")[0] == 200


def test_a_workspace_takes_a_burst_and_then_several_hundred_messages_a_minute() -> None:
    pressure = Pressure()

    waits = [pressure.seconds_to_wait("chat.postMessage", f"D{number}") for number in range(30)]

    assert waits[:20] == [0] * 20
    assert 1 in waits
    assert {refusal.method for refusal in pressure.refusals} == {"chat.postMessage"}


@pytest.mark.parametrize("method", ["conversations.open", "chat.update", "conversations.history"])
def test_most_methods_take_fifty_calls_a_minute(method: str) -> None:
    pressure = Pressure()

    waits = [pressure.seconds_to_wait(method, "D0METTE") for _ in range(52)]

    assert waits[:50] == [0] * 50
    assert waits[-1] == 2


def test_limits_can_be_raised_all_alike() -> None:
    pressure = Pressure(speed=4)

    waits = [pressure.seconds_to_wait("chat.postMessage", f"D{number}") for number in range(80)]

    assert set(waits) == {0}


def test_a_tier_is_a_number_of_calls_a_minute(sandbox: RunningSandbox) -> None:
    turn(sandbox, rate_limits=True)

    statuses = [fetch(sandbox.api_url + "users.list", b"{}", **HEADERS)[0] for _ in range(22)]

    assert statuses[:20] == [200] * 20
    assert 429 in statuses


def test_an_ordered_fault_happens_so_many_times(sandbox: RunningSandbox, api: Api) -> None:
    fault = {"method": "chat.postMessage", "error": "channel_not_found", "times": 2}
    turn(sandbox, fail_next=fault)

    answers = [api("chat.postMessage", channel="D0METTE", text="Hej") for _ in range(3)]

    assert [one.get("error") for one in answers] == ["channel_not_found", "channel_not_found", None]


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
def test_a_server_error_may_come_before_or_after_the_message_was_posted(
    sandbox: RunningSandbox, mette: Person, moment: str, arrived: int
) -> None:
    turn(
        sandbox,
        fail_next={"method": "chat.postMessage", "error": "500", "times": 1, "moment": moment},
    )

    status, _ = post(sandbox)

    assert status == 500
    assert len(mette.messages()) == arrived


def test_a_call_that_times_out_does_not_keep_the_sandbox_from_closing(
    sandbox: RunningSandbox,
) -> None:
    turn(sandbox, fail_next={"method": "chat.postMessage", "error": "timeout", "times": 1})

    with pytest.raises(TimeoutError):
        fetch_briefly(sandbox)
    sandbox.stop()

    assert not sandbox.is_running


def fetch_briefly(sandbox: RunningSandbox) -> None:
    request = urllib.request.Request(
        sandbox.api_url + "chat.postMessage",
        data=b'{"channel": "D0METTE", "text": "x"}',
        headers=HEADERS,
    )
    urllib.request.urlopen(request, timeout=0.2)


def test_faults_can_be_called_off_and_meant_for_one_channel(
    sandbox: RunningSandbox, api: Api
) -> None:
    turn(
        sandbox,
        fail_next={
            "method": "chat.postMessage",
            "error": "is_archived",
            "times": 9,
            "channel": "C0PROCES",
        },
    )

    in_channel = api("chat.postMessage", channel="C0PROCES", text="Hej")
    elsewhere = api("chat.postMessage", channel="D0METTE", text="Hej")
    turn(sandbox, fail_next=None)
    later = api("chat.postMessage", channel="C0PROCES", text="Hej")

    assert (in_channel["ok"], elsewhere["ok"], later["ok"]) == (False, True, True)
