import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from bot.outbox import put
from models import Database
from tests.posting import (
    NOW,
    RememberingCourier,
    deliver_all,
    mette,
    put_to_mette,
    words,
)


@pytest.fixture
def courier() -> RememberingCourier:
    return RememberingCourier()


def test_putting_a_key_twice_is_putting_it_once(
    database: Database, courier: RememberingCourier
) -> None:
    put_to_mette(database)
    put_to_mette(database)

    deliver_all(database, courier)

    assert [text for _, _, text in courier.sent] == ["hello"]


def test_a_key_put_by_many_at_the_same_time_is_put_once(
    database: Database, courier: RememberingCourier
) -> None:
    with database.write() as session:
        person_id = mette(session).id
    together = threading.Barrier(4)

    def put_it() -> bool:
        together.wait()
        with database.write() as session:
            return put(
                session,
                key="hello",
                team_id="T1",
                person_id=person_id,
                message=words("hello"),
                due_at=NOW,
            )

    with ThreadPoolExecutor(4) as pool:
        done = [one.result() for one in [pool.submit(put_it) for _ in range(4)]]

    assert sorted(done) == [False, False, False, True]
    assert len(deliver_all(database, courier)) == 1


def test_a_post_needs_one_reader(session: Session) -> None:
    with pytest.raises(ValueError, match="to a person, to a channel, or by mail"):
        put(session, key="lost", team_id="T1", message=words("lost"), due_at=NOW)


def test_mail_goes_to_no_channel(session: Session) -> None:
    with pytest.raises(ValueError, match="goes to nobody else"):
        put(
            session,
            key="lost",
            team_id="T1",
            channel="CALL",
            address="mette@aalborg.example",
            message=words("lost"),
            due_at=NOW,
        )


def test_mail_stands_in_no_thread(session: Session) -> None:
    with pytest.raises(ValueError, match="one of these"):
        put(
            session,
            key="lost",
            team_id="T1",
            person_id=mette(session).id,
            address="mette@aalborg.example",
            in_thread_of=1,
            message=words("lost"),
            due_at=NOW,
        )
