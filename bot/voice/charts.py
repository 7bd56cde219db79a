"""The status as charts, in words: headings, labels, and what a screen reader tells of a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from bot.charts import Bar, BarChart, Panel, StepChart, bar_picture, pages, step_picture
from bot.conversation.questions import Language, Question
from bot.days import local, short_date
from bot.participation import Participation, Reached
from bot.summaries import QuestionSummary, Sum, choice_keys, in_order
from bot.voice.answers import amount_text, choice_text
from bot.voice.blocks import shorten
from bot.voice.speak import label, say, say_plain

_MOMENT = "chart"
_ALT = 1800  # characters: Slack takes 2,000
_DAYS_MARKED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFacts:
    """What the charts of one status show."""

    process: str
    within: str  # the slice in words; "" for everybody
    participation: Participation
    summaries: Sequence[QuestionSummary]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file to hand out. `comment` is Slack's markup, `alt` what a screen reader says."""

    name: str
    content: bytes
    comment: str
    alt: str


def pictures(facts: ChartFacts, language: Language) -> Iterator[Picture]:
    """Every chart that there is something to show in."""
    steps = response_chart(facts, language)
    if steps is not None:
        alt = _steps_alt(steps, language)
        yield _picture("response_comment", step_picture(steps), alt, language)
    for comment, chart in (
        ("choices_comment", choices_chart(facts, language)),
        ("sums_comment", sums_chart(facts, language)),
    ):
        for number, page in enumerate(pages(chart), start=1):
            yield _picture(comment, bar_picture(page), _bars_alt(page), language, number=number)


def _picture(
    comment: str, content: bytes, alt: str, language: Language, *, number: int = 1
) -> Picture:
    name = label(f"chart_file.{comment.removesuffix('_comment')}", language)
    return Picture(
        name=f"{name}.png" if number == 1 else f"{name}-{number}.png",
        content=content,
        comment=say(_MOMENT, comment, language),
        alt=shorten(alt, _ALT),
    )


def choices_chart(facts: ChartFacts, language: Language) -> BarChart:
    """How many organisations have chosen what."""
    panels = tuple(
        Panel(
            title=one.question.short.in_(language),
            bars=tuple(_choice_bars(one, language)),
        )
        for one in facts.summaries
        if one.question.offered and (one.sent.choices or one.under_way.choices)
    )
    return _bar_chart("choices_heading", panels, facts, language)


def _choice_bars(summary: QuestionSummary, language: Language) -> Iterator[Bar]:
    sent, under_way = dict(summary.sent.choices), dict(summary.under_way.choices)
    known = choice_keys(summary.question)
    for key in in_order(known, {*known, *sent, *under_way}):
        yield Bar(
            label=choice_text(summary.question, key, language),
            filled=sent.get(key, 0),
            hatched=under_way.get(key, 0),
            words=say_plain(
                _MOMENT,
                "count",
                language,
                sent=sent.get(key, 0),
                under_way=under_way.get(key, 0),
            ),
        )


def sums_chart(facts: ChartFacts, language: Language) -> BarChart:
    """What is sent, added up for each kind of organisation: filled to the low end of the range."""
    panels = tuple(
        Panel(
            title=one.question.short.in_(language),
            bars=tuple(_sum_bars(one, unit, language)),
        )
        for one in facts.summaries
        for unit in [each.unit for each in one.sent.sums]
    )
    return _bar_chart("sums_heading", panels, facts, language)


def _sum_bars(summary: QuestionSummary, unit: str, language: Language) -> Iterator[Bar]:
    for kind, sums in summary.kinds:
        for one in sums:
            if one.unit == unit:
                yield _sum_bar(
                    label(f"summary_kind.{kind.value}", language), one, summary.question, language
                )


def _sum_bar(name: str, one: Sum, question: Question, language: Language) -> Bar:
    low, high = max(one.low, Decimal(0)), max(one.high, Decimal(0))
    return Bar(
        label=name,
        filled=float(low),
        hatched=float(high - low),
        words=amount_text(
            low=one.low,
            high=one.high,
            unit=next((unit for unit in question.units if unit.key == one.unit), None),
            approximate=one.approximate,
            language=language,
        ),
    )


def _bar_chart(
    heading: str, panels: tuple[Panel, ...], facts: ChartFacts, language: Language
) -> BarChart:
    topic = heading.removesuffix("_heading")
    bars = [bar for panel in panels for bar in panel.bars]
    return BarChart(
        heading=say_plain(_MOMENT, heading, language, process=facts.process),
        note=_note(facts, language),
        filled=label(f"chart_filled.{topic}", language),
        hatched=label(f"chart_hatched.{topic}", language) if any(b.hatched for b in bars) else "",
        panels=panels,
    )


def _note(facts: ChartFacts, language: Language) -> str:
    people = facts.participation
    return say_plain(
        _MOMENT,
        "note",
        language,
        day=short_date(local(facts.now).date(), language),
        within=facts.within,
        done=len(people.at(Reached.DONE)),
        total=people.taking_part,
    )


def response_chart(facts: ChartFacts, language: Language) -> StepChart | None:
    """How many organisations have sent their answers by when. None before the first."""
    people = facts.participation
    days = sorted(people.sent_on)
    if not days:
        return None
    # From the day before, so that the first step is seen.
    first, until = days[0] - timedelta(days=1), max(local(facts.now).date(), days[-1])
    steps = tuple(zip(days, accumulate(people.sent_on[day] for day in days), strict=True))
    return StepChart(
        heading=say_plain(_MOMENT, "response_heading", language, process=facts.process),
        note=_note(facts, language),
        steps=((first, 0), *steps),
        until=until,
        most=people.taking_part,
        most_words=say_plain(_MOMENT, "most", language, total=people.taking_part),
        now_words=say_plain(_MOMENT, "sent", language, count=steps[-1][1]),
        days=tuple((day, short_date(day, language)) for day in _marked(first, until)),
    )


def _marked(first: date, until: date) -> list[date]:
    span = (until - first).days
    marked = min(_DAYS_MARKED, span + 1)
    if marked < 2:
        return [first]
    return [first + timedelta(days=round(span * n / (marked - 1))) for n in range(marked)]


def _bars_alt(chart: BarChart) -> str:
    parts = [f"{chart.heading}. {chart.note}."]
    for panel in chart.panels:
        bars = "; ".join(f"{bar.label}: {bar.words}" for bar in panel.bars)
        parts.append(_sentence(f"{panel.title}: {bars}"))
    return " ".join(parts)


def _sentence(words: str) -> str:
    """With one full stop, also after an abbreviation such as "kr."."""
    return f"{words.removesuffix('.')}."


def _steps_alt(chart: StepChart, language: Language) -> str:
    """The steps by day; of very many, the newest."""
    steps = [
        say_plain(_MOMENT, "alt_step", language, day=short_date(day, language), count=count)
        for day, count in chart.steps[1:][-24:]
    ]
    return " ".join([f"{chart.heading}. {chart.note}.", f"{'; '.join(steps)}."])
