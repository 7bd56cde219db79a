"""Members get documents: as a link, as a file, or a clear word why not."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import Document, Handout, Process
from models.documents import documents_of
from models.enums import Role
from tests.builders import LOUISE, METTE, add_member, membership_of
from tests.documents import add_document, replace_with
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.uploads import given_files, upload_by

CHANGED = {"da": "Ny pris", "en": "New price"}


@pytest.fixture(autouse=True)
def none_from_the_file(workspace: Workspace, members: Process) -> None:
    """The process's own documents are withdrawn: what is there, the tests put up."""
    with workspace.database.write() as session:
        for one in documents_of(session, process_id=members.id):
            one.retired_at = workspace.clock()
            session.add(one)


@pytest.fixture
def louise(workspace: Workspace, members: Process) -> Human:
    with workspace.database.write() as session:
        add_member(
            session,
            members,
            LOUISE,
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )
    return Human(workspace, LOUISE)


def put(workspace: Workspace, process: Process, key: str, **columns: object) -> Document:
    with workspace.database.write() as session:
        return add_document(session, process, key, **columns)


def handouts(workspace: Workspace) -> list[tuple[int, int]]:
    with workspace.database.read() as session:
        return [(one.thing_id, one.version) for one in session.exec(select(Handout))]


def test_a_list_with_a_button_each_gives_the_link(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    document = put(workspace, members, "note", title={"da": "Notat", "en": "Note"})
    told = mette.forges("documents.show", str(members.id))
    listed = mette.reads()

    got = mette.presses("Hent")

    assert told.said == ("Der er 1 dokument til dig.",)
    assert "*Rapporter*" in listed
    assert got.said == ("Her er »Notat«",)
    assert "Her er *<https://example.org/note.pdf|Notat>*." in mette.reads()
    assert handouts(workspace) == [(document.id, 1)]


def test_what_is_only_named_leads_to_the_page(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    put(workspace, members, "note", url=None, source_url="https://co-pi.dk/side")
    mette.forges("documents.show", str(members.id))

    mette.presses("Hent")

    assert "Du finder dokumentet på <https://co-pi.dk/side|denne side>." in mette.reads()


def test_a_file_is_given_anew_in_the_direct_message(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    file_id = upload_by(workspace, "U0ANNE", name="kravspec.pdf", content=b"%PDF krav")
    document = put(
        workspace,
        members,
        "krav",
        title={"da": "Krav <!channel> & *mere*", "en": "Requirements"},
        url=None,
        slack_file_id=file_id,
        file_name="kravspec.pdf",
    )

    told = mette.forges("documents.get", str(document.id))

    [(name, content, comment)] = given_files(workspace, mette)
    assert (name, content) == ("kravspec.pdf", b"%PDF krav")
    assert comment == "Her er *Krav &lt;!channel&gt; &amp; *\u200bmere*\u200b*."
    assert told.said == (comment,)
    assert handouts(workspace) == [(document.id, 1)]


def test_a_file_that_was_deleted_in_slack_was_not_got(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    document = put(workspace, members, "krav", url=None, slack_file_id="F0GONE")

    told = mette.forges("documents.get", str(document.id))

    assert told.said == ("Jeg kunne ikke hente »Notat krav«",)
    assert handouts(workspace) == []
    assert given_files(workspace, mette) == []


def test_what_has_changed_since_they_got_it_is_said_and_found_as_new(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    document = put(workspace, members, "note")
    mette.forges("documents.get", str(document.id))
    with workspace.database.write() as session:
        replace_with(
            session, session.get_one(Document, document.id), changed=CHANGED, now=workspace.clock()
        )

    listed = mette.forges("documents.news", str(members.id))
    news = mette.reads()
    mette.forges("documents.get", str(document.id))
    got = mette.reads()
    mette.forges("documents.news", str(members.id))

    assert listed.said == ("Der er 1 dokument, som du ikke har i den nyeste udgave.",)
    assert "Version 2 fra 9. maj 2022, nyere end din: Ny pris" in news
    assert "Det er en nyere version end den, du fik sidst.\n• Ny pris" in got
    assert "(Version 2 fra 9. maj 2022.)" in got
    assert "*Notat note*" not in mette.reads()


def test_withdrawn_a_minute_ago_an_old_button_says_so(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    document = put(workspace, members, "note")
    mette.forges("documents.show", str(members.id))
    with workspace.database.write() as session:
        row = session.get_one(Document, document.id)
        row.retired_at = workspace.clock() - timedelta(minutes=1)
        session.add(row)

    told = mette.presses("Hent")

    [said] = told.said
    assert said.startswith("»Notat note« blev trukket tilbage mandag 9. maj 2022 kl. ")
    assert handouts(workspace) == []


def test_to_the_market_what_is_for_others_is_as_if_it_were_not_there(
    workspace: Workspace, members: Process, mette: Human, louise: Human
) -> None:
    secret = put(workspace, members, "secret", audience=["adviser"])
    nothing = louise.forges("documents.get", str(secret.id))

    known = mette.forges("documents.get", str(secret.id))
    louise.forges("documents.show", str(members.id))

    assert nothing.said == (
        "Det kan jeg ikke finde til dig. Mener du, at du skal have det, så bed proceslederne om adgang.",
    )
    assert known.said[0].startswith("»Notat secret« er for andre i processen")
    assert "secret" not in louise.reads(2)


def test_a_role_that_was_taken_counts_at_the_press(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    document = put(workspace, members, "note", audience=["need_owner"])
    mette.forges("documents.show", str(members.id))
    with workspace.database.write() as session:
        membership_of(session, members, METTE).role = Role.MARKET_ACTOR

    told = mette.presses("Hent")

    assert told.said[0].startswith("Det kan jeg ikke finde til dig.")
    assert (document.id, 1) not in handouts(workspace)


@pytest.mark.parametrize(
    "value", ["", "0", "999999999", "99999999999999", "x; DROP TABLE documents"]
)
def test_a_button_that_is_none_of_sammen_s_gives_nothing(
    workspace: Workspace, members: Process, mette: Human, value: str
) -> None:
    assert members.id

    for act in ("documents.get", "documents.show", "documents.more", "documents.news"):
        told = mette.forges(act, value)

        assert told.said == (
            "Dokumenterne er for dem, der er med i processen. Skriv *start*, hvis du vil være med.",
        )
    assert handouts(workspace) == []


def test_a_hundred_are_shown_a_page_at_a_time(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    for number in range(30):
        put(workspace, members, f"n{number:02}", position=100 + number)

    mette.forges("documents.show", str(members.id))
    first = mette.reads()
    told = mette.presses("Vis 18 mere")
    second = mette.reads()

    assert told == Told(said=("Der er 30 dokumenter til dig.",))
    assert first.count("documents.get") == second.count("documents.get") == 12
    assert "n11" in first
    assert "n12" not in first
    assert "n12" in second
