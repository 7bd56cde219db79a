"""Puts the next step of an interview in front of a person: a question, the review, the end."""

from dataclasses import replace
from typing import assert_never

from bot import interview, talks
from bot.access import Act, may
from bot.conversation.engine import Ask, Finished, Review, Step
from bot.conversation.questions import Value
from bot.days import local, long_date
from bot.interview import Closed, Conflict, Outcome, Saved
from bot.reminders import first_reminder_at
from bot.talks import Talk
from bot.voice.dates import moment
from bot.voice.interview import (
    Put,
    answered_message,
    branch_note,
    conflict_message,
    folded_message,
    paused_message,
    question_message,
)
from bot.voice.notes import note_message, paragraph
from bot.voice.review import ReviewFacts, review_messages
from bot.voice.speak import Mrkdwn
from handlers.visit import Visit
from models import Interview, Organisation, Person, Process
from models.noted_answers import names_of_noters
from models.people import find_membership


def begin(visit: Visit, *, process_id: int) -> bool:
    """Put what comes next to a member who may answer, in their direct message. False to others."""
    membership = find_membership(visit.session, process_id=process_id, person_id=visit.who.id)
    if membership is None or not may(membership, Act.ANSWER):
        return False
    talk = talks.begin(visit.session, membership=membership, now=visit.now)
    go_on(visit, talk)
    return True


def go_on(visit: Visit, talk: Talk) -> None:
    """Put what comes next, but only once however quickly the button is pressed again."""
    if not interview.is_double_click(talk, interview.standing(talk, None), now=visit.now):
        put_step(visit, talk, interview.resume(visit.session, talk=talk, now=visit.now))


def own_talk(visit: Visit, *, process_id: int) -> Talk | None:
    """The person's side of their organisation's interview in that process, if it has begun."""
    membership = find_membership(visit.session, process_id=process_id, person_id=visit.who.id)
    return None if membership is None else talks.find(visit.session, membership=membership)


def take(visit: Visit, talk: Talk, question_key: str, value: Value, *, ts: str | None) -> None:
    """Keep an answer. `ts` is the message of its question, where the answer will stand instead."""
    outcome = interview.answer(
        visit.session, talk=talk, question_key=question_key, value=value, now=visit.now
    )
    say_outcome(visit, talk, outcome, ts=ts)


def say_outcome(visit: Visit, talk: Talk, outcome: Outcome, *, ts: str | None) -> None:
    """Show what became of an answer, and put what follows."""
    language = visit.language
    match outcome:
        case Saved(question=question, value=value):
            done = answered_message(talk.interview_id, question, value, language)
            visit.edit(ts, done, channel=visit.who.dm_channel)
            note = branch_note(outcome.branch, language)
            if outcome.step is not None:
                if question.key == talk.asked_key:
                    talk = replace(talk, shown_ts=None)  # the answer stands there now
                now_answered = replace(talk, answers={**talk.answers, question.key: value})
                put_step(visit, now_answered, outcome.step, before=note, edited=True)
            elif note is not None:
                visit.tell(paragraph(note))
        case Conflict():
            visit.tell(
                conflict_message(
                    talk.interview_id,
                    outcome.question,
                    theirs=outcome.theirs,
                    their_name=outcome.their_name,
                    mine=outcome.mine,
                    mine_id=outcome.mine_id,
                    theirs_id=outcome.theirs_id,
                    language=language,
                )
            )
        case Closed(question=closed):
            short = closed.short.in_(language) if closed else None
            visit.tell(note_message("question", "closed", language, short=short))
        case never:
            assert_never(never)


def put_step(
    visit: Visit,
    talk: Talk,
    step: Step,
    *,
    before: Mrkdwn | None = None,
    edited: bool = False,
) -> None:
    """Say what comes next. `edited`: an answer has just been given, so the end is a short word."""
    _fold(visit, talk)
    match step:
        case Ask():
            put = Put(
                interview_id=talk.interview_id,
                questionnaire=talk.questionnaire,
                ask=step,
                before=before,
                noted_by=_noted_by(visit, talk, step.question.key),
            )
            shows = (talk.conversation_id, step.question.key)
            visit.tell(question_message(put, visit.language), shows=shows)
        case Finished() if edited:
            visit.tell(note_message("question", "corrected", visit.language))
            if before is not None:
                visit.tell(paragraph(before))
        case Review() | Finished():
            if before is not None:
                visit.tell(paragraph(before))
            show_review(visit, talk)
        case never:
            assert_never(never)


def _noted_by(visit: Visit, talk: Talk, question_key: str) -> str | None:
    """Who has noted the present answer to it, where it waits to be confirmed."""
    row = talk.rows.get(question_key)
    if row is None or row["noted_by_id"] is None:
        return None
    return visit.session.get_one(Person, row["noted_by_id"]).name


def _fold(visit: Visit, talk: Talk) -> None:
    """Shorten the question that has waited until now, so that none stands twice with buttons."""
    if talk.asked is None or talk.shown_ts is None:
        return
    value = talk.answers.get(talk.asked.key)
    folded = (
        folded_message(talk.interview_id, talk.asked, visit.language)
        if value is None
        else answered_message(talk.interview_id, talk.asked, value, visit.language)
    )
    visit.edit(talk.shown_ts, folded, channel=visit.who.dm_channel)


def pause(visit: Visit, talk: Talk, question_key: str | None) -> None:
    """Stop asking, and say how to go on. Said once, however often the button is pressed."""
    if talk.paused_at is not None and visit.now - talk.paused_at < interview.DOUBLE_CLICK:
        return
    interview.pause(visit.session, talk=talk, now=visit.now)
    ask = interview.standing(talk, question_key)
    visit.tell(
        paused_message(
            Put(interview_id=talk.interview_id, questionnaire=talk.questionnaire, ask=ask),
            visit.language,
            reminder=long_date(local(first_reminder_at(visit.now)).date(), visit.language),
        )
        if isinstance(ask, Ask)
        else note_message("question", "paused_plain", visit.language)
    )


def show_review(visit: Visit, talk: Talk) -> None:
    """All answers of the organisation, in the person's direct message."""
    session, language = visit.session, visit.language
    process = session.get_one(Process, talk.process_id)
    sent_at = session.get_one(Interview, talk.interview_id).confirmed_at
    facts = ReviewFacts(
        interview_id=talk.interview_id,
        questionnaire=talk.questionnaire,
        organisation=session.get_one(Organisation, talk.organisation_id).name,
        name=visit.who.name,
        privacy=process.texts.get("privacy", {}).get(language.value, ""),
        sent_on=None if sent_at is None else moment(sent_at, language),
        noted=names_of_noters(session, interview_id=talk.interview_id),
    )
    for message in review_messages(interview.all_answers(talk), facts, language):
        visit.tell(message)
