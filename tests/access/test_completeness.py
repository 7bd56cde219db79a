"""Nothing can be added without a place in the matrix: no act, way, button, form, field or word."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.access import Act
from bot.conversation.words import Word, read_word
from bot.requests.wishes import Wish
from handlers import commands
from handlers.wishes import PLAIN, TARGETED
from tests.access.harmless import HARMLESS
from tests.access.routes import Route
from tests.access.table import TRIES
from tests.access.without import WITHOUT

HANDLERS = Path(__file__).parents[2] / "handlers"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HANDLERS.glob("*.py")))


def tried(*routes: Route) -> set[str]:
    """The names of all tries on those ways. Of a guess's button, without the wish."""
    return {one.name.partition(":")[0] for one in TRIES if one.route in routes}


def ids(pattern: str) -> set[str]:
    """Every id that is listened for in that way. tests/handlers/test_ids.py holds that none is missed."""
    return set(re.findall(pattern, CODE))


def test_each_act_is_tried_on_each_way_or_the_way_does_not_lead_there() -> None:
    found = {(one.act, one.route) for one in TRIES}
    found |= {
        (act, Route.OLD_BUTTON) for act, route in found if route in (Route.BUTTON, Route.FORM)
    }
    without = [
        (act, route) for route, why in WITHOUT.items() for acts in why.values() for act in acts
    ]

    assert sorted(found & set(without)) == []
    assert len(without) == len(set(without))
    assert found | set(without) == {(act, route) for act in Act for route in Route}


def test_each_button_and_menu_is_tried_or_harmless() -> None:
    _assert_covered(ids(r'"([a-z_]+\.[a-z_]+)": ') | {"members.search"}, tried(Route.BUTTON))


def test_each_form_is_tried_or_harmless() -> None:
    _assert_covered(ids(r'app\.view\("([a-z._]+)"\)'), tried(Route.FORM))


def test_each_search_field_is_tried_or_harmless() -> None:
    _assert_covered(ids(r'app\.options\("([a-z._]+)"\)'), tried(Route.SEARCH))


def test_each_shortcut_is_tried() -> None:
    assert ids(r'app\.shortcut\("([a-z._]+)"\)') == tried(Route.SHORTCUT)


def test_each_word_is_tried_or_harmless() -> None:
    written = {read_word(one) for one in tried(Route.WORDS)} - {None}

    _assert_covered({word.value for word in Word}, {word.value for word in written if word})


def test_each_wish_is_tried_or_harmless() -> None:
    begun = "requests.meet:"
    pressed = {
        one.name.removeprefix(begun).partition(":")[0]
        for one in TRIES
        if one.name.startswith(begun)
    }

    assert set(PLAIN) | set(TARGETED) == set(Wish)
    assert {wish.value for wish in Wish} - pressed - HARMLESS.keys() == set()


def test_each_command_is_tried_or_ones_own() -> None:
    tables = (commands._FORMS, commands._LISTS)  # the list of commands
    opened = {does for table in tables for does in table.values()}
    texts = tried(Route.COMMAND)
    plain = (commands._POST, commands._SUMS, commands._CALENDAR, {"status"})

    missing = [does.__name__ for does in opened if not _opens(does, tables, texts)]
    assert missing == []
    assert [words for words in plain if not words & texts] == []


def _opens(does: object, tables: Iterable[Mapping[str, object]], texts: set[str]) -> bool:
    return any(table.get(text) is does for table in tables for text in texts)


def _assert_covered(there: set[str], covered: set[str]) -> None:
    assert there - covered - HARMLESS.keys() == set()
    assert covered - there == set(), "tried, but there is no such thing"


def test_nothing_harmless_is_tried_or_gone() -> None:
    listened = ids(r'"([a-z_]+\.[a-z_]+)": ') | ids(r'app\.(?:view|options)\("([a-z._]+)"\)')
    everything = {one for one in tried(*Route) if "." in one}

    assert HARMLESS.keys() & everything == set()
    assert HARMLESS.keys() - listened - set(Word) - set(Wish) == set()
