"""Answers that facilitators write in the thread of a question, and hand to Sammen themselves.

Sammen reads no channel. It gets a message of such a thread only if it is mentioned in it, or if
the message's menu was used on it; a direct message with Sammen is another thing.
"""

import re

from bot.enquiry_answers import Done, Refusal, answer
from bot.voice.blocks import Message
from bot.voice.enquiries import enquiry_word
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn
from handlers.payloads import Heard
from handlers.replies import Say
from handlers.visit import Visit
from models.enquiries import enquiry_of_thread
from models.people import find_person

_MENTION = re.compile(r"@([UW][A-Z0-9]{4,})\b")


def answer_heard(visit: Visit, heard: Heard) -> bool:
    """Send it to whoever asked, if it stands in an enquiry's thread; whether it does."""
    if heard.thread_ts is None or heard.thread_ts == heard.ts:
        return False
    enquiry = enquiry_of_thread(
        visit.session,
        team_id=visit.team_id,
        channel=heard.channel,
        person_id=visit.who.id,
        thread_ts=heard.thread_ts,
    )
    if enquiry is None:
        return False
    done = answer(
        visit.session,
        enquiry_id=enquiry.id,
        by=visit.person,
        text=with_names(visit, heard.text).strip(),
        mark=heard.ts,
        now=visit.now,
        in_thread=heard.thread_ts,
    )
    visit.replies.append(
        Say(
            channel=heard.channel,
            thread_ts=heard.thread_ts,
            message=_said(visit, done, has_files=heard.has_files),
        )
    )
    return True


def _said(visit: Visit, done: Done | Refusal, *, has_files: bool) -> Message:
    if isinstance(done, Done):
        facts = {"name": done.asker.name, "has_files": has_files}
        return paragraph(enquiry_word("thread_sent", visit.language, **facts))
    return paragraph(refusal_words(visit, done))


_REFUSED = {
    Refusal.NOT_ALLOWED: "thread_not_allowed",
    Refusal.TAKEN_BACK: "thread_taken_back",
    Refusal.EMPTY: "thread_empty",
    Refusal.TOO_LONG: "thread_too_long",
}


def refusal_words(visit: Visit, refusal: Refusal) -> Mrkdwn:
    """Why an answer was not sent."""
    return enquiry_word(_REFUSED[refusal], visit.language)


def with_names(visit: Visit, text: str) -> str:
    """The same with the names of people who are mentioned; the asker knows no ids."""

    def named(found: re.Match[str]) -> str:
        person = find_person(visit.session, team_id=visit.team_id, slack_id=found[1])
        return found[0] if person is None else person.name

    return _MENTION.sub(named, text)
