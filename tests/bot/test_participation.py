"""How far each organisation is, with those whom no account in Slack stands for yet."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.conversation.questions import Chosen
from bot.participation import Reached, participation
from models.enums import Role, Stage
from tests.gathering import MAY, Gathering

DAY = timedelta(days=1)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Julie", role=Role.FACILITATOR)
    return gathering


def standings(gathering: Gathering) -> list[tuple[str, Reached, int]]:
    """Each organisation, how far it is, and since how many days after the beginning."""
    people = participation(gathering.session, process_id=gathering.process.id)
    return [(one.organisation, one.reached, (one.since - MAY).days) for one in people.standings]


def test_an_organisation_is_as_far_as_the_furthest_of_its_people(gathering: Gathering) -> None:
    gathering.member("Ib", "Both", stage=Stage.INVITED)
    gathering.member("Jo", "Both", at=MAY + DAY)
    gathering.member("No", "Declined", stage=Stage.DECLINED)
    gathering.member("La", "Later", stage=Stage.LATER, at=MAY + DAY)
    gathering.member("Ab", "Later", stage=Stage.INVITED, at=MAY + 2 * DAY)

    assert standings(gathering) == [
        ("Both", Reached.JOINED, 1),
        ("Declined", Reached.DECLINED, 0),
        ("Later", Reached.INVITED, 1),
    ]


def test_whoever_is_invited_by_mail_alone_counts_as_invited(gathering: Gathering) -> None:
    gathering.awaited("Eva Lind", "Novafos", at=MAY + 2 * DAY, invited_by="Julie")
    gathering.awaited("Bo Ravn", "Novafos", at=MAY + DAY, invited_by="Julie")
    gathering.member("No", "Declined", stage=Stage.DECLINED)
    gathering.awaited("Ida Bro", "Declined", at=MAY + 3 * DAY, invited_by="Julie")

    people = participation(gathering.session, process_id=gathering.process.id)

    assert standings(gathering) == [
        ("Declined", Reached.INVITED, 3),
        ("Novafos", Reached.INVITED, 1),
    ]
    assert people.taking_part == 2
    assert [one.organisation for one in people.missing] == ["Novafos", "Declined"]


def test_nobody_who_is_awaited_puts_an_organisation_back(gathering: Gathering) -> None:
    gathering.answers("Sent", {"machines": Chosen(("small",))}, sent=MAY)
    gathering.answers("Begun", {"machines": Chosen(("small",))})
    gathering.member("Jo", "Joined")
    for number, name in enumerate(("Sent", "Begun", "Joined")):
        gathering.awaited(f"P{number}", name, invited_by="Julie")

    assert standings(gathering) == [
        ("Begun", Reached.BEGUN, 0),
        ("Joined", Reached.JOINED, 0),
        ("Sent", Reached.DONE, 0),
    ]


def test_others_than_need_owners_and_whoever_has_come_are_not_counted_twice(
    gathering: Gathering,
) -> None:
    gathering.awaited("Ad Viser", "Advice", role=Role.ADVISER, invited_by="Julie")
    come = gathering.awaited("Ib Falk", "Come", invited_by="Julie")
    come.person_id = gathering.member("Ib Falk", "Come", stage=Stage.INVITED).person_id
    gathering.session.flush()

    assert standings(gathering) == [("Come", Reached.INVITED, 0)]


def test_those_who_have_not_said_for_whom_stand_together(gathering: Gathering) -> None:
    gathering.awaited("Eva Lind", None, at=MAY + DAY, invited_by="Julie")
    gathering.member("Ib Falk", stage=Stage.INVITED)

    people = participation(gathering.session, process_id=gathering.process.id)

    assert people.unplaced == (("Ib Falk", MAY), ("Eva Lind", MAY + DAY))
