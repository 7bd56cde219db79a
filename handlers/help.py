"""Help, a person to talk to, and the way on for somebody whose message was neither."""

import re

from slack_bolt import App

from bot import talks
from bot.access import Act, may
from bot.examples import examples_for
from bot.onboarding import process_for
from bot.voice.help import (
    Situation,
    help_message,
    people_message,
    refused_again_message,
    waiting_message,
)
from bot.voice.notes import note_message
from handlers.joining import contacts
from handlers.payloads import Press
from handlers.visit import Services, Visit, on_press
from models import Membership, Process
from models.enums import Stage
from models.interviews import find_interview
from models.people import find_membership, find_organisation_of


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `help.`, and, being last, those of topics that are no more."""
    acts = {"help.human": _human}
    app.action(re.compile(""))(on_press(services, acts))


def situation(visit: Visit, process: Process, membership: Membership | None) -> Situation:
    """Where this person is in the process."""
    may_answer = may(membership, Act.ANSWER)
    interview_id, answered, total, is_sent = None, 0, 0, False
    if membership is not None and membership.organisation_id is not None and may_answer:
        organisation_id = membership.organisation_id
        so_far = talks.so_far(visit.session, process=process, organisation_id=organisation_id)
        answered, total = so_far.answered, so_far.total
        is_sent = so_far.sent_at is not None
        interview = find_interview(
            visit.session, process_id=process.id, organisation_id=organisation_id
        )
        talk = talks.find(visit.session, membership=membership)
        interview_id = interview.id if interview is not None and talk is not None else None
    return Situation(
        process_id=process.id,
        is_facilitator=may(membership, Act.SEE_STATUS),
        may_answer=may_answer,
        interview_id=interview_id,
        answered=answered,
        total=total,
        is_sent=is_sent,
        contacts=contacts(visit, process, visit.language),
        examples=examples_for(
            visit.session,
            process=process,
            membership=membership,
            language=visit.language,
            now=visit.now,
        ),
    )


def say_help(
    visit: Visit, process: Process, membership: Membership | None, *, lost: bool = False
) -> None:
    """What this person can do now, said in their direct message."""
    language = visit.language
    if membership is not None and membership.stage is Stage.APPLIED:
        organisation = find_organisation_of(visit.session, membership=membership)
        name = organisation.name if organisation else ""
        visit.tell(waiting_message(process_id=process.id, organisation=name, language=language))
    elif membership is not None and membership.stage is Stage.REFUSED:
        visit.tell(refused_again_message(contacts(visit, process, language), language))
    else:
        visit.tell(help_message(situation(visit, process, membership), language, lost=lost))


def say_people(visit: Visit, process: Process) -> None:
    """Whom to call or write to, and for members a way to ask right here."""
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    ask_in = process.id if may(membership, Act.ASK_HUMAN) else None
    people = contacts(visit, process, visit.language)
    visit.tell(people_message(people, visit.language, ask_in=ask_in))


def say_unknown_workspace(visit: Visit) -> None:
    """Sammen is installed where no process lives: nothing is kept, and nothing is shown."""
    visit.tell(note_message("help", "unknown_workspace", visit.language))


def _human(visit: Visit, _press: Press) -> None:
    process, _ = process_for(visit.session, person=visit.person)
    if process is None:
        say_unknown_workspace(visit)
    else:
        say_people(visit, process)
