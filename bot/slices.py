"""Which organisations a status, a chart or an export is about, and what there is to choose from."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from bot.conversation.questions import AnswerKind, Question, Questionnaire
from bot.participation import Participation, Standing
from models.enums import OrganisationKind
from models.shares import region_names
from models.slices import WHOLE, Slice, organisations_that_chose

_MACHINES = "machine_classes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the organisations of a process can be told apart by."""

    kinds: tuple[OrganisationKind, ...]
    regions: tuple[tuple[str, str], ...]  # key and name
    question: Question | None  # whose choices tell them apart


def offered(
    session: Session, *, participation: Participation, questionnaire: Questionnaire
) -> Offered:
    """The kinds and regions that take part, and the question about machine classes.

    A process without one takes the first question with several choices.
    """
    kinds = {one.kind for one in participation.standings}
    lying_in = {one.region for one in participation.standings}
    names = region_names(session)
    question = questionnaire.find(_MACHINES) or next(
        (one for one in questionnaire.questions if one.kind is AnswerKind.MANY_OF), None
    )
    return Offered(
        kinds=tuple(kind for kind in OrganisationKind if kind in kinds),
        regions=tuple(
            sorted(
                ((key, names.get(key, key)) for key in lying_in if key is not None),
                key=lambda one: one[1],
            )
        ),
        question=question,
    )


def belonging(session: Session, within: Slice, *, process_id: int) -> Callable[[Standing], bool]:
    """Whether an organisation is in the slice."""
    chose: set[int] | None = None
    if within.choice is not None:
        question_key, choice = within.choice
        chose = organisations_that_chose(
            session, process_id=process_id, question_key=question_key, choice=choice
        )

    def is_within(standing: Standing) -> bool:
        return (
            within.kind in (None, standing.kind)
            and within.region in (None, standing.region)
            and (chose is None or standing.organisation_id in chose)
        )

    return is_within


def participation_within(
    session: Session, people: Participation, within: Slice, *, process_id: int
) -> Participation:
    """Where the organisations of the slice stand."""
    if within.is_whole:
        return people
    return people.among(belonging(session, within, process_id=process_id))


def slice_value(process_id: int, within: Slice) -> str:
    """The slice of a process as a button carries it."""
    if within.is_whole:
        return str(process_id)
    kind = within.kind.value if within.kind is not None else ""
    question, choice = within.choice or ("", "")
    return ":".join((str(process_id), kind, within.region or "", question, choice))


def slice_from(value: str) -> tuple[str, Slice]:
    """The process and the slice again. It came from outside: what cannot be read is left out."""
    process, *parts = value.split(":")
    if len(parts) != 4:
        return process, WHOLE
    kind, region, question, choice = parts
    return process, Slice(
        kind=OrganisationKind(kind) if kind in list(OrganisationKind) else None,
        region=region or None,
        choice=(question, choice) if question and choice else None,
    )
