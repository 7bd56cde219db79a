"""What people write to Sammen, and the slash command: which topic it belongs to, in order.

A question that waits never traps anybody: steering words and help always work.
"""

from collections.abc import Callable
from typing import assert_never

from slack_bolt import App

from bot import interview
from bot.access import Act, may
from bot.conversation.questions import NotKnownYet, Question, Skipped
from bot.conversation.replies import Misunderstood, read_reply
from bot.conversation.words import Word, read_word
from bot.days import local
from bot.onboarding import process_for
from bot.talks import Talk, latest_talk
from bot.voice.interview import misunderstood
from bot.voice.notes import note_message
from bot.voice.onboarding import start_message
from handlers.announcements import open_announcement, open_announcements
from handlers.audit import open_log
from handlers.call_list import open_call_list
from handlers.enquiries import hear_thread, show_own
from handlers.enquiry_desk import open_waiting
from handlers.exports import open_export
from handlers.faqs import open_faqs
from handlers.feeds import open_address
from handlers.help import say_help, say_people, say_unknown_workspace
from handlers.imports import open_import
from handlers.invitations import announce, open_invitation
from handlers.joining import process_words, welcome
from handlers.meeting_desk import open_meetings
from handlers.meetings import show_meetings
from handlers.members import ask_to_leave, open_members
from handlers.milestones import show_timeline
from handlers.on_behalf import open_on_behalf
from handlers.payloads import Commanded, Heard, Payload
from handlers.process_edits import open_edits
from handlers.steps import begin, own_talk, pause, put_step, show_review, take
from handlers.summaries import show_status, show_sums
from handlers.visit import Services, Visit, on_command, on_event, on_message
from models import Membership, Process
from models.enums import Stage
from models.people import find_membership

# What may be asked for at any time, whether or not somebody answers a needs mapping.
_ANYWHERE = frozenset(
    {Word.HELP, Word.HUMAN, Word.STATUS, Word.MEETINGS, Word.TIMELINE, Word.LEAVE}
)


def register(app: App, services: Services) -> None:
    """Direct messages, mentions, and `/sammen`."""
    heard = on_message(services, hear)
    edited = on_event(services, _tell_edited)

    def ignore() -> None:
        """Acknowledged and left alone: Slack repeats what nobody takes."""

    # Not `app.message`: it passes over a file that comes without a word.
    written = [None, "file_share", "thread_broadcast"]
    app.event({"type": "message", "subtype": written})(heard)
    app.event({"type": "message", "subtype": "message_changed"})(edited)
    app.event("app_mention")(on_message(services, hear_mention))
    app.command("/sammen")(on_command(services, command))
    app.event("message")(ignore)


def hear(visit: Visit, heard: Heard) -> None:
    """A message to Sammen: a steering word, an answer, or something that gets a way on."""
    if heard.thread_ts is not None and hear_thread(visit, heard):
        return
    talk = latest_talk(visit.session, person_id=visit.who.id)
    word = None if heard.has_files else read_word(heard.text)
    asked = None if talk is None else talk.asked
    if talk and asked and (word is None or _names_a_choice(visit, asked, heard)):
        _hear_answer(visit, talk, asked, heard)
    else:
        _hear_more(visit, talk, word)


def hear_mention(visit: Visit, heard: Heard) -> None:
    """Sammen is called in a channel: never an answer, and answered in the direct message."""
    if hear_thread(visit, heard):
        return
    process, membership = process_for(visit.session, person=visit.person)
    word = read_word(heard.text)
    if process is None:
        say_unknown_workspace(visit)
    elif membership is None:
        welcome(visit, process)
    elif word in _ANYWHERE:
        _follow_word(visit, process, membership, word)
    else:
        say_help(visit, process, membership, lost=True)


