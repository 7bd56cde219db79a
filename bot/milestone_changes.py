"""Another date or state for a milestone, by a facilitator in Slack or by a process file.

Who did what is kept in the audit: from there comes since when a milestone has its date, and which
of a file's values facilitators have put others in place of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.content_fields import Dated, write_dated
from models import AuditLine, Milestone, Person
from models.audit import audit_lines
from models.enums import MilestoneState, Precision
from models.people import members_of
from models.posts import posts_with_keys

CHANGED, LOADED, CONNECTED = "milestones.change", "process.load", "process.connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a facilitator wants of a milestone. None: as it is."""

    when: Dated | None = None
    state: MilestoneState | None = None
    announce_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of a milestone facilitators may change, as it stands."""

    day: date
    precision: Precision
    state: MilestoneState
    announce_days: int | None


def standing_of(milestone: Milestone) -> Standing:
    """How that milestone stands."""
    return Standing(
        day=milestone.day,
        precision=milestone.precision,
        state=milestone.state,
        announce_days=milestone.announce_days,
    )


def change(
    session: Session, *, milestone: Milestone, wish: Wish, by: Person, now: datetime
) -> Standing | None:
    """Give the milestone what is wished. How it stood before; None if nothing is new."""
    before, was = standing_of(milestone), facts_of(milestone)
    if wish.when is not None:
        give_date(
            session,
            milestone=milestone,
            day=wish.when.day,
            precision=Precision(wish.when.precision),
        )
    milestone.state = wish.state or milestone.state
    if wish.announce_days is not None:
        milestone.announce_days = wish.announce_days
    is_now = {name: value for name, value in facts_of(milestone).items() if value != was[name]}
    if not is_now:
        return None
    about = {
        "milestone": milestone.key,
        "was": {name: was[name] for name in is_now},
        "now": is_now,
    }
    session.add(
        AuditLine(
            process_id=milestone.process_id, person_id=by.id, act=CHANGED, about=about, at=now
        )
    )
    session.flush()
    return before


def facts_of(milestone: Milestone) -> dict[str, str | int | None]:
    """The same as the audit keeps it; dates as a process file has them."""
    return {
        "when": write_dated(Dated(milestone.day, milestone.precision.value)),
        "state": milestone.state.value,
        "announce_days": milestone.announce_days,
    }


def give_date(session: Session, *, milestone: Milestone, day: date, precision: Precision) -> None:
    """Another date. The one that people know stays beside it, also when it moves twice at once."""
    if (milestone.day, milestone.precision) == (day, precision):
        return
    if not _is_untold(session, milestone):
        milestone.moved_from_day = milestone.day
        milestone.moved_from_precision = milestone.precision
    milestone.moves += 1
    milestone.day, milestone.precision = day, precision


def _is_untold(session: Session, milestone: Milestone) -> bool:
    """Whether it has been moved, and nobody has been told of it yet."""
    if not milestone.moves:
        return False
    key = moved_key(milestone)
    members = members_of(session, process_id=milestone.process_id)
    keys = [key, *(f"{key}:person:{person.id}" for _, person in members)]
    return not posts_with_keys(session, keys=keys)


def moved_key(milestone: Milestone) -> str:
    """The key of what tells of its latest move."""
    return key_of(milestone, "moved", milestone.moves)


def key_of(milestone: Milestone, occasion: str, number: int) -> str:
    """The key of what tells of it on that occasion, for the so-manieth time."""
    return f"milestone:{milestone.id}:{occasion}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """That a milestone was called off (or taken up again), as the so-manieth such act."""

    is_dropped: bool
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What the audit knows of the milestones of one process."""

    lines: Sequence[AuditLine]

    @property
    def connected_at(self) -> datetime | None:
        """When the process first came to its workspace."""
        return next((line.at for line in self.lines if line.act == CONNECTED), None)

    def dated_at(self, key: str) -> datetime | None:
        """When that milestone got the date it has."""
        found = [line.at for line in self.lines if _gives_date(line, key)]
        return max(found, default=None)

    def dropped(self, key: str) -> "Dropped | None":
        """The last time that facilitators called that milestone off, or took that back."""
        found = [line for line in self.lines if line.act == CHANGED and _drops(line, key)]
        if not found:
            return None
        is_dropped = found[-1].about["now"]["state"] == MilestoneState.DROPPED
        return Dropped(is_dropped=is_dropped, number=len(found), at=found[-1].at)

    def replaced(self, key: str) -> Mapping[str, tuple[object, ...]]:
        """By field, the values of that milestone which facilitators have replaced.

        A date that a file has brought since then ends it for the dates before.
        """
        found: dict[str, tuple[object, ...]] = {}
        for line in self.lines:
            if line.act == LOADED and _gives_date(line, key):
                found.pop("when", None)
            elif line.act == CHANGED and line.about["milestone"] == key:
                for name, value in line.about["was"].items():
                    found[name] = (*found.get(name, ()), value)
        return found


def _gives_date(line: AuditLine, key: str) -> bool:
    if line.act == CHANGED:
        return line.about["milestone"] == key and "when" in line.about["now"]
    dated: list[str] | None = line.about.get("milestones")
    return line.act == LOADED and (dated is None or key in dated)


def _drops(line: AuditLine, key: str) -> bool:
    states = (line.about["was"].get("state"), line.about["now"].get("state"))
    return line.about["milestone"] == key and MilestoneState.DROPPED in states


def history_of(session: Session, *, process_id: int) -> History:
    """What was done with the milestones of that process."""
    acts = (CHANGED, LOADED, CONNECTED)
    return History(audit_lines(session, process_id=process_id, acts=acts))
