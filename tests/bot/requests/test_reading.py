"""What somebody writes becomes what they want: sure, guesses, or unclear."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.questions import Text
from bot.conversation.words import Word, read_word
from bot.requests.catalogue import catalogue_of
from bot.requests.reading import read_request
from bot.requests.wishes import Guesses, Item, Kind, Reading, Request, Sure, Unclear, Wish
from tests.corpus.judging import prepared

NOW = datetime(2022, 6, 7, 8, tzinfo=UTC)  # a Tuesday


def read(text: str) -> Reading:
    return read_request(text, prepared(), now=NOW)


def wanted(text: str) -> set[str]:
    """What is surely asked for, as 'document invitation'."""
    reading = read(text)
    assert isinstance(reading, Sure), reading
    return {shown(one) for one in reading.requests}


def shown(request: Request) -> str:
    return f"{request.wish} {request.target.key}" if request.target else str(request.wish)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Send mig invitationen, tak", {"document invitation"}),
        ("ku du ikk lige smide invitasjonen herind?", {"document invitation"}),
        ("OPLAEGGENE FRA INFOMOEDET", {"document information_meeting_slides"}),
        ("slides from 14 june", {"document information_meeting_slides"}),
        ("referat af 2. styregruppemøde", {"document steering_minutes_2"}),
        ("det nyeste referat fra styregruppen", {"document steering_minutes_2"}),
        ("begge referater fra styregruppen", {"document steering_minutes_1", "document steering_minutes_2"}),
        ("hvad er linket til mødet i morgen?", {"meeting_link workshop"}),
        ("link til informations mødet", {"meeting_link information_meeting"}),
        ("hvornår er workshoppen og infomødet", {"date workshop", "date information_meeting"}),
        ("hvad er nummeret på mette fra aalborg", {"person mette_friis"}),
        ("hvad koster det at være med?", {"faq cost"}),
        ("hvad skal jeg gøre nu?", {"next_step"}),
        ("hvem ringer jeg til?", {"contacts"}),
        ("tak for invitationen!", {"thanks"}),
        ("må jeg få maskinoversigten, og skriv på engelsk fremover", {"document machine_overview", "language"}),
        ("Hej Sammen\n\nMå jeg få prisundersøgelsen?\n\nMvh Sofie Dahl\nLink & Co", {"document price_survey"}),
    ],
)  # fmt: skip
def test_what_is_asked_for_in_own_words_is_understood(text: str, what: set[str]) -> None:
    assert wanted(text) == what


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("send mig slides", {"document information_meeting_slides", "document kickoff_slides"}),
        ("Mette's phone number?", {"person mette_friis", "person anne_mette_holm"}),
    ],
)
def test_what_may_be_two_things_is_offered_as_both(text: str, offered: set[str]) -> None:
    reading = read(text)

    assert isinstance(reading, Guesses)
    assert offered <= {shown(one) for one in reading.requests}
    assert len(reading.requests) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "hvad koster en elektrisk gravemaskine?",
        "referat fra workshoppen",
        "skabelon til business case",
        "har du version 1 af udkastet til udbudskrav",
        "link til mødet på torsdag",
        "what time is the meeting on 3 July",
        "er der parkering ved workshoppen",
        "hvem har skrevet notatet om markedsdialogen",
        "er invitationen også sendt til Odense?",
    ],
)
def test_a_word_of_a_title_is_not_enough_to_be_sure(text: str) -> None:
    assert not isinstance(read(text), Sure)


def test_what_cannot_be_known_beside_a_request_goes_to_a_human() -> None:
    assert wanted(
        "send maskinoversigten, og kan vi få tilskud til de maskiner der står i den?"
    ) == {
        "document machine_overview",
        "human",
    }


RANT = "Det er simpelthen for dårligt, og nu har jeg sagt det tre gange til jer alle sammen! " * 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "a",
        "x" * 4000,
        RANT[:4000],
        "😡😡😡",
        "<https://example.com/a|her>",
        "https://example.com/invitation",
        "'; DROP TABLE documents; --",
        "SELECT * FROM documents WHERE title LIKE '%' OR 1=1",
        " ".join(["møde"] * 30),
        " ".join(["banan"] * 30),
        "\u202eigaminoitativni\u202c",
        "\u200b\u200d\ufeff",
        "\x00\x01\ud800",
        "((((([[[[[{{{{{" * 50,
        "🏳️‍🌈",
        "32/13 99.99.9999 2022-13-45 d. 31. februar uge 60",
    ],
)
def test_what_makes_no_sense_is_never_taken_for_a_request(text: str) -> None:
    assert not isinstance(read(text), Sure)


def test_signs_that_cannot_be_seen_change_nothing() -> None:
    assert wanted("\u200bsend\u200d mig \u202einvi\u200btationen\u202c\ufeff") == {
        "document invitation"
    }


def test_a_very_long_message_is_never_sure() -> None:
    assert isinstance(read("send mig invitationen. " + RANT), Guesses | Unclear)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_anything_may_be_typed(text: str) -> None:
    assert isinstance(read(text), Sure | Guesses | Unclear)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("status", Wish.ORGANISATION),
        ("møder", Wish.MEETINGS),
        ("tidslinje", Wish.TIMELINE),
        ("mine svar", Wish.ANSWERS),
        ("hjælp", Wish.HELP),
        ("meld mig ud", Wish.LEAVE),
        ("pause", Wish.PAUSE),
        ("tal med et menneske", Wish.HUMAN),
    ],
)
def test_a_word_that_steers_a_conversation_means_the_same_here(text: str, wish: Wish) -> None:
    assert isinstance(read_word(text), Word)
    assert read(text) == Sure(requests=(Request(wish=wish),), because=(text,))


def test_in_an_empty_process_wishes_are_still_understood_and_things_are_not() -> None:
    nothing = catalogue_of([], [])

    pause = read_request("hold pause med beskederne", nothing, now=NOW)
    assert isinstance(pause, Sure)
    assert [one.wish for one in pause.requests] == [Wish.PAUSE]
    assert not isinstance(read_request("send mig invitationen", nothing, now=NOW), Sure)


def test_synonyms_of_the_process_name_its_things() -> None:
    note = Item(
        kind=Kind.DOCUMENT, id=1, key="n", titles=Text(da="Notat om elfærger", en="Note on ferries")
    )
    text = "send notatet om batteribåde"

    without = read_request(text, catalogue_of([note], []), now=NOW)
    known = read_request(text, catalogue_of([note], [["elfærge", "batteribåd"]]), now=NOW)

    assert not isinstance(without, Sure)
    assert isinstance(known, Sure)
    assert known.requests == (Request(wish=Wish.DOCUMENT, target=note),)


def test_the_words_that_led_to_a_reading_are_told() -> None:
    reading = read("send mig invitationen")

    assert isinstance(reading, Sure)
    assert re.search("invitation", " ".join(reading.because))
