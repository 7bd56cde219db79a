"""Everything that is kept of one person, found row by row: for them to have, and to be erased."""

from collections.abc import Sequence

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from models.announcements import Announcement, AnnouncementCopy
from models.audit import AuditLine
from models.awaited_people import AwaitedPerson
from models.contact_notes import ContactNote
from models.enquiries import Enquiry, EnquiryNote
from models.feeds import Feed
from models.handouts import AccessRequest, Handout
from models.interviews import Answer, Interview
from models.invitations import Invitation
from models.mailboxes import StrayReply
from models.meetings import Meeting
from models.organisations import Organisation
from models.people import Membership, Person
from models.posts import Post
from models.processes import Process


def addresses_of(session: Session, *, person: Person) -> list[str]:
    """The mail addresses that are that person's for certain, as they are compared.

    The one that Slack vouches for, and those at which they were awaited. What they have typed
    themselves counts only if nobody else goes by it, or they would be given what is another's.
    """
    bound = select(AwaitedPerson.email).where(AwaitedPerson.person_id == person.id)
    own = set(session.exec(bound))
    if person.slack_email:
        own.add(person.slack_email.lower())
    typed = (person.email or "").lower()
    if typed and typed not in own and not _is_anothers(session, typed, person=person):
        own.add(typed)
    return sorted(own)


def _is_anothers(session: Session, address: str, *, person: Person) -> bool:
    others = select(Person.id).where(
        Person.id != person.id,
        or_(
            func.lower(col(Person.slack_email)) == address,
            func.lower(col(Person.email)) == address,
        ),
    )
    awaited = select(AwaitedPerson.id).where(AwaitedPerson.email == address)
    return any(session.exec(one.limit(1)).first() is not None for one in (others, awaited))


def memberships_with_names(
    session: Session, *, person_id: int
) -> list[tuple[Membership, Process, Organisation | None]]:
    """The person's memberships, the first first."""
    query = (
        select(Membership, Process, Organisation)
        .join(Process, col(Process.id) == col(Membership.process_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(Membership.person_id == person_id)
        .order_by(col(Membership.id))
    )
    return list(session.exec(query))


def answers_by(session: Session, *, person_id: int) -> list[tuple[Answer, Interview]]:
    """Every answer that the person gave, or that was noted in their name; replaced ones too."""
    query = (
        select(Answer, Interview)
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(Answer.given_by_id == person_id)
        .order_by(col(Answer.id))
    )
    return list(session.exec(query))


def every_invitation_of(session: Session, *, person_id: int) -> list[tuple[Invitation, Meeting]]:
    """The person's invitations, those taken back too, the first meeting first."""
    query = (
        select(Invitation, Meeting)
        .join(Meeting, col(Meeting.id) == col(Invitation.meeting_id))
        .where(Invitation.person_id == person_id)
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def enquiries_by(session: Session, *, person_id: int) -> list[Enquiry]:
    """What the person asked, the first first."""
    query = select(Enquiry).where(Enquiry.person_id == person_id).order_by(col(Enquiry.id))
    return list(session.exec(query))


def enquiry_notes_of(session: Session, *, person_id: int) -> list[EnquiryNote]:
    """What was written in the threads of the person's enquiries, and by them in others'."""
    own = select(Enquiry.id).where(Enquiry.person_id == person_id)
    query = (
        select(EnquiryNote)
        .where(or_(col(EnquiryNote.enquiry_id).in_(own), col(EnquiryNote.by_id) == person_id))
        .order_by(col(EnquiryNote.id))
    )
    return list(session.exec(query))


def contact_notes_by(session: Session, *, person_id: int) -> list[ContactNote]:
    """What the person has noted as a facilitator."""
    query = select(ContactNote).where(ContactNote.by_id == person_id)
    return list(session.exec(query.order_by(col(ContactNote.id))))


def handouts_of(session: Session, *, person_id: int) -> list[Handout]:
    """What was handed to the person."""
    query = select(Handout).where(Handout.person_id == person_id).order_by(col(Handout.id))
    return list(session.exec(query))


def access_requests_of(session: Session, *, person_id: int) -> list[AccessRequest]:
    """What the person asked to be let into."""
    query = select(AccessRequest).where(AccessRequest.person_id == person_id)
    return list(session.exec(query.order_by(col(AccessRequest.id))))


def copies_to(
    session: Session, *, person_id: int
) -> list[tuple[AnnouncementCopy, Announcement, Post | None]]:
    """The announcements that the person was sent, each with the message that carried it."""
    query = (
        select(AnnouncementCopy, Announcement, Post)
        .join(Announcement, col(Announcement.id) == col(AnnouncementCopy.announcement_id))
        .outerjoin(Post, col(Post.id) == col(AnnouncementCopy.post_id))
        .where(AnnouncementCopy.person_id == person_id)
        .order_by(col(AnnouncementCopy.id))
    )
    return list(session.exec(query))


def posts_to(session: Session, *, person_id: int) -> list[Post]:
    """What the person was sent unasked, or is to be sent."""
    query = select(Post).where(Post.person_id == person_id).order_by(col(Post.id))
    return list(session.exec(query))


def feeds_of(session: Session, *, person_id: int) -> list[Feed]:
    """The person's calendar addresses, closed ones too."""
    query = select(Feed).where(Feed.person_id == person_id).order_by(col(Feed.id))
    return list(session.exec(query))


def lines_by(session: Session, *, person_id: int) -> list[AuditLine]:
    """What the person did."""
    query = select(AuditLine).where(AuditLine.person_id == person_id)
    return list(session.exec(query.order_by(col(AuditLine.id))))


def lines_about(
    session: Session, *, person_id: int, membership_ids: Sequence[int]
) -> list[AuditLine]:
    """What others did with the person or their memberships."""
    query = select(AuditLine).where(
        or_(col(AuditLine.person_id).is_(None), col(AuditLine.person_id) != person_id),
        or_(
            col(AuditLine.about)["person"].as_integer() == person_id,
            col(AuditLine.about)["membership"].as_integer().in_(list(membership_ids)),
        ),
    )
    return list(session.exec(query.order_by(col(AuditLine.id))))


def awaited_rows_of(session: Session, *, person: Person) -> list[AwaitedPerson]:
    """The person as they were invited by mail, before they had an account."""
    query = select(AwaitedPerson).where(
        or_(
            col(AwaitedPerson.person_id) == person.id,
            col(AwaitedPerson.email).in_(addresses_of(session, person=person)),
        )
    )
    return list(session.exec(query.order_by(col(AwaitedPerson.id))))


def stray_replies_of(session: Session, *, person: Person) -> list[StrayReply]:
    """Mails from the person's addresses that Sammen did not act on."""
    query = select(StrayReply).where(
        col(StrayReply.address).in_(addresses_of(session, person=person))
    )
    return list(session.exec(query.order_by(col(StrayReply.id))))
