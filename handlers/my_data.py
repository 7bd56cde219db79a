"""What is kept of somebody: handed out to them, corrected, deleted. Theirs at whatever stage."""

import re

from slack_bolt import App

from bot.erasing import LeadsAlone, erase, leads_alone
from bot.my_data import as_json, my_data
from bot.onboarding import process_for
from bot.voice.my_data import (
    as_text,
    erase_form,
    erased_message,
    json_words,
    leads_alone_message,
    leads_alone_view,
    my_data_message,
    my_data_view,
    not_sure,
    text_words,
)
from handlers.outcomes import CloseAll, Outcome
from handlers.payloads import Press, Submitted
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Process


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `my_data.`, and the form with which one is deleted."""
    acts: Acts = {"my_data.open": _open, "my_data.get": _get, "my_data.erase": _ask}
    app.action(re.compile(r"^my_data\."))(on_press(services, acts))
    app.view("my_data.erase")(on_submit(services, _erase))


def show_my_data(visit: Visit) -> None:
    """What there is to do with it, in the direct message."""
    visit.tell(my_data_message(visit.language, process_id=_process_id(visit)))


def _process_id(visit: Visit) -> int | None:
    """The process for whose form the button *Ret* is."""
    process, _ = process_for(visit.session, person=visit.person)
    return None if process is None else process.id


def _open(visit: Visit, press: Press) -> None:
    view = my_data_view(visit.language, process_id=_process_id(visit))
    visit.open(press.trigger_id, view)


def _get(visit: Visit, press: Press) -> None:
    data = my_data(visit.session, person=visit.person, now=visit.now)
    name, comment = text_words(visit.language)
    visit.upload(name, as_text(data, visit.language).encode(), comment=comment)
    name, comment = json_words(visit.language)
    visit.upload(name, as_json(data), comment=comment)
    if press.view is not None and press.view.get("type") == "modal":
        view = my_data_view(visit.language, process_id=_process_id(visit), is_sent=True)
        visit.update(press.view["id"], view)


def _ask(visit: Visit, press: Press) -> None:
    alone = leads_alone(visit.session, person=visit.person)
    language = visit.language
    view = leads_alone_view(_titles(visit, alone), language) if alone else erase_form(language)
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def _erase(visit: Visit, submitted: Submitted) -> Outcome:
    language = visit.language
    if "yes" not in submitted.ticked("sure_erase"):
        return {"sure_erase": not_sure(language)}
    outcome = erase(visit.session, person=visit.person, organizer=visit.organizer, now=visit.now)
    if isinstance(outcome, LeadsAlone):
        visit.tell(leads_alone_message(_titles(visit, outcome.processes), language))
    else:
        visit.tell(erased_message(language))
    return CloseAll()


def _titles(visit: Visit, processes: tuple[Process, ...]) -> list[str]:
    return [one.title[visit.language.value] for one in processes]
