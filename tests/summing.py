"""What the answers to one question add up to, for tests that compare it with a sum of their own."""

from decimal import Decimal

from bot.summaries import QuestionSummary, Sum, summarise
from tests.gathering import Gathering


def summary_of(gathering: Gathering, key: str) -> QuestionSummary:
    summaries = summarise(gathering.session, process=gathering.process)
    return next(one for one in summaries if one.question.key == key)


def total(low: str, high: str, count: int, unit: str = "machines", about: bool = False) -> Sum:
    return Sum(
        unit=unit, low=Decimal(low), high=Decimal(high), approximate=about, organisations=count
    )
