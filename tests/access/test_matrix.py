"""Every role at every stage, and outsiders, by every way to every act: given is what the table says."""

import pytest

from bot.access import RULES
from models.enums import Role, Stage
from tests.access.routes import Route, Try
from tests.access.scene import Scene
from tests.access.standings import JOINED, MEMBERS, OUTSIDERS, Standing
from tests.access.table import TRIES
from tests.access.trying import allowed, given, meant_by

# Pressed or sent with the ids of another process: an old button, or a forged one.
NAMING = [one for one in TRIES if one.route in {Route.BUTTON, Route.FORM} and not one.is_personal]
LEADS = next(who for who in JOINED if who.role is Role.FACILITATOR)


def not_joined(one: Try) -> tuple[Standing, ...]:
    """Who might, if only they had joined: one such role, having left, and at two stages in turn."""
    role, turn = min(RULES[one.act]), TRIES.index(one) % 5
    stages = [stage for stage in Stage if stage not in (Stage.JOINED, Stage.LEFT)]
    tried = {Stage.LEFT, stages[turn], stages[turn - 1]}
    return tuple(who for who in MEMBERS if who.role is role and who.stage in tried)


@pytest.mark.parametrize("one", TRIES, ids=str)
def test_an_act_is_given_to_whom_the_table_says(scene: Scene, one: Try) -> None:
    people = (*JOINED, *not_joined(one), *OUTSIDERS)
    meant = {who: meant_by(scene, one, who) for who in people}

    got = {str(who): given(scene, one, who, things) for who, things in meant.items()}

    assert got == {str(who): allowed(one, who, things) for who, things in meant.items()}


@pytest.mark.parametrize("one", NAMING, ids=str)
@pytest.mark.parametrize("number", [2, 3])
def test_what_names_another_process_gives_it_to_those_who_are_in_that(
    scene: Scene, one: Try, number: int
) -> None:
    things = scene.things[number - 1]
    people = (LEADS, *OUTSIDERS)

    got = {str(who): given(scene, one, who, things) for who in people}

    assert got == {str(who): allowed(one, who, things) for who in people}
