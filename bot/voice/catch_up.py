"""What somebody has missed, in at most eight lines; and the same once a week for those who want it."""

from datetime import datetime
from typing import assert_never

from bot.catch_up import Answered, CatchUp, Held, News, Paper, Reached
from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.voice.blocks import Block, Message, actions, button, message, section, shorten
from bot.voice.dates import dated
from bot.voice.links import link
from bot.voice.next_step import following_line
from bot.voice.speak import Mrkdwn, escape, quote_plainly, say

_MOMENT = "catch_up"
_TITLE, _WORDS, _MATERIALS = 100, 200, 2


def catch_up_message(
    found: CatchUp, *, process_id: int, process: str, language: Language, now: datetime
) -> Message:
    """The answer to "what have I missed?"."""
    text = say(_MOMENT, "text", language, process=process, count=len(found.news))
    return message(text, [section(text), *_blocks(found, process_id, language, now=now)])


def news_message(
    found: CatchUp, *, process_id: int, process: str, language: Language, now: datetime
) -> Message:
    """The same of the last week, unasked, with the way to have no more of it."""
    text = say(_MOMENT, "news_text", language, process=process, count=len(found.news))
    heading = section(say(_MOMENT, "news", language, process=process))
    return message(text, [heading, *_blocks(found, process_id, language, now=now, is_unasked=True)])


def _blocks(
    found: CatchUp,
    process_id: int,
    language: Language,
    *,
    now: datetime,
    is_unasked: bool = False,
) -> list[Block]:
    lines = [_line(one, language) for one in found.news]
    if found.following is not None:
        coming = following_line(found.following, language, now=now)
        lines.append(say(_MOMENT, "following", language, coming=coming))
    blocks: list[Block] = [section(Mrkdwn("\n".join(lines)))] if lines else []
    value = str(process_id)
    buttons = [button("milestones.show", language, value=value)]
    if is_unasked:
        buttons.append(button("preferences.open", language, value=value))
    return [*blocks, actions(buttons)]


def _line(one: News, language: Language) -> Mrkdwn:
    match one:
        case Held():
            links = [_linked(title, url) for title, url in one.materials[:_MATERIALS]]
            return say(
                _MOMENT,
                "held",
                language,
                title=_short(one.title, _TITLE),
                day=_day(one.at, language),
                decisions=_short(one.decisions, _WORDS),
                materials=Mrkdwn(", ".join(links)),
            )
        case Reached():
            return say(
                _MOMENT,
                "reached",
                language,
                title=_short(one.title, _TITLE),
                day=dated(one.day, one.precision, language),
            )
        case Paper():
            return say(
                _MOMENT,
                "paper",
                language,
                title=_linked(shorten(one.title, _TITLE), one.url or ""),
                day=None if one.at is None else _day(one.at, language),
                changed=_short(one.changed, _WORDS) if one.version > 1 else "",
            )
        case Answered():
            return say(
                _MOMENT,
                "answered",
                language,
                question=_short(one.question, _TITLE),
                answer=_short(one.answer, _WORDS),
                day=_day(one.at, language),
            )
        case never:
            assert_never(never)


def _short(text: str, limit: int) -> Mrkdwn:
    return quote_plainly(shorten(text, limit))


def _linked(title: str, url: str) -> Mrkdwn:
    return link(url, title) if url else escape(title)


def _day(at: datetime, language: Language) -> str:
    return short_date(local(at).date(), language)
