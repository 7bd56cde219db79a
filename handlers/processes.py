"""Which process a button, a form or a command is about, and whether the person may do it there."""

from bot.access import Act, may
from handlers.payloads import read_id
from handlers.visit import Visit
from models import Process
from models.people import find_membership


def process_here(visit: Visit, value: str) -> Process | None:
    """The process of that id, if it lives in this workspace."""
    number = read_id(value)
    process = None if number is None else visit.session.get(Process, number)
    return process if process is not None and process.team_id == visit.team_id else None


def process_if(visit: Visit, value: str, act: Act) -> Process | None:
    """The process of that id, if it lives here and the person may do that in it."""
    process = process_here(visit, value)
    if process is None:
        return None
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    return process if may(membership, act) else None
