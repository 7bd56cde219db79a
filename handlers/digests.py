"""When a facilitator wants the status unasked: the form, and what was chosen in it."""

from datetime import time

from slack_bolt import App

from bot.access import Act
from bot.digests import Wish, keep_wish, wish_of
from bot.voice.digests import wish_fault, wish_form, wish_kept
from bot.voice.summaries import refused_message
from handlers.outcomes import Errors
from handlers.payloads import Press, Submitted
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Digest
from models.people import find_membership

_LAST_DAY = 4  # Friday: on other days it would only be moved


def register(app: App, services: Services) -> None:
    """The button below the status, and the form."""
    acts: Acts = {"digests.choose": _press}
    app.action("digests.choose")(on_press(services, acts))
    app.view("digests.choose")(on_submit(services, _keep))


def _press(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_STATUS)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    assert membership is not None
    wish = wish_of(visit.session.get(Digest, membership.id))
    view = wish_form(
        process_id=process.id,
        process=process.title[visit.language.value],
        days=wish.days,
        clock=_clock(wish.minute),
        ways=_ways(wish),
        has_mail=visit.organizer is not None,
        language=visit.language,
    )
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def _keep(visit: Visit, submitted: Submitted) -> Errors | None:
    process = process_if(visit, submitted.private_metadata, Act.SEE_STATUS)
    if process is None:
        visit.tell(refused_message(visit.language))
        return None
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    assert membership is not None
    at = submitted.clock("digest_time") or time(8, 30)
    ways = submitted.ticked("digest_ways")
    ticked = submitted.ticked("digest_days")
    days = tuple(number for number in range(_LAST_DAY + 1) if str(number) in ticked)
    if days and not ways:
        return {"digest_ways": wish_fault(visit.language)}
    wish = Wish(
        days=days,
        minute=at.hour * 60 + at.minute,
        in_slack="slack" in ways,
        by_mail="mail" in ways,
    )
    keep_wish(visit.session, membership=membership, wish=wish, now=visit.now)
    kept = wish_kept(
        days=wish.days, clock=_clock(wish.minute), ways=_ways(wish), language=visit.language
    )
    visit.tell(kept)
    return None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _ways(wish: Wish) -> list[str]:
    ways = (("slack", wish.in_slack), ("mail", wish.by_mail))
    return [way for way, is_chosen in ways if is_chosen]
