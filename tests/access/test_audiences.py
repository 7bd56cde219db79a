"""Things with an audience of their own: who gets which, by role, and by when."""

from datetime import datetime, timedelta

import pytest

from models import Meeting
from models.enums import Role
from tests.access.asked import FAQS
from tests.access.house import DOCUMENTS, NOW
from tests.access.routes import seals_in
from tests.access.scene import Scene
from tests.access.standings import JOINED


def meant(audience: list[str]) -> set[str]:
    """Whose it is: those roles, and who leads."""
    return {*audience, Role.FACILITATOR.value}


def getting(scene: Scene, value: str, seal: str) -> set[str]:
    """The roles that get it by the button of a guess."""
    things, got = scene.things[0], set()
    for who in JOINED:
        hand = scene.enter(who)
        hand.presses("requests.meet", f"{things.process}:{value.format_map(things.ids)}")
        if things.seal(seal) in seals_in(hand.seen().shown):
            assert who.role is not None
            got.add(who.role.value)
    return got


@pytest.mark.parametrize("word", DOCUMENTS)
def test_a_document_goes_to_its_audience(scene: Scene, word: str) -> None:
    got = getting(scene, f"document:document:{{{word}}}", f"{word}url")

    assert got == meant(DOCUMENTS[word])


def test_a_list_of_documents_names_those_alone_that_are_theirs(scene: Scene) -> None:
    things = scene.things[0]
    listed = {}
    for who in JOINED:
        hand = scene.enter(who)
        hand.presses("documents.show", things.process)
        seen = seals_in(hand.seen().shown)
        assert who.role is not None
        listed[who.role.value] = {word for word in DOCUMENTS if things.seal(word) in seen}

    assert listed == {
        role.value: {word for word, audience in DOCUMENTS.items() if role.value in meant(audience)}
        for role in Role
    }


@pytest.mark.parametrize("word", FAQS)
def test_a_published_answer_goes_to_its_audience(scene: Scene, word: str) -> None:
    assert getting(scene, f"faq:faq:{{{word}}}", word) == meant(FAQS[word])


EVERY = {role.value for role in Role}
LEADS = {Role.FACILITATOR.value}


@pytest.mark.parametrize(
    ("word", "readers"),
    [
        ("moede", EVERY),  # it begins within the week
        ("senere", LEADS),  # too far ahead
        ("holdt", LEADS),  # over
        ("ledermoede", LEADS),  # for others
    ],
)
def test_a_link_goes_to_those_it_is_meant_for_within_its_week(
    scene: Scene, word: str, readers: set[str]
) -> None:
    assert getting(scene, f"meeting_link:meeting:{{{word}}}", f"{word}link") == readers


@pytest.mark.parametrize(
    ("starts_at", "is_open"),
    [
        (NOW + timedelta(days=7, seconds=5), True),  # the press comes five seconds later
        (NOW + timedelta(days=7, seconds=6), False),
        (NOW - timedelta(hours=2) + timedelta(seconds=6), True),  # it lasts two hours
        (NOW - timedelta(hours=2) + timedelta(seconds=5), False),
    ],
)
def test_the_week_of_a_link_is_exact(scene: Scene, starts_at: datetime, is_open: bool) -> None:
    things = scene.things[0]
    hand = scene.enter(next(who for who in JOINED if who.role is Role.ADVISER))
    with scene.database.write() as session:
        meeting = session.get_one(Meeting, int(things.senere))
        meeting.starts_at, meeting.ends_at = starts_at, starts_at + timedelta(hours=2)
        session.add(meeting)

    hand.presses("requests.link", f"{things.process}:{things.senere}")

    assert (things.seal("senerelink") in seals_in(hand.seen().shown)) is is_open
