"""Which membership or organisation a button of the facilitators is about, and whether they lead there."""

from bot.access import Act
from bot.voice.members import member_word
from bot.voice.notes import paragraph
from handlers.payloads import read_id
from handlers.processes import process_if
from handlers.visit import Visit
from models import Membership, Organisation, Process
from models.members import Listed, members_listed
from models.organisations import current_organisation


def member_led(visit: Visit, value: str) -> tuple[Process, Listed] | None:
    """The membership of that id, if this person leads its process."""
    number = read_id(value)
    there = None if number is None else visit.session.get(Membership, number)
    if there is None:
        return None
    process = process_if(visit, str(there.process_id), Act.RUN_MEMBERS)
    if process is None:
        return None
    [one] = members_listed(visit.session, process_id=process.id, membership_id=there.id)
    return process, one


def place_led(visit: Visit, value: str) -> tuple[Process, Organisation] | None:
    """`process:organisation`, if this person leads the process. One that was merged is what it is now."""
    process_id, _, organisation_id = value.partition(":")
    process = process_if(visit, process_id, Act.RUN_MEMBERS)
    number = read_id(organisation_id)
    if process is None or number is None:
        return None
    organisation = current_organisation(visit.session, organisation_id=number)
    return None if organisation is None else (process, organisation)


def refuse(visit: Visit, response_url: str | None = None) -> None:
    """Tell somebody who leads nothing here that nothing was done."""
    visit.whisper(response_url, paragraph(member_word("not_allowed", visit.language)))
