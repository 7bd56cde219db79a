"""A slice of the matrix on the other database: one try of each kind, as those who differ the most."""

from collections.abc import Iterator

import pytest

from models.enums import Role
from sandbox.server import RunningSandbox
from tests.access.copies import PostgresqlCopies
from tests.access.furnished import furnish
from tests.access.routes import Try
from tests.access.scene import Scene
from tests.access.standings import JOINED, OUTSIDERS
from tests.access.table import TRIES
from tests.access.trying import allowed, given, meant_by

SLICE = [
    next(one for one in TRIES if (one.route.value, one.name) == wanted)
    for wanted in (
        ("words", "mine svar"),
        ("button", "summaries.missing"),
        ("button", "members.move"),
        ("form", "meeting_desk.save"),
        ("button", "documents.get"),
        ("search", "members.search"),
    )
]
ROLES = {Role.NEED_OWNER, Role.FACILITATOR, Role.MARKET_ACTOR}
PEOPLE = (*(who for who in JOINED if who.role in ROLES), OUTSIDERS[1])


@pytest.fixture(scope="module")
def scene(running_sandbox: RunningSandbox, migrated_postgresql: str) -> Iterator[Scene]:
    """The same furnished workspace."""
    copies = PostgresqlCopies(migrated_postgresql)
    with copies.database.write() as session:
        things = furnish(session)
    copies.keep("")
    scene = Scene(running_sandbox, copies.database, things, copies)
    yield scene
    scene.close()
    copies.drop()


@pytest.mark.parametrize("one", SLICE, ids=str)
def test_the_same_is_given_on_postgresql(scene: Scene, one: Try) -> None:
    meant = {who: meant_by(scene, one, who) for who in PEOPLE}

    got = {str(who): given(scene, one, who, things) for who, things in meant.items()}

    assert got == {str(who): allowed(one, who, things) for who, things in meant.items()}
