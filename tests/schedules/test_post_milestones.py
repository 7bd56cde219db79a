"""The job that tells of milestones: from rows to the outbox, once, and nothing overtaken."""

from datetime import UTC, date, datetime

from sqlmodel import col, select

from models import Database, Milestone, Post
from models.enums import MilestoneState, PostState, Precision
from schedules.post_milestones import post_milestones
from tests.gathering import Gathering

NINE = datetime(2022, 6, 8, 7, 0, tzinfo=UTC)


def letter(database: Database) -> int:
    """A milestone of everybody's, due on 8 June and announced a week ahead."""
    with database.write() as session:
        gathering = Gathering(session)
        gathering.process.channel = "CALL"
        milestone = Milestone(
            process_id=gathering.process.id,
            key="letter",
            position=0,
            title={"da": "Hensigtserklæring", "en": "Letter of intent"},
            day=date(2022, 6, 8),
            precision=Precision.DAY,
            state=MilestoneState.PLANNED,
            announce_days=7,
        )
        session.add(milestone)
        session.flush()
        return milestone.id


def posts(database: Database) -> list[tuple[str, PostState]]:
    with database.read() as session:
        query = select(Post).order_by(col(Post.id))
        return [(one.key, one.state) for one in session.exec(query)]


def test_what_is_due_is_put_once(database: Database) -> None:
    milestone_id = letter(database)

    for _ in range(2):
        post_milestones(database, NINE)

    assert posts(database) == [(f"milestone:{milestone_id}:due:0", PostState.WAITING)]


def test_an_announcement_that_could_not_be_sent_is_withdrawn_when_it_is_done_early(
    database: Database,
) -> None:
    milestone_id = letter(database)
    post_milestones(database, NINE.replace(day=7))
    with database.write() as session:
        session.get_one(Milestone, milestone_id).state = MilestoneState.DONE

    post_milestones(database, NINE)

    assert posts(database) == [(f"milestone:{milestone_id}:announced:0", PostState.FAILED)]
