"""A facilitator says what came of a meeting, sees both messages, and sends them once."""

import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.attendance import tick_off
from models import Meeting, Post, Process
from models.documents import documents_of
from models.enums import Impression, Role
from schedules.ask_about_held_meetings import ask_about_held_meetings
from tests.builders import ANNE, LEADERS, METTE, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human
from tests.meetings import ENDS, invitation_of, open_workshop, person_of, send_all

ONLY_THEY = "Det kan kun proceslederne. Der er ikke ændret noget."
NOT_SENT = "Det er allerede sendt, eller mødet er ikke holdt. Der er ikke sendt noget nu."


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop ended half an hour ago; Mette and Sara of the four invited came."""
    assert members.id
    with workspace.database.write() as session:
        meeting_id = open_workshop(session, now=now).id
        send_all(session, now=now)
    workspace.sends_posts()
    workspace.clock.at = ENDS + timedelta(minutes=30)
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting_id)
        present = [person_of(session, one).id for one in (METTE, SARA)]
        tick_off(
            session,
            meeting=row,
            present=present,
            by=person_of(session, ANNE),
            now=workspace.clock(),
        )
        return row


def opens(human: Human) -> None:
    human.opens_home()
    human.presses("Møder")
    human.presses("Efter mødet")


def wrapped(workspace: Workspace) -> list[str]:
    """The keys of what was sent."""
    with workspace.database.read() as session:
        return [one.key for one in session.exec(select(Post)) if ":wrap_up:" in one.key]


def test_both_wordings_are_shown_with_their_numbers_and_sent(
    workspace: Workspace, meeting: Meeting, anne: Human, mette: Human, jonas: Human
) -> None:
    opens(anne)
    shown = anne.sends(
        after_decisions="Vi køber sammen ind <!channel>",
        after_links="Referat https://x.dk/r",
    )
    preview = anne.reads_form()
    told = anne.sends()
    workspace.sends_posts()

    assert shown.opened == ("Er det rigtigt?",)
    assert "*2 personer får en tak, og 2 personer får opfølgningen.*" in preview
    assert "Vi køber sammen ind &lt;!channel&gt;" in preview
    assert told.said == ("Sendt: 2 personer får en tak, og 2 får opfølgningen.",)
    assert len(wrapped(workspace)) == 4
    assert "Hvordan var det?" in mette.reads()
    assert "Hvordan var det?" not in jonas.reads()
    assert "<https://x.dk/r|Referat>" in jonas.reads()
    assert meeting.id


def test_who_came_says_how_it_was_with_one_press(
    workspace: Workspace, meeting: Meeting, anne: Human, mette: Human
) -> None:
    opens(anne)
    anne.sends(after_decisions="Vi køber sammen ind")
    anne.sends()
    workspace.sends_posts()

    told = mette.presses("Godt")

    assert told.said == ("Tak. Dit svar er gemt: Godt.",)
    with workspace.database.read() as session:
        assert invitation_of(session, meeting, METTE).impression is Impression.GOOD


def test_two_presses_send_it_once(
    workspace: Workspace, meeting: Meeting, anne: Human, karl: Human
) -> None:
    opens(anne)
    anne.sends(after_decisions="Vi køber sammen ind")
    metadata = workspace.slack.store.stacks[ANNE][-1]["private_metadata"]

    workspace.at_once(
        lambda: anne.forges_form("meeting_after.send", metadata),
        lambda: karl.forges_form("meeting_after.send", metadata),
    )

    assert len(wrapped(workspace)) == 4
    assert sorted([anne.heard_after("")[-1], karl.heard_after("")[-1]]) == [
        NOT_SENT,
        "Sendt: 2 personer får en tak, og 2 får opfølgningen.",
    ]
    assert meeting.id


def test_what_was_sent_is_shown_afterwards(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    opens(anne)
    anne.sends(after_decisions="Vi køber sammen ind", after_links="Referat https://x.dk/r")
    anne.sends()
    opens(anne)

    read = anne.reads_form()
    assert "Det er sendt onsdag 8. juni 2022 kl. 16.30:" in read
    assert "Vi køber sammen ind" in read
    assert "<https://x.dk/r|Referat>" in read
    assert meeting.id
    assert workspace


def test_a_document_that_some_may_not_have_is_named_in_the_preview(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        [document, *_] = documents_of(session, process_id=members.id)
        document.audience = ["need_owner"]
        document.available_from = None
        title = document.title["da"]
        membership_of(session, members, SARA).role = Role.ADVISER
    opens(anne)
    anne.sends(after_documents=[title])

    assert f"1 af dem får ikke »{title}«, fordi det ikke er for deres rolle." in (anne.reads_form())
    assert meeting.id


@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        (
            {},
            {"after_decisions": "Skriv, hvad der blev besluttet, eller vælg noget at læse."},
        ),
        (
            {"after_links": "Referat javascript://x.dk/%0aalert(1)"},
            {
                "after_links": "Det er ikke en webadresse, jeg kan bruge. "
                "Skriv titlen og så hele adressen; den begynder med https://."
            },
        ),
        (
            {"after_links": "https://x.dk/\n" * 4},
            {"after_links": "Højst 3 links. Saml resten i et dokument."},
        ),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(
    meeting: Meeting, anne: Human, filled: dict[str, str], faults: dict[str, str]
) -> None:
    assert meeting.id
    opens(anne)

    assert anne.sends(**filled).faults == faults


def test_the_longest_words_fit_or_are_refused_beside_the_field(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    opens(anne)
    long_links = "\n".join(f"{'ø' * 100} https://x.dk/{'a' * 150}{n}" for n in range(3))
    fits = anne.sends(after_decisions="å\n" * 200 + "æ" * 1100, after_links=long_links)
    opens(anne)
    longer = "\n".join(f"https://x.dk/{'a' * 900}{n}" for n in range(3))
    refused = anne.sends(after_decisions="å" * 1500, after_links=longer)

    assert fits.opened == ("Er det rigtigt?",)
    [(field, words)] = refused.faults.items()
    assert field == "after_decisions"
    assert words.startswith("Felterne fylder for meget tilsammen.")
    assert meeting.id
    assert workspace


@pytest.mark.parametrize("metadata", ["", "[]", "x", '["1"]', '["1",1,2,3]', '["1","",[],[[1]]]'])
def test_a_preview_of_the_tests_own_making_sends_nothing(
    workspace: Workspace, meeting: Meeting, anne: Human, metadata: str
) -> None:
    anne.forges_form("meeting_after.send", metadata)

    assert wrapped(workspace) == []
    assert meeting.id


def test_a_forged_link_is_checked_again(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    metadata = json.dumps([str(meeting.id), "Alt", [], [["a", "javascript:alert(1)"]]])
    anne.forges_form("meeting_after.send", metadata)

    assert wrapped(workspace) == []
    assert anne.heard_after("")[-1] == NOT_SENT


def test_members_who_lead_nothing_see_and_send_nothing(
    workspace: Workspace, meeting: Meeting, mette: Human
) -> None:
    before = len(mette.heard_after(""))
    mette.forges("meeting_after.open", str(meeting.id))
    mette.forges_form("meeting_after.form", str(meeting.id), after_decisions={"value": "Alt"})
    mette.forges_form("meeting_after.send", json.dumps([str(meeting.id), "Alt", [], []]))

    assert mette.heard_after("")[before:] == [ONLY_THEY] * 3
    assert wrapped(workspace) == []


def test_the_facilitators_channel_is_told_when_it_is_over_and_its_buttons_work(
    workspace: Workspace, meeting: Meeting, anne: Human
) -> None:
    workspace.clock.at = ENDS + timedelta(minutes=30)
    ask_about_held_meetings(workspace.database, workspace.clock())
    ask_about_held_meetings(workspace.database, workspace.clock() + timedelta(minutes=1))
    workspace.sends_posts()
    told = anne.reads(channel=LEADERS)
    tick = anne.presses("Kryds af, hvem der kom")
    anne.page.do("close", view_id=workspace.slack.store.stacks[ANNE][-1]["id"])
    after = anne.presses("Efter mødet")

    assert told.startswith("(Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner er slut.)")
    assert tick.opened == ("Hvem kom?",)
    assert after.opened == ("Efter mødet",)
    assert meeting.id
