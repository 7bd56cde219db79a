"""Joining: the welcome's buttons, the form, and the facilitators' decision on the card."""

import re

from slack_bolt import Ack, App, BoltContext

from bot import onboarding
from bot.conversation.questions import Language
from bot.inviting import invite
from bot.onboarding import AlreadyJoined, Applied, Details, Faulty, Joined
from bot.organisations import NAME_LIMIT, clean_name, matching_organisations
from bot.voice.blocks import option
from bot.voice.onboarding import (
    decided_message,
    details_form,
    welcome_message,
    welcome_word,
    word,
)
from bot.voice.speak import say
from handlers.joining import (
    process_words,
    put_card,
    say_applied,
    say_joined,
    tell_decision,
    welcome,
)
from handlers.outcomes import Errors
from handlers.payloads import Payload, Press, Submitted, read_id
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Organisation, Person
from models.enums import Stage
from models.people import (
    find_membership,
    find_organisation_of,
    find_person,
    lock_membership,
)

NEW = "new:"  # an organisation that is not in the register, by its name


def register(app: App, services: Services) -> None:
    """Buttons, the form, and the search behind its organisation field."""

    def find_organisations(ack: Ack, payload: Payload, context: BoltContext) -> None:
        query = str(payload.get("value") or "")
        with services.database.read() as session:
            slack_id, team_id = str(context.user_id), str(context.team_id)
            person = find_person(session, team_id=team_id, slack_id=slack_id)
            language = Language(person.language) if person else Language.DANISH
            found = matching_organisations(session, query=query)
        ack(options=_options(query, found, language))

    app.options("onboarding.organisation")(find_organisations)
    app.action(re.compile(r"^onboarding\."))(on_press(services, ACTS))
    app.view("onboarding.details")(on_submit(services, _submit_details))


def _options(query: str, found: list[Organisation], language: Language) -> list[Payload]:
    options = [option(one.name, str(one.id)) for one in found[:99]]
    name = clean_name(query)
    begun = any(one.name.casefold().startswith(name.casefold()) for one in found)
    if name and not begun and len(name) <= NAME_LIMIT:
        add = say("joining", "add_organisation", language, name=name)
        options.append(option(add, f"{NEW}{name}"))
    return options


def _join(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
        return
    part = "already" if welcome(visit, process) is None else "sent"
    visit.whisper(press.response_url, welcome_word(part, visit.language))


def _start(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
        return
    session, person = visit.session, visit.person
    membership = find_membership(session, process_id=process.id, person_id=person.id)
    if membership is not None and membership.stage is Stage.JOINED:
        visit.whisper(press.response_url, welcome_word("already", visit.language))
        return
    organisation = find_organisation_of(session, membership=membership) if membership else None
    form = details_form(
        process_words(process),
        roles=tuple(role.value for role in onboarding.ROLES_OFFERED),
        email=person.email or person.slack_email,
        organisation=(str(organisation.id), organisation.name) if organisation else None,
        role=onboarding.role_to_offer(membership),
        language=visit.language,
    )
    visit.open(press.trigger_id, form)


def _later(visit: Visit, press: Press) -> None:
    _put_off(visit, press, "later")


def _not_me(visit: Visit, press: Press) -> None:
    _put_off(visit, press, "not_me")


def _put_off(visit: Visit, press: Press, part: str) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
        return
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    put_off = onboarding.postpone if part == "later" else onboarding.decline
    if membership is not None and not put_off(membership):
        visit.whisper(press.response_url, welcome_word("already", visit.language))
        return
    invited_by = membership.invited_by_id if membership is not None else None
    inviter = visit.session.get(Person, invited_by) if invited_by is not None else None
    put_off_message = welcome_message(
        process_words(process),
        name=visit.who.name,
        inviter=inviter.name if inviter is not None else None,
        language=visit.language,
        put_off=part,
    )
    visit.edit(press.ts, put_off_message)


def _submit_details(visit: Visit, submitted: Submitted) -> Errors | None:
    process = process_here(visit, submitted.private_metadata)
    if process is None:
        say_over(visit, None)
        return None
    session, person = visit.session, visit.person
    invite(session, process_id=process.id, person=person, by=None, now=visit.now)
    membership = find_membership(session, process_id=process.id, person_id=person.id)
    assert membership is not None
    lock_membership(session, membership_id=membership.id)
    chosen = submitted.chosen("organisation")
    language = submitted.chosen("language")
    outcome = onboarding.apply(
        session,
        membership=membership,
        person=person,
        details=Details(
            organisation_id=read_id(chosen),
            organisation_name=chosen.removeprefix(NEW) if chosen.startswith(NEW) else "",
            role=submitted.chosen("role"),
            email=submitted.typed("email"),
            language=Language(language) if language in list(Language) else visit.language,
        ),
        now=visit.now,
    )
    match outcome:
        case Faulty(faults=faults):
            return {
                name: say("joining", fault.value, visit.language) for name, fault in faults.items()
            }
        case Applied():
            say_applied(visit, outcome)
            if outcome.is_new:
                put_card(visit, process, outcome)
        case Joined():
            say_joined(visit, process, outcome)
        case AlreadyJoined():
            visit.tell(welcome_word("already", visit.language))
    return None


def _approve(visit: Visit, press: Press) -> None:
    _decide(visit, press, admit=True, keep_domain=False)


def _approve_domain(visit: Visit, press: Press) -> None:
    _decide(visit, press, admit=True, keep_domain=True)


def _refuse(visit: Visit, press: Press) -> None:
    _decide(visit, press, admit=False, keep_domain=False)


def _decide(visit: Visit, press: Press, *, admit: bool, keep_domain: bool) -> None:
    decision = onboarding.decide(
        visit.session,
        mark=press.value,
        by=visit.person,
        admit=admit,
        keep_domain=keep_domain,
        now=visit.now,
    )
    if isinstance(decision, onboarding.Refusal):
        said = word(f"card_{decision.value}", visit.language)
        visit.whisper(press.response_url, said)
        return
    organisation = find_organisation_of(visit.session, membership=decision.membership)
    assert organisation is not None
    card = decided_message(
        name=visit.session.get_one(Person, decision.membership.person_id).name,
        organisation=organisation.name,
        by=visit.who.name,
        admitted=admit,
        domain=decision.domain,
        language=visit.language,
    )
    visit.edit(press.ts, card)
    tell_decision(visit, decision, organisation=organisation)


ACTS: Acts = {
    "onboarding.start": _start,
    "onboarding.later": _later,
    "onboarding.not_me": _not_me,
    "onboarding.join": _join,
    "onboarding.approve": _approve,
    "onboarding.approve_domain": _approve_domain,
    "onboarding.refuse": _refuse,
}
