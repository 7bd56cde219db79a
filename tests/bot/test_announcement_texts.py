"""What may stand in an announcement's text, and what is filled in for each reader."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcement_drafts import Attachment, FaultKind, check_words
from bot.announcement_texts import (
    LONGEST_VALUE,
    MOST,
    Unknown,
    Variable,
    length_of,
    pieces,
    unknown_in,
    variables_in,
)
from bot.conversation.questions import Language
from bot.voice.announcements import Words, announcement_message, mail_words
from models.enums import Mention
from tests.announcing import NEED_OWNERS, draft

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
WORDS = Words(
    announcement_id=4,
    text={"da": "Hej {fornavn}", "en": ""},
    attachments=(),
    sender="Anne Holm",
    process="Maskiner",
    name="Mette Friis",
    organisation="Aalborg Kommune",
    deadline="onsdag 8. juni 2022",
)


def body(text: str, language: Language = DANISH, **changes: object) -> str:
    words = replace(WORDS, text={"da": text, "en": ""}, **changes)  # type: ignore[arg-type]
    return str(announcement_message(words, language)["blocks"][0]["text"]["text"])


def test_a_text_is_taken_apart_at_its_variables() -> None:
    assert list(pieces("Hej {fornavn}, {ORGANISATION}: { 1 }")) == [
        "Hej ",
        Variable.FIRST_NAME,
        ", ",
        Variable.ORGANISATION,
        ": { 1 }",
    ]


def test_both_languages_names_serve_in_both_texts() -> None:
    danish = variables_in("{fornavn} {navn} {organisation} {proces} {frist} {afsender}")
    english = variables_in("{first_name} {name} {organisation} {process} {deadline} {sender}")

    assert danish == english == frozenset(Variable)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hej {fornavn}", ()),
        ("Hej {fornvan}", (Unknown("fornvan", "fornavn"),)),
        ("{qqq} {fornvan} {qqq}", (Unknown("qqq", None), Unknown("fornvan", "fornavn"))),
        ("en { alene, og\nen } her", ()),
        ("{{fornavn}}", ()),
        ("{}", ()),
    ],
)
def test_what_is_no_variable_is_found_with_what_was_meant(
    text: str, unknown: tuple[Unknown, ...]
) -> None:
    assert unknown_in(text) == unknown


def test_each_reader_gets_their_own_words() -> None:
    text = "Hej {fornavn}, {navn} fra {organisation}: {proces} senest {frist}. Hilsen {afsender}"

    assert body(text) == (
        "Hej Mette, Mette Friis fra Aalborg Kommune: Maskiner senest onsdag 8. juni 2022."
        " Hilsen Anne Holm"
    )


def test_what_nobody_knows_of_a_reader_is_said_in_words() -> None:
    said = body("{organisation}, senest {frist}", organisation=None, deadline=None)

    assert said == "jeres organisation, senest den aftalte dag"


def test_neither_the_text_nor_what_is_filled_in_calls_or_links() -> None:
    said = body("<!channel> {navn} <@U1>", name="<!here> *Bob*")

    assert said == ("&lt;!channel&gt; &lt;!here&gt; *\u200bBob*\u200b &lt;@U1&gt;")


def test_without_english_those_who_read_it_get_the_danish_words() -> None:
    assert body("Hej {first_name}", ENGLISH) == "Hej Mette"


def test_a_channel_is_called_only_when_that_is_chosen() -> None:
    calls = announcement_message(replace(WORDS, mention=Mention.CHANNEL), DANISH)
    quiet = announcement_message(WORDS, DANISH)

    assert calls["blocks"][0]["text"]["text"] == "<!channel>"
    assert "<!" not in str(quiet)


def faults_of(text: str, **changes: object) -> dict[str, FaultKind]:
    filled = draft(NEED_OWNERS, text={"da": text, "en": ""}, **changes)
    return {part: one.kind for part, one in check_words(filled, has_deadline=False)}


def test_twelve_thousand_characters_are_refused_with_how_many_there_are_too_many() -> None:
    filled = draft(text={"da": "å" * 12_000, "en": "x" * 3001})

    found = dict(check_words(filled, has_deadline=True))

    assert found["da"].kind is found["en"].kind is FaultKind.TOO_LONG
    assert dict(found["da"].facts) == {"length": 12_000, "most": 3000, "excess": 9000}
    assert dict(found["en"].facts)["excess"] == 1


@pytest.mark.parametrize(
    ("text", "changes", "kind"),
    [
        ("  \n ", {}, FaultKind.TEXT_MISSING),
        ("Hej {fornvan}", {}, FaultKind.UNKNOWN_VARIABLE),
        ("Hej {fornavn}", {"channels": ("C0PROCES",)}, FaultKind.PERSONAL_IN_CHANNEL),
        ("Senest {frist}", {}, FaultKind.NO_DEADLINE),
    ],
)
def test_what_cannot_be_sent_is_said(
    text: str, changes: dict[str, object], kind: FaultKind
) -> None:
    assert faults_of(text, **changes) == {"da": kind}


def test_links_count_as_characters_that_a_reader_gets() -> None:
    link = Attachment.of_link("https://co-pi.dk/" + "x" * 900)

    assert faults_of("x" * 2500) == {}
    assert faults_of("x" * 2500, attachments=(link,)) == {"da": FaultKind.TOO_LONG}


@given(
    st.lists(
        st.one_of(
            st.text(alphabet="ab<>&*{} \n", max_size=60),
            st.sampled_from(["{navn}", "{organisation}", "{afsender}"]),
        ),
        max_size=60,
    ),
    st.text(alphabet="<&*_a", min_size=1, max_size=200),
)
def test_what_is_not_too_long_stays_whole_whatever_is_filled_in(
    parts: list[str], name: str
) -> None:
    text = "".join(parts).strip()
    if not text or length_of(text, links=()) > MOST:
        return
    values = {"name": name, "organisation": name, "sender": name}

    said = body(text, DANISH, **values)

    assert len(said) <= length_of(text, links=())
    assert not said.endswith("…") or len(name) >= LONGEST_VALUE / 5


def test_a_mail_has_plain_words_and_what_is_typed_stands_as_it_is() -> None:
    words = replace(
        WORDS,
        text={"da": "Hej & <farvel> {navn}", "en": ""},
        attachments=(Attachment.of_link("https://co-pi.dk/a?b=1&c=2"),),
    )

    said = mail_words(words, DANISH, kind="new")

    assert "Hej & <farvel> Mette Friis" in said
    assert "https://co-pi.dk/a?b=1&c=2" in said
