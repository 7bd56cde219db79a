"""Which things a member may be told of by name, before Sammen says whether they may have them."""

from datetime import datetime
from typing import assert_never

from sqlmodel import Session

from bot.access import Act, may, may_attend, may_get_faq, may_see_date
from bot.catalogue import CONTACT
from bot.documents import asker_of, may_know_of
from bot.requests.wishes import Item, Kind
from models import Document, Faq, Meeting, Membership, Milestone
from models.invitations import find_invitation


def may_be_named(session: Session, *, membership: Membership, item: Item, now: datetime) -> bool:
    """Whether this thing may stand among the guesses that are shown to this member."""
    match item.kind:
        case Kind.DOCUMENT:
            document = session.get_one(Document, item.id)
            asker = asker_of(session, membership=membership)
            return document.retired_at is None and may_know_of(asker, document, now=now)
        case Kind.MEETING:
            return may_hear_of_meeting(
                session, membership=membership, meeting=session.get_one(Meeting, item.id)
            )
        case Kind.MILESTONE:
            audience = session.get_one(Milestone, item.id).audience
            return may_see_date(membership, audience=audience)
        case Kind.PERSON:
            return item.key.startswith(CONTACT) or may(membership, Act.SEE_MEMBERS)
        case Kind.FAQ:
            return may_get_faq(membership, audience=session.get_one(Faq, item.id).audience)
        case never:
            assert_never(never)


def may_hear_of_meeting(session: Session, *, membership: Membership, meeting: Meeting) -> bool:
    """Whether a meeting's date and place are for this member: meant for them, or they are invited."""
    if may(membership, Act.RUN_MEETINGS) or may_attend(membership, audience=meeting.audience):
        return True
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=membership.person_id)
    is_invited = invitation is not None and invitation.removed_at is None
    return is_invited and may(membership, Act.ATTEND)
