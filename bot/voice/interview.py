"""The needs mapping in words: a question, an answer taken, what could not be read, the review."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.conversation.engine import Ask, BranchChange
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    Question,
    Questionnaire,
    Value,
)
from bot.conversation.replies import most_characters
from bot.voice.answers import choice_text, number_text, value_text
from bot.voice.blocks import (
    Block,
    Message,
    actions,
    boxes,
    button,
    context,
    menu,
    message,
    multi_menu,
    option,
    section,
    shorten,
)
from bot.voice.speak import Mrkdwn, either, label, say

BUTTONS_AT_MOST = 5  # more choices are a menu
BOXES_AT_MOST = 10  # Slack's limit; more choices are a menu
VALUE_SHOWN = 280  # characters of a long answer in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question to be put, of an interview, perhaps with a word before it."""

    interview_id: int
    questionnaire: Questionnaire
    ask: Ask
    before: Mrkdwn | None = None
    noted_by: str | None = None  # who noted the present answer for somebody


def question_message(put: Put, language: Language) -> Message:
    """The question with its choices, its place in the whole, and the ways out that are always there."""
    question, progress = put.ask.question, put.ask.progress
    place = {"place": progress.place, "total": progress.total}
    blocks: list[Block] = [] if put.before is None else [section(put.before)]
    blocks.append(
        context(
            say(
                "question",
                "place",
                language,
                **place,
                section=_section_title(put.questionnaire, question, language),
            )
        )
    )
    ask = question.ask.in_(language)
    help_text = question.help.in_(language) if question.help else None
    blocks.append(section(say("question", "ask", language, ask=ask, help=help_text)))
    if put.ask.previous is not None:
        shown = value_text(question, put.ask.previous, language, limit=VALUE_SHOWN)
        blocks.append(
            context(say("question", "previous", language, previous=shown, by=put.noted_by))
        )
    blocks += _answering(put, language)
    blocks.append(actions(_ways_out(put, language)))
    return message(say("question", "text", language, **place, ask=ask), blocks)


def _section_title(questionnaire: Questionnaire, question: Question, language: Language) -> str:
    titles = {one.key: one.title.in_(language) for one in questionnaire.sections}
    return titles.get(question.section, "")


def _answering(put: Put, language: Language) -> list[Block]:
    question = put.ask.question
    previous = put.ask.previous
    chosen = previous.keys if isinstance(previous, Chosen) else ()
    match question.kind:
        case AnswerKind.YES_NO | AnswerKind.ONE_OF:
            keys = question.offered
            if len(keys) <= BUTTONS_AT_MOST:
                return [actions([_choice(put, key, language) for key in keys])]
            options = _options(put, keys, language)
            first = f"{put.interview_id}:{question.key}:{chosen[0]}" if chosen else ""
            placeholder = say("question", "choose", language)
            return [
                actions([menu("interview.choose", options, placeholder=placeholder, chosen=first)])
            ]
        case AnswerKind.MANY_OF:
            keys = question.offered
            options = _options(put, keys, language)
            ticked = [f"{put.interview_id}:{question.key}:{key}" for key in chosen]
            if len(keys) <= BOXES_AT_MOST:
                element = boxes("interview.tick", options, ticked=ticked)
            else:
                placeholder = say("question", "choose", language)
                element = multi_menu(
                    "interview.tick", options, placeholder=placeholder, chosen=ticked
                )
            save = button(
                "interview.choose_many",
                language,
                value=f"{put.interview_id}:{question.key}",
                style="primary",
            )
            how = _how(question, language)
            return [context(how), actions([element]), actions([save])]
        case _:
            return [context(_how(question, language))]


def _how(question: Question, language: Language) -> Mrkdwn:
    return say(
        "question",
        "how",
        language,
        kind=question.kind.value,
        units=_units(question, language),
        example=question.example.in_(language) if question.example else None,
    )


def _units(question: Question, language: Language) -> str:
    return either([unit.label.in_(language) for unit in question.units], language)


def _choice(put: Put, key: str, language: Language) -> Block:
    question = put.ask.question
    return button(
        f"interview.choose:{key}",
        language,
        value=f"{put.interview_id}:{question.key}:{key}",
        text=choice_text(question, key, language),
    )


