"""Members are understood: both halves of the corpus, the second without being looked at."""

import pytest

from tests.corpus.judging import Verdict, figures
from tests.corpus.reading import Half, utterances


@pytest.mark.parametrize("half", Half)
def test_what_members_write_is_understood(half: Half) -> None:
    found = figures(utterances(half))

    # Only figures are shown when this fails: whoever reads the held half tunes to it.
    enough = found.share(Verdict.RIGHT) >= 0.92
    careful = found.share(Verdict.CONFIDENTLY_WRONG) <= 0.01
    assert (enough, careful) == (True, True), f"{half}: {found}"
