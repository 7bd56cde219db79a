"""The button on the card about a message that may, or may not, have arrived."""

import re

from slack_bolt import App

from bot.posts import NotAllowed, NotNeeded, SentAgain, send_again
from bot.voice.posts import cannot_send_again, sent_again_card
from handlers.payloads import Press, read_id
from handlers.visit import Acts, Services, Visit, on_press


def register(app: App, services: Services) -> None:
    """All buttons whose ids begin with `posts.`."""
    app.action(re.compile(r"^posts\."))(on_press(services, ACTS))


def _send_again(visit: Visit, press: Press) -> None:
    post_id = read_id(press.value) or 0
    match send_again(visit.session, post_id=post_id, person=visit.person, now=visit.now):
        case SentAgain():
            card = sent_again_card(slack_id=visit.who.slack_id, person_name=visit.who.name)
            visit.edit(press.ts, card)
        case NotNeeded():
            _refuse(visit, press, allowed=True)
        case NotAllowed():
            _refuse(visit, press, allowed=False)


def _refuse(visit: Visit, press: Press, *, allowed: bool) -> None:
    words = cannot_send_again(visit.language, allowed=allowed)
    visit.whisper(press.response_url, words)


ACTS: Acts = {"posts.send_again": _send_again}
