"""Personal calendar subscriptions: a secret address for each person."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class Feed(SQLModel, table=True):
    """One address. It is looked up by the digest of its token, so that guessing learns nothing."""

    __tablename__ = "feeds"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    token: str = Field(max_length=80)
    digest: str = Field(unique=True, max_length=64)  # SHA-256 of the token, in hexadecimal
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
