"""Everyday requests and their close neighbours, by other writers than the corpus's, stay understood."""

from pathlib import Path

import yaml

from tests.corpus.judging import Verdict, figures
from tests.corpus.reading import Outcome, Utterance


def _outcome(words: str) -> Outcome:
    wish, _, target = words.partition(" ")
    return Outcome(wish, target or None)


VARIANTS = tuple(
    Utterance(
        say=one["say"],
        language=one["language"],
        readings=tuple(
            tuple(map(_outcome, reading)) for reading in one.get("either") or [one["means"]]
        ),
    )
    for one in yaml.safe_load((Path(__file__).parent / "variants.yaml").read_text(encoding="utf-8"))
)
_UNCLEAR = Outcome("unclear")


def test_variants_of_what_members_write_stay_understood() -> None:
    found = figures(VARIANTS)

    enough = found.share(Verdict.RIGHT) >= 0.92
    careful = found.wrong <= 0.015
    assert (enough, careful) == (True, True), found


def test_what_nobody_can_tell_is_passed_on_or_guessed() -> None:
    unclear = [one for one in VARIANTS if (_UNCLEAR,) in one.readings]
    found = figures(unclear)

    assert len(unclear) >= 150
    assert found.wrong <= 0.02, found
