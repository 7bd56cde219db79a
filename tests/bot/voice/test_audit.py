"""The log in the words that facilitators read: a sentence for each act."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.audit import KINDS, Kind, LogPage, Wanted
from bot.audit_names import Line
from bot.conversation.questions import Language
from bot.spreadsheets import csv_lines
from bot.voice.audit import newest_words, plain_sentence, sentence
from bot.voice.audit_log import file_words, log_table, log_view, refused_message
from tests.said import assert_all_said, assert_said, assert_words

NOON = datetime(2022, 5, 9, 10, 0, tzinfo=UTC)
COPIES: dict[str, Any] = {"announcement": 12, "people": 40, "channels": 1}
ABOUT: dict[str, list[dict[str, Any]]] = {
    "process.load": [{"changes": 1}, {"changes": 24}],
    "process.edit": [
        {"what": "text", "key": "challenge", "effect": "changed"},
        *(
            {"what": what, "key": "gate-21", "effect": effect}
            for what in ("contact", "party", "document")
            for effect in ("added", "changed", "retired", "returned")
        ),
    ],
    "milestones.change": [
        {"milestone": "x", "was": {"when": "2022-06"}, "now": {"when": "2022-Q3"}},
        {"milestone": "x", "was": {"state": "planned"}, "now": {"state": "done"}},
    ],
    "members.role": [{"from": "need_owner", "to": "adviser"}],
    "imports.apply": [{"invited": 12, "awaited": 40}],
    "announcements.schedule": [COPIES],
    "announcements.send": [COPIES, COPIES | {"people": 1, "channels": 0}],
    "announcements.retry": [COPIES | {"copies": 1}, COPIES | {"copies": 3}],
    "faqs.publish": [
        {"what": "faq", "key": "x", "effect": "added"},
        {"what": "faq", "key": "x", "effect": "changed"},
    ],
    "exports.make": [{"what": "xlsx"}, {"what": "sums"}],
}


def line(act: str, about: dict[str, Any], **other: Any) -> Line:
    named: dict[str, Any] = {
        "id": 7,
        "at": NOON,
        "by": "Anne & Holm",
        "person": "Mette Friis",
        "organisation": "Aalborg Kommune",
        "former": "Odense Kommune",
        "thing": "Workshop <1>",
    }
    return Line(**{**named, **other}, act=act, about=about)


LINES = [line(act, about) for act in KINDS for about in ABOUT.get(act, [COPIES])]


@pytest.mark.parametrize("language", Language)
def test_every_act_reads_as_a_sentence(language: Language) -> None:
    said = "\n".join(f"{one.act}: {sentence(one, language)}" for one in LINES)

    assert_words(f"audit.{language}", said + "\n")


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_the_one_for_what_is_not_known(language: Language) -> None:
    unknown = sentence(line("nothing.known", {}), language)

    assert "nothing.known" in unknown
    assert [one.act for one in LINES if one.act in sentence(one, language)] == []


@pytest.mark.parametrize("language", Language)
def test_what_nobody_pressed_and_what_has_no_name_any_more_reads_well(language: Language) -> None:
    lines = [
        line("onboarding.admit", {}, by="", organisation=""),
        line("onboarding.admit", {}, person=""),
        line("onboarding.invite", {}, by="Mette Friis"),
        line("members.leave", {}, by="Mette Friis"),
        line("meetings.invite", {}, person="", thing=""),
        line("meetings.make", {}, by=""),
        line("process.edit", {"what": "contact", "key": "x", "effect": "changed"}, thing=""),
    ]

    said = "\n".join(f"{one.act}: {sentence(one, language)}" for one in lines)

    assert_words(f"audit_nameless.{language}", said + "\n")


def test_a_sentence_in_a_file_is_not_marked_up() -> None:
    words = plain_sentence(line("meetings.make", {}), Language.DANISH)

    assert words == "Anne & Holm oprettede mødet »Workshop <1>«."


@pytest.mark.parametrize("language", Language)
def test_a_page_of_the_log_reads_well(language: Language) -> None:
    page = LogPage(
        lines=(
            line("announcements.send", COPIES),
            line("summaries.look", {}, at=NOON - timedelta(minutes=65)),
            line("onboarding.admit", {}, at=NOON - timedelta(days=3)),
        ),
        older=7,
    )
    view = log_view(
        page,
        language,
        process_id=3,
        process="Sammen om maskiner",
        people=[(5, "Anne & Holm"), (6, "Karl Toft")],
        wanted=Wanted(kind=Kind.SENT, person_id=5, before=40),
    )

    assert_said(f"audit_page.{language}", view)


@pytest.mark.parametrize("language", Language)
def test_an_empty_log_and_a_refusal_read_well(language: Language) -> None:
    nothing = LogPage(lines=(), older=None)
    common: dict[str, Any] = {"process_id": 3, "process": "Sammen", "people": []}
    said = {
        "nothing of that kind": log_view(
            nothing, language, wanted=Wanted(kind=Kind.EXPORTED), **common
        ),
        "nothing": log_view(nothing, language, wanted=Wanted(), **common),
        "refused": refused_message(language),
    }

    assert_all_said(f"audit_short.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_the_last_lines_on_home_read_well(language: Language) -> None:
    words = newest_words(
        [line("meetings.make", {}), line("exports.make", {"what": "csv"})], language
    )

    assert_words(f"audit_home.{language}", words + "\n")


def test_a_page_of_the_longest_names_fits_into_slack() -> None:
    long = "<&>" * 66
    lines = tuple(
        line("meetings.invite", {}, by=long, person=long, thing=long[:150]) for _ in range(20)
    )
    people = [(number, f"{long}{number}") for number in range(150)]

    view = log_view(
        LogPage(lines=lines, older=1),
        Language.DANISH,
        process_id=3,
        process=long,
        people=people,
        wanted=Wanted(),
    )

    shown = "".join(one["text"]["text"] for one in view["blocks"] if one["type"] == "section")
    assert shown.count("inviterede") == 20


def test_the_file_has_a_line_for_each_act_and_no_formula() -> None:
    written = b"".join(
        csv_lines(log_table([line("meetings.make", {}, by="=1+1")], Language.DANISH))
    ).decode("utf-8-sig")

    assert written.splitlines() == [
        "Hvornår;Hvem;Slags;Hvad;Nøgle",
        "2022-05-09 12:00;'=1+1;Ændret;'=1+1 oprettede mødet »Workshop <1>«.;meetings.make",
    ]


@pytest.mark.parametrize("language", Language)
def test_what_is_said_beside_the_file_reads_well(language: Language) -> None:
    said = [
        "\n".join(file_words(process="Sammen & co.", count=n, day="2022-05-09", language=language))
        for n in (1, 30)
    ]

    assert_words(f"audit_file.{language}", "\n".join(said) + "\n")
