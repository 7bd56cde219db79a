"""What the form of an announcement offers to choose from: the process's own, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.announcement_drafts import Attachment
from bot.conversation.questions import Language
from bot.documents import is_narrowed
from bot.questionnaires import questionnaire_of
from bot.voice.answers import choice_text
from models import Person, Process
from models.documents import documents_of
from models.meetings import meetings_of
from models.people import members_of

LOOKS_BACK = timedelta(days=60)  # to meetings that were held
MOST = 100  # lines of a menu in Slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values and their words. The words are the process's, in the facilitator's language."""

    questions: tuple[tuple[str, str, str, str], ...]  # key, its words, choice, its words
    meetings: tuple[tuple[int, str, datetime], ...]
    documents: tuple[tuple[int, str, str], ...]  # id, title, address
    channel: str | None
    facilitators_channel: str | None

    @property
    def channels(self) -> tuple[str, ...]:
        """The ids of those that the process has."""
        return tuple(one for one in (self.channel, self.facilitators_channel) if one)


def choices_of(session: Session, *, process: Process, language: Language, now: datetime) -> Choices:
    """Everything that can be chosen in that process just now."""
    questions = [
        (
            question.key,
            question.short.in_(language),
            choice,
            choice_text(question, choice, language),
        )
        for question in questionnaire_of(session, process=process).questions
        for choice in question.offered
    ]
    meetings = [
        (one.id, one.title[language.value], one.starts_at)
        for one in meetings_of(session, process_id=process.id)
        if one.ends_at > now - LOOKS_BACK
    ]
    documents = [
        (one.id, one.title[language.value], one.url)
        for one in documents_of(session, process_id=process.id)
        if one.url is not None and not is_narrowed(one)
    ]
    return Choices(
        questions=tuple(questions[:MOST]),
        meetings=tuple(meetings[:20]),
        documents=tuple(documents[:MOST]),
        channel=process.channel,
        facilitators_channel=process.facilitators_channel,
    )


def attachments_of(
    session: Session, *, process: Process, document_ids: set[int]
) -> tuple[Attachment, ...]:
    """Those documents of the process, in its order."""
    made = (
        Attachment.of_document(one)
        for one in documents_of(session, process_id=process.id)
        if one.id in document_ids
    )
    return tuple(one for one in made if one is not None)


def picked_people(
    session: Session, *, process: Process, slack_ids: list[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The ids of those picked who belong to the process, and the Slack ids of those who do not."""
    members = {
        person.slack_id: person.id for _, person in members_of(session, process_id=process.id)
    }
    known = tuple(members[one] for one in slack_ids if one in members)
    return known, tuple(one for one in slack_ids if one not in members)


def slack_ids_of(session: Session, *, people: tuple[int, ...]) -> list[str]:
    """The accounts of those people."""
    found = (session.get(Person, one) for one in people)
    return [one.slack_id for one in found if one is not None]
