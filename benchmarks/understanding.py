"""How well and how fast Sammen understands what members ask for, in their own words.

Well: the corpus in tests/corpus, both halves, as figures only. Fast: one request among 2,000
documents, 200 meetings and 500 people, with the index as it is kept, against one plain fuzzy lookup
(`rapidfuzz.process.extract`) over the same titles; and the same from 200 to 20,000 documents. Rounds
take turns; medians count.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from rapidfuzz import process

from bot.conversation.questions import Text
from bot.requests.catalogue import Catalogue, catalogue_of
from bot.requests.reading import read_request
from bot.requests.wishes import Item, Kind
from tests.corpus.judging import report
from tests.corpus.reading import Half, catalogue, utterances

NOW = datetime(2022, 6, 7, 8, tzinfo=UTC)
_SORTS = (
    ("slides", "Oplæg om", "Slides on"),
    ("minutes", "Referat af møde om", "Minutes of the meeting on"),
    ("note", "Notat om", "Note on"),
    ("agenda", "Program for workshop om", "Agenda for the workshop on"),
    ("guide", "Vejledning til", "Guide to"),
    ("template", "Skabelon til", "Template for"),
    ("draft", "Udkast til", "Draft of"),
    ("overview", "Oversigt over", "Overview of"),
)
_MATTERS = (
    ("strøm på byggepladsen", "power on site"), ("leje af minigravere", "renting mini excavators"),
    ("udbudskrav", "tender requirements"), ("støj i byen", "noise in the city"),
    ("batterier", "batteries"), ("hurtigladere", "fast chargers"), ("totaløkonomi", "total cost"),
    ("asfaltudlæggere", "pavers"), ("betonbiler", "concrete lorries"), ("markedsdialog", "market dialogue"),
    ("arbejdsmiljø", "working environment"), ("klimaregnskab", "carbon accounting"),
    ("rendegravere", "backhoes"), ("kontraktbilag", "contract annexes"), ("tunge køretøjer", "heavy vehicles"),
    ("fjernvarmearbejder", "district heating works"), ("havnekraner", "harbour cranes"),
    ("vejprojekter", "road projects"), ("kloakrenovering", "sewer renovation"), ("skolebyggeri", "schools"),
)  # fmt: skip
_PLACES = (
    "Aalborg", "Aarhus", "Odense", "Esbjerg", "Randers", "Kolding", "Horsens", "Vejle",
    "Roskilde", "Herning", "Silkeborg", "Hørsholm", "Helsingør", "Næstved", "Fredericia",
    "Viborg", "Køge", "Holstebro", "Taastrup", "Slagelse", "Hillerød", "Sønderborg", "Svendborg",
)  # fmt: skip
_FIRST = (
    "Anne", "Bente", "Camilla", "Dorthe", "Else", "Freja", "Gitte", "Hanne", "Ida", "Julie",
    "Karen", "Lone", "Mette", "Nanna", "Oda", "Pia", "Rikke", "Anders", "Bo", "Carl", "Daniel",
    "Erik", "Frederik", "Gorm", "Henrik", "Ivan", "Jens", "Kasper", "Lars", "Mads", "Niels",
    "Ole", "Peter", "Rasmus",
)  # fmt: skip
_LAST = (
    "Andersen", "Bach", "Christensen", "Dahl", "Eriksen", "Frandsen", "Groth", "Holm", "Iversen",
    "Juhl", "Krogh", "Lund", "Møller", "Nygaard", "Olesen", "Poulsen", "Quist", "Rask", "Skov",
    "Thomsen", "Ulrich", "Vestergaard", "Winther", "Østergaard",
)  # fmt: skip


def things(documents: int) -> list[Item]:
    """A process with so many documents, 200 meetings and 500 people, the same in each run."""
    chance = random.Random(documents)
    items: list[Item] = []
    for _ in range(documents):
        sort, da, en = chance.choice(_SORTS)
        matter, place = chance.choice(_MATTERS), chance.choice(_PLACES)
        made_up = f"{chance.choice(_LAST)}{chance.randrange(documents)}"  # names of streets, cases
        items.append(
            _item(
                items,
                Kind.DOCUMENT,
                Text(
                    da=f"{da} {matter[0]} i {place}, sag {made_up}",
                    en=f"{en} {matter[1]} in {place}, case {made_up}",
                ),
                sort=sort,
                starts_at=NOW - timedelta(days=chance.randrange(900)),
            )
        )
    for number in range(200):
        matter, place = chance.choice(_MATTERS), chance.choice(_PLACES)
        items.append(
            _item(
                items,
                Kind.MEETING,
                Text(
                    da=f"Møde {number} om {matter[0]} i {place}",
                    en=f"Meeting {number} on {matter[1]} in {place}",
                ),
                starts_at=NOW + timedelta(days=number // 2, hours=3),
            )
        )
    for _ in range(500):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        work = (f"{chance.choice(_PLACES)} Kommune", "projektleder")
        items.append(_item(items, Kind.PERSON, Text(da=name, en=name), keywords=work))
    return items


def _item(
    items: Sequence[Item],
    kind: Kind,
    titles: Text,
    *,
    keywords: tuple[str, ...] = (),
    sort: str = "",
    starts_at: datetime | None = None,
) -> Item:
    number = len(items) + 1
    return Item(
        kind=kind,
        id=number,
        key=f"{kind}_{number}",
        titles=titles,
        keywords=keywords,
        sort=sort,
        starts_at=starts_at,
    )


def asked() -> list[str]:
    """Requests in turn: the corpus's own, and some about the things made up here."""
    own = [
        "kan du sende notatet om strøm på byggepladsen i Odense",
        "oversigtn over hurtigladere tak",
        "hvornår er mødet om havnekraner i Esbjerg",
        "hvad er nummeret på Rikke Vestergaard",
        "slides on noise in the city, Vejle",
        "hvad er linket til mødet i morgen?",
        "referat af møde om skolebyggeri og vejledning til udbudskrav",
        "hvad koster en elektrisk gravemaskine?",
    ]
    return [*own, *(one.say for one in utterances(Half.SEEN)[:40])]


