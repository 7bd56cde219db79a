"""Somebody opens Home or presses a button there, for tests that read what is then published."""

from datetime import UTC, datetime

from handlers.home import publish
from handlers.payloads import Press
from handlers.replies import PublishHome
from handlers.visit import Visit
from models.people import Who
from tests.gathering import Gathering
from tests.said import as_read

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


def visit_of(gathering: Gathering, name: str, *, now: datetime = NOW) -> Visit:
    person = gathering.people[name]
    return Visit(session=gathering.session, now=now, team_id="T1", who=Who.of(person), channel=None)


def home_of(visit: Visit) -> str:
    publish(visit)
    published = visit.replies[-1]
    assert isinstance(published, PublishHome)
    return as_read(published.view)


def press(value: str, act: str = "home.language") -> Press:
    return Press(
        act=act,
        value=value,
        channel=None,
        ts=None,
        trigger_id="1",
        response_url=None,
        state={},
        view={"type": "home"},
    )
