"""The page in a real browser, with the real sandbox behind it and a stand-in for the app."""

import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from sandbox.server import start

pytestmark = pytest.mark.story

CHROMIUM = "/usr/bin/chromium"
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
METTE, DM = "U0METTE", "D0METTE"


class StandIn:
    """An app that remembers what it is told and answers as a test decides."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.answers: dict[str, Callable[[dict[str, Any]], Any]] = {}
        stand_in = self

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer = json.dumps(stand_in.hear(body) or {}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.api_url = ""

    def hear(self, body: str) -> Any:
        if body.startswith("{"):
            told = json.loads(body)["event"]
        else:
            form = dict(urllib.parse.parse_qsl(body))
            told = json.loads(form["payload"]) if "payload" in form else form
        kind = told.get("type", "command")
        self.told.append(told)
        return self.answers[kind](told) if kind in self.answers else None

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [told for told in self.told if told.get("type", "command") == kind]

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            self.api_url + method,
            data=json.dumps(given).encode(),
            headers={"Authorization": "Bearer xoxb-sandbox", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            answer: dict[str, Any] = json.load(response)
        assert answer["ok"], answer
        return answer

    def post(self, *blocks: dict[str, Any], text: str = "Hej", channel: str = DM) -> str:
        answer = self.call("chat.postMessage", channel=channel, text=text, blocks=list(blocks))
        return str(answer["ts"])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def app() -> Iterator[StandIn]:
    app = StandIn()
    sandbox = start(request_url=app.url)
    app.api_url = sandbox.api_url
    yield app
    sandbox.stop()
    app.close()


@pytest.fixture
def page(browser: Browser, app: StandIn) -> Iterator[Page]:
    """Mette looks at her direct messages with Sammen. Anything wrong in the page's code fails the test."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(app.api_url.removesuffix("/api/") + f"/?as={METTE}#{DM}")
    expect(page.get_by_role("heading", name="Sammen", exact=True)).to_be_visible()
    expect(log(page)).not_to_have_attribute("aria-busy", "true")
    yield page
    context.close()
    assert wrong == []


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Beskeder")


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Skriv en besked")


def say(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: dict[str, Any], block_id: str = "acts") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": text, "text": plain(text), **more}


