"""After a meeting: facilitators are asked once, and what came of it goes to each person once."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.attendance import tick_off
from bot.meeting_wrap_up import (
    Fault,
    Wish,
    check,
    over_key,
    over_meetings,
    put_over_posts,
    read_links,
    wrap_up,
)
from bot.meetings import call_off
from models import Document, Meeting, Post, Process
from models.documents import documents_of
from models.enums import Role, Stage
from tests.builders import (
    ANNE,
    JONAS,
    LEADERS,
    METTE,
    SARA,
    add_member,
    load_process,
    membership_of,
)
from tests.meetings import ENDS, open_workshop, person_of, send_all, workshop

AFTER = ENDS + timedelta(hours=1)
DAY = timedelta(days=1)
MINUTES = Wish(decisions="Vi køber sammen ind.", documents=(), links=())


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette, Jonas and Sara are invited to the workshop; Sara is an adviser now."""
    made = load_process(session, now=now)
    for one in (METTE, JONAS, SARA):
        add_member(session, made, one, now=now)
    open_workshop(session, now=now)
    send_all(session, now=now)
    membership_of(session, made, SARA).role = Role.ADVISER
    return made


@pytest.fixture
def meeting(session: Session, process: Process) -> Meeting:
    """Mette came."""
    assert process.id
    row = workshop(session)
    present = [person_of(session, METTE).id]
    tick_off(session, meeting=row, present=present, by=person_of(session, ANNE), now=AFTER)
    return row


def sends(session: Session, process: Process, meeting: Meeting, wish: Wish) -> dict[str, str]:
    """What each person is sent, by name."""
    anne = person_of(session, ANNE)
    wrap_up(session, process=process, meeting_id=meeting.id, wish=wish, by=anne, now=AFTER)
    posts = session.exec(select(Post)).all()
    return {one.key.rpartition(":")[2]: str(one.message) for one in posts if ":wrap_up:" in one.key}


def test_the_facilitators_are_asked_once_when_it_is_over(
    session: Session, process: Process
) -> None:
    assert process.id
    assert over_meetings(session, now=ENDS - timedelta(minutes=1)) == []

    first = put_over_posts(session, now=AFTER)
    second = put_over_posts(session, now=AFTER + DAY)

    assert (first, second) == (1, 0)
    post = session.exec(select(Post).where(Post.key == over_key(workshop(session)))).one()
    assert (post.channel, post.waits_for_daytime) == (LEADERS, True)
    assert post.key == f"meeting:{workshop(session).id}:over:2022-06-08T10:00:00+00:00"


def test_nobody_is_asked_of_a_meeting_called_off_or_long_ago_or_without_guests(
    session: Session, process: Process, now: datetime
) -> None:
    assert process.id
    assert over_meetings(session, now=ENDS + 15 * DAY) == []
    call_off(session, meeting_id=workshop(session).id, because="", by=None, now=now)

    assert over_meetings(session, now=AFTER) == []
    assert over_meetings(session, now=AFTER + 7 * DAY) == []  # the other one invited nobody


def test_those_who_came_are_asked_how_it_was_and_the_others_are_not(
    session: Session, process: Process, meeting: Meeting
) -> None:
    sent = sends(session, process, meeting, MINUTES)

    mette, jonas, sara = (str(person_of(session, one).id) for one in (METTE, JONAS, SARA))
    assert set(sent) == {mette, jonas, sara}
    assert "Hvordan var det?" in sent[mette]
    assert "Tak, fordi du var med" in sent[mette]
    assert "Hvordan var det?" not in sent[jonas] + sent[sara]
    assert all("Vi køber sammen ind." in one for one in sent.values())


def test_it_is_sent_once(session: Session, process: Process, meeting: Meeting) -> None:
    anne = person_of(session, ANNE)
    facts = {"process": process, "meeting_id": meeting.id, "by": anne, "now": AFTER}
    first = wrap_up(session, wish=MINUTES, **facts)  # type: ignore[arg-type]
    other = Wish(decisions="Noget andet", documents=(), links=())

    second = wrap_up(session, wish=other, **facts)  # type: ignore[arg-type]

    assert first is not None
    assert (len(first.came), len(first.others)) == (1, 2)
    assert second is None
    assert (meeting.decisions, meeting.wrapped_up_at) == ("Vi køber sammen ind.", AFTER)


