"""One person in front of the sandbox's page, who knows things only by the names they bear there."""

import re

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


class Desk:
    """A persona at the page. Every act waits until what it needs is there."""

    def __init__(self, page: Page, *, url: str, slack_id: str, name: str) -> None:
        self.page = page
        self.slack_id = slack_id
        self.name = name
        self.wrong: list[str] = []  # whatever failed in the page's own code
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(f"{url}/?as={slack_id}#{slack_id.replace('U0', 'D0')}")
        expect(page.get_by_role("heading", name="Sammen", exact=True)).to_be_visible()
        expect(self.log).not_to_have_attribute("aria-busy", "true")

    @property
    def log(self) -> Locator:
        """The open conversation."""
        return self.page.get_by_role("log", name="Beskeder")

    @property
    def newest(self) -> Locator:
        """Its newest message."""
        return self.log.get_by_role("article").last

    def look_at(self, place: str) -> None:
        """Open a channel by its name in the sidebar."""
        self.page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
        title = self.page.get_by_role("main").get_by_role("heading", level=2)
        expect(title).to_contain_text(place)
        expect(self.log).not_to_have_attribute("aria-busy", "true")

    @property
    def home(self) -> Locator:
        """Sammen's Home, when it is open."""
        return self.page.get_by_role("tabpanel", name="Hjem")

    def has_read_all(self) -> None:
        """Wait until the page has told the sandbox that what it shows has been read."""
        here = self.page.locator("nav [aria-current=page]")  # out of sight on a phone
        expect(here).not_to_have_class(re.compile("unread"))

    def message(self, words: str) -> Locator:
        """The newest message in which these words stand."""
        found = self.log.get_by_role("article").filter(has_text=words).last
        expect(found).to_be_visible()
        return found

    def say(self, text: str) -> None:
        """Write it and send it, and see it stand there."""
        own = self.log.get_by_role("article", name=re.compile(f"^{re.escape(self.name)} "))
        before = own.count()
        field = self.page.get_by_role("textbox", name="Skriv en besked")
        field.fill(text)
        field.press("Enter")
        expect(own).to_have_count(before + 1)

    def command(self, line: str) -> None:
        """Write a slash command and send it."""
        field = self.page.get_by_role("textbox", name="Skriv en besked")
        field.fill(line)
        field.press("Enter")

    def press(self, words: str, button: str) -> None:
        """Press a button of the newest message in which the words stand."""
        self.message(words).get_by_role("button", name=button, exact=True).click()

    def asked(self, question: str) -> Locator:
        """The question, when it is the last thing that has been said."""
        expect(self.newest).to_contain_text(question)
        return self.newest

    def answer(self, question: str, text: str) -> None:
        """Answer in writing."""
        self.asked(question)
        self.say(text)

    def choose(self, question: str, choice: str) -> None:
        """Answer by a button, or leave the question by one."""
        self.asked(question).get_by_role("button", name=choice, exact=True).click()

    def tick(self, question: str, *choices: str) -> None:
        """Answer by boxes."""
        asked = self.asked(question)
        for choice in choices:
            asked.get_by_role("checkbox", name=choice).check()
        asked.get_by_role("button", name="Gem valg").click()

    def pick(self, question: str, choice: str) -> None:
        """Answer by the menu."""
        self.asked(question).get_by_role("combobox").click()
        self.option(choice).click()

    def begin(self, *, typed: str, organisation: str) -> None:
        """Write to Sammen unasked, and join."""
        self.say("hej")
        self.press("Jeg hedder Sammen", "Kom i gang")
        self.introduce_oneself(typed=typed, organisation=organisation)

    def modal(self, title: str) -> Locator:
        """The modal of that title."""
        found = self.page.get_by_role("dialog", name=title)
        expect(found).to_be_visible()
        return found

    def option(self, name: str) -> Locator:
        """A line in the list that is open under a field."""
        return self.page.get_by_role("listbox").get_by_role("option", name=name, exact=True)

    def introduce_oneself(self, *, typed: str, organisation: str) -> None:
        """Fill in the form *Hvem er du?*, finding the organisation while one types."""
        form = self.modal("Hvem er du?")
        form.get_by_role("combobox", name="Organisation", exact=True).press_sequentially(typed)
        self.option(organisation).click()
        form.get_by_role("button", name="Send").click()
        expect(form).to_be_hidden()


def sit_down(
    browser: Browser, *, url: str, slack_id: str, name: str, on_phone: bool = False
) -> Desk:
    """Open the page as that persona, in a browser window of their own."""
    context = browser.new_context(
        locale="da-DK",
        viewport=PHONE if on_phone else DESKTOP,
        is_mobile=on_phone,
        has_touch=on_phone,
    )
    context.set_default_timeout(30_000)
    return Desk(context.new_page(), url=url, slack_id=slack_id, name=name)
