"""Who takes part, one's own organisation, and one person, in words."""

from itertools import groupby

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.overview import PAGE, Body, Coming, Everybody, OwnOrganisation, Somebody
from bot.voice.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    message,
    section,
    shorten,
)
from bot.voice.dates import moment
from bot.voice.speak import Mrkdwn, label, quote_plainly, say
from bot.voice.summaries import packed

_MOMENT = "overview"
_NAME, _NAMES, _MEETINGS = 60, 6, 3


def everybody_message(
    found: Everybody, *, process_id: int, process: str, language: Language
) -> Message:
    """A page of those who take part, with a button for the next."""
    text = say(
        _MOMENT,
        "everybody_text",
        language,
        process=process,
        organisations=found.organisations,
        people=found.people,
        names_people=found.names_people,
    )
    blocks: list[Block] = [section(text)]
    for role, bodies in groupby(found.bodies, key=lambda one: one.role):
        heading = Mrkdwn(f"*{label(f'role.{role.value}', language)}*")
        lines = [_body(one, language) for one in bodies]
        blocks += [section(words) for words in packed([heading, *lines], between="\n")]
    shown = found.first + len(found.bodies)
    if shown < found.organisations:
        left = found.organisations - shown
        blocks.append(context(say(_MOMENT, "more", language, count=left)))
        more = button(
            "overview.more",
            language,
            value=f"{process_id}:{shown}",
            text=say(_MOMENT, "more_button", language, count=min(PAGE, left)),
        )
        blocks.append(actions([more]))
    return message(text, blocks)


def _body(one: Body, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        "body",
        language,
        name=_short(one.name) if one.name else "",
        people=_names(one.people, language),
    )


def _names(people: tuple[str, ...], language: Language) -> Mrkdwn:
    """The first of the names, and how many more there are."""
    names = [_short(one) for one in people[:_NAMES]]
    return say(_MOMENT, "names", language, names=names, more=len(people) - len(names))


def _short(name: str) -> Mrkdwn:
    return quote_plainly(shorten(name, _NAME))


def organisation_message(found: OwnOrganisation, *, process_id: int, language: Language) -> Message:
    """How far the organisation is, who takes part in it, and who comes to the meetings."""
    value = str(process_id)
    buttons: list[Block] = []
    if found.mapping is not None:
        interview = found.mapping.interview_id
        if interview is None:
            buttons.append(button("interview.begin", language, value=value))
        elif found.mapping.is_open:
            buttons.append(button("interview.resume", language, value=str(interview)))
        if interview is not None:
            buttons.append(button("interview.review", language, value=str(interview)))
    text = say(_MOMENT, "organisation_text", language, organisation=found.name)
    blocks = [section(organisation_words(found, language))]
    if buttons:
        blocks.append(actions(buttons))
    return message(text, blocks)


def organisation_words(found: OwnOrganisation, language: Language) -> Mrkdwn:
    """The paragraph: also for Home."""
    mapping = found.mapping
    lines = [
        say(
            _MOMENT,
            "organisation",
            language,
            organisation=_short(found.name),
            role=label(f"role.{found.role.value}", language),
            answers=mapping is not None,
            answered=mapping.answered if mapping else 0,
            total=mapping.total if mapping else 0,
            sent_on=moment(mapping.sent_at, language) if mapping and mapping.sent_at else None,
            sent_by=_short(found.sent_by) if found.sent_by else None,
        )
    ]
    if found.colleagues:
        names = _names(found.colleagues, language)
        lines.append(say(_MOMENT, "colleagues", language, names=names))
    elif mapping is not None:
        lines.append(say(_MOMENT, "alone", language))
    lines += [_meeting(one, language) for one in found.meetings[:_MEETINGS]]
    return Mrkdwn("\n".join(lines))


def _meeting(one: Coming, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        "meeting",
        language,
        title=_short(one.title),
        day=short_date(local(one.starts_at).date(), language),
        yes=_names(one.yes, language) if one.yes else None,
        unanswered=_names(one.unanswered, language) if one.unanswered else None,
    )


def somebody_message(found: Somebody, language: Language) -> Message:
    """One person: who they are, and how to reach them."""
    mention = Mrkdwn(f"<@{found.slack_id}>") if found.slack_id else None
    words = say(
        _MOMENT,
        "somebody",
        language,
        name=quote_plainly(found.name),
        title=found.title,
        organisation=found.organisation,
        role=label(f"role.{found.role.value}", language) if found.role else None,
        email=found.email,
        phone=found.phone,
        mention=mention,
    )
    text = say(_MOMENT, "somebody_text", language, name=found.name)
    return message(text, [section(words)])
