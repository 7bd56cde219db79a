"""Which documents a button or a form of the facilitators is about, and whether they may run them."""

from bot.access import Act
from bot.document_desk import desk_list, organisations_to_name
from bot.voice.blocks import View
from bot.voice.document_desk import desk_message, desk_view
from bot.voice.document_form import Choices
from handlers.payloads import Press, read_id
from handlers.processes import process_if
from handlers.visit import Visit
from models import Document, Process
from models.documents import documents_of


def refuse(visit: Visit, response_url: str | None = None) -> None:
    """Tell somebody who does not run documents here that nothing was done."""
    visit.whisper(response_url, desk_message("only_facilitators", visit.language))


def show_view(visit: Visit, press: Press, view: View) -> None:
    """Open it, or put it on top if it was asked for in a modal."""
    is_modal = press.view is not None and press.view.get("type") == "modal"
    (visit.push if is_modal else visit.open)(press.trigger_id, view)


def documents_run_by(visit: Visit, value: object) -> Process | None:
    """The process of that id, if it lives here and this person runs its documents."""
    return process_if(visit, str(value), Act.RUN_DOCUMENTS)


def document_run_by(visit: Visit, number: int | None) -> tuple[Process, Document] | None:
    """The document of that id, if it is there and this person runs the process's documents."""
    document = None if number is None else visit.session.get(Document, number)
    if document is None or document.retired_at is not None:
        return None
    process = documents_run_by(visit, document.process_id)
    return None if process is None else (process, document)


def choices_of(visit: Visit, process: Process) -> Choices:
    """What the forms offer."""
    documents = documents_of(visit.session, process_id=process.id)
    language = visit.language.value
    return Choices(
        organisations=organisations_to_name(visit.session, process_id=process.id),
        documents=tuple((one.id, one.title[language]) for one in documents),
    )


def listed(visit: Visit, process: Process, *, start: int = 0) -> View:
    """The window with every document."""
    return desk_view(
        desk_list(visit.session, process_id=process.id),
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        start=start,
    )


def refuse_or_gone(visit: Visit, press: Press) -> None:
    """There is no such document, or it is not theirs to run: nobody is told which."""
    document = visit.session.get(Document, read_id(press.value.partition(":")[0]) or 0)
    if document is not None and documents_run_by(visit, document.process_id) is not None:
        visit.whisper(press.response_url, desk_message("gone_word", visit.language))
    else:
        refuse(visit, press.response_url)
