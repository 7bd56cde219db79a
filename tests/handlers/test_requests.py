"""What members ask for in their own words: answered, guessed at, or passed on, by every way in."""

import pytest
from sqlmodel import select

from models import Enquiry, Meeting, Process
from models.enums import Reply, Role, Stage
from tests.asking import Asking
from tests.builders import LOUISE, METTE, add_member
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told
from tests.invited import invite_all
from tests.meetings import invitation_of

INVITATION = "Invitation til skaleringsprocessen"
WORKSHOP = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner: onsdag 8. juni 2022 kl. 12.00–16.00."
OFFER = "Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?"
ELSEWHERE = "Jeg har svaret i en direkte besked."
LOST = "Det forstod jeg ikke. Her er, hvad jeg kan hjælpe med."
AGAIN = "Det har du lige spurgt om."


@pytest.mark.usefixtures("members")
def test_a_document_a_date_and_the_timeline_are_given_at_once(mette: Human) -> None:
    document = mette.writes("kan du lige sende mig invitationen")
    date = mette.writes("hvornaar er workshopen?")
    timeline = mette.writes("hvad er tidsplanen?")

    assert INVITATION in document.said[0]
    assert date == Told(said=(WORKSHOP,))
    assert timeline.said[0].startswith("Tidslinjen for Sammen om emissionsfrie arbejdsmaskiner.")


@pytest.mark.usefixtures("members")
def test_several_wishes_of_one_message_are_met_in_their_order(mette: Human) -> None:
    told = mette.writes("Hej. Send mig invitationen, og hvornår er workshoppen? Mvh Mette")

    assert len(told.said) == 2
    assert INVITATION in told.said[0]
    assert told.said[1] == WORKSHOP


@pytest.mark.usefixtures("members")
def test_what_sammen_cannot_tell_is_passed_on_only_if_the_asker_wants(mette: Human) -> None:
    told = mette.writes("Hvad koster en elektrisk gravemaskine på 8 ton?")

    assert told == Told(said=(OFFER,))
    assert "Hvad koster en elektrisk gravemaskine på 8 ton?" in mette.reads()


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize("text", ["x", "😤😤", "...", ":tada:!!", "' OR 1=1; --", "\u202e\u200b"])
def test_what_has_no_words_gets_help_and_breaks_nothing(mette: Human, text: str) -> None:
    told = mette.writes(text)

    assert len(told.said) == 1
    assert told.edited == told.opened == ()


@pytest.mark.usefixtures("members")
def test_a_rant_of_four_thousand_characters_is_kept_whole(
    workspace: Workspace, mette: Human
) -> None:
    rant = ("Det her er simpelthen for dårligt, og ingen svarer os. " * 80)[:4000]

    told = mette.writes(rant)

    assert told == Told(said=(OFFER,))
    with workspace.database.read() as session:
        assert [one.text for one in session.exec(select(Enquiry))] == [rant.strip()]


@pytest.mark.usefixtures("members")
def test_the_same_request_thirty_times_a_minute_is_answered_three_times(
    workspace: Workspace, mette: Human
) -> None:
    told = []
    for _ in range(30):
        workspace.clock.move(seconds=-4)  # an act takes five seconds here: this makes it one
        told.append(mette.writes("hvornår er workshoppen?"))

    assert told[:3] == [Told(said=(WORKSHOP,))] * 3
    assert told[3] == Told(said=(AGAIN,))
    assert told[4:] == [NOTHING] * 26


def test_a_request_inside_an_interview_is_answered_and_the_question_put_again(
    asking: Asking, mette: Human
) -> None:
    asking("yearly_works")

    told = mette.writes("hvornår er workshoppen?")

    assert told.said[0] == WORKSHOP
    assert "For hvor mange kroner sender I bygge- og anlægsopgaver" in told.said[-1]
    assert asking.rows("yearly_works") == []


def test_where_nothing_more_is_said_the_question_is_not_put_again_either(
    workspace: Workspace, asking: Asking, mette: Human
) -> None:
    asking("yearly_works")
    for _ in range(4):
        workspace.clock.move(seconds=-4)
        mette.writes("hvornår er workshoppen?")

    assert mette.writes("hvornår er workshoppen?") == NOTHING


def test_what_cannot_be_answered_there_is_passed_on_and_the_question_put_again(
    asking: Asking, mette: Human
) -> None:
    asking("yearly_works")

    told = mette.writes("Kan vi få tilskud til ladestandere?")

    assert told.said[0] == OFFER
    assert "For hvor mange kroner sender I bygge- og anlægsopgaver" in told.said[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hvad skal jeg gøre nu?", "Begynd på jeres behov for Aalborg Kommune: 9 spørgsmål"),
        ("mine spørgsmål", "Du har ikke spurgt proceslederne om noget."),
        ("Kan vi få tilskud til ladestandere?", OFFER),
    ],
)
def test_a_pause_keeps_nobody_from_asking(
    asking: Asking, mette: Human, text: str, said: str
) -> None:
    asking("machine_classes")
    mette.writes("pause")

    told = mette.writes(text)

    assert told.said[0].startswith(said)


def test_words_that_could_be_the_answer_are_one_press_from_being_kept(
    asking: Asking, mette: Human
) -> None:
    asking("remark")

    told = mette.writes("hvornår er workshoppen?")
    kept_before = asking.rows("remark")
    mette.presses("Det var mit svar")

    assert told.said[:2] == (WORKSHOP, "Var det dit svar på spørgsmålet?")
    assert kept_before == []
    assert asking.kept("remark") == ["hvornår er workshoppen?"]


