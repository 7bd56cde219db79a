"""A workshop lived through: invited, accepted in a calendar, moved, reminded, held, followed up."""

import pytest
from playwright.sync_api import Locator, expect

from tests.stories.conftest import SitDown
from tests.stories.desk import Desk
from tests.stories.running import Running

pytestmark = pytest.mark.story

WORKSHOP = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"


def test_a_workshop_from_invitation_to_materials(running: Running, sits_down: SitDown) -> None:
    assert running.url
    mette, anne = sits_down("U0METTE"), sits_down("U0ANNE")
    mette.begin(typed="aalb", organisation="Aalborg Kommune")
    expect(mette.newest).to_contain_text("Hvilke arbejdsmaskiner")

    pass_time_until(mette, "inviterer dig til")
    expect(card(mette)).to_contain_text("onsdag 8. juni 2022 kl. 12.00–16.00")
    accept_in_the_calendar(mette, subject="Invitation: ")
    expect(card(mette)).to_contain_text("Du deltager. Det svarede du i din kalender.")

    move_to_the_day_after(anne)
    expect(mette.newest).to_contain_text("Flyttet fra onsdag 8. juni 2022 kl. 12.00–16.00.")
    expect(mette.newest).to_contain_text("torsdag 9. juni 2022 kl. 12.00–16.00")
    expect(mette.newest).to_contain_text("Du svarede ja til det tidligere tidspunkt.")
    mette.newest.get_by_role("button", name="Deltager", exact=True).click()
    expect(card(mette)).to_contain_text("Du deltager.")
    pass_time(mette, "+1 time")  # the calendar is told after a minute for second thoughts
    see_in_the_calendar(mette, day="torsdag 9. juni 2022", answer="Accepteret")

    pass_time_until(mette, "er om 7 dage")
    pass_time_until(mette, "er i morgen")
    pass_time_until(mette, "begynder kl. 12.00")
    mette.press("begynder kl. 12.00", "Jeg er her")
    expect(mette.log).to_contain_text("Godt, du er her")

    pass_time_until(anne, "er slut", place="procesledere")
    follow_up(anne)
    mette.look_at("Sammen")
    expect(mette.newest).to_contain_text("Tak, fordi du var med")
    expect(mette.newest).to_contain_text("Vi går videre med fælles udbudstekster.")
    mette.newest.get_by_role("button", name="Godt", exact=True).click()
    expect(mette.log).to_contain_text("Tak")
    anne.look_at("Sammen")
    anne.command("/sammen status")
    expect(anne.newest).to_contain_text("1 kom fra 1 organisation")


def pass_time_until(desk: Desk, words: str, *, place: str = "Sammen") -> None:
    """Press *Til det næste* until Sammen has said that there."""
    desk.look_at(place)
    said = desk.log.get_by_role("article").filter(has_text=words).last
    for _ in range(20):
        try:
            expect(said).to_be_visible(timeout=3_000)
        except AssertionError:
            pass_time(desk, "Til det næste")
        else:
            return
    raise AssertionError(f"nobody says {words!r}: {desk.log.inner_text()[-2000:]}")


def pass_time(desk: Desk, button: str) -> None:
    """Press a button of the sandbox's clock."""
    clock = desk.page.locator("#clock")
    before = clock.inner_text()
    desk.page.get_by_role("button", name=button).click()
    expect(clock).not_to_have_text(before)


def card(desk: Desk) -> Locator:
    """The newest message about the workshop that can be answered."""
    desk.look_at("Sammen")
    file = desk.page.get_by_role("button", name="Kalenderfil")
    about = desk.log.get_by_role("article").filter(has_text=WORKSHOP)
    return about.filter(has=file).last


def accept_in_the_calendar(desk: Desk, *, subject: str) -> None:
    open_mail(desk, subject)
    desk.page.get_by_role("button", name="Acceptér").click()
    expect(desk.page.locator("#letter")).to_contain_text("Dit svar er sendt: Accepteret.")


def open_mail(desk: Desk, subject: str) -> None:
    desk.page.get_by_role("navigation").get_by_role("link", name="Mail", exact=True).click()
    mails = desk.page.get_by_role("list", name="Mails").get_by_role("link")
    mails.filter(has_text=f"{subject}{WORKSHOP}").first.click()


def see_in_the_calendar(desk: Desk, *, day: str, answer: str) -> None:
    """The workshop stands there once, on that day, with that answer."""
    desk.page.get_by_role("navigation").get_by_role("link", name="Min kalender").click()
    calendar = desk.page.locator("#calendar")
    expect(calendar.get_by_text(WORKSHOP)).to_have_count(1)
    on_that_day = calendar.get_by_role("region", name=day).filter(has_text=WORKSHOP)
    expect(on_that_day).to_contain_text(answer)


def move_to_the_day_after(anne: Desk) -> None:
    """Anne changes the day, and reads first what that asks of whom."""
    anne.command("/sammen møder")
    meetings = anne.modal("Møder")
    meetings.get_by_role("button", name="Ret", exact=True).first.click()
    form = anne.modal("Ret mødet")
    form.get_by_label("Dag", exact=True).fill("2022-06-09")
    form.get_by_role("button", name="Se, hvad det gør").click()
    sure = anne.modal("Er det rigtigt?")
    expect(sure).to_contain_text("Det beder alle svare igen.")
    sure.get_by_role("button", name="Gem ændringen").click()
    expect(anne.newest).to_contain_text("er gemt.")


def follow_up(anne: Desk) -> None:
    """Mette is ticked off already; decisions and a link go out."""
    anne.press("er slut", "Efter mødet")
    form = anne.modal("Efter mødet")
    form.get_by_label("Hvad blev besluttet?").fill("Vi går videre med fælles udbudstekster.")
    form.get_by_label("Links").fill("Referat https://co-pi.example/referat")
    form.get_by_role("button", name="Se, hvem der får det").click()
    sure = anne.modal("Er det rigtigt?")
    expect(sure).to_contain_text("1 person får en tak")
    sure.get_by_role("button", name="Send", exact=True).click()
    expect(sure).to_be_hidden()
