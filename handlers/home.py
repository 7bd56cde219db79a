"""Home: shown when it is opened, and anew by handlers/visit.py after every act on it.

Who leads a process and takes part in several sees one at a time, and chooses which at the top. The
choice is kept, and commands answer for it.
"""

import re
from collections.abc import Sequence

from slack_bolt import App

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.feeds import may_subscribe
from bot.home import page_of
from bot.onboarding import process_for
from bot.voice.home import Switch, home_view
from handlers.payloads import Payload, Press
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_event, on_press
from models import Membership, Process
from models.enums import Stage
from models.people import find_membership, memberships_of
from models.processes import processes_of


def register(app: App, services: Services) -> None:
    """Listen for Home being opened, and to its own buttons."""
    acts: Acts = {"home.language": _change_language, "home.process": _choose_process}
    app.event("app_home_opened")(on_event(services, _opened))
    app.action(re.compile(r"^home\."))(on_press(services, acts))


def publish(visit: Visit) -> None:
    """Show the person their Home as it stands now, with what this visit has changed."""
    visit.session.flush()
    mine = {one.process_id: one for one in memberships_of(visit.session, person_id=visit.who.id)}
    here = processes_of(visit.session, team_id=visit.team_id)
    belonging = [process for process in here if process.id in mine]
    switch = _switch(visit, [(process, mine[process.id]) for process in belonging])
    if switch is not None:
        others = {process_id for process_id, _ in switch.processes} - {switch.chosen}
        belonging = [process for process in belonging if process.id not in others]
        belonging.sort(key=lambda process: process.id != switch.chosen)
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
        home_view(
            pages,
            language=visit.language,
            now=visit.now,
            subscribes=subscribes,
            switch=switch,
        )
    )


def _switch(visit: Visit, belonging: Sequence[tuple[Process, Membership]]) -> Switch | None:
    """Between all that a facilitator has joined. None for others, and where there is but one."""
    joined = [(process, mine) for process, mine in belonging if mine.stage is Stage.JOINED]
    chosen, _ = process_for(visit.session, person=visit.person)
    leads = any(may(mine, Act.SEE_STATUS) for _, mine in joined)
    if not leads or len(joined) < 2 or chosen is None:
        return None
    titles = tuple((process.id, process.title[visit.language.value]) for process, _ in joined)
    return Switch(processes=titles, chosen=chosen.id)


def _opened(visit: Visit, event: Payload) -> None:
    if event.get("tab", "home") == "home":  # the same event tells of the messages tab
        publish(visit)


def _change_language(visit: Visit, press: Press) -> None:
    if press.value in list(Language):
        visit.person.language = press.value  # Home is shown anew after every act on it


def _choose_process(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        return
    mine = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    if mine is not None and mine.stage is Stage.JOINED:
        mine.chosen_at = visit.now