def _hear_more(visit: Visit, talk: Talk | None, word: Word | None) -> None:
    """Anything but an answer to the question that waits."""
    process, membership = process_for(visit.session, person=visit.person)
    if process is None:
        say_unknown_workspace(visit)
    elif membership is None:
        welcome(visit, process)
    elif word in _ANYWHERE:
        _follow_word(visit, process, membership, word)
    elif talk is None:
        _hear_outside(visit, process, membership, word)
    elif word is not None:
        _steer(visit, process, membership, talk, word)
    else:
        say_help(visit, process, membership, lost=True)


def _names_a_choice(visit: Visit, question: Question, heard: Heard) -> bool:
    """Whether the words are one of the choices offered, such as "Senere": then they answer."""
    if not question.offered:
        return False
    today = local(visit.now).date()
    reading = read_reply(question, heard.text, language=visit.language, today=today)
    return not isinstance(reading, Misunderstood)


def _hear_outside(
    visit: Visit, process: Process, membership: Membership, word: Word | None
) -> None:
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


def _steer(visit: Visit, process: Process, membership: Membership, talk: Talk, word: Word) -> None:
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
        case Word.HELP | Word.HUMAN | Word.STATUS | Word.MEETINGS | Word.TIMELINE | Word.LEAVE:
            _follow_word(visit, process, membership, word)
        case never:
            assert_never(never)


def _go_back(visit: Visit, talk: Talk) -> None:
    key = talk.asked_key or ""
    step = interview.go_back(visit.session, talk=talk, question_key=key, now=visit.now)
    if step is None:
        visit.tell(note_message("question", "first", visit.language))
    else:
        put_step(visit, talk, step)


def _hear_answer(visit: Visit, talk: Talk, question: Question, heard: Heard) -> None:
    today = local(visit.now).date()
    reading = read_reply(question, heard.text, language=visit.language, today=today)
    if heard.has_files:
        _ask_again(visit, talk, question, reason="file", heard=heard.text)
    elif isinstance(reading, Misunderstood):
        _ask_again(visit, talk, question, reason=reading.reason.value, heard=heard.text)
    else:
        take(visit, talk, question.key, reading.value, ts=talk.shown_ts)


def _ask_again(visit: Visit, talk: Talk, question: Question, *, reason: str, heard: str) -> None:
    if talk.paused_at is not None:
        pause(visit, talk, question.key)
        return
    why = misunderstood(reason, heard, question, language=visit.language)
    step = interview.edit(visit.session, talk=talk, question_key=question.key, now=visit.now)
    if step is not None:
        put_step(visit, talk, step, before=why)


def _tell_edited(visit: Visit, event: Payload) -> None:
    """An edited message changes no answer; whoever edited it is told how to."""
    message = event.get("message") or {}
    before = event.get("previous_message") or {}
    if message.get("user") == visit.who.slack_id and message.get("text") != before.get("text"):
        visit.tell(note_message("misunderstood", "edited", visit.language))


def _follow_word(visit: Visit, process: Process, membership: Membership, word: Word) -> None:
    if word is Word.HUMAN:
        say_people(visit, process)
    elif word is Word.STATUS and may(membership, Act.SEE_STATUS):
        show_status(visit, process=process, response_url=None)
    elif word is Word.MEETINGS and may(membership, Act.ATTEND):
        show_meetings(visit, process, None)
    elif word is Word.TIMELINE and may(membership, Act.SEE_PROCESS):
        show_timeline(visit, process=process, response_url=None)
    elif word is Word.LEAVE and membership.stage is not Stage.LEFT:
        ask_to_leave(visit, process)
    else:
        say_help(visit, process, membership)


def _open_questions(visit: Visit, process: Process, trigger_id: str, response_url: str) -> None:
    """To facilitators the questions that wait for them, to others their own."""
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    if may(membership, Act.ANSWER_ENQUIRIES):
        open_waiting(visit, process, trigger_id, response_url)
    else:
        show_own(visit, process, membership)


