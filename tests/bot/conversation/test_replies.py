from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import AnswerKind, Language, Question, Written
from bot.conversation.replies import (
    Misunderstanding,
    Misunderstood,
    Understood,
    read_reply,
)
from bot.conversation.spelling import words
from tests.bot.conversation.asked import (
    DIESEL,
    HOURS_PER_YEAR,
    KRONER,
    MILLIONS,
    PIECES,
    TODAY,
    choice,
    question,
    said,
)

ANY_KIND = [
    question(kind, units=units, choices=choices)
    for kind in AnswerKind
    for units in ((), (KRONER, MILLIONS), (PIECES,), (HOURS_PER_YEAR, DIESEL))
    for choices in (
        (),
        (choice("one", "Gravemaskiner og dumpere", "Diggers"), choice("none", "Ingen", "None")),
        (choice("few", "1-5", "1-5"), choice("", "", ""), choice("more", "> 5", "> 5")),
    )
]
# What people and machines type, in pieces that fit together in unexpected ways.
LISTED = words(
    "1 12 1.200 1,2 , . - – ½ / % kr. mio. mia tkr t kr k stk. timer om pr. år måned juni jun Q3"
    " 2024 '24 1/6 2023-06 til to mellem og op mindst ca. en et halv par million hundrede tusind"
    " næste i sidste forår vinteren ingen alle ja nej ikke nr. 2 & + ; ( ) : < > ~ 0 00 000"
    " 999999999999999999999999 1e9 ¾ ² ٣ Ⅷ 👍 :+1: æ ø å Å minus"
)
PIECES_OF_TEXT = st.sampled_from([*sorted(LISTED), "\n", "\x00", "\u2028", "\ud800", "\u200d"])
WORDS_AND_MARKS = st.lists(st.tuples(PIECES_OF_TEXT, st.sampled_from(["", " "]))).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@given(
    raw=st.one_of(st.text(st.characters()), WORDS_AND_MARKS),
    asked=st.sampled_from(ANY_KIND),
    language=st.sampled_from(Language),
    today=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
)
def test_any_reply_is_understood_or_has_a_reason(
    raw: str, asked: Question, language: Language, today: date
) -> None:
    read = read_reply(asked, raw, language=language, today=today)

    match read:
        case Understood(value):
            assert value is not None
        case Misunderstood(reason, same):
            assert reason in Misunderstanding
            assert same == raw


@pytest.mark.parametrize("kind", AnswerKind)
@pytest.mark.parametrize("raw", ["", "   ", "\n\n", "\u200b", "\x00\x07", "\u2028"])
def test_nothing_at_all_is_empty(kind: AnswerKind, raw: str) -> None:
    assert said(question(kind), raw) is Misunderstanding.EMPTY


@pytest.mark.parametrize("kind", AnswerKind)
@pytest.mark.parametrize("raw", ["👍", "👍🏽 👍🏽", ":+1:", ":thumbsup: :tada:", "❤️!", "👩‍🔧"])
def test_emoji_alone_answer_nothing(kind: AnswerKind, raw: str) -> None:
    assert said(question(kind), raw) is Misunderstanding.ONLY_EMOJI


@pytest.mark.parametrize("kind", AnswerKind)
def test_more_than_three_thousand_characters_are_too_long_for_anything(kind: AnswerKind) -> None:
    assert said(question(kind), "a" * 3001) is Misunderstanding.TOO_LONG


@pytest.mark.parametrize(
    ("kind", "most"), [(AnswerKind.SHORT_TEXT, 300), (AnswerKind.LONG_TEXT, 3000)]
)
def test_a_text_may_be_just_as_long_as_it_may(kind: AnswerKind, most: int) -> None:
    assert said(question(kind), "å" * most) == Written("å" * most)
    assert said(question(kind), f" {'å' * most}\n") == Written("å" * most)
    assert said(question(kind), "å" * (most + 1)) is Misunderstanding.TOO_LONG


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Ja, men kun i byen 🙂 ", "Ja, men kun i byen 🙂"),
        ("linje 1\r\nlinje 2\rlinje 3", "linje 1\nlinje 2\nlinje 3"),
        ("a\u2028b\u2029c\u0085d", "a\nb\nc\nd"),
        ("a\x00b\x07c\x1bd\x7f", "abcd"),
        ("a\tb", "a b"),
        ("=SUM(A1) <b> & *fed*", "=SUM(A1) <b> & *fed*"),
        ("12", "12"),
        ("👩‍🔧 Mia", "👩‍🔧 Mia"),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_a_text_keeps_its_lines_and_loses_what_cannot_be_seen(raw: str, text: str) -> None:
    assert said(question(AnswerKind.LONG_TEXT), raw) == Written(text)
    assert said(question(AnswerKind.SHORT_TEXT), raw) == Written(text)


def test_a_misunderstanding_keeps_the_reply_as_it_came() -> None:
    read = read_reply(question(AnswerKind.MONTH), " snart\t", language=Language.DANISH, today=TODAY)

    assert read == Misunderstood(Misunderstanding.NOT_A_MONTH, " snart\t")
