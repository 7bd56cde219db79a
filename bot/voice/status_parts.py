"""Parts of the facilitators' status: the trend, meetings to come, the menus."""

from collections.abc import Sequence

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.participation import Reached
from bot.slices import slice_value
from bot.status import Status
from bot.voice.answers import choice_text
from bot.voice.blocks import Block, actions, button, menu, option, section, shorten
from bot.voice.dates import away
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Reply
from models.participation import Replies
from models.slices import Slice

_MOMENT = "status"
_TITLE = 80
_OPTIONS = 12  # lines of a menu
_VALUE = 150  # characters that Slack lets an option carry
_TOLD_REPLIES = (Reply.YES, Reply.MAYBE, Reply.NO, Reply.WAITING, Reply.OFFERED, Reply.NONE)


def menus(status: Status, language: Language) -> list[Block]:
    """From which slice of the organisations the status tells."""
    there = status.offered
    if there is None or (not status.participation.standings and status.within.is_whole):
        return []
    now, process_id = status.within, status.process_id
    kinds = [
        (label(f"summary_kind.{one.value}", language), _with(now, kind=one)) for one in there.kinds
    ]
    regions = [(name, _with(now, region=key)) for key, name in there.regions]
    rows = [
        _menu("kind", kinds, _with(now, kind=None), now, process_id, language),
        _menu("region", regions, _with(now, region=None), now, process_id, language),
    ]
    if there.question is not None:
        question = there.question
        chosen = [
            (choice_text(question, key, language), _with(now, choice=(question.key, key)))
            for key in question.offered
        ]
        rows.append(_menu("choice", chosen, _with(now, choice=None), now, process_id, language))
    shown = [row for row in rows if row is not None]
    return [actions(shown)] if shown else []


def _with(now: Slice, **changed: object) -> Slice:
    parts = {"kind": now.kind, "region": now.region, "choice": now.choice} | changed
    return Slice(**parts)  # type: ignore[arg-type]


def _menu(
    name: str,
    lines: Sequence[tuple[str, Slice]],
    everything: Slice,
    now: Slice,
    process_id: int,
    language: Language,
) -> Block | None:
    """None where there is but one line to choose."""
    if len(lines) < 2 and everything == now:
        return None
    words = label(f"summaries.filter.{name}", language)
    offered = [(words, everything), *lines[: _OPTIONS - 1]]
    values = [(text, slice_value(process_id, one)) for text, one in offered]
    options = [option(text, value) for text, value in values if len(value) <= _VALUE]
    chosen = slice_value(process_id, now)
    return menu(f"summaries.filter:{name}", options, placeholder=words, chosen=chosen)


def slice_text(status: Status, language: Language) -> str:
    """'Kommuner · Region Nordjylland', or "" for everybody. Plain text."""
    within, there = status.within, status.offered
    words = []
    if within.kind is not None:
        words.append(label(f"summary_kind.{within.kind.value}", language))
    if within.region is not None:
        names = dict(there.regions) if there is not None else {}
        words.append(names.get(within.region, within.region))
    if within.choice is not None:
        key, choice = within.choice
        question = there.question if there is not None else None
        is_known = question is not None and question.key == key
        words.append(choice_text(question, choice, language) if question and is_known else choice)
    return " · ".join(words)


def trend_paragraph(status: Status, language: Language) -> Mrkdwn | None:
    """'74 % har svaret', and how many had by the end of each of the last weeks."""
    people = status.participation
    if not status.weeks or not people.taking_part:
        return None
    return say(
        _MOMENT,
        "trend",
        language,
        percent=round(100 * len(people.at(Reached.DONE)) / people.taking_part),
        weeks=[
            {"number": one.monday.isocalendar().week, "so_far": one.so_far} for one in status.weeks
        ],
        last=status.weeks[-1].so_far - (status.weeks[-2].so_far if status.weeks[1:] else 0),
    )


def meeting_blocks(status: Status, language: Language) -> list[Block]:
    """Each meeting to come with how many come, and a button to who they are."""
    return [
        section(
            _meeting(one, status, language),
            accessory=button("meeting_people.show", language, value=str(one.meeting_id)),
        )
        for one in status.meetings
    ]


def _meeting(one: Replies, status: Status, language: Language) -> Mrkdwn:
    counts = dict(one.counts)
    day = local(one.starts_at).date()
    return say(
        _MOMENT,
        "meeting",
        language,
        title=shorten(one.title[language.value], _TITLE),
        day=short_date(day, language),
        away=away(day, local(status.now).date(), language),
        invited=sum(counts.values()),
        replies=[
            {"reply": reply.value, "count": counts[reply]}
            for reply in _TOLD_REPLIES
            if counts.get(reply)
        ],
    )
