"""How somebody wants to be written to: the form, what is wrong in it, and what holds afterwards."""

from datetime import UTC, datetime

import pytest

from models import Digest, Membership, Person, Process
from models.people import find_person
from tests.builders import ANNE, JONAS, METTE, TEAM, membership_of
from tests.fakes import Workspace
from tests.humans import NOTHING, Human

KEPT = "Gemt. Sådan skriver jeg til dig fra nu af"


def person(workspace: Workspace, slack_id: str = METTE) -> Person:
    with workspace.database.read() as session:
        found = find_person(session, team_id=TEAM, slack_id=slack_id)
        assert found is not None
        return found


def membership(workspace: Workspace, process: Process, slack_id: str = METTE) -> Membership:
    with workspace.database.read() as session:
        return membership_of(session, process, slack_id)


def digest(workspace: Workspace, process: Process) -> Digest | None:
    with workspace.database.read() as session:
        return session.get(Digest, membership_of(session, process, METTE).id)


def test_everything_is_chosen_in_one_form(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.commands("indstillinger")

    told = mette.sends(
        own_name="Mette F. Friis",
        own_email="mette@aalborg.example",
        quiet_choice="Mine egne, herunder",
        quiet_from="20:00",
        quiet_until="06:30",
        pause_until="2022-05-20",
        wants_news=["Send mig ugens nyheder om mandagen"],
        stand_in="Jonas Krogh",
    )

    kept = person(workspace)
    assert told.said == (KEPT,)
    assert (kept.name, kept.email) == ("Mette F. Friis", "mette@aalborg.example")
    assert (kept.quiet_from, kept.quiet_until) == (20 * 60, 6 * 60 + 30)
    assert kept.silent_until == datetime(2022, 5, 20, 22, tzinfo=UTC)  # midnight in Copenhagen
    assert membership(workspace, members).stand_in_id == person(workspace, JONAS).id
    assert digest(workspace, members) is not None
    read = mette.reads()
    assert "Stille timer: fra kl. 20.00 til kl. 6.30, og på fridage" in read
    assert "Ingen påmindelser til og med fredag 20. maj 2022" in read
    assert "Stedfortræder, mens du holder pause: Jonas Krogh" in read


@pytest.mark.usefixtures("members")
def test_the_form_shows_what_holds_and_keeps_it_when_nothing_is_changed(
    workspace: Workspace, mette: Human
) -> None:
    mette.commands("indstillinger")
    mette.sends(quiet_choice="Mine egne, herunder", quiet_from="21:00", pause_until="2022-05-20")
    before = person(workspace)

    mette.commands("indstillinger")
    form = mette.reads_form()
    mette.sends()

    assert "(x) Mine egne, herunder | own" in form
    assert person(workspace) == before


@pytest.mark.usefixtures("members")
def test_what_is_taken_away_is_gone(workspace: Workspace, members: Process, mette: Human) -> None:
    mette.commands("indstillinger")
    mette.sends(
        quiet_choice="Mine egne, herunder",
        pause_until="2022-05-20",
        wants_news=["Send mig ugens nyheder om mandagen"],
        stand_in="Jonas Krogh",
    )

    mette.commands("indstillinger")
    mette.sends(
        quiet_choice="Som alle andre: kl. 17-8 og fridage",
        pause_until="",
        wants_news=[],
        stand_in="Ingen",
    )

    kept = person(workspace)
    assert (kept.quiet_from, kept.quiet_until, kept.silent_until) == (None, None, None)
    assert membership(workspace, members).stand_in_id is None
    assert digest(workspace, members) is None


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        (
            {"own_email": "a@" + "abcdefghi." * 40 + "dk"},
            {"own_email": "Det ligner ikke en mailadresse."},
        ),
        ({"own_name": "   "}, {"own_name": "Skriv dit navn."}),
        ({"pause_until": "2022-05-08"}, {"pause_until": "Den dag er allerede gået."}),
        ({"pause_until": "2032-05-08"}, {"pause_until": "En pause kan højst vare et år."}),
        (
            {"quiet_choice": "Mine egne, herunder", "quiet_from": "08:00", "quiet_until": "08:00"},
            {"quiet_until": "Der skal være mindst en time om dagen"},
        ),
        (
            {"quiet_choice": "Mine egne, herunder", "quiet_from": "08:00", "quiet_until": "07:30"},
            {"quiet_until": "Der skal være mindst en time om dagen"},
        ),
        (
            {"quiet_choice": "Mine egne, herunder", "quiet_from": ""},
            {"quiet_from": "Vælg et klokkeslæt"},
        ),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_changed(
    workspace: Workspace, mette: Human, filled: dict[str, str], faults: dict[str, str]
) -> None:
    mette.commands("indstillinger")
    before = person(workspace)

    told = mette.sends(**filled)

    assert told.said == ()
    assert {
        name: words.startswith(faults[name]) for name, words in told.faults.items()
    } == dict.fromkeys(faults, True)
    assert person(workspace) == before


@pytest.mark.usefixtures("members")
def test_nobody_of_another_organisation_can_be_made_a_stand_in(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.commands("indstillinger")
    view = workspace.slack.store.stacks[METTE][-1]
    state = {
        name: {name: {"value": value}}
        for name, value in (("own_name", "Mette Friis"), ("own_email", ""))
    }
    sara = person(workspace, "U0SARA").id
    state["stand_in"] = {"stand_in": {"selected_option": {"value": str(sara)}}}  # type: ignore[dict-item]

    answer = mette.forges_form(
        "preferences.open",
        view["private_metadata"],
        **{name: one[name] for name, one in state.items()},
    )

    assert "Den kollega er ikke med for din organisation mere." in answer
    assert membership(workspace, members).stand_in_id is None


@pytest.mark.usefixtures("members")
def test_a_form_of_a_process_that_is_not_there_changes_nothing(
    workspace: Workspace, mette: Human
) -> None:
    before = person(workspace)

    mette.forges_form("preferences.open", "999999", own_name={"value": "Ukendt"})
    mette.forges("preferences.open", "1; DROP TABLE people")
    mette.forges("preferences.pause", "1:100000")
    mette.forges("preferences.language", "fr")

    assert person(workspace) == before


def test_a_facilitator_finds_the_way_to_the_status(process: Process, anne: Human) -> None:
    assert process.id

    anne.commands("indstillinger")

    form = anne.reads_form()
    assert "digests.choose" in form
    assert "wants_news" not in form
    assert anne.presses("Hvornår vil du have status?").opened == ("Hvornår?",)


def test_a_pause_is_a_press_and_ends_with_one(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.writes("hjælp")
    text = mette.heard_after("")[-1]
    told = mette.forges("preferences.pause", f"{members.id}:14", on=mette.ts_of(text))
    paused = person(workspace).silent_until
    mette.presses("Slut pausen")

    assert told.edited[0].startswith(
        "Godt. Du får ingen påmindelser til og med mandag 23. maj 2022 (om 14 dage). "
    )
    assert paused == datetime(2022, 5, 23, 22, tzinfo=UTC)
    assert person(workspace).silent_until is None


def test_who_has_joined_nothing_may_choose_how_they_are_written_to(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    assert process.id
    mette.writes("hej")

    mette.commands("preferences")
    told = mette.sends(own_language="Engelsk (English)")

    assert "wants_news" not in mette.reads()
    assert told != NOTHING
    assert person(workspace).language == "en"
    assert person(workspace, ANNE).language == "da"
