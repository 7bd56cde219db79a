"""What moves when two organisations become one, and where buttons of the one that went now lead."""

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from models.audit import AuditLine
from models.interviews import Answer, Conversation

MERGED = "organisations.merge"  # the audit line of it; it says which interview went into which


def move_former_answers(session: Session, *, interview_id: int, into_id: int) -> None:
    """Answers that were replaced long ago are kept with those that count."""
    session.connection().execute(
        update(Answer)
        .where(col(Answer.interview_id) == interview_id, col(Answer.replaced_at).is_not(None))
        .values(interview_id=into_id)
    )


def move_conversations(session: Session, *, interview_id: int, into_id: int) -> None:
    """Each person's side. Whoever has one in both keeps the one that is there."""
    there = select(Conversation.person_id).where(Conversation.interview_id == into_id)
    connection = session.connection()
    connection.execute(
        delete(Conversation).where(
            col(Conversation.interview_id) == interview_id, col(Conversation.person_id).in_(there)
        )
    )
    connection.execute(
        update(Conversation)
        .where(col(Conversation.interview_id) == interview_id)
        .values(interview_id=into_id)
    )


def merged_interview(session: Session, *, interview_id: int) -> int | None:
    """The interview that took in that one, however many merges ago. None if none did."""
    query = select(AuditLine.about).where(AuditLine.act == MERGED).order_by(col(AuditLine.id))
    now = interview_id
    for about in session.exec(query):
        now = int(about.get("interviews", {}).get(str(now), now))
    return None if now == interview_id else now
