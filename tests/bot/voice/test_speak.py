"""Escaping, and the finding of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.conversation.questions import Language
from bot.voice.speak import (
    Mrkdwn,
    environment,
    escape,
    given_name,
    label,
    listed,
    quote_plainly,
    say,
    unescape,
)

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


@given(st.text())
def test_escaping_loses_nothing_and_leaves_no_bracket(text: str) -> None:
    escaped = escape(text)

    assert unescape(escaped) == text
    assert not {"<", ">"} & set(escaped)


@given(st.text(alphabet="*_~`<>&ab \n", max_size=40))
def test_plainly_quoted_text_keeps_its_characters_and_pairs_no_marks(text: str) -> None:
    quoted = quote_plainly(text)

    assert unescape(quoted.replace("\u200b", "")) == text.replace("\n", " ")
    for mark in "*_~`":
        after = quoted.split(mark)[1:]
        assert all(part.startswith("\u200b") for part in after)


def test_a_mention_of_the_channel_becomes_words() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_what_is_filled_in_is_escaped_once_unless_it_is_markup_already() -> None:
    template = environment().from_string("{{ words }} {{ markup }} {{ number }}")

    said = template.render(words="a < b", markup=Mrkdwn("<@U1>"), number=3)

    assert said == "a &lt; b <@U1> 3"


def test_a_forgotten_fact_is_an_error_and_not_a_hole_in_the_sentence() -> None:
    with pytest.raises(UndefinedError):
        say("question", "answered", DANISH, short="Maskiner")


@pytest.mark.parametrize(
    ("name", "first"), [("Mette Friis", "Mette"), ("  Ole", "Ole"), ("Sting", "Sting"), ("", "")]
)
def test_a_person_is_called_by_the_first_of_their_names(name: str, first: str) -> None:
    assert given_name(name) == first


@pytest.mark.parametrize(
    ("names", "danish"),
    [
        ([], ""),
        (["Mette"], "Mette"),
        (["Mette", "Jonas"], "Mette og Jonas"),
        (["Mette", "Jonas", "Sara"], "Mette, Jonas og Sara"),
    ],
)
def test_names_are_listed_as_people_do(names: list[str], danish: str) -> None:
    assert listed(names, DANISH) == danish


def test_a_label_has_its_words_in_both_languages() -> None:
    assert (label("interview.back", DANISH), label("interview.back", ENGLISH)) == (
        "Tilbage",
        "Back",
    )
