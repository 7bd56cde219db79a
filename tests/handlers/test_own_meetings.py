"""What else invited people do: say what they need, that they are there, and look their meetings up."""

from datetime import timedelta

import pytest

from bot.meetings import call_off
from models import Meeting, Process
from models.enums import Attendance, Impression, Reply
from tests.builders import METTE, SARA, bring_to
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.invited import (
    COMES,
    MAYBE,
    STAYS_AWAY,
    TITLE,
    arrange,
    card_of,
    invitation,
    invite_all,
    stands,
)
from tests.meetings import ENDS, STARTS


@pytest.fixture
def meeting(workspace: Workspace, members: Process) -> Meeting:
    """Need owners are invited to the workshop, and their cards have come."""
    assert members.id
    return invite_all(workspace)


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

    assert thanks == [
        Told(said=(f"Tak. Dit svar er gemt: {answer}.",)) for answer in ("Ikke godt", "Godt")
    ]
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
def test_home_shows_what_was_called_off(workspace: Workspace, mette: Human) -> None:
    arrange(
        workspace,
        lambda session, meeting: call_off(
            session, meeting_id=meeting.id, because="", by=None, now=workspace.clock()
        ),
    )

    mette.opens_home()

    home = mette.reads_home()
    assert "Aflyst. Du behøver ikke gøre noget." in home
    assert "meetings.yes" not in home


@pytest.mark.usefixtures("meeting")
def test_on_the_day_home_asks_whether_one_is_there(workspace: Workspace, mette: Human) -> None:
    workspace.clock.at = STARTS - timedelta(days=1)
    mette.opens_home()
    before = mette.reads_home()
    workspace.clock.at = STARTS
    mette.opens_home()

    told = mette.presses("Jeg er her", on="home")

    assert "Jeg er her" not in before
    assert told == Told()
    assert "Du er noteret som til stede." in mette.reads_home()
    assert "Jeg er her" not in mette.reads_home()


@pytest.mark.usefixtures("meeting")
def test_home_of_somebody_who_is_not_invited_has_no_meeting_of_theirs(karl: Human) -> None:
    karl.opens_home()

    assert "Dit næste møde" not in karl.reads_home()


@pytest.mark.usefixtures("meeting")
def test_a_facilitator_is_shown_the_meetings_they_run(anne: Human) -> None:
    assert anne.commands("møder").opened == ("Møder",)


@pytest.mark.usefixtures("meeting")
def test_while_a_question_waits_meetings_may_be_asked_for(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())
    mette.writes("fortsæt")

    assert mette.writes("møder") == Told(said=("Dit næste møde.",))
