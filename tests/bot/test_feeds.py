"""Addresses: made once, renewed, closed; and who may have one."""

from datetime import timedelta

from sqlmodel import Session, col, select

from bot.feeds import (
    digest_of,
    feed_for,
    https_address,
    is_token,
    may_subscribe,
    opening_address,
    renew,
    revoke,
    webcal_address,
)
from models import AuditLine, Feed
from models.enums import Stage
from models.feeds import live_feeds_of
from tests.gathering import Gathering
from tests.subscribing import NOW, subscriber


def test_a_person_has_one_address_however_often_it_is_asked_for(session: Session) -> None:
    _, mette, first = subscriber(session, starts=[])

    again = feed_for(session, person_id=mette.id, now=NOW)

    assert again.id == first.id
    assert is_token(first.token)
    assert first.digest == digest_of(first.token) != first.token


def test_a_new_address_ends_the_old_one(session: Session) -> None:
    _, mette, first = subscriber(session, starts=[])

    second = renew(session, person_id=mette.id, now=NOW)

    assert second.token != first.token
    assert (first.revoked_at, second.revoked_at) == (NOW, None)
    assert live_feeds_of(session, person_id=mette.id) == [second]


def test_a_closed_address_is_gone_and_a_later_one_is_another(session: Session) -> None:
    _, mette, first = subscriber(session, starts=[])

    closed = [revoke(session, person_id=mette.id, now=NOW) for _ in range(2)]
    later = feed_for(session, person_id=mette.id, now=NOW + timedelta(hours=1))

    assert closed == [True, False]
    assert later.token != first.token


def test_what_is_done_with_an_address_is_noted_without_the_address(session: Session) -> None:
    _, mette, first = subscriber(session, starts=[])

    second = renew(session, person_id=mette.id, now=NOW)
    revoke(session, person_id=mette.id, now=NOW)

    lines = session.exec(select(AuditLine).order_by(col(AuditLine.id))).all()
    assert [(one.act, one.person_id, one.about) for one in lines] == [
        ("feeds.renew", mette.id, {"feed": second.id}),
        ("feeds.close", mette.id, {"feed": second.id}),
    ]
    assert first.id != second.id


def test_nobody_elses_address_is_touched(session: Session) -> None:
    gathering, mette, _ = subscriber(session, starts=[])
    gathering.member("Bo", "Aalborg Kommune")
    bo = feed_for(session, person_id=gathering.people["Bo"].id, now=NOW)

    renew(session, person_id=mette.id, now=NOW)
    revoke(session, person_id=mette.id, now=NOW)

    assert session.exec(select(Feed).where(col(Feed.revoked_at).is_(None))).all() == [bo]


def test_whoever_has_joined_may_subscribe(session: Session) -> None:
    gathering = Gathering(session)
    for stage in Stage:
        gathering.member(stage.value, "Aalborg Kommune", stage=stage)

    allowed = [
        stage
        for stage in Stage
        if may_subscribe(session, person_id=gathering.people[stage.value].id)
    ]

    assert allowed == [Stage.JOINED]
    assert not may_subscribe(session, person_id=999)


def test_the_three_forms_of_an_address() -> None:
    url = "https://sammen.example/slack/"

    assert https_address("T", public_url=url) == "https://sammen.example/slack/calendar/T.ics"
    assert opening_address("T", public_url=url) == "https://sammen.example/slack/calendar/T"
    assert webcal_address("T", public_url=url) == "webcal://sammen.example/slack/calendar/T.ics"
