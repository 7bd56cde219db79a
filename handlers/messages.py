"""What people write to Sammen: a steering word, an answer, a request, or something for a human.

A question that waits never traps anybody: steering words and help always work.
"""

import re

from slack_bolt import App

from bot import interview
from bot.conversation.questions import AnswerKind, Question
from bot.conversation.replies import Misunderstood, read_reply
from bot.conversation.words import Word, read_word
from bot.days import local
from bot.onboarding import process_for
from bot.requests.asking import is_asking
from bot.talks import Talk, latest_talk, talk_of
from bot.voice.interview import misunderstood
from bot.voice.notes import note_message
from bot.voice.requests import was_answer_message
from handlers import requests
from handlers.commands import command
from handlers.enquiries import hear_thread
from handlers.help import say_unknown_workspace
from handlers.joining import welcome
from handlers.payloads import Heard, Payload, Press, read_id
from handlers.requests import Thread
from handlers.steering import ANYWHERE, follow_word, hear_outside, steer
from handlers.steps import pause, put_step, take
from handlers.visit import Services, Visit, on_command, on_event, on_message, on_press

_LONGEST_REQUEST = 300  # characters; what is longer and can be an answer, is one


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
    acts = {**requests.ACTS, "requests.was_answer": _press_was_answer}
    app.action(re.compile(r"^requests\."))(on_press(services, acts))
    app.event("message")(ignore)


def hear(visit: Visit, heard: Heard) -> None:
    """A message to Sammen: a steering word, an answer, a request, or something for a human."""
    if heard.thread_ts is not None and hear_thread(visit, heard):
        return
    talk = latest_talk(visit.session, person_id=visit.who.id)
    word = None if heard.has_files else read_word(heard.text)
    asked = None if talk is None else talk.asked
    if asked and not heard.has_files and requests.hears_offer(visit, heard.text):
        return
    if talk and asked and (word is None or _names_a_choice(visit, asked, heard)):
        _hear_answer(visit, talk, asked, heard)
    else:
        _hear_more(visit, talk, word, heard)


def hear_mention(visit: Visit, heard: Heard) -> None:
    """Sammen is called in a channel: never an answer. What all may read is answered there."""
    if hear_thread(visit, heard):
        return
    process, membership = process_for(visit.session, person=visit.person)
    thread = Thread(channel=heard.channel, ts=heard.thread_ts or heard.ts)
    if process is None:
        say_unknown_workspace(visit)
    elif membership is None:
        welcome(visit, process)
        requests.say_elsewhere(visit, thread)
    elif not requests.ask(visit, heard.text, thread=thread):
        hear_outside(visit, process, membership, read_word(heard.text))
        requests.say_elsewhere(visit, thread)


def _hear_more(visit: Visit, talk: Talk | None, word: Word | None, heard: Heard) -> None:
    """Anything but an answer to the question that waits."""
    process, membership = process_for(visit.session, person=visit.person)
    if process is None:
        say_unknown_workspace(visit)
    elif membership is None:
        welcome(visit, process)
    elif word in ANYWHERE:
        follow_word(visit, process, membership, word)
    elif talk is not None and word is not None:
        steer(visit, process, membership, talk, word)
    elif word in (Word.START, Word.RESUME) or not _is_answered(visit, heard.text):
        hear_outside(visit, process, membership, word)


def _is_answered(visit: Visit, text: str) -> bool:
    """Whether a member has been answered. A file without a word asks for nothing."""
    return bool(text.strip()) and requests.ask(visit, text)


def _names_a_choice(visit: Visit, question: Question, heard: Heard) -> bool:
    """Whether the words are one of the choices offered, such as "Senere": then they answer."""
    if not question.offered:
        return False
    today = local(visit.now).date()
    reading = read_reply(question, heard.text, language=visit.language, today=today)
    return not isinstance(reading, Misunderstood)


def _hear_answer(visit: Visit, talk: Talk, question: Question, heard: Heard) -> None:
    """The answer to the question that waits; or a request, after which the question is put again."""
    today = local(visit.now).date()
    reading = read_reply(question, heard.text, language=visit.language, today=today)
    is_answer = not isinstance(reading, Misunderstood)
    if heard.has_files:
        _ask_again(visit, talk, question, reason="file", heard=heard.text)
    elif not is_answer and _may_be_asking(heard.text) and requests.ask(visit, heard.text):
        _put_again(visit, talk, question)
    elif (not is_answer or _may_be_asking(heard.text)) and (
        requests.met(visit, heard.text)
        or (_asks_beside(question, heard.text) and requests.ask(visit, heard.text))
    ):
        if is_answer:
            value = f"{talk.interview_id}:{question.key}:{heard.text}"
            visit.tell(was_answer_message(heard.text, visit.language, value=value))
        _put_again(visit, talk, question)
    elif isinstance(reading, Misunderstood):
        # Who pauses answers nothing: what they write is for the facilitators, if they like.
        if talk.paused_at is None or not requests.ask(visit, heard.text):
            _ask_again(visit, talk, question, reason=reading.reason.value, heard=heard.text)
    else:
        take(visit, talk, question.key, reading.value, ts=talk.shown_ts)


def _asks_beside(question: Question, text: str) -> bool:
    """A question with a number in it, such as "er 3 for få?": no answer is kept without asking."""
    is_text = question.kind in {AnswerKind.SHORT_TEXT, AnswerKind.LONG_TEXT}
    return text.strip().endswith("?") and not is_text


def _may_be_asking(text: str) -> bool:
    return len(text) <= _LONGEST_REQUEST and is_asking(text)


def _put_again(visit: Visit, talk: Talk, question: Question) -> None:
    if talk.paused_at is None and visit.replies:  # after silence, it stands there already
        step = interview.edit(visit.session, talk=talk, question_key=question.key, now=visit.now)
        if step is not None:
            put_step(visit, talk, step)


def _press_was_answer(visit: Visit, press: Press) -> None:
    """What was met as a request was the answer after all."""
    interview_id, _, rest = press.value.partition(":")
    key, _, said = rest.partition(":")
    talk = talk_of(visit.session, interview_id=read_id(interview_id) or 0, person_id=visit.who.id)
    question = None if talk is None else talk.asked
    reading = None
    if question is not None and question.key == key:
        today = local(visit.now).date()
        reading = read_reply(question, said, language=visit.language, today=today)
    if talk is None or reading is None or isinstance(reading, Misunderstood):
        visit.tell(note_message("request", "asks_nothing", visit.language))
    else:
        take(visit, talk, key, reading.value, ts=talk.shown_ts)


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
