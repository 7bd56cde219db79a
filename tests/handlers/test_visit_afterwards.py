"""What a visit has read afterwards, as the status and the answers are."""

from datetime import datetime

from slack_bolt import BoltContext

from handlers.visit import visiting
from models import SeenEvent
from tests.builders import METTE
from tests.fakes import Workspace


def test_it_sees_what_was_committed_while_others_may_write(
    workspace: Workspace, now: datetime
) -> None:
    context = BoltContext({"team_id": "T0SAMMEN", "user_id": METTE})
    client = workspace.app.client
    found: list[SeenEvent | None] = []

    with visiting(workspace.services, context=context, client=client, channel=None) as visit:
        assert visit is not None
        visit.session.add(SeenEvent(event_id="Ev1", seen_at=now))

        def write_beside() -> None:
            with workspace.database.write() as other:
                other.add(SeenEvent(event_id="Ev2", seen_at=now))

        visit.afterwards(lambda own: found.append(own.get(SeenEvent, "Ev1")))
        visit.afterwards(lambda _own: write_beside())
        visit.afterwards(lambda own: found.append(own.get(SeenEvent, "Ev3")))
        assert found == []

    assert [one is not None for one in found] == [True, False]
    with workspace.database.read() as session:
        assert session.get(SeenEvent, "Ev2") is not None
