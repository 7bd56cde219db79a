"""When each facilitator wants the status of a process unasked."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime


class Digest(SQLModel, table=True):
    """A facilitator's own choice; without a row it is Monday at 8.30 in Slack."""

    __tablename__ = "digests"

    membership_id: int = Field(primary_key=True, foreign_key="memberships.id")
    days: list[int] = Field(sa_type=JsonColumn)  # 0 is Monday; none: no digest
    minute: int  # of the day, in Copenhagen
    in_slack: bool = True
    by_mail: bool = False
    changed_at: datetime = Field(sa_type=UtcDateTime)
