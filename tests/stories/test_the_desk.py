"""A week at the facilitators' desk: a list with faults, an announcement put right, Monday's digest.

At the end Anne takes everything away as a file, which somebody else reads than who wrote it, and
which is held against the rows of the database.
"""

import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.stories.conftest import SitDown
from tests.stories.desk import Desk
from tests.stories.exported import cells_due, cells_of
from tests.stories.running import Running
from tests.stories.test_a_workshop import pass_time_until
from tests.stories.test_from_invitation_to_sums import (
    answer_shortly_and_send,
    answer_which_machines,
    approve,
    join_as_invited,
    join_by_the_post,
)

pytestmark = pytest.mark.story

# As an older spreadsheet saves it: Latin-1, semicolons, and one organisation spelt three ways.
LIST = """Navn;Mailadresse;Kommune
Mette Friis;mette.friis@aalborg.example;AALBORG KOMM.
Jonas Krogh;jonas.krogh(at)aalborg.example;Aalborg Kommune
Mette Friis;METTE.FRIIS@aalborg.example;Ålborg Kommune
Peter Dam;peter.dam@metro.example;Metroselskabet
Nora Bæk;nora.baek@odense.example;Odnse Kommune
""".encode("latin-1")
FATES = """Række;Navn;Mail;Organisation;Hvad sker der;Hvorfor;Hvad kan du gøre
2;Mette Friis;mette.friis@aalborg.example;Aalborg Kommune;Inviteres i Slack;;
3;Jonas Krogh;jonas.krogh(at)aalborg.example;Aalborg Kommune;Kan ikke bruges;\
»jonas.krogh(at)aalborg.example« er ikke en mailadresse.;Ret den til formen navn@kommune.dk.
4;Mette Friis;METTE.FRIIS@aalborg.example;Aalborg Kommune;Står der to gange;\
Adressen står også i række 2.;
5;Peter Dam;peter.dam@metro.example;Metroselskabet;Slås op i Slack, ellers mail;;
6;Nora Bæk;nora.baek@odense.example;Odense Kommune;Jeg er i tvivl om organisationen;\
»Odnse Kommune« ligner »Odense Kommune«.;Sig, hvem det er, før du importerer.
"""

WRONG = "Hej {fornvan}. Send svarene fra {organisation} senest 20. maj."
FIRST = "Hej {fornavn}. Send svarene fra {organisation} senest 20. maj."
RIGHT = "Hej {fornavn}. Send svarene fra {organisation} senest 27. maj."
METTE_READS_FIRST = "Hej Mette. Send svarene fra Aalborg Kommune senest 20. maj."
METTE_READS_RIGHT = "Hej Mette. Send svarene fra Aalborg Kommune senest 27. maj."

WISH = "=1+1 priser & erfaringer"  # a spreadsheet must not calculate it


def test_a_week_at_the_desk(running: Running, sits_down: SitDown) -> None:
    anne, mette, sara = sits_down("U0ANNE"), sits_down("U0METTE"), sits_down("U0SARA")
    import_a_list_with_faults(anne, fetch=lambda link: fetch(running, link))
    join_as_invited(mette)
    answer_which_machines(mette)
    mette.asked("Hvor mange maskiner op til 5 ton")
    hear_that_a_mail_came_back(anne)
    anne.command("/sammen opslag")
    expect(anne.newest).to_contain_text("Opslaget er på vej til kanalen.")
    join_by_the_post(sara, typed="odense", organisation="Odense Kommune")
    approve(anne, "Sara Lind")
    anne.look_at("Sammen")
    anne.command("/sammen status")
    expect(anne.newest).to_contain_text("0 af 3 organisationer har sendt deres svar.")
    answer_shortly_and_send(sara, wish=WISH)

    report = announce_to_those_who_have_not_sent(anne)
    message = mette.message("senest 20. maj.")
    expect(message).to_contain_text(METTE_READS_FIRST)
    message.get_by_role("button", name="Set", exact=True).click()
    expect(report).to_contain_text("Set: 1 af 2.")
    place = message.get_attribute("data-ts")
    correct(anne, report)
    expect(mette.log.locator(f"[data-ts='{place}']")).to_contain_text(METTE_READS_RIGHT)
    expect(mette.log).not_to_contain_text(METTE_READS_FIRST)
    expect(sara.log).not_to_contain_text("senest 27. maj.")  # she has sent

    pass_time_until(anne, "Status: Sammen om emissionsfrie arbejdsmaskiner")
    expect(anne.page.locator("#clock")).to_have_text("mandag 16. maj 2022 kl. 8.30")
    read_the_digest(anne)
    look_at_the_charts(anne)
    hold_against_the_rows(take_away(anne, running), running)


