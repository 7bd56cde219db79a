"""Calendar feeds as calendars fetch them: `sammen web` itself, on loopback."""

import http.client
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.feed_contents import FeedContents
from bot.feeds import renew, revoke
from handlers.feeds_web import answer_feed
from models import Database, Feed
from models.invitations import invitations_of
from tests.subscribing import (
    NOW,
    Served,
    add_meeting,
    invite,
    serving,
    subscriber,
    web_process,
)

CHANGED = NOW - timedelta(hours=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Got:
    """One answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture
def feed(database: Database) -> Feed:
    """Of Mette, with two meetings, one of which changed an hour ago."""
    with database.write() as session:
        gathering, mette, made = subscriber(session, starts=[NOW + timedelta(days=30)])
        invite(session, add_meeting(session, gathering, "x", NOW, changed_at=CHANGED), mette)
    return made


@pytest.fixture
def served(database: Database) -> Iterator[Served]:
    with serving(database) as served:
        yield served


def fetch(
    served: Served, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET"
) -> Got:
    """The answer, not followed anywhere."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, told, answer.read())
    finally:
        connection.close()


def path_of(feed: Feed) -> str:
    return f"/calendar/{feed.token}.ics"


def test_a_calendar_fetches_the_feed_and_may_keep_it(served: Served, feed: Feed) -> None:
    got = fetch(served, path_of(feed), {"Accept-Encoding": "gzip, br"})

    told = {name: value for name, value in got.headers.items() if name not in {"date", "server"}}
    assert got.status == 200
    assert got.body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert got.body.count(b"BEGIN:VEVENT") == 2
    assert told == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(got.body)),
        "content-disposition": 'inline; filename="sammen.ics"',
        "etag": told["etag"],
        "last-modified": format_datetime(CHANGED, usegmt=True),
        "cache-control": "private, max-age=300",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
    }
    assert told["etag"].startswith('"')


def test_head_tells_the_same_without_the_feed(served: Served, feed: Feed) -> None:
    whole = fetch(served, path_of(feed))

    head = fetch(served, path_of(feed), method="HEAD")

    undated = [{**one.headers, "date": ""} for one in (head, whole)]
    assert (head.status, head.body) == (200, b"")
    assert undated[0] == undated[1]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "form", ["{tag}", "W/{tag}", '"other", {tag}', ' "other" ,W/{tag} ', "*", '"a,b", {tag}']
)
def test_whoever_has_the_feed_is_not_sent_it_again(
    served: Served, feed: Feed, form: str, method: str
) -> None:
    tag = fetch(served, path_of(feed)).headers["etag"]

    got = fetch(served, path_of(feed), {"If-None-Match": form.format(tag=tag)}, method=method)

    assert (got.status, got.body) == (304, b"")
    assert got.headers["etag"] == tag
    assert got.headers["cache-control"] == "private, max-age=300"
    assert got.headers["last-modified"] == format_datetime(CHANGED, usegmt=True)
    assert "content-type" not in got.headers


@pytest.mark.parametrize("tag", ['"other"', "", "W/", "other", '"', 'W/"other", "third"'])
def test_another_tag_gets_the_whole_feed_whatever_the_date(
    served: Served, feed: Feed, tag: str
) -> None:
    since = format_datetime(NOW, usegmt=True)

    got = fetch(served, path_of(feed), {"If-None-Match": tag, "If-Modified-Since": since})

    assert got.status == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (format_datetime(CHANGED, usegmt=True), 304),
        (format_datetime(NOW, usegmt=True), 304),
        (format_datetime(CHANGED - timedelta(seconds=1), usegmt=True), 200),
        (format_datetime(NOW + HOUR, usegmt=True), 200),  # the future is no date to rely on
        ("yesterday", 200),
        ("", 200),
        ("Mon, 09 May 2022 25:61:00 GMT", 200),
        ("Mon, 09 May 2022 07:00:00", 304),
        ("Mon, 09 May 99999 07:00:00 GMT", 200),
    ],
)
def test_without_a_tag_the_date_decides(
    served: Served, feed: Feed, since: str, status: int
) -> None:
    assert fetch(served, path_of(feed), {"If-Modified-Since": since}).status == status


def test_a_change_is_seen_at_the_next_look(database: Database, served: Served, feed: Feed) -> None:
    first = fetch(served, path_of(feed))
    with database.write() as session:
        [(_, meeting), *_] = invitations_of(session, person_id=feed.person_id)
        meeting.title = {"da": "Nyt navn", "en": "New name"}
        meeting.revision, meeting.changed_at = meeting.revision + 1, NOW

    second = fetch(served, path_of(feed), {"If-None-Match": first.headers["etag"]})

    assert second.status == 200
    assert second.headers["etag"] != first.headers["etag"]
    assert "last-modified" not in second.headers  # another change may come within the same second


def test_a_feed_that_changed_this_minute_is_not_compared_by_date(
    database: Database, feed: Feed
) -> None:
    contents, at = FeedContents(database), CHANGED + timedelta(seconds=30)

    answer = answer_feed(
        contents,
        token=feed.token,
        if_none_match=None,
        if_modified_since=format_datetime(at, usegmt=True),
        now=at,
    )

    assert answer.status == 200
    assert "Last-Modified" not in answer.headers


