"""*Bed om adgang*, and the facilitators' yes or no to it."""

import re
from typing import assert_never

from slack_bolt import App

from bot import access_requests
from bot.access_requests import (
    Asked,
    AskedBefore,
    Decided,
    Gone,
    Refusal,
    RefusedBefore,
    TheirsAlready,
    decide,
)
from bot.conversation.questions import Language
from bot.documents import Given, ask_for, asker_of, may_know_of
from bot.meeting_links import Known, ask_for_link
from bot.outbox import put
from bot.voice.access_requests import (
    asked_message,
    card_word,
    granted_message,
    refused_message,
    settled_message,
)
from bot.voice.blocks import Message
from bot.voice.documents import get_button
from bot.voice.meeting_links import LinkWords, link_message
from handlers.handing_over import bring
from handlers.payloads import Press, read_id
from handlers.visit import Acts, Services, Visit, on_press
from models import Document, Process
from models.enums import Role, Thing
from models.handouts import find_thing
from models.people import find_membership


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `access.`."""
    app.action(re.compile(r"^access\."))(on_press(services, ACTS))


def _ask(visit: Visit, press: Press) -> None:
    name, _, number = press.value.partition(":")
    thing_id = read_id(number)
    if name not in list(Thing) or thing_id is None:
        visit.tell(asked_message("nothing_there", visit.language))
        return
    thing = Thing(name)
    row = find_thing(visit.session, thing=thing, thing_id=thing_id)
    process = None if row is None else visit.session.get_one(Process, row.process_id)
    membership = None
    if process is not None and process.team_id == visit.team_id:
        membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    if membership is None:
        visit.tell(asked_message("nothing_there", visit.language))
        return
    outcome = access_requests.ask(
        visit.session, membership=membership, thing=thing, thing_id=thing_id, now=visit.now
    )
    match outcome:
        case Asked():
            said = asked_message("asked", visit.language)
        case AskedBefore():
            said = asked_message("asked_before", visit.language)
        case TheirsAlready():
            said = asked_message("theirs", visit.language)
        case RefusedBefore(at):
            said = asked_message("refused_before", visit.language, at=at)
        case Gone():
            said = asked_message("nothing_there", visit.language)
        case never:
            assert_never(never)
    visit.tell(said)


def _grant(visit: Visit, press: Press) -> None:
    _decide(visit, press, grant=True)


def _refuse(visit: Visit, press: Press) -> None:
    _decide(visit, press, grant=False)


def _decide(visit: Visit, press: Press, *, grant: bool) -> None:
    decided = decide(
        visit.session,
        request_id=read_id(press.value) or 0,
        by=visit.person,
        grant=grant,
        now=visit.now,
    )
    if isinstance(decided, Refusal):
        visit.whisper(press.response_url, card_word(decided.value, visit.language))
        return
    settled = settled_message(
        title=decided.row.title[visit.language.value],
        name=decided.person.name,
        by=visit.who.name,
        is_granted=grant,
        language=visit.language,
    )
    visit.edit(press.ts, settled)
    put(
        visit.session,
        key=f"access:{decided.request.id}:decision",
        team_id=decided.person.team_id,
        process_id=decided.request.process_id,
        person_id=decided.person.id,
        message=_grant_it(visit, decided) if grant else _refuse_it(visit, decided),
        due_at=visit.now,
    )


def _refuse_it(visit: Visit, decided: Decided) -> Message:
    language = Language(decided.person.language)
    title: str | None = decided.row.title[language.value]
    is_market = decided.membership is None or decided.membership.role is Role.MARKET_ACTOR
    if isinstance(decided.row, Document):
        asker = asker_of(visit.session, membership=decided.membership)
        is_known = may_know_of(asker, decided.row, now=visit.now)
    else:
        is_known = not is_market
    return refused_message(title if is_known else None, language, by=visit.who.name)


def _grant_it(visit: Visit, decided: Decided) -> Message:
    """The thing itself goes with the answer; a file comes beside it, and by its button again."""
    person, language = decided.person, Language(decided.person.language)
    row, title = decided.row, decided.row.title[language.value]
    by, membership = visit.who.name, decided.membership
    assert membership is not None  # who has left is let into nothing
    if isinstance(row, Document):
        given = ask_for(visit.session, membership=membership, document_id=row.id, now=visit.now)
        if isinstance(given, Given):
            bring(visit, given, to=person)
        return granted_message(title, language, by=by, get=get_button(row, language))
    granted = granted_message(title, language, by=by)
    outcome = ask_for_link(visit.session, membership=membership, meeting_id=row.id, now=visit.now)
    words = LinkWords(
        title=title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        link=row.link if isinstance(outcome, Known) else None,
    )
    if not isinstance(outcome, Known):
        return granted
    with_link = link_message(words, language)
    return granted | {"blocks": [*granted["blocks"], *with_link["blocks"]]}


ACTS: Acts = {
    "access.ask": _ask,
    "access.grant": _grant,
    "access.refuse": _refuse,
}
