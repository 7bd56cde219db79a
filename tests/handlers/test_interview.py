"""The needs mapping, button by button and line by line, as a person goes through it."""

import pytest
from sqlmodel import select

from models import Conversation, Interview, Process
from tests.asking import Asking
from tests.fakes import Workspace
from tests.humans import SOME, Human, Told

SMALL = "Minimaskiner under 2 ton"
OTHER = "Andet udstyr, fx generatorer, kompressorer og lifte"
CLASSES = "Hvilke arbejdsmaskiner bliver brugt på jeres bygge- og anlægsprojekter?"
PROCUREMENT = "Hvor kommer maskinerne fra?"
WORKS = "For hvor mange kroner sender I bygge- og anlægsopgaver i udbud på et år?"
TENDERS = "Regner I med at sende bygge- eller anlægsopgaver i udbud i de næste 24 måneder?"
COUNT = "Hvor mange udbud regner I med?"


def folded(short: str) -> str:
    """What becomes of a question without an answer, once it is put again further down."""
    return f"*{short}*\n_Ikke besvaret endnu_"


WORKS_FOLDED = folded("Bygge- og anlægsopgaver i udbud, pr. år")


@pytest.mark.usefixtures("members")
def test_the_first_word_puts_the_first_question(mette: Human) -> None:
    told = mette.writes("Hej")
    begun = mette.presses("Begynd på spørgsmålene")

    assert told.said == ("Her er, hvad jeg kan hjælpe med.",)
    assert begun == Told(said=(f"1 af 9: {CLASSES}",))


def test_ticked_boxes_are_kept_and_the_next_question_follows(asking: Asking, mette: Human) -> None:
    asking("machine_classes")

    told = mette.presses("Gem valg", ticked=(SMALL, OTHER))

    assert told == Told(
        said=(f"2 af 10: {PROCUREMENT}",), edited=(f"Gemt. Maskintyper: {SMALL} · {OTHER}",)
    )
    assert asking.kept("machine_classes") == ["under_2t,other"]


def test_a_tick_alone_keeps_nothing(asking: Asking, mette: Human) -> None:
    asking("machine_classes")

    told = mette.chooses(SMALL)

    assert told == Told()
    assert asking.kept("machine_classes") == []


def test_a_typed_answer_stands_where_its_question_stood(asking: Asking, mette: Human) -> None:
    put = asking("yearly_works")

    told = mette.writes("200-300 mio. kr.")

    assert put == Told(said=(f"5 af 13: {WORKS}",))
    assert told == Told(
        said=(f"6 af 13: {TENDERS}",),
        edited=("Gemt. Bygge- og anlægsopgaver i udbud, pr. år: 200–300 mio. kr.",),
    )


def test_a_press_opens_the_branch_that_follows(asking: Asking, mette: Human) -> None:
    asking("tenders_planned")

    told = mette.presses("Ja")

    assert told == Told(
        said=(f"7 af 15: {COUNT}",), edited=("Gemt. Udbud i de næste 24 måneder: Ja",)
    )


def test_a_line_of_a_menu_is_an_answer(asking: Asking, mette: Human) -> None:
    asking("decision_level")

    told = mette.chooses("Kommunalbestyrelsen eller byrådet")

    assert told.edited == ("Gemt. Hvem der beslutter: Kommunalbestyrelsen eller byrådet",)


@pytest.mark.parametrize(
    ("how", "kept"),
    [("Spring over", "skipped"), ("Ved ikke endnu", "not_known")],
)
def test_one_may_skip_or_not_know_yet(asking: Asking, mette: Human, how: str, kept: str) -> None:
    asking("yearly_works")

    pressed = mette.presses(how)

    assert pressed.said == (f"6 af 13: {TENDERS}",)
    assert asking.kept("yearly_works") == [kept]


def test_to_skip_what_is_required_is_not_to_know_yet(asking: Asking, mette: Human) -> None:
    asking("tenders_planned")

    told = mette.writes("spring over")

    assert told.edited == ("Gemt. Udbud i de næste 24 måneder: Ved ikke endnu",)


def test_back_shows_the_former_answer_and_stops_at_the_first(asking: Asking, mette: Human) -> None:
    asking("procurement")

    pressed = mette.presses("Tilbage")
    typed = mette.writes("tilbage")

    assert pressed == Told(
        said=(f"1 af 11: {CLASSES}",), edited=(folded("Hvor maskinerne kommer fra"),)
    )
    assert "Jeres svar nu: Minimaskiner" in mette.reads(2)
    assert typed == Told(said=("Det er det første spørgsmål.",))


def test_a_pause_is_ended_by_its_button_or_by_simply_answering(
    asking: Asking, mette: Human
) -> None:
    asking("yearly_works")

    paused = mette.presses("Pause")
    resumed = mette.presses("Fortsæt")
    again = mette.writes("pause")
    answered = mette.writes("40 mio. kr.")

    assert paused == again == Told(said=("Pause. Alt er gemt.",))
    assert resumed == Told(said=(f"5 af 13: {WORKS}",), edited=(WORKS_FOLDED,))
    assert answered.said == (f"6 af 13: {TENDERS}",)


def test_a_button_on_an_old_message_edits_its_own_answer(asking: Asking, mette: Human) -> None:
    asking("tenders_planned")
    question = mette.ts_of(f"6 af 13: {TENDERS}")
    mette.presses("Ja")

    told = mette.forges("interview.choose:no", "1:tenders_planned:no", on=question)

    assert told == Told(
        said=(
            "7 af 13: Hvad beder I om i jeres udbud i dag, når det gælder emissionsfrie maskiner?",
        ),
        edited=("Gemt. Udbud i de næste 24 måneder: Nej", folded("Antal udbud")),
    )
    assert asking.kept("tenders_planned") == ["yes", "no"]


