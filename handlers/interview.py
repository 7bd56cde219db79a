"""The buttons of the needs mapping. Each names its interview and question, and is checked anew."""

import re
from collections.abc import Callable

from slack_bolt import App

from bot import interview, talks
from bot.conversation.engine import Ask
from bot.conversation.questions import Chosen, Language, NotKnownYet, Skipped
from bot.outbox import put
from bot.talks import Talk
from bot.timeline import next_meeting_for
from bot.voice.answers import value_text
from bot.voice.dates import moment
from bot.voice.interview import answered_message
from bot.voice.notes import note_message
from bot.voice.review import receipt_message
from bot.voice.speak import say
from handlers.payloads import Press, read_id, ticked_in
from handlers.steps import begin, go_on, pause, put_step, say_outcome, show_review, take
from handlers.visit import Acts, Services, Visit, on_press
from models import Organisation
from models.people import colleagues_of, find_membership


def register(app: App, services: Services) -> None:
    """All buttons whose ids begin with `interview.`."""
    app.action(re.compile(r"^interview\."))(on_press(services, ACTS))


OwnAct = Callable[[Visit, Press, Talk, str], None]


def _own(act: OwnAct) -> Callable[[Visit, Press], None]:
    """The act with the interview that the button names, if it is the person's own to answer.

    The button's value is the interview's id and, after a colon, what the act is handed as `rest`.
    """

    def checked(visit: Visit, press: Press) -> None:
        number, _, rest = press.value.partition(":")
        interview_id = read_id(number)
        talk = (
            None
            if interview_id is None
            else talks.talk_of(visit.session, interview_id=interview_id, person_id=visit.who.id)
        )
        if talk is None:
            visit.whisper(press.response_url, note_message("question", "not_yours", visit.language))
        else:
            act(visit, press, talk, rest)

    return checked


def _begin(visit: Visit, press: Press) -> None:
    process_id = read_id(press.value)
    if process_id is None or not begin(visit, process_id=process_id):
        visit.whisper(press.response_url, note_message("question", "not_yours", visit.language))


def _choose(visit: Visit, press: Press, talk: Talk, rest: str) -> None:
    question_key, _, choice = rest.partition(":")
    take(visit, talk, question_key, Chosen((choice,)), ts=press.ts)


def _choose_many(visit: Visit, press: Press, talk: Talk, question_key: str) -> None:
    prefix = f"{talk.interview_id}:{question_key}:"
    ticked = {one.removeprefix(prefix) for one in ticked_in(press.state) if one.startswith(prefix)}
    if not ticked:
        nothing = note_message("question", "nothing_ticked", visit.language)
        visit.whisper(press.response_url, nothing)
        return
    question = talk.questionnaire.find(question_key)
    keys = tuple(key for key in (question.offered if question else ()) if key in ticked)
    take(visit, talk, question_key, Chosen(keys), ts=press.ts)


def _tick(_visit: Visit, _press: Press) -> None:
    """Boxes are read when *Gem valg* is pressed; until then a tick is only Slack's to know."""


def _skip(visit: Visit, press: Press, talk: Talk, question_key: str) -> None:
    question = talk.questionnaire.find(question_key)
    value = NotKnownYet() if question is not None and question.required else Skipped()
    _leave_open(visit, press, talk, question_key, value)


def _dont_know(visit: Visit, press: Press, talk: Talk, question_key: str) -> None:
    _leave_open(visit, press, talk, question_key, NotKnownYet())


def _leave_open(
    visit: Visit, press: Press, talk: Talk, question_key: str, value: Skipped | NotKnownYet
) -> None:
    """Skip it, unless the button is an old one and the question has a real answer by now."""
    question = talk.questionnaire.find(question_key)
    present = talk.answers.get(question_key)
    is_open = present is None or isinstance(present, Skipped | NotKnownYet)
    if question is None or present is None or is_open or talk.asked_key == question_key:
        take(visit, talk, question_key, value, ts=press.ts)
        return
    language = visit.language
    visit.edit(press.ts, answered_message(talk.interview_id, question, present, language))
    shown = value_text(question, present, language, limit=150)
    visit.whisper(press.response_url, note_message("question", "already", language, value=shown))


def _back(visit: Visit, press: Press, talk: Talk, question_key: str) -> None:
    if interview.is_double_click(talk, interview.before(talk, question_key), now=visit.now):
        return
    step = interview.go_back(visit.session, talk=talk, question_key=question_key, now=visit.now)
    if step is None:
        first = note_message("question", "first", visit.language)
        visit.whisper(press.response_url, first)
    else:
        put_step(visit, talk, step)


