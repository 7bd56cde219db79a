"""One organisation spelt in many ways: the same, perhaps the same, or new."""

import time

import pytest

from bot.importing_names import Known, Names, New, Perhaps, is_nameable
from models import Organisation
from models.enums import OrganisationKind
from tests.conftest import NOW

KNOWN = (
    *("Aalborg Kommune", "Aarhus Kommune", "Københavns Kommune", "Odense Kommune"),
    *("Region Nordjylland", "Region Hovedstaden", "Metroselskabet I/S", "Aalborg Forsyning"),
)


@pytest.fixture
def names() -> Names:
    return Names(
        Organisation(
            id=number, key=str(number), name=name, kind=OrganisationKind.OTHER, added_at=NOW
        )
        for number, name in enumerate(KNOWN, start=1)
    )


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Aalborg Kommune", "Aalborg Kommune"),
        ("AALBORG KOMMUNE", "Aalborg Kommune"),
        ("Ålborg komm.", "Aalborg Kommune"),
        ("Aalborg Komune", "Aalborg Kommune"),
        ("Metroselskabet", "Metroselskabet I/S"),
        ("metroselskabet i/s", "Metroselskabet I/S"),
        ("Aalborg Forsyning A/S", "Aalborg Forsyning"),
    ],
)
def test_a_spelling_that_differs_in_form_alone_is_the_same(
    names: Names, spelling: str, name: str
) -> None:
    assert names.meaning(spelling) == Known(KNOWN.index(name) + 1, name)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Aalborg", "Aalborg Kommune"),
        ("Albog Kommune", "Aalborg Kommune"),
        ("Kobenhavns Kommune", "Københavns Kommune"),
        ("Metroselskapet", "Metroselskabet I/S"),
        ("Region Nordjyland", "Region Nordjylland"),
    ],
)
def test_a_spelling_that_is_much_alike_is_asked_about(
    names: Names, spelling: str, name: str
) -> None:
    assert names.meaning(spelling) == Perhaps(KNOWN.index(name) + 1, name)


@pytest.mark.parametrize(
    "spelling", ["Hillerød Kommune", "Odder Kommune", "Region Syddanmark", "Novafos", "Aarhus Havn"]
)
def test_what_has_only_the_common_word_in_common_is_new(names: Names, spelling: str) -> None:
    assert names.meaning(spelling) == New(spelling)


def test_new_spellings_are_held_against_each_other(names: Names) -> None:
    assert names.meaning("Novafos A/S") == New("Novafos A/S")
    assert names.meaning("NOVAFOS") == New("Novafos A/S")
    assert names.meaning("Novafoss") == Perhaps(None, "Novafos A/S")
    assert names.meaning("Novafoss") == Perhaps(None, "Novafos A/S")


def test_the_address_settles_a_doubt_but_overrules_no_name(names: Names) -> None:
    aalborg = Known(1, "Aalborg Kommune")

    assert names.meaning("Albog Kommune", hint=aalborg) == aalborg
    assert names.meaning("Aalborg Forsyning", hint=aalborg) == Known(8, "Aalborg Forsyning")
    assert names.meaning("Vejdirektoratet", hint=aalborg) == New("Vejdirektoratet")


@pytest.mark.parametrize(("name", "is_one"), [("A", False), ("12", False), ("x" * 121, False)])
def test_not_everything_can_be_a_name(name: str, is_one: bool) -> None:
    assert is_nameable(name) is is_one
    assert is_nameable("Gate 21")


def test_thousands_of_new_spellings_are_read_in_seconds(names: Names) -> None:
    begun = time.monotonic()

    meanings = [names.meaning(f"Firma nummer {number * 7919 % 5000}") for number in range(5000)]

    assert len(meanings) == 5000
    assert time.monotonic() - begun < 30
