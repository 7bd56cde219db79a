"""The facilitators' status: asked for by a command, or by a button on Home or in a message.

The counting happens after the visit is committed, on a connection of its own, so that nobody
who answers a question waits for it.
"""

import re
from collections.abc import Callable
from datetime import datetime

from slack_bolt import App
from sqlmodel import Session

from bot.access import Act
from bot.audit import note_look
from bot.conversation.questions import Language
from bot.participation import participation
from bot.posts import SentAgain, send_again
from bot.questionnaires import questionnaire_of
from bot.shared_sums import shared_sums
from bot.slices import participation_within, slice_from
from bot.status import Status, status_of
from bot.summaries import CHARTED, summarise
from bot.voice.blocks import View
from bot.voice.charts import ChartFacts, pictures
from bot.voice.notes import note_message
from bot.voice.shared_sums import no_sums_message, shared_view, sums_message
from bot.voice.status_parts import slice_text
from bot.voice.summaries import missing_view, refused_message, status_message, status_view
from bot.voice.summed_answers import answers_view
from handlers.payloads import Press, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press
from models import Process
from models.people import find_membership
from models.slices import WHOLE, Slice

_TOPIC = re.compile(r"^summaries\.")


def register(app: App, services: Services) -> None:
    """Listen to the buttons of the status."""
    acts: Acts = {
        "summaries.status": _press_status,
        "summaries.filter": _press_filter,
        "summaries.answers": _press_answers,
        "summaries.missing": _press_missing,
        "summaries.charts": _press_charts,
        "summaries.shared": _press_shared,
        "summaries.send_again": _press_send_again,
    }
    app.action(_TOPIC)(on_press(services, acts))


def show_status(visit: Visit, *, process: Process, response_url: str | None) -> None:
    """Where things stand, for this facilitator alone. What is new counts from here next time."""
    _look(
        visit,
        value=str(process.id),
        response_url=response_url,
        show=lambda status: visit.whisper(response_url, status_message(status, visit.language)),
    )


def show_sums(visit: Visit, *, process: Process, response_url: str | None) -> None:
    """A way to the sums that members may see."""
    title = process.title[visit.language.value]
    if process_if(visit, str(process.id), Act.SEE_SUMS) is None:
        visit.whisper(response_url, no_sums_message(visit.language))
    else:
        made = sums_message(process_id=process.id, process=title, language=visit.language)
        visit.whisper(response_url, made)


def _press_status(visit: Visit, press: Press) -> None:
    _look(
        visit,
        value=press.value,
        response_url=press.response_url,
        show=lambda status: _show(visit, press, status),
    )


def _show(visit: Visit, press: Press, status: Status, *, note: str = "") -> None:
    """Where it was asked for: in the modal that is open, in a new one, or as a message."""
    if press.view is None:
        visit.whisper(press.response_url, status_message(status, visit.language, note=note))
    elif press.view.get("type") == "modal":
        visit.update(str(press.view.get("id")), status_view(status, visit.language, note=note))
    else:
        visit.open(press.trigger_id, status_view(status, visit.language))


def _press_filter(visit: Visit, press: Press) -> None:
    """The same status of other organisations, in its place if it stands in a modal."""
    found = _allowed(visit, press)
    if found is None:
        return
    process, within = found

    def show(own: Session) -> None:
        _show(visit, press, _status(own, visit, process=process, since=None, within=within))

    visit.afterwards(show)


def _press_send_again(visit: Visit, press: Press) -> None:
    """Have a message sent again, and show the status without it."""
    value, _, post = press.value.partition(":")
    process = process_if(visit, value, Act.SEND_POSTS_AGAIN)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return
    outcome = send_again(
        visit.session, post_id=read_id(post) or 0, person=visit.person, now=visit.now
    )
    note = "sent_again" if isinstance(outcome, SentAgain) else "sent_before"
    visit.afterwards(
        lambda own: _show(visit, press, _status(own, visit, process=process, since=None), note=note)
    )


