"""Blocks, modals and the App Home in a real browser."""

import threading
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.screen import log
from tests.sandbox.page.stand_in import (
    METTE,
    StandIn,
    actions,
    asked,
    button,
    modal,
    option,
    plain,
    section,
)

pytestmark = pytest.mark.story


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
    expect(shown.locator(".problem:not(:empty)")).to_have_text(
        ["Udfyld feltet.", "Vælg en mulighed."]
    )
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


def test_an_unknown_block_shows_itself(page: Page, app: StandIn) -> None:
    app.post({"type": "plan", "title": "Forløb"})

    expect(log(page)).to_contain_text("Sandkassen kan ikke vise denne blok: plan")
