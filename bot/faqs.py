"""Published questions with their answers, and who gets them. How they are published: bot/faq_publishing.py."""

from sqlmodel import Session

from bot.access import Act, may, may_get_faq
from models import Enquiry, Faq, Membership
from models.faqs import faqs_of


def faq_for(
    session: Session, *, process_id: int, membership: Membership | None, faq_id: int | None
) -> Faq | None:
    """That answer, if it is still published and meant for this member."""
    found = None if faq_id is None else session.get(Faq, faq_id)
    if found is None or found.process_id != process_id or found.retired_at is not None:
        return None
    return found if may_get_faq(membership, audience=found.audience) else None


def faq_of_enquiry(session: Session, *, enquiry: Enquiry) -> Faq | None:
    """What that question has led to, if it is published."""
    there = faqs_of(session, process_id=enquiry.process_id)
    return next((one for one in there if one.enquiry_id == enquiry.id), None)


def may_publish(membership: Membership | None) -> bool:
    """Whether this member publishes and withdraws them."""
    return may(membership, Act.PUBLISH_FAQS)
