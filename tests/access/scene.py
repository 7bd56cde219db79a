"""The furnished workspace, put back before each act; who stands where in it; and what they were shown.

Acts come over signed HTTP as Slack sends them, also those that no button of Sammen's would make.
"""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import text
from sqlmodel import Session, SQLModel

from bot.memberships import leave
from models import Database, Membership, Person
from models.enums import Role, Stage
from models.people import find_membership, find_person
from sandbox.server import RunningSandbox
from sandbox.store import Store
from sandbox.triggers import Triggers
from tests.access.hands import Hand, Left
from tests.access.house import NOW, Things
from tests.access.standings import Standing
from tests.builders import METTE, TEAM
from tests.fakes import StandingClock, Workspace
from tests.subscribing import Served, serving

# What any act may leave behind: that it was heard, and of whom; that somebody came by themselves.
_TRACES = {"seen_events", "people", "paces"}
_OTHERS = {
    "memberships": "WHERE person_id != {but}",
    "audit": "WHERE person_id IS NULL OR person_id != {but} OR act != 'onboarding.invite'",
}


class Copies(Protocol):
    """Copies of the database as it was at some moment."""

    def keep(self, name: str) -> None:
        """Keep it as it is now under that name. As it was furnished it is kept under ""."""

    def restore(self, name: str) -> None:
        """Have it be again as it was then."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How everything was when a person came."""

    person_id: int = 0
    newest_post: int = 0
    prints: Mapping[str, int] = field(default_factory=dict)


class Scene:
    """One furnished workspace that can be put back."""

    def __init__(
        self,
        sandbox: RunningSandbox,
        database: Database,
        things: tuple[Things, Things, Things],
        copies: Copies,
    ) -> None:
        self.things = things
        self._copies = copies
        self._places: dict[Standing, _Place] = {}
        self.clock = StandingClock(NOW)
        self.workspace = Workspace(
            sandbox, database, self.clock, public_url="https://sammen.example"
        )
        self._serving = serving(database)
        self._served: Served | None = None
        self._place = _Place()

    @property
    def database(self) -> Database:
        """Where all of it is."""
        return self.workspace.database

    def enter(self, standing: Standing) -> Hand:
        """Everything as it was furnished, and that person standing where they are said to."""
        if standing not in self._places:
            self._copies.restore("")
            with self.database.write() as session:
                self._put(session, standing)
                self._places[standing] = _place_of(session, standing)
            self._copies.keep(str(standing))
        else:
            self._copies.restore(str(standing))
        self._place = self._places[standing]
        slack = self.workspace.slack
        slack.store = Store(slack.world, None)
        slack.triggers = Triggers(lambda: 0.0)  # a slow machine is no matter of access
        self.workspace.errors.records.clear()
        self.workspace.services.known.clear()
        self.clock.at = NOW
        # Nobody has said the same just before.
        self.workspace.services.repeats.count(self._place.person_id, "", now=NOW)
        return Hand(
            self.workspace,
            standing,
            fetch=self.fetch,
            left=lambda: Left(posts=self._posted(standing), changed=self._changed()),
        )

    def _put(self, session: Session, standing: Standing) -> None:
        if standing.who != METTE or standing.team != TEAM:
            for things in self.things[1:]:
                self._leads(session, things)
            return
        membership = self._own(session, self.things[0])
        assert standing.role is not None
        assert standing.stage is not None
        membership.role = standing.role
        session.add(membership)
        session.flush()
        if (
            standing.stage is not Stage.JOINED
        ):  # they have been in it, and may have come back so far
            leave(
                session,
                membership_id=membership.id,
                by=session.get_one(Person, membership.person_id),
                organizer=None,
                now=NOW,
            )
            membership.stage = standing.stage
            session.add(membership)
            session.flush()

    def _leads(self, session: Session, things: Things) -> None:
        membership = self._own(session, things)
        membership.role = Role.FACILITATOR
        session.add(membership)
        session.flush()

    @staticmethod
    def _own(session: Session, things: Things) -> Membership:
        person = find_person(session, team_id=things.team, slack_id=things.owner)
        assert person is not None
        found = find_membership(session, process_id=int(things.process), person_id=person.id)
        assert found is not None
        return found

    def _changed(self) -> frozenset[str]:
        """The tables that are otherwise than when the person came, but for the traces of any act."""
        with self.database.read() as session:
            now = _prints(session, but=self._place.person_id)
        before = self._place.prints
        return frozenset(name for name in now if now[name] != before[name])

    def _posted(self, standing: Standing) -> list[object]:
        """What waits in the outbox for that person since they came."""
        with self.database.read() as session:
            rows = session.connection().execute(
                _POSTS,
                {"since": self._place.newest_post, "team": standing.team, "who": standing.who},
            )
            return [str(row.message) for row in rows]

    def fetch(self, path: str) -> str:
        """What the web server answers."""
        if self._served is None:
            self._served = self._serving.__enter__()
        connection = http.client.HTTPConnection("127.0.0.1", self._served.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def close(self) -> None:
        """Let go of the app and of the web server, if it was needed. What went wrong in either."""
        self.workspace.close()
        if self._served is not None:
            self._serving.__exit__(None, None, None)


_NEWEST_POST = text("SELECT max(id) FROM posts")
_POSTS = text(
    "SELECT posts.message FROM posts JOIN people ON people.id = posts.person_id "
    "WHERE posts.id > :since AND people.team_id = :team AND people.slack_id = :who"
)


def _place_of(session: Session, standing: Standing) -> _Place:
    person = find_person(session, team_id=standing.team, slack_id=standing.who)
    assert person is not None
    newest = int(session.connection().execute(_NEWEST_POST).scalar() or 0)
    return _Place(person.id, newest, _prints(session, but=person.id))


def _prints(session: Session, *, but: int) -> dict[str, int]:
    """A fingerprint of each table that is somebody's to change, but for that person's coming."""
    connection, found = session.connection(), {}
    for name in SQLModel.metadata.tables.keys() - _TRACES:
        others = _OTHERS.get(name, "").format(but=but)
        rows = connection.exec_driver_sql(
            f"SELECT * FROM {name} {others}"
        ).cursor.fetchall()  # nobody else's words
        found[name] = hash(repr(sorted(map(repr, rows))))
    return found
