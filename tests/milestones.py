"""A process with a milestone in it, and what was told of that to whom."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.content_fields import Dated
from bot.milestone_changes import CONNECTED, LOADED, Wish, change
from bot.milestones import coming_tellings
from models import AuditLine, Milestone, Post
from models.enums import MilestoneState, Precision, Role
from tests.gathering import Gathering

MONDAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # 10 o'clock in Copenhagen
DAY = timedelta(days=1)
MONTH, QUARTER = Precision.MONTH, Precision.QUARTER
EVERYBODY, ADVISERS = "CALL", ["adviser"]


def connected(session: Session) -> Gathering:
    """A connected process with a client, an adviser and a facilitator."""
    made = Gathering(session)
    made.process.channel = EVERYBODY
    made.member("Mette", "Aalborg Kommune")
    made.member("Ib", "Rådgiver A/S", role=Role.ADVISER)
    made.member("Julie", role=Role.FACILITATOR)
    note(made, CONNECTED, {}, at=MONDAY)
    return made


def note(gathering: Gathering, act: str, about: dict[str, Any], *, at: datetime) -> None:
    line = AuditLine(process_id=gathering.process.id, act=act, about=about, at=at)
    gathering.session.add(line)
    gathering.session.flush()


def letter(
    gathering: Gathering, day: date, *, loaded_at: datetime = MONDAY, **columns: Any
) -> Milestone:
    """A milestone, loaded at that moment."""
    milestone = Milestone(
        **{
            "process_id": gathering.process.id,
            "key": "letter",
            "position": 0,
            "title": {"da": "Hensigtserklæring", "en": "Letter of intent"},
            "day": day,
            "precision": Precision.DAY,
            "state": MilestoneState.PLANNED,
            **columns,
        }
    )
    gathering.session.add(milestone)
    note(gathering, LOADED, {"milestones": [milestone.key]}, at=loaded_at)
    return milestone


def move(
    gathering: Gathering, milestone: Milestone, to: date, *, at: datetime, precision: str = "day"
) -> None:
    """Julie gives it another date."""
    change(
        gathering.session,
        milestone=milestone,
        wish=Wish(when=Dated(to, precision)),
        by=gathering.people["Julie"],
        now=at,
    )


def nine(day: date) -> datetime:
    """9 o'clock in Copenhagen, in summer."""
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


def due(gathering: Gathering) -> dict[str, datetime]:
    """What is to come, and when."""
    coming = coming_tellings(gathering.session, now=MONDAY)
    return {one.key.split(":", 2)[2]: one.due_at for one in coming}


def told(gathering: Gathering) -> list[str]:
    """What was put, and for whom: "due:0 to CALL"."""
    names = {person.id: name for name, person in gathering.people.items()}
    posts = gathering.session.exec(select(Post).order_by(col(Post.id))).all()
    return [
        f"{':'.join(one.key.split(':')[2:4])} to {one.channel or names[one.person_id or 0]}"
        + (f" under {one.in_thread_of_id}" if one.in_thread_of_id else "")
        for one in posts
    ]


def texts(session: Session) -> Sequence[str]:
    return [one["text"] for one in session.exec(select(Post.message).order_by(col(Post.id)))]
