"""One try by one person, judged: given or not, nothing else told, and nothing done behind a refusal."""

from bot.access import may_in
from tests.access.house import Things
from tests.access.routes import Route, Try, seals_in
from tests.access.scene import Scene
from tests.access.seals import forbidden
from tests.access.standings import Standing

# What is written may be taken for something else, which they may: then this is left behind.
_ASIDE = {"audit", "enquiries", "handouts"}


def meant_by(scene: Scene, one: Try, standing: Standing) -> Things:
    """The first process; where a try names none, the one that Sammen takes this person to mean."""
    return scene.things[standing.number - 1 if one.is_personal else 0]


def allowed(one: Try, standing: Standing, things: Things) -> bool:
    """What bot/access.py says of that person and that process."""
    place = standing.in_process(things.number)
    return place is not None and may_in(*place, one.act)


def given(scene: Scene, one: Try, standing: Standing, things: Things) -> bool:
    """Whether they got it. Whoever did not has changed nothing either."""
    hand = scene.enter(standing)
    one.do(hand, things)
    seen = hand.seen()
    is_given = one.given(seen, things)
    assert [record.exc_info for record in scene.workspace.errors.records] == []
    assert seals_in(seen.shown) & forbidden(standing, scene.things) == set(), str(standing)
    if not is_given and not allowed(one, standing, things):
        is_read = one.is_personal or one.route is Route.MENTION or one.name.startswith("requests.")
        aside = _ASIDE if is_read else set()
        assert seen.changed - aside == set(), f"{standing} changed {sorted(seen.changed)}"
    return is_given
