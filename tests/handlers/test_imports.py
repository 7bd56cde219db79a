"""A facilitator hands in a list, sees what would become of each row, and says yes once."""

import csv
import io
from datetime import datetime

import openpyxl
import pytest
from sqlmodel import select

from bot.calendar.events import Organizer
from models import AuditLine, AwaitedPerson, Post, Process
from models.enums import Role, Stage
from tests.builders import ANNE, LOUISE, add_person, membership_of, organisation_of
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.post_office import SAMMEN

FORM = Told(opened=("Importér en liste",))
ONLY_THEY = "Det kan kun proceslederne. Der er ikke ændret noget."
LIST = (
    "Navn;Mail;Organisation\n"
    "Mette Friis;mette.friis@aalborg.example;Aalborg Kommune\n"
    "Louise Bang;louise.bang@nordiskmaskin.example;Nordisk Maskinudlejning\n"
    "Søren Ærø;soeren@albog.example;Albog Kommune\n"
    "Ida Holt;ida.holt.example;Odense Kommune\n"
    "Nye Folk;ny@frb.example;Frederiksberg Kommune\n"
).encode("latin-1")


@pytest.fixture
def organizer() -> Organizer | None:
    return SAMMEN


@pytest.fixture
def ready(workspace: Workspace, members: Process, now: datetime) -> Process:
    """Louise has been seen in Slack, and takes no part in the process."""
    with workspace.database.write() as session:
        add_person(session, LOUISE, now=now)
    return members


def report(workspace: Workspace) -> list[list[str]]:
    """The newest file that Sammen has handed out, as a spreadsheet reads it."""
    store = workspace.slack.store
    [*_, file] = [one for one in store.files.values() if one.user == "U0BOT"]
    text = store.contents[file.id].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def doubt(human: Human) -> str:
    """The field that asks about a doubtful spelling."""
    view = human.workspace.slack.store.stacks[human.id][-1]
    [field] = [b["block_id"] for b in view["blocks"] if b["block_id"].startswith("doubt.")]
    return str(field).replace(".", "__")


@pytest.mark.parametrize("word", ["import", "importér", "IMPORT"])
@pytest.mark.usefixtures("ready")
def test_each_row_s_fate_is_shown_before_anything_is_written(
    workspace: Workspace, anne: Human, word: str
) -> None:
    opened = anne.commands(word)
    told = anne.sends(list=LIST)

    shown = anne.reads_form()
    rows = report(workspace)
    with workspace.database.read() as session:
        written = session.exec(select(AwaitedPerson)).all(), session.exec(select(Post)).all()
    assert opened == FORM
    assert told.said == ("Sådan læser jeg de 5 rækker. Ingen er inviteret endnu.",)
    assert "*5 rækker er læst*" in shown
    assert "• Række 5, Ida Holt: »ida.holt.example« er ikke en mailadresse." in shown
    assert [(row[0], row[4]) for row in rows] == [
        ("Række", "Hvad sker der"),
        ("2", "Inviteret eller med i forvejen"),
        ("3", "Inviteres i Slack"),
        ("4", "Jeg er i tvivl om organisationen"),
        ("5", "Kan ikke bruges"),
        ("6", "Slås op i Slack, ellers mail"),
    ]
    assert rows[4][6] == "Ret den til formen navn@kommune.dk."
    assert written == ([], [])


def test_yes_invites_those_who_can_be_invited_and_no_one_twice(
    workspace: Workspace, ready: Process, anne: Human
) -> None:
    anne.commands("import")
    anne.sends(list=LIST)
    view = workspace.slack.store.stacks[anne.id][-1]
    choice = doubt(anne)
    told = anne.sends(**{choice: "Det er Aalborg Kommune"})
    said = anne.reads()
    state = {choice.replace("__", "."): {"selected_option": {"value": "same"}}}
    again = anne.forges_form("imports.confirm", view["private_metadata"], **state)

    with workspace.database.read() as session:
        louise = membership_of(session, ready, LOUISE)
        awaited = session.exec(select(AwaitedPerson).order_by(AwaitedPerson.email)).all()
        lines = session.exec(select(AuditLine).where(AuditLine.act == "imports.apply")).all()
        aalborg = organisation_of(session, "aalborg").id
    assert view["submit"]["text"] == "Importér 3"
    assert told.said[0].startswith(
        "*Importen til Sammen om emissionsfrie arbejdsmaskiner er færdig.* 1 har fået en besked i Slack. 2 slår jeg op i Slack"
    )
    assert "1 række er ikke importeret; den står i rapporten." in said
    assert again == ""
    assert anne.heard_after("")[-1].startswith("Der er ikke inviteret nogen nye.")
    assert louise.stage is Stage.INVITED
    assert [one.email for one in awaited] == ["ny@frb.example", "soeren@albog.example"]
    assert awaited[1].organisation_id == aalborg
    assert len(lines) == 1


@pytest.mark.usefixtures("ready")
def test_pressed_by_two_in_the_same_moment_it_is_done_once(
    workspace: Workspace, anne: Human, karl: Human
) -> None:
    lines = "Ny Person;ny@frb.example;Frederiksberg Kommune\nEn Til;en@frb.example;Helt Ny"
    anne.commands("import")
    anne.sends(lines=lines)
    metadata = workspace.slack.store.stacks[anne.id][-1]["private_metadata"]

    workspace.at_once(
        lambda: anne.forges_form("imports.confirm", metadata),
        lambda: anne.forges_form("imports.confirm", metadata),
        lambda: karl.forges_form("imports.confirm", metadata),
    )

    with workspace.database.read() as session:
        assert len(session.exec(select(AwaitedPerson)).all()) == 2


