"""Documents for members: handed over, and listed. Who may have one is asked anew at each press."""

import re

from slack_bolt import App

from bot.access import Act, may
from bot.documents import Given, ask_for, listed_for
from bot.voice.blocks import Message
from bot.voice.documents import document_word, list_message, refusal_message
from handlers.handing_over import bring
from handlers.payloads import Press, read_id
from handlers.processes import process_here
from handlers.visit import Acts, Services, Visit, on_press
from models import Document, Membership, Process
from models.people import find_membership


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `documents.`."""
    app.action(re.compile(r"^documents\."))(on_press(services, ACTS))


def hand_over(
    visit: Visit, process: Process, membership: Membership | None, document_id: int
) -> None:
    """Give the document in the person's direct message, or say why not."""
    if membership is None or not may(membership, Act.GET_DOCUMENTS):
        visit.tell(document_word("closed", visit.language))
        return
    outcome = ask_for(visit.session, membership=membership, document_id=document_id, now=visit.now)
    if isinstance(outcome, Given):
        bring(visit, outcome)
    else:
        refusal = refusal_message(outcome, visit.language, process_id=process.id, now=visit.now)
        visit.tell(refusal)


def show_documents(
    visit: Visit, process: Process, membership: Membership | None, *, only_new: bool
) -> None:
    """What they may have; `only_new`: what they do not have as it is now."""
    visit.tell(_list(visit, process, membership, only_new=only_new))


def _list(
    visit: Visit,
    process: Process,
    membership: Membership | None,
    *,
    only_new: bool,
    start: int = 0,
) -> Message:
    if membership is None or not may(membership, Act.GET_DOCUMENTS):
        return document_word("closed", visit.language)
    listed = listed_for(visit.session, membership=membership, now=visit.now, only_new=only_new)
    return list_message(
        listed,
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        only_new=only_new,
        start=start,
    )


def _process_of(visit: Visit, value: str) -> tuple[Process, Membership | None] | None:
    process = process_here(visit, value)
    if process is None:
        return None
    found = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    return process, found


def _press_get(visit: Visit, press: Press) -> None:
    document = visit.session.get(Document, read_id(press.value) or 0)
    found = None if document is None else _process_of(visit, str(document.process_id))
    if document is None or found is None:
        visit.tell(document_word("closed", visit.language))
    else:
        hand_over(visit, *found, document.id)


def _press_show(visit: Visit, press: Press) -> None:
    _show(visit, press, press.value, only_new=False, start=0)


def _press_news(visit: Visit, press: Press) -> None:
    _show(visit, press, press.value, only_new=True, start=0)


def _press_more(visit: Visit, press: Press) -> None:
    process_id, start, only_new = [*press.value.split(":"), "", ""][:3]
    _show(visit, press, process_id, only_new=only_new == "1", start=read_id(start) or 0)


def _show(visit: Visit, press: Press, value: str, *, only_new: bool, start: int) -> None:
    found = _process_of(visit, value)
    if found is None:
        visit.whisper(press.response_url, document_word("closed", visit.language))
    else:
        visit.tell(_list(visit, *found, only_new=only_new, start=start))


ACTS: Acts = {
    "documents.get": _press_get,
    "documents.show": _press_show,
    "documents.news": _press_news,
    "documents.more": _press_more,
}