def timed(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Milliseconds that one of these takes."""
    begun = time.perf_counter()
    for one in texts:
        work(one)
    return 1000 * (time.perf_counter() - begun) / len(texts)


def measure(documents: int, *, rounds: int) -> tuple[float, float, float]:
    """Milliseconds to build the index, of one plain fuzzy lookup, and to read one request."""
    items = things(documents)
    titles = [title for item in items for title in {item.titles.da, item.titles.en}]
    begun = time.perf_counter()
    index: Catalogue = catalogue_of(items, catalogue()["synonyms"])
    built = 1000 * (time.perf_counter() - begun)
    texts = asked()
    floors, mine = [], []
    for _ in range(rounds):
        index.near.clear()  # what was once misspelt is looked up again
        floors.append(timed(lambda text: process.extract(text, titles, limit=3), texts))
        mine.append(timed(lambda text: read_request(text, index, now=NOW), texts))
    return built, statistics.median(floors), statistics.median(mine)


def main() -> None:
    """Print how well, then how fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-speed", action="store_true")
    options = parser.parse_args()
    if not options.only_speed:
        print(
            "\nWhat members write, understood; at least 92 % right, at most 1 % confidently wrong"
        )
        for line in report():
            print(f"  {line}")
    print(
        f"\nOne request of {len(asked())} in turn, 200 meetings, 500 people, {options.rounds} rounds"
    )
    first: tuple[int, float] | None = None
    for documents in (200, 2_000, 20_000):
        built, floor, mine = measure(documents, rounds=options.rounds)
        print(
            f"  {documents:6,} documents: floor, one fuzzy lookup {floor:8.3f} ms"
            f"   understanding {mine:7.3f} ms   x {mine / floor:.3f}   (index {built:,.0f} ms)"
        )
        if first is None:
            first = documents, mine
    assert first is not None
    print(
        f"  from {first[0]:,} to {documents:,} documents: {documents // first[0]} times as many, "
        f"{mine / first[1]:.1f} times the time"
    )


if __name__ == "__main__":
    main()