@pytest.mark.usefixtures("ready")
def test_pasted_lines_travel_in_the_modal(workspace: Workspace, anne: Human) -> None:
    anne.commands("import")
    anne.sends(lines="Ny Person\tny@frb.example\tFrederiksberg Kommune")

    told = anne.sends()

    with workspace.database.read() as session:
        [awaited] = session.exec(select(AwaitedPerson)).all()
    assert told.said[0].startswith(
        "*Importen til Sammen om emissionsfrie arbejdsmaskiner er færdig.* 1 slår jeg op i Slack"
    )
    assert (awaited.name, awaited.email) == ("Ny Person", "ny@frb.example")


@pytest.mark.usefixtures("ready")
def test_a_spreadsheet_with_formulas_is_read_and_reported_as_text(
    workspace: Workspace, anne: Human
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Navn", "E-mail", "Organisation"])
    page.append(['=HYPERLINK("http://x","Klik")', "ny@frb.example", "+Firma"])
    page.append(["Mette", "=1+1", "@Firma"])
    out = io.BytesIO()
    book.save(out)

    anne.commands("import")
    anne.sends(list=out.getvalue())

    [_, first, second] = report(workspace)
    assert first[1] == '\'=HYPERLINK("http://x","Klik")'
    assert second[2] == "'=1+1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in [*first, *second])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\0\0", "Jeg kan ikke læse filen som CSV eller XLSX."),
        (b"Navn;Organisation\nMette;Aalborg Kommune\n", "Jeg kan ikke finde en kolonne"),
        (b"Mail\n" + b"m@a.example\n" * 5001, "Der er mere end 5.000 rækker."),
        (b"\n\n", "Listen er tom."),
    ],
)
@pytest.mark.usefixtures("ready")
def test_what_is_no_list_is_said_to_be_none(
    workspace: Workspace, anne: Human, content: bytes, said: str
) -> None:
    anne.commands("import")
    anne.sends(list=content)

    assert said in anne.reads_form()
    assert "Ingen er inviteret." in anne.reads_form()
    with workspace.database.read() as session:
        assert session.exec(select(AwaitedPerson)).all() == []


@pytest.mark.usefixtures("ready")
def test_a_form_with_nothing_in_it_says_what_is_missing(anne: Human) -> None:
    anne.commands("import")

    assert anne.sends().faults == {"lines": "Vælg en fil, eller indsæt nogle linjer."}


@pytest.mark.usefixtures("ready")
def test_five_thousand_rows_are_taken_in(workspace: Workspace, anne: Human) -> None:
    rows = "".join(f"Person {n};p{n}@by{n % 9}.example;Aalborg Kommune\n" for n in range(5000))
    anne.commands("import")
    anne.sends(list=f"Navn;Mail;Organisation\n{rows}".encode())
    shown = anne.reads_form()

    told = anne.sends()

    assert "*5000 rækker er læst*" in shown
    assert "5000 slår jeg op i Slack" in told.said[0]
    with workspace.database.read() as session:
        assert len(session.exec(select(AwaitedPerson)).all()) == 5000


def test_who_is_no_facilitator_any_more_when_they_press_is_refused(
    workspace: Workspace, ready: Process, anne: Human
) -> None:
    anne.commands("import")
    anne.sends(lines="Ny Person;ny@frb.example;Frederiksberg Kommune")
    with workspace.database.write() as session:
        membership_of(session, ready, ANNE).role = Role.ADVISER

    told = anne.sends()

    assert told.said == (ONLY_THEY,)
    with workspace.database.read() as session:
        assert session.exec(select(AwaitedPerson)).all() == []


@pytest.mark.usefixtures("ready")
def test_nobody_else_gets_the_form_or_sends_it(workspace: Workspace, mette: Human) -> None:
    commanded = mette.commands("import")
    mette.forges_form("imports.give", "1", lines={"value": "Ny;ny@frb.example;Aalborg Kommune"})
    mette.forges_form("imports.confirm", "1\nx\n\nNy;ny@frb.example;Aalborg Kommune")

    assert commanded.said == (ONLY_THEY,)
    assert set(mette.heard_after("")) == {ONLY_THEY}
    with workspace.database.read() as session:
        assert session.exec(select(AwaitedPerson)).all() == []


@pytest.mark.usefixtures("ready")
def test_a_list_that_is_not_the_one_looked_through_is_not_imported(
    workspace: Workspace, anne: Human
) -> None:
    anne.commands("import")
    anne.sends(list=LIST)
    metadata = workspace.slack.store.stacks[anne.id][-1]["private_metadata"]
    file_id = metadata.split("\n")[2]
    workspace.slack.store.contents[file_id] = b"Mail\nandre@x.example\n"

    anne.forges_form("imports.confirm", metadata)

    assert anne.heard_after("")[-1].startswith("Listen er ikke den samme")


@pytest.mark.usefixtures("ready")
def test_somebody_else_s_file_is_not_fetched(
    workspace: Workspace, anne: Human, mette: Human
) -> None:
    mette.writes("her", files=("hemmelig.csv",))
    [file_id] = [one.id for one in workspace.slack.store.files.values() if one.user == mette.id]

    anne.forges_form("imports.confirm", f"1\nx\n{file_id}\n")

    assert anne.heard_after("")[-1].startswith("Jeg kan ikke hente filen fra Slack.")


@pytest.mark.parametrize("error", ["file_not_found", "500"])
@pytest.mark.usefixtures("ready")
def test_a_file_that_cannot_be_fetched_is_said_to_be_out_of_reach(
    workspace: Workspace, anne: Human, error: str
) -> None:
    anne.commands("import")
    workspace.slack.pressure.order({"method": "files.info", "error": error, "times": 5})
    anne.sends(list=LIST)

    assert "Jeg kan ikke hente filen fra Slack." in anne.reads_form()
