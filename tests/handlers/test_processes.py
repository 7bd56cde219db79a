"""Which process a value names, for whom."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.access import Act
from handlers.processes import process_here, process_if
from handlers.visit import Visit
from models.enums import Role, Stage
from models.people import Who
from tests.gathering import Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    made = Gathering(session)
    made.member("Julie", role=Role.FACILITATOR)
    made.member("Former", role=Role.FACILITATOR, stage=Stage.REFUSED)
    made.member("Mette", "Aalborg")
    return made


def visit_of(gathering: Gathering, name: str, *, team_id: str = "T1") -> Visit:
    who = Who.of(gathering.people[name])
    return Visit(session=gathering.session, now=NOW, team_id=team_id, who=who, channel=None)


def test_a_facilitator_may_and_nobody_else(gathering: Gathering) -> None:
    process = gathering.process
    allowed = {
        name: process_if(visit_of(gathering, name), str(process.id), Act.INVITE)
        for name in ("Julie", "Former", "Mette")
    }

    assert allowed == {"Julie": process, "Former": None, "Mette": None}


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 40, "-1", "²", "1 "])
def test_a_made_up_process_is_none(gathering: Gathering, value: str) -> None:
    assert process_here(visit_of(gathering, "Julie"), value) is None


def test_a_process_of_another_workspace_is_not_here(gathering: Gathering) -> None:
    visit = visit_of(gathering, "Julie", team_id="T2")

    assert process_here(visit, str(gathering.process.id)) is None
    assert process_if(visit, str(gathering.process.id), Act.SEE_STATUS) is None