def import_a_list_with_faults(anne: Desk, *, fetch: Callable[[Locator], bytes]) -> None:
    """Anne reads what would become of each row, settles the doubt, and says yes."""
    anne.command("/sammen import")
    form = anne.modal("Importér en liste")
    file: FilePayload = {"name": "deltagere.csv", "mimeType": "text/csv", "buffer": LIST}
    form.locator("input[type=file]").set_input_files([file])
    expect(form).to_contain_text("deltagere.csv")
    form.get_by_role("button", name="Se, hvad der sker").click()
    looked_through = anne.modal("Se det igennem")
    expect(looked_through.get_by_role("listitem")).to_have_text(
        [
            "1 har en konto i Slack og får en direkte besked",
            "1 slår jeg op i Slack: er der en konto, skriver jeg der, ellers på mail",
            "1 har en organisation, jeg er i tvivl om",
            "1 står på listen mere end én gang",
            "1 kan jeg ikke bruge",
            "Række 3, Jonas Krogh: »jonas.krogh(at)aalborg.example« er ikke en mailadresse.",
        ]
    )
    rows = fetch(anne.log.get_by_role("link", name="Hent import-rapport.csv"))
    assert rows.decode("utf-8-sig").replace("\r\n", "\n") == FATES

    looked_through.get_by_role("combobox", name="»Odnse Kommune« (1 række)").click()
    anne.option("Det er Odense Kommune").click()
    looked_through.get_by_role("button", name="Importér 3", exact=True).click()
    expect(looked_through).to_be_hidden()
    done = anne.message("Importen til Sammen om emissionsfrie arbejdsmaskiner er færdig.")
    expect(done).to_contain_text("1 har fået en besked i Slack. 2 slår jeg op i Slack")
    expect(done).to_contain_text("1 række er ikke importeret")


def hear_that_a_mail_came_back(anne: Desk) -> None:
    """Nora is not in Slack, and the sandbox has no mailbox for her."""
    anne.look_at("procesledere")
    failed = "Til Nora Bæk, nora.baek@odense.example:"
    expect(anne.log).to_contain_text(failed, timeout=60_000)  # looked up four times a minute
    expect(anne.newest).to_contain_text("Denne mail nåede ikke frem")
    anne.look_at("Sammen")


def announce_to_those_who_have_not_sent(anne: Desk) -> Locator:
    """Members and invited people alike. The report, once it says that all have it."""
    anne.command("/sammen udmelding")
    form = anne.modal("Udmelding")
    words = form.get_by_role("textbox", name="Tekst", exact=True)
    words.fill(WRONG)
    form.get_by_role("combobox", name="Hvor langt de er").click()
    anne.option("Er med").click()
    anne.option("Er inviteret og har ikke svaret").click()
    form.get_by_role("combobox", name="Mangler svar").click()
    anne.option("Har ikke sendt behovskortlægningen").click()
    form.get_by_role("checkbox", name="Sæt knappen »Set« under beskeden").check()
    form.get_by_role("button", name="Se, hvem der får den").click()
    expect(form).to_contain_text("{fornvan} kender jeg ikke. Mente du {fornavn}?")
    words.fill(FIRST)
    form.get_by_role("button", name="Se, hvem der får den").click()

    sure = anne.modal("Er det rigtigt?")
    expect(sure).to_contain_text("2 personer får udmeldingen i Slack.")
    expect(sure).to_contain_text("Mette Friis (Aalborg Kommune), Peter Dam (Metroselskabet)")
    expect(sure).to_contain_text(METTE_READS_FIRST)
    sure.get_by_role("button", name="Send til 2 personer", exact=True).click()
    expect(anne.page.get_by_role("dialog")).to_have_count(0)
    report = anne.message("Udmelding:")
    expect(report).to_contain_text("Leveret til alle 2.", timeout=30_000)
    return report


