"""The list of whom to call, from `/sammen ring` to what is kept and sent."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from models import ContactNote, Post, Process
from models.enums import ContactKind, Role, Stage
from tests.builders import ANNE, METTE, add_member, membership_of
from tests.fakes import Workspace
from tests.humans import Human


def notes(workspace: Workspace) -> list[tuple[ContactKind, str | None]]:
    with workspace.database.read() as session:
        rows = session.exec(select(ContactNote).order_by(ContactNote.id))  # type: ignore[arg-type]
        return [(one.kind, one.note) for one in rows]


@pytest.fixture
def listing(workspace: Workspace, process: Process, anne: Human) -> Callable[[], str]:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=Stage.INVITED)

    def open_list() -> str:
        anne.commands("ring")
        return anne.reads_form()

    return open_list


def test_a_facilitator_opens_the_list_by_a_word(listing: Callable[[], str]) -> None:
    read = listing()

    assert "Der er én organisation at ringe til." in read
    assert "*1. Aalborg Kommune*: ikke kommet med" in read
    assert "Mette Friis" in read
    assert ">Hej Mette" in read


@pytest.mark.parametrize(
    ("label", "kind"), [("Ringet", ContactKind.CALLED), ("Skrevet", ContactKind.WROTE)]
)
def test_a_press_keeps_who_was_in_touch_and_the_list_says_so(
    workspace: Workspace, listing: Callable[[], str], anne: Human, label: str, kind: ContactKind
) -> None:
    listing()

    anne.presses(label)

    assert notes(workspace) == [(kind, None)]
    assert f"{label} 9. maj 2022 af Anne Holm" in anne.reads_form()


def test_a_note_is_kept_with_its_words(
    workspace: Workspace, listing: Callable[[], str], anne: Human
) -> None:
    listing()
    anne.presses("Note")

    told = anne.sends(call_note="Ring igen efter ferien")

    assert told.faults == {}
    assert notes(workspace) == [(ContactKind.NOTE, "Ring igen efter ferien")]
    assert "Note 9. maj 2022 af Anne Holm: »Ring igen efter ferien«" in anne.reads_form()


def test_the_suggested_message_can_be_changed_and_is_sent(
    workspace: Workspace, listing: Callable[[], str], anne: Human, mette: Human
) -> None:
    listing()
    anne.presses("Skriv til dem")
    assert "Til Mette Friis fra *Aalborg Kommune*." in anne.reads_form()

    anne.sends(call_text="Hej Mette. Ring til mig, når du har tid.")
    workspace.sends_posts()

    assert "Beskeden er på vej til Mette Friis." in anne.reads_form()
    assert "Hej Mette. Ring til mig, når du har tid." in mette.reads()
    assert "Skrevet af Anne Holm, procesleder i" in mette.reads()
    assert notes(workspace) == [(ContactKind.WROTE, "Hej Mette. Ring til mig, når du har tid.")]
    assert mette.presses("Kom i gang").opened != ()


def test_who_has_declined_meanwhile_gets_nothing(
    workspace: Workspace, process: Process, listing: Callable[[], str], anne: Human
) -> None:
    listing()
    anne.presses("Skriv til dem")
    with workspace.database.write() as session:
        membership_of(session, process, METTE).stage = Stage.DECLINED

    anne.sends(call_text="Hej Mette")

    with workspace.database.read() as session:
        posts = session.exec(select(Post).where(Post.key.startswith("call_list"))).all()
    assert posts == []
    assert "De har svaret i mellemtiden, så der er ikke sendt noget." in anne.reads_form()


def test_who_leads_no_more_while_a_form_is_open_is_refused_kindly(
    workspace: Workspace, process: Process, listing: Callable[[], str], anne: Human
) -> None:
    listing()
    anne.presses("Skriv til dem")
    with workspace.database.write() as session:
        membership_of(session, process, ANNE).role = Role.ADVISER

    told = anne.sends(call_text="Hej Mette")

    assert told.said == ("Listen er kun for proceslederne. Der er ikke vist eller ændret noget.",)
    assert notes(workspace) == []


@pytest.mark.parametrize("act", ["open", "turn", "called", "wrote", "note", "write"])
def test_a_member_who_forges_a_press_sees_and_changes_nothing(
    workspace: Workspace, members: Process, mette: Human, act: str
) -> None:
    value = str(members.id) if act == "open" else f"{members.id}:1:0"

    told = mette.forges(f"call_list.{act}", value)

    assert told.opened == ()
    assert told.said == ("Listen er kun for proceslederne. Der er ikke vist eller ændret noget.",)
    assert notes(workspace) == []


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("value", ["", "x", "1:x:0", "1:999999:0", "999:1:0", "1:1"])
def test_made_up_values_do_nothing(workspace: Workspace, anne: Human, value: str) -> None:
    told = anne.forges("call_list.called", value)

    assert told.said == ("Listen er kun for proceslederne. Der er ikke vist eller ændret noget.",)
    assert notes(workspace) == []


@pytest.mark.usefixtures("members")
def test_a_member_who_asks_by_the_word_is_told_whom_it_is_for(mette: Human) -> None:
    told = mette.commands("ring")

    assert told.said == ("Listen er kun for proceslederne. Der er ikke vist eller ændret noget.",)
