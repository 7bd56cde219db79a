"""Which meeting a button or a form of the facilitators is about, and whether they may run it."""

from bot.access import Act
from bot.voice.blocks import View
from bot.voice.meeting_desk import desk_word
from handlers.payloads import Press, read_id
from handlers.processes import process_if
from handlers.visit import Visit
from models import Meeting, Process


def meeting_run_by(visit: Visit, value: str) -> tuple[Process, Meeting] | None:
    """The meeting of that id, if it lives here and this person runs the process's meetings."""
    number = read_id(value)
    meeting = None if number is None else visit.session.get(Meeting, number)
    if meeting is None or meeting.retired_at is not None:
        return None
    process = process_if(visit, str(meeting.process_id), Act.RUN_MEETINGS)
    return None if process is None else (process, meeting)


def refuse(visit: Visit, response_url: str | None = None) -> None:
    """Tell somebody who does not run meetings here that nothing was done."""
    visit.whisper(response_url, desk_word("only_facilitators", visit.language))


def show_view(visit: Visit, press: Press, view: View) -> None:
    """Open it, or put it on top if it was asked for in a modal."""
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)
