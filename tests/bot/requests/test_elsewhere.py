"""What is learnt in one process holds in another, where documents, meetings and questions are others."""

from datetime import UTC, datetime

import pytest

from bot.conversation.questions import Text
from bot.requests.catalogue import catalogue_of
from bot.requests.reading import read_request
from bot.requests.wishes import Guesses, Item, Kind, Request, Sure, Wish

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)  # a Tuesday
DOCUMENTS = {
    "concrete_report": ("Rapport om genbrugsbeton", "Report on recycled concrete", "report"),
    "quality_note": ("Notat om kvalitetskrav til tilslag", "Note on quality of aggregates", "note"),
    "harbour_slides": ("Oplæg fra havnedagen", "Slides from the harbour day", "slides"),
}
MEETINGS = {
    "harbour_day": ("Havnedag om genbrugsbeton", "Harbour day on recycled concrete", 3),
    "steering": ("Styregruppemøde", "Steering group meeting", 17),
}
FAQS = {
    "parking": ("Hvor kan man parkere på havnedagen?", "Where can one park on the harbour day?"),
    "lunch": ("Er der frokost på havnedagen?", "Is there lunch on the harbour day?"),
    "deletion": ("Hvornår sletter I vores data?", "When do you delete our data?"),
    "subsidy": ("Kan vi få tilskud til ladestandere?", "Is there a subsidy for charging stations?"),
    "deadline": ("Hvornår skal vi svare?", "When must we answer?"),
}


def elsewhere() -> list[Item]:
    """A process about something else."""
    items: list[Item] = []

    def add(kind: Kind, key: str, da: str, en: str, *, sort: str = "", day: int = 0) -> None:
        starts = datetime(2026, 9, day, 8, tzinfo=UTC) if day else None
        items.append(
            Item(
                kind=kind,
                id=len(items) + 1,
                key=key,
                titles=Text(da=da, en=en),
                sort=sort,
                starts_at=starts,
            )
        )

    for key, (da, en, sort) in DOCUMENTS.items():
        add(Kind.DOCUMENT, key, da, en, sort=sort)
    for key, (da, en, day) in MEETINGS.items():
        add(Kind.MEETING, key, da, en, day=day)
    for key, (da, en) in FAQS.items():
        add(Kind.FAQ, key, da, en)
    add(Kind.PERSON, "birte", "Birte Fjord", "Birte Fjord")
    return items


CATALOGUE = catalogue_of(elsewhere(), [])


def read(text: str) -> set[str] | str:
    """What is surely asked for, else "guesses" or "unclear"."""
    reading = read_request(text, CATALOGUE, now=NOW)
    if isinstance(reading, Sure):
        return {_named(one) for one in reading.requests}
    return "guesses" if isinstance(reading, Guesses) else "unclear"


def _named(one: Request) -> str:
    return f"{one.wish.value} {one.target.key}" if one.target else one.wish.value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("send mig rapporten om genbrugsbeton", "document concrete_report"),
        ("ku jeg få notatet om kvalitetskrav", "document quality_note"),
        ("slides from the harbour day please", "document harbour_slides"),
        ("hvornår er havnedagen", "date harbour_day"),
        ("linket til styregruppemødet tak", "meeting_link steering"),
        ("hvad er Birte Fjords nummer", "person birte"),
        ("hvem er med i det her", "participants"),
        ("jeg skal på barsel, så hold en pause med at skrive til mig", "pause"),
        ("hvad har vi egentlig svaret indtil nu", "answers"),
        ("slet mine data", "my_data"),
        ("delete my account", "my_data"),
        ("meld mig ud", "leave"),
        ("jeg vil tale med et menneske", "human"),
        ("få møderne ind i min outlook", "calendar"),
        ("hvad mangler jeg at gøre", "next_step"),
        ("hej, kan man få tilskud til en ladestander?", "faq subsidy"),
    ],
)
def test_everyday_requests_are_understood_there(text: str, wanted: str) -> None:
    assert read(text) == {wanted}


@pytest.mark.parametrize("key", FAQS)
def test_a_published_question_asked_word_for_word_is_answered_or_offered_first(key: str) -> None:
    reading = read_request(FAQS[key][0], CATALOGUE, now=NOW)

    assert isinstance(reading, Sure | Guesses)
    first = reading.requests[0]
    assert (first.wish, first.target and first.target.key) == (Wish.FAQ, key)


@pytest.mark.parametrize(
    "text",
    [
        # Other questions than the one that shares a word with them.
        "hvem kan se vores svar",
        "er det bindende hvad vi svarer",
        "hvad koster maskinerne",
        # Another day than that of the meeting of that name, another sort than that of the document.
        "linket til havnedagen den 20. oktober",
        "mødelink til styregruppemødet i december",
        "referatet fra havnedagen",
        # Too little to be sure of anything.
        "hvem",
        "jeg",
        "mandag",
        "telefonnummer på Birte Sandgaard-Holm",
    ],
)
def test_what_is_near_to_something_is_not_taken_for_it(text: str) -> None:
    assert read(text) in ("guesses", "unclear", {"human"})


def test_nothing_that_is_asked_for_beside_something_else_is_dropped() -> None:
    asked = read(
        "hvornår er havnedagen, hvem er Birte Fjord, og send mig rapporten om genbrugsbeton"
    )

    assert asked == {"date harbour_day", "person birte", "document concrete_report"}


def test_many_parts_are_read_in_a_moment_and_none_is_lost() -> None:
    asked = read(", ".join(["hej igen"] * 40) + ", send mig rapporten om genbrugsbeton")

    assert asked in ({"document concrete_report"}, "guesses")