def _options(put: Put, keys: Sequence[str], language: Language) -> list[Block]:
    question = put.ask.question
    return [
        option(choice_text(question, key, language), f"{put.interview_id}:{question.key}:{key}")
        for key in keys
    ]


def _ways_out(put: Put, language: Language) -> list[Block]:
    question = put.ask.question
    value = f"{put.interview_id}:{question.key}"
    acts = ["interview.dont_know", "interview.pause"]
    if not question.required:
        acts.insert(0, "interview.skip")
    if put.ask.progress.place > 1:
        acts.insert(0, "interview.back")
    return [button(act, language, value=value) for act in acts]


def answered_message(
    interview_id: int, question: Question, value: Value, language: Language
) -> Message:
    """What stands in a question's place once it is answered: the answer, and a way to edit it."""
    short = question.short.in_(language)
    words = value_text(question, value, language, limit=2400)
    return message(
        say(
            "question",
            "answered_text",
            language,
            short=short,
            value=shorten(words, 150),
        ),
        [
            section(
                say("question", "answered", language, short=short, value=words),
                accessory=edit_button(interview_id, question, language),
            )
        ],
    )


def folded_message(interview_id: int, question: Question, language: Language) -> Message:
    """What stands in place of a question without an answer, once it has been put again further on."""
    short = question.short.in_(language)
    text = say("question", "folded", language, short=short)
    reopen = edit_button(interview_id, question, language, text=label("interview.open", language))
    return message(text, [section(text, accessory=reopen)])


def edit_button(
    interview_id: int, question: Question, language: Language, *, text: str | None = None
) -> Block:
    """*Ret* (or `text`) beside one answer; a screen reader hears which."""
    value = f"{interview_id}:{question.key}"
    made = button(f"interview.edit:{question.key}", language, value=value, text=text)
    words: str = made["text"]["text"]
    made["accessibility_label"] = shorten(f"{words}: {question.short.in_(language)}", 75)
    return made


def branch_note(branch: BranchChange, language: Language) -> Mrkdwn | None:
    """What an edit did to other answers, or None if it did nothing."""
    notes = [
        say("question", part, language, names=[one.short.in_(language) for one in questions])
        for part, questions in (("asleep", branch.asleep), ("awake", branch.awake))
        if questions
    ]
    return Mrkdwn("\n".join(notes)) if notes else None


def misunderstood(reason: str, heard: str, question: Question, *, language: Language) -> Mrkdwn:
    """Why a reply could not be read, and an example of one that could."""
    return say(
        "misunderstood",
        "body",
        language,
        reason=reason,
        heard=shorten(heard, 120),
        units=_units(question, language),
        limit=number_text(Decimal(most_characters(question)), language),
    )


def paused_message(put: Put, language: Language, *, reminder: str) -> Message:
    """The pause, with the one button that ends it. `reminder`: the day on which Sammen writes."""
    progress = put.ask.progress
    text = say("question", "paused_text", language)
    body = say(
        "question",
        "paused",
        language,
        place=progress.place,
        total=progress.total,
        reminder=reminder,
    )
    resume = button("interview.resume", language, value=str(put.interview_id), style="primary")
    return message(text, [section(body), actions([resume])])


def conflict_message(
    interview_id: int,
    question: Question,
    *,
    theirs: Value,
    their_name: str,
    mine: Value,
    mine_id: int,
    theirs_id: int,
    language: Language,
) -> Message:
    """A colleague was quicker: both answers, and the choice between them."""
    facts = {
        "name": their_name,
        "short": question.short.in_(language),
        "theirs": value_text(question, theirs, language, limit=1000),
        "mine": value_text(question, mine, language, limit=1000),
    }
    value = f"{interview_id}:{question.key}:{mine_id}:{theirs_id}"
    return message(
        say("question", "conflict_text", language, **facts),
        [
            section(say("question", "conflict", language, **facts)),
            actions(
                [
                    button("interview.use_mine", language, value=value),
                    button("interview.keep_theirs", language, value=value),
                ]
            ),
        ],
    )
