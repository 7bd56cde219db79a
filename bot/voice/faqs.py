"""Published answers, in words: one that was asked for, the list, and the form to publish with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content_questions import PROSE, TITLE
from bot.conversation.questions import Language
from bot.voice.blocks import (
    VALUE,
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    confirm_dialog,
    context,
    divider,
    field,
    message,
    modal,
    option,
    panel,
    section,
    shorten,
)
from bot.voice.enquiries import whole
from bot.voice.speak import Mrkdwn, escape, label, listed, say
from models.enums import Role

_MOMENT = "faq"
MOST_LISTED = 24  # at once, with three blocks each
_LINE = 300  # characters of an answer in the list
_FIELDS = ("question_da", "answer_da", "question_en", "answer_en")
_LIMITS = {"question_da": TITLE, "question_en": TITLE, "answer_da": PROSE, "answer_en": PROSE}
_KEYWORDS = 1300  # characters of all of them


def faq_message(
    language: Language, *, process_id: int, faq_id: int, question: str, answer: str, asked: str
) -> Message:
    """A published answer. `asked`: the reader's own words, to go on with if it is not the one."""
    head = f"{process_id}:{faq_id}:"
    value = f"{head}{asked[: VALUE - len(head)]}"
    return message(
        say(_MOMENT, "text", language, question=question),
        [
            section(say(_MOMENT, "question", language, question=question)),
            *whole(answer),
            context(say(_MOMENT, "from", language)),
            actions([button("enquiries.not_this", language, value=value)]),
        ],
    )


def published_message(language: Language, *, by: str, question: str) -> Message:
    """In the thread: it has become a published answer."""
    words = say(_MOMENT, "published", language, by=by, question=question)
    return message(words, [section(words)])


def saved_message(language: Language, *, question: str, is_new: bool, roles: int) -> Message:
    """To whoever published it."""
    facts = {"question": question, "is_new": is_new, "roles": roles}
    return message(
        say(_MOMENT, "saved_text", language, question=question),
        [section(say(_MOMENT, "saved", language, **facts))],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One in the list."""

    faq_id: int
    question: str
    answer: str
    audience: tuple[str, ...]


def list_view(
    language: Language,
    *,
    process_id: int,
    process: str,
    lines: Sequence[Line],
    may_publish: bool,
    start: int = 0,
) -> View:
    """What this reader can be answered, a page at a time; for facilitators with what they can change."""
    count = len(lines)
    blocks = [section(say(_MOMENT, "list", language, process=process, count=count))]
    if may_publish:
        add = button("faqs.add", language, value=str(process_id), style="primary")
        blocks.append(actions([add]))
    for one in lines[start : start + MOST_LISTED]:
        words = Mrkdwn(
            f"*{escape(one.question)}*\n{escape(shorten(one.answer.replace(chr(10), ' '), _LINE))}"
        )
        blocks += [divider(), section(words)]
        if may_publish:
            blocks.append(actions(_line_buttons(one, language)))
    rest = count - start - MOST_LISTED
    if rest > 0:
        value = f"{process_id}:{start + MOST_LISTED}"
        blocks.append(context(say(_MOMENT, "list_more", language, more=rest)))
        blocks.append(actions([button("faqs.more", language, value=value)]))
    return panel("faqs.list", blocks, language)


def _line_buttons(one: Line, language: Language) -> list[Block]:
    value = str(one.faq_id)
    asks = confirm_dialog(
        say(_MOMENT, "withdraw_confirm", language),
        title=label("faqs.withdraw.title", language),
        yes=label("faqs.withdraw.yes", language),
        no=label("faqs.withdraw.no", language),
    )
    return [
        button(
            act,
            language,
            value=value,
            confirm=confirm,
            spoken=f"{label(act, language)}: {one.question}",
        )
        for act, confirm in (("faqs.edit", None), ("faqs.withdraw", asks))
    ]


def faq_form(
    language: Language,
    *,
    values: Mapping[str, str],
    keywords: Sequence[str],
    audience: Sequence[str],
    metadata: str,
    from_enquiry: bool,
    names: Sequence[str] = (),
) -> View:
    """The form to publish with. `names`: words that may tell who asked, to be decided on."""
    blocks = [section(say(_MOMENT, "form", language, from_enquiry=from_enquiry))]
    if names:
        found = listed([f"»{one}«" for one in names], language)
        blocks.append(section(say(_MOMENT, "names", language, names=found)))
        yes = [option(label("faq_names.yes", language), "yes")]
        blocks.append(field("faq_names", boxes("faq_names", yes), language, optional=True))
    for name in _FIELDS:
        element: Block = {"type": "plain_text_input", "max_length": _LIMITS[name]}
        if name.startswith("answer"):
            element["multiline"] = True
        if values.get(name):
            element["initial_value"] = values[name]
        blocks.append(field(f"faq_{name}", element, language))
    words: Block = {"type": "plain_text_input", "max_length": _KEYWORDS}
    if keywords:
        words["initial_value"] = ", ".join(keywords)
    hint = say(_MOMENT, "keywords_hint", language)
    blocks.append(field("faq_keywords", words, language, optional=True, hint=hint))
    roles = [option(label(f"role.{one.value}", language), one.value) for one in Role]
    ticked = boxes("faq_audience", roles, ticked=audience)
    blocks.append(field("faq_audience", ticked, language))
    return modal("faqs.publish", blocks, language, private_metadata=metadata)


def faq_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence about published answers."""
    return say(_MOMENT, part, language, **facts)


def fault_words(fault: str, language: Language) -> Mrkdwn:
    """What is wrong with a field, and what to do."""
    return say(_MOMENT, fault, language)
