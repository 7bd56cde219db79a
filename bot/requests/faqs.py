"""Which frequent question a clause asks: by its words, and by what they are about."""

from dataclasses import dataclass

from bot.requests.catalogue import Catalogue, concepts_of, everyday
from bot.requests.clauses import Clause
from bot.requests.wishes import Item, Kind

# What a question may be about. Words of the same topic count as the same word.
TOPICS = frozenset(
    "cost join see secret oblige private several deadline mapping answers fill same who when".split()
)
# Who asks, or about whom: no topic of its own.
_WHO = frozenset("who others participants private secret".split())
_QUIET = frozenset("me we you others join mapping same person_word".split())
_ALIKE = {"fill": "answers"}


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """A question, the words that ask it, and how well."""

    item: Item
    at: frozenset[int]
    said: float
    left: float
    share: float
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Feature:
    keys: frozenset[str]
    topics: frozenset[str]


def _topics(concepts: frozenset[str]) -> frozenset[str]:
    return frozenset(_ALIKE.get(one, one) for one in concepts & TOPICS)


def faq_matches(clause: Clause, catalogue: Catalogue) -> list[FaqMatch]:
    """Questions that share a topic with the clause, the likeliest first."""
    return []
