"""A meeting on its way through Slack's modals: from the form, and from the preview that follows it.

A preview does not carry what was filled in beneath it, so the draft travels in its metadata, which
holds 3,000 characters. What comes back is read as strictly as what is typed, and checked again.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.days import local, to_utc
from bot.meeting_desk import Aim
from bot.meeting_drafts import Draft, cleaned
from handlers.payloads import Submitted, read_id
from models import Meeting
from models.enums import MeetingForm

MOST = 3000  # characters of a modal's metadata
_MARK = re.compile(r"[0-9a-f-]{16,36}")


class Unreadable(ValueError):
    """What came back is not what was sent along."""


def aim_words(aim: Aim) -> str:
    """Which meeting a form is about, as its metadata."""
    return f"{aim.process_id}:{aim.meeting_id or ''}:{aim.mark}"


def read_aim(text: str) -> Aim | None:
    """The same read back; None if it is nothing of ours."""
    parts = text.split(":")
    if len(parts) != 3 or not _MARK.fullmatch(parts[2]):
        return None
    process_id, meeting_id = read_id(parts[0]), read_id(parts[1])
    if process_id is None or (parts[1] and meeting_id is None):
        return None
    return Aim(process_id=process_id, meeting_id=meeting_id, mark=parts[2])


def draft_from(submitted: Submitted, *, meeting: Meeting | None) -> Draft:
    """The form as it was filled in. The English agenda stays as long as the Danish one does."""
    day = submitted.date("meeting_day")
    form = submitted.chosen("meeting_form")
    return Draft(
        title={"da": submitted.typed("meeting_title"), "en": submitted.typed("meeting_english")},
        starts_at=_moment(day, submitted.clock("meeting_start")),
        ends_at=_moment(submitted.date("meeting_last") or day, submitted.clock("meeting_end")),
        form=MeetingForm(form) if form in list(MeetingForm) else MeetingForm.PHYSICAL,
        place=submitted.typed("meeting_place"),
        link=submitted.typed("meeting_link"),
        agenda=_agenda(submitted.typed("meeting_agenda"), meeting),
        capacity=_seats(submitted.typed("meeting_seats")),
        audience=submitted.ticked("meeting_audience"),
        asks_needs="ask" in submitted.ticked("meeting_needs"),
        reminder_minutes=_minutes(submitted.ticked("meeting_reminders")),
    )


def moved_clock(submitted: Submitted, draft: Draft) -> datetime | None:
    """The start, if the clock that was picked is skipped by summer time that day."""
    picked = submitted.clock("meeting_start")
    if picked is None or draft.starts_at is None:
        return None
    return draft.starts_at if local(draft.starts_at).time() != picked else None


def loses_english(draft: Draft, *, meeting: Meeting | None) -> bool:
    """Whether an agenda of its own in English gives way to the new one."""
    before = meeting.agenda if meeting is not None else None
    if before is None or before["en"] == before["da"]:
        return False
    return cleaned(draft).agenda != cleaned(replace(draft, agenda=before)).agenda


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return None if day is None or clock is None else to_utc(day, clock)


def _agenda(typed: str, meeting: Meeting | None) -> dict[str, str] | None:
    if not typed.strip():
        return None
    if meeting is not None and meeting.agenda and meeting.agenda["da"].strip() == typed.strip():
        return meeting.agenda
    return {"da": typed}


def _seats(typed: str) -> int | None:
    if not typed:
        return None
    return int(typed) if re.fullmatch("[0-9]{1,9}", typed) else 0


def _minutes(ticked: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(int(one) for one in ticked if re.fullmatch("[1-9][0-9]{0,5}", one))


def draft_words(aim: Aim, draft: Draft) -> str:
    """The draft as the metadata of its preview. May be longer than Slack takes: see `excess`."""
    clean = cleaned(draft)
    assert clean.starts_at is not None
    assert clean.ends_at is not None
    return write_carried(
        aim_words(aim),
        [
            clean.title["da"],
            clean.title["en"] if clean.title["en"] != clean.title["da"] else "",
            int(clean.starts_at.timestamp()),
            int(clean.ends_at.timestamp()),
            clean.form.value,
            clean.place,
            clean.link,
            clean.agenda["da"] if clean.agenda else "",
            clean.capacity,
            list(clean.audience),
            clean.asks_needs,
            list(clean.reminder_minutes),
        ],
    )


def read_draft(text: str, *, meeting_of: Callable[[int], Meeting | None]) -> tuple[Aim, Draft]:
    """Which meeting, and how it was filled in. Raises Unreadable."""
    aim_text, carried = read_carried(text)
    aim = read_aim(aim_text)
    if aim is None:
        raise Unreadable
    meeting = None if aim.meeting_id is None else meeting_of(aim.meeting_id)
    try:
        danish, english, begins, ends, form, place, link, agenda, seats, audience, asks, minutes = (
            carried
        )
        draft = Draft(
            title={"da": str(danish), "en": str(english)},
            starts_at=datetime.fromtimestamp(begins, UTC),
            ends_at=datetime.fromtimestamp(ends, UTC),
            form=MeetingForm(form),
            place=str(place),
            link=str(link),
            agenda=_agenda(str(agenda), meeting),
            capacity=None if seats is None else int(seats),
            audience=tuple(str(one) for one in audience),
            asks_needs=bool(asks),
            reminder_minutes=_minutes(tuple(str(one) for one in minutes)),
        )
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise Unreadable from error
    return aim, draft


def write_carried(head: str, values: list[Any]) -> str:
    """Values that travel from one modal to the next."""
    return json.dumps([head, *values], ensure_ascii=False, separators=(",", ":"))


def read_carried(text: str) -> tuple[str, list[Any]]:
    """The same read back. Raises Unreadable."""
    try:
        head, *values = json.loads(text)
    except (ValueError, TypeError) as error:
        raise Unreadable from error
    return str(head), values


def excess(carried: str) -> int:
    """How many characters there are too many, as whoever counts most would count them."""
    return max(0, len(carried.encode("utf-16-le")) // 2 - MOST)
