"""Joining in words: the welcome, the form, the facilitators' card, and the answers to both."""

from dataclasses import dataclass

from bot.conversation.questions import Language
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    message,
    modal,
    option,
    plain,
    section,
)
from bot.voice.speak import Mrkdwn, escape, label, say

Words = dict[str, str]  # {"da": ..., "en": ...}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessWords:
    """The process's own texts that joining needs, in both languages."""

    process_id: int
    title: Words
    texts: dict[str, Words]

    def text(self, key: str, language: Language) -> str:
        """One of the process's texts, or "" if it has none of that name."""
        return self.texts.get(key, {}).get(language.value, "")

    def name(self, language: Language) -> str:
        """The title of the process."""
        return self.title[language.value]


def welcome_message(
    process: ProcessWords,
    *,
    name: str,
    inviter: str | None,
    language: Language,
    put_off: str | None = None,
) -> Message:
    """Who asks and why, what happens with the answers and who sees them, and three ways on.

    `put_off` is what the person has pressed, "later" or "not_me": all that was said stays there.
    """
    facts = {"process": process.name(language), "name": name, "inviter": inviter}
    blocks = [section(say("welcome", "body", language, **facts))]
    why = process.text("welcome", language) or process.text("challenge", language)
    if why:
        blocks.append(section(escape(why)))
    blocks.append(section(say("welcome", "practice", language)))
    for heading, key in (("answers_heading", "answers"), ("privacy_heading", "privacy")):
        if words := process.text(key, language):
            title = say("welcome", heading, language)
            blocks.append(section(Mrkdwn(f"*{title}*\n{escape(words)}")))
    if put_off is not None:
        blocks.append(section(say("welcome", put_off, language)))
    blocks.append(actions(_first_choices(process.process_id, put_off, language)))
    text = say("welcome", f"{put_off}_text" if put_off else "text", language, **facts)
    return message(text, blocks)


def _first_choices(process_id: int, put_off: str | None, language: Language) -> list[Block]:
    value = str(process_id)
    style = None if put_off == "not_me" else "primary"
    choices = [button("onboarding.start", language, value=value, style=style)]
    if put_off is None:
        choices.append(button("onboarding.later", language, value=value))
    if put_off != "not_me":
        choices.append(button("onboarding.not_me", language, value=value))
    return choices


def start_message(process: ProcessWords, part: str, *, language: Language) -> Message:
    """A short word and the button to get started. `part`: again, again_declined or again_left."""
    facts = {"process": process.name(language)}
    start = button(
        "onboarding.start",
        language,
        value=str(process.process_id),
        style="primary" if part == "again" else None,
    )
    return message(
        say("welcome", f"{part}_text", language, **facts),
        [section(say("welcome", part, language, **facts)), actions([start])],
    )


def word(part: str, language: Language, **facts: object) -> Message:
    """One sentence about joining, for the person alone."""
    text = say("joining", part, language, **facts)
    return message(text, [section(text)])


def stopped_message(count: int, language: Language) -> Message:
    """That inviting is not for them, or that it came so far before it was so no more."""
    return word("stopped", language, count=count) if count else word("only_facilitators", language)


def welcome_word(part: str, language: Language) -> Message:
    """One sentence beside the post in the channel, for the person alone."""
    text = say("welcome", part, language)
    return message(text, [section(text)])


