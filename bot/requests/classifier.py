"""What messages like this one have wished for: a linear classifier, learnt from labelled examples.

It reads no network and no database: its weights are a file beside it, which tests/corpus/training.py
makes from tests/corpus/examples.yaml. A wish has a score of its own, so that a message may have
several; above 0 it is rather wished for than not.
"""

import heapq
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.requests.wishes import Wish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("classifier.npz")
BUCKETS = 2**14  # features share this many rows of weights
UNCLEAR = "unclear"  # what Sammen can neither know nor do: a class as the wishes are
CLASSES = (*(one.value for one in Wish), UNCLEAR)
_TOLD = 3  # words that explain a score


def bucket(feature: str) -> int:
    """The row of a feature: the same in every process, which `hash` is not."""
    return zlib.crc32(feature.encode()) % BUCKETS


@dataclass(frozen=True, slots=True)
class Opinion:
    """The score of each wish; `told` finds the words that speak most for one."""

    scores: Mapping[Wish, float]
    unclear: float
    told: Callable[[Wish], Sequence[str]]

    @property
    def ranked(self) -> list[Wish]:
        """All of them, the likeliest first."""
        return sorted(self.scores, key=lambda wish: -self.scores[wish])


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` is features x classes; `rarity` weighs each feature; `base` is each class's own."""

    rows: "NDArray[np.float32]"
    rarity: "NDArray[np.float32]"
    base: "NDArray[np.float32]"


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read once per process."""
    import numpy as np  # noqa: PLC0415 # slow import

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        found = {name: stored[name].astype(np.float32) for name in ("rows", "rarity", "base")}
    return Weights(**found)


def opinion(found: Iterable[tuple[str, str]]) -> Opinion:
    """What messages with these features (features.py) have wished for."""
    import numpy as np  # noqa: PLC0415 # slow import

    known = weights()
    listed = [(bucket(feature), word) for feature, word in found]
    times = Counter(row for row, _ in listed)
    rows = np.fromiter(times, dtype=np.int64, count=len(times))
    counts = np.fromiter(times.values(), dtype=np.float32, count=len(times))
    values = (1 + np.log(counts)) * known.rarity[rows]
    values /= max(float(np.linalg.norm(values)), 1e-9)
    scores = values @ known.rows[rows] + known.base
    shares = dict(zip(times, values / counts, strict=True))
    columns = {wish: at for at, wish in enumerate(Wish)}

    def told(wish: Wish) -> list[str]:
        """The words that have raised its score most, in their order."""
        raised: dict[str, float] = defaultdict(float)
        for row, word in listed:
            raised[word] += float(shares[row] * known.rows[row, columns[wish]])
        raised.pop("", None)
        most = heapq.nlargest(_TOLD, raised, key=lambda word: raised[word])
        return [word for word in raised if word in most and raised[word] > 0]

    return Opinion(
        scores={wish: float(scores[at]) for wish, at in columns.items()},
        unclear=float(scores[len(columns)]),
        told=told,
    )
