"""What members see of the sums, from rows: whose answers, and as they stood when."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.conversation.questions import Chosen, Value
from bot.shared_sums import SharedSums, shared_sums
from models.enums import OrganisationKind
from tests.gathering import MAY, Gathering, amount

DAY = timedelta(days=1)
SMALL, LARGE = Chosen(("small",)), Chosen(("large",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


def send(gathering: Gathering, name: str, count: str, *, day: int, chosen: Value = SMALL) -> None:
    gathering.answers(
        name,
        {"machines": chosen, "small_count": amount(count)},
        at=MAY + day * DAY,
        sent=MAY + day * DAY,
    )


def total(sums: SharedSums) -> tuple[int, int] | None:
    """The machines in all and the organisations they are from."""
    for one in sums.questions:
        for each in one.sums:
            if each.table.total is not None:
                return int(each.table.total.high), each.table.total.organisations
    return None


def test_before_three_have_sent_there_is_nothing(gathering: Gathering) -> None:
    send(gathering, "Aalborg", "10", day=1)
    send(gathering, "Odense", "10", day=2)
    gathering.answers("Esbjerg", {"machines": SMALL, "small_count": amount("10")})

    sums = shared_sums(gathering.session, process=gathering.process)

    assert (sums.at, sums.organisations, sums.questions) == (None, 0, ())


def test_whoever_looks_before_and_after_a_fourth_has_sent_sees_no_difference(
    gathering: Gathering,
) -> None:
    for day, name in enumerate(("Aalborg", "Odense", "Esbjerg"), start=1):
        send(gathering, name, "10", day=day)
    before = shared_sums(gathering.session, process=gathering.process)

    send(gathering, "Aarhus", "7", day=4)
    gathering.answers("Odense", {"small_count": amount("25")}, at=MAY + 5 * DAY)

    assert total(before) == (30, 3)
    assert shared_sums(gathering.session, process=gathering.process) == before


def test_with_six_the_sums_move_on_and_take_corrections_in(gathering: Gathering) -> None:
    for day in range(1, 6):
        send(gathering, f"Kommune {day}", "10", day=day)
    gathering.answers("Kommune 1", {"small_count": amount("12")}, at=MAY + 5 * DAY)
    send(gathering, "Kommune 6", "10", day=6)

    assert total(shared_sums(gathering.session, process=gathering.process)) == (62, 6)


def test_an_answer_that_sleeps_is_in_no_sum(gathering: Gathering) -> None:
    for day in range(1, 4):
        send(gathering, f"Kommune {day}", "10", day=day)
    for day in range(4, 7):
        send(gathering, f"Kommune {day}", "99", day=day, chosen=LARGE)

    assert total(shared_sums(gathering.session, process=gathering.process)) == (30, 3)


def test_sums_are_taken_apart_by_kind_and_region_where_that_is_safe(gathering: Gathering) -> None:
    for number in range(12):
        organisation = gathering.organisation(f"Kommune {number}")
        organisation.region = ("nord", "syd")[number % 2]
        if number < 2:
            organisation.kind = OrganisationKind.STATE
        send(gathering, organisation.name, "10", day=number)

    sums = shared_sums(gathering.session, process=gathering.process)

    [table] = [each.table for one in sums.questions for each in one.sums]
    shown = {
        key: None if one is None else one.organisations
        for key, one in {**table.kinds, **table.regions}.items()
    }
    assert shown == {"municipality": None, "state": None, "nord": 6, "syd": 6}
