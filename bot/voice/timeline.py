"""The dates of a process as people read them: on Home, as a message, and beside the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.conversation.questions import Language
from bot.days import local, long_date
from bot.timeline import MeetingPoint, MilestonePoint, Point
from bot.voice.blocks import (
    MESSAGE_CHARACTERS,
    Block,
    Message,
    actions,
    button,
    message,
    section,
    shorten,
    size,
)
from bot.voice.dates import away, dated, meeting_time
from bot.voice.links import link
from bot.voice.speak import Mrkdwn, say, say_plain
from bot.voice.summaries import packed
from models.enums import MeetingForm, MilestoneState, Precision

_MOMENT = "timeline"
_NEXT, _PAST = 8, 5  # on Home
_SHOWN = ((15, 25), (6, 10), (2, 4))  # past and coming in a message: the first that fits
_PLACE = 120
ALT_TEXT = 1000  # characters: Slack's limit, "alt_txt_too_large"


class Look(StrEnum):
    """How a point is drawn, so that it can be told without its colour."""

    DONE = "done"
    PAST = "past"  # its time has passed, and nobody has said more
    UNDER_WAY = "under_way"
    COMING = "coming"
    MOVED = "moved"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A point in plain words. `note` is what there is to say of it, perhaps nothing."""

    title: str
    day: str
    note: str
    look: Look
    is_over: bool


def date_paragraphs(
    points: Sequence[Point],
    language: Language,
    *,
    now: datetime,
    most_coming: int = _NEXT,
    most_past: int = _PAST,
) -> list[Mrkdwn]:
    """Home: where we are and what comes next, and what has been. At most two paragraphs."""
    if not points:
        return []
    today = local(now).date()
    past, coming = _lines(points, language, today)
    lines = [say(_MOMENT, "next_heading", language), _here(language, today)]
    lines += coming[:most_coming] or [say(_MOMENT, "nothing_next", language)]
    if len(coming) > most_coming:
        lines.append(say(_MOMENT, "more", language, more=len(coming) - most_coming))
    paragraphs = [Mrkdwn("\n".join(lines))]
    if past:
        lines = [say(_MOMENT, "past_heading", language), *past[-most_past:]]
        paragraphs.append(Mrkdwn("\n".join(lines)))
    return paragraphs


def timeline_message(
    points: Sequence[Point],
    *,
    process_id: int,
    process: str,
    language: Language,
    now: datetime,
    may_edit: bool,
) -> Message:
    """The whole: what has been, "we are here", what comes, and a picture of it to be had."""
    today = local(now).date()
    value = str(process_id)
    buttons = [button("milestones.picture", language, value=value)] if points else []
    if may_edit:
        buttons.append(button("milestones.edit", language, value=value))
    for past, coming in _SHOWN:
        words = _paragraphs(
            points, language, today, process=process, most_past=past, most_coming=coming
        )
        blocks: list[Block] = [section(one) for one in words]
        blocks += [actions(buttons)] if buttons else []
        if size(blocks) <= MESSAGE_CHARACTERS:
            break
    looks = (Look.COMING, Look.MOVED)
    following = next(
        (one for one in entries(points, language, today=today) if one.look in looks), None
    )
    text = say(
        _MOMENT,
        "text",
        language,
        process=process,
        title=following.title if following else None,
        day=following.day if following else None,
    )
    return message(text, blocks)


def entries(points: Sequence[Point], language: Language, *, today: date) -> tuple[Entry, ...]:
    """What has been, then what comes, each in order of time and in plain words."""
    ordered = sorted(points, key=lambda one: not one.is_over)
    return tuple(_entry(one, language, today) for one in ordered)


