"""The link to a meeting: when it comes, for whom, and that a new one reaches everybody who asked."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.access import LINKS_OPEN
from bot.meeting_links import (
    Early,
    Known,
    NotTheirs,
    NotThere,
    Why,
    ask_for_link,
    coming_links,
    is_any_link_owed,
    put_links,
)
from bot.meetings import call_off, change
from models import Meeting, Post, Process
from models.enums import MeetingForm, Role, Thing
from models.handouts import find_handout
from models.invitations import invitations_to
from tests.builders import (
    ANNE,
    JONAS,
    LOUISE,
    METTE,
    SARA,
    add_member,
    load_process,
    membership_of,
)
from tests.meetings import draft_of, open_workshop, person_of, send_all
from tests.registering import DAY, HOUR, NOW

ONE, TWO = "https://meet.example/one", "https://meet.example/two"


@pytest.fixture
def process(session: Session) -> Process:
    made = load_process(session, now=NOW)
    for slack_id in (METTE, JONAS):
        add_member(session, made, slack_id, now=NOW)
    add_member(session, made, SARA, now=NOW, organisation="koebenhavn", role=Role.ADVISER)
    add_member(session, made, LOUISE, now=NOW, organisation=None, role=Role.MARKET_ACTOR)
    return made


@pytest.fixture
def meeting(session: Session, process: Process) -> Meeting:
    """The workshop, digital, for need owners, who are invited; its link is not known."""
    assert process.id
    made = open_workshop(session, now=NOW)
    made.form, made.link, made.place = MeetingForm.DIGITAL, None, None
    session.add(made)
    send_all(session, now=NOW)
    return made


def opens(meeting: Meeting) -> datetime:
    return meeting.starts_at - LINKS_OPEN


def asks(
    session: Session, process: Process, slack_id: str, meeting: Meeting, *, at: datetime
) -> object:
    membership = membership_of(session, process, slack_id)
    return ask_for_link(session, membership=membership, meeting_id=meeting.id, now=at)


def links_put(session: Session) -> list[tuple[str, str]]:
    """Who was sent which link: the posts about links, in order."""
    query = select(Post).where(col(Post.key).like("%:link:%")).order_by(col(Post.id))
    return [(str(one.key), str(one.message["blocks"])) for one in session.exec(query)]


def gives(session: Session, meeting: Meeting, link: str, *, at: datetime, **more: object) -> None:
    """A facilitator sets the link, and everybody who is invited is told as ever."""
    draft = draft_of(meeting, link=link, **more)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=at)
    send_all(session, now=at)


def test_before_the_week_it_says_when_and_then_it_comes_by_itself(
    session: Session, process: Process, meeting: Meeting
) -> None:
    gives(session, meeting, ONE, at=NOW)

    early = asks(session, process, METTE, meeting, at=NOW)
    put_early = put_links(session, now=opens(meeting) - HOUR)
    coming = coming_links(session, now=NOW)
    owed = is_any_link_owed(session, now=opens(meeting))
    count = put_links(session, now=opens(meeting))
    again = put_links(session, now=opens(meeting) + HOUR)

    assert early == Early(meeting, opens(meeting))
    assert (put_early, owed, count, again) == (0, True, 1, 0)
    [(key, said)] = links_put(session)
    assert coming == [(opens(meeting), key)]
    assert coming_links(session, now=opens(meeting) + HOUR) == []
    assert key.endswith(f":person:{person_of(session, METTE).id}")
    assert ONE in said
    assert not is_any_link_owed(session, now=opens(meeting) + HOUR)


def test_in_the_week_it_is_given_at_once_and_remembered(
    session: Session, process: Process, meeting: Meeting
) -> None:
    gives(session, meeting, ONE, at=NOW)

    known = asks(session, process, METTE, meeting, at=opens(meeting))

    assert known == Known(meeting)
    handout = find_handout(
        session,
        person_id=person_of(session, METTE).id,
        thing=Thing.MEETING_LINK,
        thing_id=meeting.id,
    )
    assert handout is not None
    assert handout.link == ONE
    assert put_links(session, now=opens(meeting) + HOUR) == 0


def test_a_link_known_at_last_and_one_replaced_reach_who_asked_once_each(
    session: Session, process: Process, meeting: Meeting
) -> None:
    at = opens(meeting) + DAY
    unknown = asks(session, process, METTE, meeting, at=at)

    gives(session, meeting, ONE, at=at + HOUR)
    first = put_links(session, now=at + HOUR)
    gives(session, meeting, TWO, at=at + 2 * HOUR)
    second = put_links(session, now=at + 2 * HOUR)
    third = put_links(session, now=at + 3 * HOUR)

    assert unknown == NotThere(meeting, Why.UNKNOWN)
    assert (first, second, third) == (1, 1, 0)
    [(_, one), (_, two)] = links_put(session)
    assert "Nu er linket til" in one
    assert ONE in one
    assert "har fået et nyt link" in two
    assert TWO in two


def test_who_gets_a_new_card_with_it_is_not_told_twice(
    session: Session, process: Process, meeting: Meeting
) -> None:
    at = opens(meeting) + DAY
    asks(session, process, METTE, meeting, at=at)

    moved = {"starts_at": meeting.starts_at + HOUR, "ends_at": meeting.ends_at + HOUR}
    gives(session, meeting, ONE, at=at + HOUR, **moved)
    count = put_links(session, now=at + HOUR)

    assert (count, links_put(session)) == (0, [])
    assert put_links(session, now=at + 2 * HOUR) == 0


def test_the_invitation_s_own_message_goes_first(
    session: Session, process: Process, meeting: Meeting
) -> None:
    at = opens(meeting) + DAY
    asks(session, process, METTE, meeting, at=at)
    draft = draft_of(meeting, link=ONE)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=at)

    before = put_links(session, now=at)
    send_all(session, now=at)
    after = put_links(session, now=at)

    assert (before, after) == (0, 1)


def test_it_is_for_those_invited_and_the_market_hears_of_no_meeting(
    session: Session, process: Process, meeting: Meeting
) -> None:
    gives(session, meeting, ONE, at=NOW)
    at = opens(meeting)

    assert asks(session, process, SARA, meeting, at=at) == NotTheirs(
        meeting_id=meeting.id, meeting=meeting
    )
    assert asks(session, process, LOUISE, meeting, at=at) == NotTheirs(
        meeting_id=meeting.id, meeting=None
    )
    assert asks(session, process, ANNE, meeting, at=NOW) == Known(meeting)
    assert put_links(session, now=at) == 0


def test_who_has_left_is_owed_nothing(session: Session, process: Process, meeting: Meeting) -> None:
    at = opens(meeting) + DAY
    asks(session, process, METTE, meeting, at=at)
    membership_of(session, process, METTE).role = Role.MARKET_ACTOR
    for invitation, person in invitations_to(session, meeting_id=meeting.id):
        if person.slack_id == METTE:
            invitation.removed_at = at
            session.add(invitation)
    gives(session, meeting, ONE, at=at)

    assert put_links(session, now=at) == 0


def test_over_called_off_and_without_a_link(
    session: Session, process: Process, meeting: Meeting
) -> None:
    over = asks(session, process, METTE, meeting, at=meeting.ends_at)
    meeting.form = MeetingForm.PHYSICAL
    none = asks(session, process, METTE, meeting, at=NOW)
    call_off(session, meeting_id=meeting.id, because="", by=person_of(session, ANNE), now=NOW)
    off = asks(session, process, METTE, meeting, at=NOW)

    assert over == NotThere(meeting, Why.OVER)
    assert none == NotThere(meeting, Why.NONE_NEEDED)
    assert off == NotThere(meeting, Why.CALLED_OFF)
    assert not is_any_link_owed(session, now=NOW + timedelta(days=60))