# What opens a form of the facilitators: with the process, Slack's trigger, and where to refuse.
_FORMS: dict[str, Callable[[Visit, str, str, str | None], None]] = {
    **dict.fromkeys(("invitér", "inviter", "invite"), open_invitation),
    **dict.fromkeys(("import", "importér", "importer"), open_import),
    **dict.fromkeys(("medlemmer", "members", "deltagere"), open_members),
    **dict.fromkeys(("log", "loggen"), open_log),
    **dict.fromkeys(("proces", "process", "ret proces"), open_edits),
    **dict.fromkeys(("eksport", "eksportér", "eksporter", "export"), open_export),
}
# The same for what takes the process itself.
_LISTS: dict[str, Callable[[Visit, Process, str, str], None]] = {
    **dict.fromkeys(("udmelding", "announcement"), open_announcement),
    **dict.fromkeys(("udmeldinger", "announcements"), open_announcements),
    **dict.fromkeys(("ring", "ring til", "calls"), open_call_list),
    **dict.fromkeys(("svar for", "answers for"), open_on_behalf),
    **dict.fromkeys(("spørgsmål", "mine spørgsmål", "questions", "my questions"), _open_questions),
    **dict.fromkeys(("faq", "faqs"), open_faqs),
}
_POST = frozenset({"opslag", "post"})
_SUMS = frozenset({"summer", "sums"})
_CALENDAR = frozenset({"kalender", "calendar"})


def command(visit: Visit, commanded: Commanded) -> None:
    """`/sammen` and what stands after it: the same as writing it, and what facilitators need."""
    process, membership = process_for(visit.session, person=visit.person)
    text = commanded.text.casefold()
    if process is None:
        say_unknown_workspace(visit)
    elif text == "status":
        show_status(visit, process=process, response_url=commanded.response_url)
    elif opens := _FORMS.get(text):
        opens(visit, str(process.id), commanded.trigger_id, commanded.response_url)
    elif lists := _LISTS.get(text):
        lists(visit, process, commanded.trigger_id, commanded.response_url)
    elif text in _POST:
        announce(visit, str(process.id), commanded.response_url)
    elif text in _SUMS and membership is not None:
        show_sums(visit, process=process, response_url=commanded.response_url)
    elif text in _CALENDAR:
        open_address(visit, commanded.trigger_id, commanded.response_url)
    elif not _shows_dates(visit, process, membership, commanded):
        _answer_directly(visit, process, membership, commanded)


def _shows_dates(
    visit: Visit, process: Process, membership: Membership | None, commanded: Commanded
) -> bool:
    """Meetings or the timeline, if they were asked for and may be seen; whether that was so."""
    word = read_word(commanded.text)
    if word is Word.MEETINGS and may(membership, Act.RUN_MEETINGS):
        open_meetings(visit, process, commanded.trigger_id)
    elif word is Word.MEETINGS and may(membership, Act.ATTEND):
        show_meetings(visit, process, commanded.response_url)
    elif word is Word.TIMELINE and may(membership, Act.SEE_PROCESS):
        show_timeline(visit, process=process, response_url=commanded.response_url)
    else:
        return False
    return True


def _answer_directly(
    visit: Visit, process: Process, membership: Membership | None, commanded: Commanded
) -> None:
    """Answer in the direct message, and say so to whoever stands in a channel."""
    if membership is None:
        welcome(visit, process)
    else:
        _command_word(visit, process, membership, read_word(commanded.text))
    if commanded.channel != visit.who.dm_channel and not commanded.channel.startswith("D"):
        elsewhere = note_message("help", "elsewhere", visit.language)
        visit.whisper(commanded.response_url, elsewhere)


def _command_word(
    visit: Visit, process: Process, membership: Membership, word: Word | None
) -> None:
    talk = own_talk(visit, process_id=process.id)
    if talk is not None and word is not None:
        _steer(visit, process, membership, talk, word)
    elif word in (Word.HUMAN, Word.LEAVE):
        _follow_word(visit, process, membership, word)
    elif talk is None and word is not Word.HELP:
        _hear_outside(visit, process, membership, word)
    else:
        say_help(visit, process, membership)
