"""The week's news leaves by the clock: once, and not without news."""

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from models import Database, Digest, Meeting, Post
from models.enums import MeetingForm
from schedules.send_digests import Digesting
from tests.gathering import Gathering

MONDAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_clock_sends_the_news_once_and_nothing_where_there_is_none(database: Database) -> None:
    with database.write() as session:
        gathering = Gathering(session)
        for name, days in (("Mette Friis", 7), ("Jonas Krogh", 0)):
            membership = gathering.member(name, "Aalborg Kommune")
            changed_at = MONDAY - days * DAY - timedelta(hours=2)
            session.add(
                Digest(membership_id=membership.id, days=[0], minute=510, changed_at=changed_at)
            )
        session.add(
            Meeting(
                process_id=gathering.process.id,
                key="held",
                title={"da": "Besøg", "en": "Visit"},
                starts_at=MONDAY - 3 * DAY,
                ends_at=MONDAY - 3 * DAY + timedelta(hours=1),
                form=MeetingForm.DIGITAL,
                audience=["need_owner"],
            )
        )
        mette = gathering.people["Mette Friis"].id
    digesting = Digesting(None)

    for minutes in (0, 1, 60):
        digesting.send_news(database, MONDAY + timedelta(minutes=minutes))

    with database.read() as session:
        [post] = session.exec(select(Post))
        assert (post.person_id, post.key) == (mette, "news:1:2022-05-09")
        assert post.waits_for_daytime
        assert "*Besøg* blev holdt." in str(post.message)
