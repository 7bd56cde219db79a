"""*Bed om adgang*: from the refusal to the card, the decision, and what the asker gets."""

import pytest
from sqlmodel import col, select

from models import AccessRequest, AuditLine, Document, Handout, Post, Process
from models.enums import MeetingForm, Role, Stage
from tests.builders import JONAS, LOUISE, METTE, SARA, add_member, membership_of
from tests.documents import add_document
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told
from tests.meetings import workshop
from tests.uploads import given_files, upload_by

CARD = "Mette Friis beder om adgang til »Notat secret«"
ASKED = "Jeg har spurgt proceslederne"
SETTLED = "Anne Holm har givet Mette Friis adgang til »Notat secret«."


@pytest.fixture
def secret(workspace: Workspace, members: Process) -> Document:
    """For advisers; Mette is none."""
    with workspace.database.write() as session:
        return add_document(session, members, "secret", audience=["adviser"])


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        query = select(AuditLine.act).where(col(AuditLine.act).like("access.%"))
        return list(session.exec(query.order_by(col(AuditLine.id))))


def asks(workspace: Workspace, human: Human, document: Document) -> Told:
    human.forges("documents.get", str(document.id))
    told = human.presses("Bed om adgang")
    workspace.sends_posts()
    return told


def test_granted_it_is_handed_over_at_once_and_again_by_its_button(
    workspace: Workspace, secret: Document, mette: Human, anne: Human
) -> None:
    asked = asks(workspace, mette, secret)
    card = anne.reads(channel="G0LEDERE")
    told = anne.presses("Giv adgang")
    workspace.sends_posts()
    said = mette.heard_after(ASKED)

    again = mette.presses("Hent")

    assert asked == Told(said=(ASKED,))
    assert card.startswith(f"({CARD})")
    assert "*Mette Friis* fra Aalborg Kommune (Offentlig bygherre (behovsejer))" in card
    assert told.edited == (SETTLED,)
    assert said == [
        "Her er »Notat secret«",
        "Anne Holm har givet dig adgang til »Notat secret«. Tryk på *Hent*, når du skal bruge det igen.",
    ]
    assert again.said == ("Her er »Notat secret«",)
    assert acts(workspace) == ["access.ask", "access.grant"]


