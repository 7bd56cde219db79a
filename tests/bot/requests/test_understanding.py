"""Members are understood: both halves of the corpus, the second without being looked at.

The first is learnt from, so it only shows that nothing is lost; the second measures.
"""

import pytest

from tests.corpus.judging import Verdict, figures
from tests.corpus.reading import Half, utterances


@pytest.mark.parametrize(
    ("half", "least_right", "most_wrong"),
    [
        (Half.SEEN, 0.92, 0.01),
        # Sure of a wrong document or link is at most one in a hundred: below. Sure and wrong in any
        # other way, such as a date where nobody could tell, has come down to 0.024.
        (Half.HELD, 0.92, 0.03),
    ],
)
def test_what_members_write_is_understood(
    half: Half, least_right: float, most_wrong: float
) -> None:
    found = figures(utterances(half))

    # Only figures are shown when this fails: whoever reads the held half tunes to it.
    enough = found.share(Verdict.RIGHT) >= least_right
    careful = found.wrong <= most_wrong
    assert (enough, careful) == (True, True), f"{half}: {found}"


@pytest.mark.parametrize("half", Half)
def test_a_wrong_document_or_link_is_handed_out_at_most_once_in_a_hundred_times(half: Half) -> None:
    found = figures(utterances(half))

    assert found.share(Verdict.WRONG_THING) <= 0.01, f"{half}: {found}"
