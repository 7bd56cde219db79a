"""The sums that members may see, and how facilitators see what others see."""

from collections.abc import Iterator, Mapping

from bot.conversation.questions import Language, Question
from bot.days import local, short_date
from bot.shared_sums import NO_REGION, SharedQuestion, SharedSum, SharedSums
from bot.small_numbers import Total
from bot.voice.answers import amount_text, choice_text
from bot.voice.blocks import VIEW_BLOCKS, Block, Message, View, actions, button, header, section
from bot.voice.blocks import message as whole_message
from bot.voice.speak import Mrkdwn, label, say
from bot.voice.summaries import packed, reading_view, without_gaps

_MOMENT = "shared_sums"


def shared_view(
    sums: SharedSums, *, process_id: int, process: str, language: Language, is_open: bool
) -> View:
    """All of it, to be read in a modal. `is_open`: the reader sees everything elsewhere."""
    blocks = _blocks(sums, process_id=process_id, process=process, language=language)
    if is_open:
        blocks.insert(1, section(say(_MOMENT, "for_facilitators", language)))
    return reading_view("summaries.shared", blocks[:VIEW_BLOCKS], language)


def no_sums_message(language: Language) -> Message:
    """For somebody in a role that sees no sums."""
    text = say(_MOMENT, "refused_text", language)
    return whole_message(text, [section(say(_MOMENT, "refused", language))])


def sums_message(*, process_id: int, process: str, language: Language) -> Message:
    """For whoever asks where no modal can be opened: a button that opens it."""
    text = say(_MOMENT, "text", language, process=process)
    open_it = button("summaries.shared", language, value=str(process_id), style="primary")
    return whole_message(text, [section(text), actions([open_it])])


def _blocks(sums: SharedSums, *, process_id: int, process: str, language: Language) -> list[Block]:
    if sums.at is None:
        return [header(process), section(say(_MOMENT, "none_yet", language))]
    intro = say(
        _MOMENT,
        "intro",
        language,
        organisations=sums.organisations,
        day=short_date(local(sums.at).date(), language),
    )
    paragraphs = [_paragraph(one, sums.regions, language) for one in sums.questions]
    return [
        header(process),
        section(intro),
        *(section(one) for one in packed(paragraphs, between="\n\n")),
        actions([button("exports.sums", language, value=str(process_id))]),
    ]


def _paragraph(one: SharedQuestion, regions: Mapping[str, str], language: Language) -> Mrkdwn:
    question = one.question
    words = say(
        _MOMENT,
        "question",
        language,
        short=question.short.in_(language),
        choices=[
            {"label": choice_text(question, key, language), "count": count}
            for key, count in one.choices.items()
        ],
        sums=[_sum(question, each, regions, language) for each in one.sums],
    )
    return without_gaps(words)


def _sum(
    question: Question, one: SharedSum, regions: Mapping[str, str], language: Language
) -> dict[str, object]:
    rows = list(breakdown(one, regions, language))
    return {
        "unit": unit_text(question, one.unit, language),
        "total": _shown(question, one.unit, one.table.total, language),
        "rows": [
            {"label": words, **shown}
            for words, total in rows
            if (shown := _shown(question, one.unit, total, language)) is not None
        ],
        "hidden": [words for words, total in rows if total is None] if one.table.total else [],
    }


def breakdown(
    one: SharedSum, regions: Mapping[str, str], language: Language
) -> Iterator[tuple[str, Total | None]]:
    """What a sum is made of: by kind, then by region, each under its name."""
    for kind, total in one.table.kinds.items():
        yield label(f"summary_kind.{kind}", language), total
    for region, total in one.table.regions.items():
        name = regions.get(region, region)
        yield name if region != NO_REGION else label("summaries.no_region", language), total


def unit_text(question: Question, unit: str, language: Language) -> str:
    """The name of a question's unit."""
    return next((one.label.in_(language) for one in question.units if one.key == unit), unit)


def _shown(
    question: Question, unit: str, total: Total | None, language: Language
) -> dict[str, object] | None:
    if total is None:
        return None
    amount = amount_text(
        low=total.low,
        high=total.high,
        unit=next((one for one in question.units if one.key == unit), None),
        approximate=total.approximate,
        language=language,
    )
    return {"amount": amount, "organisations": total.organisations}
