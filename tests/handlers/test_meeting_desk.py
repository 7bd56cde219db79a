"""Facilitators make meetings, change them and call them off: what each is shown before it is sent."""

import json
from datetime import datetime

import pytest

from models import Meeting, Process
from models.enums import MeetingForm, Role
from tests.builders import ANNE, METTE, membership_of
from tests.fakes import Workspace
from tests.humans import Human
from tests.meeting_desk import FILLED, ONLY_THEY, acts, listed, meetings, previewed
from tests.meetings import open_workshop, send_all


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop, to which the four members have been invited."""
    assert members.id
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        session.refresh(meeting)
        return meeting


def test_a_new_meeting_is_shown_with_who_gets_it_and_then_sent(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    opened = listed(anne, members)
    form = anne.presses("Nyt møde")
    shown = anne.sends(**FILLED)
    preview = anne.reads_form()
    sent = anne.sends()

    assert (opened.opened, form.opened, shown.opened) == (
        ("Møder",),
        ("Nyt møde",),
        ("Er det rigtigt?",),
    )
    assert "4 personer får en invitation i Slack." in preview
    assert "Mette Friis, Jonas Krogh, Sara Lind, Peter Dam" in preview
    assert "*Møde om udbudskrav*" in preview
    assert "onsdag 1. juni 2022 kl. 9.30–11.00" in preview
    assert sent.said == ("»Møde om udbudskrav« er gemt. 4 personer får en invitation.",)
    assert workspace.slack.store.stacks[ANNE] == []
    [made] = meetings(workspace)
    assert made.title == {"da": "Møde om udbudskrav", "en": "Meeting on tender requirements"}
    assert (made.form, made.capacity, made.asks_needs) == (MeetingForm.BOTH, 20, True)
    assert (made.audience, made.reminder_minutes) == (["need_owner"], [20160, 60])
    with workspace.database.write() as session:
        assert send_all(session, now=workspace.clock()) == 4


def test_nobody_is_told_before_the_preview_is_confirmed(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    listed(anne, members)
    anne.presses("Nyt møde")
    anne.sends(**FILLED)

    assert meetings(workspace) == []
    assert acts(workspace) == []


def test_the_same_preview_sent_twice_makes_one_meeting(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    metadata = previewed(anne, members)

    workspace.at_once(
        lambda: anne.forges_form("meeting_desk.send", metadata),
        lambda: anne.forges_form("meeting_desk.send", metadata),
    )

    assert len(meetings(workspace)) == 1
    assert acts(workspace) == ["meetings.make"]
    assert sorted(anne.heard_after("")[-2:]) == [
        "»Møde om udbudskrav« er allerede gemt.",
        "»Møde om udbudskrav« er gemt. 4 personer får en invitation.",
    ]


@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        (
            {"meeting_end": "09:30"},
            {"meeting_end": "Mødet kan ikke slutte, før det begynder. Vælg et senere klokkeslæt."},
        ),
        (
            {"meeting_day": "2022-05-09"},
            {
                "meeting_day": "Det tidspunkt er passeret. "
                "Vælg en dag og et klokkeslæt længere fremme."
            },
        ),
        (
            {"meeting_link": "javascript:alert(1)"},
            {
                "meeting_link": "Det er ikke en webadresse, jeg kan bruge. "
                "Kopiér hele adressen; den begynder med https://."
            },
        ),
        (
            {"meeting_link": "http://teams.example/abc"},
            {
                "meeting_link": "Det er ikke en webadresse, jeg kan bruge. "
                "Kopiér hele adressen; den begynder med https://."
            },
        ),
        (
            {"meeting_title": "\u2028 \u0000"},
            {"meeting_title": "Skriv en titel, som deltagerne kan kende mødet på."},
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    workspace: Workspace,
    members: Process,
    anne: Human,
    filled: dict[str, str],
    faults: dict[str, str],
) -> None:
    listed(anne, members)
    anne.presses("Nyt møde")

    assert anne.sends(**(FILLED | filled)).faults == faults
    assert meetings(workspace) == []


def test_what_slacks_own_form_would_never_let_through_is_refused_all_the_same(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    aim = f"{members.id}::{'a' * 8}-0000-4000-8000-{'b' * 12}"
    text = {"value": "x" * 10_000}

    answer = anne.forges_form(
        "meeting_desk.new",
        aim,
        meeting_title={"value": 'Møde\r\nX-EVIL: 1\u2028"<!channel>'},
        meeting_agenda=text,
        meeting_day={"selected_date": "i morgen"},
        meeting_start={"selected_time": "25:00"},
        meeting_end={"selected_time": None},
        meeting_form={"selected_option": {"value": "on the moon"}},
        meeting_seats={"value": "-3"},
        meeting_audience={"selected_options": [{"value": "king"}]},
        meeting_reminders={"selected_options": [{"value": "-1"}, {"value": "9" * 40}]},
    )

    faults = json.loads(answer)
    assert faults["response_action"] == "errors"
    assert sorted(faults["errors"]) == [
        "meeting_agenda",
        "meeting_audience",
        "meeting_end",
        "meeting_seats",
        "meeting_start",
    ]
    assert meetings(workspace) == []


def test_a_title_full_of_tricks_becomes_plain_words(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    metadata = previewed(
        anne, members, meeting_title='Møde\r\n"X-EVIL: 1"\u2028<!channel> \x00*fed*'
    )
    anne.forges_form("meeting_desk.send", metadata)

    [made] = meetings(workspace)
    assert made.title["da"] == 'Møde "X-EVIL: 1" <!channel> *fed*'


def test_the_longest_danish_words_fit_into_what_the_preview_carries(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    metadata = previewed(
        anne,
        members,
        meeting_title="æ" * 150,
        meeting_english="ø" * 150,
        meeting_agenda="å\n" * 250 + "å" * 1000,
        meeting_place="Ø" * 200,
        meeting_link="https://teams.example/" + "a" * 500,
    )
    assert len(metadata) <= 3000
    anne.sends()

    [made] = meetings(workspace)
    assert made.agenda is not None
    assert made.agenda["da"] == "å\n" * 250 + "å" * 1000


def test_more_than_the_preview_carries_is_said_beside_the_agenda(
    members: Process, anne: Human
) -> None:
    listed(anne, members)
    anne.presses("Nyt møde")

    told = anne.sends(
        **FILLED
        | {
            "meeting_title": "æ" * 150,
            "meeting_english": "ø" * 150,
            "meeting_agenda": "å" * 1500,
            "meeting_place": "Ø" * 200,
            "meeting_link": "https://teams.example/" + "a" * 950,
        }
    )

    [(field, words)] = told.faults.items()
    assert field == "meeting_agenda"
    assert words.startswith("Felterne fylder for meget tilsammen. Gør dagsordenen mindst ")


@pytest.mark.parametrize("metadata", ["", "[]", "{}", "[1]", '["1::x"]', "x" * 3000, '["9:9:9"]'])
def test_a_preview_of_the_tests_own_making_changes_nothing(
    workspace: Workspace, members: Process, anne: Human, metadata: str
) -> None:
    assert members.id
    anne.forges_form("meeting_desk.save", metadata)
    anne.forges_form("meeting_desk.new", metadata)

    assert meetings(workspace) == []
    assert acts(workspace) == []


def test_a_meeting_of_another_process_cannot_be_reached(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    metadata = previewed(anne, members)
    head, *rest = json.loads(metadata)
    with workspace.database.write() as session:
        other = Process(**members.model_dump(exclude={"id", "key"}), key="another")
        session.add(other)
        session.flush()
        session.get_one(Meeting, meeting.id).process_id = other.id

    anne.forges_form(
        "meeting_desk.save", json.dumps([f"{members.id}:{meeting.id}:{'0' * 16}", *rest])
    )
    anne.forges("meeting_desk.change", str(meeting.id))

    assert head
    assert acts(workspace) == []
    assert anne.heard_after("")[-2:] == [ONLY_THEY, ONLY_THEY]


def test_members_who_lead_nothing_get_no_further(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, mette: Human
) -> None:
    metadata = previewed(anne, members)
    for act, value in (
        ("meeting_desk.list", members.id),
        ("meeting_desk.new", members.id),
        ("meeting_desk.change", meeting.id),
        ("meeting_desk.call_off", meeting.id),
    ):
        mette.forges(act, str(value))
    mette.forges_form("meeting_desk.send", metadata)
    mette.forges_form("meeting_desk.call_off", str(meeting.id))

    assert mette.heard_after("") == [ONLY_THEY] * 6
    assert workspace.slack.store.stacks[METTE] == []
    assert acts(workspace) == []


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 40, "-1"])
def test_made_up_meetings_are_refused(members: Process, anne: Human, value: str) -> None:
    assert members.id
    for act in ("meeting_desk.change", "meeting_desk.call_off", "meeting_desk.new"):
        anne.forges(act, value)

    assert anne.heard_after("") == [ONLY_THEY] * 3


def test_a_role_taken_away_while_the_form_is_open_counts(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    metadata = previewed(anne, members)
    with workspace.database.write() as session:
        membership_of(session, members, ANNE).role = Role.ADVISER

    anne.sends()
    anne.forges_form("meeting_desk.save", metadata)

    assert anne.heard_after("") == [ONLY_THEY, ONLY_THEY]
    assert workspace.slack.store.stacks[ANNE] == []
    assert acts(workspace) == []


@pytest.mark.parametrize("word", ["møder", "MEETINGS"])
def test_the_command_opens_the_list_for_those_who_lead_and_for_nobody_else(
    members: Process, anne: Human, mette: Human, word: str
) -> None:
    assert members.id

    assert anne.commands(word).opened == ("Møder",)
    assert mette.commands(word).opened == ()
