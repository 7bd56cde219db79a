"""Facilitators note answers to the needs mapping for somebody who phoned, who then confirms them."""

import re
from dataclasses import dataclass

from slack_bolt import App

from bot import interview, talks
from bot.access import Act
from bot.conversation.engine import Ask
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    NotKnownYet,
    Question,
    Skipped,
    Value,
)
from bot.conversation.replies import Misunderstood, read_reply
from bot.days import local
from bot.interview import Overtaken, Taken
from bot.on_behalf import Side, confirm, note, side_of, tell_of
from bot.voice.blocks import View
from bot.voice.notes import paragraph
from bot.voice.on_behalf import (
    Facts,
    behalf_word,
    choose_form,
    confirmed_message,
    end_view,
    pick_form,
    question_form,
    said_field,
    unread_words,
)
from bot.voice.speak import Mrkdwn, listed
from handlers.outcomes import CloseAll, Instead, Outcome
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_if
from handlers.steps import show_review
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Organisation, Person, Process
from models.noted_answers import answerers
from models.people import find_person


def register(app: App, services: Services) -> None:
    """The buttons, and the two forms."""
    app.action(re.compile(r"^on_behalf\."))(on_press(services, ACTS))
    app.view("on_behalf.choose")(on_submit(services, _choose))
    app.view("on_behalf.question")(on_submit(services, _note))


def open_on_behalf(
    visit: Visit, process: Process, trigger_id: str, response_url: str | None
) -> None:
    """Pick for whom, for a facilitator who asks for it by a command."""
    if process_if(visit, str(process.id), Act.NOTE_ANSWERS) is None:
        _refuse(visit, response_url)
    else:
        title = process.title[visit.language.value]
        form = pick_form(visit.language, process=title, metadata=str(process.id))
        visit.open(trigger_id, form)