def wrong_paths(token: str) -> dict[str, str]:
    return {
        "guessed": f"/calendar/{'A' * 43}.ics",
        "upper-cased": f"/calendar/{token.upper()}.ics",
        "lower-cased": f"/calendar/{token.lower()}.ics",
        "cut short": f"/calendar/{token[:-1]}.ics",
        "lengthened": f"/calendar/{token}A.ics",
        "with a line's end": f"/calendar/{token}%0A.ics",
        "capital suffix": f"/calendar/{token}.ICS",
        "two suffixes": f"/calendar/{token}.ics.ics",
        "slash at the end": f"/calendar/{token}.ics/",
        "out and in again": f"/calendar/../calendar/{token}.ics",
        "out and in, encoded": f"/calendar/%2e%2e%2fcalendar%2f{token}.ics",
        "to a file": "/calendar/../../../../etc/passwd",
        "deeper": f"/calendar/a/{token}.ics",
        "double slash": f"/calendar//{token}.ics",
        "NUL": f"/calendar/{token}%00.ics",
        "NUL alone": "/calendar/%00.ics",
        "no UTF-8": "/calendar/%ff%fe.ics",
        "other letters": "/calendar/%C3%A6%C3%B8%C3%A5.ics",
        "nothing": "/calendar/.ics",
        "nothing at all": "/calendar/",
        "very long": f"/calendar/{'a' * 30_000}.ics",
        "a wildcard": "/calendar/%25.ics",
        "a statement": "/calendar/'%20OR%201=1%20--.ics",
    }


def test_every_wrong_address_gets_the_same_answer(
    database: Database, served: Served, feed: Feed
) -> None:
    with database.write() as session:
        revoked = feed.token
        right = renew(session, person_id=feed.person_id, now=NOW).token
    paths = {**wrong_paths(right), "revoked": f"/calendar/{revoked}.ics"}

    got = {name: fetch(served, path) for name, path in paths.items()}

    told = {
        (one.status, one.body, frozenset({**one.headers, "date": ""}.items()))
        for one in got.values()
    }
    assert {one.status for one in got.values()} == {404}
    assert len(told) == 1
    assert fetch(served, f"/calendar/{right}.ics").status == 200


def test_no_address_is_ever_in_the_log(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        _, mette, old = subscriber(session, starts=[NOW])
        revoked = old.token
        right = renew(session, person_id=mette.id, now=NOW).token
    database.close()
    paths = [*wrong_paths(right).values(), f"/calendar/{revoked}.ics", f"/calendar/{right}"]

    with web_process(sqlite_url) as (served, said):
        assert fetch(served, f"/calendar/{right}.ics").status == 200
        assert {fetch(served, path).status for path in paths} == {404, 302}
        assert fetch(served, "/health").status == 200

    log = "".join(said)
    assert "Uvicorn running on" in log
    for secret in (right, revoked, "/calendar", "A" * 43):
        assert secret.casefold() not in log.casefold()


def test_what_can_be_no_address_is_not_even_looked_up() -> None:
    nowhere = Database("sqlite:////nowhere/at/all.db")
    contents = FeedContents(nowhere)

    found = [contents.of(one, now=NOW) for one in ("", "A" * 42, "A" * 44, "æ" * 43, "\0" * 43)]
    nowhere.close()

    assert found == [None] * 5


def test_a_feed_is_only_read(served: Served, feed: Feed) -> None:
    methods = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND")

    assert {fetch(served, path_of(feed), method=one).status for one in methods} == {405}


def test_a_closed_address_is_closed_at_once(database: Database, served: Served, feed: Feed) -> None:
    tag = fetch(served, path_of(feed)).headers["etag"]

    with database.write() as session:
        revoke(session, person_id=feed.person_id, now=NOW)

    assert fetch(served, path_of(feed), {"If-None-Match": tag}).status == 404
    assert fetch(served, path_of(feed), {"If-None-Match": "*"}).status == 404


def test_a_press_in_slack_leads_to_the_calendar_of_the_device(served: Served, feed: Feed) -> None:
    got = fetch(served, f"/calendar/{feed.token}")

    assert got.status == 302
    assert got.headers["location"] == f"webcal://sammen.example/calendar/{feed.token}.ics"
    assert got.headers["cache-control"] == "no-store"
    assert fetch(served, f"/calendar/{'A' * 43}").status == 404


def test_robots_may_fetch_feeds_and_nothing_else(served: Served) -> None:
    got = fetch(served, "/robots.txt")

    assert got.headers["content-type"].startswith("text/plain")
    assert got.body == b"User-agent: *\nAllow: /calendar/\nDisallow: /\n"


def test_without_a_database_a_calendar_is_told_to_come_back(
    postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = "A" * 43
    gone = Database(postgresql_url + "&dbname=nowhere")
    with serving(gone) as served:
        got = fetch(served, f"/calendar/{token}.ics")
    gone.close()

    assert (got.status, got.headers["retry-after"], got.body) == (503, "60", b"")
    assert "the database does not answer" in caplog.text
    assert token not in caplog.text
