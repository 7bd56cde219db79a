"""A sandbox with a stand-in for the app, and Mette in front of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.server import start
from tests.sandbox.page.screen import log
from tests.sandbox.page.stand_in import DM, METTE, StandIn


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