def _pick(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.NOTE_ANSWERS)
    if process is None:
        _refuse(visit, press.response_url)
    else:
        open_on_behalf(visit, process, press.trigger_id, press.response_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """What a form or button is about: for whom, which question, and the answer that was shown."""

    side: Side
    question_key: str = ""
    seen_id: int | None = None


def _open(visit: Visit, press: Press) -> None:
    number, _, rest = press.value.partition(":")
    process = process_if(visit, number, Act.NOTE_ANSWERS)
    organisation_id = read_id(rest.partition(":")[0])
    if process is None or organisation_id is None:
        _refuse(visit, press.response_url)
        return
    people = answerers(visit.session, process_id=process.id, organisation_id=organisation_id)
    if not people:
        visit.tell(paragraph(behalf_word("nobody_there", visit.language)))
    elif len(people) == 1:
        person = visit.session.get_one(Person, people[0].person_id)
        side = side_of(visit.session, process=process, person=person)
        if side is not None:
            _show_over(visit, press, _next_view(visit, side))
    else:
        form = choose_form(
            [(one.person_id, one.name) for one in people],
            visit.language,
            process=process.title[visit.language.value],
            organisation=visit.session.get_one(Organisation, organisation_id).name,
            metadata=str(process.id),
        )
        _show_over(visit, press, form)


def _show_over(visit: Visit, press: Press, view: View) -> None:
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def _choose(visit: Visit, submitted: Submitted) -> Outcome:
    process = process_if(visit, submitted.private_metadata, Act.NOTE_ANSWERS)
    if process is None:
        return _refused(visit)
    person_id = read_id(submitted.chosen("spoke"))
    person = (
        find_person(visit.session, team_id=visit.team_id, slack_id=submitted.user("spoke"))
        if person_id is None
        else visit.session.get(Person, person_id)
    )
    if person is not None and person.team_id != visit.team_id:
        person = None  # somebody of another workspace: not even their name
    side = None if person is None else side_of(visit.session, process=process, person=person)
    if side is None:
        name = None if person is None else person.name
        return {"spoke": behalf_word("nobody", visit.language, name=name)}
    return Instead(_next_view(visit, side))


def _note(visit: Visit, submitted: Submitted) -> Outcome:
    aim = _aim_of(visit, submitted.private_metadata)
    if aim is None:
        return _refused(visit)
    question = aim.side.questionnaire.find(aim.question_key)
    if question is None:
        closed = behalf_word("closed", visit.language)
        return Instead(_next_view(visit, aim.side, notice=closed))
    read = _read(visit, submitted, question)
    if isinstance(read, str):
        return {said_field(question): read}
    return Instead(_take(visit, aim, question, read))


def _read(visit: Visit, submitted: Submitted, question: Question) -> Value | str:
    """The answer, or what is wrong with it."""
    name = said_field(question)
    match question.kind:
        case AnswerKind.YES_NO | AnswerKind.ONE_OF | AnswerKind.MANY_OF:
            picked = {submitted.chosen(name), *submitted.ticked(name)}
            keys = tuple(key for key in question.offered if key in picked)
            return Chosen(keys) if keys else behalf_word("not_chosen", visit.language)
        case _:
            heard, today = submitted.typed(name), local(visit.now).date()
            reading = read_reply(question, heard, language=visit.language, today=today)
            if isinstance(reading, Misunderstood):
                return unread_words(reading.reason.value, heard, question, visit.language)
            return reading.value


def _take(visit: Visit, aim: _Aim, question: Question, value: Value) -> View:
    """Keep it, and show what comes next."""
    outcome = note(
        visit.session,
        side=aim.side,
        question=question,
        value=value,
        seen_id=aim.seen_id,
        by=visit.person,
        now=visit.now,
    )
    visit.session.flush()
    side = side_of(visit.session, process=aim.side.process, person=aim.side.person)
    assert side is not None
    if isinstance(outcome, Overtaken):
        ask = side.ask(question.key)
        assert ask is not None
        return _question_view(visit, side, ask, behalf_word("overtaken", visit.language))
    if not isinstance(outcome, Taken):
        return _next_view(visit, side, notice=behalf_word("closed", visit.language))
    short = question.short.in_(visit.language)
    return _next_view(visit, side, notice=behalf_word("saved", visit.language, short=short))


def _dont_know(visit: Visit, press: Press) -> None:
    _leave_open(visit, press, NotKnownYet())


def _skip(visit: Visit, press: Press) -> None:
    _leave_open(visit, press, Skipped())


def _leave_open(visit: Visit, press: Press, value: Skipped | NotKnownYet) -> None:
    if press.view is None:
        _refuse(visit, press.response_url)
        return
    aim = _aim_of(visit, str(press.view.get("private_metadata") or ""))
    question = None if aim is None else aim.side.questionnaire.find(aim.question_key)
    if aim is None or question is None:
        _refuse(visit, press.response_url)
        return
    kept = NotKnownYet() if question.required else value
    visit.update(str(press.view["id"]), _take(visit, aim, question, kept))


def _jump(visit: Visit, press: Press) -> None:
    aim = _aim_of(visit, f"{press.value}:0")
    ask = None if aim is None else aim.side.ask(aim.question_key)
    if press.view is None or aim is None:
        _refuse(visit, press.response_url)
    elif ask is None:
        view = _next_view(visit, aim.side, notice=behalf_word("closed", visit.language))
        visit.update(str(press.view["id"]), view)
    else:
        visit.update(str(press.view["id"]), _question_view(visit, aim.side, ask, None))


def _confirm(visit: Visit, press: Press) -> None:
    interview_id, up_to_id = map(read_id, (press.value + ":").split(":")[:2])
    talk = (
        None
        if interview_id is None
        else talks.talk_of(visit.session, interview_id=interview_id, person_id=visit.who.id)
    )
    if talk is None or up_to_id is None:
        not_yours = paragraph(behalf_word("not_yours", visit.language))
        visit.whisper(press.response_url, not_yours)
        return
    noters = {
        row["noted_by_id"]
        for row in talk.rows.values()
        if row["given_by_id"] == visit.who.id and row["noted_by_id"] is not None
    }
    names = sorted(visit.session.get_one(Person, one).name for one in noters)
    if not confirm(visit.session, talk=talk, up_to_id=up_to_id, now=visit.now):
        before = paragraph(behalf_word("confirmed_before", visit.language))
        visit.whisper(press.response_url, before)
        return
    is_open = isinstance(interview.standing(talk, None), Ask)
    by = listed(names, visit.language)
    visit.edit(press.ts, confirmed_message(visit.language, by=by, is_open=is_open))
    if not is_open and not talk.is_sent:
        show_review(visit, talk)


def _aim_of(visit: Visit, value: str) -> _Aim | None:
    """Process, person, question and the answer shown, if this facilitator may note it there."""
    parts = value.split(":")
    process = process_if(visit, parts[0], Act.NOTE_ANSWERS) if len(parts) == 4 else None
    person_id = read_id(parts[1]) if len(parts) == 4 else None
    person = None if person_id is None else visit.session.get(Person, person_id)
    if process is None or person is None:
        return None
    side = side_of(visit.session, process=process, person=person)
    if side is None:
        return None
    return _Aim(side=side, question_key=parts[2], seen_id=read_id(parts[3]) or None)


def _next_view(visit: Visit, side: Side, *, notice: Mrkdwn | None = None) -> View:
    """The first open question, or the end: then the person is told."""
    ask = side.next
    if ask is None and notice is None:  # opened to correct something: begin with the first
        entries = side.everything.entries
        ask = side.ask(entries[0].question.key) if entries else None
    if ask is not None:
        return _question_view(visit, side, ask, notice)
    told = tell_of(visit.session, side=side, now=visit.now)
    return end_view(_facts(side), visit.language, told=told)


def _question_view(visit: Visit, side: Side, ask: Ask, notice: Mrkdwn | None) -> View:
    row = side.rows.get(ask.question.key)
    noter = None if row is None else row["noted_by_id"]
    facts = _facts(side)
    seen = side.seen_id(ask.question.key) or 0
    return question_form(
        ask,
        side.everything,
        facts,
        Language(visit.language),
        by=None if noter is None else visit.session.get_one(Person, noter).name,
        metadata=f"{facts.aim}:{ask.question.key}:{seen}",
        notice=notice,
    )


def _facts(side: Side) -> Facts:
    return Facts(
        organisation=side.organisation.name,
        name=side.person.name,
        aim=f"{side.process.id}:{side.person.id}",
    )


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, paragraph(behalf_word("only_facilitators", visit.language)))


def _refused(visit: Visit) -> CloseAll:
    _refuse(visit, None)
    return CloseAll()


ACTS: Acts = {
    "on_behalf.open": _open,
    "on_behalf.pick": _pick,
    "on_behalf.jump": _jump,
    "on_behalf.dont_know": _dont_know,
    "on_behalf.skip": _skip,
    "on_behalf.confirm": _confirm,
}
