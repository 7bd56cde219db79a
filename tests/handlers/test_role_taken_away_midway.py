"""A facilitator loses the role while many are being invited: what was done is told as it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlmodel import select

from bot.importing_apply import BATCH
from models import AwaitedPerson, Process
from models.enums import Role
from tests.builders import ANNE, membership_of
from tests.fakes import StandingClock, Workspace
from tests.humans import Human


@dataclass
class Interrupting(StandingClock):
    """Does something while it is asked for the time, at the so-manieth asking."""

    asked: int = 0
    then: dict[int, Callable[[], object]] = field(default_factory=dict)

    def __call__(self) -> datetime:
        self.asked += 1
        self.then.pop(self.asked, lambda: None)()
        return super().__call__()


@pytest.fixture
def clock(now: datetime) -> Interrupting:
    return Interrupting(now)


@pytest.mark.parametrize("batches", [0, 1, 2])
def test_an_import_that_is_stopped_says_how_far_it_came(
    workspace: Workspace, process: Process, anne: Human, clock: Interrupting, batches: int
) -> None:
    rows = [f"Ny Person;p{n:03}@frb.example;Frederiksberg Kommune" for n in range(2 * BATCH + 20)]
    anne.commands("import")
    anne.sends(list="Navn;Mail;Organisation\n{}".format("\n".join(rows)).encode())

    def take_away() -> None:
        with workspace.database.write() as session:
            membership_of(session, process, ANNE).role = Role.ADVISER

    clock.asked = 0
    clock.then = {batches + 2: take_away}  # it is asked once before the first batch
    told = anne.sends()

    with workspace.database.read() as session:
        invited = len(session.exec(select(AwaitedPerson)).all())
    assert invited == batches * BATCH
    if batches:
        [said] = told.said
        assert said == (
            "Jeg stoppede undervejs, for du er ikke længere procesleder. "
            f"{invited} personer er inviteret, resten er ikke. "
            "En af proceslederne kan begynde forfra: ingen bliver inviteret to gange."
        )
    else:
        assert told.said == ("Det kan kun proceslederne. Der er ikke ændret noget.",)
