"""Facilitators put documents up, replace and withdraw them, in Slack."""

import pytest

from models import Document, Process
from models.documents import documents_of
from tests.builders import ANNE
from tests.document_desk import FILLED, acts, message_with, opens_new, shortcut, versions
from tests.documents import add_document, document_now
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.uploads import given_files


@pytest.fixture(autouse=True)
def none_from_the_file(workspace: Workspace, members: Process) -> None:
    with workspace.database.write() as session:
        for one in documents_of(session, process_id=members.id):
            one.retired_at = workspace.clock()
            session.add(one)


@pytest.fixture
def note(workspace: Workspace, members: Process) -> Document:
    with workspace.database.write() as session:
        return add_document(session, members, "note", version=1)


def test_a_file_is_put_up_in_a_form_and_reaches_its_readers(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    opened = opens_new(anne, members)
    told = anne.sends(
        document_file=b"%PDF krav", document_keywords="krav, kravspec;  tillæg ", **FILLED
    )
    listed = anne.reads_form()
    mette.forges("documents.show", str(members.id))
    mette.presses("Hent")

    document = document_now(workspace.database, "kravspecifikation")
    assert opened == Told(opened=("Læg et dokument op",))
    assert told.said == ("»Kravspecifikation« er lagt op",)
    assert "Til: Offentlig bygherre (behovsejer), Rådgiver. Version 1." in listed
    assert document.keywords == ["krav", "kravspec", "tillæg"]
    assert document.audience == ["need_owner", "adviser"]
    assert (document.file_name, document.byte_count) == ("liste.csv", 9)
    assert given_files(workspace, mette)[0][:2] == ("liste.csv", b"%PDF krav")
    assert versions(workspace, document) == [(1, None)]
    assert acts(workspace) == ["documents.put"]


def test_the_shortcut_takes_the_file_of_a_message(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    ts = message_with(workspace, anne, "Tidsplan 2022.pdf")
    shortcut(workspace, anne, ts)
    form = anne.reads_form()

    told = anne.sends(**FILLED | {"document_title_da": "Tidsplan 2022"})
    mette.forges("documents.show", str(members.id))
    mette.presses("Hent")

    assert "(x) Tidsplan 2022.pdf" in form
    assert "[plain_text_input | Tidsplan 2022 | document_title_da]" in form
    assert told.said == ("»Tidsplan 2022« er lagt op",)
    assert given_files(workspace, mette)[0][:2] == ("Tidsplan 2022.pdf", b"%PDF")


def test_of_several_files_one_is_chosen(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    ts = message_with(workspace, anne, "a.pdf", "b.pdf")
    shortcut(workspace, anne, ts)

    anne.sends(document_kept="b.pdf", **FILLED)

    assert document_now(workspace.database, "kravspecifikation").file_name == "b.pdf"


def test_the_link_of_a_message_is_taken_where_there_is_no_file(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    ts = message_with(workspace, anne, text="Her: https://example.org/krav.pdf læs")
    shortcut(workspace, anne, ts)

    anne.sends(**FILLED)

    document = document_now(workspace.database, "kravspecifikation")
    assert (document.url, document.slack_file_id) == ("https://example.org/krav.pdf", None)


def test_a_message_s_file_can_be_the_next_version_of_a_document(
    workspace: Workspace, members: Process, note: Document, anne: Human
) -> None:
    assert members.id
    ts = message_with(workspace, anne, "ny.pdf")
    shortcut(workspace, anne, ts)
    anne.chooses("Notat note")
    form = anne.reads_form()

    missing = anne.sends(changed_en="New price")
    told = anne.sends(changed_da="Ny pris")

    now = document_now(workspace.database, "note")
    assert "Version 2 af *Notat note*." in form
    assert "changed_da" in missing.faults  # Slack's own
    assert told.said == ("Version 2 af »Notat note« er lagt op",)
    assert (now.version, now.changed) == (2, {"da": "Ny pris", "en": "Ny pris"})
    assert now.file_name == "ny.pdf"
    assert acts(workspace) == ["documents.version"]
    assert [number for number, _ in versions(workspace, note)] == [2]


def test_a_gigabyte_is_refused_and_the_link_takes_its_place(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    ts = message_with(workspace, anne, "film.mp4")
    for file in workspace.slack.store.files.values():
        file.size = 1_000_000_000
    shortcut(workspace, anne, ts)

    refused = anne.sends(**FILLED)
    told = anne.sends(document_url="https://example.org/film.mp4", **FILLED)

    assert refused.faults == {
        "document_file": (
            "Filen fylder 1000 MB, og jeg kan højst tage 50 MB. Læg den et sted, hvor den kan hentes, "
            "og skriv linket i feltet nedenfor. Det andet, du har skrevet, står her stadig."
        )
    }
    assert told.said == ("»Kravspecifikation« er lagt op",)
    assert (
        document_now(workspace.database, "kravspecifikation").url == "https://example.org/film.mp4"
    )


def test_a_file_that_sammen_cannot_see_is_asked_for_anew(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    ts = message_with(workspace, anne, "hemmelig.pdf")
    shortcut(workspace, anne, ts)
    for file_id, file in list(workspace.slack.store.files.items()):
        if file.name == "hemmelig.pdf":
            del workspace.slack.store.files[file_id]

    told = anne.sends(**FILLED)

    assert told.faults["document_file"].startswith("Filen kan jeg ikke få fat i")


def test_faults_stand_beside_their_fields_and_nothing_is_put_up(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    opens_new(anne, members)

    told = anne.sends(
        **FILLED | {"document_url": "ikke et link", "document_keywords": "x," * 30 + "y" * 90}
    )

    assert told.faults == {
        "document_url": "Det er ikke en webadresse. Begynd med https://",
        "document_keywords": "Skriv højst 20 ord eller korte vendinger med komma imellem.",
    }
    with workspace.database.read() as session:
        assert documents_of(session, process_id=members.id) == []


def test_a_title_with_markup_is_shown_as_it_is(members: Process, mette: Human, anne: Human) -> None:
    opens_new(anne, members)
    title = "<!channel> *fed* <https://ond.example|klik> & <@U0METTE>"

    anne.sends(document_url="https://example.org/a", **FILLED | {"document_title_da": title})
    mette.forges("documents.show", str(members.id))
    listed = mette.reads()
    mette.presses("Hent")

    for said in (listed, mette.reads(), anne.reads()):
        assert "<!channel>" not in said
        assert "<@U0METTE>" not in said
        assert "<https://ond.example" not in said
        assert "&lt;!channel&gt;" in said


def test_those_with_the_former_version_are_told_when_anne_says_so_once(
    workspace: Workspace, members: Process, note: Document, mette: Human, jonas: Human, anne: Human
) -> None:
    for human in (mette, jonas):
        human.forges("documents.get", str(note.id))
    anne.forges("document_desk.open", str(members.id))
    anne.presses("Ret")
    form = anne.reads_form()
    anne.presses("Ny version")
    anne.sends(document_url="https://example.org/ny", changed_da="Ny pris")
    asked = anne.reads()
    told = anne.presses("Fortæl dem det")
    again = anne.presses("Fortæl dem det")
    workspace.sends_posts()

    got = mette.presses("Hent")

    assert "2 har fået det: Mette Friis, Jonas Krogh." in form
    assert "2 har fået en tidligere version. Skal jeg sige det til dem?" in asked
    assert told.said == ("2 får besked om den nye version",)
    assert again.said == ("Alle har fået besked",)
    assert jonas.reads().startswith("(»Notat note« er kommet i en ny version)")
    assert "Det nye: Ny pris" in jonas.reads()
    assert got.said == ("Her er »Notat note«",)
    assert acts(workspace) == ["documents.version", "documents.tell"]


def test_what_is_said_of_it_is_changed_and_the_second_of_two_is_told(
    workspace: Workspace, members: Process, note: Document, anne: Human, karl: Human
) -> None:
    for human in (anne, karl):
        human.forges("document_desk.open", str(members.id))
        human.presses("Ret")
    saved = karl.sends(document_title_da="Karls notat", document_kinds=["Kommuner"])

    told = anne.sends(document_title_da="Annes notat")

    assert saved.said == ("»Karls notat« er rettet",)
    assert told.faults == {
        "document_title_da": (
            "Karl Toft har rettet det, mens du skrev, så dit er ikke gemt. Kopiér det, luk vinduet, "
            "og åbn det igen."
        )
    }
    now = document_now(workspace.database, "note")
    assert (now.title["da"], now.audience_kinds, now.version) == (
        "Karls notat",
        ["municipality"],
        1,
    )
    assert note.id == now.id


def test_withdrawn_it_says_who_has_it_and_nobody_gets_it_any_more(
    workspace: Workspace, members: Process, note: Document, mette: Human, anne: Human
) -> None:
    mette.forges("documents.get", str(note.id))
    anne.forges("document_desk.open", str(members.id))
    anne.presses("Ret")
    dialog = workspace.slack.store.stacks[ANNE][-1]["blocks"][1]["elements"][1]["confirm"]

    told = anne.presses("Træk tilbage")

    assert "1 har det allerede og beholder det: Mette Friis." in dialog["text"]["text"]
    assert told.said == ("»Notat note« er trukket tilbage",)
    assert "1 har det allerede: Mette Friis." in anne.reads()
    assert (
        mette.forges("documents.get", str(note.id)).said[0].startswith("»Notat note« blev trukket")
    )
    assert acts(workspace) == ["documents.withdraw"]
    again = anne.forges("document_desk.withdraw", str(note.id))
    assert again.said == ("Dokumentet er her ikke mere",)


def test_a_hundred_documents_fill_several_pages(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        for number in range(70):
            add_document(session, members, f"n{number:02}", position=100 + number)

    anne.forges("document_desk.open", str(members.id))
    first = anne.reads_form()
    anne.presses("Vis 40 mere")
    second = anne.reads_form()

    assert first.count("document_desk.edit") == second.count("document_desk.edit") == 30
    assert "Vis 10 mere" in second
