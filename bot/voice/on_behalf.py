"""Answers noted for somebody who phoned: the facilitator's forms, and what the person reads of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.engine import Ask, Review
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    Question,
    Value,
    Written,
)
from bot.conversation.replies import most_characters
from bot.voice.answers import choice_text, value_text
from bot.voice.blocks import (
    OPTION,
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    context,
    field,
    header,
    menu,
    message,
    modal,
    multi_menu,
    option,
    panel,
    plain,
    section,
    shorten,
)
from bot.voice.interview import BOXES_AT_MOST, misunderstood
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn, label, listed, say, unescape
from bot.voice.summaries import packed

_MOMENT = "on_behalf"
_VALUE, _TOLD, _LISTED, _INITIAL = 200, 250, 30, 3000
_CHARACTERS = 8000  # of the lines together: the rest of the message fits beside them
_FEW = 100  # lines of a menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What each of the forms says beside the question."""

    organisation: str
    name: str
    aim: str  # the process, the person: what the menu's lines begin with


def choose_form(
    people: Sequence[tuple[int, str]],
    language: Language,
    *,
    process: str,
    organisation: str,
    metadata: str,
) -> View:
    """Which of the organisation's people it was."""
    lines = [option(name, str(person_id)) for person_id, name in people[:_FEW]]
    element = menu("spoke", lines, placeholder=label("spoke.placeholder", language))
    intro = say(_MOMENT, "choose_intro", language, organisation=organisation)
    return modal(
        "on_behalf.choose",
        [header(process), section(intro), field("spoke", element, language)],
        language,
        private_metadata=metadata,
    )


def pick_form(language: Language, *, process: str, metadata: str) -> View:
    """Anybody who answers for an organisation."""
    picker = {
        "type": "users_select",
        "placeholder": plain(label("spoke.placeholder", language)),
    }
    intro = say(_MOMENT, "choose_intro", language, organisation=None)
    return modal(
        "on_behalf.choose",
        [header(process), section(intro), field("spoke", picker, language)],
        language,
        private_metadata=metadata,
    )


def said_field(question: Question) -> str:
    """The block in which that question is answered: of its own, or Slack would keep the last words."""
    return f"said:{question.key}"


def question_form(
    ask: Ask,
    review: Review,
    facts: Facts,
    language: Language,
    *,
    by: str | None,
    metadata: str,
    notice: Mrkdwn | None = None,
) -> View:
    """One question, put to the facilitator, with the answer so far. `by`: who had noted that."""
    question = ask.question
    blocks = [] if notice is None else [context(notice)]
    blocks.append(
        context(
            say(
                _MOMENT,
                "place",
                language,
                name=facts.name,
                organisation=facts.organisation,
                place=ask.progress.place,
                total=ask.progress.total,
            )
        )
    )
    help_text = question.help.in_(language) if question.help else None
    words = say("question", "ask", language, ask=question.ask.in_(language), help=help_text)
    blocks.append(section(words))
    if ask.previous is not None:
        shown = value_text(question, ask.previous, language, limit=_VALUE)
        blocks.append(context(say(_MOMENT, "so_far", language, value=shown, by=by)))
    blocks.append(_field(ask, language))
    value = f"{facts.aim}:{question.key}"
    acts = (
        ["on_behalf.dont_know"] if question.required else ["on_behalf.skip", "on_behalf.dont_know"]
    )
    blocks.append(actions([button(act, language, value=value) for act in acts]))
    blocks.append(actions([_jump(review, facts, language)]))
    blocks.append(context(say(_MOMENT, "told_later", language, name=facts.name)))
    return modal("on_behalf.question", blocks, language, private_metadata=metadata)


def _field(ask: Ask, language: Language) -> Block:
    question = ask.question
    example = question.example.in_(language) if question.example else None
    hint = say(_MOMENT, "hint", language, example=example)
    made = field("said", _element(ask, language), language, hint=unescape(hint))
    made["block_id"] = said_field(question)
    return made