def _look(
    visit: Visit,
    *,
    value: str,
    response_url: str | None,
    show: Callable[[Status], None],
) -> None:
    process = process_if(visit, value, Act.SEE_STATUS)
    if process is None:
        visit.whisper(response_url, refused_message(visit.language))
        return
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    assert membership is not None
    since, membership.looked_at = membership.looked_at, visit.now
    _note(visit, process, "summaries.look")
    visit.afterwards(lambda own: show(_status(own, visit, process=process, since=since)))


def _note(visit: Visit, process: Process, act: str) -> None:
    note_look(visit.session, process_id=process.id, person_id=visit.who.id, act=act, now=visit.now)


def _allowed(visit: Visit, press: Press) -> tuple[Process, Slice] | None:
    """The process and slice that a facilitator's button is about."""
    value, within = slice_from(press.value)
    process = process_if(visit, value, Act.SEE_STATUS)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return None
    return process, within


def _open(visit: Visit, press: Press, view: View) -> None:
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def _press_answers(visit: Visit, press: Press) -> None:
    found = _allowed(visit, press)
    if found is None:
        return
    process, within = found
    _note(visit, process, "summaries.answers")

    def show(own: Session) -> None:
        people = participation(own, process_id=process.id)
        view = answers_view(
            summarise(own, process=process, within=within),
            questionnaire=questionnaire_of(own, process=process),
            participation=participation_within(own, people, within, process_id=process.id),
            language=visit.language,
        )
        _open(visit, press, view)

    visit.afterwards(show)


def _press_missing(visit: Visit, press: Press) -> None:
    found = _allowed(visit, press)
    if found is None:
        return
    process, within = found
    _note(visit, process, "summaries.missing")

    def show(own: Session) -> None:
        status = _status(own, visit, process=process, since=None, within=within)
        _open(visit, press, missing_view(status, visit.language))

    visit.afterwards(show)


def _press_charts(visit: Visit, press: Press) -> None:
    """Pictures in the direct message, and a word that they are there to whoever is elsewhere."""
    found = _allowed(visit, press)
    if found is None:
        return
    process, within = found
    _note(visit, process, "summaries.charts")

    def draw(own: Session) -> None:
        status = _status(own, visit, process=process, since=None, within=within)
        facts = chart_facts(own, process=process, status=status, language=visit.language)
        for one in pictures(facts, visit.language):
            visit.upload(one.name, one.content, comment=one.comment, alt=one.alt)
        if press.view is not None:
            _show(visit, press, status, note="charts_there")
        elif press.channel != visit.who.dm_channel:
            there = note_message("chart", "there", visit.language)
            visit.whisper(press.response_url, there)

    visit.afterwards(draw)


def chart_facts(
    own: Session, *, process: Process, status: Status, language: Language
) -> ChartFacts:
    """What the charts that go with this status show."""
    return ChartFacts(
        process=status.process,
        within=slice_text(status, language),
        participation=status.participation,
        summaries=summarise(own, process=process, within=status.within, kinds=CHARTED),
        now=status.now,
    )


def _press_shared(visit: Visit, press: Press) -> None:
    """The sums without what would tell of a single organisation: all that members may see."""
    process = process_if(visit, press.value, Act.SEE_SUMS)
    if process is None:
        visit.whisper(press.response_url, no_sums_message(visit.language))
        return
    sees_all = process_if(visit, press.value, Act.SEE_STATUS) is not None

    def show(own: Session) -> None:
        view = shared_view(
            shared_sums(own, process=process),
            process_id=process.id,
            process=process.title[visit.language.value],
            language=visit.language,
            is_open=sees_all,
        )
        _open(visit, press, view)

    visit.afterwards(show)


def _status(
    own: Session,
    visit: Visit,
    *,
    process: Process,
    since: datetime | None,
    within: Slice = WHOLE,
) -> Status:
    return status_of(
        own,
        process=process,
        person_id=visit.who.id,
        since=since,
        language=visit.language,
        now=visit.now,
        within=within,
    )
