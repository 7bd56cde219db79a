"""Somebody stops half-way: one friendly word two working days later, and then peace."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import SitDown
from tests.stories.test_a_workshop import pass_time_until

pytestmark = pytest.mark.story

REMINDER = "Skal vi gøre jeres svar færdige?"


def test_who_stops_half_way_is_reminded_once_in_daytime(sits_down: SitDown) -> None:
    mette = sits_down("U0METTE")
    clock = mette.page.get_by_role("group", name="Sandkassens ur")
    mette.begin(typed="aalborg", organisation="Aalborg Kommune")
    mette.tick("Hvilke arbejdsmaskiner bliver brugt", "Andet udstyr")
    mette.tick("Hvor kommer maskinerne fra?", "Entreprenørerne har dem med")
    mette.asked("For hvor mange kroner")  # and there she is interrupted, on a Monday morning

    clock.get_by_role("button", name="Til det næste").click()
    expect(clock).to_contain_text("onsdag 11. maj 2022 kl. 9.00")
    expect(mette.newest).to_contain_text(REMINDER)
    expect(mette.newest).to_contain_text("har svaret på 2 af")
    mette.press(REMINDER, "Fortsæt")
    mette.answer("For hvor mange kroner", "mellem 40 og 60 mio")
    mette.choose("Regner I med at sende bygge-", "Nej")
    mette.choose("Hvad beder I om i jeres udbud i dag", "Ikke noget endnu")
    mette.choose("Hvad holder jer tilbage i dag?", "Spring over")
    mette.choose("Hvad har I mest brug for fra de andre", "Spring over")
    mette.choose("Har I mandat", "Ja")
    mette.answer("Er der andet, I vil fortælle", "Vi lejer aldrig selv.")
    mette.press("Alt er besvaret.", "Send svar")
    expect(mette.newest).to_contain_text("Svarene fra Aalborg Kommune er sendt")

    pass_time_until(mette, "inviterer dig til")  # to the workshop
    expect(clock).to_contain_text("mandag 16. maj 2022")
    clock.get_by_role("button", name="Til det næste").click()
    expect(clock).not_to_contain_text("16. maj")
    expect(mette.log.get_by_role("article").filter(has_text=REMINDER)).to_have_count(1)
