"""Home in words: where a person is, what comes next, and everything they may look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.home import Answering, Following, Leading, Outside, Page, Refused, Waiting
from bot.voice.blocks import (
    VIEW_BLOCKS,
    Block,
    View,
    actions,
    button,
    divider,
    header,
    home,
    menu,
    option,
    section,
)
from bot.voice.dates import away
from bot.voice.help import contact_lines
from bot.voice.home_leading import leading_blocks
from bot.voice.home_member import member_blocks, own_meetings, papers
from bot.voice.speak import Mrkdwn, escape, label, say
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
    last.append(button("my_data.open", language))
    return home([*blocks[: VIEW_BLOCKS - 1], actions(last)])


def _switch(switch: Switch, language: Language) -> Block:
    lines = [option(title, str(process_id)) for process_id, title in switch.processes[:_PROCESSES]]
    placeholder = label("home.process", language)
    chosen = str(switch.chosen)
    return actions([menu("home.process", lines, placeholder=placeholder, chosen=chosen)])


def _page(page: Page, *, language: Language, now: datetime) -> list[Block]:
    place = page.place
    if isinstance(place, Answering | Following):
        return member_blocks(page, place, language, now=now)
    blocks = [header(page.process.name(language)), *_place(page, language=language, now=now)]
    if isinstance(place, Leading):
        blocks += own_meetings(page, language, now=now)
        blocks += [section(words) for words in date_paragraphs(page.points, language, now=now)]
        blocks += papers(page, language)
    if page.contacts:
        heading = say(_MOMENT, "contacts_heading", language)
        blocks.append(section(Mrkdwn(f"{heading}\n{contact_lines(page.contacts, language)}")))
    if page.preferences is not None:
        value = str(page.process.process_id)
        blocks.append(actions([button("preferences.open", language, value=value)]))
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
        case Leading():
            return leading_blocks(page.process, page.place, language, now=now)
        case Answering() | Following():
            return member_blocks(page, page.place, language, now=now)
        case never:
            assert_never(never)


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
