"""A small process with people and answers, for tests about what they add up to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from bot.answers import columns_of
from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Quantity,
    Question,
    Text,
    Unit,
    Value,
    When,
)
from bot.questionnaires import definition_of
from models import (
    Answer,
    AwaitedPerson,
    Interview,
    Membership,
    Organisation,
    Person,
    Process,
    QuestionRow,
)
from models.enums import OrganisationKind, Role, Stage
from models.interviews import find_interview

MAY = datetime(2022, 5, 2, 8, 0, tzinfo=UTC)


def text(danish: str, english: str) -> Text:
    return Text(da=danish, en=english)


MACHINES = Question(
    key="machines",
    section="need",
    kind=AnswerKind.MANY_OF,
    ask=text("Hvilke maskiner bruger I?", "Which machines do you use?"),
    short=text("Maskiner", "Machines"),
    choices=(
        Choice(key="small", label=text("Små", "Small")),
        Choice(key="large", label=text("Store", "Large")),
        Choice(key="other", label=text("Andre", "Other")),
    ),
)
SMALL_COUNT = Question(
    key="small_count",
    section="need",
    kind=AnswerKind.NUMBER,
    ask=text("Hvor mange små?", "How many small ones?"),
    short=text("Små maskiner, pr. år", "Small machines, per year"),
    units=(
        Unit(key="machines", label=text("maskiner", "machines")),
        Unit(key="hours", label=text("timer", "hours")),
    ),
    shown_when=(When(question="machines", is_any_of=frozenset({"small"})),),
)
TENDERS = Question(
    key="tenders",
    section="time",
    kind=AnswerKind.YES_NO,
    ask=text("Kommer der udbud?", "Will there be tenders?"),
    short=text("Udbud på vej", "Tenders coming"),
)
FIRST_TENDER = Question(
    key="first_tender",
    section="time",
    kind=AnswerKind.MONTH,
    ask=text("Hvornår kommer det første?", "When does the first come?"),
    short=text("Første udbud", "First tender"),
    shown_when=(When(question="tenders", is_any_of=frozenset({"yes"})),),
)
OBSTACLES = Question(
    key="obstacles",
    section="time",
    kind=AnswerKind.LONG_TEXT,
    ask=text("Hvad står i vejen?", "What is in the way?"),
    short=text("Forhindringer", "Obstacles"),
)
HELP_WANTED = Question(
    key="help_wanted",
    section="time",
    kind=AnswerKind.SHORT_TEXT,
    ask=text("Hvad kunne hjælpe?", "What could help?"),
    short=text("Ønsket hjælp", "Help wanted"),
    shown_when=(When(question="obstacles", is_any_of=None),),
)
QUESTIONS = (MACHINES, SMALL_COUNT, TENDERS, FIRST_TENDER, OBSTACLES, HELP_WANTED)


def amount(
    low: str, high: str | None = None, *, unit: str = "machines", about: bool = False
) -> Quantity:
    return Quantity(low=Decimal(low), high=Decimal(high or low), unit=unit, approximate=about)


@dataclass
class Gathering:
    """Adds people and answers to a process, one call each."""

    session: Session
    key: str = "machines"
    process: Process = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.process = Process(
            key=self.key,
            title={"da": "Sammen om maskiner", "en": "Together on machines"},
            texts={},
            figures=[],
            questionnaire={
                "key": "needs",
                "title": {"da": "Behov", "en": "Needs"},
                "sections": [
                    {"key": "need", "title": {"da": "Behovet", "en": "The need"}},
                    {"key": "time", "title": {"da": "Tiden", "en": "The time"}},
                ],
            },
            team_id="T1",
            loaded_at=MAY,
        )
        self._add(self.process)
        for position, question in enumerate(QUESTIONS):
            row = QuestionRow(
                process_id=self.process.id,
                key=question.key,
                position=position,
                definition=definition_of(question),
            )
            self._add(row)

    def _add(self, row: object) -> None:
        self.session.add(row)
        self.session.flush()

    def organisation(self, name: str) -> Organisation:
        """The organisation of that name, made if it is new."""
        if name not in self.organisations:
            key = f"{self.key}-{len(self.organisations)}"
            kind = OrganisationKind.MUNICIPALITY
            self.organisations[name] = Organisation(key=key, name=name, kind=kind, added_at=MAY)
            self._add(self.organisations[name])
        return self.organisations[name]

    def member(
        self,
        name: str,
        organisation: str | None = None,
        *,
        role: Role = Role.NEED_OWNER,
        stage: Stage = Stage.JOINED,
        at: datetime = MAY,
        invited_by: str | None = None,
    ) -> Membership:
        """A new person and their membership, which reached its stage at that moment."""
        slack_id = f"U{len(self.people)}"
        person = Person(team_id="T1", slack_id=slack_id, name=name, first_seen_at=MAY)
        self._add(person)
        self.people[name] = person
        membership = Membership(
            process_id=self.process.id,
            person_id=person.id,
            organisation_id=self.organisation(organisation).id if organisation else None,
            role=role,
            stage=stage,
            invited_by_id=self.people[invited_by].id if invited_by else None,
            invited_at=at,
            applied_at=at if stage is Stage.APPLIED else None,
            joined_at=at if stage is Stage.JOINED else None,
        )
        self._add(membership)
        return membership

    def awaited(
        self,
        name: str,
        organisation: str | None,
        *,
        at: datetime = MAY,
        role: Role = Role.NEED_OWNER,
        invited_by: str,
    ) -> AwaitedPerson:
        """Somebody who is invited by mail and has no account in Slack yet."""
        awaited = AwaitedPerson(
            process_id=self.process.id,
            email=f"{name.split(maxsplit=1)[0].lower()}@mail.example",
            name=name,
            organisation_id=self.organisation(organisation).id if organisation else None,
            role=role,
            invited_by_id=self.people[invited_by].id,
            invited_at=at,
        )
        self._add(awaited)
        return awaited

    def answers(
        self,
        organisation: str,
        answers: dict[str, Value],
        *,
        by: str | None = None,
        at: datetime = MAY,
        sent: datetime | None = None,
    ) -> Interview:
        """Give these answers for the organisation; a later call edits them."""
        if by is None and f"Fra {organisation}" not in self.people:
            self.member(f"Fra {organisation}", organisation)
        organisation_id = self.organisation(organisation).id
        interview = find_interview(
            self.session, process_id=self.process.id, organisation_id=organisation_id
        )
        if interview is None:
            interview = Interview(
                process_id=self.process.id, organisation_id=organisation_id, started_at=at
            )
            self._add(interview)
        interview.confirmed_at = sent or interview.confirmed_at
        person = self.people[by or f"Fra {organisation}"]
        counting = select(Answer).where(
            Answer.interview_id == interview.id, col(Answer.replaced_at).is_(None)
        )
        former = {one.question_key: one for one in self.session.exec(counting)}
        for key, value in answers.items():
            if key in former:
                former[key].replaced_at = at
                self.session.flush()
            answer = Answer(
                interview_id=interview.id,
                question_key=key,
                given_by_id=person.id,
                given_at=at,
                **columns_of(value),
            )
            self._add(answer)
        return interview
