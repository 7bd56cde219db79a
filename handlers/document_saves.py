"""What becomes of the forms for documents once they are sent in. Rights are asked anew."""

from typing import assert_never

from bot import document_desk
from bot.document_desk import (
    ChangedMeanwhile,
    Gone,
    NothingNew,
    PutUpBefore,
    Replaced,
    organisations_to_name,
)
from bot.document_drafts import Content, Faults, check, check_change
from bot.voice.document_desk import (
    desk_words,
    fault_words,
    put_message,
    replaced_message,
    saved_message,
)
from handlers.document_access import documents_run_by, listed, refuse
from handlers.document_forms import draft_from, read_carried, size_of
from handlers.outcomes import CloseAll, Errors, Outcome
from handlers.payloads import Submitted, read_id
from handlers.visit import Visit
from models import Document, Process

_CHANGED = {"changed_da": "changed_da", "changed_en": "changed_en"}


def _closed(visit: Visit) -> CloseAll:
    refuse(visit)
    return CloseAll()


def _faulty(visit: Visit, faults: Faults, content: Content | None = None) -> Errors:
    size = 0 if content is None else size_of(content)
    return fault_words(faults, visit.language, size=size, fields=_CHANGED)


def put(visit: Visit, submitted: Submitted, content: Content) -> Outcome:
    """A new document."""
    carried = read_carried(submitted.private_metadata)
    process = None if carried is None else documents_run_by(visit, carried.id)
    if process is None:
        return _closed(visit)
    draft = draft_from(submitted)
    organisations = dict(organisations_to_name(visit.session, process_id=process.id))
    faults = check(draft, organisations=organisations) | content.faults()
    if faults:
        return _faulty(visit, faults, content)
    outcome = document_desk.put_up(
        visit.session,
        process_id=process.id,
        draft=draft,
        content=content,
        by=visit.person,
        now=visit.now,
    )
    if isinstance(outcome, PutUpBefore):
        return _put_before(visit, outcome)
    visit.tell(put_message(outcome, visit.language))
    return _back_to_list(visit, process, submitted)


def _put_before(visit: Visit, outcome: PutUpBefore) -> Errors:
    title = outcome.document.title[visit.language.value]
    return {"document_file": desk_words("put_before", visit.language, title=title)}


def _back_to_list(visit: Visit, process: Process, submitted: Submitted) -> Outcome:
    """The list beneath shows how it stands now."""
    if submitted.beneath:
        visit.update(submitted.beneath, listed(visit, process))
    return None


def replace(visit: Visit, submitted: Submitted, content: Content) -> Outcome:
    """The next version of one."""
    carried = read_carried(submitted.private_metadata)
    document = None if carried is None else visit.session.get(Document, carried.id)
    process = None if document is None else documents_run_by(visit, document.process_id)
    if carried is None or document is None or process is None:
        return _closed(visit)
    changed = submitted.typed("changed_da"), submitted.typed("changed_en")
    if faults := content.faults() | check_change(*changed):
        return _faulty(visit, faults, content)
    outcome = document_desk.replace(
        visit.session,
        document_id=document.id,
        seen=read_id(carried.mark) or 0,
        content=content,
        changed=changed,
        by=visit.person,
        now=visit.now,
    )
    match outcome:
        case Gone():
            return {"changed_da": desk_words("gone", visit.language)}
        case PutUpBefore():
            return _put_before(visit, outcome)
        case Replaced(document=document, former=former, between=between):
            said = replaced_message(document, visit.language, former=former, between=between)
            visit.tell(said)
            return CloseAll()
        case never:
            assert_never(never)


def save(visit: Visit, submitted: Submitted) -> Outcome:
    """Other words for one, or other readers."""
    carried = read_carried(submitted.private_metadata)
    document = None if carried is None else visit.session.get(Document, carried.id)
    process = None if document is None else documents_run_by(visit, document.process_id)
    if carried is None or document is None or process is None:
        return _closed(visit)
    draft = draft_from(submitted)
    organisations = dict(organisations_to_name(visit.session, process_id=process.id))
    if faults := check(draft, organisations=organisations):
        return _faulty(visit, faults)
    outcome = document_desk.edit(
        visit.session,
        document_id=document.id,
        mark=carried.mark,
        draft=draft,
        by=visit.person,
        now=visit.now,
    )
    match outcome:
        case Gone():
            return {"document_title_da": desk_words("gone", visit.language)}
        case ChangedMeanwhile(by):
            return {"document_title_da": desk_words("meanwhile", visit.language, by=by)}
        case Document():
            visit.tell(saved_message(outcome, visit.language))
        case NothingNew():
            pass
        case never:
            assert_never(never)
    return _back_to_list(visit, process, submitted)
