"""The whole of it: invited, joined, asked, interrupted, continued, sent, approved, added up."""

import functools
import itertools
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Locator, expect

from tests.stories.amounts import Amount, total
from tests.stories.conftest import SitDown
from tests.stories.desk import Desk
from tests.stories.running import Running, Way

pytestmark = pytest.mark.story

PROCESS_FILE = Path(__file__).parents[2] / "processes" / "emissionsfrie-arbejdsmaskiner.yaml"

SMALL = "Egne og lejede op til 5 ton, pr. år"
LARGE = "Egne og lejede over 5 ton, pr. år"
WORKS = "Bygge- og anlægsopgaver i udbud, pr. år"
WISH = "Fælles udbudstekster & erfaringer med <priser>"

# What is typed, and what is meant by it.
AALBORG = {
    SMALL: Amount("12-15 stk", 12, 15, "maskiner"),
    LARGE: Amount("omkring 1.500 timer", 1500, 1500, "maskintimer", about=True),
    WORKS: Amount("250 mio", 250, 250, "mio. kr."),
}
ODENSE = {
    SMALL: Amount("tyve", 20, 20, "maskiner"),
    LARGE: Amount("8 til 10 maskiner", 8, 10, "maskiner"),
    WORKS: Amount("1,2 mia. kr.", 1200, 1200, "mio. kr."),
}


@pytest.mark.parametrize("running", list(Way), indirect=True)
def test_two_organisations_answer_and_their_needs_are_added_up(
    running: Running, sits_down: SitDown
) -> None:
    anne, mette = sits_down("U0ANNE"), sits_down("U0METTE")
    invite(anne, "Mette Friis", "Peter Dam")
    join_as_invited(mette)
    answer_which_machines(mette)
    answer_how_many(mette)

    running.stop_sammen(at_once=True)
    running.start_sammen()
    go_on_after_the_pause(mette)
    answer_the_rest(mette)

    anne.command("/sammen opslag")
    expect(anne.newest).to_contain_text("Opslaget er på vej til kanalen.")
    jonas = sits_down("U0JONAS")
    join_by_the_post(jonas, typed="ålb", organisation="Aalborg Kommune")
    expect(jonas.log).to_contain_text("Mette Friis er her allerede for Aalborg Kommune")
    expect(jonas.log).to_contain_text("19 af 19 spørgsmål er besvaret (af Mette Friis)")
    change_one_and_send(jonas)

    sara = sits_down("U0SARA")
    join_by_the_post(sara, typed="odense", organisation="Odense Kommune")
    expect(sara.newest).to_contain_text("Jeg har bedt proceslederne sige god for")
    approve(anne, "Sara Lind")
    answer_shortly_and_send(sara)

    expect_the_sums(anne)


def invite(anne: Desk, *names: str) -> None:
    anne.command("/sammen invitér")
    form = anne.modal("Invitér til processen")
    field = form.get_by_role("combobox", name="Hvem skal inviteres?")
    for name in names:
        field.press_sequentially(name)
        anne.option(name).click()
    field.blur()  # the list of names lies over the button
    form.get_by_role("button", name="Invitér").click()
    expect(anne.newest).to_contain_text(
        f"{len(names)} er inviteret til Sammen om emissionsfrie arbejdsmaskiner: {', '.join(names)}"
    )


def join_as_invited(mette: Desk) -> None:
    mette.press("Anne Holm spørger, om du vil være med", "Kom i gang")
    mette.introduce_oneself(typed="aalb", organisation="Aalborg Kommune")
    expect(mette.log).to_contain_text("Du er med i Sammen om emissionsfrie arbejdsmaskiner")


def answer_which_machines(mette: Desk) -> None:
    mette.tick(
        "Hvilke arbejdsmaskiner bliver brugt", "Små maskiner, 2-5 ton", "Store maskiner over 15 ton"
    )
    mette.tick("Hvor kommer maskinerne fra?", "Vi ejer dem selv", "Vi lejer dem")


def answer_how_many(mette: Desk) -> None:
    """The volumes, with a step back to correct one and a word that is no number; then a pause."""
    mette.answer("Hvor mange maskiner op til 5 ton", "5")
    mette.choose("Hvor mange maskiner over 5 ton", "Tilbage")
    expect(mette.asked("Hvor mange maskiner op til 5 ton")).to_contain_text("Jeres svar nu: 5")
    mette.say(AALBORG[SMALL].typed)
    mette.answer("Hvor mange maskiner over 5 ton", AALBORG[LARGE].typed)
    mette.answer("For hvor mange kroner", "det kommer an på")
    expect(mette.asked("For hvor mange kroner")).to_contain_text("Jeg kunne ikke finde et tal")
    mette.say(AALBORG[WORKS].typed)
    mette.choose("Regner I med at sende bygge- eller anlægsopgaver i udbud", "Ja")
    mette.answer("Hvor mange udbud regner I med?", "4-6")
    mette.choose("Hvornår kommer det første udbud?", "Pause")
    expect(mette.newest).to_contain_text("Alt er gemt, og du er nået til 8 af")


def go_on_after_the_pause(mette: Desk) -> None:
    """Where she stopped, though Sammen was gone meanwhile."""
    mette.press("Alt er gemt", "Fortsæt")
    mette.answer("Hvornår kommer det første udbud?", "til efteråret")