def here_words(language: Language, *, today: date) -> str:
    """What stands between what has been and what comes."""
    return say_plain(_MOMENT, "here_plain", language, today=long_date(today, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """What stands beside the picture."""

    file_name: str
    comment: str


def picture_words(title: str, *, language: Language, today: date) -> PictureWords:
    """The name of the file, and the line above it."""
    day = long_date(today, language)
    return PictureWords(
        file_name=say_plain(_MOMENT, "picture_file", language, day=today.isoformat()),
        comment=say(_MOMENT, "picture_comment", language, process=title, today=day),
    )


def timeline_alt_text(
    points: Sequence[Point], *, title: str, language: Language, today: date
) -> str:
    """The picture in sentences. If Slack takes no more, the dates farthest away are left out."""
    all_entries = entries(points, language, today=today)
    past = [one for one in all_entries if one.is_over]
    coming = [one for one in all_entries if not one.is_over]
    left_out = 0
    while True:
        words = " ".join(_sentences(past, coming, left_out, title, language, today))
        if len(words) <= ALT_TEXT or not (past or coming):
            return shorten(words, ALT_TEXT)
        if len(past) > 1 or not coming:
            past.pop(0)
        else:
            coming.pop()
        left_out += 1


def _sentences(
    past: Sequence[Entry],
    coming: Sequence[Entry],
    left_out: int,
    title: str,
    language: Language,
    today: date,
) -> Iterator[str]:
    yield say_plain(_MOMENT, "alt_title", language, process=title)
    yield from (_sentence(one, language) for one in past)
    yield say_plain(_MOMENT, "alt_here", language, today=long_date(today, language))
    yield from (_sentence(one, language) for one in coming)
    if left_out:
        yield say_plain(_MOMENT, "alt_more", language, more=left_out)


def _sentence(entry: Entry, language: Language) -> str:
    facts = {"title": entry.title, "day": entry.day, "note": entry.note}
    return say_plain(_MOMENT, "alt_entry", language, **facts)


def _paragraphs(
    points: Sequence[Point],
    language: Language,
    today: date,
    *,
    process: str,
    most_past: int,
    most_coming: int,
) -> list[Mrkdwn]:
    past, coming = _lines(points, language, today)
    heading = say(_MOMENT, "heading", language, process=process)
    if len(past) > most_past:
        earlier = say(_MOMENT, "earlier", language, more=len(past) - most_past)
        past = [earlier, *past[-most_past:]]
    shown = coming[:most_coming] or [say(_MOMENT, "nothing_next", language)]
    if len(coming) > most_coming:
        shown.append(say(_MOMENT, "more", language, more=len(coming) - most_coming))
    return [
        *packed([heading, *past], between="\n"),
        *packed([_here(language, today), *shown], between="\n"),
    ]


def _lines(
    points: Sequence[Point], language: Language, today: date
) -> tuple[list[Mrkdwn], list[Mrkdwn]]:
    """What has been, and what comes."""
    past = [_line(one, language, today) for one in points if one.is_over]
    coming = [_line(one, language, today) for one in points if not one.is_over]
    return past, coming


def _here(language: Language, today: date) -> Mrkdwn:
    return say(_MOMENT, "here", language, today=long_date(today, language))


def _line(point: Point, language: Language, today: date) -> Mrkdwn:
    if isinstance(point, MeetingPoint) and not point.is_over and not point.is_called_off:
        return say(
            _MOMENT,
            "meeting",
            language,
            title=point.title,
            time=meeting_time(point.starts_at, point.ends_at, language),
            away=away(local(point.starts_at).date(), today, language),
            place=shorten(point.place, _PLACE) if point.place else None,
            link=link(point.link, say(_MOMENT, "join_link", language)) if point.link else None,
            is_digital=point.form is MeetingForm.DIGITAL,
        )
    entry = _entry(point, language, today)
    return say(_MOMENT, "entry", language, title=entry.title, day=entry.day, note=entry.note)


def _entry(point: Point, language: Language, today: date) -> Entry:
    if isinstance(point, MeetingPoint):
        return _meeting_entry(point, language, today)
    return _milestone_entry(point, language, today)


def _meeting_entry(point: MeetingPoint, language: Language, today: date) -> Entry:
    day = local(point.starts_at).date()
    state = "dropped" if point.is_called_off else "held" if point.is_over else "planned"
    look = Look.OFF if point.is_called_off else Look.DONE if point.is_over else Look.COMING
    return Entry(
        title=point.title,
        day=meeting_time(point.starts_at, point.ends_at, language),
        note=_note(
            language,
            away=away(day, today, language) if look is Look.COMING else None,
            state=state,
            moved_from=None,
            is_over=point.is_over,
        ),
        look=look,
        is_over=point.is_over,
    )


def _milestone_entry(point: MilestonePoint, language: Language, today: date) -> Entry:
    is_dropped = point.state is MilestoneState.DROPPED
    tells_distance = point.precision is Precision.DAY and not (point.is_over or is_dropped)
    former = point.moved_from
    return Entry(
        title=point.title,
        day=dated(point.day, point.precision, language),
        note=_note(
            language,
            away=away(point.day, today, language) if tells_distance else None,
            state=point.state.value,
            moved_from=dated(former.day, former.precision, language) if former else None,
            is_over=point.is_over,
        ),
        look=_look(point),
        is_over=point.is_over,
    )


def _note(language: Language, **facts: object) -> str:
    return say_plain(_MOMENT, "note", language, **facts)


def _look(point: MilestonePoint) -> Look:
    match point.state:
        case MilestoneState.DONE:
            return Look.DONE
        case MilestoneState.DROPPED:
            return Look.OFF
        case MilestoneState.UNDER_WAY:
            return Look.UNDER_WAY
        case MilestoneState.PLANNED | MilestoneState.MOVED:
            if point.is_over:
                return Look.PAST
            is_moved = point.moved_from or point.state is MilestoneState.MOVED
            return Look.MOVED if is_moved else Look.COMING
