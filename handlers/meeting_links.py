"""The link to a meeting, handed to whoever may have it now. Has no buttons of its own."""

from typing import assert_never

from bot.access import Act, may
from bot.meeting_links import Early, Known, NotTheirs, NotThere, Outcome, ask_for_link
from bot.voice.blocks import Message
from bot.voice.meeting_links import (
    LinkWords,
    early_message,
    link_message,
    link_word,
    refused_message,
)
from bot.voice.notes import note_message
from handlers.visit import Visit
from models import Meeting, Membership, Process


def hand_link(
    visit: Visit, process: Process, membership: Membership | None, meeting_id: int
) -> None:
    """Give the link in the person's direct message, or say when it comes or why not."""
    is_here = membership is not None and membership.process_id == process.id
    if membership is None or not is_here or not may(membership, Act.GET_LINKS):
        visit.tell(note_message("meeting_link", "closed", visit.language))
        return
    outcome = ask_for_link(
        visit.session, membership=membership, meeting_id=meeting_id, now=visit.now
    )
    visit.tell(_said(visit, outcome))


def _said(visit: Visit, outcome: Outcome) -> Message:
    language = visit.language
    match outcome:
        case Known(meeting):
            return link_message(_words(meeting, visit, is_told=True), language)
        case Early(meeting, opens_at):
            words = _words(meeting, visit)
            return early_message(
                words, language, opens_at=opens_at, now=visit.now, is_known=bool(meeting.link)
            )
        case NotThere(meeting, why):
            return link_word(why.value, _words(meeting, visit), language)
        case NotTheirs(meeting_id=meeting_id, meeting=meeting):
            known = None if meeting is None else _words(meeting, visit)
            return refused_message(known, language, meeting_id=meeting_id)
        case never:
            assert_never(never)


def _words(meeting: Meeting, visit: Visit, *, is_told: bool = False) -> LinkWords:
    return LinkWords(
        title=meeting.title[visit.language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        link=meeting.link if is_told else None,
        place=meeting.place,
    )
