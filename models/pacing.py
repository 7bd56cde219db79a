"""When each limit of Slack's allows the next call: shared by all workers on the same database.

A moment here is by the database's own clock, never by a rehearsal's: Slack counts real seconds,
and the workers of several machines need one clock between them.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, text
from sqlalchemy import select as columns_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime

_PACING = 0x50414345  # any number that all workers agree on

PaceKey = tuple[str, str]  # a team, and a limit or a reader in it


class Pace(SQLModel, table=True):
    """One limit of one workspace, such as messages or opened direct messages.

    A reader has a limit too, "person 7" or "channel C1": nobody is sent two messages at once.
    """

    __tablename__ = "paces"

    team_id: str = Field(primary_key=True, max_length=20)
    limit: str = Field(primary_key=True, max_length=40)
    next_at: datetime = Field(sa_type=UtcDateTime)


def take_turn(session: Session) -> datetime:
    """Keep other workers from claiming until the commit; the time when that has come true."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":  # SQLite's writers take turns as it is
        told = connection.execute(text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")).scalar_one()
        return datetime.fromisoformat(told).replace(tzinfo=UTC)
    connection.execute(text("SELECT pg_advisory_xact_lock(:pacing)"), {"pacing": _PACING})
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now


_LIMITS = columns_select(col(Pace.team_id), col(Pace.limit), col(Pace.next_at)).where(
    col(Pace.limit).in_(bindparam("limits", expanding=True))
)


def read_paces(session: Session, *, limits: Collection[str]) -> dict[PaceKey, datetime]:
    """When each of those limits allows the next call, in each team that has used it."""
    rows = session.connection().execute(_LIMITS, {"limits": list(limits)})
    return {(row.team_id, row.limit): row.next_at for row in rows}


def write_paces(session: Session, *, paces: Mapping[PaceKey, datetime]) -> None:
    """Let each of them wait until then."""
    if not paces:
        return
    connection = session.connection()
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(Pace)
    statement = statement.on_conflict_do_update(
        index_elements=["team_id", "limit"], set_={"next_at": statement.excluded.next_at}
    )
    rows = [
        {"team_id": team_id, "limit": limit, "next_at": next_at}
        for (team_id, limit), next_at in sorted(paces.items())
    ]
    connection.execute(statement, rows)


def next_pace(session: Session, *, after: datetime) -> datetime | None:
    """When the first limit or reader comes free again that is not free now."""
    query = columns_select(func.min(Pace.next_at)).where(col(Pace.next_at) > after)
    found: datetime | None = session.connection().execute(query).scalar_one()
    return found
