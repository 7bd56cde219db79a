"""Home of somebody who takes part in several processes: which of them is shown."""

import pytest
from sqlmodel import Session

from bot.onboarding import process_for
from handlers.home import _choose_process
from models import Membership, Person
from models.enums import Role, Stage
from tests.gathering import MAY, Gathering
from tests.home_visits import home_of, press, visit_of


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


@pytest.fixture
def second(session: Session, gathering: Gathering) -> Gathering:
    """Another process in the same workspace, which Julie leads too."""
    gathering.member("Julie", role=Role.FACILITATOR)
    other = Gathering(session, key="heat")
    other.process.title = {"da": "Sammen om varme", "en": "Together on heat"}
    joins(other, gathering.people["Julie"], role=Role.FACILITATOR)
    return other


def joins(
    gathering: Gathering,
    person: Person,
    *,
    role: Role = Role.NEED_OWNER,
    stage: Stage = Stage.JOINED,
) -> Membership:
    """Somebody who is known from elsewhere comes into that process."""
    made = Membership(
        process_id=gathering.process.id,
        person_id=person.id,
        organisation_id=gathering.organisation("Odense").id,
        role=role,
        stage=stage,
        invited_at=MAY,
        joined_at=MAY if stage is Stage.JOINED else None,
    )
    gathering.session.add(made)
    gathering.session.flush()
    return made


def test_who_leads_several_processes_sees_one_and_switches_at_the_top(
    gathering: Gathering, second: Gathering
) -> None:
    visit = visit_of(gathering, "Julie")

    before = home_of(visit)
    _choose_process(visit, press(str(gathering.process.id), act="home.process"))
    after = home_of(visit)

    first, other = gathering.process.id, second.process.id
    assert before.startswith("[static_select | Vælg proces | home.process]")
    assert f"( ) Sammen om maskiner | {first}\n(x) Sammen om varme | {other}" in before
    assert f"summaries.status {other}]" in before
    assert f"summaries.status {first}]" not in before
    assert f"(x) Sammen om maskiner | {first}" in after
    assert f"summaries.status {first}]" in after
    assert f"summaries.status {other}]" not in after


def test_what_waits_in_the_other_processes_is_said_with_the_way_there(
    gathering: Gathering, second: Gathering
) -> None:
    gathering.member("Eva", "Novafos", stage=Stage.APPLIED)
    visit = visit_of(gathering, "Julie")

    before = home_of(visit)
    _choose_process(visit, press(str(gathering.process.id), act="home.process"))
    after = home_of(visit)

    there = "*I dine andre processer*\n\n*Sammen om maskiner*: 1 venter på et ja"
    assert there in before
    assert f"[Gå dertil | home.process:other {gathering.process.id}]" in before
    assert "I dine andre processer" not in after
    assert f"summaries.status {second.process.id}]" not in after


def test_the_chosen_process_is_the_one_that_commands_answer_for(
    gathering: Gathering, second: Gathering
) -> None:
    julie = gathering.people["Julie"]
    assert process_for(gathering.session, person=julie)[0] == second.process

    _choose_process(visit_of(gathering, "Julie"), press(str(gathering.process.id)))

    assert process_for(gathering.session, person=julie)[0] == gathering.process


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 40])
def test_a_made_up_process_is_not_chosen(
    gathering: Gathering, second: Gathering, value: str
) -> None:
    _choose_process(visit_of(gathering, "Julie"), press(value))

    chosen, _ = process_for(gathering.session, person=gathering.people["Julie"])
    assert chosen == second.process


def test_nobody_chooses_a_process_that_they_have_not_joined(
    gathering: Gathering, second: Gathering
) -> None:
    gathering.member("Eva", "Novafos")
    outside = joins(second, gathering.people["Eva"], stage=Stage.INVITED)

    _choose_process(visit_of(gathering, "Eva"), press(str(second.process.id)))

    assert outside.chosen_at is None


def test_who_leads_none_sees_all_processes_and_no_switch(
    gathering: Gathering, second: Gathering
) -> None:
    gathering.member("Eva", "Novafos")
    joins(second, gathering.people["Eva"])

    read = home_of(visit_of(gathering, "Eva"))

    assert "home.process" not in read
    assert "# Sammen om maskiner" in read
    assert "# Sammen om varme" in read
