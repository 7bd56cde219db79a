"""What somebody's words come to, in the process that they most likely mean."""

from dataclasses import dataclass

from bot.catalogue import catalogue_for
from bot.onboarding import process_for
from bot.requests.reading import read_request
from bot.requests.wishes import Reading, Sure
from handlers.visit import Visit
from models import Membership, Process
from models.enums import Stage
from models.people import memberships_of
from models.processes import processes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What somebody's words come to, and in which process."""

    process: Process
    membership: Membership
    reading: Reading
    is_elsewhere: bool = False  # in another process than the one they most likely mean


def read_words(visit: Visit, text: str) -> Read | None:
    """What these words ask for: in the likeliest process, else where they surely mean something.

    None for somebody who takes part in nothing.
    """
    process, membership = process_for(visit.session, person=visit.person)
    if process is None or membership is None or membership.stage is not Stage.JOINED:
        return None
    first = Read(process=process, membership=membership, reading=read_in(visit, process, text))
    if _names_something(first.reading):
        return first
    here = {one.id: one for one in processes_of(visit.session, team_id=visit.team_id)}
    for mine in memberships_of(visit.session, person_id=visit.who.id):
        other = here.get(mine.process_id)
        if other is None or other.id == process.id or mine.stage is not Stage.JOINED:
            continue
        reading = read_in(visit, other, text)
        if _names_something(reading):
            return Read(process=other, membership=mine, reading=reading, is_elsewhere=True)
    return first


def _names_something(reading: Reading) -> bool:
    return isinstance(reading, Sure) and any(one.target for one in reading.requests)


def read_in(visit: Visit, process: Process, text: str) -> Reading:
    """What they come to in that process."""
    catalogue = catalogue_for(visit.session, process=process, now=visit.now)
    return read_request(text, catalogue, now=visit.now)
