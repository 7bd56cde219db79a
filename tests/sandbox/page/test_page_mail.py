"""Mail and calendar in a real browser."""

import email
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.server import RunningSandbox, start
from tests.sandbox.calendar_files import calendar_file
from tests.sandbox.driving import Api, fetch
from tests.sandbox.mailing import contents, invitation, mail, send
from tests.sandbox.page.screen import log
from tests.sandbox.page.stand_in import DM, METTE

pytestmark = pytest.mark.story

LATER = "20220510T070000Z"


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    sandbox = start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def page(browser: Browser, sandbox: RunningSandbox) -> Iterator[Page]:
    """Mette looks at her mail. Anything wrong in the page's code fails the test."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{sandbox.url}/?as={METTE}#mail")
    expect(page.get_by_role("heading", name="Mail", exact=True)).to_be_visible()
    yield page
    context.close()
    assert wrong == []


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=name)


def inbox(page: Page) -> Locator:
    return page.get_by_role("list", name="Mails").get_by_role("link")


def test_a_new_mail_is_counted_listed_and_read(page: Page, sandbox: RunningSandbox) -> None:
    expect(page.get_by_text("Der er ingen mails endnu.")).to_be_visible()

    send(sandbox, mail("Velkommen", "Hej <b>Mette</b>\n\nSe https://moede.example/start."))
    expect(link(page, "Mail")).to_have_attribute("aria-description", "1 ulæste")
    inbox(page).filter(has_text="Velkommen").click()

    expect(page.locator(".letter-words")).to_contain_text("Hej <b>Mette</b>\n\nSe")
    address = page.get_by_role("link", name="https://moede.example/start", exact=True)
    expect(address).to_have_attribute("href", "https://moede.example/start")
    expect(link(page, "Mail")).not_to_have_attribute("aria-description", "1 ulæste")
    expect(page.locator(".letter-head time")).to_contain_text("mandag 9. maj 2022 kl. 8.3")


def test_an_invitation_is_accepted_and_the_answer_is_mailed(
    page: Page, sandbox: RunningSandbox
) -> None:
    send(sandbox, invitation(calendar_file(), subject="Indbydelse"))
    inbox(page).click()
    card = page.get_by_role("region", name="Workshop om behov")

    expect(card).to_contain_text("Invitation")
    expect(card).to_contain_text("tirsdag 24. maj 2022 kl. 9.00-11.00")
    expect(card).to_contain_text("Sted: Rådhuset, lokale 4")
    expect(card).to_contain_text("Indkalder: Sammen")
    card.get_by_role("button", name="Acceptér").focus()
    page.keyboard.press("Enter")

    expect(card).to_contain_text("Dit svar er sendt: Accepteret.")
    expect(card.get_by_role("button", name="Acceptér")).to_be_focused()
    expect(card.get_by_role("button", name="Acceptér")).to_have_attribute("aria-pressed", "true")
    (reply,) = contents(sandbox)
    assert email.message_from_bytes(reply)["From"] == "Mette Friis <mette.friis@aalborg.example>"
    link(page, "Min kalender").click()
    day = page.get_by_role("region", name="tirsdag 24. maj 2022")
    expect(day.get_by_role("listitem").first).to_contain_text("Workshop om behovAccepteret")


def test_each_mail_is_shown_as_a_calendar_would_judge_it(
    page: Page, sandbox: RunningSandbox
) -> None:
    send(sandbox, invitation(calendar_file(), subject="Den første"))
    send(sandbox, invitation(calendar_file(sequence=1, stamp=LATER), subject="Ny tid"))
    card = page.get_by_role("region", name="Workshop om behov")

    inbox(page).filter(has_text="Den første").click()
    expect(card).to_contain_text("Allerede behandlet")
    expect(card.get_by_role("button")).to_have_count(0)
    inbox(page).filter(has_text="Ny tid").click()
    expect(card).to_contain_text("Opdatering")
    expect(card.get_by_role("button")).to_have_count(3)

    cancel = calendar_file(method="CANCEL", sequence=2, stamp=LATER)
    send(sandbox, invitation(cancel, method="CANCEL", subject="Mødet er aflyst"))

    expect(card).to_contain_text("Mødet er aflyst siden.")
    inbox(page).filter(has_text="Mødet er aflyst").click()
    expect(card).to_contain_text("Aflyst")
    link(page, "Min kalender").click()
    expect(page.get_by_text("Der står intet i kalenderen endnu.")).to_be_visible()


def test_a_reply_in_own_words_survives_new_mail_and_is_sent(
    page: Page, sandbox: RunningSandbox
) -> None:
    send(sandbox, mail("Kommer du?"))
    inbox(page).click()
    field = page.get_by_label("Svar til sammen@copi.example")
    field.fill("Ja, men")

    send(sandbox, mail("Noget andet"))
    expect(inbox(page)).to_have_count(2)
    field.press_sequentially(" lidt for sent")
    page.get_by_role("button", name="Send svar").click()

    expect(page.get_by_role("status")).to_contain_text("Sendt til sammen@copi.example.")
    expect(field).to_have_value("")
    (reply,) = contents(sandbox)
    assert b"Ja, men lidt for sent" in reply


def test_with_the_mail_server_down_an_answer_is_not_sent(
    page: Page, sandbox: RunningSandbox
) -> None:
    send(sandbox, invitation(calendar_file()))
    inbox(page).click()
    page.get_by_role("button", name="Indstillinger").click()
    page.get_by_label("Mailserveren er nede").check()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Afvis").click()

    expect(page.get_by_role("status")).to_contain_text("Mailserveren er nede. Prøv igen senere.")
    expect(page.get_by_role("button", name="Afvis")).to_be_enabled()
    expect(page.get_by_role("button", name="Afvis")).to_have_attribute("aria-pressed", "false")


def test_a_calendar_file_in_a_message_goes_into_the_calendar(
    page: Page, sandbox: RunningSandbox
) -> None:
    api = Api(sandbox)
    content = calendar_file(method="PUBLISH", attendee="", title="Afslutning")
    given = api("files.getUploadURLExternal", filename="møde.ics", length=len(content))
    fetch(given["upload_url"], content)
    api("files.completeUploadExternal", files=[{"id": given["file_id"]}], channel_id=DM)
    link(page, "Sammen").click()

    log(page).get_by_role("button", name="Åbn i kalenderen").click()

    expect(page.get_by_role("status")).to_contain_text("Mødet er lagt i din kalender.")
    expect(log(page).get_by_role("link", name="Hent møde.ics")).to_be_visible()
    link(page, "Min kalender").click()
    expect(page.get_by_role("region", name="tirsdag 24. maj 2022")).to_contain_text("Fra en fil")


def test_a_reply_that_also_stands_in_the_conversation_leads_to_its_thread(
    page: Page, sandbox: RunningSandbox
) -> None:
    api = Api(sandbox)
    first = api("chat.postMessage", channel=DM, text="Workshop")["ts"]
    api("chat.postMessage", channel=DM, text="Flyttet", thread_ts=first, reply_broadcast=True)
    link(page, "Sammen").click()

    article = log(page).get_by_role("article").filter(has_text="Flyttet")
    expect(article).to_contain_text("Svarede i en tråd")
    article.get_by_role("button", name="en tråd").click()

    thread = page.get_by_role("log", name="Hele tråden").get_by_role("article")
    expect(thread).to_have_count(2)
    expect(thread.filter(has_text="Svarede i")).to_have_count(0)


def test_on_a_phone_a_mail_takes_the_list_s_place(page: Page, sandbox: RunningSandbox) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    title = "Informationsmøde for alle, der vil være med til at bestille emissionsfrie maskiner"
    send(sandbox, invitation(calendar_file(title=title), subject=title))

    inbox(page).click()
    expect(page.get_by_role("region", name=title)).to_be_visible()
    expect(inbox(page)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("link", name="Alle mails").click()

    expect(inbox(page)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_another_person_sees_another_mailbox(page: Page, sandbox: RunningSandbox) -> None:
    send(sandbox, mail("Til Mette"))
    expect(inbox(page)).to_have_count(1)

    page.get_by_label("Du er").select_option("U0LOUISE")

    expect(page.get_by_text("louise.bang@nordiskmaskin.example")).to_be_visible()
    expect(page.get_by_text("Der er ingen mails endnu.")).to_be_visible()
