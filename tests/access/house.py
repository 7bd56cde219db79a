"""One furnished process while it is being filled: its people, and the ids of what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel import Session

from bot.connecting import Named, connect
from bot.conversation.questions import Text
from bot.loading import apply_load
from models import (
    Membership,
    Organisation,
    Person,
    Process,
)
from models.enums import (
    Role,
    Stage,
)
from models.people import find_person
from tests.builders import (
    CHANNEL,
    process_file,
)
from tests.builders import (
    LEADERS as LEADERS_CHANNEL,
)

Row = TypeVar("Row")

NOW = datetime.fromisoformat("2022-05-09T08:00:00+00:00")  # Monday, 10 o'clock in Copenhagen
ABROAD = "T0ANDET"  # another workspace, where Mette's Slack id is somebody else
EVERYBODY = [one.value for one in Role]
LEADERS = [Role.FACILITATOR.value]


def seal(number: int, thing: str) -> str:
    """A word that stands on that thing of that process, and nowhere else."""
    return f"Segl{number}{thing}"


@dataclass(frozen=True, slots=True)
class Things:
    """The ids of all there is in one process, as its buttons and forms carry them."""

    number: int
    team: str
    owner: str  # their Slack id
    ids: Mapping[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> str:
        """`things.meeting`: the id of it, as text."""
        try:
            return self.ids[name]
        except KeyError:
            raise AttributeError(name) from None

    def seal(self, thing: str) -> str:
        """What to look for in what somebody was shown."""
        return seal(self.number, thing)


DOCUMENTS: dict[str, list[str]] = {
    "papir": EVERYBODY,
    "bygherrepapir": [Role.NEED_OWNER.value],
    "partnerpapir": [Role.SCALING_PARTNER.value, Role.KNOWLEDGE_PARTNER.value],
    "raadgiverpapir": [Role.ADVISER.value],
    "markedspapir": [Role.MARKET_ACTOR.value],
    "lederpapir": LEADERS,
}


def titled(number: int, word: str) -> dict[str, str]:
    """That seal in both languages."""
    return {"da": seal(number, word), "en": seal(number, word)}


class House:
    """One process while it is being filled."""

    def __init__(self, session: Session, number: int, *, team: str, owner: str) -> None:
        self.session, self.number, self.team = session, number, team
        file = replace(
            process_file(), key=f"proces-{number}", title=Text(da=f"P{number}", en=f"P{number}")
        )
        apply_load(session, process_file=file, now=NOW)
        leader = Named(
            slack_id=f"U0LEDER{number}",
            name=seal(number, "leder"),
            slack_email=f"leder{number}@copi.example",
            language="da",
        )
        self.process: Process = connect(
            session,
            key=file.key,
            team_id=team,
            channel=CHANNEL,
            facilitators_channel=LEADERS_CHANNEL,
            facilitators=[leader],
            now=NOW,
        )
        found = find_person(session, team_id=team, slack_id=leader.slack_id)
        assert found is not None
        self.leader = found
        self.owner = self.person(owner, f"Ejer{number}")
        self.ids: dict[str, str] = {"process": str(self.process.id)}

    def person(self, slack_id: str, name: str) -> Person:
        return self.add(
            Person(
                team_id=self.team,
                slack_id=slack_id,
                name=name,
                slack_email=f"{slack_id.lower()}@{self.team.lower()}.example",
                language="da",
                dm_channel="D" + slack_id[1:],
                first_seen_at=NOW,
            )
        )

    def member(
        self, person: Person, organisation: Organisation, stage: Stage = Stage.JOINED
    ) -> Membership:
        return self.add(
            Membership(
                process_id=self.process.id,
                person_id=person.id,
                organisation_id=organisation.id,
                role=Role.NEED_OWNER,
                stage=stage,
                invited_at=NOW - timedelta(days=9),
                applied_at=NOW - timedelta(days=8),
                joined_at=NOW - timedelta(days=8) if stage is Stage.JOINED else None,
            )
        )

    def add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row

    def name(self, **rows: object) -> None:
        """Note ids: of rows, or as they are."""
        for name, row in rows.items():
            self.ids[name] = row if isinstance(row, str) else str(row.id)  # type: ignore[attr-defined]
