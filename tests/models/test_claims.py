from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import Session

from models import Database
from models.claims import NotNow, claim_mail, due_posts

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


def claim_from_slack(session: Session, **times: Any) -> object:
    return due_posts(session, most=8, not_now=NotNow(at=NOW), **times)


@pytest.mark.parametrize("claim", [claim_from_slack, claim_mail])
def test_claiming_is_served_by_the_index_of_what_is_unsent(
    database: Database, claim: Callable[..., object]
) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, parameters, *_: asked.append(
            (statement, parameters)
        ),
    )
    with database.write() as session:
        claim(session, now=NOW, abandoned_before=NOW - timedelta(minutes=2))
    statement, parameters = next(one for one in asked if "posts" in one[0])

    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET enable_seqscan = off"))
        plan = connection.exec_driver_sql(explain + statement, parameters).all()

    assert "ix_posts_unsent" in str(plan)
