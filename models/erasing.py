"""What is taken out of the rows when a person is erased. Who decides it is bot/erasing.py."""

import json
from datetime import datetime

from sqlalchemy import Text, and_, cast, delete, or_, update
from sqlmodel import Session, col, select

from models.awaited_people import AwaitedPerson
from models.contact_notes import ContactNote
from models.digests import Digest
from models.enquiries import Enquiry, EnquiryNote
from models.enums import EnquiryState, PostState
from models.feeds import Feed
from models.handouts import AccessRequest, Handout
from models.interviews import Conversation
from models.invitations import Invitation
from models.mailboxes import StrayReply
from models.own_rows import addresses_of
from models.people import Membership, Person
from models.posts import NOT_NEEDED, Post

NOTHING_LEFT = {"text": "", "blocks": []}  # of a message that named somebody
_UNSENT = (PostState.WAITING, PostState.CLAIMED, PostState.UNSURE, PostState.FAILED)


def wipe_posts(session: Session, *, person: Person) -> None:
    """What was for them is emptied, and not sent; what was sent to others and names them is emptied.

    The rows stay, for others refer to them.
    """
    connection = session.connection()
    to_them = col(Post.person_id) == person.id
    addresses = addresses_of(session, person=person)
    by_mail = and_(col(Post.person_id).is_(None), col(Post.address).in_(addresses))
    theirs = or_(to_them, by_mail)  # mailed before they had an account
    connection.execute(
        update(Post)
        .where(theirs, col(Post.state).in_(_UNSENT))
        .values(state=PostState.FAILED, error=NOT_NEEDED)
    )
    connection.execute(
        update(Post).where(theirs).values(message=NOTHING_LEFT, address=None, asks=None)
    )
    # A name of one word may be part of any other word.
    names = [person.name] if " " in person.name else []
    names += [person.slack_id, *addresses]
    words = cast(col(Post.message), Text)
    settled = col(Post.state).in_((PostState.SENT, PostState.FAILED, PostState.UNSURE))
    naming = or_(*(words.contains(form, autoescape=True) for one in names for form in _forms(one)))
    connection.execute(
        update(Post)
        .where(settled, naming, col(Post.state) != PostState.SENT)
        .values(state=PostState.FAILED, error=NOT_NEEDED)
    )
    connection.execute(update(Post).where(settled, naming).values(message=NOTHING_LEFT))


def _forms(name: str) -> set[str]:
    """As it stands in a JSON column: SQLite's has letters beyond ASCII written out."""
    return {name, json.dumps(name)[1:-1]}


def wipe_written(session: Session, *, person: Person, now: datetime) -> None:
    """What they wrote that is no answer, and what was written to them in their threads.

    Their questions stand as taken back, so that nobody answers somebody who is not there.
    """
    connection = session.connection()
    own = select(Enquiry.id).where(Enquiry.person_id == person.id)
    connection.execute(
        update(EnquiryNote)
        .where(or_(col(EnquiryNote.enquiry_id).in_(own), col(EnquiryNote.by_id) == person.id))
        .values(text="")
    )
    connection.execute(
        update(Enquiry)
        .where(col(Enquiry.person_id) == person.id)
        .values(
            text="",
            state=EnquiryState.CLOSED,
            closed_at=now,
            closed_by_id=person.id,
            waiting_since=None,
        )
    )
    connection.execute(
        update(ContactNote).where(col(ContactNote.by_id) == person.id).values(note=None)
    )
    connection.execute(
        update(Invitation)
        .where(col(Invitation.person_id) == person.id)
        .values(needs=None, impression=None)
    )


def delete_rows(session: Session, *, person: Person) -> None:
    """What stands for them alone: nothing else refers to these rows."""
    connection = session.connection()
    memberships = select(Membership.id).where(Membership.person_id == person.id)
    connection.execute(delete(Digest).where(col(Digest.membership_id).in_(memberships)))
    for table in (Feed, Handout, AccessRequest, Conversation, Membership):
        connection.execute(delete(table).where(col(table.person_id) == person.id))
    addresses = addresses_of(session, person=person)
    connection.execute(delete(StrayReply).where(col(StrayReply.address).in_(addresses)))
    connection.execute(
        delete(AwaitedPerson).where(
            or_(
                col(AwaitedPerson.person_id) == person.id,
                col(AwaitedPerson.email).in_(addresses),
            )
        )
    )
