"""What the lines of the audit are about, by name: people, organisations, meetings."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.announcements import Announcement
from models.documents import Document
from models.faqs import Faq
from models.interviews import Interview
from models.meetings import Meeting
from models.milestones import Milestone
from models.organisations import Organisation
from models.people import Membership, Person
from models.processes import Contact, TextJson


def names_of_people(session: Session, ids: Collection[int]) -> dict[int, str]:
    """By id."""
    return dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())


def names_of_members(session: Session, ids: Collection[int]) -> dict[int, str]:
    """By the membership's id."""
    query = (
        select(Membership.id, Person.name)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.id).in_(ids))
    )
    return dict(session.exec(query).all())


def names_of_organisations(session: Session, ids: Collection[int]) -> dict[int, str]:
    """By id, as they were called then: merged ones too."""
    query = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))
    return dict(session.exec(query).all())


def names_of_interviewed(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The organisation, by the interview's id."""
    query = (
        select(Interview.id, Organisation.name)
        .join(Organisation, col(Interview.organisation_id) == col(Organisation.id))
        .where(col(Interview.id).in_(ids))
    )
    return dict(session.exec(query).all())


def titles_of_meetings(session: Session, ids: Collection[int]) -> dict[int, TextJson]:
    """By id."""
    query = select(Meeting.id, Meeting.title).where(col(Meeting.id).in_(ids))
    return {one: dict(title) for one, title in session.exec(query)}


def texts_of_announcements(session: Session, ids: Collection[int]) -> dict[int, TextJson]:
    """By id, as written. Drafts that were deleted have none."""
    query = select(Announcement.id, Announcement.text).where(col(Announcement.id).in_(ids))
    return {one: dict(text) for one, text in session.exec(query)}


def titles_of_milestones(session: Session, *, process_id: int) -> dict[str, TextJson]:
    """By key; retired ones too."""
    query = select(Milestone.key, Milestone.title).where(Milestone.process_id == process_id)
    return {key: dict(title) for key, title in session.exec(query)}


def names_of_contacts(session: Session, *, process_id: int) -> dict[str, str]:
    """By key; retired ones too."""
    query = select(Contact.key, Contact.name).where(Contact.process_id == process_id)
    return dict(session.exec(query).all())


def titles_of_documents(session: Session, *, process_id: int) -> dict[str, TextJson]:
    """By key; retired ones too."""
    query = select(Document.key, Document.title).where(Document.process_id == process_id)
    return {key: dict(title) for key, title in session.exec(query)}


def questions_of_faqs(session: Session, *, process_id: int) -> dict[str, TextJson]:
    """By key; withdrawn ones too."""
    query = select(Faq.key, Faq.question).where(Faq.process_id == process_id)
    return {key: dict(question) for key, question in session.exec(query)}


def names_of_organisations_by_key(session: Session, keys: Collection[str]) -> dict[str, str]:
    """By key."""
    query = select(Organisation.key, Organisation.name).where(col(Organisation.key).in_(keys))
    return dict(session.exec(query).all())