def _edit(visit: Visit, _press: Press, talk: Talk, question_key: str) -> None:
    if interview.is_double_click(talk, interview.standing(talk, question_key), now=visit.now):
        return
    step = interview.edit(visit.session, talk=talk, question_key=question_key, now=visit.now)
    if step is None:
        question = talk.questionnaire.find(question_key)
        short = question.short.in_(visit.language) if question else None
        visit.tell(note_message("question", "closed", visit.language, short=short))
    else:
        put_step(visit, talk, step)


def _pause(visit: Visit, _press: Press, talk: Talk, question_key: str) -> None:
    pause(visit, talk, question_key)


def _resume(visit: Visit, _press: Press, talk: Talk, _rest: str) -> None:
    go_on(visit, talk)


def _review(visit: Visit, _press: Press, talk: Talk, _rest: str) -> None:
    show_review(visit, talk)


def _use_mine(visit: Visit, press: Press, talk: Talk, rest: str) -> None:
    mine, _, theirs = rest.partition(":")[2].partition(":")
    mine_id, theirs_id = read_id(mine), read_id(theirs)
    outcome = (
        None
        if mine_id is None or theirs_id is None
        else interview.use_mine(
            visit.session, talk=talk, mine_id=mine_id, theirs_id=theirs_id, now=visit.now
        )
    )
    if outcome is None:
        visit.whisper(press.response_url, note_message("question", "not_yours", visit.language))
    else:
        say_outcome(visit, talk, outcome, ts=press.ts)


def _keep_theirs(visit: Visit, press: Press, talk: Talk, rest: str) -> None:
    question = talk.questionnaire.find(rest.partition(":")[0])
    if question is None or question.key not in talk.answers:
        visit.tell(note_message("question", "closed", visit.language, short=None))
        return
    kept = answered_message(talk.interview_id, question, talk.answers[question.key], visit.language)
    visit.edit(press.ts, kept)
    if talk.asked_key == question.key:
        put_step(visit, talk, interview.resume(visit.session, talk=talk, now=visit.now))


def _send(visit: Visit, press: Press, talk: Talk, _rest: str) -> None:
    session, language = visit.session, visit.language
    step = interview.send(session, talk=talk, now=visit.now)
    if isinstance(step, Ask):
        put_step(visit, talk, step, before=say("review", "not_yet", language))
        return
    organisation = session.get_one(Organisation, talk.organisation_id).name
    mine = find_membership(session, process_id=talk.process_id, person_id=visit.who.id)
    meeting = next_meeting_for(session, membership=mine, now=visit.now)
    receipt = receipt_message(
        interview_id=talk.interview_id,
        name=visit.who.name,
        organisation=organisation,
        sent_on=moment(talk.sent_at or visit.now, language),
        next_date=None
        if meeting is None
        else f"{meeting.title[language.value]}, {moment(meeting.starts_at, language)}",
        language=language,
    )
    sent_on = moment(talk.sent_at or visit.now, language)
    visit.edit(press.ts, note_message("review", "sent", language, sent_on=sent_on))
    if talk.sent_at is None or visit.now - talk.sent_at >= interview.DOUBLE_CLICK:
        visit.tell(receipt)  # the newest message is where people look
    if talk.sent_at is None:
        _tell_colleagues(visit, talk, organisation=organisation)


def _tell_colleagues(visit: Visit, talk: Talk, *, organisation: str) -> None:
    colleagues = colleagues_of(
        visit.session,
        process_id=talk.process_id,
        organisation_id=talk.organisation_id,
        except_person_id=visit.who.id,
    )
    for colleague in colleagues:
        put(
            visit.session,
            key=f"interview:{talk.interview_id}:sent:person:{colleague.id}",
            team_id=colleague.team_id,
            process_id=talk.process_id,
            person_id=colleague.id,
            message=note_message(
                "review",
                "colleague_sent",
                Language(colleague.language),
                name=visit.who.name,
                organisation=organisation,
            ),
            due_at=visit.now,
        )


ACTS: Acts = {
    "interview.begin": _begin,
    "interview.choose": _own(_choose),
    "interview.choose_many": _own(_choose_many),
    "interview.tick": _tick,
    "interview.skip": _own(_skip),
    "interview.dont_know": _own(_dont_know),
    "interview.back": _own(_back),
    "interview.edit": _own(_edit),
    "interview.pause": _own(_pause),
    "interview.resume": _own(_resume),
    "interview.review": _own(_review),
    "interview.use_mine": _own(_use_mine),
    "interview.keep_theirs": _own(_keep_theirs),
    "interview.send": _own(_send),
}
