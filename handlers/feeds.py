"""A person's own calendar address: shown to its owner alone, renewed, closed."""

import re

from slack_bolt import App

from bot.access import Act, may
from bot.feeds import feed_for, https_address, may_subscribe, opening_address, renew, revoke
from bot.voice.feeds import (
    Addresses,
    address_view,
    closed_view,
    no_address,
    not_a_member,
    way_message,
)
from handlers.payloads import Press
from handlers.visit import Acts, Services, Visit, on_press
from models import Feed
from models.people import memberships_of


def register(app: App, services: Services) -> None:
    """The button on Home, and those in the modal."""
    app.action(re.compile(r"^feeds\."))(on_press(services, ACTS))


def open_address(visit: Visit, trigger_id: str, response_url: str | None) -> None:
    """The modal with the person's address, made if there is none; or why there can be none."""
    if _may(visit, response_url):
        feed = feed_for(visit.session, person_id=visit.who.id, now=visit.now)
        visit.open(trigger_id, address_view(_addresses(visit, feed), visit.language))


def say_address(visit: Visit) -> None:
    """The way to the modal with the address, for whoever asks in words; or why there is none."""
    if _may(visit, None):
        visit.tell(way_message(visit.language))


def _may(visit: Visit, response_url: str | None) -> bool:
    """Whether there is an address for this person; otherwise they are told why not."""
    if not may_subscribe(visit.session, person_id=visit.who.id):
        visit.whisper(response_url, not_a_member(visit.language))
        return False
    if not visit.public_url:
        mine = memberships_of(visit.session, person_id=visit.who.id)
        leads = any(may(one, Act.RUN_MEETINGS) for one in mine)
        visit.whisper(response_url, no_address(visit.language, leads=leads))
        return False
    return True


def _addresses(visit: Visit, feed: Feed) -> Addresses:
    return Addresses(
        copied=https_address(feed.token, public_url=visit.public_url),
        opened=opening_address(feed.token, public_url=visit.public_url),
    )


def _open(visit: Visit, press: Press) -> None:
    if press.view is None or press.view.get("type") == "home":
        open_address(visit, press.trigger_id, press.response_url)
    elif _may(visit, press.response_url):  # again, in the modal that says it is closed
        _show(visit, press, feed_for(visit.session, person_id=visit.who.id, now=visit.now))


def _renew(visit: Visit, press: Press) -> None:
    if _may(visit, press.response_url):
        _show(visit, press, renew(visit.session, person_id=visit.who.id, now=visit.now))


def _close(visit: Visit, press: Press) -> None:
    revoke(visit.session, person_id=visit.who.id, now=visit.now)
    if press.view is not None:
        visit.update(press.view["id"], closed_view(visit.language))


def _show(visit: Visit, press: Press, feed: Feed) -> None:
    if press.view is not None:
        view = address_view(_addresses(visit, feed), visit.language)
        visit.update(press.view["id"], view)


def _followed(_visit: Visit, _press: Press) -> None:
    """Slack opens the link itself, and only tells of it."""


ACTS: Acts = {
    "feeds.open": _open,
    "feeds.renew": _renew,
    "feeds.close": _close,
    "feeds.apple": _followed,
}