def asked(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    element = {"action_id": "svar", **element}
    return {
        "type": "input",
        "block_id": label,
        "label": plain(label),
        "element": element,
        **more,
    }


def modal(*blocks: dict[str, Any], title: str = "Jeres behov", **more: Any) -> dict[str, Any]:
    words = {"title": plain(title), "submit": plain("Gem"), "close": plain("Luk")}
    return {"type": "modal", "callback_id": "behov", **words, "blocks": list(blocks), **more}


def open_modal(page: Page, app: StandIn, view: dict[str, Any]) -> Locator:
    """The modal, opened by the app when its button is pressed."""
    app.answers["block_actions"] = lambda told: (
        app.call("views.open", trigger_id=told["trigger_id"], view=view) and None
    )
    app.post(actions(button("Åbn")))
    log(page).get_by_role("button", name="Åbn", exact=True).click()
    shown = page.get_by_role("dialog", name=view["title"]["text"])
    expect(shown).to_be_visible()
    return shown


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


def test_formatting_becomes_elements_and_text_never_becomes_markup(
    page: Page, app: StandIn
) -> None:
    text = (
        "*fed* _kursiv_ ~væk~ `kode` <https://example.org|her> <@U0ANNE> <#C0PROCES> :+1: "
        "<!date^1652270400^{date_long} kl. {time}|snart> 2*3*4\n> citat\n• punkt\n&lt;img src=x&gt;"
    )
    app.post(section(text))
    article = log(page).get_by_role("article")

    expect(article.locator("strong").last).to_have_text("fed")
    expect(article.locator("em")).to_have_text("kursiv")
    expect(article.locator("s")).to_have_text("væk")
    expect(article.locator("code")).to_have_text("kode")
    expect(article.get_by_role("link", name="her")).to_have_attribute("href", "https://example.org")
    expect(article).to_contain_text("@Anne Holm #emissionsfrie-arbejdsmaskiner 👍")
    expect(article).to_contain_text("onsdag 11. maj 2022 kl. 14.00 2*3*4")
    expect(article.locator("blockquote")).to_have_text("citat")
    expect(article.locator("li")).to_have_text("punkt")
    expect(article).to_contain_text("<img src=x>")


def test_a_button_rests_until_the_app_has_answered(page: Page, app: StandIn) -> None:
    answered = threading.Event()
    app.answers["block_actions"] = lambda _: answered.wait(2) and None
    app.post(actions(button("Start", value="go")))
    start_button = log(page).get_by_role("button", name="Start")

    start_button.click()
    expect(start_button).to_be_disabled()
    answered.set()
    expect(start_button).to_be_enabled()
    start_button.click()
    expect(start_button).to_be_enabled()

    assert [told["actions"][0]["value"] for told in app.heard("block_actions")] == ["go", "go"]


def test_a_confirm_dialog_stands_between_the_button_and_the_app(page: Page, app: StandIn) -> None:
    words = {"title": "Sikker?", "text": "Alt slettes.", "confirm": "Ja, slet", "deny": "Nej"}
    confirm = {name: plain(text) for name, text in words.items()}
    app.post(actions(button("Slet svar", confirm=confirm)))
    pressed = log(page).get_by_role("button", name="Slet svar")

    pressed.click()
    page.get_by_role("dialog", name="Sikker?").get_by_role("button", name="Nej").click()
    assert app.heard("block_actions") == []
    pressed.click()
    page.get_by_role("dialog", name="Sikker?").get_by_role("button", name="Ja, slet").click()

    expect(pressed).to_be_enabled()
    assert len(app.heard("block_actions")) == 1


def test_a_modal_says_what_is_wrong_at_each_input_and_keeps_what_was_entered(
    page: Page, app: StandIn
) -> None:
    shown = open_modal(
        page,
        app,
        modal(
            asked("Antal", {"type": "number_input", "is_decimal_allowed": False}),
            asked("Kommune", {"type": "static_select", "options": [option("Aalborg")]}),
            asked("Bemærkning", {"type": "plain_text_input"}, optional=True),
        ),
    )
    app.answers["view_submission"] = lambda _: {
        "response_action": "errors",
        "errors": {"Antal": "Så mange er der ikke."},
    }

    shown.get_by_role("button", name="Gem").click()
    expect(shown.locator(".problem:not(:empty)")).to_have_text(["Udfyld feltet.", "Vælg en mulighed."])
    assert app.heard("view_submission") == []
    shown.get_by_label("Antal").fill("400")
    shown.get_by_label("Kommune").click()
    page.get_by_role("listbox").get_by_role("option", name="Aalborg").click()
    shown.get_by_role("button", name="Gem").click()

    expect(shown.locator(".problem:not(:empty)")).to_have_text("Så mange er der ikke.")
    expect(shown.get_by_label("Antal")).to_have_value("400")
    expect(shown.get_by_label("Antal")).to_be_focused()
    values = app.heard("view_submission")[0]["view"]["state"]["values"]
    assert values["Antal"]["svar"]["value"] == "400"
    assert values["Kommune"]["svar"]["selected_option"]["value"] == "aalborg"
    assert values["Bemærkning"]["svar"]["value"] is None


def test_escape_closes_the_topmost_modal_and_the_one_below_still_holds_its_text(
    page: Page, app: StandIn
) -> None:
    first = open_modal(
        page, app, modal(asked("Hvad", {"type": "plain_text_input"}), actions(button("Mere")))
    )
    above = modal(section("Ovenpå"), title="Mere om det")
    app.answers["block_actions"] = lambda told: (
        app.call("views.push", trigger_id=told["trigger_id"], view=above) and None
    )
    first.get_by_label("Hvad").fill("Halvt skrevet")

    first.get_by_role("button", name="Mere").click()
    expect(page.get_by_role("dialog", name="Mere om det")).to_contain_text("Ovenpå")
    page.keyboard.press("Escape")
    expect(first.get_by_label("Hvad")).to_have_value("Halvt skrevet")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(log(page).get_by_role("button", name="Åbn")).to_be_focused()


def test_an_updated_modal_keeps_what_was_typed(page: Page, app: StandIn) -> None:
    field = asked("Hvad", {"type": "plain_text_input"})
    shown = open_modal(page, app, modal(field))
    shown.get_by_label("Hvad").fill("Midt i et ord")
    stack = page.request.get(f"{page.url.split('?')[0]}page/views?as={METTE}").json()["views"]

    app.call("views.update", view_id=stack[0]["id"], view=modal(section("Nyt ovenover"), field))

    expect(shown).to_contain_text("Nyt ovenover")
    expect(shown.get_by_label("Hvad")).to_have_value("Midt i et ord")
    expect(shown.get_by_label("Hvad")).to_be_focused()


def test_an_external_select_asks_the_app_once_for_what_was_typed(page: Page, app: StandIn) -> None:
    found = [option("Odense Kommune"), option("Odder Kommune")]
    app.answers["block_suggestion"] = lambda _: {"options": found}
    select = {"type": "external_select", "action_id": "find", "placeholder": plain("Find kommune")}
    app.post(actions({**select, "min_query_length": 2}))
    field = log(page).get_by_role("combobox", name="Find kommune")

    field.click()
    expect(page.get_by_role("listbox")).to_have_text("Skriv mindst 2 tegn for at søge")
    field.press_sequentially("od")
    page.get_by_role("listbox").get_by_role("option", name="Odder Kommune").click()

    expect(field).to_have_value("Odder Kommune")
    assert [told["value"] for told in app.heard("block_suggestion")] == ["od"]
    chosen = app.heard("block_actions")[0]["actions"][0]["selected_option"]
    assert chosen["value"] == "odder kommune"


def test_a_list_is_used_by_keyboard_alone(page: Page, app: StandIn) -> None:
    select = {"type": "static_select", "action_id": "s", "placeholder": plain("Vælg kommune")}
    app.post(actions({**select, "options": [option("Aalborg"), option("Odense")]}))
    field = log(page).get_by_role("combobox", name="Vælg kommune")

    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(field).to_have_value("Odense")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_what_is_half_written_survives_the_arrival_of_other_messages(
    page: Page, app: StandIn
) -> None:
    app.post(asked("Antal maskiner", {"type": "plain_text_input"}, dispatch_action=True))
    field = log(page).get_by_label("Antal maskiner")
    field.press_sequentially("1")

    app.post(section("Noget andet"))
    expect(log(page)).to_contain_text("Noget andet")
    page.keyboard.type("2")

    expect(field).to_have_value("12")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_a_message_that_the_app_changes_is_changed_where_it_stands(page: Page, app: StandIn) -> None:
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


def test_the_home_tab_shows_the_view_and_tells_the_app_that_it_was_opened(
    page: Page, app: StandIn
) -> None:
    view = {"type": "home", "blocks": [section("Frist om *to* dage"), actions(button("Svar nu"))]}
    app.call("views.publish", user_id=METTE, view=view)

    page.get_by_role("tab", name="Hjem").click()
    home = page.get_by_role("tabpanel", name="Hjem")
    home.get_by_role("button", name="Svar nu").click()

    expect(home).to_contain_text("Frist om to dage")
    expect(home.get_by_role("button", name="Svar nu")).to_be_enabled()
    assert [told["tab"] for told in app.heard("app_home_opened")][-1] == "home"
    assert app.heard("block_actions")[0]["view"]["type"] == "home"


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


def test_an_unknown_block_shows_itself(page: Page, app: StandIn) -> None:
    app.post({"type": "call", "call_id": "R1"})

    expect(log(page)).to_contain_text("Sandkassen kan ikke vise denne blok: call")


def test_on_a_phone_the_sidebar_is_a_drawer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    room = page.get_by_role("navigation").get_by_role("link", name="generelt")
    expect(room).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    room.click()

    expect(page.get_by_role("heading", name="#generelt")).to_be_visible()
    expect(room).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
