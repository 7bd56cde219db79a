"""The corpus is sound: large, mostly Danish, in two halves, with outcomes that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.corpus.reading import FOLDER, WISHES, Half, Outcome, catalogue, utterances

PROCESS = Path(__file__).parents[2] / "processes" / "emissionsfrie-arbejdsmaskiner.yaml"
LEAST = 4  # utterances of each wish in each half, so that one miss is not the whole wish
LEAST_OF = {"thanks": 3, "pause": 3, "language": 3}
EVERYTHING = {half: utterances(half) for half in Half}
BOTH = [one for half in Half for one in EVERYTHING[half]]


def folded(say: str) -> str:
    """Without capitals, signs and spacing; what is signs only stays as it is."""
    return re.sub(r"[\W_]+", " ", say.casefold()).strip() or say.strip()


def exists(outcome: Outcome) -> bool:
    lists, (kind, _, key) = WISHES[outcome.wish], (outcome.target or "").partition(":")
    if outcome.wish == "date":
        lists, kind = (f"{kind}s",) if f"{kind}s" in lists else (), key
    found = {one["key"] for name in lists for one in catalogue()[name]}
    return kind in found if WISHES[outcome.wish] else outcome.target is None


def test_there_are_at_least_300_utterances_and_two_thirds_are_danish() -> None:
    languages = Counter(one.language for one in BOTH)

    assert set(languages) == {"da", "en", "mixed"}
    assert languages.total() >= 300
    assert languages["da"] >= max(240, languages.total() * 2 / 3)
    assert min(len(EVERYTHING[half]) for half in Half) >= 180


def test_nothing_is_said_twice_in_either_half() -> None:
    said = Counter(folded(one.say) for one in BOTH)

    assert [say for say, times in said.items() if times > 1] == []


@pytest.mark.parametrize("half", Half)
def test_an_entry_has_what_it_needs_and_no_more(half: Half) -> None:
    entries = yaml.safe_load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"))
    shapes = ({"say", "language", "means"}, {"say", "language", "either"})

    assert [one for one in entries if set(one) not in shapes] == []
    assert [one for one in entries if not str(one["say"]).strip()] == []


def test_every_outcome_is_a_known_wish_with_a_target_of_the_catalogue() -> None:
    wanted = {outcome for one in BOTH for reading in one.readings for outcome in reading}

    assert {one for one in wanted if one.wish not in WISHES} == set()
    assert {one for one in wanted if not exists(one)} == set()


def test_every_target_is_asked_for_in_both_halves() -> None:
    for half in Half:
        asked = {
            (outcome.wish, outcome.target)
            for one in EVERYTHING[half]
            for reading in one.readings
            for outcome in reading
        }
        for wish, name in (
            *(("document", "documents"), ("person", "people")),
            *(("faq", "faqs"), ("meeting_link", "meetings")),
        ):
            keys = {one["key"] for one in catalogue()[name]}
            assert {key for key in keys if (wish, key) not in asked} == set()


def test_what_is_ambiguous_has_two_or_three_different_readings() -> None:
    for one in BOTH:
        assert 1 <= len(one.readings) <= 3, one.say
        assert len({frozenset(reading) for reading in one.readings}) == len(one.readings), one.say
        assert all(len(set(reading)) == len(reading) > 0 for reading in one.readings), one.say


@pytest.mark.parametrize("half", Half)
def test_each_wish_is_said_often_enough(half: Half) -> None:
    sure = [one.readings[0] for one in EVERYTHING[half] if len(one.readings) == 1]
    times = Counter(wish for reading in sure for wish in {outcome.wish for outcome in reading})

    assert {wish for wish in WISHES if times[wish] < LEAST_OF.get(wish, LEAST)} == set()


def test_the_catalogue_has_each_thing_once_and_in_both_languages() -> None:
    process = catalogue()

    assert process["now"].isoformat() == "2022-06-07T08:00:00+00:00"
    for name in ("documents", "meetings", "milestones", "people", "faqs"):
        keys = [one["key"] for one in process[name]]
        words = [one.get("title") or one["question"] for one in process[name]]
        assert len(set(keys)) == len(keys)
        assert [one for one in words if set(one) != {"da", "en"} or not all(one.values())] == []


def test_what_the_process_file_has_is_in_the_catalogue_as_it_stands_there() -> None:
    process, file = catalogue(), yaml.safe_load(PROCESS.read_text(encoding="utf-8"))

    for name, fields in (
        ("documents", ("title", "kind")),
        ("meetings", ("title", "start", "form")),
        ("milestones", ("title", "when")),
    ):
        ours = {one["key"]: [one[field] for field in fields] for one in process[name]}
        theirs = {one["key"]: [one[field] for field in fields] for one in file[name]}
        assert {key: ours.get(key) for key in theirs} == theirs
