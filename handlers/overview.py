"""What to do next, how far one's organisation is, and who takes part: asked for in words."""

from slack_bolt import App

from bot.next_step import next_step_of
from bot.overview import contact, everybody, member, own_organisation
from bot.voice.next_step import step_message
from bot.voice.notes import note_message
from bot.voice.overview import everybody_message, organisation_message, somebody_message
from handlers.payloads import Press, read_id
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press
from models import Membership, Process
from models.enums import Stage
from models.people import find_membership


def register(app: App, services: Services) -> None:
    """The button for more of those who take part."""
    acts: Acts = {"overview.more": _more}
    app.action("overview.more")(on_press(services, acts))


def show_next_step(visit: Visit, process: Process, membership: Membership | None) -> None:
    """The one thing that this person should do now, in their direct message."""
    step = next_step_of(
        visit.session,
        process=process,
        person=visit.person,
        membership=membership,
        now=visit.now,
    )
    visit.tell(step_message(step, visit.language, now=visit.now))


def show_organisation(visit: Visit, process: Process, membership: Membership | None) -> None:
    """How far this person's organisation is, and who of it takes part."""
    found = own_organisation(
        visit.session,
        process=process,
        person=visit.person,
        membership=membership,
        now=visit.now,
    )
    if found is not None:
        visit.tell(organisation_message(found, process_id=process.id, language=visit.language))
        return
    has_joined = membership is not None and membership.stage is Stage.JOINED
    part = "no_organisation" if has_joined else "not_yours"
    visit.tell(note_message("overview", part, visit.language))


def show_participants(
    visit: Visit, process: Process, membership: Membership | None, *, first: int = 0
) -> None:
    """Who takes part, a page at a time; to the market, who stands behind the process in public."""
    found = everybody(visit.session, process=process, membership=membership, first=first)
    if found is None:
        visit.tell(note_message("overview", "not_yours", visit.language))
        return
    visit.tell(
        everybody_message(
            found,
            process_id=process.id,
            process=process.title[visit.language.value],
            language=visit.language,
        )
    )


def show_person(
    visit: Visit,
    process: Process,
    membership: Membership | None,
    *,
    kind_is_contact: bool,
    id: int,  # noqa: A002 # the row's: of a contact, or of a person
) -> None:
    """One contact of the process, or one person who takes part in it."""
    session, language = visit.session, visit.language
    if kind_is_contact:
        found = contact(session, process=process, contact_id=id, language=language)
    else:
        found = member(session, process=process, person_id=id, asker=membership)
    if found is None:
        visit.tell(note_message("overview", "nobody", language))
    else:
        visit.tell(somebody_message(found, language))


def _more(visit: Visit, press: Press) -> None:
    value, _, first = press.value.partition(":")
    process = process_here(visit, value)
    if process is None:
        visit.tell(note_message("overview", "not_yours", visit.language))
        return
    mine = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    show_participants(visit, process, mine, first=read_id(first) or 0)
