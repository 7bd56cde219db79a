"""The words that steer, whether they are written or come after `/sammen`."""

from typing import assert_never

from bot import interview
from bot.access import Act, may
from bot.conversation.questions import NotKnownYet, Skipped
from bot.conversation.words import Word
from bot.talks import Talk
from bot.voice.notes import note_message
from bot.voice.onboarding import start_message
from handlers.enquiries import show_own
from handlers.help import say_help, say_people
from handlers.joining import process_words
from handlers.meetings import show_meetings
from handlers.members import ask_to_leave
from handlers.milestones import show_timeline
from handlers.overview import show_organisation
from handlers.steps import begin, pause, put_step, show_review, take
from handlers.summaries import show_status
from handlers.visit import Visit
from models import Membership, Process
from models.enums import Stage

# What may be asked for at any time, whether or not somebody answers a needs mapping.
ANYWHERE = frozenset(
    {
        *(Word.HELP, Word.HUMAN, Word.STATUS, Word.MEETINGS, Word.TIMELINE, Word.QUESTIONS),
        Word.LEAVE,
    }
)


def hear_outside(visit: Visit, process: Process, membership: Membership, word: Word | None) -> None:
    """From somebody who has not begun the needs mapping, or who has none to answer."""
    is_new = membership.invited_at == visit.now and membership.invited_by_id is not None
    if is_new and membership.stage is Stage.INVITED:
        return  # awaited, and come just now: their welcome is on its way
    if membership.stage in (Stage.INVITED, Stage.LATER, Stage.DECLINED, Stage.LEFT):
        parts = {Stage.DECLINED: "again_declined", Stage.LEFT: "again_left"}
        part = parts.get(membership.stage, "again")
        again = start_message(process_words(process), part, language=visit.language)
        visit.tell(again)
    elif word in (Word.START, Word.RESUME) and begin(visit, process_id=process.id):
        return
    else:
        say_help(visit, process, membership, lost=word is None)


def steer(visit: Visit, process: Process, membership: Membership, talk: Talk, word: Word) -> None:
    """Do what the word says, in the needs mapping that this person is in."""
    question = talk.asked
    match word:
        case Word.START | Word.RESUME:
            put_step(visit, talk, interview.resume(visit.session, talk=talk, now=visit.now))
        case Word.REVIEW:
            show_review(visit, talk)
        case Word.PAUSE:
            pause(visit, talk, talk.asked_key)
        case Word.BACK:
            _go_back(visit, talk)
        case Word.SKIP | Word.DONT_KNOW:
            if question is None:
                say_help(visit, process, membership)
            else:
                skips = word is Word.SKIP and not question.required
                value = Skipped() if skips else NotKnownYet()
                take(visit, talk, question.key, value, ts=talk.shown_ts)
        case (
            Word.HELP
            | Word.HUMAN
            | Word.STATUS
            | Word.MEETINGS
            | Word.TIMELINE
            | Word.QUESTIONS
            | Word.LEAVE
        ):
            follow_word(visit, process, membership, word)
        case never:
            assert_never(never)


def _go_back(visit: Visit, talk: Talk) -> None:
    key = talk.asked_key or ""
    step = interview.go_back(visit.session, talk=talk, question_key=key, now=visit.now)
    if step is None:
        visit.tell(note_message("question", "first", visit.language))
    else:
        put_step(visit, talk, step)


def follow_word(visit: Visit, process: Process, membership: Membership, word: Word) -> None:
    """Do what a word says that has nothing to do with the needs mapping; else help."""
    if word is Word.HUMAN:
        say_people(visit, process)
    elif word is Word.STATUS and may(membership, Act.SEE_STATUS):
        show_status(visit, process=process, response_url=None)
    elif word is Word.STATUS and may(membership, Act.SEE_PROCESS):
        show_organisation(visit, process, membership)
    elif word is Word.MEETINGS and may(membership, Act.ATTEND):
        show_meetings(visit, process, None)
    elif word is Word.TIMELINE and may(membership, Act.SEE_PROCESS):
        show_timeline(visit, process=process, response_url=None)
    elif word is Word.QUESTIONS and may(membership, Act.ASK_HUMAN):
        show_own(visit, process, membership)
    elif word is Word.LEAVE and membership.stage is not Stage.LEFT:
        ask_to_leave(visit, process)
    else:
        say_help(visit, process, membership)
