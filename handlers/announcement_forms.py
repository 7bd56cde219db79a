"""An announcement's form as Slack sends it in: every value is looked up among what was offered."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from bot.announcement_choices import Choices, attachments_of, picked_people
from bot.announcement_drafts import (
    MOST_LINKS,
    Attachment,
    Draft,
    Fault,
    FaultKind,
    Faults,
    When,
)
from bot.audiences import OFFERED_REPLIES, OFFERED_STAGES, Audience, Reach
from bot.calendar.text import secure_link
from bot.days import to_utc
from handlers.payloads import Submitted, read_id
from models import Process
from models.enums import Mention, OrganisationKind, Reply, Role

_MARK = re.compile("[0-9a-f]{16}")
_Key = TypeVar("_Key", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which draft a form is about, what it takes the place of, and what was shown of both."""

    draft_id: int
    other_id: int | None  # what is scheduled, or out
    mark: str = ""

    def words(self) -> str:
        """A modal's metadata."""
        return f"{self.draft_id}:{self.other_id or ''}:{self.mark}"


def read_aim(text: str) -> Aim | None:
    """The same read back; None if it is nothing of ours."""
    parts = text.split(":")
    if len(parts) != 3 or (
        parts[2] and not _MARK.fullmatch(parts[2]) and read_id(parts[2]) is None
    ):
        return None
    draft_id, other_id = read_id(parts[0]), read_id(parts[1])
    if draft_id is None or (parts[1] and other_id is None):
        return None
    return Aim(draft_id=draft_id, other_id=other_id, mark=parts[2])


def texts_from(submitted: Submitted) -> dict[str, str]:
    """What was typed, in both languages."""
    return {"da": submitted.typed("announcement_da"), "en": submitted.typed("announcement_en")}


def draft_from(
    session: Session, submitted: Submitted, *, process: Process, choices: Choices
) -> tuple[Draft, Faults]:
    """The form as it was filled in, and what in it cannot be read."""
    audience, faults = _audience(session, submitted, process=process, choices=choices)
    links, bad_links = _links(submitted.typed("announcement_links"))
    documents = {read_id(one) for one in submitted.ticked("announcement_documents")} - {None}
    attached = attachments_of(
        session, process=process, document_ids={one for one in documents if one is not None}
    )
    ticked = submitted.ticked("announcement_channels")
    draft = Draft(
        text=texts_from(submitted),
        audience=audience,
        channels=tuple(one for one in choices.channels if one in ticked),
        mention=_one(Mention, submitted.chosen("announcement_mention")) or Mention.NOBODY,
        attachments=(*attached, *links),
        asks_seen="ask" in submitted.ticked("announcement_seen"),
        when=_one(When, submitted.chosen("announcement_when")) or When.NOW,
    )
    if draft.when is When.AT:
        draft = replace(draft, send_at=_moment(submitted))
    return draft, faults | bad_links


def _audience(
    session: Session, submitted: Submitted, *, process: Process, choices: Choices
) -> tuple[Audience, Faults]:
    offered = {(key, choice) for key, _, choice, _ in choices.questions}
    meetings = {meeting_id for meeting_id, _, _ in choices.meetings}
    picked = submitted.users("announcement_people")
    people, strangers = picked_people(session, process=process, slack_ids=picked)
    silent = [one.partition("=") for one in submitted.ticked("announcement_silent")]
    unanswered = (read_id(number) for kind, _, number in silent if kind == "meeting")
    audience = Audience(
        reach=_one(Reach, submitted.chosen("announcement_reach")) or Reach.FITTING,
        roles=_some(Role, submitted.ticked("announcement_roles")),
        kinds=_some(OrganisationKind, submitted.ticked("announcement_kinds")),
        stages=tuple(
            one for one in OFFERED_STAGES if one.value in submitted.ticked("announcement_stages")
        ),
        answers=tuple(
            (key, choice)
            for key, _, choice in (
                one.partition("=") for one in submitted.ticked("announcement_answers")
            )
            if (key, choice) in offered
        ),
        replies=tuple(_replies(submitted.ticked("announcement_replies"), meetings)),
        owes_needs=any(kind == "needs" for kind, _, _ in silent),
        owes_replies=tuple(one for one in unanswered if one in meetings),
        people=people,
    )
    if not strangers:
        return audience, {}
    return audience, {"people": Fault(FaultKind.STRANGERS, (("count", len(strangers)),))}


def _replies(ticked: tuple[str, ...], meetings: set[int]) -> list[tuple[int, Reply]]:
    pairs = (
        (read_id(number), reply) for number, _, reply in (one.partition("=") for one in ticked)
    )
    return [
        (meeting_id, Reply(reply))
        for meeting_id, reply in pairs
        if meeting_id is not None and meeting_id in meetings and reply in OFFERED_REPLIES
    ]


def _some(keys: type[_Key], ticked: tuple[str, ...]) -> tuple[_Key, ...]:
    return tuple(one for one in keys if str(one) in ticked)  # type: ignore[attr-defined]


def _one(keys: type[_Key], chosen: str) -> _Key | None:
    return next((one for one in keys if str(one) == chosen), None)  # type: ignore[attr-defined]


def _links(typed: str) -> tuple[tuple[Attachment, ...], Faults]:
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_LINKS:
        facts = (("most", MOST_LINKS), ("count", len(lines)))
        return (), {"links": Fault(FaultKind.TOO_MANY_LINKS, facts)}
    clean = [(line, secure_link(line)) for line in lines]
    bad = next((line for line, link in clean if link is None), None)
    made = tuple(Attachment.of_link(link) for _, link in clean if link is not None)
    if bad is None:
        return made, {}
    return made, {"links": Fault(FaultKind.LINK_UNREADABLE, (("link", bad[:100]),))}


def _moment(submitted: Submitted) -> datetime | None:
    day, clock = submitted.date("announcement_day"), submitted.clock("announcement_clock")
    return None if day is None or clock is None else to_utc(day, clock)
