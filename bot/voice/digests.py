"""The status that facilitators get unasked: in short, in Slack or by mail. And when they want it."""

from collections.abc import Collection, Sequence

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.participation import Reached
from bot.status import Status
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    field,
    header,
    message,
    modal,
    option,
    section,
    shorten,
)
from bot.voice.dates import away, moment
from bot.voice.speak import label, say, say_plain
from bot.voice.status_parts import trend_paragraph
from bot.voice.summaries import changes_paragraph, missing_paragraph, overview_paragraph
from models.enums import Reply

_MOMENT = "digest"
_MISSING, _NAME = 6, 60


def digest_message(status: Status, language: Language) -> Message:
    """In a direct message, with the buttons that lead further."""
    people, value = status.participation, str(status.process_id)
    blocks: list[Block] = [
        header(say_plain(_MOMENT, "heading", language, process=status.process)),
        section(overview_paragraph(people, status.process, language, limit=1500)),
    ]
    if trend := trend_paragraph(status, language):
        blocks.append(section(trend))
    if status.changes is not None:
        blocks.append(section(changes_paragraph(status.changes, language, limit=1500)))
    if people.standings or people.unplaced:
        blocks.append(section(missing_paragraph(status, language, most=_MISSING)))
    if status.undelivered_count or people.applicants:
        blocks.append(
            section(
                say(
                    _MOMENT,
                    "waits",
                    language,
                    applicants=len(people.applicants),
                    undelivered=status.undelivered_count,
                )
            )
        )
    buttons = [button("summaries.status", language, value=value, style="primary")]
    if status.has_answers:
        buttons.append(button("summaries.answers", language, value=value))
    buttons.append(button("digests.choose", language, value=value))
    text = say(_MOMENT, "text", language, **_facts(status))
    return message(text, [*blocks, actions(buttons)])


def digest_mail(status: Status, language: Language, *, name: str) -> tuple[str, str]:
    """Subject and words of the mail."""
    facts = _facts(status)
    people, changes = status.participation, status.changes
    today = local(status.now).date()
    missing = people.missing
    body = say_plain(
        _MOMENT,
        "mail",
        language,
        name=name,
        **facts,
        changes=changes is not None,
        since="" if changes is None else moment(changes.since, language),
        answers=0 if changes is None else changes.answers,
        joined=[] if changes is None else _first([name for name, _ in changes.joined]),
        sent=[] if changes is None else _first(changes.sent),
        missing=[
            {
                "name": shorten(one.organisation, _NAME),
                "reached": one.reached.value,
                "day": short_date(local(one.since).date(), language),
                "away": away(local(one.since).date(), today, language),
            }
            for one in missing[:_MISSING]
        ],
        more=max(0, len(missing) - _MISSING),
        meetings=[
            {
                "title": one.title[language.value],
                "day": short_date(local(one.starts_at).date(), language),
                "coming": dict(one.counts).get(Reply.YES, 0),
                "invited": sum(count for _, count in one.counts),
            }
            for one in status.meetings
        ],
        applicants=len(people.applicants),
        undelivered=status.undelivered_count,
    )
    return say_plain(_MOMENT, "subject", language, **facts), body


def _first(names: Sequence[str]) -> list[str]:
    return [shorten(name, _NAME) for name in names[:12]]


def _facts(status: Status) -> dict[str, object]:
    people = status.participation
    done = len(people.at(Reached.DONE))
    return {"process": status.process, "done": done, "total": people.taking_part}


def wish_form(
    *,
    process_id: int,
    process: str,
    days: Collection[int],
    clock: str,
    ways: Collection[str],
    has_mail: bool,
    language: Language,
) -> View:
    """On which days, at which hour, and how. `clock` is "08:30"; `ways` are "slack" and "mail"."""
    weekdays = [option(label(f"digest_day.{number}", language), str(number)) for number in range(5)]
    offered = [option(label("digest_way.slack", language), "slack")]
    if has_mail:
        offered.append(option(label("digest_way.mail", language), "mail"))
    picker = {"type": "timepicker", "initial_time": clock}
    return modal(
        "digests.choose",
        [
            section(say(_MOMENT, "form", language, process=process, has_mail=has_mail)),
            field(
                "digest_days",
                boxes("digest_days", weekdays, ticked=[str(one) for one in days]),
                language,
                optional=True,
                hint=say_plain(_MOMENT, "days_hint", language),
            ),
            field("digest_time", picker, language),
            field(
                "digest_ways",
                boxes("digest_ways", offered, ticked=list(ways)),
                language,
                optional=True,
            ),
        ],
        language,
        private_metadata=str(process_id),
    )


def wish_kept(
    *, days: Sequence[int], clock: str, ways: Sequence[str], language: Language
) -> Message:
    """What was chosen, for the direct message. Without a day or a way there is none."""
    words = say(
        _MOMENT,
        "kept",
        language,
        days=[label(f"digest_day.{number}", language).lower() for number in days],
        clock=clock.replace(":", ".") if language is Language.DANISH else clock,
        ways=list(ways),
    )
    return message(words, [section(words)])


def wish_fault(language: Language) -> str:
    """Beside the ways, if none is chosen for the days that are."""
    return say_plain(_MOMENT, "no_way", language)
