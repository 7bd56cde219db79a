"""A second process beside the first, in the same workspace: nothing of the one is seen in the other."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.connecting import Named, connect
from bot.content import read_process
from bot.conversation.questions import Language
from bot.load_plan import LoadPlan
from bot.loading import apply_load, plan_load
from bot.process_export import export_process
from bot.questionnaires import questionnaire_of
from bot.summaries import summarise
from models import Contact, Meeting, Process
from models.enums import Role
from models.interviews import find_interview
from models.processes import contacts_of
from tests.builders import (
    ACCOUNTS,
    CHANNEL,
    LOUISE,
    METTE,
    SARA,
    TEAM,
    add_member,
    bring_to,
    organisation_of,
    process_file,
)
from tests.fakes import Workspace
from tests.humans import Human

FILE = Path(__file__).parents[1] / "processes" / "groenne-vejbelaegninger.yaml"
ROADS = read_process(FILE.read_text(encoding="utf-8"), name=FILE.name)
ROADS_CHANNEL, ROADS_LEADERS = "C0VEJE", "G0VEJE"
WORKSHOP = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner: onsdag 8. juni 2022 kl. 12.00–16.00."


@pytest.fixture
def roads(workspace: Workspace, members: Process, now: datetime) -> Process:
    """The second, led by Louise, with Sara for Aalborg; the first has Mette for Aalborg too."""
    assert members.id
    louise = ACCOUNTS[LOUISE]
    with workspace.database.write() as session:
        apply_load(session, process_file=ROADS, now=now)
        process = connect(
            session,
            key=ROADS.key,
            team_id=TEAM,
            channel=ROADS_CHANNEL,
            facilitators_channel=ROADS_LEADERS,
            facilitators=[
                Named(
                    slack_id=LOUISE,
                    name=louise.name,
                    slack_email=louise.email,
                    language=louise.language.value,
                )
            ],
            now=now,
        )
        add_member(session, process, SARA, now=now, organisation="aalborg")
    return process


@pytest.fixture
def louise(workspace: Workspace) -> Human:
    return Human(workspace, LOUISE)


def test_each_file_still_says_what_its_own_rows_say(
    workspace: Workspace, members: Process, roads: Process, now: datetime
) -> None:
    with workspace.database.read() as session:
        for file, process in ((process_file(), members), (ROADS, roads)):
            assert plan_load(session, process_file=file) == LoadPlan(changes=())
            written = export_process(session, process=process, today=now.date())
            assert read_process(written, name="exported") == file


def test_what_has_the_same_key_in_both_stays_two_things(
    workspace: Workspace, members: Process, roads: Process
) -> None:
    with workspace.database.read() as session:
        mine = contacts_of(session, process_id=members.id)
        theirs = contacts_of(session, process_id=roads.id)
        asked = {
            process.key: questionnaire_of(session, process=process).questions[0].short.da
            for process in (members, roads)
        }

    assert [one.name for one in mine] == ["Julie Munk", "Lærke Møller"]
    assert [one.name for one in theirs] == ["Viggo Vej"]
    assert asked == {members.key: "Maskintyper", roads.key: "Belægning"}


def test_one_organisation_has_an_interview_in_each_and_sums_of_its_own(
    workspace: Workspace, members: Process, roads: Process, now: datetime
) -> None:
    with workspace.database.read() as session:
        before = summarise(session, process=roads), summarise(session, process=members)

    bring_to(workspace.database, members, METTE, key=None, now=now)

    with workspace.database.read() as session:
        aalborg = organisation_of(session, "aalborg").id
        here = find_interview(session, process_id=members.id, organisation_id=aalborg)
        there = find_interview(session, process_id=roads.id, organisation_id=aalborg)
        after = summarise(session, process=roads), summarise(session, process=members)
    assert here is not None
    assert there is None
    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


def test_whoever_joins_the_second_is_asked_its_own_question(
    workspace: Workspace, roads: Process
) -> None:
    sara = Human(workspace, SARA)

    sara.writes("start")

    assert roads.id
    assert "Hvilken belægning bruger I mest?" in sara.reads()


def test_a_facilitator_s_status_and_log_are_of_her_own_process(
    workspace: Workspace, members: Process, roads: Process, louise: Human, anne: Human
) -> None:
    bring_to(workspace.database, members, METTE, key=None, now=workspace.clock())

    louise.commands("status")
    status = louise.reads()
    louise.commands("log")
    hers = louise.reads_form()
    anne.commands("log")

    assert "Sammen om grønne vejbelægninger" in status
    assert "arbejdsmaskiner" not in status
    assert "Metroselskabet" not in status
    assert "*Louise Bang* så status." in hers
    assert "Louise Bang" not in anne.reads_form()
    assert roads.id


@pytest.mark.parametrize(
    "act",
    [
        "summaries.status",
        "summaries.answers",
        "summaries.missing",
        "audit.show",
        "process_edits.open",
        "milestones.edit",
        "meeting_desk.list",
        "invitations.invite",
        "exports.make:xlsx",
        "members.show",
    ],
)
def test_who_leads_the_one_is_nobody_in_the_other(
    workspace: Workspace, members: Process, roads: Process, louise: Human, act: str
) -> None:
    told = louise.forges(act, str(members.id))

    assert roads.id
    assert told.opened == ()
    assert workspace.slack.store.files == {}
    assert all("Aalborg" not in said and "Metro" not in said for said in told.said)


def test_an_edit_in_the_one_leaves_the_other_as_it_was(
    workspace: Workspace, members: Process, roads: Process, louise: Human
) -> None:
    louise.commands("proces")
    louise.chooses("Viggo Vej")
    louise.sends(edit_name="Vilma Vej")

    with workspace.database.read() as session:
        names = [one.name for one in session.exec(select(Contact).order_by(Contact.name))]
        untouched = session.get_one(Process, members.id)
        edited = session.get_one(Process, roads.id)
        assert plan_load(session, process_file=process_file()) == LoadPlan(changes=())
    assert names == ["Julie Munk", "Lærke Møller", "Vilma Vej"]
    assert (untouched.edited_at, edited.edited_at is not None) == (None, True)


def test_a_role_in_the_one_is_no_role_in_the_other(
    workspace: Workspace, members: Process, roads: Process, now: datetime, louise: Human
) -> None:
    with workspace.database.write() as session:
        add_member(session, members, LOUISE, now=now, role=Role.MARKET_ACTOR)

    told = louise.forges("audit.show", str(members.id))
    own = louise.forges("audit.show", str(roads.id))

    assert told.said == ("Loggen er for proceslederne.",)
    assert own.opened == ("Loggen",)
    assert ACCOUNTS[LOUISE].language is Language.DANISH


def test_what_is_only_in_ones_other_process_is_found_there_and_said_to_be(
    workspace: Workspace, roads: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        add_member(session, roads, METTE, now=workspace.clock())

    told = mette.writes("hvornår er asfaltmødet?"), mette.writes("hvornår er workshoppen?")

    assert told[0].said == ("Asfaltmøde: 4. kvartal 2022.",)  # in the one joined last
    elsewhere, date = told[1].said
    assert elsewhere == "Det her er fra *Sammen om emissionsfrie arbejdsmaskiner*."
    assert date.startswith("Workshop om bygherrebehov")


def test_of_ones_other_process_a_channel_is_told_only_if_it_is_that_process_s(
    workspace: Workspace, members: Process, roads: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        add_member(session, roads, METTE, now=workspace.clock())
        session.get_one(Process, members.id).channel = "C0ANDET"
        for meeting in session.exec(select(Meeting)):
            meeting.audience = [role.value for role in Role]

    there = mette.writes("@Sammen hvornår er workshoppen?", channel=CHANNEL)
    with workspace.database.write() as session:
        session.get_one(Process, members.id).channel = CHANNEL
    here = mette.writes("@Sammen hvornår er workshoppen?", channel=CHANNEL)

    assert there.said[0] == "Det her er fra *Sammen om emissionsfrie arbejdsmaskiner*."
    assert there.said[1:] == (WORKSHOP, "Jeg har svaret i en direkte besked.")
    assert here.said == (WORKSHOP,)
    assert WORKSHOP in mette.reads(channel=CHANNEL)


def test_what_is_in_a_process_that_one_is_not_in_is_not_found(roads: Process, mette: Human) -> None:
    told = mette.writes("hvornår er asfaltmødet?")

    assert roads.id
    assert "Asfaltmøde: 4. kvartal 2022." not in told.said
