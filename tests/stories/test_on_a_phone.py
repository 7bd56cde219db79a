"""The same on a phone, with a thumb and the phone's keyboard."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import SitDown
from tests.stories.desk import PHONE, Desk

pytestmark = pytest.mark.story


def test_questions_and_home_fit_a_phone_and_a_thumb(sits_down: SitDown) -> None:
    mette = sits_down("U0METTE", on_phone=True)
    mette.begin(typed="aalborg", organisation="Aalborg Kommune")

    question = mette.asked("Hvilke arbejdsmaskiner bliver brugt")
    question.get_by_role("checkbox", name="Andet udstyr").tap()
    expect_all_in_sight(mette)
    question.get_by_role("button", name="Gem valg").tap()
    question = mette.asked("Hvor kommer maskinerne fra?")
    question.get_by_role("checkbox", name="Entreprenørerne").focus()
    mette.page.keyboard.press("Space")
    question.get_by_role("button", name="Gem valg").focus()
    mette.page.keyboard.press("Enter")
    mette.answer("For hvor mange kroner", "ca 50 mio")
    mette.asked("Regner I med at sende bygge-").get_by_role("button", name="Nej").tap()
    mette.asked("Hvad beder I om i jeres udbud i dag")
    expect_all_in_sight(mette)

    mette.page.get_by_role("tab", name="Hjem").tap()
    expect(mette.home).to_contain_text("4 af 9 spørgsmål er besvaret for Aalborg Kommune")
    expect(mette.home).to_contain_text("ca. 50 mio. kr.")
    expect_no_sideways_scrolling(mette)
    mette.home.get_by_role("button", name="Fortsæt").tap()
    mette.page.get_by_role("tab", name="Beskeder").tap()
    mette.asked("Hvad beder I om i jeres udbud i dag")


def expect_all_in_sight(mette: Desk) -> None:
    """The newest question can be read and answered without looking for it."""
    for button in mette.newest.get_by_role("button").all():
        expect(button).to_be_in_viewport(ratio=1)
    expect_no_sideways_scrolling(mette)


def expect_no_sideways_scrolling(mette: Desk) -> None:
    assert mette.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
