"""Questions to the facilitators, and what was written back and forth about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, delete, func
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import EnquiryState, Role, Stage
from models.people import Membership, Person
from models.posts import Post


class Enquiry(SQLModel, table=True):
    """Something that Sammen could not answer. Nothing of it leaves Sammen before the asker says so."""

    __tablename__ = "enquiries"
    __table_args__ = (Index("ix_enquiries_process_id", "process_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id")
    person_id: int = Field(foreign_key="people.id", index=True)
    text: str
    language: str = Field(max_length=2)  # the asker's
    state: EnquiryState = Field(sa_type=keys_of(EnquiryState))
    made_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # passed on
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: not OPEN
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # of this waiting
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the first time
    helped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # says the asker
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by_id: int | None = Field(default=None, foreign_key="people.id")  # or the asker


class EnquiryCard(SQLModel, table=True):
    """A post by which facilitators are told of an enquiry: the first message of its thread."""

    __tablename__ = "enquiry_cards"

    post_id: int = Field(primary_key=True, foreign_key="posts.id")
    enquiry_id: int = Field(foreign_key="enquiries.id", index=True)


class EnquiryNote(SQLModel, table=True):
    """One message of an enquiry's thread, from a facilitator or from the asker."""

    __tablename__ = "enquiry_notes"
    __table_args__ = (UniqueConstraint("enquiry_id", "mark"),)

    id: int = Field(default=None, primary_key=True)
    enquiry_id: int = Field(foreign_key="enquiries.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    is_from_asker: bool
    text: str
    mark: str = Field(
        max_length=40
    )  # of the message or form that it came by, so that twice is once
    at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """How many questions wait for a facilitator, and since when the first of them."""

    count: int
    since: datetime


def lock_enquiry(session: Session, *, enquiry_id: int) -> Enquiry | None:
    """An enquiry as it is now, for one to change who changes it alone until the commit."""
    return session.get(
        Enquiry, enquiry_id, with_for_update={"key_share": True}, populate_existing=True
    )


def enquiries_of(session: Session, *, process_id: int, person_id: int) -> list[Enquiry]:
    """All that this person has asked there, the newest first, offers included."""
    query = (
        select(Enquiry)
        .where(Enquiry.process_id == process_id, Enquiry.person_id == person_id)
        .order_by(col(Enquiry.id).desc())
    )
    return list(session.exec(query))


def every_enquiry_of(session: Session, *, person_id: int) -> list[Enquiry]:
    """All that this person has asked, in whatever process."""
    return list(session.exec(select(Enquiry).where(Enquiry.person_id == person_id)))


def open_enquiries(session: Session, *, process_id: int, most: int) -> list[tuple[Enquiry, Person]]:
    """Those that wait for a facilitator, the longest waiting first, with who asks."""
    query = (
        select(Enquiry, Person)
        .join(Person, col(Enquiry.person_id) == col(Person.id))
        .where(Enquiry.process_id == process_id, Enquiry.state == EnquiryState.OPEN)
        .order_by(col(Enquiry.waiting_since), col(Enquiry.id))
        .limit(most)
    )
    return list(session.exec(query))


def unanswered_of(session: Session, *, process_id: int) -> Unanswered | None:
    """How many wait there, and since when; None if none does."""
    query = select(func.count(), func.min(Enquiry.waiting_since)).where(
        Enquiry.process_id == process_id, Enquiry.state == EnquiryState.OPEN
    )
    count, since = session.exec(query).one()
    return None if since is None else Unanswered(count=count, since=since)


def unreminded_enquiries(session: Session) -> list[Enquiry]:
    """Those that wait and of which nobody has been reminded yet, the longest waiting first."""
    query = (
        select(Enquiry)
        .where(Enquiry.state == EnquiryState.OPEN, col(Enquiry.reminded_at).is_(None))
        .order_by(col(Enquiry.waiting_since), col(Enquiry.id))
    )
    return list(session.exec(query))


def notes_of(session: Session, *, enquiry_ids: Collection[int]) -> Sequence[EnquiryNote]:
    """What was written about those enquiries, the first first."""
    query = (
        select(EnquiryNote)
        .where(col(EnquiryNote.enquiry_id).in_(enquiry_ids))
        .order_by(col(EnquiryNote.id))
    )
    return session.exec(query).all()


def find_note(session: Session, *, enquiry_id: int, mark: str) -> EnquiryNote | None:
    """What came by that message or form."""
    query = select(EnquiryNote).where(
        EnquiryNote.enquiry_id == enquiry_id, EnquiryNote.mark == mark
    )
    return session.exec(query).one_or_none()


def cards_of(session: Session, *, enquiry_id: int) -> list[Post]:
    """The posts that told facilitators of it: one in their channel, or one to each of them."""
    query = (
        select(Post)
        .join(EnquiryCard, col(EnquiryCard.post_id) == col(Post.id))
        .where(EnquiryCard.enquiry_id == enquiry_id)
        .order_by(col(Post.id))
    )
    return list(session.exec(query))


def enquiry_of_thread(
    session: Session, *, team_id: str, channel: str, person_id: int, thread_ts: str
) -> Enquiry | None:
    """The enquiry whose card begins that thread, in that channel or that person's direct message."""
    query = (
        select(Enquiry)
        .join(EnquiryCard, col(EnquiryCard.enquiry_id) == col(Enquiry.id))
        .join(Post, col(EnquiryCard.post_id) == col(Post.id))
        .where(
            Post.team_id == team_id,
            Post.ts == thread_ts,
            (col(Post.channel) == channel) | (col(Post.person_id) == person_id),
        )
    )
    return session.exec(query).one_or_none()


def facilitators_of(session: Session, *, process_id: int) -> list[Person]:
    """Who leads the process, by name."""
    query = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.process_id == process_id,
            Membership.role == Role.FACILITATOR,
            Membership.stage == Stage.JOINED,
        )
        .order_by(col(Person.name), col(Person.id))
    )
    return list(session.exec(query))


def forget_offers(session: Session, *, before: datetime) -> int:
    """Delete what was never passed on and is older than that; how many."""
    done = session.connection().execute(
        delete(Enquiry).where(
            col(Enquiry.state) == EnquiryState.OFFERED, col(Enquiry.made_at) < before
        )
    )
    return int(done.rowcount)
