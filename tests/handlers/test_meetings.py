"""Invited people answer; what stands is shown wherever they look."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.meeting_reminders import put_meeting_reminders
from bot.meetings import call_off, change
from models import Database, Meeting, Post, Process
from models.enums import MeetingForm, PostState, Reply
from sandbox.server import RunningSandbox
from schedules.send_invitations import Inviting
from tests.builders import ANNE, JONAS, LOUISE, METTE, SARA, TEAM, add_member, load_process
from tests.fakes import StandingClock, Workspace
from tests.humans import Human, Told
from tests.invited import (
    COMES,
    FILE,
    GONE,
    INVITED,
    MAYBE,
    STAYS_AWAY,
    TITLE,
    WAITS,
    WHEN,
    arrange,
    both,
    card_of,
    invitation,
    invite_all,
    stands,
)
from tests.meetings import (
    ENDS,
    ORGANIZER,
    STARTS,
    draft_of,
    invitation_of,
    person_of,
    send_all,
    workshop,
)


@pytest.fixture
def meeting(workspace: Workspace, members: Process) -> Meeting:
    """Need owners are invited to the workshop, and their cards have come."""
    assert members.id
    return invite_all(workspace)


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
    assert file.name == "workshop-om-bygherrebehov-og-emissionsfrie-8-juni-2022.ics"
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

    assert told == Told(edited=(STAYS_AWAY, "Gemt: du kommer ikke."))
    assert stands(workspace, METTE) == (Reply.NO, None)


@pytest.mark.usefixtures("meeting")
def test_a_button_of_an_older_card_asks_about_the_meeting_as_it_is_now(
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
    assert told == Told(said=(f"Flyttet: {TITLE} er nu {moved}.",))
    assert stands(workspace, METTE) == (Reply.NONE, None)
    assert mette.presses("Deltager").edited == (f"Du deltager: {TITLE}, {moved}.",)
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
def test_a_change_on_its_way_does_not_undo_the_answer_on_the_card(
    workspace: Workspace, mette: Human
) -> None:
    with workspace.database.write() as session:
        meeting = workshop(session)
        anne = person_of(session, ANNE)
        draft = draft_of(meeting, place="Rådhuset")
        change(session, meeting_id=meeting.id, draft=draft, by=anne, now=workspace.clock())
        send_all(session, now=workspace.clock(), by_mail=False, delivered=False)

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

    assert told.said == (FILE,)
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


@pytest.mark.usefixtures("meeting")
def test_two_who_press_for_the_last_seat_at_once_do_not_both_get_it(
    workspace: Workspace, mette: Human, sara: Human
) -> None:
    arrange(workspace, lambda _, meeting: setattr(meeting, "capacity", 1))
    hers, theirs = (str(invitation(workspace, one).id) for one in (METTE, SARA))

    workspace.at_once(
        lambda: mette.forges("meetings.yes", hers),
        lambda: sara.forges("meetings.yes", theirs),
        lambda: mette.forges("meetings.yes", hers),
        lambda: sara.forges("meetings.yes", theirs),
    )

    replies = {stands(workspace, one)[0] for one in (METTE, SARA)}
    assert replies == {Reply.YES, Reply.WAITING}


@pytest.fixture
def posting(
    running_sandbox: RunningSandbox, database: Database, clock: StandingClock
) -> Iterator[Workspace]:
    """A workspace where Sammen sends mail, and Mette is invited."""
    workspace = Workspace(running_sandbox, database, clock, organizer=ORGANIZER)
    with database.write() as session:
        add_member(session, load_process(session, now=clock()), METTE, now=clock())
    invite_all(workspace)
    yield workspace
    workspace.close()
    assert workspace.errors.records == []


def mails_of(workspace: Workspace) -> list[Post]:
    """What was put for somebody's calendar."""
    with workspace.database.read() as session:
        return list(session.exec(select(Post).where(col(Post.address).is_not(None))))


def test_where_mail_goes_the_calendar_is_told_once_and_no_file_is_pressed_on_anybody(
    posting: Workspace,
) -> None:
    mette = Human(posting, METTE)

    told = [mette.presses("Deltager") for _ in range(2)]

    [mail] = mails_of(posting)
    assert told == [Told(edited=(COMES,))] * 2
    assert mail.message["text"] == f"Dit svar er gemt: {TITLE}, {WHEN}"
    assert "PARTSTAT=ACCEPTED" in mail.message["mail"]["calendar"].replace("\r\n ", "")


def test_without_an_address_the_file_is_handed_out_there_too(posting: Workspace) -> None:
    with posting.database.write() as session:
        person_of(session, METTE).slack_email = None
    posting.services.known.add((TEAM, METTE))  # else Slack is asked for it again

    assert Human(posting, METTE).presses("Deltager").said == (FILE,)
