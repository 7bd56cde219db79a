"""The friendly way on: what Sammen can do for this person just now, and whom else to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.questions import Language
from bot.days import month_name
from bot.examples import Example
from bot.voice.blocks import Block, Message, actions, button, context, message, section
from bot.voice.speak import Mrkdwn, label, quote_plainly, say, say_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call or write to."""

    name: str
    title: str
    organisation: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the help depends on."""

    process_id: int
    is_facilitator: bool
    may_answer: bool
    interview_id: int | None  # None: not begun
    answered: int
    total: int
    is_sent: bool
    contacts: tuple[Contact, ...]
    examples: tuple[Example, ...] = ()


def help_message(situation: Situation, language: Language, *, lost: bool = False) -> Message:
    """What one can do now. `lost`: it comes because a message was not understood."""
    blocks: list[Block] = [section(say("help", "lost", language))] if lost else []
    if situation.is_facilitator:
        blocks.append(section(say("help", "facilitator", language)))
    else:
        blocks.append(
            section(
                say(
                    "help",
                    "member",
                    language,
                    may_answer=situation.may_answer,
                    is_sent=situation.is_sent,
                    answered=situation.answered,
                    total=situation.total if situation.interview_id is not None else 0,
                )
            )
        )
    blocks += example_blocks(situation.examples, language)
    if buttons := _ways_on(situation, language):
        blocks.append(actions(buttons))
    text = say("help", "lost_text" if lost else "text", language)
    return message(text, blocks)


def example_blocks(examples: Sequence[Example], language: Language) -> list[Block]:
    """Real things to ask, in words to copy, each with the button that asks it."""
    if not examples:
        return []
    asked = [example_words(one, language) for one in examples]
    lines = [say("help", "example", language, words=quote_plainly(one)) for one in asked]
    heading = say("help", "examples", language)
    tries = [
        button(f"requests.try:{number}", language, value=words, text=words)
        for number, words in enumerate(asked, start=1)
    ]
    copied = context(say("help", "examples_note", language))
    return [section(Mrkdwn("\n".join([heading, *lines]))), actions(tries), copied]


def example_words(example: Example, language: Language) -> str:
    """The example as one would write it."""
    day = None if example.day is None else _day_and_month(example.day, language)
    return say_plain("help", example.about.value, language, name=example.name, day=day)


def _day_and_month(day: date, language: Language) -> str:
    """'8. juni' or '8 June': nobody writes the year."""
    month = month_name(day.month, language)
    return f"{day.day}. {month}" if language is Language.DANISH else f"{day.day} {month}"


def _ways_on(situation: Situation, language: Language) -> list[Block]:
    process, interview = str(situation.process_id), str(situation.interview_id)
    buttons: list[Block] = []
    if situation.is_facilitator:
        buttons.append(button("summaries.status", language, value=process, style="primary"))
        buttons.append(button("invitations.invite", language, value=process))
    elif situation.may_answer and situation.interview_id is None:
        buttons.append(button("interview.begin", language, value=process, style="primary"))
    elif situation.may_answer:
        if not situation.is_sent:
            buttons.append(button("interview.resume", language, value=interview, style="primary"))
        buttons.append(button("interview.review", language, value=interview))
    buttons.append(button("help.human", language, value=process))
    return buttons


def people_message(
    contacts: tuple[Contact, ...], language: Language, *, ask_in: int | None = None
) -> Message:
    """Whom to call or write to. `ask_in`: the process in which a question may be asked."""
    heading = say("help", "people_heading", language)
    blocks = [section(Mrkdwn(f"*{heading}*\n{contact_lines(contacts, language)}"))]
    if ask_in is not None:
        blocks.append(section(say("help", "ask", language)))
        own = button("enquiries.own", language, value=str(ask_in))
        ask = button("enquiries.ask", language, value=str(ask_in), style="primary")
        blocks.append(actions([ask, own]))
    return message(heading, blocks)


def contact_lines(contacts: tuple[Contact, ...], language: Language) -> Mrkdwn:
    """One line a person."""
    lines = (
        say(
            "help",
            "contact",
            language,
            name=one.name,
            title=one.title,
            organisation=one.organisation,
            email=one.email,
            phone=one.phone,
        )
        for one in contacts
    )
    return Mrkdwn("\n".join(lines))


def waiting_message(*, process_id: int, organisation: str, language: Language) -> Message:
    """For somebody who has applied: what they wait for, and a way to correct it."""
    text = say("help", "waiting", language, organisation=organisation)
    value = str(process_id)
    correct = button(
        "onboarding.start", language, value=value, text=label("help.correct", language)
    )
    human = button("help.human", language, value=value)
    return message(text, [section(text), actions([correct, human])])


def refused_again_message(contacts: tuple[Contact, ...], language: Language) -> Message:
    """For somebody who has not been admitted: whom to ask."""
    text = say("help", "refused", language)
    blocks = [section(text)]
    if contacts:
        blocks.append(section(contact_lines(contacts, language)))
    return message(text, blocks)
