"""`/sammen` and what stands after it: the same as writing it, and what opens a form."""

from collections.abc import Callable

from bot.access import Act, may
from bot.conversation.words import Word, read_word
from bot.onboarding import process_for
from bot.voice.notes import note_message
from handlers import requests
from handlers.announcements import open_announcement, open_announcements
from handlers.audit import open_log
from handlers.call_list import open_call_list
from handlers.enquiries import show_own
from handlers.enquiry_desk import open_waiting
from handlers.exports import open_export
from handlers.faqs import open_faqs
from handlers.feeds import open_address
from handlers.help import say_help, say_unknown_workspace
from handlers.imports import open_import
from handlers.invitations import announce, open_invitation
from handlers.joining import welcome
from handlers.meeting_desk import open_meetings
from handlers.meetings import show_meetings
from handlers.members import open_members
from handlers.milestones import show_timeline
from handlers.on_behalf import open_on_behalf
from handlers.payloads import Commanded
from handlers.preferences import open_preferences
from handlers.process_edits import open_edits
from handlers.steering import follow_word, hear_outside, steer
from handlers.steps import own_talk
from handlers.summaries import show_status, show_sums
from handlers.visit import Visit
from models import Membership, Process
from models.people import find_membership


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
    **dict.fromkeys(("medlemmer", "members"), open_members),
    **dict.fromkeys(("log", "loggen"), open_log),
    **dict.fromkeys(("proces", "process", "ret proces"), open_edits),
    **dict.fromkeys(("eksport", "eksportér", "eksporter", "export"), open_export),
}
# The same for everybody.
_OWN: dict[str, Callable[[Visit, str, str, str | None], None]] = {
    **dict.fromkeys(("indstillinger", "settings", "preferences"), open_preferences),
}
# The same for what takes the process itself.
_LISTS: dict[str, Callable[[Visit, Process, str, str], None]] = {
    **dict.fromkeys(("udmelding", "announcement"), open_announcement),
    **dict.fromkeys(("udmeldinger", "announcements"), open_announcements),
    **dict.fromkeys(("ring", "ring til", "calls"), open_call_list),
    **dict.fromkeys(("svar for", "answers for"), open_on_behalf),
    **dict.fromkeys(("faq", "faqs"), open_faqs),
    **dict.fromkeys(("spørgsmål", "mine spørgsmål", "questions", "my questions"), _open_questions),
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
    elif opens := _FORMS.get(text) or _OWN.get(text):
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
        _command_word(visit, process, membership, commanded.text)
    if commanded.channel != visit.who.dm_channel and not commanded.channel.startswith("D"):
        elsewhere = note_message("help", "elsewhere", visit.language)
        visit.whisper(commanded.response_url, elsewhere)


def _command_word(visit: Visit, process: Process, membership: Membership, text: str) -> None:
    word = read_word(text)
    talk = own_talk(visit, process_id=process.id)
    if talk is not None and word is not None:
        steer(visit, process, membership, talk, word)
    elif word in (Word.HUMAN, Word.QUESTIONS, Word.LEAVE):
        follow_word(visit, process, membership, word)
    elif word is Word.HELP or not text.strip():
        say_help(visit, process, membership)
    elif word in (Word.START, Word.RESUME) or not requests.ask(visit, text):
        hear_outside(visit, process, membership, word)