@pytest.mark.parametrize(
    "text", ["er 2 mia. for meget?", "250 mio. kr., men hvor sender jeg regnearket?"]
)
def test_a_question_with_a_number_in_it_is_not_kept_without_asking(
    asking: Asking, mette: Human, text: str
) -> None:
    asking("yearly_works")

    told = mette.writes(text)
    kept_before = asking.rows("yearly_works")
    mette.presses("Det var mit svar")

    assert "Var det dit svar på spørgsmålet?" in told.said
    assert kept_before == []
    assert len(asking.rows("yearly_works")) == 1


@pytest.mark.parametrize("text", ["ja", "Nej tak."])
def test_a_yes_to_what_was_just_offered_is_not_the_answer_to_the_question(
    asking: Asking, mette: Human, text: str
) -> None:
    asking("tenders_planned")
    mette.writes("Hvad koster en elektrisk gravemaskine på 8 ton?")

    told = mette.writes(text)
    kept_before = asking.rows("tenders_planned")
    mette.writes("nej")

    assert told == Told(said=("Tryk på knappen ved det, du mener.",))
    assert kept_before == []
    assert len(asking.rows("tenders_planned")) == 1


@pytest.mark.usefixtures("members")
def test_what_a_facilitator_writes_is_not_offered_to_themselves(anne: Human) -> None:
    told = anne.writes("flyt workshoppen til den 10. juni")

    assert OFFER not in told.said


def test_the_old_button_of_such_words_keeps_nothing_later(asking: Asking, mette: Human) -> None:
    asking("remark")
    mette.writes("hvornår er workshoppen?")
    mette.writes("Vi har ingen bemærkninger.")

    told = mette.presses("Det var mit svar")

    assert told.said == ("Spørgsmålet venter ikke længere.",)
    assert asking.kept("remark") == ["Vi har ingen bemærkninger."]


@pytest.mark.usefixtures("members")
def test_called_in_a_channel_it_answers_there_what_all_may_read(mette: Human) -> None:
    told = mette.writes("@Sammen hvem kan jeg ringe til?", channel="C0PROCES")

    assert told == Told(said=("Vil du tale med et menneske?",))
    assert "Julie Munk" in mette.reads(channel="C0PROCES")


@pytest.mark.usefixtures("members")
def test_called_in_a_channel_it_answers_privately_what_is_ones_own(mette: Human) -> None:
    told = mette.writes("@Sammen send mig invitationen", channel="C0PROCES")

    assert INVITATION in told.said[0]
    assert ELSEWHERE in told.said
    assert INVITATION not in mette.reads(channel="C0PROCES")


@pytest.mark.usefixtures("members")
def test_a_meeting_for_some_roles_is_not_told_of_in_a_channel_for_all(mette: Human) -> None:
    told = mette.writes("@Sammen hvornår er workshoppen?", channel="C0PROCES")

    assert set(told.said) == {WORKSHOP, ELSEWHERE}
    assert "8. juni" not in mette.reads(channel="C0PROCES")


def test_in_a_channel_nobody_reads_what_the_asker_has_answered(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    assert members.id
    made = invite_all(workspace)
    with workspace.database.write() as session:
        session.get_one(Meeting, made.id).audience = [role.value for role in Role]
        invitation_of(session, made, METTE).reply = Reply.NO

    told = mette.writes("@Sammen hvornår er workshoppen?", channel="C0PROCES")
    own = mette.writes("hvornår er workshoppen?")

    assert told == own == Told(said=(WORKSHOP,))
    assert "8. juni" in mette.reads(channel="C0PROCES")
    assert "afbud" not in mette.reads(channel="C0PROCES")
    assert "Du har meldt afbud." in mette.reads()


@pytest.mark.parametrize("stage", [None, Stage.INVITED, Stage.APPLIED])
def test_who_has_not_joined_is_answered_privately_and_told_so_in_the_thread(
    workspace: Workspace, process: Process, stage: Stage | None
) -> None:
    louise = Human(workspace, LOUISE)
    if stage is not None:
        with workspace.database.write() as session:
            add_member(session, process, LOUISE, now=workspace.clock(), stage=stage)

    told = louise.writes("@Sammen kan man stadig komme med?", channel="C0PROCES")

    assert len(told.said) == 2
    assert ELSEWHERE in told.said


@pytest.mark.usefixtures("members")
def test_the_slash_takes_the_same_words(mette: Human) -> None:
    told = mette.commands("send mig invitationen")

    assert INVITATION in told.said[0]


def test_a_market_actor_hears_nothing_of_what_is_not_for_the_market(
    workspace: Workspace, process: Process
) -> None:
    with workspace.database.write() as session:
        add_member(
            session,
            process,
            LOUISE,
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )
    louise = Human(workspace, LOUISE)

    told = louise.writes("hvornår er workshoppen?")

    assert told == Told(said=("Det møde kan jeg ikke finde til dig.",))


def test_ones_own_data_are_everybodys_right_also_before_joining(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=Stage.LEFT)

    told = mette.writes("hvilke data har I om mig?")

    assert told.said == (
        "Det, jeg har gemt om dig, er dit. Hent det, ret det, eller få det slettet.",
    )


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize(
    "value",
    ["", "1", "1:document", "1:document:document:999999", "1:nonsense", "1:faq:faq:1:1", "9:help"],
)
def test_a_forged_guess_gives_nothing(mette: Human, value: str) -> None:
    told = mette.forges("requests.meet:1", value)

    assert len(told.said) == 1
    assert told.opened == ()
