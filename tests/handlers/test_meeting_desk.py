"""Facilitators make meetings, change them and call them off: what each is shown before it is sent."""

import json
from datetime import datetime

import pytest
from sqlmodel import select

from models import AuditLine, Meeting, Person, Post, Process
from models.enums import MeetingForm, MeetingState, Reply, Role
from tests.builders import ANNE, JONAS, METTE, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.meetings import ORGANIZER, invitation_of, open_workshop, replies, send_all

ONLY_THEY = "Det kan kun proceslederne. Der er ikke ændret noget."
FILLED: dict[str, str | list[str]] = {
    "meeting_title": "Møde om udbudskrav",
    "meeting_english": "Meeting on tender requirements",
    "meeting_agenda": "Velkomst\nKrav til maskiner",
    "meeting_day": "2022-06-01",
    "meeting_start": "09:30",
    "meeting_end": "11:00",
    "meeting_form": "På stedet eller digitalt, som man vil",
    "meeting_place": "Rådhuset, lokale 2",
    "meeting_link": "https://teams.example/abc",
    "meeting_seats": "20",
    "meeting_needs": ["Spørg, om der er noget, vi skal tage hensyn til"],
    "meeting_audience": ["Offentlig bygherre (behovsejer)"],
    "meeting_reminders": ["To uger før", "En time før"],
}


@pytest.fixture
def meeting(workspace: Workspace, members: Process, now: datetime) -> Meeting:
    """The workshop, to which the four members have been invited."""
    assert members.id
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        return meeting


def listed(human: Human, process: Process) -> Told:
    """The facilitator presses *Møder* on Home."""
    human.opens_home()
    assert process.id
    return human.presses("Møder")


def meetings(workspace: Workspace) -> list[Meeting]:
    with workspace.database.read() as session:
        return [one for one in session.exec(select(Meeting)) if one.key.startswith("meeting_")]


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.act != "content.load"))
        return [one.act for one in lines if one.act.startswith("meetings.")]


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


def previewed(human: Human, process: Process, **filled: str | list[str]) -> str:
    """The facilitator has filled in the form of a new meeting: what the preview carries."""
    listed(human, process)
    human.presses("Nyt møde")
    human.sends(**(FILLED | filled))
    view = human.workspace.slack.store.stacks[human.id][-1]
    assert view["callback_id"].startswith("meeting_desk."), human.reads_form()
    return str(view["private_metadata"])


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
                "meeting_link": "Det ligner ikke en webadresse. "
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


def changes(human: Human, process: Process, **filled: str | list[str]) -> Told:
    """The facilitator fills in the form of the workshop."""
    listed(human, process)
    human.presses("Ret")
    return human.sends(**filled)


def test_another_time_asks_everybody_again_and_says_so_first(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    preview = anne.reads_form()
    told = anne.sends()

    assert "*Det beder alle svare igen.*" in preview
    assert "4 personer får et nyt kort i Slack." in preview
    assert "Flyttet fra onsdag 8. juni 2022 kl. 12.00–16.00" in preview
    title = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
    assert told.said == (f"»{title}« er gemt. 4 personer får besked om ændringen.",)
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.sequence, row.revision) == (1, 1)
        assert send_all(session, now=workspace.clock()) == 4


def test_a_place_that_was_not_known_asks_nobody_again(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset, Aalborg")
    preview = anne.reads_form()
    anne.sends()

    assert "*Ingen behøver svare igen.*" in preview
    assert "4 personer får deres kort i Slack opdateret." in preview
    assert "Kan du være med?" not in preview
    with workspace.database.read() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.sequence, row.revision, row.place) == (0, 1, "Rådhuset, Aalborg")


def test_more_seats_are_offered_to_those_who_wait_and_nobody_else_hears(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).capacity = 1
        for one in (METTE, JONAS, SARA):
            replies(session, meeting, one, Reply.YES, now=workspace.clock())

    changes(anne, members, meeting_seats="2")
    preview = anne.reads_form()
    told = anne.sends()

    assert "*Ingen får besked om ændringen.*" in preview
    assert "1 på ventelisten får tilbudt en plads." in preview
    assert told.said[0].endswith("Ingen får besked. 1 på ventelisten får tilbudt en plads.")
    with workspace.database.read() as session:
        assert [invitation_of(session, meeting, one).reply for one in (METTE, JONAS, SARA)] == [
            Reply.YES,
            Reply.OFFERED,
            Reply.WAITING,
        ]
        texts = [post.message["text"] for post in session.exec(select(Post))]
    assert sum(text.startswith("Der er blevet en plads til dig") for text in texts) == 1


