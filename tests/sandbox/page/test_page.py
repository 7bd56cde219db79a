"""Conversations in a real browser, with the real sandbox behind the page."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.screen import composer, log, say
from tests.sandbox.page.stand_in import DM, StandIn, actions, button, section

pytestmark = pytest.mark.story


def test_what_one_writes_is_shown_once_and_told_to_the_app(page: Page, app: StandIn) -> None:
    say(page, "Vi skal bruge *to* gravemaskiner & en <læsser>")

    article = log(page).get_by_role("article")
    expect(article).to_have_count(1)
    expect(article).to_contain_text("Vi skal bruge to gravemaskiner & en <læsser>")
    expect(article.locator("strong", has_text="to")).to_have_text("to")
    expect(composer(page)).to_have_value("")
    assert [told["text"] for told in app.heard("message")] == [
        "Vi skal bruge *to* gravemaskiner &amp; en &lt;læsser&gt;"
    ]


def test_shift_enter_makes_a_line_instead_of_sending(page: Page) -> None:
    composer(page).press_sequentially("en")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("to")

    expect(composer(page)).to_have_value("en\nto")
    expect(log(page).get_by_role("article")).to_have_count(0)


def test_own_messages_can_be_edited_and_deleted(page: Page) -> None:
    say(page, "Femten")
    article = log(page).get_by_role("article")
    article.hover()

    article.get_by_role("button", name="Rediger besked").click()
    article.get_by_label("Beskedens tekst").fill("Seksten")
    page.keyboard.press("Enter")
    expect(article).to_contain_text("Seksten (redigeret)")
    article.get_by_role("button", name="Slet besked").click()
    page.get_by_role("dialog", name="Slet beskeden?").get_by_role("button", name="Slet").click()

    expect(article).to_have_count(0)


def test_a_message_that_the_app_changes_is_changed_where_it_stands(
    page: Page, app: StandIn
) -> None:
    ts = app.post(section("Er det rigtigt?"), actions(button("Ja")))
    app.post(section("Nyere"))

    app.call("chat.update", channel=DM, ts=ts, text="Tak", blocks=[section("Tak for svaret")])

    articles = log(page).get_by_role("article")
    expect(articles.first).to_contain_text("Tak for svaret")
    expect(articles).to_have_count(2)
    expect(log(page).get_by_role("button", name="Ja")).to_have_count(0)


def test_a_command_is_offered_and_its_answer_is_for_one_person_only(
    page: Page, app: StandIn
) -> None:
    app.answers["command"] = lambda told: {"text": f"Du skrev {told['text']}"}
    composer(page).press_sequentially("/sa")
    page.get_by_role("listbox").get_by_role("option", name="/sammen").click()
    composer(page).press_sequentially("status")
    composer(page).press("Enter")

    expect(log(page).get_by_role("article")).to_contain_text("Kun synlig for dig")
    expect(log(page).get_by_role("article")).to_contain_text("Du skrev status")
    page.get_by_label("Du er").select_option("U0JONAS")
    expect(log(page)).to_contain_text("Her er ingen beskeder endnu.")


def test_a_reply_stands_in_the_thread_and_is_counted_beside_the_message(page: Page) -> None:
    say(page, "Hvem kommer?")
    log(page).get_by_role("article").hover()
    log(page).get_by_role("button", name="Tråd").click()

    page.get_by_label("Svar i tråd").fill("Jeg gør")
    page.keyboard.press("Enter")

    expect(page.get_by_role("log", name="Hele tråden").get_by_role("article")).to_have_count(2)
    expect(log(page).get_by_role("button", name="1 svar")).to_be_visible()
    expect(log(page).get_by_role("article")).to_have_count(1)


def test_a_file_is_sent_and_can_be_fetched_again(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "behov.csv"
    file.write_text("maskine;antal\n", encoding="utf-8")
    page.get_by_label("Filer til beskeden").first.set_input_files(file)

    say(page, "Se bilaget")
    with page.expect_download() as download:
        log(page).get_by_role("link", name="Hent behov.csv").click()

    assert Path(download.value.path()).read_text(encoding="utf-8") == "maskine;antal\n"


def test_the_clock_is_wound_forwards_in_danish(page: Page) -> None:
    expect(page.locator("#clock")).to_contain_text("mandag 9. maj 2022 kl. 8.3")

    page.get_by_role("button", name="+1 dag").click()

    expect(page.locator("#clock")).to_contain_text("tirsdag 10. maj 2022 kl. 8.3")


def test_an_app_that_does_not_answer_in_time_is_reported(page: Page, app: StandIn) -> None:
    page.request.post(f"{page.url.split('?')[0]}page/settings", data={"ack_seconds": 0.1})
    app.answers["block_actions"] = lambda _: threading.Event().wait(1) and None
    app.post(actions(button("Start")))

    log(page).get_by_role("button", name="Start").click()

    expect(page.get_by_role("status")).to_contain_text("Sammen svarede ikke i tide. Prøv igen.")
    expect(log(page).get_by_role("button", name="Start")).to_be_enabled()


def test_who_is_taken_out_of_a_private_channel_comes_back_to_the_app(page: Page) -> None:
    address = page.url.split("?")[0]
    page.goto(f"{address}?as=U0ANNE#G0LEDERE")
    expect(page.get_by_role("heading", name="procesledere")).to_be_visible()

    page.request.post(f"{address}page/leave", data={"as": "U0ANNE", "channel": "G0LEDERE"})

    expect(page.get_by_role("heading", name="Sammen", exact=True)).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("link", name="procesledere")).to_have_count(0)


def test_an_address_that_leads_nowhere_leads_to_the_app(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}#C0NOWHERE")
    page.reload()

    expect(page.get_by_role("heading", name="Sammen", exact=True)).to_be_visible()
    expect(log(page)).to_contain_text("Her er ingen beskeder endnu.")


def test_on_a_phone_the_sidebar_is_a_drawer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    room = page.get_by_role("navigation").get_by_role("link", name="generelt")
    expect(room).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    room.click()

    expect(page.get_by_role("heading", name="#generelt")).to_be_visible()
    expect(room).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