def correct(anne: Desk, report: Locator) -> None:
    """Other words, in every copy that is out."""
    report.get_by_role("button", name="Ret", exact=True).click()
    form = anne.modal("Ret udmeldingen")
    form.get_by_role("textbox", name="Tekst", exact=True).fill(RIGHT)
    form.get_by_role("button", name="Se, hvad det gør").click()
    sure = anne.modal("Er det rigtigt?")
    expect(sure).to_contain_text("2 har fået de gamle ord og får dem skiftet ud.")
    sure.get_by_role("button", name="Send rettelsen").click()
    expect(anne.page.get_by_role("dialog")).to_have_count(0)
    expect(report).to_contain_text("Rettet og leveret til alle 2.", timeout=30_000)


def read_the_digest(anne: Desk) -> None:
    """It came unasked, and leads on to why a message did not arrive."""
    digest = anne.message("Status: Sammen om emissionsfrie arbejdsmaskiner")
    expect(digest).to_contain_text("1 af 3 organisationer har sendt deres svar.")
    expect(digest).to_contain_text("1 har sendt: Odense Kommune")
    expect(digest).to_contain_text("33 % har svaret, ingen i denne uge.")
    expect(digest).to_contain_text("Har sendt: Odense Kommune")
    expect(digest).to_contain_text("Aalborg Kommune: i gang, sidste svar 9. maj 2022")
    expect(digest).to_contain_text("1 besked er ikke kommet frem: tryk på Status.")
    digest.get_by_role("button", name="Status", exact=True).click()
    expect(anne.newest).to_contain_text("Til Nora Bæk med mail: Anne Holm inviterer dig")


def look_at_the_charts(anne: Desk) -> None:
    """Pictures, each with its numbers in words."""
    anne.newest.get_by_role("button", name="Hent diagrammer").click()
    alts = {"svar-over-tid": "9. maj 2022: 1.", "svar": "Vi lejer dem: 1 (+ 1 undervejs)"}
    alts["behov"] = "Egne og lejede op til 5 ton, pr. år: Kommuner: 20 maskiner."
    for name, words in alts.items():
        link = anne.log.get_by_role("link", name=f"Hent {name}.png", exact=True)
        picture = link.get_by_role("img")
        expect(picture).to_have_attribute("alt", re.compile(re.escape(words)), timeout=30_000)
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("one => one.naturalWidth") > 600


def take_away(anne: Desk, running: Running) -> bytes:
    """The file that comes to Anne alone."""
    anne.command("/sammen eksport")
    form = anne.modal("Eksportér")
    form.get_by_role("button", name="Excel", exact=True).click()
    expect(form).to_contain_text("Filen ligger i vores direkte beskeder.")
    name = "Hent emissionsfrie-arbejdsmaskiner-2022-05-16.xlsx"
    return fetch(running, anne.log.get_by_role("link", name=name, exact=True))


def fetch(running: Running, link: Locator) -> bytes:
    """What is behind a link to a file."""
    path = link.get_attribute("href")
    assert path is not None
    assert path.startswith("/files/")
    with urllib.request.urlopen(f"{running.url}{path}") as answer:
        content: bytes = answer.read()
        return content


def hold_against_the_rows(workbook: bytes, running: Running) -> None:
    """Every cell of every organisation and question, in the order of the status."""
    found = cells_of(workbook, "Nøgler")
    stages = {"Odense Kommune": "done", "Aalborg Kommune": "begun", "Metroselskabet": "invited"}
    headings = list(found["Odense Kommune"])
    assert len(headings) == 5 + 20 + 3 * 4  # of an organisation, of questions, of four numbers
    assert list(found.items()) == list(
        cells_due(running.database_url, stages=stages, headings=headings).items()
    )
    assert found["Odense Kommune"]["needs_from_others"] == WISH
    assert found["Odense Kommune"]["volume_over_5t: til"] == 10
    in_words = cells_of(workbook, "Svar")["Odense Kommune"]
    assert in_words["Maskintyper"] == "Minimaskiner under 2 ton · Store maskiner over 15 ton"
