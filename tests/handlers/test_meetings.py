"""Invited people read, press and write; what stands is shown wherever they look."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.meeting_reminders import put_meeting_reminders
from bot.meetings import call_off, change
from models import Invitation, Meeting, Post, Process
from models.enums import Attendance, Impression, MeetingForm, PostState, Reply
from schedules.send_invitations import Inviting
from tests.builders import ANNE, JONAS, LOUISE, METTE, SARA, add_member
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.meetings import (
    ENDS,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    send_all,
    workshop,
)
from tests.said import as_read

TITLE = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
WHEN = "onsdag 8. juni 2022 kl. 12.00–16.00"
INVITED = f"Du er inviteret: {TITLE}, {WHEN}."
COMES = f"Du deltager: {TITLE}, {WHEN}."
MAYBE = f"Du har svaret måske: {TITLE}, {WHEN}."
STAYS_AWAY = f"Du kommer ikke: {TITLE}, {WHEN}."
WAITS = f"Du står på ventelisten: {TITLE}, {WHEN}."
FILE = (
    "Her er mødet til din kalender. En fil opdaterer sig ikke selv; "
    "vil du have ændringer, så brug mailinvitationen eller abonnementet."
)
GONE = Told(said=("Den invitation gælder ikke mere.",))


Arrange = Callable[[Session, Meeting], object]


@pytest.fixture
def meeting(workspace: Workspace, members: Process) -> Meeting:
    """Need owners are invited to the workshop, and their cards have come."""
    assert members.id
    with workspace.database.write() as session:
        made = open_workshop(session, now=workspace.clock())
        send_all(session, now=workspace.clock(), by_mail=False)
    workspace.sends_posts()
    return made


def arrange(workspace: Workspace, act: Arrange) -> None:
    """Something happens to the workshop elsewhere, and everybody is told."""
    with workspace.database.write() as session:
        act(session, workshop(session))
        send_all(session, now=workspace.clock(), by_mail=False)
    workspace.sends_posts()


def invitation(workspace: Workspace, slack_id: str) -> Invitation:
    with workspace.database.read() as session:
        return invitation_of(session, workshop(session), slack_id)


def stands(workspace: Workspace, slack_id: str) -> tuple[Reply, MeetingForm | None]:
    row = invitation(workspace, slack_id)
    return row.reply, row.form


def card_of(human: Human) -> str:
    """The card whose buttons count, whole."""
    workspace = human.workspace
    with workspace.database.read() as session:
        row = invitation_of(session, workshop(session), human.id)
        ts = session.get_one(Post, row.card_id).ts
    found = workspace.slack.store.find_message(human.im, ts or "")
    assert found is not None
    return as_read({"text": found.text, "blocks": found.blocks})


def both(session: Session, meeting: Meeting) -> None:
    """The workshop can be joined from afar."""
    draft = draft_of(meeting, form=MeetingForm.BOTH, link="https://meet.example/abc")
    anne = person_of(session, ANNE)
    change(session, meeting_id=meeting.id, draft=draft, by=anne, now=STARTS - timedelta(days=30))


@pytest.mark.usefixtures("meeting")
def test_a_press_on_the_card_changes_the_card_and_hands_out_the_file(
    workspace: Workspace, mette: Human
) -> None:
    told = mette.presses("Deltager")

    assert told == Told(said=(FILE,), edited=(COMES,))
    assert stands(workspace, METTE) == (Reply.YES, None)


@pytest.mark.usefixtures("meeting")
def test_the_file_is_the_meeting_and_names_nobody(workspace: Workspace, mette: Human) -> None:
    mette.presses("Kalenderfil")

    [file] = workspace.slack.store.files.values()
    content = workspace.slack.store.contents[file.id].decode()
    assert file.name == "workshop-om-bygherrebehov-og-emissionsfr-8-juni-2022.ics"
    assert "METHOD:PUBLISH" in content
    assert "DTSTART;TZID=Europe/Copenhagen:20220608T120000" in content
    assert "ATTENDEE" not in content


@pytest.mark.usefixtures("meeting")
def test_each_answer_may_be_changed_to_each_other(workspace: Workspace, mette: Human) -> None:
    labels = ["Måske", "Kan ikke", "Deltager", "Kan ikke", "Måske"]

    told = [mette.presses(label).edited for label in labels]

    assert told == [(MAYBE,), (STAYS_AWAY,), (COMES,), (STAYS_AWAY,), (MAYBE,)]
    assert stands(workspace, METTE) == (Reply.MAYBE, None)
    assert invitation(workspace, METTE).replies == 5


@pytest.mark.usefixtures("meeting")
def test_a_double_click_is_one(workspace: Workspace, mette: Human) -> None:
    first = mette.presses("Deltager")
    second = mette.presses("Deltager")

    assert (first, second) == (Told(said=(FILE,), edited=(COMES,)), Told(edited=(COMES,)))
    assert invitation(workspace, METTE).replies == 1


@pytest.mark.usefixtures("meeting")
def test_somebody_comes_from_afar_where_both_is_offered(workspace: Workspace, mette: Human) -> None:
    arrange(workspace, both)

    mette.presses("Deltager digitalt")
    digitally = stands(workspace, METTE)
    mette.presses("Deltager på stedet")

    assert digitally == (Reply.YES, MeetingForm.DIGITAL)
    assert stands(workspace, METTE) == (Reply.YES, MeetingForm.PHYSICAL)


@pytest.mark.usefixtures("meeting")
def test_the_last_seat_goes_on_to_the_one_who_waits(
    workspace: Workspace, mette: Human, sara: Human
) -> None:
    arrange(workspace, lambda _, meeting: setattr(meeting, "capacity", 1))
    mette.presses("Deltager")
    waiting = sara.presses("Deltager")

    mette.presses("Kan ikke")
    workspace.sends_posts()
    offered = sara.reads().splitlines()[0]
    taken = sara.presses("Tag pladsen")

    assert waiting == Told(edited=(WAITS,))
    assert offered == f"(Der er blevet en plads til dig: {TITLE}, {WHEN}.)"
    assert taken == Told(said=(FILE,), edited=(COMES,))
    assert stands(workspace, SARA) == (Reply.YES, None)


@pytest.mark.usefixtures("meeting")
def test_a_seat_that_is_declined_goes_on_to_the_next(
    workspace: Workspace, mette: Human, sara: Human, jonas: Human
) -> None:
    arrange(workspace, lambda _, meeting: setattr(meeting, "capacity", 1))
    for human in (mette, sara, jonas):
        human.presses("Deltager")

    mette.presses("Kan ikke")
    workspace.sends_posts()
    declined = sara.presses("Nej tak")

    assert declined == Told(edited=(STAYS_AWAY,))
    assert stands(workspace, JONAS) == (Reply.OFFERED, None)


@pytest.mark.usefixtures("meeting")
def test_an_answer_in_a_reminder_is_confirmed_there_and_changes_the_card(
    workspace: Workspace, mette: Human
) -> None:
    arrange(workspace, lambda _, meeting: setattr(meeting, "reminder_minutes", [60]))
    mette.presses("Deltager")
    workspace.clock.at = STARTS - timedelta(hours=1)
    with workspace.database.write() as session:
        put_meeting_reminders(session, now=workspace.clock())
    workspace.sends_posts()

    told = mette.presses("Kan alligevel ikke")

    assert told == Told(said=("Gemt: du kommer ikke.",), edited=(STAYS_AWAY,))
    assert stands(workspace, METTE) == (Reply.NO, None)


@pytest.mark.usefixtures("meeting")
def test_an_answer_on_home_is_shown_there_and_on_the_card(
    workspace: Workspace, mette: Human
) -> None:
    mette.opens_home()

    told = mette.presses("Måske", on="home")

    assert told == Told(edited=(MAYBE,))
    home = mette.reads_home()
    assert "Du har svaret måske." in home
    assert stands(workspace, METTE) == (Reply.MAYBE, None)


@pytest.mark.usefixtures("meeting")
def test_a_button_of_an_older_card_answers_the_meeting_as_it_is_now(
    workspace: Workspace, mette: Human
) -> None:
    old = mette.ts_of(INVITED)
    later = {"starts_at": STARTS + timedelta(days=1), "ends_at": ENDS + timedelta(days=1)}
    arrange(
        workspace,
        lambda session, meeting: change(
            session,
            meeting_id=meeting.id,
            draft=draft_of(meeting, **later),
            by=person_of(session, ANNE),
            now=workspace.clock(),
        ),
    )

    told = mette.forges("meetings.yes", str(invitation(workspace, METTE).id), on=old)

    moved = "torsdag 9. juni 2022 kl. 12.00–16.00"
    assert told == Told(
        said=("Gemt: du deltager.", FILE), edited=(f"Du deltager: {TITLE}, {moved}.",)
    )
    assert invitation(workspace, METTE).replied_sequence == 1


@pytest.mark.usefixtures("meeting")
def test_what_is_called_off_says_so_and_changes_nothing(workspace: Workspace, mette: Human) -> None:
    number = str(invitation(workspace, METTE).id)
    arrange(
        workspace,
        lambda session, meeting: call_off(
            session, meeting_id=meeting.id, because="", by=None, now=workspace.clock()
        ),
    )

    told = mette.forges("meetings.yes", number)

    assert told == Told(said=(f"Aflyst: {TITLE}.",), edited=(f"Aflyst: {TITLE}, {WHEN}.",))
    assert stands(workspace, METTE) == (Reply.NONE, None)


@pytest.mark.usefixtures("meeting")
def test_what_is_over_says_so_and_changes_nothing(workspace: Workspace, mette: Human) -> None:
    workspace.clock.at = ENDS

    told = mette.presses("Deltager")

    assert told.said == (f"Mødet er slut: {TITLE}.",)
    assert stands(workspace, METTE) == (Reply.NONE, None)


@pytest.mark.usefixtures("meeting")
def test_what_was_uninvited_or_is_anothers_or_is_invented_changes_nothing(
    workspace: Workspace, mette: Human, anne: Human
) -> None:
    answers = ("yes", "yes_here", "yes_online", "maybe", "no", "take", "pass")
    acts = (*answers, "needs", "file", "here", "good", "fair", "poor")
    theirs = str(invitation(workspace, SARA).id)
    values = (theirs, f"{theirs}:list", "999", "9" * 40, "abc", "", "-1", "٣", ":list")
    forged = [(f"meetings.{act}", value) for act in acts for value in values]

    told = {pressed: mette.forges(*pressed) for pressed in forged}

    assert told == dict.fromkeys(forged, GONE)
    assert anne.forges("meetings.yes", theirs) == GONE
    assert stands(workspace, SARA) == (Reply.NONE, None)


@pytest.mark.usefixtures("meeting")
def test_somebody_says_what_to_take_into_account_and_takes_it_back(
    workspace: Workspace, mette: Human
) -> None:
    arrange(workspace, lambda _, meeting: setattr(meeting, "asks_needs", True))
    mette.presses("Deltager")
    mette.presses("Fortæl om hensyn")

    told = mette.sends(needs="  Vegetar, *tak*  ")
    shown = card_of(mette)
    mette.presses("Fortæl om hensyn")
    prefilled = mette.reads_form()
    cleared = mette.sends(needs="")

    assert told == Told(said=("Gemt. Kun proceslederne ser det.",), edited=(COMES,))
    assert "Hensyn: Vegetar, *\u200btak*\u200b" in shown
    assert "Vegetar, *tak*" in prefilled
    assert cleared.said == ("Slettet. Der er ingen hensyn noteret.",)
    assert invitation(workspace, METTE).needs is None


@pytest.mark.usefixtures("meeting")
def test_a_forged_form_writes_nothing_into_anothers_invitation(
    workspace: Workspace, mette: Human
) -> None:
    theirs = str(invitation(workspace, SARA).id)

    answers = {
        value: mette.forges_form("meetings.needs", value, needs={"value": "Ondt"})
        for value in (theirs, "", "999", "9" * 40, "abc")
    }

    assert set(answers.values()) == {""}
    assert invitation(workspace, SARA).needs is None


@pytest.mark.usefixtures("meeting")
def test_somebody_is_there_from_an_hour_before_until_the_evening_after(
    workspace: Workspace, mette: Human
) -> None:
    number = str(invitation(workspace, METTE).id)
    moments = {
        STARTS - timedelta(hours=1, seconds=6): "Mødet er ikke begyndt endnu.",
        STARTS - timedelta(hours=1, seconds=5): "Godt, du er her.",
        ENDS + timedelta(hours=12, seconds=-6): "Godt, du er her.",
        ENDS + timedelta(hours=12, seconds=-5): f"Mødet er slut: {TITLE}.",
    }

    told: dict[object, str] = {}
    for moment in moments:
        workspace.clock.at = moment
        [told[moment]] = mette.forges("meetings.here", number).said

    assert told == moments
    assert invitation(workspace, METTE).attendance is Attendance.CAME


@pytest.mark.usefixtures("meeting")
def test_only_those_who_came_say_how_it_was_and_may_change_their_mind(
    workspace: Workspace, mette: Human, sara: Human
) -> None:
    workspace.clock.at = STARTS
    numbers = [str(invitation(workspace, one).id) for one in (METTE, SARA)]
    mette.forges("meetings.here", numbers[0])

    thanks = [mette.forges(f"meetings.{one}", numbers[0]) for one in ("poor", "good")]
    refused = sara.forges("meetings.good", numbers[1])

    assert thanks == [Told(said=("Tak. Det er gemt.",))] * 2
    assert refused == Told(said=("Jeg spørger kun dem, der var med.",))
    assert invitation(workspace, METTE).impression is Impression.GOOD
    assert invitation(workspace, SARA).impression is None


@pytest.mark.usefixtures("meeting")
def test_a_members_meetings_are_listed_and_answered_in_the_list(
    workspace: Workspace, mette: Human
) -> None:
    listed = mette.writes("møder")

    told = mette.presses("Kan ikke")

    assert listed == Told(said=("Dit næste møde.",))
    assert told.said == ("Gemt: du kommer ikke.",)
    assert set(told.edited) == {STAYS_AWAY, "Dit næste møde."}
    assert "Du kommer ikke." in mette.reads(2)
    assert stands(workspace, METTE) == (Reply.NO, None)


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("word", ["møder", "meetings", "Mine møder"])
def test_they_are_listed_after_the_slash_to_that_person_alone(mette: Human, word: str) -> None:
    assert mette.commands(word, channel="C0PROCES") == Told(said=("Dit næste møde.",))


def test_without_meetings_that_is_said(members: Process, mette: Human) -> None:
    assert members.id
    assert mette.writes("møder") == Told(said=("Du har ingen møder i kalenderen lige nu.",))


@pytest.mark.usefixtures("meeting")
def test_a_change_on_its_way_does_not_undo_the_answer_on_the_card(
    workspace: Workspace, mette: Human
) -> None:
    with workspace.database.write() as session:
        meeting = workshop(session)
        anne = person_of(session, ANNE)
        draft = draft_of(meeting, place="Rådhuset")
        change(session, meeting_id=meeting.id, draft=draft, by=anne, now=workspace.clock())
        send_all(session, now=workspace.clock(), by_mail=False)

    mette.presses("Deltager")
    workspace.sends_posts()

    assert "*Du deltager.*" in card_of(mette)
    assert "Rådhuset" in card_of(mette)


@pytest.mark.usefixtures("meeting")
def test_an_answer_before_the_card_has_come_is_on_it_when_it_comes(
    workspace: Workspace, mette: Human
) -> None:
    with workspace.database.write() as session:
        row = invitation_of(session, workshop(session), METTE)
        card = session.get_one(Post, row.card_id)
        card.state, card.ts = PostState.WAITING, None
        number = str(row.id)

    told = mette.forges("meetings.yes", number)
    workspace.sends_posts()

    assert told.said == ("Gemt: du deltager.", FILE)
    assert "*Du deltager.*" in card_of(mette)


@pytest.mark.usefixtures("meeting")
def test_whoever_joins_later_is_invited_at_the_next_tick(
    workspace: Workspace, members: Process
) -> None:
    workspace.clock.move(days=3)
    with workspace.database.write() as session:
        add_member(session, members, LOUISE, now=workspace.clock(), organisation="koebenhavn")
    louise = Human(workspace, LOUISE)

    Inviting(None).send_invitations(workspace.database, workspace.clock())
    workspace.sends_posts()
    Inviting(None).send_invitations(workspace.database, workspace.clock())
    workspace.sends_posts()

    assert louise.heard_after("") == [INVITED]
