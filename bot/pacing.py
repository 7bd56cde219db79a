"""How fast the outbox may go: Slack's limits, kept by all workers on a database together.

Each limit is a bucket of calls that fills up at Slack's rate, so that a worker which was away may
catch up a little. A worker has its turn with the buckets within the transaction that claims, and
takes out as many calls as it claims posts for; nothing has to be given back when it dies.
Times are real ones, by the database's clock, also in a rehearsal: see models/pacing.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from models.claims import ClaimedPost, NotNow
from models.pacing import PaceKey, next_pace, read_paces, take_turn, write_paces


class Limit(StrEnum):
    """What Slack counts apart, named by the method."""

    POST = "chat.postMessage"
    EDIT = "chat.update"
    OPEN = "conversations.open"
    LOOK = "conversations.history"  # and conversations.replies, which do not add up to more


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many calls a minute, and so many at once after a pause."""

    a_minute: float
    at_once: int

    @property
    def apart(self) -> timedelta:
        """How far apart the calls are when none are saved up."""
        return timedelta(minutes=1 / self.a_minute)


# Slack: several hundred messages a minute to a workspace; tier 3 is 50 calls a minute, "sporadic
# bursts are welcome". Whoever answers questions uses chat.update as well, and is left some of it.
SLACKS: Mapping[Limit, Rate] = {
    Limit.POST: Rate(a_minute=300, at_once=15),
    Limit.EDIT: Rate(a_minute=45, at_once=5),
    Limit.OPEN: Rate(a_minute=50, at_once=10),
    Limit.LOOK: Rate(a_minute=50, at_once=10),
}
REST = timedelta(seconds=1)  # Slack: one message a second to a channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """The limits that are kept, how long a reader rests after a message, and whose turn it is."""

    rates: Mapping[Limit, Rate]
    rest: timedelta
    take_turn: Callable[[Session], datetime] = take_turn


def pacing_at(pace: float) -> Pacing:
    """Slack's limits, so many times as fast."""
    rates = {
        limit: Rate(a_minute=rate.a_minute * pace, at_once=max(1, round(rate.at_once * pace)))
        for limit, rate in SLACKS.items()
    }
    return Pacing(rates=rates, rest=REST / pace)


class Turn:
    """One transaction's turn with the limits. `end` writes down what was used."""

    def __init__(self, session: Session, pacing: Pacing) -> None:
        self.at = pacing.take_turn(session)
        self._session = session
        self._pacing = pacing
        self._next_at = read_paces(session, limits=pacing.rates)
        self._changed: dict[PaceKey, datetime] = {}

    def left(self, team_id: str, limit: Limit) -> int:
        """How many calls may be made now."""
        rate = self._pacing.rates[limit]
        next_at = self._next_at.get((team_id, limit))
        if next_at is None:
            return rate.at_once
        return max(0, min(rate.at_once, (self.at - next_at) // rate.apart + 1))

    def use(self, team_id: str, limit: Limit) -> None:
        """One of them is made."""
        rate = self._pacing.rates[limit]
        full_since = self.at - rate.apart * (rate.at_once - 1)
        next_at = max(self._next_at.get((team_id, limit), full_since), full_since)
        self._move(team_id, limit, next_at + rate.apart)

    def hold(self, team_id: str, limit: Limit, *, seconds: float) -> None:
        """Slack has asked to wait so long: everybody does, and whoever is told so too waits once."""
        until = self.at + timedelta(seconds=seconds)
        self._move(team_id, limit, max(self._next_at.get((team_id, limit), until), until))

    def keep(self, post: ClaimedPost, *, until: timedelta) -> None:
        """Its reader gets nothing else for so long: it is on its way to them."""
        self._changed[post.team_id, post.reader] = self.at + until

    def rest(self, post: ClaimedPost) -> None:
        """Its reader has been written to, and rests a little."""
        self._changed[post.team_id, post.reader] = self.at + self._pacing.rest

    def let_go(self, post: ClaimedPost) -> None:
        """Its reader may be written to: it was not sent after all."""
        self._changed[post.team_id, post.reader] = self.at

    def used_up(self) -> NotNow:
        """In which teams each limit allows nothing now."""
        teams = {team_id for team_id, _ in self._next_at}

        def without(limit: Limit) -> list[str]:
            return sorted(team_id for team_id in teams if not self.left(team_id, limit))

        return NotNow(
            at=self.at,
            posting=without(Limit.POST),
            editing=without(Limit.EDIT),
            opening=without(Limit.OPEN),
            looking=without(Limit.LOOK),
        )

    def end(self) -> None:
        """Write down what was used."""
        write_paces(self._session, paces=self._changed)

    def free_again(self) -> timedelta | None:
        """How long until a limit or a reader is free that is not free now. None: all are."""
        next_at = next_pace(self._session, after=self.at)
        return None if next_at is None else next_at - self.at

    def _move(self, team_id: str, limit: Limit, next_at: datetime) -> None:
        self._next_at[team_id, limit] = self._changed[team_id, limit] = next_at


def calls_for(post: ClaimedPost) -> tuple[Limit, ...]:
    """What sending it will take."""
    opening = (Limit.OPEN,) if post.channel is None else ()
    if post.is_edit:
        return (*opening, Limit.EDIT)
    return (*opening, *((Limit.LOOK,) if is_looked_for(post) else ()), Limit.POST)


def is_looked_for(post: ClaimedPost) -> bool:
    """Whether it may stand there already. Only direct messages can be looked through."""
    perhaps_there = post.claimed_before is not None or post.asks is not None
    return post.person_id is not None and perhaps_there and not post.is_edit
