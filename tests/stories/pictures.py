"""`make pictures`: lives through a process with the sandbox's fictional people, and takes pictures.

Each picture is taken on a desktop and on a phone, and replaces the one of the same name.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser import open_browser
from tests.stories.desk import Desk, sit_down
from tests.stories.running import Running, Way
from tests.stories.test_from_invitation_to_sums import (
    answer_how_many,
    answer_shortly_and_send,
    answer_the_rest,
    answer_which_machines,
    approve,
    go_on_after_the_pause,
    invite,
    join_as_invited,
    join_by_the_post,
)

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
NAMES = {"U0METTE": "Mette Friis", "U0SARA": "Sara Lind", "U0ANNE": "Anne Holm"}

Prepare = Callable[[Desk], object]


class Studio:
    """Where people sit, and the camera."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url

    def seat(self, slack_id: str, *, on_phone: bool = False) -> Desk:
        """The page as that persona sees it, anew."""
        return sit_down(
            self._browser,
            url=self._url,
            slack_id=slack_id,
            name=NAMES[slack_id],
            on_phone=on_phone,
        )

    def take(self, name: str, person: Desk, prepare: Prepare, afterwards: Prepare = id) -> None:
        """What that person sees, on a desktop and on a phone, once it is prepared."""
        person.page.reload()
        person.has_read_all()
        for on_phone in (False, True):
            desk = self.seat(person.slack_id, on_phone=on_phone)
            prepare(desk)
            desk.has_read_all()
            path = PICTURES / f"{name}{'-phone' if on_phone else ''}.png"
            desk.page.screenshot(path=path, animations="disabled")
            size = path.stat().st_size // 1024
            sys.stdout.write(f"{path.relative_to(PICTURES.parents[1])}, {size} kB\n")
            afterwards(desk)
            desk.page.context.close()


def main() -> int:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=15_000)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        running = Running(Path(folder), f"sqlite:///{folder}/sammen.db", Way.SOCKET)
        try:
            running.open_sandbox()
            running.prepare()
            running.start_sammen()
            live_through(Studio(browser, running.url))
        finally:
            running.close()
    return 0


def live_through(studio: Studio) -> None:
    """From the invitation to the sums."""
    anne, mette = studio.seat("U0ANNE"), studio.seat("U0METTE")
    anne.command("/sammen opslag")
    invite(anne, "Mette Friis", "Peter Dam")
    mette.message("Anne Holm spørger, om du vil være med")
    studio.take("onboarding", mette, from_the_top("Anne Holm spørger, om du vil være med"))
    studio.take("joining", mette, find_the_organisation, leave_the_form)
    join_as_invited(mette)
    answer_which_machines(mette)
    mette.asked("Hvor mange maskiner op til 5 ton")
    studio.take("question", mette, lambda desk: desk.asked("Hvor mange maskiner op til 5 ton"))
    answer_how_many(mette)
    go_on_after_the_pause(mette)
    studio.take("home-participant", mette, go_home("8 af 15 spørgsmål er besvaret"))

    sara = studio.seat("U0SARA")
    join_by_the_post(sara, typed="odense", organisation="Odense Kommune")
    studio.take("home-facilitator", anne, go_home("Sara Lind vil være med"))
    approve(anne, "Sara Lind")
    answer_shortly_and_send(sara)
    anne.command("/sammen status")
    anne.message("1 af 2 organisationer har sendt deres svar.")
    studio.take("status", anne, go_to("procesledere"))

    answer_the_rest(mette)
    studio.take("review", mette, from_the_top("Svar fra Aalborg Kommune"))
    mette.press("Alt er besvaret.", "Send svar")
    expect(mette.newest).to_contain_text("Svarene fra Aalborg Kommune er sendt")
    anne.command("/sammen status")
    anne.message("2 af 2 organisationer har sendt deres svar.")
    studio.take("sums", anne, add_up, lambda desk: leave(desk, "Svarene", "Luk"))


def from_the_top(words: str) -> Prepare:
    """Begin the view with the message in which these words stand."""
    return lambda desk: desk.message(words).evaluate("one => one.scrollIntoView({block: 'start'})")


def go_home(words: str) -> Prepare:
    """Open Home, and wait until it says so."""

    def prepare(desk: Desk) -> None:
        desk.page.get_by_role("tab", name="Hjem").click()
        expect(desk.home).to_contain_text(words)

    return prepare


def go_to(channel: str) -> Prepare:
    """Open a channel."""

    def prepare(desk: Desk) -> None:
        menu = desk.page.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        desk.look_at(channel)

    return prepare


def find_the_organisation(desk: Desk) -> None:
    """Open the form, and type."""
    desk.press("Anne Holm spørger, om du vil være med", "Kom i gang")
    form = desk.modal("Hvem er du?")
    form.get_by_role("combobox", name="Organisation", exact=True).press_sequentially("aalb")
    expect(desk.option("Aalborg Kommune")).to_be_visible()


def leave_the_form(desk: Desk) -> None:
    """A form that is open is open on every screen of a person, so it is closed again."""
    desk.page.keyboard.press("Escape")
    leave(desk, "Hvem er du?", "Ikke nu")


def add_up(desk: Desk) -> None:
    """Open the answers from the status that stands in the facilitators' channel."""
    go_to("procesledere")(desk)
    desk.press("2 af 2 organisationer har sendt deres svar.", "Vis svarene")
    desk.modal("Svarene")


def leave(desk: Desk, title: str, button: str) -> None:
    """Close a modal."""
    form = desk.modal(title)
    form.get_by_role("button", name=button, exact=True).click()
    expect(form).to_be_hidden()


if __name__ == "__main__":
    sys.exit(main())
