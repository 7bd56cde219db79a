"""Home for a facilitator: today's things first, then how it stands, then a button for everything."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local
from bot.home import Leading
from bot.home_today import Due, Elsewhere, Soon, Today
from bot.status import Status
from bot.voice.audit import newest_words
from bot.voice.blocks import Block, actions, button, context, divider, section, shorten
from bot.voice.dates import away, dated, meeting_time
from bot.voice.enquiry_desk import unanswered_blocks
from bot.voice.meeting_desk import tally_line
from bot.voice.onboarding import ProcessWords, card_message
from bot.voice.speak import Mrkdwn, label, say
from bot.voice.summaries import missing_paragraph, overview_paragraph

_MOMENT = "home"
_MISSING, _MEETINGS, _DUE, _TO_CALL, _NAME = 6, 5, 5, 3, 60
_NAMES, _ELSEWHERE = 120, 5
# Everything that a facilitator can do, under three headings. See handlers/ for each.
_ACTS = {
    "follow": (
        "summaries.answers",
        "summaries.status",
        "call_list.open",
        "on_behalf.pick",
        "exports.open",
        "audit.show",
    ),
    "reach": (
        "announcements.new",
        "announcements.list",
        "invitations.invite",
        "imports.open",
        "members.show",
        "invitations.announce",
    ),
    "plan": (
        "meeting_desk.list",
        "milestones.show",
        "milestones.edit",
        "process_edits.open",
        "document_desk.open",
        "faqs.list",
        "digests.choose",
    ),
}


def leading_blocks(
    process: ProcessWords, place: Leading, language: Language, *, now: datetime
) -> list[Block]:
    """Who waits for a yes, today's things, the overview, and the way to all the rest."""
    value = str(process.process_id)
    people, title = place.participation, process.name(language)
    blocks = _applications(process, place, language)
    blocks += _today(place.today, process.process_id, language, now=now)
    blocks += _elsewhere(place.elsewhere, language)
    blocks.append(section(overview_paragraph(people, title, language, names=_NAMES)))
    if people.standings or people.unplaced:
        status = Status(
            process_id=process.process_id,
            process=title,
            participation=people,
            changes=None,
            has_answers=place.has_answers,
            now=now,
        )
        blocks.append(section(missing_paragraph(status, language, most=_MISSING)))
    if place.newest:
        heading = say(_MOMENT, "log_heading", language)
        blocks.append(section(Mrkdwn(f"{heading}\n{newest_words(place.newest, language)}")))
    return [*blocks, *_buttons(place, language, value=value)]


def _buttons(place: Leading, language: Language, *, value: str) -> list[Block]:
    main = "summaries.answers" if place.has_answers else "invitations.invite"
    blocks = []
    for group, acts in _ACTS.items():
        offered = [act for act in acts if place.has_answers or act != "summaries.answers"]
        blocks.append(context(say(_MOMENT, "acts", language, group=group)))
        blocks.append(
            actions(
                [
                    button(act, language, value=value, style="primary" if act == main else None)
                    for act in offered
                ]
            )
        )
    return blocks


def _applications(process: ProcessWords, place: Leading, language: Language) -> list[Block]:
    count = len(place.participation.applicants)
    if not count:
        return [section(say(_MOMENT, "no_applications", language))]
    blocks = [section(say(_MOMENT, "applications_heading", language, count=count))]
    for card in place.applications:
        blocks += card_message(process, card, language)["blocks"]
    if count > len(place.applications):
        more = count - len(place.applications)
        blocks.append(context(say(_MOMENT, "applications_more", language, more=more)))
    return [*blocks, divider()]


def _today(today: Today, process_id: int, language: Language, *, now: datetime) -> list[Block]:
    """Meetings, milestones, what failed and whom to call; nothing where there is nothing."""
    blocks: list[Block] = []
    if today.meetings:
        lines = [_meeting(one, language, now=now) for one in today.meetings[:_MEETINGS]]
        heading = say(_MOMENT, "week_heading", language)
        blocks.append(section(Mrkdwn("\n".join([heading, *lines]))))
    if today.due:
        lines = [_due(one, language, now=now) for one in today.due[:_DUE]]
        heading = say(_MOMENT, "due_heading", language)
        blocks.append(section(Mrkdwn("\n".join([heading, *lines]))))
    blocks += unanswered_blocks(today.enquiries, process_id, language)
    if today.failed:
        failed = say(_MOMENT, "failed", language, count=today.failed)
        words = label("home.undelivered", language)
        why = button("summaries.undelivered", language, value=str(process_id), text=words)
        blocks.append(section(failed, accessory=why))
    if today.to_call:
        names = ", ".join(shorten(one, _NAME) for one in today.to_call[:_TO_CALL])
        more = len(today.to_call) - len(today.to_call[:_TO_CALL])
        words = say(_MOMENT, "to_call", language, names=names, more=more)
        blocks.append(section(words))
    return [*blocks, divider()] if blocks else []


def _elsewhere(others: Sequence[Elsewhere], language: Language) -> list[Block]:
    """How much waits in the other processes, each with the way there."""
    if not others:
        return []
    blocks = [section(say(_MOMENT, "elsewhere_heading", language))]
    for one in others[:_ELSEWHERE]:
        title = one.title[language.value]
        words = say(
            _MOMENT,
            "elsewhere",
            language,
            title=title,
            applicants=one.applicants,
            failed=one.failed,
            meetings=one.meetings,
        )
        go = button(
            "home.process:other",
            language,
            value=str(one.process_id),
            text=label("home.go", language),
            spoken=f"{label('home.go', language)}: {title}",
        )
        blocks.append(section(words, accessory=go))
    if len(others) > _ELSEWHERE:
        more = len(others) - _ELSEWHERE
        blocks.append(context(say(_MOMENT, "more", language, more=more)))
    return [*blocks, divider()]


def _meeting(one: Soon, language: Language, *, now: datetime) -> Mrkdwn:
    return say(
        _MOMENT,
        "week_meeting",
        language,
        title=one.title[language.value],
        time=meeting_time(one.starts_at, one.ends_at, language),
        away=away(local(one.starts_at).date(), local(now).date(), language),
        tally=tally_line(one.tally, language),
    )


def _due(one: Due, language: Language, *, now: datetime) -> Mrkdwn:
    today = local(now).date()
    return say(
        _MOMENT,
        "due",
        language,
        title=one.title[language.value],
        when=dated(one.day, one.precision, language),
        away=away(one.ends_on, today, language),
        is_over=one.ends_on < today,
    )
