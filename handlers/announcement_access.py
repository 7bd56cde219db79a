"""Which announcement a button or form is about, whether this person may, and where they see it."""

from bot.access import Act
from bot.announcement_reports import reports_of
from bot.announcement_sending import own_draft
from bot.voice.announcement_reports import list_view, note
from bot.voice.blocks import Message, View
from handlers.announcement_forms import Aim, read_aim
from handlers.outcomes import CloseAll
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_if
from handlers.visit import Visit
from models import Announcement, Process
from models.announcements import announcements_of
from models.audiences import Reader, members_as_readers

_LISTED = 32


def refuse(visit: Visit, response_url: str | None = None) -> None:
    """Tell somebody who does not lead the process that nothing was done."""
    visit.whisper(response_url, note("only_facilitators", visit.language))


def closed(visit: Visit, message: Message) -> CloseAll:
    """Close the modals, and say that in the direct message."""
    visit.tell(message)
    return CloseAll()


def show_view(visit: Visit, press: Press, view: View) -> None:
    """Open it, or put it on top if it was asked for in a modal."""
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def run_by(visit: Visit, value: str) -> tuple[Process, Announcement] | None:
    """The announcement of that id, if it lives here and this person may announce there."""
    number = read_id(value)
    found = None if number is None else visit.session.get(Announcement, number)
    process = None if found is None else process_if(visit, str(found.process_id), Act.ANNOUNCE)
    return None if found is None or process is None else (process, found)


def aimed_at(visit: Visit, submitted: Submitted) -> tuple[Process, Announcement, Aim] | CloseAll:
    """The draft that a form is about, if it is this person's, unsent, and they may announce."""
    aim = read_aim(submitted.private_metadata)
    found = None if aim is None else run_by(visit, str(aim.draft_id))
    if aim is not None and found is None and visit.session.get(Announcement, aim.draft_id) is None:
        return closed(visit, note("confirmed_before", visit.language))
    if aim is None or found is None:
        refuse(visit)
        return CloseAll()
    process = found[0]
    draft = own_draft(visit.session, draft_id=aim.draft_id, process=process, by=visit.person)
    if draft is None:
        return closed(visit, note("confirmed_before", visit.language))
    return process, draft, aim


def listed(visit: Visit, process: Process) -> View:
    """The list, as it stands."""
    found = announcements_of(
        visit.session, process_id=process.id, drafts_of=visit.who.id, most=_LISTED
    )
    reports = reports_of(visit.session, announcements=found)
    return list_view(
        [reports[one.id] for one in found],
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
    )


def done(visit: Visit, press: Press, process: Process, message: Message) -> None:
    """Say what became of a press, and show the list as it now is if that is where it was."""
    if press.view is not None and press.view.get("type") == "modal":
        visit.session.flush()
        visit.update(str(press.view["id"]), listed(visit, process))
        visit.tell(message)
    else:
        visit.whisper(press.response_url, message)


def as_reader(visit: Visit, process: Process) -> Reader:
    """The facilitator, as somebody who gets a copy."""
    found = members_as_readers(visit.session, process_id=process.id, person_ids=[visit.who.id])
    return found[visit.who.id]
