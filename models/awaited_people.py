"""People who are invited by mail and not in Slack yet. Bound to their account when it appears."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime, keys_of
from models.enums import Role


class AwaitedPerson(SQLModel, table=True):
    """Somebody who is invited to a process, known by their address alone."""

    __tablename__ = "awaited_people"
    __table_args__ = (UniqueConstraint("process_id", "email"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    email: str = Field(max_length=320, index=True)  # lower case
    name: str = Field(max_length=200)
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    role: Role = Field(default=Role.NEED_OWNER, sa_type=keys_of(Role))
    language: str = Field(default="da", max_length=2)
    invited_by_id: int = Field(foreign_key="people.id")
    invited_at: datetime = Field(sa_type=UtcDateTime)
    followed_up: int = 0  # mails after the first
    followed_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    person_id: int | None = Field(
        default=None, foreign_key="people.id"
    )  # once they have an account
    bound_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
