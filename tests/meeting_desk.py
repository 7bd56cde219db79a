"""Facilitators at work with the meetings of the process, for tests."""

from sqlmodel import select

from models import AuditLine, Meeting, Process
from tests.fakes import Workspace
from tests.humans import Human, Told

ONLY_THEY = "Det kan kun proceslederne. Der er ikke ændret noget."
FILLED: dict[str, str | list[str]] = {
    "meeting_title": "Møde om udbudskrav",
    "meeting_english": "Meeting on tender requirements",
    "meeting_agenda": "Velkomst\nKrav til maskiner",
    "meeting_day": "2022-06-01",
    "meeting_start": "09:30",
    "meeting_end": "11:00",
    "meeting_form": "På stedet eller digitalt, som man vil",
    "meeting_place": "Rådhuset, lokale 2",
    "meeting_link": "https://teams.example/abc",
    "meeting_seats": "20",
    "meeting_needs": ["Spørg, om der er noget, vi skal tage hensyn til"],
    "meeting_audience": ["Offentlig bygherre (behovsejer)"],
    "meeting_reminders": ["To uger før", "En time før"],
}


def listed(human: Human, process: Process) -> Told:
    """The facilitator presses *Møder* on Home."""
    human.opens_home()
    assert process.id
    return human.presses("Møder")


def meetings(workspace: Workspace) -> list[Meeting]:
    with workspace.database.read() as session:
        return [one for one in session.exec(select(Meeting)) if one.key.startswith("meeting_")]


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.act != "content.load"))
        return [one.act for one in lines if one.act.startswith("meetings.")]


def previewed(human: Human, process: Process, **filled: str | list[str]) -> str:
    """The facilitator has filled in the form of a new meeting: what the preview carries."""
    listed(human, process)
    human.presses("Nyt møde")
    human.sends(**(FILLED | filled))
    view = human.workspace.slack.store.stacks[human.id][-1]
    assert view["callback_id"].startswith("meeting_desk."), human.reads_form()
    return str(view["private_metadata"])


def changes(human: Human, process: Process, **filled: str | list[str]) -> Told:
    """The facilitator fills in the form of the workshop."""
    listed(human, process)
    human.presses("Ret")
    return human.sends(**filled)


def looks(human: Human) -> Told:
    """The facilitator opens the people of the workshop."""
    human.opens_home()
    human.presses("Møder")
    return human.presses("Deltagere")
