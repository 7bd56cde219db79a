"""Who takes part: found, moved, given another role, taken off; and leaving by oneself."""

import re

from slack_bolt import Ack, App, BoltContext
from sqlmodel import Session

from bot import member_lists, memberships
from bot.access import Act, may
from bot.conversation.questions import Language
from bot.memberships import Done
from bot.organisations import matching_organisations
from bot.voice.blocks import View, option
from bot.voice.members import (
    found_options,
    go_message,
    leave_form,
    member_word,
    move_form,
    organisation_view,
    overview_view,
    person_view,
    role_form,
)
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn, label
from handlers.member_access import member_led, place_led, refuse
from handlers.outcomes import Outcome
from handlers.payloads import Payload, Press, Submitted, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Process
from models.enums import Role, Stage
from models.members import members_listed
from models.people import find_membership, find_person

_SEARCH, _PLACE = "members.search", "members.place"
_ROLES = tuple(Role)


def register(app: App, services: Services) -> None:
    """The list with its search, the forms on top of it, and the button with which one leaves."""

    def find_members(ack: Ack, payload: Payload, context: BoltContext) -> None:
        process_id = read_id(str(payload.get("block_id") or "").rpartition(":")[2])
        with services.database.read() as session:
            ack(options=_found(session, context, process_id, str(payload.get("value") or "")))

    def find_places(ack: Ack, payload: Payload) -> None:
        with services.database.read() as session:
            found = matching_organisations(session, query=str(payload.get("value") or ""))
        ack(options=[option(one.name, str(one.id)) for one in found[:100]])

    app.options("members.search")(find_members)
    app.options("members.place")(find_places)
    app.action(_SEARCH)(on_press(services, {_SEARCH: _choose}))
    app.action(re.compile(r"^members\."))(on_press(services, ACTS))
    app.view("members.moving")(on_submit(services, _move))
    app.view("members.roles")(on_submit(services, _change_role))
    app.view("members.leaving")(on_submit(services, _take_off))


def _found(
    session: Session, context: BoltContext, process_id: int | None, query: str
) -> list[Payload]:
    person = find_person(session, team_id=str(context.team_id), slack_id=str(context.user_id))
    process = None if process_id is None else session.get(Process, process_id)
    if person is None or process is None or process.team_id != person.team_id:
        return []
    membership = find_membership(session, process_id=process.id, person_id=person.id)
    if not may(membership, Act.RUN_MEMBERS):
        return []
    found = member_lists.search(session, process_id=process.id, query=query)
    return found_options(found, Language(person.language))


