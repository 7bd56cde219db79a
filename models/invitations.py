"""Who is invited to a meeting, what they answered, and whether they came."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, and_, func, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import Attendance, Impression, MeetingForm, MeetingState, RepliedBy, Reply, Stage
from models.meetings import Meeting
from models.people import Membership, Person


class Invitation(SQLModel, table=True):
    """One person and one meeting: what they were last told, what they answered, whether they came.

    `sequence` is what this person's calendar was told. It may run ahead of the meeting's own, of
    which `told_sequence` was the last one told: who is uninvited and invited again must not get a
    lower one than the cancellation had (RFC 5546, 2.1.4).
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        # Finds a person's invitations, and tells a calendar feed whether any has changed.
        Index("ix_invitations_of", "person_id", "replies", "sequence", "reply", "removed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meetings.id", index=True)
    person_id: int = Field(foreign_key="people.id")
    invited_at: datetime = Field(sa_type=UtcDateTime)
    sequence: int = 0
    told_sequence: int = -1  # nothing yet
    told_revision: int = -1
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    card_id: int | None = Field(default=None, foreign_key="posts.id")  # whose buttons count
    reply: Reply = Field(default=Reply.NONE, sa_type=keys_of(Reply))
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replied_by: RepliedBy | None = Field(default=None, sa_type=keys_of(RepliedBy))
    replied_sequence: int = 0  # the meeting's when they answered: have they seen the new time?
    replies: int = 0  # how often the answer has changed: part of the keys of what is sent for it
    mail_sequence: int | None = None  # of the latest answer by mail (RFC 5546, 2.1.5)
    mail_dtstamp: datetime | None = Field(default=None, sa_type=UtcDateTime)
    form: MeetingForm | None = Field(default=None, sa_type=keys_of(MeetingForm))  # where both are
    needs: str | None = None  # what to take into account, in the person's words
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    offer_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # uninvited
    attendance: Attendance = Field(default=Attendance.UNKNOWN, sa_type=keys_of(Attendance))
    impression: Impression | None = Field(default=None, sa_type=keys_of(Impression))


def find_invitation(session: Session, *, meeting_id: int, person_id: int) -> Invitation | None:
    """That person's invitation to that meeting, also if it was taken back."""
    query = select(Invitation).where(
        Invitation.meeting_id == meeting_id, Invitation.person_id == person_id
    )
    return session.exec(query).one_or_none()


def invitations_to(session: Session, *, meeting_id: int) -> list[tuple[Invitation, Person]]:
    """Everybody who is invited to a meeting, in the order in which they were."""
    query = (
        select(Invitation, Person)
        .join(Person, col(Invitation.person_id) == col(Person.id))
        .where(Invitation.meeting_id == meeting_id, col(Invitation.removed_at).is_(None))
        .order_by(col(Invitation.id))
    )
    return list(session.exec(query))


def invitations_of(session: Session, *, person_id: int) -> list[tuple[Invitation, Meeting]]:
    """A person's invitations, the first meeting first."""
    query = (
        select(Invitation, Meeting)
        .join(Meeting, col(Invitation.meeting_id) == col(Meeting.id))
        .where(
            Invitation.person_id == person_id,
            col(Invitation.removed_at).is_(None),
            col(Meeting.retired_at).is_(None),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def members_without_invitation(session: Session, *, meeting: Meeting) -> list[Person]:
    """Who takes part in the process in a role that is meant, and was never invited."""
    query = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(
            Invitation,
            and_(
                col(Invitation.person_id) == col(Person.id),
                col(Invitation.meeting_id) == meeting.id,
            ),
        )
        .where(
            Membership.process_id == meeting.process_id,
            Membership.stage == Stage.JOINED,
            col(Membership.role).in_(meeting.audience),
            col(Invitation.id).is_(None),
        )
        .order_by(col(Membership.id))
    )
    return list(session.exec(query))


def seats_taken(session: Session, *, meeting: Meeting, form: MeetingForm | None = None) -> int:
    """How many seats somebody has, or is offered.

    Who joins digitally has none, unless everybody does. `form`: if the meeting had that form.
    """
    query = select(func.count()).where(
        Invitation.meeting_id == meeting.id,
        col(Invitation.removed_at).is_(None),
        col(Invitation.reply).in_((Reply.YES, Reply.OFFERED)),
    )
    if (form or meeting.form) is not MeetingForm.DIGITAL:
        comes = col(Invitation.form)
        query = query.where(or_(comes.is_(None), comes != MeetingForm.DIGITAL))
    return session.exec(query).one()


def waiting_for_a_seat(
    session: Session, *, meeting_id: int, reply: Reply = Reply.WAITING
) -> list[Invitation]:
    """Who waits, or with OFFERED who is offered one, the longest waiting first."""
    query = (
        select(Invitation)
        .where(
            Invitation.meeting_id == meeting_id,
            Invitation.reply == reply,
            col(Invitation.removed_at).is_(None),
        )
        .order_by(col(Invitation.waiting_since), col(Invitation.id))
    )
    return list(session.exec(query))


def told_too_little(session: Session, *, meeting: Meeting) -> list[tuple[Invitation, Person]]:
    """Who does not know yet how the meeting stands now."""
    query = (
        select(Invitation, Person)
        .join(Person, col(Invitation.person_id) == col(Person.id))
        .where(
            Invitation.meeting_id == meeting.id,
            col(Invitation.removed_at).is_(None),
            or_(
                col(Invitation.told_revision) < meeting.revision,
                col(Invitation.told_sequence) < meeting.sequence,
            ),
        )
        .order_by(col(Invitation.id))
    )
    return list(session.exec(query))


def meetings_with_a_line(session: Session, *, now: datetime) -> list[Meeting]:
    """Those that take place, have not begun, and where somebody waits or is offered a seat."""
    in_line = select(Invitation.meeting_id).where(
        col(Invitation.reply).in_((Reply.WAITING, Reply.OFFERED)),
        col(Invitation.removed_at).is_(None),
    )
    query = (
        select(Meeting)
        .where(
            col(Meeting.id).in_(in_line),
            col(Meeting.starts_at) > now,
            Meeting.state == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def invitations_by_address(
    session: Session, *, meeting_id: int, address: str
) -> list[tuple[Invitation, Person]]:
    """Whose address that is, of all who were ever invited; those who still are come first."""
    query = (
        select(Invitation, Person)
        .join(Person, col(Invitation.person_id) == col(Person.id))
        .where(
            Invitation.meeting_id == meeting_id,
            or_(
                func.lower(col(Person.email)) == address.lower(),
                func.lower(col(Person.slack_email)) == address.lower(),
            ),
        )
        .order_by(col(Invitation.removed_at).is_not(None), col(Invitation.id))
    )
    return list(session.exec(query))
