"""Questions to read replies to, and the shortest way of asking them."""

from datetime import date
from decimal import Decimal

from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Chosen,
    Language,
    Month,
    Quantity,
    Question,
    Text,
    Unit,
)
from bot.conversation.replies import Misunderstanding, Misunderstood, read_reply

TODAY = date(2022, 5, 9)


def unit(key: str, da: str, en: str, *words: str) -> Unit:
    return Unit(key=key, label=Text(da=da, en=en), words=words)


def choice(key: str, da: str, en: str) -> Choice:
    return Choice(key=key, label=Text(da=da, en=en))


def question(
    kind: AnswerKind,
    *,
    units: tuple[Unit, ...] = (),
    choices: tuple[Choice, ...] = (),
    ask: str = "Hvor meget?",
) -> Question:
    return Question(
        key="asked",
        section="all",
        kind=kind,
        ask=Text(da=ask, en=ask),
        short=Text(da="Spurgt", en="Asked"),
        units=units,
        choices=choices,
    )


KRONER = unit("kr", "kr.", "DKK")
MILLIONS = unit("mio_kr", "mio. kr.", "million DKK")
PIECES = unit("stk", "stk.", "pcs.", "maskiner", "machines")
HOURS = unit("hours", "timer", "hours", "t")
HOURS_PER_YEAR = unit("hours_per_year", "timer pr. år", "hours per year")
TONS_OF_CO2 = unit("tons", "tons CO₂", "tonnes of CO₂")
DIESEL = unit("diesel", "liter diesel", "litres of diesel")
HVO = unit("hvo", "liter HVO", "litres of HVO")
AREA = unit("area", "m²", "m²", "kvm", "kvadratmeter")


def said(
    asked: Question, raw: str, language: Language = Language.DANISH, today: date = TODAY
) -> object:
    """The value understood, or the reason for not understanding."""
    read = read_reply(asked, raw, language=language, today=today)
    return read.reason if isinstance(read, Misunderstood) else read.value


def amount(raw: str, *units: Unit, language: Language = Language.DANISH) -> object:
    return said(question(AnswerKind.NUMBER, units=units), raw, language)


def month(raw: str, today: date = TODAY) -> object:
    return said(question(AnswerKind.MONTH), raw, today=today)


def exactly(value: str, unit_: Unit) -> Quantity:
    return Quantity(low=Decimal(value), high=Decimal(value), unit=unit_.key)


def about(value: str, unit_: Unit) -> Quantity:
    return Quantity(low=Decimal(value), high=Decimal(value), unit=unit_.key, approximate=True)


def between(low: str, high: str, unit_: Unit, *, approximate: bool = False) -> Quantity:
    return Quantity(low=Decimal(low), high=Decimal(high), unit=unit_.key, approximate=approximate)


def in_month(year: int, month_: int | None = None) -> Month:
    return Month(year=year, month=month_)


def chosen(*keys: str) -> Chosen:
    return Chosen(keys)


Reason = Misunderstanding
