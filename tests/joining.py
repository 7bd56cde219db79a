"""Somebody joins by the form, for tests of applying and of what facilitators decide."""

from models import Process
from models.enums import Role, Stage
from tests.builders import membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

APPLIED = Told(said=("Tak. En procesleder skal lige sige god for dig.",))
JOINED = "Velkommen, Mette. Du er med for Aalborg Kommune."
FIRST = "1 af 9: Hvilke arbejdsmaskiner bliver brugt på jeres bygge- og anlægsprojekter?"
ALREADY = "Du er allerede med. Du finder mig i dine direkte beskeder."


def stage_of(workspace: Workspace, process: Process, slack_id: str) -> tuple[Stage, Role]:
    """Where that person stands, and as what."""
    with workspace.database.read() as session:
        membership = membership_of(session, process, slack_id)
        return membership.stage, membership.role


def applies(human: Human, organisation: str = "Aalborg Kommune", **filled: str | list[str]) -> Told:
    """Somebody opens the form and sends it."""
    human.writes("hej")
    human.presses("Kom i gang")
    return human.sends(organisation=organisation, **filled)


def form(
    organisation: str, *, role: str = "need_owner", email: str = "mette.friis@aalborg.example"
) -> dict[str, dict[str, object]]:
    """A form that was opened in another tab, filled in."""
    return {
        "organisation": {"selected_option": {"value": organisation}},
        "role": {"selected_option": {"value": role}},
        "email": {"value": email},
        "language": {"selected_option": {"value": "da"}},
    }
