"""The status: who may see it, what it opens, and from when things are new."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.conversation.questions import Chosen
from handlers.payloads import Press
from handlers.replies import OpenView, Reply, Say, Whisper
from handlers.summaries import _press_answers, _press_missing, _press_status, show_status
from handlers.visit import Visit
from models import Database, Membership, Person, Process
from models.enums import Role, Stage
from models.people import Who, find_membership
from tests.gathering import MAY, Gathering
from tests.said import as_read

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
URL = "https://hooks.slack.com/x"
Act = Callable[[Visit, Press], None]


@pytest.fixture
def process(database: Database) -> Process:
    with database.write() as session:
        gathering = Gathering(session)
        gathering.member("Julie", role=Role.FACILITATOR)
        gathering.member("Former", role=Role.FACILITATOR, stage=Stage.REFUSED)
        gathering.answers("Aalborg", {"machines": Chosen(("small",))}, sent=MAY)
        return gathering.process


def press(value: str, view: dict[str, Any] | None = None) -> Press:
    return Press(
        act="summaries.status",
        value=value,
        channel="D1",
        ts=None,
        trigger_id="trigger",
        response_url=None if view else URL,
        state={},
        view=view,
    )


def visited(
    database: Database, name: str, do: Callable[[Visit], None], *, now: datetime = NOW
) -> list[Reply]:
    """What is said once the visit is committed, as the middleware would do it."""
    with database.write() as session:
        person = next(one for one in session.exec(select(Person)) if one.name == name)
        visit = Visit(session=session, now=now, team_id="T1", who=Who.of(person), channel=None)
        do(visit)
    with database.read() as session:
        for read in visit.readings:
            read(session)
    return visit.replies


def test_a_facilitator_gets_the_status_alone(database: Database, process: Process) -> None:
    replies = visited(
        database, "Julie", lambda visit: show_status(visit, process=process, response_url=URL)
    )

    assert len(replies) == 1
    assert isinstance(replies[0], Whisper)
    assert "Én organisation er med og har sendt sine svar." in as_read(replies[0].message)


@pytest.mark.parametrize("name", ["Fra Aalborg", "Former"])
@pytest.mark.parametrize("act", [_press_status, _press_answers, _press_missing])
def test_nobody_else_sees_it_whatever_button_they_got_hold_of(
    database: Database, process: Process, name: str, act: Act
) -> None:
    replies = visited(database, name, lambda visit: act(visit, press(str(process.id))))

    assert len(replies) == 1
    assert isinstance(replies[0], Whisper)
    assert "Status er kun for proceslederne" in replies[0].message["text"]


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 40, "-1"])
def test_a_made_up_process_is_refused(database: Database, process: Process, value: str) -> None:
    replies = visited(database, "Julie", lambda visit: _press_status(visit, press(value)))

    assert str(process.id) != value
    assert isinstance(replies[0], Whisper)
    assert "Status er kun for proceslederne" in replies[0].message["text"]


def test_a_facilitator_of_another_workspace_is_refused(
    database: Database, process: Process
) -> None:
    with database.write() as session:
        session.get_one(Process, process.id).team_id = "T2"

    replies = visited(
        database, "Julie", lambda visit: _press_answers(visit, press(str(process.id)))
    )

    assert isinstance(replies[0], Whisper)


def test_pressed_on_home_the_status_opens_where_it_is_seen(
    database: Database, process: Process
) -> None:
    on_home = press(str(process.id), view={"type": "home"})

    replies = visited(database, "Julie", lambda visit: _press_status(visit, on_home))

    assert isinstance(replies[0], OpenView)
    assert replies[0].view["callback_id"] == "summaries.status"


def test_the_answers_open_in_a_modal(database: Database, process: Process) -> None:
    replies = visited(
        database, "Julie", lambda visit: _press_answers(visit, press(str(process.id)))
    )

    assert isinstance(replies[0], OpenView)
    assert "• Små: *1*" in as_read(replies[0].view)


def test_who_is_missing_opens_in_a_modal(database: Database, process: Process) -> None:
    replies = visited(
        database, "Julie", lambda visit: _press_missing(visit, press(str(process.id)))
    )

    assert isinstance(replies[0], OpenView)
    assert "Ingen mangler." in as_read(replies[0].view)


def test_what_is_new_counts_from_the_last_look(database: Database, process: Process) -> None:
    def look(at: datetime) -> str:
        replies = visited(
            database,
            "Julie",
            lambda visit: show_status(visit, process=process, response_url=URL),
            now=at,
        )
        assert isinstance(replies[0], Whisper)
        return as_read(replies[0].message)

    first, second = look(MAY - timedelta(days=1)), look(NOW)
    third = look(NOW + timedelta(hours=1))

    assert "siden du sidst" not in first
    assert "1 svar fra 1 organisation" in second
    assert "Har sendt: Aalborg" in second
    assert "(mandag 9. maj 2022 kl. 10.00)*\nIntet nyt." in third


def test_without_a_response_url_the_status_comes_as_a_direct_message(
    database: Database, process: Process
) -> None:
    replies = visited(
        database, "Julie", lambda visit: show_status(visit, process=process, response_url=None)
    )

    assert isinstance(replies[0], Say)
    assert replies[0].channel.startswith("U")


def test_opening_the_answers_is_no_new_look(database: Database, process: Process) -> None:
    visited(database, "Julie", lambda visit: _press_answers(visit, press(str(process.id))))

    with database.read() as session:
        julie = next(one for one in session.exec(select(Person)) if one.name == "Julie")
        membership: Membership | None = find_membership(
            session, process_id=process.id, person_id=julie.id
        )
    assert membership is not None
    assert membership.looked_at is None
