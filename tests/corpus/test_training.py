"""What the classifier learns from is sound, and the weights that are shipped are what it learns."""

import numpy as np

from bot.requests.classifier import CLASSES, WEIGHTS
from tests.corpus.reading import WISHES, Half, utterances
from tests.corpus.test_corpus import exists, folded
from tests.corpus.training import examples, learn, others


def test_no_example_is_held_apart_and_none_stands_twice() -> None:
    said = [folded(one.say) for one in examples()]
    held = {folded(one.say) for one in utterances(Half.HELD)}

    assert len(held.intersection(said)) == 0  # which of them is not shown: nobody reads that half
    assert len(said) == len(set(said))


def test_examples_want_what_exists_and_every_wish_has_many() -> None:
    wanted = [outcome for one in examples() for outcome in one.readings[0]]

    assert {one for one in set(wanted) if not exists(one)} == set()
    assert [wish for wish in WISHES if sum(one.wish == wish for one in wanted) < 80] == []
    assert set(CLASSES) == set(WISHES)


def test_the_weights_are_those_that_the_examples_teach() -> None:
    learnt = learn((*examples(), *others()))

    with np.load(WEIGHTS, allow_pickle=False) as shipped:
        for name, values in learnt.items():
            near = np.allclose(shipped[name], values, atol=0.02)
            assert near, f"{name}: run python -m tests.corpus.training"
