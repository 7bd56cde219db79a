"""Home: shown when it is opened, and anew by handlers/visit.py after every act on it."""

import re

from slack_bolt import App

from bot.conversation.questions import Language
from bot.feeds import may_subscribe
from bot.home import page_of
from bot.voice.home import home_view
from handlers.payloads import Payload, Press
from handlers.visit import Acts, Services, Visit, on_event, on_press
from models.people import memberships_of
from models.processes import processes_of


def register(app: App, services: Services) -> None:
    """Listen for Home being opened, and to its own buttons."""
    acts: Acts = {"home.language": _change_language}
    app.event("app_home_opened")(on_event(services, _opened))
    app.action(re.compile(r"^home\."))(on_press(services, acts))


def publish(visit: Visit) -> None:
    """Show the person their Home as it stands now, with what this visit has changed."""
    visit.session.flush()
    mine = {one.process_id: one for one in memberships_of(visit.session, person_id=visit.who.id)}
    here = processes_of(visit.session, team_id=visit.team_id)
    belonging = [process for process in here if process.id in mine]
    pages = [
        page_of(
            visit.session,
            process=process,
            person=visit.person,
            membership=mine.get(process.id),
            now=visit.now,
        )
        for process in belonging or here
    ]
    subscribes = bool(visit.public_url) and may_subscribe(visit.session, person_id=visit.who.id)
    visit.publish_home(
        home_view(pages, language=visit.language, now=visit.now, subscribes=subscribes)
    )


def _opened(visit: Visit, event: Payload) -> None:
    if event.get("tab", "home") == "home":  # the same event tells of the messages tab
        publish(visit)


def _change_language(visit: Visit, press: Press) -> None:
    if press.value in list(Language):
        visit.person.language = press.value  # Home is shown anew after every act on it
