"""Learns from the examples what people wish for by their words, and writes the classifier's weights.

`python -m tests.corpus.training` after a change to examples.yaml, to the features or to the lexicon.
`--folds 5` writes nothing: it learns from four fifths and reads the last, in turn, and prints what
Sammen then understands. That is what the thresholds of bot/requests/deciding.py are set by; held.yaml
is for nothing but the last look.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any
from unittest import mock

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from bot.requests import classifier
from bot.requests.classifier import BUCKETS, CLASSES, WEIGHTS, Weights, bucket
from bot.requests.reading import features_of
from tests.corpus.judging import Figures, figures, prepared
from tests.corpus.reading import FOLDER, Half, Utterance, catalogue, outcome, utterances, variants


def examples() -> tuple[Utterance, ...]:
    """Those of examples.yaml."""
    read = yaml.safe_load((FOLDER / "examples.yaml").read_text(encoding="utf-8"))
    return tuple(
        Utterance(
            say=say, language="", readings=(tuple(outcome(one) for one in wanted.split(", ")),)
        )
        for wanted, listed in read.items()
        for say in listed
    )


def learn(listed: Sequence[Utterance]) -> dict[str, Any]:
    """The weights: rows (buckets x classes), each bucket's rarity, each class's base. The same each time."""
    counts = _counts([one.say for one in listed])
    weighing = TfidfTransformer(sublinear_tf=True)
    values = weighing.fit_transform(counts)
    wanted = np.array([_classes(one) for one in listed])
    found = OneVsRestClassifier(LinearSVC(random_state=0)).fit(values, wanted).estimators_
    return {
        "rows": np.stack([one.coef_[0] for one in found], axis=1).astype(np.float16),
        "rarity": weighing.idf_.astype(np.float16),
        "base": np.array([one.intercept_[0] for one in found], dtype=np.float16),
    }


def others() -> tuple[Utterance, ...]:
    """What is learnt from beside the examples: of the seen half and the variants what means one thing."""
    return tuple(one for one in (*utterances(Half.SEEN), *variants()) if len(one.readings) == 1)


def _classes(one: Utterance) -> list[int]:
    wishes = {each.wish for each in one.readings[0]}
    return [int(name in wishes) for name in CLASSES]


def _counts(says: Sequence[str]) -> csr_matrix:
    now = catalogue()["now"].astimezone(UTC)
    found = [
        Counter(bucket(name) for name, _ in features_of(say, prepared(), now=now)) for say in says
    ]
    at = [row for row, counted in enumerate(found) for _ in counted]
    buckets = [one for counted in found for one in counted]
    times = [times for counted in found for times in counted.values()]
    return csr_matrix((times, (at, buckets)), shape=(len(says), BUCKETS), dtype=np.float64)


def cross_validated(folds: int) -> Figures:
    """What is understood of examples that were not learnt from."""
    listed, total = examples(), Counter[Any]()
    for learn_at, read_at in KFold(folds, shuffle=True, random_state=0).split(listed):
        with using(learn([*(listed[at] for at in learn_at), *others()])):
            total += figures([listed[at] for at in read_at]).counted
    return Figures(total)


@contextmanager
def using(learnt: dict[str, Any]) -> Iterator[None]:
    """Read with these weights meanwhile."""
    found = Weights(**{name: values.astype(np.float32) for name, values in learnt.items()})
    with mock.patch.object(classifier, "weights", return_value=found):
        yield


def main() -> None:
    """Learn and write, or learn and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    if options.folds:
        print(cross_validated(options.folds))
    else:
        np.savez_compressed(WEIGHTS, **learn((*examples(), *others())))


if __name__ == "__main__":
    main()
