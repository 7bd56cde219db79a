"""Whom an announcement is for: described by keys, kept as JSON, and looked up when it is sent.

Between kinds of description all must hold, within one any. Nothing chosen is nobody, never everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.conversation.questions import Questionnaire
from bot.questionnaires import questionnaire_of
from models import Process
from models.audiences import Given, Reader, Wanted, readers
from models.enums import OrganisationKind, Reply, Role, Stage

# Whoever said no, or was told no, is left alone.
OFFERED_STAGES = (Stage.JOINED, Stage.INVITED, Stage.LATER, Stage.APPLIED)
OFFERED_REPLIES = (Reply.YES, Reply.MAYBE, Reply.NO, Reply.WAITING)


class Reach(StrEnum):
    """Whether it is for people at all."""

    EVERYBODY = "everybody"  # who has joined
    FITTING = "fitting"
    NOBODY = "nobody"  # for channels alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A description of people in one process."""

    reach: Reach = Reach.FITTING
    roles: tuple[Role, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    stages: tuple[Stage, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()  # question, choice
    replies: tuple[tuple[int, Reply], ...] = ()  # meeting
    owes_needs: bool = False  # the needs mapping is not sent
    owes_replies: tuple[int, ...] = ()  # meetings
    people: tuple[int, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen."""
        chosen = (self.roles, self.kinds, self.stages, self.answers, self.replies)
        return any(chosen) or self.owes_needs or bool(self.owes_replies or self.people)

    def stored(self) -> dict[str, Any]:
        """The column of an announcement."""
        return {
            "reach": self.reach.value,
            "roles": [one.value for one in self.roles],
            "kinds": [one.value for one in self.kinds],
            "stages": [one.value for one in self.stages],
            "answers": [list(one) for one in self.answers],
            "replies": [[meeting, reply.value] for meeting, reply in self.replies],
            "owes_needs": self.owes_needs,
            "owes_replies": list(self.owes_replies),
            "people": list(self.people),
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Audience":
        """The same, read from the column."""
        return cls(
            reach=Reach(stored["reach"]),
            roles=tuple(Role(one) for one in stored["roles"]),
            kinds=tuple(OrganisationKind(one) for one in stored["kinds"]),
            stages=tuple(Stage(one) for one in stored["stages"]),
            answers=tuple((str(key), str(choice)) for key, choice in stored["answers"]),
            replies=tuple((int(meeting), Reply(reply)) for meeting, reply in stored["replies"]),
            owes_needs=bool(stored["owes_needs"]),
            owes_replies=tuple(int(one) for one in stored["owes_replies"]),
            people=tuple(int(one) for one in stored["people"]),
        )


def people_of(session: Session, *, process: Process, audience: Audience) -> list[Reader]:
    """Everybody who fits just now. Who is not in Slack yet is among them where that is possible."""
    if audience.reach is Reach.NOBODY:
        return []
    if audience.reach is Reach.EVERYBODY:
        return readers(session, process_id=process.id, wanted=Wanted())
    if not audience.narrows:
        return []
    questionnaire = questionnaire_of(session, process=process)
    wanted = Wanted(
        roles=audience.roles,
        kinds=audience.kinds,
        stages=audience.stages,
        answers=[_way(questionnaire, key, choice) for key, choice in audience.answers],
        replies=audience.replies,
        owes_needs=audience.owes_needs,
        owes_replies=audience.owes_replies,
        people=audience.people,
    )
    return readers(session, process_id=process.id, wanted=wanted)


def _way(questionnaire: Questionnaire, key: str, choice: str) -> tuple[Given, ...]:
    """The answer, with those that its question is shown for: one that sleeps does not count."""
    own = Given(question_key=key, choices=frozenset({choice}))
    return (own, *_conditions(questionnaire, key))


def _conditions(questionnaire: Questionnaire, key: str) -> Iterator[Given]:
    question = questionnaire.find(key)
    for when in question.shown_when if question is not None else ():
        yield Given(question_key=when.question, choices=when.is_any_of)
        yield from _conditions(questionnaire, when.question)
