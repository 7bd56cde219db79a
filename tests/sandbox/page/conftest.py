"""A browser, a sandbox with a stand-in for the app, and Mette in front of the page."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sandbox.server import start
from tests.sandbox.page.screen import log
from tests.sandbox.page.stand_in import DM, METTE, StandIn

# The system's own where there is one, else the one that Playwright has installed.
CHROMIUM = shutil.which("chromium", path="/usr/bin")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
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
