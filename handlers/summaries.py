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
from bot.meeting_rosters import held_with_turnout
from bot.participation import participation
from bot.questionnaires import questionnaire_of
from bot.summaries import changes, summarise
from bot.voice.summaries import (
    Status,
    missing_view,
    refused_message,
    status_message,
    status_view,
)
from bot.voice.summed_answers import answers_view
from handlers.payloads import Press
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press
from models import Process
from models.people import find_membership
from models.summaries import has_answers

_TOPIC = re.compile(r"^summaries\.")


def register(app: App, services: Services) -> None:
    """Listen to the buttons of the status."""
    acts: Acts = {
        "summaries.status": _press_status,
        "summaries.answers": _press_answers,
        "summaries.missing": _press_missing,
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


def _press_status(visit: Visit, press: Press) -> None:
    on_home = press.view is not None
    _look(
        visit,
        value=press.value,
        response_url=press.response_url,
        show=lambda status: (
            visit.open(press.trigger_id, status_view(status, visit.language))
            if on_home
            else visit.whisper(press.response_url, status_message(status, visit.language))
        ),
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
    visit.afterwards(lambda own: show(_status(own, visit, process=process, since=since)))


def _press_answers(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_STATUS)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return

    def show(own: Session) -> None:
        view = answers_view(
            summarise(own, process=process),
            questionnaire=questionnaire_of(own, process=process),
            participation=participation(own, process_id=process.id),
            language=visit.language,
        )
        visit.open(press.trigger_id, view)

    visit.afterwards(show)


def _press_missing(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_STATUS)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return

    def show(own: Session) -> None:
        status = _status(own, visit, process=process, since=None)
        visit.open(press.trigger_id, missing_view(status, visit.language))

    visit.afterwards(show)


def _status(own: Session, visit: Visit, *, process: Process, since: datetime | None) -> Status:
    people = participation(own, process_id=process.id)
    new = None
    if since is not None:
        new = changes(
            own, process=process, participation=people, since=since, person_id=visit.who.id
        )
    return Status(
        process_id=process.id,
        process=process.title[visit.language.value],
        participation=people,
        changes=new,
        has_answers=has_answers(own, process_id=process.id),
        now=visit.now,
        held=held_with_turnout(own, process_id=process.id, now=visit.now),
    )