def test_fewer_seats_than_are_taken_is_refused_with_the_number(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        for one in (METTE, JONAS):
            replies(session, meeting, one, Reply.YES, now=workspace.clock())

    told = changes(anne, members, meeting_seats="1")

    assert told.faults == {
        "meeting_seats": "2 pladser er allerede taget. Skriv mindst 2, eller lad feltet stå tomt."
    }


def test_the_second_of_two_facilitators_is_told_that_the_first_was_there(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, karl: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset, Aalborg")
    changes(karl, members, meeting_start="13:00", meeting_end="17:00")
    karl.sends()

    told = anne.sends()

    [said] = told.said
    assert said == (
        "Mødet er blevet ændret, mens du skrev, af Karl Toft. Det, du havde skrevet, er ikke gemt. "
        "Åbn mødet igen, og se, om det stadig skal rettes."
    )
    with workspace.database.read() as session:
        assert session.get_one(Meeting, meeting.id).place is None


def test_a_change_sent_twice_is_made_once(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    metadata = workspace.slack.store.stacks[ANNE][-1]["private_metadata"]

    workspace.at_once(
        lambda: anne.forges_form("meeting_desk.save", metadata),
        lambda: anne.forges_form("meeting_desk.save", metadata),
    )

    assert acts(workspace) == ["meetings.change"]
    with workspace.database.read() as session:
        assert session.get_one(Meeting, meeting.id).sequence == 1


def test_a_wider_audience_invites_those_who_were_not_meant_before(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    assert meeting.id
    changes(anne, members, meeting_audience=["Offentlig bygherre (behovsejer)", "Procesleder"])
    preview = anne.reads_form()
    told = anne.sends()

    assert "2 personer får en invitation i Slack." in preview
    assert "Anne Holm, Karl Toft" in preview
    assert told.said[0].endswith("er gemt. 2 personer får en invitation.")
    with workspace.database.write() as session:
        assert send_all(session, now=workspace.clock()) == 2


@pytest.mark.parametrize("organizer", [ORGANIZER])
def test_the_mails_that_are_promised_are_the_mails_that_are_put(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        sara = membership_of(session, members, SARA)
        person = session.get_one(Person, sara.person_id)
        person.email = person.slack_email = None
    previewed(anne, members)
    preview = anne.reads_form()
    anne.sends()

    assert "3 af dem får også en mail." in preview
    with workspace.database.write() as session:
        send_all(session, now=workspace.clock())
        posts = session.exec(select(Post)).all()
        assert sum(one.address is not None for one in posts) == 3
        assert sum(":card:" in one.key for one in posts) == 4


def test_a_time_that_summer_time_skips_is_moved_and_said(members: Process, anne: Human) -> None:
    previewed(anne, members, meeting_day="2023-03-26", meeting_start="02:30", meeting_end="04:30")

    assert (
        "Det klokkeslæt findes ikke den dag, fordi urene bliver stillet frem. "
        "Mødet begynder 3.30." in anne.reads_form()
    )


def test_a_new_agenda_in_danish_says_that_it_replaces_the_english_one(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).agenda = {"da": "Velkomst", "en": "Welcome"}
    changes(anne, members, meeting_place="Rådhuset")
    kept = anne.reads_form()
    anne.sends()
    with workspace.database.read() as session:
        same = session.get_one(Meeting, meeting.id).agenda
    changes(anne, members, meeting_agenda="Velkomst og krav")
    lost = anne.reads_form()
    anne.sends()

    assert "Den erstatter også den engelske." not in kept
    assert same == {"da": "Velkomst", "en": "Welcome"}
    assert "Den erstatter også den engelske." in lost
    with workspace.database.read() as session:
        new = session.get_one(Meeting, meeting.id).agenda
    assert new == {"da": "Velkomst og krav", "en": "Velkomst og krav"}


def test_a_meeting_is_called_off_once_and_those_who_know_of_it_are_counted(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human, karl: Human
) -> None:
    listed(anne, members)
    opened = anne.presses("Aflys")
    form = anne.reads_form()
    told = anne.sends(call_off_reason="Lokalet er væk")
    karl.forges_form("meeting_desk.call_off", str(meeting.id))

    assert opened.opened == ("Aflys mødet",)
    assert "4 personer får besked" in form
    title = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
    assert told.said == (f"»{title}« er aflyst. 4 personer får besked.",)
    assert karl.heard_after("") == [
        "Mødet er allerede aflyst eller overstået. Der er ikke ændret noget."
    ]
    assert acts(workspace) == ["meetings.call_off"]
    with workspace.database.write() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.state, row.called_off_because) == (MeetingState.CALLED_OFF, "Lokalet er væk")
        assert send_all(session, now=workspace.clock()) == 4


def test_a_meeting_that_is_called_off_or_over_cannot_be_changed(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    changes(anne, members, meeting_place="Rådhuset")
    metadata = workspace.slack.store.stacks[ANNE][-1]["private_metadata"]
    workspace.clock.move(days=60)
    anne.forges_form("meeting_desk.save", metadata)
    anne.forges("meeting_desk.change", str(meeting.id))

    gone = "Mødet er overstået, aflyst eller taget ud af processen. Der er ikke ændret noget."
    assert anne.heard_after("") == [gone, gone]
    assert acts(workspace) == []


def test_the_list_counts_the_answers(
    workspace: Workspace, meeting: Meeting, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Meeting, meeting.id).capacity = 3
        replies(session, meeting, METTE, Reply.YES, now=workspace.clock())
        replies(session, meeting, JONAS, Reply.NO, now=workspace.clock())
    changes(anne, members, meeting_start="13:00", meeting_end="17:00")
    anne.sends()

    listed(anne, members)

    assert (
        "Deltager 1 · Måske 0 · Kan ikke 1 · Mangler svar 2 · 2 ledige pladser\n"
        "2 har ikke svaret på det nye tidspunkt." in anne.reads_form()
    )