def details_form(
    process: ProcessWords,
    *,
    roles: tuple[str, ...],
    email: str | None,
    organisation: tuple[str, str] | None,  # (option value, name) already known
    role: str,
    language: Language,
) -> View:
    """Organisation, role, e-mail and language: one short form."""
    intro = say("joining", "form_intro", language, process=process.name(language))
    search: Block = {
        "type": "external_select",
        "action_id": "onboarding.organisation",
        "placeholder": plain(label("organisation.placeholder", language)),
        "min_query_length": 1,
    }
    if organisation is not None:
        search["initial_option"] = option(organisation[1], organisation[0])
    role_options = [option(label(f"role.{one}", language), one) for one in roles]
    languages = [option(label(f"language.{one}", language), one.value) for one in Language]
    return modal(
        "onboarding.details",
        [
            section(intro),
            field(
                "organisation",
                search,
                language,
                hint=say("joining", "organisation_hint", language),
            ),
            field(
                "role",
                {
                    "type": "static_select",
                    "options": role_options,
                    "initial_option": next(o for o in role_options if o["value"] == role),
                },
                language,
            ),
            field(
                "email",
                {"type": "email_text_input", **({"initial_value": email} if email else {})},
                language,
                hint=say("joining", "email_hint", language),
            ),
            field(
                "language",
                {
                    "type": "radio_buttons",
                    "options": languages,
                    "initial_option": next(o for o in languages if o["value"] == language.value),
                },
                language,
            ),
        ],
        language,
        private_metadata=str(process.process_id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSoFar:
    """What colleagues have answered before this person joined."""

    names: str
    answerers: str
    answered: int
    total: int
    done: bool


def joined_message(
    process: ProcessWords,
    *,
    name: str,
    organisation: str,
    next_date: str | None,
    so_far: InterviewSoFar | None,
    may_answer: bool,
    with_button: bool,
    is_market: bool,
    is_late: bool,
    language: Language,
) -> Message:
    """Welcome for good: with whom one answers and what is answered already, or where things are."""
    blocks = [
        section(
            say(
                "joining",
                "joined",
                language,
                name=name,
                process=process.name(language),
                organisation=organisation,
                first_dates=next_date,
            )
        )
    ]
    if so_far is not None:
        blocks.append(
            section(
                say(
                    "joining",
                    "colleagues",
                    language,
                    names=so_far.names,
                    organisation=organisation,
                    answerers=so_far.answerers,
                    answered=so_far.answered,
                    total=so_far.total,
                    done=so_far.done,
                )
            )
        )
    value = str(process.process_id)
    if not may_answer:
        blocks.append(section(say("joining", "no_interview", language, is_market=is_market)))
    buttons: list[Block] = []
    if may_answer and with_button:
        buttons.append(button("interview.begin", language, value=value, style="primary"))
    if is_late:
        buttons.append(button("catch_up.show", language, value=value))
    if buttons:
        blocks.append(actions(buttons))
    text = say("joining", "joined_text", language, name=name, organisation=organisation)
    return message(text, blocks)


def applied_message(*, name: str, organisation: str, is_new: bool, language: Language) -> Message:
    """A facilitator decides; the person will hear."""
    part = "applied" if is_new else "applied_again"
    facts = (
        {"name": name, "organisation": organisation} if is_new else {"organisation": organisation}
    )
    return message(
        say("joining", "applied_text", language), [section(say("joining", part, language, **facts))]
    )


def refused_message(
    process: ProcessWords, *, organisation: str, contacts: Mrkdwn, language: Language
) -> Message:
    """Not admitted, and whom to ask."""
    facts = {"process": process.name(language), "organisation": organisation}
    blocks = [section(say("joining", "refused", language, **facts))]
    if contacts:
        blocks.append(section(contacts))
    text = say("joining", "refused_text", language, process=process.name(language))
    return message(text, blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An application as the facilitators see it."""

    mark: str
    name: str
    organisation: str
    organisation_is_new: bool
    role: str
    email: str
    vouched: bool
    domain: str | None  # that could be kept


def card_message(process: ProcessWords, card: Card, language: Language) -> Message:
    """The card in the facilitators' channel, with the decision on it."""
    facts = {
        "name": card.name,
        "process": process.name(language),
        "organisation": card.organisation,
        "is_new": card.organisation_is_new,
        "role": label(f"role.{card.role}", language),
        "email": card.email,
        "vouched": card.vouched,
    }
    blocks = [section(say("joining", "card", language, **facts))]
    decisions = [button("onboarding.approve", language, value=card.mark, style="primary")]
    if card.domain is not None:
        domain = say(
            "joining",
            "card_domain",
            language,
            domain=card.domain,
            organisation=card.organisation,
        )
        blocks.append(context(domain))
        decisions.append(button("onboarding.approve_domain", language, value=card.mark))
    decisions.append(button("onboarding.refuse", language, value=card.mark))
    blocks.append(actions(decisions))
    text = say("joining", "card_text", language, name=card.name, organisation=card.organisation)
    return message(text, blocks)


def decided_message(
    *, name: str, organisation: str, by: str, admitted: bool, domain: str | None, language: Language
) -> Message:
    """What the card says once it is decided."""
    part = "card_admitted" if admitted else "card_refused"
    facts: dict[str, object] = {"name": name, "organisation": organisation, "by": by}
    if admitted:
        facts["domain"] = domain
    text = say("joining", f"{part}_text", language, name=name, by=by)
    return message(text, [section(say("joining", part, language, **facts))])


def channel_message(process: ProcessWords, language: Language) -> Message:
    """The post in the process's channel, with *Vær med*."""
    invitation = process.text("invitation", language) or process.text("challenge", language)
    name = process.name(language)
    join = button("onboarding.join", language, value=str(process.process_id), style="primary")
    return message(
        say("joining", "channel_text", language, process=name),
        [
            section(say("joining", "channel", language, process=name, invitation=invitation)),
            actions([join]),
        ],
    )
