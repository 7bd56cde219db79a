"""The sums of a process that its members may see. They are worded in bot/voice/shared_sums.py.

They stand still between three sendings: else whoever looked before and after one organisation sent
its answers, or sent them anew, could read them from the difference. An answer that was changed
and is not sent anew waits for the next three as well.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.answers import decimal_of
from bot.branches import Branches, branches_from
from bot.conversation.questions import AnswerKind, Question
from bot.questionnaires import questionnaire_of
from bot.small_numbers import FEWEST, Part, Protected, choices_shown, protect
from bot.summaries import choice_keys, in_order
from models import Process
from models.branches import Decided
from models.enums import AnswerState
from models.shares import Share, moments_of_sending, region_names, shares_at

NO_REGION = ""

_CHOSEN = frozenset({AnswerKind.YES_NO, AnswerKind.ONE_OF, AnswerKind.MANY_OF})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSum:
    """One question's numbers in one unit."""

    unit: str
    table: Protected


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """What may be shown of one question. Choices without a number are not shown."""

    question: Question
    choices: Mapping[str, int | None]
    sums: tuple[SharedSum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSums:
    """Everything that may be shown. `at`: how it stood then; None: too few have sent yet."""

    at: datetime | None
    organisations: int
    questions: tuple[SharedQuestion, ...]
    regions: Mapping[str, str]  # their names


def shared_sums(session: Session, *, process: Process) -> SharedSums:
    """What every member of the process may see."""
    sent = moments_of_sending(session, process_id=process.id)
    counted = len(sent) // FEWEST * FEWEST
    if not counted:
        return SharedSums(at=None, organisations=0, questions=(), regions={})
    at = sent[counted - 1]
    shares = list(shares_at(session, process_id=process.id, at=at))
    questionnaire = questionnaire_of(session, process=process)
    branches = branches_from([_decided(one) for one in shares], questionnaire=questionnaire)
    by_question = _that_count(shares, branches)
    questions = (
        _shared(question, by_question.get(question.key, ())) for question in questionnaire.questions
    )
    return SharedSums(
        at=at,
        organisations=counted,
        questions=tuple(one for one in questions if one.choices or one.sums),
        regions=region_names(session),
    )


def _decided(share: Share) -> Decided:
    return share.interview_id, share.question_key, share.state, share.choices


def _that_count(shares: Iterable[Share], branches: Branches) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = {}
    for share in shares:
        is_answer = share.state is AnswerState.ANSWERED
        if is_answer and branches.counts(share.interview_id, share.question_key):
            found.setdefault(share.question_key, []).append(share)
    return found


def _shared(question: Question, shares: Sequence[Share]) -> SharedQuestion:
    return SharedQuestion(
        question=question,
        choices=_choices(question, shares) if question.kind in _CHOSEN else {},
        sums=_sums(question, shares) if question.kind is AnswerKind.NUMBER else (),
    )


def _choices(question: Question, shares: Sequence[Share]) -> dict[str, int | None]:
    counts: Counter[str] = Counter()
    for share in shares:
        counts.update(key for key in (share.choices or "").split(",") if key)
    keys = in_order(choice_keys(question), {*choice_keys(question), *counts})
    return choices_shown(
        {key: counts[key] for key in keys},
        answered=len(shares),
        one_of=question.kind is not AnswerKind.MANY_OF,
    )


def _sums(question: Question, shares: Sequence[Share]) -> tuple[SharedSum, ...]:
    parts: dict[str, list[Part]] = {}
    for share in shares:
        if share.low is not None and share.high is not None:
            parts.setdefault(share.unit or "", []).append(
                Part(
                    kind=share.kind.value,
                    region=share.region or NO_REGION,
                    low=decimal_of(share.low),
                    high=decimal_of(share.high),
                    approximate=share.approximate,
                )
            )
    units = in_order([one.key for one in question.units], parts)
    return tuple(SharedSum(unit=unit, table=protect(parts[unit])) for unit in units)
