"""What did not arrive: why, and a button that has it sent again. A few in the status, all in a modal."""

from collections.abc import Sequence

from bot.conversation.questions import Language
from bot.voice.blocks import (
    VIEW_BLOCKS,
    Block,
    View,
    actions,
    button,
    context,
    header,
    panel,
    section,
    shorten,
)
from bot.voice.refusals import refusal_words
from bot.voice.speak import Mrkdwn, escape, say
from models.undelivered import Undelivered

_MOMENT = "status"
_NAME, _WORDS = 60, 90
MOST = VIEW_BLOCKS - 5  # in the modal


def undelivered_blocks(
    posts: Sequence[Undelivered], language: Language, *, count: int, process_id: int
) -> list[Block]:
    """The newest of them, and the way to the others."""
    if not posts:
        return []
    heading = say(_MOMENT, "undelivered_heading", language, count=count)
    blocks = [section(heading), *_lines(posts, language, process_id=process_id)]
    if count > len(posts):
        everything = button("summaries.undelivered", language, value=str(process_id))
        blocks.append(actions([everything]))
    return blocks


def undelivered_view(
    posts: Sequence[Undelivered],
    language: Language,
    *,
    count: int,
    process_id: int,
    process: str,
    note: str = "",
) -> View:
    """All that a modal holds. `note`: what was done just now, as a part of the moment."""
    blocks = [context(say(_MOMENT, note, language))] if note else []
    heading = "undelivered_heading" if count else "undelivered_none"
    blocks += [header(process), section(say(_MOMENT, heading, language, count=count))]
    blocks += _lines(posts, language, process_id=process_id)
    if count > len(posts):
        more = count - len(posts)
        blocks.append(context(say(_MOMENT, "undelivered_more", language, more=more)))
    return panel("summaries.undelivered", blocks, language)


def _lines(posts: Sequence[Undelivered], language: Language, *, process_id: int) -> list[Block]:
    return [
        section(
            _line(one, language),
            accessory=button("summaries.send_again", language, value=f"{process_id}:{one.post_id}"),
        )
        for one in posts
    ]


def _line(one: Undelivered, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        "undelivered_one",
        language,
        to=shorten(one.person, _NAME) if one.person else None,
        channel=Mrkdwn(f"<#{escape(one.channel)}>") if one.channel else None,
        by_mail=one.address is not None,
        is_unsure=one.is_unsure,
        words=shorten(one.words, _WORDS),
        reason=refusal_words(one.error, language) if one.error else None,
    )
