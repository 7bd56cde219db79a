"""Facilitators find people and change what they take part as; people leave by themselves."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.calendar.events import Organizer
from bot.follow_ups import put_follow_ups
from models import AuditLine, Membership, Organisation, Post, Process
from models.enums import Role, Stage
from tests.builders import (
    ANNE,
    KARL,
    LOUISE,
    METTE,
    SARA,
    add_member,
    membership_of,
    organisation_of,
)
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.post_office import SAMMEN

LIST = Told(opened=("Medlemmer",))
ONLY_THEY = "Det kan kun proceslederne, og kun for dem, der er med. Der er ikke ændret noget."


@pytest.fixture
def organizer() -> Organizer | None:
    return SAMMEN


def told(human: Human, workspace: Workspace) -> str:
    """What a person reads last, once the outbox is empty."""
    workspace.sends_posts()
    return human.heard_after("")[-1]


def of(workspace: Workspace, process: Process, slack_id: str) -> Membership:
    with workspace.database.read() as session:
        return membership_of(session, process, slack_id)


@pytest.mark.parametrize("word", ["medlemmer", "members"])
@pytest.mark.usefixtures("members")
def test_a_facilitator_finds_a_person_and_sees_where_they_stand(anne: Human, word: str) -> None:
    opened = anne.commands(word)
    first = anne.reads_form()
    anne.finds("mette")

    assert opened == LIST
    assert "*6 er med, fra 3 organisationer.*" in first
    assert "*Mette Friis*, er med\nAalborg Kommune. Offentlig bygherre" in anne.reads_form()


@pytest.mark.usefixtures("members")
def test_an_organisation_shows_its_people(anne: Human) -> None:
    anne.commands("medlemmer")
    anne.finds("aalborg")
    shown = anne.reads_form()
    anne.presses("Mere")

    assert "*Jonas Krogh*, er med" in shown
    assert "*Mette Friis*, er med" in shown
    assert "*Historik*" not in anne.reads_form()
    assert "*Jonas Krogh*, er med" in anne.reads_form()
    assert "*Mette Friis*" not in anne.reads_form()
    anne.presses("Vis alle")
    assert "*6 er med" in anne.reads_form()


def test_a_person_is_moved_told_and_remembered(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    with workspace.database.read() as session:
        place = organisation_of(session, "koebenhavn")
    anne.commands("medlemmer")
    anne.finds("mette")
    anne.presses("Skift organisation")
    sent = anne.sends(newplace=place.name)

    assert sent.faults == {}
    assert of(workspace, members, METTE).organisation_id == place.id
    assert f"Mette Friis er nu med for {place.name} og får besked." in anne.reads_form()
    assert f"flyttet fra Aalborg Kommune til {place.name} af Anne Holm" in anne.reads_form()
    assert told(mette, workspace) == f"Du er nu med for {place.name}."


def test_a_role_is_changed(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    anne.commands("medlemmer")
    anne.finds("mette")
    anne.presses("Skift rolle")
    anne.sends(newrole="Rådgiver")

    assert of(workspace, members, METTE).role is Role.ADVISER
    assert told(mette, workspace) == "Din rolle er nu: Rådgiver."


def test_a_facilitator_cannot_give_up_the_last_key(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        membership_of(session, members, KARL).role = Role.ADVISER
    anne.commands("medlemmer")
    anne.finds("anne")
    anne.presses("Skift rolle")
    changed = anne.sends(newrole="Rådgiver")
    anne.writes("meld mig ud")
    left = anne.presses("Meld mig ud")

    reason = "Der skal være mindst én procesleder. Gør en anden til procesleder først. "
    assert changed.faults == {"newrole": f"{reason}Der er ikke ændret noget."}
    assert left.said == (f"{reason}Der er ikke ændret noget.",)
    assert of(workspace, members, ANNE).role is Role.FACILITATOR


def test_a_person_is_taken_off_and_comes_back(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    anne.commands("medlemmer")
    anne.finds("mette")
    anne.presses("Meld ud")
    anne.sends()
    stage = of(workspace, members, METTE).stage
    heard = told(mette, workspace)
    again = mette.writes("hej")
    mette.presses("Kom i gang")
    mette.sends(organisation="Aalborg Kommune")

    assert stage is Stage.LEFT
    assert heard == "Du er ikke længere med i Sammen om emissionsfrie arbejdsmaskiner."
    assert again == Told(said=("Vil du med igen?",))
    assert of(workspace, members, METTE).stage is Stage.APPLIED


@pytest.mark.parametrize("words", ["meld mig ud", "Meld mig ud, tak", "unsubscribe"])
def test_people_leave_by_themselves(
    workspace: Workspace, members: Process, mette: Human, words: str
) -> None:
    asked = mette.writes(words)
    before = of(workspace, members, METTE).stage
    mette.presses("Meld mig ud")

    with workspace.database.read() as session:
        [line] = session.exec(select(AuditLine).where(AuditLine.act == "members.leave")).all()
        person_id = membership_of(session, members, METTE).person_id
    assert asked.said == ("Vil du melde dig ud af Sammen om emissionsfrie arbejdsmaskiner?",)
    assert before is Stage.JOINED
    assert of(workspace, members, METTE).stage is Stage.LEFT
    assert line.person_id == person_id
    assert mette.presses("Meld mig ud").said[-1].startswith("Du er ikke med i processen.")


def test_the_way_back_from_the_message_that_says_goodbye(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.writes("meld mig ud")
    mette.presses("Meld mig ud")
    workspace.sends_posts()

    opened = mette.presses("Kom tilbage")

    assert opened == Told(opened=("Hvem er du?",))
    assert of(workspace, members, METTE).stage is Stage.LEFT


def test_a_facilitator_whose_role_is_taken_away_while_the_modal_is_open_changes_nothing(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.commands("medlemmer")
    anne.finds("mette")
    anne.presses("Skift rolle")
    with workspace.database.write() as session:
        membership_of(session, members, ANNE).role = Role.ADVISER

    refused = anne.sends(newrole="Rådgiver")

    assert refused.faults == {"newrole": ONLY_THEY}
    assert of(workspace, members, METTE).role is Role.NEED_OWNER


@pytest.mark.parametrize(
    "act", ["members.person", "members.move", "members.role", "members.leave", "members.all"]
)
def test_nobody_else_sees_or_changes_anything(
    workspace: Workspace, members: Process, mette: Human, act: str
) -> None:
    commanded = mette.commands("medlemmer")
    number = of(workspace, members, SARA).id
    forged = mette.forges(act, str(number))
    mette.forges_form("members.leaving", str(number))
    mette.forges_form(
        "members.roles", str(number), newrole={"selected_option": {"value": "facilitator"}}
    )

    assert commanded.said == (ONLY_THEY,)
    assert forged.said == (ONLY_THEY,)
    assert of(workspace, members, SARA).stage is Stage.JOINED
    assert of(workspace, members, SARA).role is Role.NEED_OWNER


@pytest.mark.parametrize("value", ["", "x", "0", "999999999", "1:2:3", "9" * 30])
@pytest.mark.usefixtures("members")
def test_what_never_was_is_refused(anne: Human, value: str) -> None:
    for act in ("members.person", "members.move", "merges.open", "members.all", "members.go"):
        assert len(anne.forges(act, value).said) == 1
    for form in ("members.moving", "members.roles", "members.leaving"):
        anne.forges_form(form, value, newplace={"selected_option": {"value": value}})
    anne.forges_form("merges.choose", value, stays={"selected_option": {"value": value}})
    anne.forges_form("merges.confirm", value)


def test_who_has_not_answered_is_listed(
    workspace: Workspace, members: Process, anne: Human, now: datetime
) -> None:
    with workspace.database.write() as session:
        add_member(session, members, LOUISE, now=now, stage=Stage.INVITED)
    for days in (7, 14):
        workspace.clock.at = now + timedelta(days=days, hours=1)
        with workspace.database.write() as session:
            put_follow_ups(session, organizer=SAMMEN, now=workspace.clock())
        workspace.sends_posts()

    anne.commands("medlemmer")

    assert "*Har ikke svaret på invitationen (1)*\n• Louise Bang, Aalborg Kommune" in (
        anne.reads_form()
    )


def test_two_spellings_become_one_after_a_look_at_what_happens(
    workspace: Workspace, members: Process, anne: Human, now: datetime
) -> None:
    with workspace.database.write() as session:
        wrong = Organisation(
            key="aalborg-k",
            name="Aalborg Kommun",
            kind="other",  # type: ignore[arg-type]
            added_at=now,
        )
        session.add(wrong)
        session.flush()
        add_member(session, members, LOUISE, now=now, organisation="aalborg-k")
    anne.commands("medlemmer")
    anne.finds("aalborg kommun")
    shown = anne.reads_form()
    anne.presses("Slå sammen med en anden")
    anne.sends(stays="Aalborg Kommune")
    plan = anne.reads_form()
    done = anne.sends()

    assert "*Aalborg Kommun*" in shown
    assert "*Aalborg Kommun* bliver til *Aalborg Kommune*." in plan
    assert done.said == ("Aalborg Kommun er nu Aalborg Kommune. 1 person er flyttet med.",)
    with workspace.database.read() as session:
        aalborg = organisation_of(session, "aalborg").id
        assert membership_of(session, members, LOUISE).organisation_id == aalborg
        assert session.exec(select(Post)).all() == []
