"""Everyday requests and their close neighbours stay understood. They are learnt from."""

from tests.corpus.judging import Verdict, figures
from tests.corpus.reading import Outcome, variants

VARIANTS = variants()
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
