"""What speaks against a reading: words that it leaves unexplained."""

from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.everyday import everyday
from bot.requests.weighing import Candidate


def strange(clause: Clause, catalogue: Catalogue, reading: Candidate) -> list[str]:
    """The words of a topic of their own that a reading neither explains nor could have met."""
    return [
        one.word
        for at, one in enumerate(clause.words)
        if at not in reading.at
        and one.weight >= 1
        and not one.concepts
        and not clause.phrases_at(at)
        and catalogue.known.isdisjoint(one.keys)
        and (len(one.word) > 3 or not everyday().other.isdisjoint(one.keys))
    ]
