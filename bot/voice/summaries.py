"""The facilitators' status: where the organisations stand, who is missing, and what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.meeting_rosters import Held
from bot.participation import Participation, Reached
from bot.summaries import Changes
from bot.voice.blocks import (
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
)
from bot.voice.dates import away, moment
from bot.voice.speak import Mrkdwn, label, say

_MOMENT = "status"
_NAME, _NAMES, _MISSING, _WAITING, _HELD = 60, 400, 12, 8, 5
_PARAGRAPH = 2400  # five of them and the rest stay below what Slack takes in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything that the status of one process tells."""

    process_id: int
    process: str  # its title, in the reader's language
    participation: Participation
    changes: Changes | None  # None the first time somebody looks
    has_answers: bool
    now: datetime
    held: tuple[Held, ...] = ()  # the latest first


def status_message(status: Status, language: Language) -> Message:
    """The overview as one message, with a button to what was answered."""
    blocks = [*_overview(status, language), *_onward(status, language)]
    return message(say(_MOMENT, "text", language, **_counts(status)), blocks)


def status_view(status: Status, language: Language) -> View:
    """The overview as a modal, for a press on Home, where nobody would see a message."""
    return reading_view("summaries.status", _overview(status, language), language)


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


def overview_paragraph(participation: Participation, process: str, language: Language) -> Mrkdwn:
    """'14 af 19 organisationer har sendt deres svar', and who is at which stage."""
    words = say(_MOMENT, "overview", language, **_totals(participation, process))
    stages = say(_MOMENT, "stages", language, rows=_stage_rows(participation))
    return _cut(Mrkdwn(f"{words}\n\n{stages}".strip()))


def missing_paragraph(status: Status, language: Language, *, most: int = _MISSING) -> Mrkdwn:
    """Who has not sent yet, and since when: the longest silent first."""
    lines = _missing_lines(status, language)
    if not lines:
        return say(_MOMENT, "missing_nobody", language)
    words = [say(_MOMENT, "missing_heading", language), *lines[:most]]
    if len(lines) > most:
        words.append(say(_MOMENT, "missing_more", language, more=len(lines) - most))
    return _cut(Mrkdwn("\n".join(words)))


def _overview(status: Status, language: Language) -> list[Block]:
    people = status.participation
    blocks = [
        header(status.process),
        section(overview_paragraph(people, status.process, language)),
    ]
    if status.changes is not None:
        blocks.append(section(_changes(status.changes, language)))
    if people.applicants:
        blocks.append(section(_waiting(status, language)))
    if people.standings or people.unplaced:
        blocks.append(section(missing_paragraph(status, language)))
    if status.held:
        blocks.append(section(_held(status.held, language)))
    if not status.has_answers:
        blocks.append(section(say(_MOMENT, "no_answers", language)))
    return blocks


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
    return _cut(Mrkdwn("\n".join(words)))


def _onward(status: Status, language: Language) -> list[Block]:
    value = str(status.process_id)
    buttons = []
    if status.has_answers:
        buttons.append(button("summaries.answers", language, value=value, style="primary"))
    if len(status.participation.missing) + len(status.participation.unplaced) > _MISSING:
        buttons.append(button("summaries.missing", language, value=value))
    return [actions(buttons)] if buttons else []


def _counts(status: Status) -> dict[str, object]:
    return _totals(status.participation, status.process)


def _totals(participation: Participation, process: str) -> dict[str, object]:
    done = len(participation.at(Reached.DONE))
    return {"process": process, "done": done, "total": participation.taking_part}


def _stage_rows(people: Participation) -> list[dict[str, object]]:
    order = (Reached.DONE, Reached.BEGUN, Reached.JOINED, Reached.INVITED)
    groups = [(one.value, people.at(one)) for one in order]
    groups.append(("unplaced", tuple(name for name, _ in people.unplaced)))
    groups.append((Reached.DECLINED.value, people.at(Reached.DECLINED)))
    rows = []
    for reached, names in groups:
        if names:
            text, more = listed(names)
            rows.append({"reached": reached, "count": len(names), "names": text, "more": more})
    return rows


def listed(names: Sequence[str]) -> tuple[str, int]:
    """So many of the names as are easily read, with commas, and how many more there are."""
    shown = first_names(names)
    return ", ".join(shown), len(names) - len(shown)


def first_names(names: Sequence[str]) -> list[str]:
    """So many of the names as are easily read."""
    shown: list[str] = []
    for name in names:
        short = shorten(name, _NAME)
        if sum(map(len, shown)) + len(short) > _NAMES:
            break
        shown.append(short)
    return shown


def _missing_lines(status: Status, language: Language) -> list[Mrkdwn]:
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
        for since, name, reached in sorted(silent)
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


def _changes(changes: Changes, language: Language) -> Mrkdwn:
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
    return _cut(without_gaps(words))


def without_gaps(words: Mrkdwn) -> Mrkdwn:
    """The words without the empty lines that left-out sentences leave behind."""
    return Mrkdwn("\n".join(line for line in words.splitlines() if line.strip()))


def _when(at: datetime, now: datetime, language: Language) -> dict[str, object]:
    day: date = local(at).date()
    return {
        "day": short_date(day, language),
        "away": away(day, local(now).date(), language),
    }


def _cut(words: Mrkdwn) -> Mrkdwn:
    return Mrkdwn(shorten(words, _PARAGRAPH))
