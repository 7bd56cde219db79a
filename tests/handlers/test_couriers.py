"""The courier against the sandbox: what Slack says, and what the outbox is told."""

import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.errors import DeliveryFailed
from handlers.couriers import SlackCourier
from handlers.replies import question_mark
from models.posts import AskedQuestion
from sandbox.server import RunningSandbox, start

HELLO = {"text": "Hej Mette.", "blocks": []}


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    sandbox = start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox(running: RunningSandbox) -> RunningSandbox:
    set_up(running, fail_next=None)
    return running


@pytest.fixture
def courier(sandbox: RunningSandbox) -> SlackCourier:
    return SlackCourier(client(sandbox.api_url))


def client(api_url: str) -> WebClient:
    return WebClient("xoxb-sandbox", base_url=api_url, timeout=2, retry_handlers=[])


def set_up(sandbox: RunningSandbox, **settings: object) -> None:
    body = json.dumps(settings).encode()
    headers = {"Content-Type": "application/json"}
    urlopen(Request(f"{sandbox.url}/page/settings", data=body, headers=headers)).read()


def failure_of(act: Callable[[], object]) -> dict[str, object]:
    """What the outbox is told."""
    with pytest.raises(DeliveryFailed) as raised:
        act()
    told = raised.value
    return {
        "reason": told.reason,
        "permanent": told.permanent,
        "retry_after": told.retry_after,
        "perhaps_sent": told.perhaps_sent,
    }


def test_a_delivered_post_is_found_by_its_id(courier: SlackCourier) -> None:
    channel = courier.open_direct("U0METTE")

    ts = courier.deliver(HELLO, channel=channel, post_id=41)

    assert courier.find(channel=channel, post_id=41) == ts
    assert courier.find(channel=channel, post_id=42) is None


def test_a_question_that_was_put_since_it_was_asked_is_found(
    sandbox: RunningSandbox, courier: SlackCourier
) -> None:
    channel = courier.open_direct("U0METTE")
    told = client(sandbox.api_url).chat_postMessage(
        channel=channel, text="Kommer der udbud?", metadata=question_mark(5, "tenders")
    )
    at = datetime.fromtimestamp(float(told["ts"]), UTC)

    def found(conversation: int, question: str, asked_at: datetime) -> str | None:
        asks = AskedQuestion(conversation_id=conversation, question_key=question, asked_at=asked_at)
        return courier.find(channel=channel, post_id=1, asks=asks)

    assert found(5, "tenders", at) == told["ts"]
    assert found(5, "tenders", at + timedelta(minutes=1)) is None
    assert found(5, "machines", at) is None
    assert found(6, "tenders", at) is None


def test_the_mark_of_the_post_takes_the_place_of_other_metadata(courier: SlackCourier) -> None:
    channel = courier.open_direct("U0METTE")
    marked = HELLO | {"metadata": {"event_type": "other", "event_payload": {"post": 7}}}

    courier.deliver(marked, channel=channel, post_id=43)

    assert courier.find(channel=channel, post_id=7) is None
    assert courier.find(channel=channel, post_id=43) is not None


def test_a_reply_stands_in_the_thread_and_is_found_there(courier: SlackCourier) -> None:
    channel = courier.open_direct("U0METTE")
    first = courier.deliver(HELLO, channel=channel, post_id=45)

    ts = courier.deliver(HELLO, channel=channel, post_id=46, thread_ts=first)

    assert courier.find(channel=channel, post_id=46, thread_ts=first) == ts
    assert courier.find(channel=channel, post_id=46) is None


def test_a_reply_in_a_thread_that_is_gone_stands_by_itself(courier: SlackCourier) -> None:
    channel = courier.open_direct("U0METTE")

    ts = courier.deliver(HELLO, channel=channel, post_id=47, thread_ts="1.000")

    assert courier.find(channel=channel, post_id=47) == ts


def test_an_edited_post_keeps_its_mark(sandbox: RunningSandbox, courier: SlackCourier) -> None:
    channel = courier.open_direct("U0METTE")
    ts = courier.deliver(HELLO, channel=channel, post_id=48)

    courier.edit({"text": "Hej igen.", "blocks": []}, channel=channel, ts=ts)

    told = client(sandbox.api_url).conversations_history(channel=channel)
    assert told["messages"][0]["text"] == "Hej igen."
    assert courier.find(channel=channel, post_id=48) == ts