def _element(ask: Ask, language: Language) -> Block:
    question, previous = ask.question, ask.previous
    chosen = previous.keys if isinstance(previous, Chosen) else ()
    lines = [option(choice_text(question, key, language), key) for key in question.offered]
    choose = label("spoke.placeholder", language)
    match question.kind:
        case AnswerKind.YES_NO | AnswerKind.ONE_OF if len(lines) <= BOXES_AT_MOST:
            radio: Block = {"type": "radio_buttons", "options": lines}
            first = next((one for one in lines if one["value"] in chosen), None)
            return radio if first is None else {**radio, "initial_option": first}
        case AnswerKind.YES_NO | AnswerKind.ONE_OF:
            return menu("said", lines, placeholder=choose, chosen=chosen[0] if chosen else "")
        case AnswerKind.MANY_OF if len(lines) <= BOXES_AT_MOST:
            return boxes("said", lines, ticked=chosen)
        case AnswerKind.MANY_OF:
            return multi_menu("said", lines, placeholder=choose, chosen=chosen)
        case _:
            typed: Block = {
                "type": "plain_text_input",
                "multiline": question.kind is AnswerKind.LONG_TEXT,
                "max_length": min(most_characters(question), _INITIAL),
            }
            if isinstance(previous, Written):
                typed["initial_value"] = previous.text[:_INITIAL]
            return typed


def _jump(review: Review, facts: Facts, language: Language) -> Block:
    lines = [
        option(
            shorten(_entry(entry.question, entry.value, language), OPTION),
            f"{facts.aim}:{entry.question.key}",
        )
        for entry in review.entries[:_FEW]
    ]
    return menu("on_behalf.jump", lines, placeholder=label("on_behalf.jump", language))


def _entry(question: Question, value: Value | None, language: Language) -> str:
    short = question.short.in_(language)
    return short if value is None else f"{short}: {value_text(question, value, language)}"


def unread_words(reason: str, heard: str, question: Question, language: Language) -> str:
    """Why what was typed is no answer, beside its field."""
    return unescape(misunderstood(reason, heard, question, language=language))


def end_view(facts: Facts, language: Language, *, told: bool) -> View:
    """Nothing is open any more. `told`: the person is written to now."""
    words = say(
        _MOMENT,
        "end",
        language,
        name=facts.name,
        organisation=facts.organisation,
        told=told,
    )
    return panel("on_behalf.end", [section(words)], language)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedLine:
    """One answer that was noted."""

    question: Question
    value: Value


def told_message(
    lines: Sequence[NotedLine],
    language: Language,
    *,
    by: Sequence[str],
    organisation: str,
    interview_id: int,
    up_to_id: int,
) -> Message:
    """What was noted in the person's name, and the two ways on: it is right, or it is to be changed."""
    facts = {"by": listed(by, language), "organisation": organisation, "count": len(lines)}
    shown = [
        say(
            "home",
            "answer",
            language,
            short=one.question.short.in_(language),
            value=value_text(one.question, one.value, language, limit=_TOLD),
            by=None,
        )
        for one in lines[:_LISTED]
    ]
    while sum(map(len, shown)) > _CHARACTERS:
        shown.pop()
    if len(lines) > len(shown):
        shown.append(say("home", "more", language, more=len(lines) - len(shown)))
    confirm = button(
        "on_behalf.confirm", language, value=f"{interview_id}:{up_to_id}", style="primary"
    )
    correct = button(
        "interview.review:correct",
        language,
        value=str(interview_id),
        text=label("on_behalf.correct", language),
    )
    return message(
        say(_MOMENT, "told_text", language, **facts),
        [
            section(say(_MOMENT, "told", language, **facts)),
            *(section(words) for words in packed(shown, between="\n")),
            actions([confirm, correct]),
        ],
    )


def confirmed_message(language: Language, *, by: str, is_open: bool) -> Message:
    """What stands in its place once it is confirmed."""
    return paragraph(say(_MOMENT, "confirmed", language, by=by, is_open=is_open))


def behalf_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence about noting answers."""
    return say(_MOMENT, part, language, **facts)
