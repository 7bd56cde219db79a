"""What a sandbox remembers between two runs, and the clock."""

import json
import shlex
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.server import RunningSandbox, start
from sandbox.world import load_world
from tests.sandbox.driving import MODAL, Api, Person, fetch, section


def test_everything_but_what_is_fleeting_is_there_again(tmp_path: Path) -> None:
    first = start(data_dir=tmp_path)
    api, mette = Api(first), Person(first, "U0METTE")
    metadata = {"event_type": "post", "event_payload": {"id": 7}}
    posted = api(
        "chat.postMessage",
        channel=mette.im,
        text="Hej æøå",
        blocks=[section("Hej")],
        metadata=metadata,
    )
    api("chat.postMessage", channel=mette.im, text="Svar", thread_ts=posted["ts"])
    gone = api("chat.postMessage", channel=mette.im, text="Væk")["ts"]
    api("chat.delete", channel=mette.im, ts=gone)
    api("chat.postEphemeral", channel=mette.im, user=mette.id, text="Flygtig")
    api("views.publish", user_id=mette.id, view={"type": "home", "blocks": [section("Hjem")]})
    api("views.open", trigger_id=first.slack.triggers.issue(mette.id), view=MODAL)
    file = {"name": "a.txt", "mimetype": "text/plain", "content_base64": "SGVq"}
    mette.do("message", channel="C0PROCES", files=[file])
    mette.do("leave", channel="C0GENERELT")
    fetch(f"{first.url}/page/clock", b'{"advance_seconds": 86400}')
    before = {what: mette.see(what) for what in ("home", "views")}
    messages = [one for one in mette.messages() if not one["ephemeral"]]
    channels_before = mette.see("state")["channels"]
    first.stop()

    second = start(data_dir=tmp_path)
    mette = Person(second, "U0METTE")
    after = {what: mette.see(what) for what in ("home", "views")}
    kept = mette.messages()
    channels = mette.see("state")["channels"]
    (shared,) = mette.messages("C0PROCES")[0]["files"]
    content = second.slack.store.contents[shared["id"]]
    later = Api(second)("chat.postMessage", channel=mette.im, text="Senere")["ts"]
    offset = second.slack.clock.offset_seconds
    second.stop()

    assert after == before
    assert kept == messages
    assert channels == channels_before
    assert content == b"Hej"
    assert later > posted["ts"]
    assert offset == first.slack.clock.offset_seconds


def test_without_a_folder_nothing_is_remembered() -> None:
    first = start()
    Api(first)("chat.postMessage", channel="D0METTE", text="Hej")
    first.stop()

    second = start()
    seen = Person(second, "U0METTE").messages()
    second.stop()

    assert seen == []


def test_time_begins_when_the_world_says(sandbox: RunningSandbox, mette: Person) -> None:
    started = load_world().starts_at

    now = datetime.fromisoformat(mette.see("state")["clock"]["iso"])

    assert started.isoformat() == "2022-05-09T08:30:00+02:00"
    assert timedelta(0) <= now - started < timedelta(minutes=5)
    assert sandbox.slack.clock.now().tzinfo is not None


def test_the_clock_moves_on_and_tells_the_app_through_a_file(tmp_path: Path) -> None:
    clock_file = tmp_path / "clock.json"
    sandbox = start(clock_file=clock_file)
    before = json.loads(clock_file.read_text())["offset_seconds"]

    _, body = fetch(f"{sandbox.url}/page/clock", b'{"advance_seconds": 3600}')
    sandbox.stop()

    after = json.loads(clock_file.read_text())["offset_seconds"]
    assert after - before == pytest.approx(3600)
    assert json.loads(body)["offset_seconds"] == after


def test_the_clock_never_goes_back() -> None:
    clock = Clock(starts_at=load_world().starts_at)

    with pytest.raises(ValueError, match="only moves forwards"):
        clock.advance(-1)


def test_timestamps_go_on_after_those_of_a_former_run() -> None:
    clock = Clock(starts_at=load_world().starts_at)

    clock.never_before("4102444800.000007")

    assert clock.next_ts() == "4102444800.000008"


def jump(prints: str) -> tuple[dict[str, str], datetime]:
    code = f"print({prints!r})" if prints else ""
    sandbox = start(next_due_command=shlex.join([sys.executable, "-c", code]))
    _, body = fetch(f"{sandbox.url}/page/clock", b'{"to": "next"}')
    now = sandbox.slack.clock.now()
    sandbox.stop()
    answer: dict[str, str] = json.loads(body)
    return answer, now


def test_the_clock_jumps_to_just_after_what_is_due_next() -> None:
    answer, now = jump("2022-05-13T07:00:00+00:00")

    assert answer["iso"].startswith("2022-05-13T09:00:0")
    assert now >= datetime.fromisoformat("2022-05-13T07:00:01+00:00")
    assert "notice" not in answer


@pytest.mark.parametrize(
    ("prints", "notice"), [("", "ikke planlagt mere"), ("snart", "ikke med et tidspunkt: snart")]
)
def test_the_clock_stays_when_nothing_is_due(prints: str, notice: str) -> None:
    answer, _ = jump(prints)

    assert notice in answer["notice"]
    assert answer["iso"].startswith("2022-05-09T08:3")
