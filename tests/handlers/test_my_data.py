"""What is kept of somebody: handed out, and deleted, by real requests."""

import json

import pytest
from sqlmodel import select

from models import AccessRequest, AwaitedPerson, Meeting, Membership, Person, Process, StrayReply
from models.enums import Reply, Role, Stage, Thing
from models.people import find_person
from tests.builders import ANNE, KARL, METTE, TEAM, add_member, bring_to, membership_of
from tests.fakes import Workspace
from tests.humans import NOTHING, Human

QUESTION = "Hvad koster en elektrisk gravemaskine på 8 ton?"
ERASED = (
    "Du er slettet. Jeg skriver ikke mere til dig. "
    "Vil du være med igen en dag, så skriv til mig, og vi begynder forfra."
)


def files(workspace: Workspace) -> dict[str, bytes]:
    store = workspace.slack.store
    return {one.name: store.contents[one.id] for one in store.files.values()}


def person(workspace: Workspace, slack_id: str = METTE) -> Person | None:
    with workspace.database.read() as session:
        return find_person(session, team_id=TEAM, slack_id=slack_id)


def test_a_member_gets_everything_as_two_files(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())
    mette.opens_home()

    mette.presses("Mine oplysninger", on="home")
    mette.presses("Hent")

    found = files(workspace)
    data = json.loads(found["mine-oplysninger.json"])
    text = found["mine-oplysninger.txt"].decode()
    assert data["person"]["name"] == "Mette Friis"
    assert data["memberships"][0]["organisation"] == "Aalborg Kommune"
    assert len(data["answers"]) >= 3
    assert data["answers"][0]["question"]
    assert "Navn: Mette Friis" in text
    assert data["answers"][0]["question"] in text
    assert "Filerne ligger i vores direkte beskeder." in mette.reads_form()


def test_what_was_asked_answered_and_invited_by_mail_is_in_the_file_to_read(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    mette.writes(QUESTION)
    mette.presses("Send til proceslederne")
    workspace.sends_posts()
    anne.presses("Svar")
    anne.sends(enquiry_answer="Ja, hvis den er jeres.")
    now = workspace.clock()
    with workspace.database.write() as session:
        her = membership_of(session, members, METTE).person_id
        email = session.get_one(Person, her).slack_email
        meeting = session.exec(select(Meeting).where(Meeting.process_id == members.id)).first()
        assert meeting is not None
        assert email is not None
        session.add_all(
            [
                AccessRequest(
                    process_id=members.id,
                    person_id=her,
                    thing=Thing.DOCUMENT,
                    thing_id=1,
                    asked_at=now,
                ),
                StrayReply(
                    mail="digest",
                    meeting_id=meeting.id,
                    address=email,
                    reply=Reply.YES,
                    why="forwarded",
                    received_at=now,
                ),
                AwaitedPerson(
                    process_id=members.id,
                    email=email,
                    name="Mette F",
                    invited_by_id=her,
                    invited_at=now,
                    person_id=her,
                ),
            ]
        )

    for human in (mette, anne):
        human.opens_home()
        human.presses("Mine oplysninger", on="home")
        human.presses("Hent")

    store = workspace.slack.store
    of_mette, of_anne = (
        store.contents[one.id].decode()
        for one in store.files.values()
        if one.name == "mine-oplysninger.txt"
    )
    assert f": {QUESTION} / " in of_mette
    assert "svar: Ja, hvis den er jeres." in of_mette
    assert "document nr. 1" in of_mette
    assert "Svar med mail" in of_mette
    assert f"Mette F, {email}" in of_mette
    assert "Skrevet i andres tråde: " in of_anne
    assert "Ja, hvis den er jeres." in of_anne
    assert QUESTION not in of_anne


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.REFUSED, Stage.LEFT])
def test_the_right_to_it_holds_at_whatever_stage(
    workspace: Workspace, process: Process, mette: Human, stage: Stage
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=stage)
    mette.opens_home()

    mette.presses("Mine oplysninger", on="home")
    mette.presses("Hent")

    assert json.loads(files(workspace)["mine-oplysninger.json"])["memberships"][0]["stage"] == stage


def test_nobody_gets_what_is_another_s(workspace: Workspace, members: Process, sara: Human) -> None:
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())

    sara.forges("my_data.get", str(members.id))

    found = files(workspace)
    assert all(b"Mette" not in content and b"Aalborg" not in content for content in found.values())


@pytest.mark.usefixtures("members")
def test_deleting_is_confirmed_twice_and_then_done(workspace: Workspace, mette: Human) -> None:
    mette.opens_home()
    mette.presses("Mine oplysninger", on="home")
    mette.presses("Slet")

    not_yet = mette.sends()
    still_there = person(workspace)
    done = mette.sends(sure_erase=["Ja, slet alt om mig nu"])

    assert set(not_yet.faults) == {"sure_erase"}
    assert still_there is not None
    assert done.said == (ERASED,)
    assert person(workspace) is None


@pytest.mark.usefixtures("members")
def test_who_comes_back_comes_as_somebody_new(workspace: Workspace, mette: Human) -> None:
    mette.opens_home()
    mette.presses("Mine oplysninger", on="home")
    mette.presses("Slet")
    mette.sends(sure_erase=["Ja, slet alt om mig nu"])

    told = mette.writes("hej")

    back = person(workspace)
    assert told != NOTHING
    assert back is not None
    assert (back.name, back.erased_at) == ("Mette Friis", None)
    with workspace.database.read() as session:
        [mine] = session.exec(select(Membership).where(Membership.person_id == back.id))
        assert (mine.stage, mine.organisation_id) == (Stage.INVITED, None)


def test_the_only_facilitator_is_told_what_to_do_first(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        karl = membership_of(session, process, KARL)
        karl.role = Role.NEED_OWNER
        session.add(karl)
    anne.opens_home()

    anne.presses("Mine oplysninger", on="home")
    anne.presses("Slet")
    panel = anne.reads_form()
    forged = anne.forges_form(
        "my_data.erase", "", sure_erase={"selected_options": [{"value": "yes"}]}
    )

    assert "Du er den eneste procesleder i Sammen om emissionsfrie arbejdsmaskiner." in panel
    assert "clear" in forged
    assert person(workspace, ANNE) is not None


@pytest.mark.usefixtures("members")
def test_a_forged_form_without_the_box_deletes_nobody(workspace: Workspace, mette: Human) -> None:
    refused = mette.forges_form("my_data.erase", "1", sure_erase={"selected_options": []})
    mette.forges_form("my_data.erase", "1", sure_erase={"selected_options": [{"value": "'; --"}]})

    assert "Der er ikke slettet noget endnu." in refused
    assert person(workspace) is not None
