"""Questions to the facilitators, what was written back and forth, and answers published for all."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import EnquiryState
from models.processes import TextJson


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
    post_id: int | None = Field(default=None, foreign_key="posts.id")  # the thread's first message
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the first time
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by_id: int | None = Field(default=None, foreign_key="people.id")


class EnquiryNote(SQLModel, table=True):
    """One message of an enquiry's thread, from a facilitator or from the asker."""

    __tablename__ = "enquiry_notes"
    __table_args__ = (UniqueConstraint("enquiry_id", "slack_ts"),)

    id: int = Field(default=None, primary_key=True)
    enquiry_id: int = Field(foreign_key="enquiries.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    is_from_asker: bool
    text: str
    slack_ts: str | None = Field(default=None, max_length=30)  # of the message that it came by
    at: datetime = Field(sa_type=UtcDateTime)


class Faq(SQLModel, table=True):
    """A question with its answer, for those in its audience. It never says who asked."""

    __tablename__ = "faqs"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    position: int
    question: TextJson = Field(sa_type=JsonColumn)
    answer: TextJson = Field(sa_type=JsonColumn)
    keywords: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    audience: list[str] = Field(sa_type=JsonColumn)  # values of Role
    enquiry_id: int | None = Field(default=None, foreign_key="enquiries.id")  # None: by file
    published_by_id: int | None = Field(default=None, foreign_key="people.id")
    published_at: datetime = Field(sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