def test_a_message_that_is_gone_is_not_edited_and_that_is_that(courier: SlackCourier) -> None:
    courier.edit(HELLO, channel="C0PROCES", ts="1.000")


def test_an_edit_that_slack_refuses_is_a_failure(courier: SlackCourier) -> None:
    told = failure_of(lambda: courier.edit(HELLO, channel="C0NOWHERE", ts="1.000"))

    assert (told["reason"], told["permanent"]) == ("channel_not_found", True)


def test_an_unknown_channel_is_a_failure_for_good(courier: SlackCourier) -> None:
    told = failure_of(lambda: courier.deliver(HELLO, channel="C0NOWHERE", post_id=1))

    assert told == {
        "reason": "channel_not_found",
        "permanent": True,
        "retry_after": None,
        "perhaps_sent": False,
    }


def test_a_channel_without_sammen_is_a_failure_for_good(courier: SlackCourier) -> None:
    told = failure_of(lambda: courier.deliver(HELLO, channel="C0GENERELT", post_id=1))

    assert (told["reason"], told["permanent"]) == ("not_in_channel", True)


def test_an_unknown_person_is_a_failure_for_good(courier: SlackCourier) -> None:
    told = failure_of(lambda: courier.open_direct("U0NOBODY"))

    assert (told["reason"], told["permanent"]) == ("user_not_found", True)


def test_blocks_that_slack_refuses_are_told_with_its_reasons(courier: SlackCourier) -> None:
    broken = {"text": "Hej", "blocks": [{"type": "header", "text": {"type": "plain_text"}}]}

    told = failure_of(lambda: courier.deliver(broken, channel="C0PROCES", post_id=1))

    assert told["permanent"]
    assert str(told["reason"]).startswith("invalid_blocks: ")


def test_when_slack_is_busy_its_waiting_time_is_passed_on(
    sandbox: RunningSandbox, courier: SlackCourier
) -> None:
    set_up(sandbox, fail_next={"method": "chat.postMessage", "error": "ratelimited", "times": 1})

    told = failure_of(lambda: courier.deliver(HELLO, channel="C0PROCES", post_id=1))

    assert told == {
        "reason": "ratelimited",
        "permanent": False,
        "retry_after": 1.0,
        "perhaps_sent": False,
    }


@pytest.mark.parametrize(
    ("error", "permanent", "perhaps_sent"),
    [
        ("500", False, True),
        ("503", False, False),
        ("internal_error", False, True),
        ("invalid_auth", False, False),
        ("is_archived", True, False),
        ("account_inactive", True, False),
        ("msg_too_long", True, False),
    ],
)
def test_errors_are_temporary_if_waiting_or_the_operator_can_cure_them(
    sandbox: RunningSandbox,
    courier: SlackCourier,
    error: str,
    permanent: bool,
    perhaps_sent: bool,
) -> None:
    set_up(sandbox, fail_next={"method": "chat.postMessage", "error": error, "times": 1})

    told = failure_of(lambda: courier.deliver(HELLO, channel="C0PROCES", post_id=1))

    assert (told["permanent"], told["perhaps_sent"]) == (permanent, perhaps_sent)


def test_a_lost_answer_is_no_proof_that_nothing_was_sent(
    sandbox: RunningSandbox, courier: SlackCourier
) -> None:
    channel = courier.open_direct("U0METTE")
    set_up(
        sandbox,
        fail_next={"method": "chat.postMessage", "error": "500", "times": 1, "moment": "after"},
    )

    told = failure_of(lambda: courier.deliver(HELLO, channel=channel, post_id=44))

    assert told["perhaps_sent"]
    assert courier.find(channel=channel, post_id=44) is not None


def test_without_a_connection_nothing_was_sent() -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        nobody = SlackCourier(client(f"http://127.0.0.1:{taken.getsockname()[1]}/api/"))

        told = failure_of(lambda: nobody.deliver(HELLO, channel="C0PROCES", post_id=1))

    assert (told["permanent"], told["perhaps_sent"]) == (False, False)


def test_an_answer_that_does_not_come_may_still_have_been_heard() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        impatient = SlackCourier(WebClient("x", base_url=url, timeout=1, retry_handlers=[]))

        told = failure_of(lambda: impatient.deliver(HELLO, channel="C0PROCES", post_id=1))

    assert (told["permanent"], told["perhaps_sent"]) == (False, True)
