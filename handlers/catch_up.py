"""What somebody has missed: asked for in words, or by the button that late joiners get."""

from slack_bolt import App

from bot.access import Act, may
from bot.catch_up import catch_up
from bot.voice.catch_up import catch_up_message
from bot.voice.notes import note_message
from handlers.payloads import Press
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press
from models import Membership, Process
from models.people import find_membership


def register(app: App, services: Services) -> None:
    """The one button."""
    acts: Acts = {"catch_up.show": _press}
    app.action("catch_up.show")(on_press(services, acts))


def show_catch_up(visit: Visit, process: Process, membership: Membership | None) -> None:
    """At most eight lines in the direct message; to others, that it is for members."""
    if membership is None or not may(membership, Act.SEE_PROCESS):
        visit.tell(note_message("timeline", "refused", visit.language))
        return
    found = catch_up(
        visit.session,
        process=process,
        membership=membership,
        language=visit.language,
        now=visit.now,
    )
    visit.tell(
        catch_up_message(
            found,
            process_id=process.id,
            process=process.title[visit.language.value],
            language=visit.language,
            now=visit.now,
        )
    )


def _press(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        visit.tell(note_message("timeline", "refused", visit.language))
        return
    mine = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    show_catch_up(visit, process, mine)