def test_nothing_is_sent_before_the_end_or_of_a_meeting_called_off(
    session: Session, process: Process, now: datetime
) -> None:
    anne, row = person_of(session, ANNE), workshop(session)
    early = wrap_up(
        session, process=process, meeting_id=row.id, wish=MINUTES, by=anne, now=ENDS - DAY
    )
    call_off(session, meeting_id=row.id, because="", by=None, now=now)
    late = wrap_up(session, process=process, meeting_id=row.id, wish=MINUTES, by=anne, now=AFTER)

    assert (early, late) == (None, None)
    assert row.wrapped_up_at is None


def test_a_document_goes_to_those_whose_role_may_have_it(
    session: Session, process: Process, meeting: Meeting
) -> None:
    [only_owners, *_] = documents_of(session, process_id=process.id)
    only_owners.audience = ["need_owner"]
    only_owners.title = {"da": "Kun for bygherrer", "en": "For clients only"}
    wish = Wish(decisions="", documents=(only_owners.id,), links=(("Referat", "https://x.dk/r"),))

    sent = sends(session, process, meeting, wish)

    mette, sara = (str(person_of(session, one).id) for one in (METTE, SARA))
    assert "Kun for bygherrer" in sent[mette]
    assert "Kun for bygherrer" not in sent[sara]
    assert "<https://x.dk/r|Referat>" in sent[sara]
    assert meeting.materials == [
        {"document": only_owners.id},
        {"title": "Referat", "url": "https://x.dk/r"},
    ]


def test_documents_of_others_and_those_not_out_yet_are_left_out(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    [document, *_] = documents_of(session, process_id=process.id)
    document.available_from = date(2030, 1, 1)
    other = Process(**process.model_dump(exclude={"id", "key"}), key="another")
    session.add(other)
    session.flush()
    foreign = Document(**document.model_dump(exclude={"id", "process_id"}), process_id=other.id)
    session.add(foreign)
    session.flush()
    wish = Wish(decisions="Alt", documents=(document.id, foreign.id, 999), links=())

    sends(session, process, meeting, wish)

    assert meeting.materials == []
    assert now


def test_who_has_left_the_process_gets_nothing(
    session: Session, process: Process, meeting: Meeting
) -> None:
    membership_of(session, process, JONAS).stage = Stage.REFUSED

    sent = sends(session, process, meeting, MINUTES)

    assert str(person_of(session, JONAS).id) not in sent


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("", ()),
        ("Referat https://x.dk/r", (("Referat", "https://x.dk/r"),)),
        ("https://x.dk/r", (("", "https://x.dk/r"),)),
        ("https://x.dk/r Referat og mere", (("Referat og mere", "https://x.dk/r"),)),
        (
            "Oplæg: https://x.dk/1\r\n\u2028\n Referat - https://x.dk/2 ",
            (("Oplæg", "https://x.dk/1"), ("Referat", "https://x.dk/2")),
        ),
        ("ingen adresse", (("ingen", "adresse"),)),
    ],
)
def test_links_are_read_one_a_line(typed: str, links: tuple[tuple[str, str], ...]) -> None:
    assert read_links(typed) == links


@pytest.mark.parametrize(
    ("wish", "faults"),
    [
        (MINUTES, {}),
        (Wish(decisions=" \x00 ", documents=(), links=()), {"decisions": Fault.NOTHING_SAID}),
        (Wish(decisions="x" * 1501, documents=(), links=()), {"decisions": Fault.TOO_LONG}),
        (
            Wish(decisions="", documents=(), links=(("a", "javascript:alert(1)"),)),
            {"links": Fault.LINK_UNREADABLE},
        ),
        (
            Wish(decisions="", documents=(), links=(("a", "https://x.dk"),) * 4),
            {"links": Fault.TOO_MANY_LINKS},
        ),
    ],
)
def test_what_cannot_be_sent_is_named_by_its_field(wish: Wish, faults: dict[str, Fault]) -> None:
    assert check(wish) == faults
