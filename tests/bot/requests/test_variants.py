"""Everyday requests and their close neighbours, by other writers than the corpus's, stay understood."""

from pathlib import Path

from tests.corpus.judging import Verdict, figures
from tests.corpus.reading import utterances_of

VARIANTS = utterances_of(Path(__file__).parent / "variants.yaml")


def test_variants_of_what_members_write_stay_understood() -> None:
    found = figures(VARIANTS)

    enough = found.share(Verdict.RIGHT) >= 0.9
    careful = found.share(Verdict.CONFIDENTLY_WRONG) <= 0.02
    assert (enough, careful) == (True, True), found


def test_what_nobody_can_tell_is_passed_on_or_guessed() -> None:
    unclear = [one for one in VARIANTS if any("unclear" in str(r) for r in one.readings)]
    found = figures(unclear)

    assert found.counted.total() >= 100
    assert found.share(Verdict.CONFIDENTLY_WRONG) <= 0.03, found
