"""How far Sammen's mailbox has been read, and answers in it that belong to no invitation."""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime, keys_of
from models.enums import Reply


class MailboxMark(SQLModel, table=True):
    """The last mail that was read, as IMAP counts (RFC 3501, 2.3.1.1)."""

    __tablename__ = "mailbox_marks"

    mailbox: str = Field(primary_key=True, max_length=200)
    uid_validity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)


class StrayReply(SQLModel, table=True):
    """An accept or decline that Sammen does not act on; facilitators see it. `why` is a key."""

    __tablename__ = "stray_replies"
    __table_args__ = (UniqueConstraint("mail"),)

    id: int = Field(default=None, primary_key=True)
    mail: str = Field(max_length=80)  # which mail it was: a digest, the same when read again
    meeting_id: int = Field(foreign_key="meetings.id", index=True)
    address: str = Field(max_length=320)
    reply: Reply = Field(sa_type=keys_of(Reply))
    why: str = Field(max_length=40)
    received_at: datetime = Field(sa_type=UtcDateTime)
