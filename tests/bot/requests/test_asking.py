"""Whether a reply to a question asks for something itself."""

import pytest

from bot.requests.asking import is_asking, is_greeting
from bot.requests.words import as_written


@pytest.mark.parametrize(
    "text",
    [
        "hvornår er workshoppen",
        "Hvornaar er workshoppen?",
        "hej, kan du lige sende invitationen",
        "må jeg få linket",
        "Send mig oplæggene fra infomødet",
        "er der et link?",
        "when is the workshop",
        "please send the slides",
    ],
)
def test_these_ask(text: str) -> None:
    assert is_asking(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi har brug for flere ladestandere",
        "workshop",
        "15 maskiner",
        "Det kan vi godt sende senere",
        "ja tak",
        "We know what we need",
    ],
)
def test_these_answer(text: str) -> None:
    assert not is_asking(text)


def test_saying_hello_asks_for_nothing() -> None:
    said = ["Hej", "hej sammen!", "Godmorgen", "Hi there", "hej, hvornår mødes vi?", "tak", ""]

    assert [is_greeting(one) for one in said] == [True, True, True, True, False, False, False]


def test_words_that_explain_a_guess_are_spelt_as_the_person_did() -> None:
    written = as_written("Hvornår er MØDET i Århus? pdf'en", ("hvornar", "modet", "pdf", "andet"))

    assert written == ("Hvornår", "MØDET", "pdf'en")
