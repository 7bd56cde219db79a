"""What became of an announcement, for whoever sent it, and the list of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.voice.announcements import text_for
from bot.voice.blocks import (
    VIEW_BLOCKS,
    Block,
    Message,
    View,
    actions,
    button,
    confirm_dialog,
    divider,
    message,
    panel,
    section,
    shorten,
)
from bot.voice.dates import moment
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn, label, quote_plainly, say
from models.enums import AnnouncementState

_MOMENT = "announcement_report"
_BEGINNING = 80  # characters by which an announcement is known again
_LISTED = (VIEW_BLOCKS - 3) // 3
_OUT = (AnnouncementState.SENDING, AnnouncementState.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Somebody, or a channel, whom it did not reach, and what Slack or the mail server said."""

    name: str | None
    channel: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an announcement stands, in copies. What is delivered may still be under correction."""

    announcement_id: int
    state: AnnouncementState
    text: dict[str, str]
    total: int
    delivered: int
    by_mail: int  # of those delivered
    waiting: int
    correcting: int
    uncorrected: int
    failed: int
    held_back: int
    unsure: int
    asked: int  # whether they have seen it; nobody is in channels and mails
    seen: int
    is_corrected: bool
    ended_at: datetime | None
    send_at: datetime | None
    refusals: tuple[Refusal, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing is on its way."""
        return self.ended_at is not None


def report_message(report: Report, language: Language) -> Message:
    """The message that is edited as the round goes on."""
    heading = _part("heading", report, language)
    blocks = [section(Mrkdwn(f"{_part('title', report, language)}\n{heading}"))]
    counts = _part("counts", report, language)
    if counts:
        blocks.append(section(counts))
    blocks += _refusals(report, language)
    if buttons := _buttons(report, language):
        blocks.append(actions(buttons))
    return message(Mrkdwn(f"{_part('title', report, language)} {heading}"), blocks)


def _part(part: str, report: Report, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        part,
        language,
        words=_beginning(report.text, language),
        state=report.state.value,
        total=report.total,
        delivered=report.delivered,
        by_mail=report.by_mail,
        waiting=report.waiting,
        correcting=report.correcting,
        uncorrected=report.uncorrected,
        failed=report.failed,
        held_back=report.held_back,
        unsure=report.unsure,
        asked=report.asked,
        seen=report.seen,
        is_corrected=report.is_corrected,
        is_over=report.is_over,
        at=None if report.send_at is None else moment(report.send_at, language),
    )


def _beginning(text: dict[str, str], language: Language) -> Mrkdwn:
    return shorten_words(text_for(text, language), _BEGINNING)


def shorten_words(words: str, most: int) -> Mrkdwn:
    """The beginning of what somebody typed, on one line."""
    return quote_plainly(shorten(" ".join(words.split()), most))


def _refusals(report: Report, language: Language) -> list[Block]:
    if not report.refusals:
        return []
    lines = [
        say(
            _MOMENT,
            "refusal",
            language,
            name=one.name,
            channel=Mrkdwn(f"<#{one.channel}>") if one.channel else None,
            reason=one.reason.partition(":")[0].strip(),
        )
        for one in report.refusals
    ]
    more = report.failed + report.uncorrected - len(report.refusals)
    if more > 0:
        lines.append(say(_MOMENT, "more_refusals", language, more=more))
    return [section(Mrkdwn("\n".join(lines)))]


def _buttons(report: Report, language: Language) -> list[Block]:
    value = str(report.announcement_id)
    if report.state not in _OUT:
        return []
    buttons = []
    if report.failed or report.uncorrected:
        buttons.append(button("announcements.retry", language, value=value, style="primary"))
    buttons.append(button("announcements.correct", language, value=value))
    buttons.append(_sure("announcements.withdraw", "sure_withdraw", language, value=value))
    return buttons


def _sure(act: str, part: str, language: Language, *, value: str) -> Block:
    """A button that asks before it counts."""
    return button(
        act,
        language,
        value=value,
        confirm=confirm_dialog(
            say(_MOMENT, part, language),
            title=label(f"{act}.sure", language),
            yes=label(f"{act}.yes", language),
            no=label(f"{act}.no", language),
        ),
    )


def list_view(
    reports: Sequence[Report], language: Language, *, process_id: int, process: str
) -> View:
    """The newest announcements of a process, each with what can be done with it."""
    blocks = [section(say(_MOMENT, "list_intro", language, process=process, count=len(reports)))]
    new = button("announcements.new", language, value=str(process_id), style="primary")
    blocks.append(actions([new]))
    for one in reports[:_LISTED]:
        title, heading = _part("title", one, language), _part("heading", one, language)
        counts = _part("counts", one, language)
        lines = [title, heading, *([counts] if counts else [])]
        blocks += [divider(), section(Mrkdwn("\n".join(lines)))]
        if buttons := _listed_buttons(one, language):
            blocks.append(actions(buttons))
    return panel("announcements.list", blocks, language)


def _listed_buttons(report: Report, language: Language) -> list[Block]:
    value = str(report.announcement_id)
    match report.state:
        case AnnouncementState.DRAFT:
            go_on = button("announcements.go_on", language, value=value)
            return [go_on, _sure("announcements.drop", "sure_drop", language, value=value)]
        case AnnouncementState.SCHEDULED:
            change = button("announcements.change", language, value=value)
            return [change, _sure("announcements.cancel", "sure_cancel", language, value=value)]
        case AnnouncementState.SENDING | AnnouncementState.SENT:
            return _buttons(report, language)
        case AnnouncementState.CANCELLED | AnnouncementState.WITHDRAWN:
            return []


def note(part: str, language: Language, **facts: object) -> Message:
    """One sentence to a facilitator about what became of an act."""
    return paragraph(say(_MOMENT, part, language, **facts))
