"""The facilitators' status: where the organisations stand, who is missing, and what is new."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.meeting_rosters import Held
from bot.participation import Participation, Reached
from bot.slices import slice_value
from bot.status import Status
from bot.summaries import Changes
from bot.voice.blocks import (
    MESSAGE_CHARACTERS,
    VIEW_BLOCKS,
    Block,
    Message,
    View,
    actions,
    button,
    guard,
    header,
    message,
    plain,
    section,
    shorten,
    size,
)
from bot.voice.dates import away, moment
from bot.voice.enquiry_desk import unanswered_blocks
from bot.voice.speak import Mrkdwn, label, say
from bot.voice.status_parts import (
    meeting_blocks,
    menus,
    slice_text,
    trend_paragraph,
)
from bot.voice.undelivered import undelivered_blocks

_MOMENT = "status"
_NAME, _NAMES, _MISSING, _WAITING, _HELD = 60, 400, 12, 8, 5
_PARAGRAPH = 2400
_PARAGRAPHS = (_PARAGRAPH, 1500, 900, 500, 300)  # the less room there is in a message


def status_message(status: Status, language: Language, *, note: str = "") -> Message:
    """The overview as one message. `note`: what was done just now, as a part of the moment."""
    first = [section(say(_MOMENT, note, language))] if note else []
    text = say(_MOMENT, "text", language, **_counts(status))
    for limit in _PARAGRAPHS:  # the most that fits into a message
        blocks = [*first, *_overview(status, language, limit=limit), *_onward(status, language)]
        if size(blocks) <= MESSAGE_CHARACTERS:
            break
    return message(text, blocks)


def status_view(status: Status, language: Language, *, note: str = "") -> View:
    """The overview as a modal, for a press on Home, where nobody would see a message."""
    blocks = [section(say(_MOMENT, note, language))] if note else []
    blocks += [*_overview(status, language), *_onward(status, language)]
    return reading_view("summaries.status", blocks, language)


def missing_view(status: Status, language: Language) -> View:
    """Everybody who is missing, however many."""
    lines = _missing_lines(status, language)
    words = lines or [say(_MOMENT, "missing_nobody", language)]
    blocks = [section(part) for part in packed(words, between="\n")]
    return reading_view("summaries.missing", blocks[:VIEW_BLOCKS], language)


def refused_message(language: Language) -> Message:
    """For somebody who is no facilitator."""
    words = say(_MOMENT, "refused", language)
    return message(say(_MOMENT, "refused_text", language), [section(words)])


def reading_view(callback_id: str, blocks: Sequence[Block], language: Language) -> View:
    """A modal that is only read: with a way out and nothing to send."""
    made: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(label(f"{callback_id}.title", language)),
        "close": plain(label("summaries.close", language)),
        "blocks": list(blocks),
    }
    guard(made["blocks"], most=VIEW_BLOCKS)
    return made


def packed(words: Iterable[Mrkdwn], *, between: str, limit: int = _PARAGRAPH) -> list[Mrkdwn]:
    """The same words in as few paragraphs as fit below the limit."""
    paragraphs: list[str] = []
    for one in words:
        if paragraphs and len(paragraphs[-1]) + len(between) + len(one) <= limit:
            paragraphs[-1] += between + one
        else:
            paragraphs.append(one)
    return [Mrkdwn(one) for one in paragraphs]


def overview_paragraph(
    participation: Participation,
    process: str,
    language: Language,
    *,
    limit: int = _PARAGRAPH,
    names: int = _NAMES,
) -> Mrkdwn:
    """'14 af 19 organisationer har sendt deres svar', and who is at which stage.

    `names`: so many characters of them for each stage.
    """
    words = say(_MOMENT, "overview", language, **_totals(participation, process))
    stages = say(_MOMENT, "stages", language, rows=_stage_rows(participation, names))
    return _cut(Mrkdwn(f"{words}\n\n{stages}".strip()), limit)


def missing_paragraph(status: Status, language: Language, *, most: int = _MISSING) -> Mrkdwn:
    """Who has not sent yet, and since when: the longest silent first."""
    lines = _missing_lines(status, language, most=most)
    if not lines:
        return say(_MOMENT, "missing_nobody", language)
    words = [say(_MOMENT, "missing_heading", language), *lines]
    more = len(status.participation.missing) + len(status.participation.unplaced) - len(lines)
    if more:
        words.append(say(_MOMENT, "missing_more", language, more=more))
    return _cut(Mrkdwn("\n".join(words)))


def _overview(status: Status, language: Language, *, limit: int = _PARAGRAPH) -> list[Block]:
    people = status.participation
    value = slice_value(status.process_id, status.within)
    blocks = [header(status.process), *menus(status, language)]
    if within := slice_text(status, language):
        blocks.append(section(say(_MOMENT, "within", language, within=within)))
    blocks.append(section(overview_paragraph(people, status.process, language, limit=limit)))
    if trend := trend_paragraph(status, language):
        charts = button("summaries.charts", language, value=value)
        blocks.append(section(trend, accessory=charts))
    if status.changes is not None:
        blocks.append(section(changes_paragraph(status.changes, language, limit=limit)))
    if people.applicants:
        blocks.append(section(_cut(_waiting(status, language), limit)))
    blocks += unanswered_blocks(status.enquiries, status.process_id, language)
    if people.standings or people.unplaced:
        blocks.append(section(_cut(missing_paragraph(status, language), limit)))
        blocks += _to_the_missing(status, language)
    if status.held:
        blocks.append(section(_cut(_held(status.held, language), limit)))
    if not status.has_answers:
        blocks.append(section(say(_MOMENT, "no_answers", language)))
    if status.meetings:
        blocks.append(section(say(_MOMENT, "meetings_heading", language)))
        blocks += meeting_blocks(status, language)
    return blocks + undelivered_blocks(
        status.undelivered,
        language,
        count=status.undelivered_count,
        process_id=status.process_id,
    )


def _to_the_missing(status: Status, language: Language) -> list[Block]:
    people = status.participation
    count = len(people.missing) + len(people.unplaced)
    if not count:
        return []
    buttons = []
    if status.within.is_whole:  # else it would reach more than those who are listed
        words = label("summaries.write_missing", language)
        value = f"{status.process_id}:missing"
        buttons.append(button("announcements.new:missing", language, value=value, text=words))
    if count > _MISSING:
        value = slice_value(status.process_id, status.within)
        buttons.append(button("summaries.missing", language, value=value))
    return [actions(buttons)] if buttons else []


def _held(held: Sequence[Held], language: Language) -> Mrkdwn:
    """One line for each meeting: how many came, from how many organisations, and how it was."""
    words = [say(_MOMENT, "held_heading", language)]
    for one in held[:_HELD]:
        impressions = {key.value: count for key, count in one.turnout.impressions}
        words.append(
            say(
                _MOMENT,
                "held",
                language,
                title=shorten(one.title[language.value], _NAME),
                day=short_date(local(one.ends_at).date(), language),
                ticked=one.turnout.ticked,
                came=len(one.turnout.came),
                organisations=len(one.turnout.organisations),
                invited=one.invited,
                **{key: impressions.get(key, 0) for key in ("good", "fair", "poor")},
            )
        )
    if len(held) > _HELD:
        words.append(say(_MOMENT, "held_more", language, more=len(held) - _HELD))
    return Mrkdwn("\n".join(words))


def _onward(status: Status, language: Language) -> list[Block]:
    value = slice_value(status.process_id, status.within)
    whole = str(status.process_id)
    buttons = []
    if status.has_answers:
        buttons.append(button("summaries.answers", language, value=value, style="primary"))
        words = label("summaries.as_others", language)
        buttons.append(button("summaries.shared:others", language, value=whole, text=words))
    buttons.append(button("exports.open", language, value=value))
    buttons.append(button("digests.choose", language, value=whole))
    return [actions(buttons)]


def _counts(status: Status) -> dict[str, object]:
    return _totals(status.participation, status.process)


def _totals(participation: Participation, process: str) -> dict[str, object]:
    done = len(participation.at(Reached.DONE))
    return {"process": process, "done": done, "total": participation.taking_part}


def _stage_rows(people: Participation, room: int) -> list[dict[str, object]]:
    order = (Reached.DONE, Reached.BEGUN, Reached.JOINED, Reached.INVITED)
    groups = [(one.value, people.at(one)) for one in order]
    groups.append(("unplaced", tuple(name for name, _ in people.unplaced)))
    groups.append((Reached.DECLINED.value, people.at(Reached.DECLINED)))
    rows = []
    for reached, names in groups:
        if names:
            text, more = listed(names, room)
            rows.append({"reached": reached, "count": len(names), "names": text, "more": more})
    return rows


def listed(names: Sequence[str], room: int = _NAMES) -> tuple[str, int]:
    """So many of the names as are easily read, with commas, and how many more there are."""
    shown = first_names(names, room)
    return ", ".join(shown), len(names) - len(shown)


def first_names(names: Sequence[str], room: int = _NAMES) -> list[str]:
    """So many of the names as are easily read."""
    shown: list[str] = []
    for name in names:
        short = shorten(name, _NAME)
        if sum(map(len, shown)) + len(short) > room:
            break
        shown.append(short)
    return shown


def _missing_lines(status: Status, language: Language, *, most: int | None = None) -> list[Mrkdwn]:
    people = status.participation
    silent = [(one.since, one.organisation, one.reached.value) for one in people.missing]
    silent += [(since, name, "unplaced") for name, since in people.unplaced]
    return [
        say(
            _MOMENT,
            "missing_one",
            language,
            name=shorten(name, _NAME),
            reached=reached,
            **_when(since, status.now, language),
        )
        for since, name, reached in sorted(silent)[:most]
    ]


def _waiting(status: Status, language: Language) -> Mrkdwn:
    waiting = status.participation.applicants
    words = [say(_MOMENT, "waiting_heading", language, count=len(waiting))]
    words += [
        say(
            _MOMENT,
            "waiting_one",
            language,
            name=shorten(one.name, _NAME),
            organisation=shorten(one.organisation or "", _NAME),
            role=label(f"role.{one.role.value}", language),
            **_when(one.applied_at, status.now, language),
        )
        for one in waiting[:_WAITING]
    ]
    if len(waiting) > _WAITING:
        words.append(say(_MOMENT, "missing_more", language, more=len(waiting) - _WAITING))
    return _cut(Mrkdwn("\n".join(words)))


def changes_paragraph(changes: Changes, language: Language, *, limit: int = _PARAGRAPH) -> Mrkdwn:
    """What is new since somebody last looked."""
    people = [f"{name} ({one})" if one else name for name, one in changes.joined]
    joined, joined_more = listed(people)
    sent, sent_more = listed(changes.sent)
    words = say(
        _MOMENT,
        "changes",
        language,
        since=moment(changes.since, language),
        answers=changes.answers,
        organisations=changes.organisations,
        joined=joined,
        joined_more=joined_more,
        sent=sent,
        sent_more=sent_more,
    )
    return _cut(without_gaps(words), limit)


def without_gaps(words: Mrkdwn) -> Mrkdwn:
    """The words without the empty lines that left-out sentences leave behind."""
    return Mrkdwn("\n".join(line for line in words.splitlines() if line.strip()))


def _when(at: datetime, now: datetime, language: Language) -> dict[str, object]:
    day: date = local(at).date()
    return {
        "day": short_date(day, language),
        "away": away(day, local(now).date(), language),
    }


def _cut(words: Mrkdwn, limit: int = _PARAGRAPH) -> Mrkdwn:
    return Mrkdwn(shorten(words, limit))