def answer_the_rest(mette: Desk) -> None:
    mette.choose("Hvad beder I om i jeres udbud i dag", "Ønske")
    mette.choose("emissionsfrie maskiner op til 5 ton?", "Krav, hvor det er muligt")
    mette.answer("Fra hvilket år kan I stille det krav", "2024")
    mette.choose("emissionsfrie maskiner over 5 ton?", "Ved ikke endnu")
    mette.tick("Hvad holder jer tilbage i dag?", "Prisen", "Strøm på byggepladsen")
    mette.answer("Hvad har I mest brug for fra de andre", WISH)
    mette.choose("Vil I dele jeres udbudstekster", "Ja")
    mette.choose("Har I mandat", "Vi er ved at få det")
    mette.pick("Hvem beslutter det hos jer?", "Et politisk udvalg")
    mette.answer("Hvornår regner I med, at beslutningen er truffet?", "januar 2023")
    mette.answer("Er der andet, I vil fortælle", "spring over")
    expect(mette.newest).to_contain_text("Alt er besvaret.")
    expect(mette.newest).to_contain_text(WISH)


def join_by_the_post(person: Desk, *, typed: str, organisation: str) -> None:
    person.look_at("emissionsfrie-arbejdsmaskiner")
    person.press("Er du offentlig bygherre", "Vær med")
    expect(person.newest).to_contain_text("Jeg har skrevet til dig i en direkte besked.")
    person.look_at("Sammen")
    person.press("Jeg hedder Sammen", "Kom i gang")
    person.introduce_oneself(typed=typed, organisation=organisation)


def change_one_and_send(jonas: Desk) -> None:
    """The answer that Jonas changes closes the branch of three others."""
    expect(jonas.newest).to_contain_text("Svar fra Aalborg Kommune")
    edit = jonas.newest.get_by_role("button", name="Ret")
    edit.and_(jonas.page.locator("[aria-description='Ret: Udbud i de næste 24 måneder']")).click()
    expect(jonas.asked("Regner I med at sende bygge-")).to_contain_text("Jeres svar nu: Ja")
    jonas.choose("Regner I med at sende bygge-", "Nej")
    expect(jonas.log).to_contain_text("3 svar er lagt til side, fordi de ikke længere passer")
    jonas.press("Alt er besvaret.", "Send svar")
    expect(jonas.newest).to_contain_text("Svarene fra Aalborg Kommune er sendt")


def approve(anne: Desk, name: str) -> None:
    anne.look_at("procesledere")
    card = anne.message(f"{name} vil være med i")
    expect(card).to_contain_text("sara.lind@odense.example (bekræftet af Slack)")
    card.get_by_role("button", name="Godkend", exact=True).click()
    expect(anne.newest).to_contain_text("Godkendt af Anne Holm")


def answer_shortly_and_send(sara: Desk, *, wish: str = "spring over") -> None:
    sara.press("Du er med i Sammen om emissionsfrie", "Begynd på spørgsmålene")
    sara.tick(
        "Hvilke arbejdsmaskiner bliver brugt",
        "Minimaskiner under 2 ton",
        "Store maskiner over 15 ton",
    )
    sara.tick("Hvor kommer maskinerne fra?", "Vi lejer dem")
    sara.answer("Hvor mange maskiner op til 5 ton", ODENSE[SMALL].typed)
    sara.answer("Hvor mange maskiner over 5 ton", ODENSE[LARGE].typed)
    sara.answer("For hvor mange kroner", ODENSE[WORKS].typed)
    sara.choose("Regner I med at sende bygge- eller anlægsopgaver i udbud", "Nej")
    sara.choose("Hvad beder I om i jeres udbud i dag", "Ikke noget endnu")
    sara.choose("emissionsfrie maskiner op til 5 ton?", "Krav, hvor det er muligt")
    sara.choose("emissionsfrie maskiner over 5 ton?", "Ønske")
    sara.choose("Hvad holder jer tilbage i dag?", "Spring over")
    sara.answer("Hvad har I mest brug for fra de andre", wish)
    sara.choose("Har I mandat", "Ja")
    sara.choose("Er der andet, I vil fortælle", "Spring over")
    sara.press("Alt er besvaret.", "Send svar")
    expect(sara.newest).to_contain_text("Svarene fra Odense Kommune er sendt")


def expect_the_sums(anne: Desk) -> None:
    anne.command("/sammen status")
    status = anne.message("2 af 2 organisationer har sendt deres svar.")
    expect(status).to_contain_text("Aalborg Kommune, Odense Kommune")
    expect(status).to_contain_text("Peter Dam: inviteret 9. maj")
    status.get_by_role("button", name="Vis svarene").click()

    answers = anne.modal("Svarene")

    for question in (SMALL, LARGE, WORKS):
        sums = total(AALBORG[question], ODENSE[question])
        assert lines_under(answers, question) == ["2 sendt", *sums]
    assert lines_under(answers, "Antal udbud") == ["Ingen svar endnu"]  # the branch is closed
    assert lines_under(answers, "Udbud i de næste 24 måneder")[:2] == ["2 sendt", "Nej: 2"]
    assert "Krav, hvor det er muligt: 2" in lines_under(answers, "Mål op til 5 ton")
    assert lines_under(answers, "Behov fra de andre") == [
        "2 sendt",
        f"Aalborg Kommune: {WISH}",
        "Sprunget over: 1",
    ]


def lines_under(answers: Locator, question: str) -> list[str]:
    """What the facilitators read between a question's heading and the next heading."""
    lines = [line for line in answers.inner_text().splitlines() if line.strip()]
    below = lines[lines.index(question) + 1 :]
    return list(itertools.takewhile(lambda line: line not in headings(), below))


@functools.cache
def headings() -> frozenset[str]:
    file = yaml.safe_load(PROCESS_FILE.read_text(encoding="utf-8"))
    sections = file["needs"]["sections"]
    shorts = [question["short"]["da"] for one in sections for question in one["questions"]]
    return frozenset([*shorts, *(one["title"]["da"] for one in sections)])
