"""What anybody may press, send or search: whoever does is shown nothing that is not theirs."""

import pytest

from models.enums import Role, Stage
from tests.access.harmless import HARMLESS
from tests.access.house import seal
from tests.access.routes import seals_in
from tests.access.scene import Scene
from tests.access.seals import forbidden
from tests.access.standings import MEMBERS, OUTSIDERS, Standing

# Those of whom most is kept, and who may have least.
PEOPLE = (
    *(who for who in MEMBERS if who.role is Role.MARKET_ACTOR and who.stage is Stage.JOINED),
    *(who for who in MEMBERS if who.role is Role.FACILITATOR and who.stage is Stage.LEFT),
    *OUTSIDERS,
)
FIELDS = {"onboarding.organisation": "organisation", "members.place": "newplace"}
PRESSED = [one for one in HARMLESS if "." in one and one not in FIELDS]


@pytest.mark.parametrize("action_id", PRESSED)
def test_a_harmless_button_shows_nothing_that_is_not_theirs(scene: Scene, action_id: str) -> None:
    things = scene.things[0]
    values = ("", things.process, things.udsendt, f"{things.process}:7")
    told = {}
    for who in PEOPLE:
        hand = scene.enter(who)
        for value in values:
            hand.presses(action_id, value)
        told[str(who)] = seals_in(hand.seen().shown) & forbidden(who, scene.things)
        if (
            action_id == "my_data.get"
        ):  # whoever has left still has a right to where they were invited
            told[str(who)] -= {seal(one.number, "moede") for one in scene.things}

    assert told == {str(who): set() for who in PEOPLE}


@pytest.mark.parametrize("who", PEOPLE, ids=str)
def test_home_and_words_show_nothing_that_is_not_theirs(scene: Scene, who: Standing) -> None:
    hand = scene.enter(who)

    hand.opens_home()
    for words in ("hjælp", "menneske", "meld mig ud", "mine data", "hvem ringer jeg til"):
        hand.writes(words)
        hand.commands(words)

    assert seals_in(hand.seen().shown) & forbidden(who, scene.things) == set()