def open_members(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """The list of who takes part."""
    process = process_if(visit, value, Act.RUN_MEMBERS)
    if process is None:
        refuse(visit, response_url)
    else:
        visit.open(trigger_id, _overview(visit, process))


def _open(visit: Visit, press: Press) -> None:
    open_members(visit, press.value, press.trigger_id, press.response_url)


def _overview(visit: Visit, process: Process, *, notice: Mrkdwn | None = None) -> View:
    seen = member_lists.overview(visit.session, process_id=process.id, now=visit.now)
    return overview_view(
        seen,
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        notice=notice,
    )


def _show_all(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.RUN_MEMBERS)
    if process is not None and press.view is not None:
        visit.update(press.view["id"], _overview(visit, process))
    else:
        refuse(visit, press.response_url)


def _choose(visit: Visit, press: Press) -> None:
    kind, _, value = press.value.partition(":")
    shown = _person(visit, value) if kind == "m" else _organisation(visit, value)
    if shown is None or press.view is None:
        refuse(visit, press.response_url)
    else:
        visit.update(press.view["id"], shown)


def _show_person(visit: Visit, press: Press) -> None:
    shown = _person(visit, press.value)
    if shown is None or press.view is None:
        refuse(visit, press.response_url)
    else:
        visit.update(press.view["id"], shown)


def _person(visit: Visit, value: str, *, notice: Mrkdwn | None = None) -> View | None:
    found = member_led(visit, value)
    if found is None:
        return None
    process, one = found
    past = member_lists.history(visit.session, one=one)
    return person_view(
        one,
        past,
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        notice=notice,
    )


def _organisation(visit: Visit, value: str) -> View | None:
    found = place_led(visit, value)
    if found is None:
        return None
    process, organisation = found
    people = members_listed(visit.session, process_id=process.id, organisation_id=organisation.id)
    return organisation_view(
        people,
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        organisation_id=organisation.id,
        organisation=organisation.name,
    )


def _open_form(visit: Visit, press: Press) -> None:
    found = member_led(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    one = found[1]
    match press.act:
        case "members.move":
            form = move_form(one, visit.language)
        case "members.role":
            has_joined = one.membership.stage is Stage.JOINED
            roles = [role for role in _ROLES if has_joined or role is not Role.FACILITATOR]
            form = role_form(one, visit.language, roles=roles)
        case _:
            form = leave_form(one, visit.language)
    visit.push(press.trigger_id, form)


def _move(visit: Visit, submitted: Submitted) -> Outcome:
    organisation_id = read_id(submitted.chosen("newplace"))
    membership_id = read_id(submitted.private_metadata)
    if organisation_id is None:
        return {"newplace": member_word("no_organisation", visit.language)}
    if membership_id is None:
        say_over(visit, None)
        return None
    outcome = memberships.move(
        visit.session,
        membership_id=membership_id,
        organisation_id=organisation_id,
        by=visit.person,
        now=visit.now,
    )
    if not isinstance(outcome, Done):
        return {"newplace": member_word(outcome.value, visit.language)}
    assert outcome.organisation is not None
    notice = member_word(
        "moved",
        visit.language,
        name=outcome.person.name,
        organisation=outcome.organisation.name,
    )
    return _done(visit, submitted, notice)


def _change_role(visit: Visit, submitted: Submitted) -> Outcome:
    chosen = submitted.chosen("newrole")
    membership_id = read_id(submitted.private_metadata)
    if membership_id is None or chosen not in list(Role):
        say_over(visit, None)
        return None
    outcome = memberships.change_role(
        visit.session,
        membership_id=membership_id,
        role=Role(chosen),
        by=visit.person,
        now=visit.now,
    )
    if not isinstance(outcome, Done):
        return {"newrole": member_word(outcome.value, visit.language)}
    role = label(f"role.{chosen}", visit.language)
    notice = member_word("role_changed", visit.language, name=outcome.person.name, role=role)
    return _done(visit, submitted, notice)


def _take_off(visit: Visit, submitted: Submitted) -> Outcome:
    outcome = _leave(visit, submitted.private_metadata)
    if isinstance(outcome, Done):
        notice = member_word("left", visit.language, name=outcome.person.name)
    else:
        notice = member_word(outcome.value if outcome else "not_allowed", visit.language)
    return _done(visit, submitted, notice)


def _leave(visit: Visit, value: str) -> Done | memberships.Refusal | None:
    membership_id = read_id(value)
    if membership_id is None:
        return None
    return memberships.leave(
        visit.session,
        membership_id=membership_id,
        by=visit.person,
        organizer=visit.organizer,
        now=visit.now,
    )


def _done(visit: Visit, submitted: Submitted, notice: Mrkdwn) -> Outcome:
    """Show the person anew beneath the form; say it in words where that cannot be."""
    shown = _person(visit, submitted.private_metadata, notice=notice)
    if submitted.beneath is not None and shown is not None:
        visit.update(submitted.beneath, shown)
    else:
        visit.tell(paragraph(notice))
    return None


def ask_to_leave(visit: Visit, process: Process) -> None:
    """Somebody has written that they want to leave: ask once, with the button that does it."""
    title = process.title[visit.language.value]
    visit.tell(go_message(visit.language, process_id=process.id, process=title))


def _go(visit: Visit, press: Press) -> None:
    number = read_id(press.value)
    membership = (
        None
        if number is None
        else find_membership(visit.session, process_id=number, person_id=visit.who.id)
    )
    outcome = None if membership is None else _leave(visit, str(membership.id))
    if not isinstance(outcome, Done):
        part = "last_facilitator" if outcome is memberships.Refusal.LAST_FACILITATOR else ""
        visit.whisper(
            press.response_url,
            paragraph(member_word(part or "gone_already", visit.language)),
        )


ACTS: Acts = {
    "members.show": _open,
    "members.all": _show_all,
    "members.person": _show_person,
    "members.move": _open_form,
    "members.role": _open_form,
    "members.leave": _open_form,
    "members.go": _go,
}
