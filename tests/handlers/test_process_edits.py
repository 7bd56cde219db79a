"""A process edited by its facilitators in Slack."""

import json

from models import Database, Process
from models.enums import Role
from models.processes import contacts_of
from tests.builders import ANNE, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

REFUSED = "Det er proceslederne, der retter processen."


def process_now(database: Database, process: Process) -> Process:
    with database.read() as session:
        return session.get_one(Process, process.id)


def test_a_text_is_previewed_and_saved(workspace: Workspace, process: Process, anne: Human) -> None:
    opened = anne.commands("proces")
    anne.chooses("Udfordringen")
    anne.presses("Se, hvordan det læses")
    preview = anne.reads_form()
    anne.page.do("close", view_id=workspace.slack.store.stacks[ANNE][-1]["id"])

    told = anne.sends(edit_da="Maskiner & støj", edit_en="Machines & noise")

    assert opened == Told(opened=("Ret processen",))
    assert "*På dansk*\nArbejdsmaskiner på byggepladser" in preview
    assert told.said == ("»Udfordringen« er rettet.",)
    assert process_now(workspace.database, process).texts["challenge"] == {
        "da": "Maskiner & støj",
        "en": "Machines & noise",
    }
    assert "sammen process export" in anne.reads_form()


def test_faults_stand_beside_their_fields_and_nothing_is_saved(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.commands("proces")
    anne.chooses("Julie Munk")

    told = anne.sends(edit_email="julie", edit_phone="ring til mig")

    assert told.faults == {
        "edit_email": "Det ligner ikke en mailadresse. Skriv den som navn@kommune.dk.",
        "edit_phone": "Det ligner ikke et telefonnummer. Skriv det som +45 12 34 56 78.",
    }
    assert process_now(workspace.database, process).edited_at is None


def test_a_contact_is_added_and_taken_off_again(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.commands("proces")
    anne.presses("Tilføj")
    added = anne.sends(
        edit_name="Bo Bech",
        edit_title_da="jurist",
        edit_title_en="lawyer",
        edit_organisation="Gate 21",
        edit_email="bo@gate21.dk",
    )
    anne.chooses("Bo Bech")
    gone = anne.sends(edit_retire=["Ja, tag det af listen"])

    assert added.said == ("»Bo Bech« er føjet til.",)
    assert gone.said == ("»Bo Bech« er taget af listen.",)
    with workspace.database.read() as session:
        names = [one.name for one in contacts_of(session, process_id=process.id)]
    assert names == ["Julie Munk", "Lærke Møller"]


def test_the_second_of_two_is_told_who_was_quicker_and_keeps_what_was_typed(
    workspace: Workspace, process: Process, anne: Human, karl: Human
) -> None:
    for one in (anne, karl):
        one.commands("proces")
        one.chooses("Julie Munk")
    karl.sends(edit_phone="11 22 33 44")

    told = anne.sends(edit_phone="55 66 77 88")

    assert told.faults == {
        "edit_name": (
            "Karl Toft har rettet det, mens du skrev, så dit er ikke gemt. Kopiér det, luk vinduet, "
            "og åbn det igen."
        )
    }
    with workspace.database.read() as session:
        assert contacts_of(session, process_id=process.id)[0].phone == "11 22 33 44"


def test_milestones_and_meetings_are_one_press_away(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    assert process.id
    anne.commands("proces")

    told = anne.presses("Ret en milepæl")

    assert told.opened == ("Ret en milepæl",)
    assert workspace.slack.store.stacks[ANNE][0]["callback_id"] == "process_edits.list"


def test_it_is_for_facilitators_alone(workspace: Workspace, members: Process, mette: Human) -> None:
    value = f"{members.id}:contact:julie_munk:"

    told = mette.commands("proces")
    forged = mette.forges("process_edits.edit", value)
    sent = mette.forges_form(
        "process_edits.save", f"{members.id}:contact:julie_munk:x", edit_name={"value": "Mette"}
    )

    assert [told.said, forged.said] == [(REFUSED,), (REFUSED,)]
    assert sent == ""
    assert process_now(workspace.database, members).edited_at is None


def test_whoever_leads_no_longer_when_the_form_is_sent_changes_nothing(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.commands("proces")
    anne.chooses("Julie Munk")
    with workspace.database.write() as session:
        membership_of(session, process, ANNE).role = Role.ADVISER

    told = anne.sends(edit_phone="55 66 77 88")

    assert told.said == (REFUSED,)
    assert process_now(workspace.database, process).edited_at is None


def test_a_value_that_no_form_of_ours_has_changes_nothing(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    for value in ("", "x", f"{process.id}:king:x:", f"{process.id}:contact::", "1:2:3:4:5"):
        assert anne.forges("process_edits.edit", value).said == (REFUSED,)
    gone = anne.forges_form(
        "process_edits.save",
        f"{process.id}:contact:nobody:x",
        edit_name={"value": "A"},
        edit_title_da={"value": "b"},
        edit_title_en={"value": "c"},
        edit_organisation={"selected_option": {"value": "co-pi"}},
    )

    assert json.loads(gone)["errors"]["edit_name"].startswith("Det er ikke på listen mere.")
    assert process_now(workspace.database, process).edited_at is None
