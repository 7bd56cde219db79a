"""The log in Slack: facilitators read it, turn its pages, and take it away."""

from datetime import timedelta

from sqlmodel import col, select

from models import AuditLine, Database, Process
from models.enums import Role
from tests.builders import ANNE, KARL, add_person, membership_of
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told

REFUSED = "Loggen er for proceslederne."


def acts(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(AuditLine.act).order_by(col(AuditLine.id))))


def fill(workspace: Workspace, process: Process, count: int) -> None:
    """So many exports by Karl, an hour apart."""
    with workspace.database.write() as session:
        karl = add_person(session, KARL, now=workspace.clock())
        for hour in range(count):
            at = workspace.clock() + timedelta(hours=hour - count)
            session.add(
                AuditLine(
                    process_id=process.id,
                    person_id=karl.id,
                    act="exports.make",
                    about={"what": "csv"},
                    at=at,
                )
            )


def test_a_facilitator_reads_who_did_what(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    assert process.id
    anne.commands("status")

    told = anne.commands("log")

    assert told == Told(opened=("Loggen",))
    assert "10.00  *Anne Holm* så status." in anne.reads_form()
    assert acts(workspace.database)[-1] == "summaries.look"


def test_one_turns_the_pages_and_comes_back(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    fill(workspace, process, 30)
    anne.commands("log")
    first = anne.reads_form()

    anne.presses("Ældre")
    second = anne.reads_form()
    anne.presses("Nyeste")

    assert (first.count("hentede svarene"), second.count("hentede svarene")) == (20, 10)
    assert "[Ældre" not in second
    assert anne.reads_form() == first


def test_one_keeps_to_a_person_and_a_kind(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    fill(workspace, process, 2)
    anne.commands("status")
    anne.commands("log")

    anne.chooses("Karl Toft")
    his = anne.reads_form()
    anne.chooses("Set")
    nothing = anne.reads_form()
    anne.chooses("Alle personer")

    assert ("Karl" in his, "så status" in his) == (True, False)
    assert "Her er ikke noget at vise med det valg." in nothing
    assert "*Anne Holm* så status." in anne.reads_form()
    assert "hentede svarene" not in anne.reads_form()


def test_the_log_comes_as_a_file_which_it_says_itself(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    fill(workspace, process, 2)
    anne.commands("log")

    anne.presses("Hent som CSV")

    file = list(workspace.slack.store.files.values())[-1]
    lines = workspace.slack.store.contents[file.id].decode("utf-8-sig").splitlines()
    assert file.name == "log-2022-05-09.csv"
    assert lines[0] == "Hvornår;Hvem;Slags;Hvad;Nøgle"
    assert lines[1].endswith(";Hentet som fil;Anne Holm hentede loggen som fil.;audit.export")
    assert [line.rpartition(";")[2] for line in lines[1:]] == list(
        reversed(acts(workspace.database))
    )


def test_it_is_for_facilitators_alone(workspace: Workspace, members: Process, mette: Human) -> None:
    told = mette.commands("log")
    forged = mette.forges("audit.show", str(members.id))
    export = mette.forges("audit.export", f"{members.id}:-:-:-")

    assert [one.said for one in (told, forged, export)] == [(REFUSED,)] * 3
    assert workspace.slack.store.files == {}
    assert "audit.export" not in acts(workspace.database)


def test_somebody_who_no_longer_leads_turns_no_page(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    fill(workspace, process, 30)
    anne.commands("log")
    with workspace.database.write() as session:
        membership_of(session, process, ANNE).role = Role.ADVISER

    shown = anne.reads_form()

    told = anne.presses("Ældre")

    assert told.said == (REFUSED,)
    assert anne.reads_form() == shown


def test_a_value_that_no_button_of_ours_has_does_nothing(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    before = acts(workspace.database)

    for value in ("", "x", "999999999999:1:2:3", f"{process.id + 1}:-:-:-"):
        told = anne.forges("audit.export", value)
        assert told == Told(said=(REFUSED,))
    turned = anne.forges("audit.older", f"{process.id}:x:y:z")

    assert turned == NOTHING
    assert acts(workspace.database) == before
