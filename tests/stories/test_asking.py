"""Somebody asks in her own words: gets a document, asks a human, and the next one gets the answer."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import SitDown
from tests.stories.desk import Desk
from tests.stories.running import Running

pytestmark = pytest.mark.story

ASKED = "Kan vi få tilskud til ladestandere?"
ANSWER = "Nej, processen har ingen tilskud. Spørg Energistyrelsen."


def test_what_one_asks_a_human_the_next_one_gets_at_once(
    running: Running, sits_down: SitDown
) -> None:
    assert running.url
    mette, anne = sits_down("U0METTE", on_phone=True), sits_down("U0ANNE")
    mette.begin(typed="aalb", organisation="Aalborg Kommune")
    expect(mette.newest).to_contain_text("Hvilke arbejdsmaskiner")

    mette.say("ka du lige sende invitationen")
    expect(mette.message("Invitation til skaleringsprocessen")).to_be_visible()
    expect(mette.newest).to_contain_text("Hvilke arbejdsmaskiner")  # put again

    mette.say(ASKED)
    offer = mette.message("Det kan jeg ikke svare på")
    expect(offer).to_contain_text("Intet er sendt endnu.")
    offer.get_by_role("button", name="Send til proceslederne").click()
    expect(mette.log).to_contain_text("Svaret kommer her.")

    answer(anne)
    expect(mette.message("Anne Holm")).to_contain_text(ANSWER)

    publish(anne)
    jonas = sits_down("U0JONAS")
    jonas.begin(typed="aalb", organisation="Aalborg Kommune")
    jonas.say("hej, kan man få tilskud til en ladestander?")
    expect(jonas.message(ANSWER)).not_to_contain_text("Mette")


def answer(anne: Desk) -> None:
    """From the card in the facilitators' channel."""
    anne.look_at("procesledere")
    anne.press("Spørgsmål fra Mette Friis", "Svar")
    form = anne.modal("Svar")
    expect(form).to_contain_text(ASKED)
    form.get_by_label("Dit svar").fill(ANSWER)
    form.get_by_role("button", name="Send svar").click()
    expect(form).to_be_hidden()


def publish(anne: Desk) -> None:
    """For everybody, in both languages, without who asked."""
    anne.press("Spørgsmål fra Mette Friis", "Gør til FAQ")
    form = anne.modal("Spørgsmål og svar")
    form.get_by_label("Spørgsmålet på dansk").fill("Kan vi få tilskud til ladestandere?")
    form.get_by_label("Svaret på dansk").fill(ANSWER)
    form.get_by_label("Spørgsmålet på engelsk").fill("Is there a subsidy for charging stations?")
    form.get_by_label("Svaret på engelsk").fill("No, the process has no subsidies.")
    form.get_by_role("button", name="Offentliggør").click()
    expect(form).to_be_hidden()
