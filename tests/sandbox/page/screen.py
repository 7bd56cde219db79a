"""Where things stand on the page, by the role and the name that people meet them under."""

from playwright.sync_api import Locator, Page


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Beskeder")


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Skriv en besked")


def say(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")
