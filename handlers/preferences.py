"""How somebody wants to be written to: from Home, by `/sammen indstillinger`, and in words."""

import re
from datetime import timedelta

from slack_bolt import App

from bot.conversation.questions import Language
from bot.days import local
from bot.preferences import Preferences, Wishes, check, keep, pause, standing_of
from bot.voice.preferences import (
    OWN,
    PAUSES,
    language_changed,
    language_offer,
    pause_offer,
    paused_message,
    preferences_form,
    preferences_message,
    preferences_word,
)
from handlers.outcomes import Errors
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Membership, Process
from models.people import find_membership


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `preferences.`, and the form."""
    acts: Acts = {
        "preferences.open": _open,
        "preferences.pause": _pause,
        "preferences.resume": _resume,
        "preferences.language": _change_language,
    }
    app.action(re.compile(r"^preferences\."))(on_press(services, acts))
    app.view("preferences.open")(on_submit(services, _keep))


def open_preferences(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """The form, for the stand-in and the news of that process."""
    process = process_here(visit, value)
    if process is None:
        say_over(visit, response_url)
        return
    form = preferences_form(
        _standing(visit, _mine(visit, process)), process_id=process.id, language=visit.language
    )
    visit.open(trigger_id, form)


def show_preferences(visit: Visit, process: Process, membership: Membership | None) -> None:
    """What holds now, with the button that opens the form."""
    visit.tell(
        preferences_message(
            _standing(visit, membership),
            process_id=process.id,
            language=visit.language,
            now=visit.now,
        )
    )


def offer_language(visit: Visit) -> None:
    """The other language, a press away."""
    visit.tell(language_offer(visit.language))


def offer_pause(visit: Visit, process: Process, membership: Membership | None) -> None:
    """How long a pause may be, each a press away."""
    visit.tell(
        pause_offer(
            _standing(visit, membership),
            process_id=process.id,
            language=visit.language,
            now=visit.now,
        )
    )


def _mine(visit: Visit, process: Process) -> Membership | None:
    return find_membership(visit.session, process_id=process.id, person_id=visit.who.id)


def _standing(visit: Visit, membership: Membership | None) -> Preferences:
    return standing_of(visit.session, person=visit.person, membership=membership, now=visit.now)


def _open(visit: Visit, press: Press) -> None:
    open_preferences(visit, press.value, press.trigger_id, press.response_url)


def _pause(visit: Visit, press: Press) -> None:
    value, _, days = press.value.partition(":")
    process, number = process_here(visit, value), read_id(days)
    if process is None or number not in PAUSES:
        say_over(visit, press.response_url)
        return
    until = local(visit.now).date() + timedelta(days=number)
    pause(visit.session, person=visit.person, until=until)
    _show_pause(visit, press, process)


def _resume(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
        return
    pause(visit.session, person=visit.person, until=None)
    _show_pause(visit, press, process)


def _show_pause(visit: Visit, press: Press, process: Process) -> None:
    said = paused_message(
        _standing(visit, _mine(visit, process)),
        process_id=process.id,
        language=visit.language,
        now=visit.now,
    )
    if press.view is None and press.ts is not None:
        visit.edit(press.ts, said)
    elif press.view is None:
        visit.tell(said)


def _change_language(visit: Visit, press: Press) -> None:
    if press.value not in list(Language):
        say_over(visit, press.response_url)
        return
    visit.person.language = press.value
    visit.edit(press.ts, language_changed(visit.language))


def _keep(visit: Visit, submitted: Submitted) -> Errors | None:
    process = process_here(visit, submitted.private_metadata)
    if process is None:
        say_over(visit, None)
        return None
    membership = _mine(visit, process)
    wishes = _wishes(visit, submitted)
    faults = check(visit.session, wishes, person=visit.person, membership=membership, now=visit.now)
    if faults:
        return {
            name: preferences_word(fault.value, visit.language) for name, fault in faults.items()
        }
    keep(visit.session, wishes, person=visit.person, membership=membership, now=visit.now)
    visit.tell(
        preferences_message(
            _standing(visit, membership),
            process_id=process.id,
            language=visit.language,
            now=visit.now,
            is_kept=True,
        )
    )
    return None


def _wishes(visit: Visit, submitted: Submitted) -> Wishes:
    language = submitted.chosen("own_language")
    stand_in = submitted.chosen("stand_in")
    return Wishes(
        name=submitted.typed("own_name"),
        email=submitted.typed("own_email"),
        language=Language(language) if language in list(Language) else visit.language,
        has_own_hours=submitted.chosen("quiet_choice") == OWN,
        quiet_from=submitted.clock("quiet_from"),
        quiet_until=submitted.clock("quiet_until"),
        pause_until=submitted.date("pause_until"),
        wants_news="weekly" in submitted.ticked("wants_news"),
        stand_in_id=read_id(stand_in),
    )
