"""The job behind announcements: a worker may die anywhere, and two may work at once."""

from collections import Counter
from datetime import datetime
from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from bot.announcement_rounds import put_copies
from models import Announcement, Database, Membership, Person, Post
from models.enums import Role, Stage
from schedules.send_announcements import Announcing
from tests.announcing import confirmed, draft
from tests.builders import TEAM, load_process

PEOPLE = 250


class Killed(Exception):
    """The worker dies here."""


@pytest.fixture
def announcement(database: Database, now: datetime) -> Announcement:
    """Confirmed to two hundred and fifty people, with nothing put yet."""
    with database.write() as session:
        process = load_process(session, now=now)
        people = [
            Person(team_id=TEAM, slack_id=f"U{one:03}", name=f"Opdigtet {one}", first_seen_at=now)
            for one in range(PEOPLE)
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            Membership(
                process_id=process.id,
                person_id=one.id,
                role=Role.NEED_OWNER,
                stage=Stage.JOINED,
                invited_at=now,
            )
            for one in people
        )
        session.flush()
        return confirmed(session, process, draft(), now=now)


def copies_put(database: Database) -> Counter[int | None]:
    """How many posts each person has."""
    with database.read() as session:
        query = select(Post.person_id).where(col(Post.key).like("announcement:%:person:%"))
        return Counter(session.exec(query))


def put_and_die(database: Database, announcement: Announcement, now: datetime) -> None:
    with database.write() as session:
        put_copies(session, announcement_id=announcement.id, organizer=None, now=now)
        raise Killed


def test_a_worker_that_dies_in_a_batch_loses_and_repeats_nothing(
    database: Database, announcement: Announcement, now: datetime
) -> None:
    with database.write() as session:
        put_copies(session, announcement_id=announcement.id, organizer=None, now=now)
    with pytest.raises(Killed):
        put_and_die(database, announcement, now)
    left = copies_put(database)

    Announcing(None).send_announcements(database, now)
    Announcing(None).send_announcements(database, now)

    assert sum(left.values()) == 100
    assert len(copies_put(database)) == PEOPLE
    assert set(copies_put(database).values()) == {1}


def test_two_workers_at_once_put_each_copy_once(
    database: Database, announcement: Announcement, now: datetime
) -> None:
    assert announcement.id
    gate = Barrier(2)

    def works() -> None:
        gate.wait(timeout=10)
        Announcing(None).send_announcements(database, now)

    both = [Thread(target=works) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    assert len(copies_put(database)) == PEOPLE
    assert set(copies_put(database).values()) == {1}
    with database.read() as session:
        reports = session.exec(select(Post).where(col(Post.key).like("%:report:%"))).all()
    assert len(reports) == 1
