"""What facilitators note of their contact with an organisation."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime, keys_of
from models.enums import ContactKind


class ContactNote(SQLModel, table=True):
    """One call, message or remark. Only facilitators see it."""

    __tablename__ = "contact_notes"

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    kind: ContactKind = Field(sa_type=keys_of(ContactKind))
    note: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