def test_a_correction_leaves_the_question_that_waits_where_it_stands(
    asking: Asking, mette: Human
) -> None:
    asking("requirements_today")
    [waiting] = mette.presses("Ønske").said
    old = mette.ts_of("Gemt. Krav i dag: Ønske")

    told = mette.forges("interview.choose:x", "1:requirements_today:requirement", on=old)
    answered = mette.presses("Ingen krav foreløbig", on=mette.ts_of(waiting))

    assert told == Told(edited=("Gemt. Krav i dag: Krav",))
    assert answered.edited == ("Gemt. Mål op til 5 ton: Ingen krav foreløbig",)


def test_an_old_button_for_skipping_takes_no_answer_away(asking: Asking, mette: Human) -> None:
    asking("yearly_works")
    mette.writes("200 mio. kr.")
    old = mette.ts_of("Gemt. Bygge- og anlægsopgaver i udbud, pr. år: 200 mio. kr.")

    told = {
        act: mette.forges(f"interview.{act}", "1:yearly_works", on=old)
        for act in ("skip", "dont_know")
    }

    already = Told(
        said=("Der er allerede svaret. Der er ikke ændret noget.",),
        edited=("Gemt. Bygge- og anlægsopgaver i udbud, pr. år: 200 mio. kr.",),
    )
    assert told == {"skip": already, "dont_know": already}
    assert asking.counting("yearly_works") == 200_000_000


def test_to_edit_is_to_be_asked_again_with_the_answer_shown(asking: Asking, mette: Human) -> None:
    asking("yearly_works")
    mette.writes("200 mio. kr.")

    asked = mette.presses("Ret")
    read = mette.reads()
    told = mette.writes("300 mio. kr.")

    assert asked == Told(
        said=(f"5 af 13: {WORKS}",), edited=(folded("Udbud i de næste 24 måneder"),)
    )
    assert "(Jeres svar nu: 200 mio. kr.)" in read
    assert told.said == (f"6 af 13: {TENDERS}",)
    assert asking.kept("yearly_works") == [200_000_000, 300_000_000]


def test_what_an_edit_hides_sleeps_and_returns(asking: Asking, mette: Human) -> None:
    asking("requirements_today")
    mette.forges("interview.edit", "1:tenders_planned")

    hidden = mette.presses("Nej")
    said = mette.reads()
    mette.forges("interview.edit", "1:tenders_planned")
    shown = mette.presses("Ja")

    assert hidden.edited == ("Gemt. Udbud i de næste 24 måneder: Nej",)
    assert "2 svar er lagt til side, fordi de ikke længere passer: Antal udbud, Første" in said
    assert "2 tidligere svar er med igen: Antal udbud, Første udbud." in mette.reads()
    assert shown.said == (
        "9 af 15: Hvad beder I om i jeres udbud i dag, når det gælder emissionsfrie maskiner?",
    )


def test_all_is_reviewed_and_sent_once_and_colleagues_are_told(
    asking: Asking, workspace: Workspace, mette: Human, jonas: Human
) -> None:
    reviewed = asking(None)
    sent = mette.presses("Send svar")
    workspace.clock.move(seconds=1 - SOME)
    double = mette.forges("interview.send", "1")
    again = mette.forges("interview.send", "1")

    workspace.sends_posts()

    assert reviewed == Told(said=("Alt er besvaret. Se svarene igennem, og send dem.",))
    receipt = "Tak. Svarene fra Aalborg Kommune er sendt."
    assert sent == Told(said=(receipt,), edited=("Svarene er sendt.",))
    assert double == Told()
    assert again == Told(said=(receipt,))
    assert jonas.reads() == (
        "(Mette Friis har sendt jeres svar.)\n\n"
        "Mette Friis har sendt svarene fra Aalborg Kommune. Du kan stadig se og rette dem.\n"
    )
    with workspace.database.read() as session:
        interview = session.exec(select(Interview)).one()
    assert interview.confirmed_at is not None


def test_sent_answers_can_be_seen_and_corrected(asking: Asking, mette: Human) -> None:
    asking(None)
    mette.presses("Send svar")

    seen = mette.presses("Se vores svar")
    mette.forges("interview.edit", "1:tenders_planned")
    corrected = mette.presses("Ved ikke endnu")

    assert seen == Told(said=("Jeres svar, som de er sendt.",))
    assert corrected.edited == ("Gemt. Udbud i de næste 24 måneder: Ved ikke endnu",)
    assert "4 svar er lagt til side" in mette.reads()


def test_to_send_too_early_puts_what_is_missing(asking: Asking, mette: Human) -> None:
    asking("remark")

    told = mette.forges("interview.send", "1")

    assert told == Told(
        said=("20 af 20: Er der andet, I vil fortælle proceslederne?",),
        edited=(folded("Bemærkning"),),
    )
    assert "Der er kommet et spørgsmål til, som mangler svar." in mette.reads()


def test_peter_is_spoken_to_in_english(members: Process, peter: Human) -> None:
    told = peter.forges("interview.begin", str(members.id))

    assert told == Told(said=("1 of 9: Which machines are used on your construction projects?",))


def test_each_question_is_remembered_with_its_message(
    asking: Asking, workspace: Workspace, mette: Human
) -> None:
    asking("yearly_works")

    with workspace.database.read() as session:
        conversation = session.exec(select(Conversation)).one()

    assert conversation.asked_key == conversation.shown_key == "yearly_works"
    assert conversation.shown_ts == mette.ts_of(f"5 af 13: {WORKS}")
