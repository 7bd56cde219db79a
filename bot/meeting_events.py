"""A meeting's row as the values that voices and calendars take."""

from bot.calendar.events import Event, Organizer
from bot.conversation.questions import Language
from bot.voice.meeting_mail import event_description
from bot.voice.meetings import MeetingWords
from models import Meeting, Process
from models.enums import MeetingState


def words_of(meeting: Meeting, *, process: Process, language: Language) -> MeetingWords:
    """The meeting as somebody who reads that language is told of it."""
    key = language.value
    former = None
    if meeting.former_starts_at is not None and meeting.former_ends_at is not None:
        former = meeting.former_starts_at, meeting.former_ends_at
    return MeetingWords(
        meeting_id=meeting.id,
        process=process.title[key],
        title=meeting.title[key],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        form=meeting.form,
        place=meeting.place,
        link=meeting.link,
        about=meeting.about[key] if meeting.about else "",
        agenda=meeting.agenda[key] if meeting.agenda else "",
        former=former,
        called_off=meeting.state is MeetingState.CALLED_OFF,
        because=meeting.called_off_because,
    )


def event_of(
    meeting: Meeting,
    *,
    process: Process,
    language: Language,
    sequence: int | None = None,
    organizer: Organizer | None = None,
    describe: bool = True,
) -> Event:
    """The meeting as a calendar is told of it. `sequence`: this reader's, else the meeting's own.

    Whoever invited first stays the organizer: a changed one reads as another meeting.
    """
    words = words_of(meeting, process=process, language=language)
    return Event(
        uid=meeting.uid,
        sequence=meeting.sequence if sequence is None else sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=words.title,
        description=event_description(words, language) if describe else "",
        place=words.place,
        link=words.link,
        organizer=organizer_of(meeting) or organizer,
        called_off=words.called_off,
        changed_at=meeting.changed_at,
    )


def organizer_of(meeting: Meeting) -> Organizer | None:
    """Who has invited by mail, once that has happened."""
    if meeting.organizer_email is None:
        return None
    return Organizer(
        name=meeting.organizer_name or meeting.organizer_email, email=meeting.organizer_email
    )
