"""Home in words: where a person is, what comes next, and everything they may look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.home import Answering, Following, Leading, Outside, Page, Paper, Refused, Waiting
from bot.voice.answers import value_text
from bot.voice.blocks import (
    VIEW_BLOCKS,
    Block,
    View,
    actions,
    button,
    context,
    divider,
    header,
    home,
    menu,
    option,
    section,
)
from bot.voice.dates import away, moment
from bot.voice.help import contact_lines
from bot.voice.home_leading import leading_blocks
from bot.voice.links import link
from bot.voice.meeting_answers import meeting_blocks
from bot.voice.speak import Mrkdwn, escape, label, say
from bot.voice.summaries import first_names
from bot.voice.timeline import date_paragraphs

_MOMENT = "home"
_ANSWERS, _VALUE, _PROCESSES = 8, 80, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """The processes between which a facilitator chooses, and the one that is shown."""

    processes: tuple[tuple[int, str], ...]  # ids and titles
    chosen: int


def home_view(
    pages: Sequence[Page],
    *,
    language: Language,
    now: datetime,
    subscribes: bool = False,
    switch: Switch | None = None,
) -> View:
    """The whole Home. Without a page, Sammen does not live in this workspace yet.

    `subscribes`: the person may have a calendar address.
    """
    if not pages:
        return home([section(say("help", "unknown_workspace", language))])
    blocks: list[Block] = [] if switch is None else [_switch(switch, language)]
    for number, page in enumerate(pages):
        blocks += [divider()] if number else []
        blocks += _page(page, language=language, now=now)
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    last = [button("home.language", language, value=other.value)]
    last += [button("feeds.open", language)] if subscribes else []
    return home([*blocks[: VIEW_BLOCKS - 1], actions(last)])


def _switch(switch: Switch, language: Language) -> Block:
    lines = [option(title, str(process_id)) for process_id, title in switch.processes[:_PROCESSES]]
    placeholder = label("home.process", language)
    chosen = str(switch.chosen)
    return actions([menu("home.process", lines, placeholder=placeholder, chosen=chosen)])


def _page(page: Page, *, language: Language, now: datetime) -> list[Block]:
    blocks = [header(page.process.name(language)), *_place(page, language=language, now=now)]
    blocks += _own_meetings(page, language=language, now=now)
    blocks += [section(words) for words in date_paragraphs(page.points, language, now=now)]
    if page.papers:
        heading = say(_MOMENT, "documents_heading", language)
        lines = [_document(paper, language) for paper in page.papers]
        show = button("documents.show", language, value=str(page.process.process_id))
        blocks.append(section(Mrkdwn("\n".join([heading, *lines])), accessory=show))
    if page.contacts:
        heading = say(_MOMENT, "contacts_heading", language)
        blocks.append(section(Mrkdwn(f"{heading}\n{contact_lines(page.contacts, language)}")))
    return blocks


def _place(page: Page, *, language: Language, now: datetime) -> list[Block]:
    match page.place:
        case Outside():
            return _outside(page, page.place, language)
        case Waiting(organisation=organisation, since=since):
            day = local(since).date()
            words = say(
                _MOMENT,
                "waiting",
                language,
                organisation=organisation,
                day=short_date(day, language),
                away=away(day, local(now).date(), language),
            )
            return [section(words)]
        case Refused(organisation=organisation):
            return [section(say(_MOMENT, "refused", language, organisation=organisation))]
        case Answering():
            return _answering(page, page.place, language)
        case Following(organisation=organisation, role=role, sees_sums=sees_sums):
            words = say(
                _MOMENT,
                "following",
                language,
                organisation=organisation,
                role=label(f"role.{role.value}", language),
            )
            sums = [actions([_sums_button(page, language)])] if sees_sums else []
            return [section(words), *sums]
        case Leading():
            return leading_blocks(page.process, page.place, language, now=now)
        case never:
            assert_never(never)


def _own_meetings(page: Page, *, language: Language, now: datetime) -> list[Block]:
    if not page.meetings:
        return []
    blocks = [section(say("meeting_answer", "next_heading", language))]
    for one in page.meetings:
        blocks += meeting_blocks(
            one.facts,
            language,
            now=now,
            can_be_here=one.can_be_here,
            is_here=one.is_here,
            comes_first=isinstance(page.place, Following),
        )
    return blocks


def _outside(page: Page, place: Outside, language: Language) -> list[Block]:
    if place.has_declined:
        words = say(_MOMENT, "declined", language)
    else:
        facilitators = ", ".join(place.facilitators)
        words = say(_MOMENT, "asked", language, inviter=place.inviter, facilitators=facilitators)
    blocks = [section(words)]
    own = [page.process.text(key, language) for key in ("invitation", "privacy")]
    blocks += [section(escape(one)) for one in own if one]
    value = str(page.process.process_id)
    start = button("onboarding.start", language, value=value, style="primary")
    return [*blocks, actions([start])]


def _answering(page: Page, place: Answering, language: Language) -> list[Block]:
    sent_on = moment(place.sent_at, language) if place.sent_at else None
    words = say(
        _MOMENT,
        "answering",
        language,
        organisation=place.organisation,
        answered=place.answered,
        total=place.total,
        is_open=place.is_open,
        is_sent=sent_on is not None,
        sent_on=sent_on,
    )
    return [
        section(words),
        actions([_next_button(page, place, language), _sums_button(page, language)]),
        context(_colleagues(place, language)),
        *_answers(place, language),
    ]


def _sums_button(page: Page, language: Language) -> Block:
    return button("summaries.shared", language, value=str(page.process.process_id))


def _next_button(page: Page, place: Answering, language: Language) -> Block:
    """The one thing to do now."""
    if place.interview_id is None:
        value = str(page.process.process_id)
        return button("interview.begin", language, value=value, style="primary")
    act = "interview.resume" if place.is_open else "interview.review"
    return button(act, language, value=str(place.interview_id), style="primary")


def _colleagues(place: Answering, language: Language) -> Mrkdwn:
    if not place.colleagues:
        return say(_MOMENT, "alone", language, organisation=place.organisation)
    names = first_names(place.colleagues)
    more = len(place.colleagues) - len(names)
    return say(_MOMENT, "colleagues", language, names=names, more=more)


def _answers(place: Answering, language: Language) -> list[Block]:
    if not place.entries:
        return []
    lines = [say(_MOMENT, "answers_heading", language)]
    lines += [
        say(
            _MOMENT,
            "answer",
            language,
            short=entry.question.short.in_(language),
            value=value_text(entry.question, entry.value, language, limit=_VALUE),
            by=place.noted.get(entry.question.key),
        )
        for entry in place.entries[:_ANSWERS]
        if entry.value is not None
    ]
    if len(place.entries) > _ANSWERS:
        more = len(place.entries) - _ANSWERS
        lines.append(say(_MOMENT, "more", language, more=more))
    if place.interview_id is None:
        return [section(Mrkdwn("\n".join(lines)))]
    edit = button(
        "interview.review:edit",
        language,
        value=str(place.interview_id),
        text=label("home.edit", language),
    )
    return [section(Mrkdwn("\n".join(lines)), accessory=edit)]


def _document(paper: Paper, language: Language) -> Mrkdwn:
    title = link(paper.url, paper.title) if paper.url else escape(paper.title)
    where = None
    if not paper.url and paper.where:
        where = link(paper.where, say(_MOMENT, "where", language))
    return say(_MOMENT, "document", language, title=title, where=where)
