"""A database that has been lived in goes through later migrations with all that is in it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from alembic import command
from sqlalchemy import text

from models import Database
from models.migrations import _config, is_current, upgrade

MAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {
    "processes": {"key": "emissionsfrie", "title": "{}", "texts": "{}", "figures": "[]"}
    | {"questionnaire": "{}", "questions_version": 1, "loaded_at": MAY},
    "people": {"team_id": "T1", "slack_id": "U1", "name": "Mette Friis", "language": "da"}
    | {"first_seen_at": MAY},
    "meetings": {"process_id": 1, "key": "workshop", "title": "{}", "form": "physical"}
    | {"starts_at": MAY, "ends_at": MAY},
    "milestones": {"process_id": 1, "key": "start", "position": 0, "title": "{}"}
    | {"day": MAY.date(), "precision": "day", "state": "planned"},
    "posts": {"key": "one", "team_id": "T1", "person_id": 1, "message": "{}", "state": "waiting"}
    | {"due_at": MAY, "attempts": 0, "waits_for_daytime": False},
}

LATER: dict[str, dict[str, Any]] = {
    "memberships": {"process_id": 1, "person_id": 1, "role": "need_owner", "stage": "joined"}
    | {"invited_at": MAY},
    "digests": {"membership_id": 1, "days": "[0]", "minute": 510, "changed_at": MAY}
    | {"in_slack": True, "by_mail": False},
    "documents": {"process_id": 1, "key": "krav", "position": 0, "title": "{}", "kind": "report"}
    | {"audience": '["need_owner"]'},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def lived_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as it was before meetings had invitations, with a row in what has changed since."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/old.db"
    else:
        url = request.getfixturevalue("postgresql_url")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    database = Database(url)
    upgrade(database, to="0003")
    with database.engine.begin() as connection:
        for table, values in ROWS.items():
            marks = ", ".join(f":{name}" for name in values)
            insert = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
            connection.execute(text(insert), values)
    yield database
    database.close()


def test_what_was_there_is_there_afterwards(lived_in: Database) -> None:
    upgrade(lived_in)

    with lived_in.engine.connect() as connection:
        kept = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ROWS
        }
    assert is_current(lived_in)
    assert kept == dict.fromkeys(ROWS, 1)


def test_a_meeting_that_was_there_gets_a_uid_of_its_own_and_what_is_usual(
    lived_in: Database,
) -> None:
    upgrade(lived_in)

    with lived_in.engine.connect() as connection:
        columns = "uid, sequence, revision, state, invite_from"
        row = connection.execute(text(f"SELECT {columns} FROM meetings")).one()
    assert UUID(row.uid).version == 4
    assert row[1:] == (0, 0, "planned", None)


def test_what_waits_in_the_outbox_still_waits(lived_in: Database) -> None:
    upgrade(lived_in)

    with lived_in.engine.connect() as connection:
        row = connection.execute(text("SELECT key, state, address FROM posts")).one()
    assert row == ("one", "waiting", None)


def test_documents_and_people_of_0005_go_up_and_back_with_all_that_was_in_them(
    lived_in: Database,
) -> None:
    upgrade(lived_in, to="0005")
    with lived_in.engine.begin() as connection:
        for table, values in LATER.items():
            marks = ", ".join(f":{name}" for name in values)
            insert = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
            connection.execute(text(insert), values)

    upgrade(lived_in)
    with lived_in.engine.begin() as connection:
        columns = "key, version, changed_at, audience, keywords, audience_organisations"
        raw = connection.execute(text(f"SELECT {columns} FROM documents")).one()
        command.downgrade(_config(connection), "0005")
    with lived_in.engine.begin() as connection:
        kept = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ROWS | LATER
        }
    upgrade(lived_in)

    lists = [json.loads(one) if isinstance(one, str) else one for one in raw[3:]]
    assert (*raw[:3], lists) == ("krav", 1, None, [["need_owner"], [], []])
    assert kept == dict.fromkeys(ROWS | LATER, 1)
    assert is_current(lived_in)