def test_granted_a_file_is_brought(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    file_id = upload_by(workspace, "U0ANNE", name="krav.pdf", content=b"%PDF")
    with workspace.database.write() as session:
        document = add_document(
            session,
            members,
            "file",
            audience=["adviser"],
            url=None,
            slack_file_id=file_id,
            file_name="krav.pdf",
        )
    asks(workspace, mette, document)

    anne.presses("Giv adgang")

    assert given_files(workspace, mette) == [("krav.pdf", b"%PDF", "Her er *Notat file*.")]
    assert given_files(workspace, anne) == []


def test_asked_again_there_is_no_second_card(
    workspace: Workspace, secret: Document, mette: Human, anne: Human
) -> None:
    asks(workspace, mette, secret)
    again = asks(workspace, mette, secret)
    anne.presses("Afvis")
    workspace.sends_posts()
    refused = mette.reads()
    after = asks(workspace, mette, secret)

    with workspace.database.read() as session:
        cards = session.exec(select(Post).where(col(Post.key).like("access:%:card"))).all()
    assert again.said == ("Proceslederne har din forespørgsel",)
    assert "Anne Holm har set din forespørgsel om »Notat secret« og sagt nej." in refused
    assert after.said == ("Proceslederne har sagt nej",)
    assert len(cards) == 1
    assert acts(workspace) == ["access.ask", "access.refuse"]


def test_to_the_market_a_no_names_nothing(
    workspace: Workspace, members: Process, secret: Document, anne: Human
) -> None:
    with workspace.database.write() as session:
        now = workspace.clock()
        add_member(session, members, LOUISE, now=now, organisation=None, role=Role.MARKET_ACTOR)
    louise = Human(workspace, LOUISE)
    asks(workspace, louise, secret)

    anne.presses("Afvis")
    workspace.sends_posts()

    assert "secret" not in louise.reads(4)
    assert "Anne Holm har set din forespørgsel om adgang og sagt nej." in louise.reads()


def test_decided_by_two_it_is_decided_once(
    workspace: Workspace, secret: Document, mette: Human, anne: Human, karl: Human
) -> None:
    asks(workspace, mette, secret)
    with workspace.database.read() as session:
        number = str(session.exec(select(AccessRequest.id)).one())
    anne.presses("Giv adgang")

    told = karl.forges("access.refuse", number)

    assert told.said == ("Det er afgjort",)
    with workspace.database.read() as session:
        assert session.exec(select(AccessRequest)).one().is_granted


def test_only_facilitators_decide(
    workspace: Workspace, secret: Document, mette: Human, sara: Human
) -> None:
    asks(workspace, mette, secret)
    with workspace.database.read() as session:
        number = str(session.exec(select(AccessRequest.id)).one())

    for human in (mette, sara):
        told = human.forges("access.grant", number)

        assert told.said == ("Det er proceslederne, der giver adgang",)
    with workspace.database.read() as session:
        assert session.exec(select(AccessRequest)).one().decided_at is None


def test_without_a_channel_each_facilitator_gets_the_card(
    workspace: Workspace, members: Process, secret: Document, mette: Human, anne: Human, karl: Human
) -> None:
    with workspace.database.write() as session:
        process = session.get_one(Process, members.id)
        process.facilitators_channel = None
        session.add(process)

    asks(workspace, mette, secret)

    assert anne.reads().startswith(f"({CARD})")
    assert karl.reads().startswith(f"({CARD})")


def test_what_was_withdrawn_meanwhile_is_given_to_nobody(
    workspace: Workspace, secret: Document, mette: Human, anne: Human
) -> None:
    asks(workspace, mette, secret)
    with workspace.database.write() as session:
        row = session.get_one(Document, secret.id)
        row.retired_at = workspace.clock()
        session.add(row)

    told = anne.presses("Giv adgang")

    assert told.said == ("Det er her ikke mere",)
    with workspace.database.read() as session:
        assert session.exec(select(Handout)).all() == []


def test_who_left_meanwhile_is_let_into_nothing(
    workspace: Workspace, members: Process, secret: Document, mette: Human, anne: Human
) -> None:
    asks(workspace, mette, secret)
    with workspace.database.write() as session:
        membership_of(session, members, METTE).stage = Stage.LEFT

    told = anne.presses("Giv adgang")
    workspace.sends_posts()

    assert told.said == ("Den, der spurgte, er ikke med mere",)
    assert "givet dig adgang" not in mette.reads()
    with workspace.database.read() as session:
        assert session.exec(select(Handout)).all() == []
        assert session.exec(select(AccessRequest)).one().decided_at is None


def test_of_who_is_deleted_there_is_nothing_to_decide(
    workspace: Workspace, secret: Document, mette: Human, anne: Human
) -> None:
    asks(workspace, mette, secret)
    with workspace.database.write() as session:
        session.delete(session.exec(select(AccessRequest)).one())

    told = anne.presses("Giv adgang")

    assert told.said == ("Den, der spurgte, er ikke med mere",)


def test_a_link_is_granted_with_the_answer(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        meeting = workshop(session)
        meeting.audience, meeting.form = ["need_owner"], MeetingForm.DIGITAL
        meeting.link = "https://meet.example/one"
        meeting.starts_at, meeting.ends_at = workspace.clock(), meeting.ends_at
        session.add(meeting)
        membership_of(session, members, SARA).role = Role.ADVISER
        number = meeting.id
    sara = Human(workspace, SARA)
    asked = sara.forges("access.ask", f"meeting_link:{number}")
    workspace.sends_posts()

    anne.presses("Giv adgang")
    workspace.sends_posts()

    assert asked.said == (ASKED,)
    assert "https://meet.example/one" in sara.reads()


@pytest.mark.parametrize("value", ["", "document", "document:", "document:99999", "person:1", "x"])
def test_a_button_that_is_none_of_sammen_s_asks_for_nothing(
    workspace: Workspace, members: Process, mette: Human, value: str
) -> None:
    assert members.id
    told = mette.forges("access.ask", value)

    assert told.said == ("Det er her ikke mere",)
    assert acts(workspace) == []


def test_what_is_theirs_already_needs_no_asking(
    workspace: Workspace, members: Process, secret: Document, jonas: Human
) -> None:
    with workspace.database.write() as session:
        membership_of(session, members, JONAS).role = Role.ADVISER

    told = jonas.forges("access.ask", f"document:{secret.id}")

    assert told.said == ("Du har allerede adgang",)
    assert jonas.forges("access.refuse", "1") != NOTHING
