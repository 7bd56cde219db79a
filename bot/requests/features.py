"""What a classifier sees of a message: its words, their parts, and what they stand for.

Words by which things of the catalogue are named, as they stand there, are left out unless they are
everyday words as well; only which kind of thing they name is kept. What is learnt in one process holds
rather in the next, where everything is called otherwise.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause, Spoken
from bot.requests.wishes import Kind
from bot.requests.words import Token

NAMED = "@"  # in place of a word of the catalogue
NUMBER = "#"
_SHORTEST, _LONGEST = 3, 5  # characters of a part


def features(
    tokens: Sequence[Token], clause: Clause, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """Each feature, and the word that makes it; "" where several do. `clause` is all tokens together."""
    naming = {one.word: kinds for one in clause.words if (kinds := _named_by(one, catalogue))}
    known = {one.word for one in clause.words if one.word in naming and not one.concepts}
    words = [_shown(one, known) for one in tokens]
    for token, word in zip(tokens, words, strict=True):
        yield f"word {word}", token.word
        if word not in {NAMED, NUMBER}:
            yield from ((f"part {part}", token.word) for part in _parts(f"<{word}>"))
    for one, after in pairwise(["^", *words, "$"]):
        yield f"pair {one} {after}", ""
    for spoken in clause.words:
        yield from ((f"means {concept}", spoken.word) for concept in spoken.concepts)
        yield from ((f"names {kind}", spoken.word) for kind in naming.get(spoken.word, ()))
    for _, concept in clause.phrases:
        yield f"phrase {concept}", ""
    if clause.days:
        yield "day", ""
    if clause.asks:
        yield "asks", ""


def _named_by(spoken: Spoken, catalogue: Catalogue) -> tuple[Kind, ...]:
    """Which kinds of thing have that word in their names."""
    if spoken.weight < 1:
        return ()
    return tuple(
        kind for kind, index in catalogue.index.items() if not index.keys().isdisjoint(spoken.keys)
    )


def _shown(token: Token, known: set[str]) -> str:
    if token.word.isdigit():
        return NUMBER
    return NAMED if token.word in known else token.word or token.sign


def _parts(word: str) -> Iterator[str]:
    for length in range(_SHORTEST, _LONGEST + 1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]
