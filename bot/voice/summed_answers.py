"""What the organisations have answered, question by question, for the facilitators to read."""

from collections.abc import Sequence

from bot.conversation.questions import Language, Question, Questionnaire
from bot.participation import Participation, Reached
from bot.summaries import QuestionSummary, Sum, choice_keys, in_order
from bot.voice.answers import amount_text, choice_text, month_text
from bot.voice.blocks import VIEW_BLOCKS, Block, View, header, section, shorten
from bot.voice.speak import Mrkdwn, say
from bot.voice.summaries import packed, reading_view, without_gaps

_MOMENT = "status_answers"
_NAME, _TEXT = 80, 200


def answers_view(
    summaries: Sequence[QuestionSummary],
    *,
    questionnaire: Questionnaire,
    participation: Participation,
    language: Language,
) -> View:
    """Every question under its heading. Many questions share blocks, so that all find room."""
    intro = section(
        say(
            _MOMENT,
            "intro",
            language,
            sent=len(participation.at(Reached.DONE)),
            under_way=len(participation.at(Reached.BEGUN)),
        )
    )
    for room in (0, 2900):  # a block for each question if there is room, else as full as may be
        blocks = [intro, *_questions(summaries, questionnaire, language, room=room)]
        if len(blocks) <= VIEW_BLOCKS:
            return reading_view("summaries.answers", blocks, language)
    rest = section(say(_MOMENT, "rest", language))
    return reading_view("summaries.answers", [*blocks[: VIEW_BLOCKS - 1], rest], language)


def _questions(
    summaries: Sequence[QuestionSummary],
    questionnaire: Questionnaire,
    language: Language,
    *,
    room: int,
) -> list[Block]:
    blocks: list[Block] = []
    for part in questionnaire.sections:
        words = [
            paragraph
            for one in summaries
            if one.question.section == part.key
            for paragraph in _paragraphs(one, language)
        ]
        if words:
            blocks.append(header(part.title.in_(language)))
            blocks += [section(one) for one in packed(words, between="\n\n", limit=room)]
    return blocks


def _paragraphs(summary: QuestionSummary, language: Language) -> list[Mrkdwn]:
    """The words on one question: one paragraph, or several if it has a hundred choices."""
    lines = [Mrkdwn(line) for line in question_words(summary, language).splitlines()]
    return packed(lines, between="\n", limit=2900)


def question_words(summary: QuestionSummary, language: Language) -> Mrkdwn:
    """What the answers to one question add up to."""
    question, sent, under_way = summary.question, summary.sent, summary.under_way
    words = say(
        _MOMENT,
        "question",
        language,
        short=question.short.in_(language),
        sent=sent.dealt_with,
        under_way=under_way.dealt_with,
        choices=_choices(summary, language),
        unchosen=_unchosen(summary, language),
        sums=[
            {
                "is_sent": tally is sent,
                "text": _sum(question, one, language),
                "organisations": one.organisations,
            }
            for tally in (sent, under_way)
            for one in tally.sums
        ],
        months=[
            {
                "is_sent": tally is sent,
                "earliest": month_text(tally.earliest, language),
                "latest": month_text(tally.latest, language),
            }
            for tally in (sent, under_way)
            if tally.earliest is not None and tally.latest is not None
        ],
        texts=[
            {
                "organisation": shorten(one.organisation, _NAME),
                "text": shorten(one.written.strip(), _TEXT),
                "is_sent": one.is_sent,
            }
            for one in summary.wordings
        ],
        more=sent.texts + under_way.texts - len(summary.wordings),
        skipped=sent.skipped + under_way.skipped,
        not_known=sent.not_known + under_way.not_known,
    )
    return without_gaps(words)


def _choices(summary: QuestionSummary, language: Language) -> list[dict[str, object]]:
    sent, under_way = dict(summary.sent.choices), dict(summary.under_way.choices)
    return [
        {
            "label": choice_text(summary.question, key, language),
            "sent": sent.get(key, 0),
            "under_way": under_way.get(key, 0),
        }
        for key in in_order(choice_keys(summary.question), sent | under_way)
    ]


def _unchosen(summary: QuestionSummary, language: Language) -> str:
    chosen = dict(summary.sent.choices) | dict(summary.under_way.choices)
    if not chosen:
        return ""
    return " · ".join(  # labels may have commas of their own
        choice_text(summary.question, key, language)
        for key in choice_keys(summary.question)
        if key not in chosen
    )


def _sum(question: Question, one: Sum, language: Language) -> str:
    unit = next((unit for unit in question.units if unit.key == one.unit), None)
    return amount_text(
        low=one.low, high=one.high, unit=unit, approximate=one.approximate, language=language
    )
