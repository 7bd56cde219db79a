"""When each limit of Slack's allows the next call: shared by all workers on the same database."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class Pace(SQLModel, table=True):
    """One limit of one workspace, such as messages or opened direct messages."""

    __tablename__ = "paces"

    team_id: str = Field(primary_key=True, max_length=20)
    limit: str = Field(primary_key=True, max_length=40)
    next_at: datetime = Field(sa_type=UtcDateTime)
