"""Documents in Slack when two work at once, when a role is lost meanwhile, and for all others."""

import json

import pytest

from models import Document, Process
from models.documents import documents_of
from models.enums import Role
from tests.builders import ANNE, membership_of
from tests.document_desk import (
    FILLED,
    REFUSED,
    acts,
    message_with,
    opens_new,
    shortcut,
    versions,
)
from tests.documents import add_document, document_now
from tests.fakes import Workspace
from tests.humans import Human
from tests.uploads import upload_by


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


def test_two_who_replace_at_once_make_two_versions_and_none_is_lost(
    workspace: Workspace, members: Process, note: Document, anne: Human, karl: Human
) -> None:
    for human in (anne, karl):
        human.forges("document_desk.open", str(members.id))
        human.presses("Ret")
        human.presses("Ny version")
    karl.sends(document_url="https://example.org/karl", changed_da="Karls")

    told = anne.sends(document_url="https://example.org/anne", changed_da="Annes")

    assert told.said == ("Version 3 af »Notat note« er lagt op",)
    assert "Karl Toft lagde en version op, mens du skrev. Begge er gemt" in anne.reads()
    assert versions(workspace, note) == [
        (2, "https://example.org/karl"),
        (3, "https://example.org/anne"),
    ]
    assert document_now(workspace.database, "note").url == "https://example.org/anne"


def test_withdrawn_while_the_form_for_a_new_version_is_open(
    workspace: Workspace, members: Process, note: Document, anne: Human, karl: Human
) -> None:
    anne.forges("document_desk.open", str(members.id))
    anne.presses("Ret")
    anne.presses("Ny version")
    karl.forges("document_desk.withdraw", str(note.id))

    told = anne.sends(document_url="https://example.org/ny", changed_da="Ny pris")

    assert told.faults["changed_da"].startswith("Dokumentet er trukket tilbage imens.")
    assert versions(workspace, note) == []


def test_a_role_removed_while_the_form_is_open_saves_nothing(
    workspace: Workspace, members: Process, note: Document, anne: Human
) -> None:
    opens_new(anne, members)
    with workspace.database.write() as session:
        membership_of(session, members, ANNE).role = Role.ADVISER

    told = anne.sends(document_url="https://example.org/ny", **FILLED)

    assert told.said == (REFUSED,)
    assert workspace.slack.store.stacks[ANNE] == []
    with workspace.database.read() as session:
        left = documents_of(session, process_id=members.id)
    assert [one.key for one in left] == [note.key]


def test_nobody_but_facilitators_gets_anywhere(
    workspace: Workspace, members: Process, note: Document, mette: Human
) -> None:
    ts = message_with(workspace, mette, "a.pdf")
    shortcut(workspace, mette, ts)
    shortcuts = workspace.slack.store.stacks[mette.id]
    acts_of = {
        "open": str(members.id),
        "more": f"{members.id}:30",
        "new": str(members.id),
        "target": str(note.id),
        "edit": str(note.id),
        "replace": str(note.id),
        "withdraw": str(note.id),
        "tell": f"{note.id}:1",
    }

    told = {act: mette.forges(f"document_desk.{act}", value) for act, value in acts_of.items()}
    forms = ("put", f"{members.id}||"), ("version", f"{note.id}|1|"), ("save", f"{note.id}|x|")
    for form, metadata in forms:
        mette.forges_form(f"document_desk.{form}", metadata, document_url={"value": "https://x.dk"})

    assert shortcuts == []
    assert {act: one.said for act, one in told.items()} == dict.fromkeys(acts_of, (REFUSED,))
    assert document_now(workspace.database, "note").model_dump() == note.model_dump()
    assert acts(workspace) == []


def test_a_link_sent_twice_is_one_version(
    workspace: Workspace, members: Process, note: Document, anne: Human
) -> None:
    anne.forges("document_desk.replace", str(note.id))
    metadata = f"{note.id}|1|"
    given = {
        "document_url": {"value": "https://example.org/ny"},
        "changed_da": {"value": "Ny pris"},
        "changed_en": {"value": ""},
    }

    first = anne.forges_form("document_desk.version", metadata, **given)
    second = anne.forges_form("document_desk.version", metadata, **given)

    assert "errors" not in first
    assert "document_file" in json.loads(second)["errors"]
    assert versions(workspace, note) == [(2, "https://example.org/ny")]
    assert members.id == note.process_id


def test_the_same_file_is_put_up_once(workspace: Workspace, members: Process, anne: Human) -> None:
    file_id = upload_by(workspace, ANNE, name="a.pdf", content=b"%PDF")
    with workspace.database.write() as session:
        add_document(session, members, "first", url=None, slack_file_id=file_id)
    metadata = f"{members.id}||{file_id}"
    option = {"selected_option": {"value": "report"}}
    roles = {"selected_options": [{"value": "adviser"}]}

    answer = anne.forges_form(
        "document_desk.put",
        metadata,
        document_title_da={"value": "Igen"},
        document_title_en={"value": "Again"},
        document_kind=option,
        document_roles=roles,
    )

    errors = json.loads(answer)["errors"]
    assert errors["document_file"].startswith("Det er lagt op i forvejen som »Notat first«.")
