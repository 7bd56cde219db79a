"""The list of whom to call, its forms, and what is written: as they are read."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.call_list import PAGE, Callee, CallList, Deadline, Lack, Line, Waiting
from bot.conversation.questions import Language
from bot.voice.blocks import VIEW_BLOCKS
from bot.voice.call_list import (
    MOST_WRITTEN,
    WayOn,
    call_word,
    list_view,
    note_form,
    notice_words,
    sent_words,
    suggestion,
    write_form,
    written_message,
)
from bot.voice.notes import paragraph
from models.contact_notes import Noted
from models.enums import ContactKind
from sandbox.limits import complaints_about_view
from tests.said import assert_all_said, assert_said, assert_words

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DEADLINE = Deadline(title={"da": "Workshop", "en": "Workshop"}, at=NOW + 5 * DAY)


def callee(name: str, **more: object) -> Callee:
    facts: dict[str, object] = {
        "person_id": 7,
        "name": name,
        "email": "x@aalborg.example",
        "phone": None,
        "language": "da",
        "has_joined": True,
        "may_answer": True,
        "lacks_seat": False,
    }
    return Callee(**(facts | more))  # type: ignore[arg-type] # the names are a Callee's


def line(
    name: str, *lacks: Lack, people: tuple[Callee, ...], notes: tuple[Noted, ...] = ()
) -> Line:
    waiting = Waiting(
        organisation_id=12,
        organisation=name,
        lacks=frozenset(lacks),
        silent_since=NOW - 6 * DAY,
        deadline=DEADLINE,
    )
    return Line(waiting=waiting, people=people, notes=notes)


NOTES = (
    Noted(
        organisation_id=12,
        kind=ContactKind.NOTE,
        note="Ringer *tirsdag*\nefter ferien <!channel>",
        by="Anne Holm",
        at=NOW - DAY,
    ),
    Noted(organisation_id=12, kind=ContactKind.CALLED, note=None, by="Karl Toft", at=NOW - 2 * DAY),
)
LINES = (
    line(
        "Aalborg Kommune",
        Lack.UNDER_WAY,
        Lack.SEAT,
        people=(callee("Mette Friis", phone="12 34 56 78"), callee("Jonas Krogh")),
        notes=NOTES,
    ),
    line(
        "Novafos",
        Lack.NOT_JOINED,
        people=(callee("Eva Lind", person_id=None, has_joined=False, may_answer=False),),
    ),
    line("Ingen", Lack.NOT_BEGUN, people=()),
)


def shown(lines: tuple[Line, ...], *, total: int | None = None, page: int = 0) -> CallList:
    return CallList(
        lines=lines,
        page=page,
        total=len(lines) if total is None else total,
        deadline=DEADLINE if lines else None,
    )


def suggested(one: Line, language: Language) -> str:
    return suggestion(
        language,
        lacks=one.waiting.lacks,
        names=[reader.name for reader in one.readers],
        organisation=one.waiting.organisation,
        process="Sammen om maskiner",
        deadline="Workshop",
        at=DEADLINE.at,
        sender="Anne Holm",
        now=NOW,
    )


@pytest.mark.parametrize("language", Language)
def test_the_list_reads_well(language: Language) -> None:
    view = list_view(
        shown(LINES),
        language,
        process_id=3,
        process="Sammen om maskiner",
        suggestions=[suggested(one, language) for one in LINES],
        now=NOW,
        notice=notice_words(ContactKind.CALLED, language, organisation="Aalborg *Kommune*"),
    )

    assert_said(f"call_list.{language}", view)


@pytest.mark.parametrize("language", Language)
def test_the_other_words_read_well(language: Language) -> None:
    empty = list_view(shown(()), language, process_id=3, process="Sammen", suggestions=[], now=NOW)
    one = list_view(
        shown(LINES[2:], total=PAGE * 2 + 1, page=1),
        language,
        process_id=3,
        process="Sammen",
        suggestions=[""],
        now=NOW,
    )
    names = ["Mette Friis", "Jonas Krogh"]

    assert_all_said(
        f"call_list_words.{language}",
        {
            "nobody": empty,
            "a page in the middle": one,
            "write": write_form(
                language,
                organisation="Aalborg Kommune",
                names=names,
                text="Hej",
                metadata="3:12:0:7:m",
            ),
            "note": note_form(language, organisation="Aalborg Kommune", metadata="3:12:0"),
            "written": written_message(
                "Hej *Mette* <!channel>\nHar du tid?",
                sender="Anne Holm",
                process_id=3,
                process="Sammen om maskiner",
                way_on=WayOn.ANSWER,
                language=language,
            ),
            "written, to join": written_message(
                "Hej",
                sender="Anne Holm",
                process_id=3,
                process="Sammen om maskiner",
                way_on=WayOn.JOIN,
                language=language,
            ),
            "kept wrote": paragraph(
                notice_words(ContactKind.WROTE, language, organisation="Aalborg")
            ),
            "kept note": paragraph(
                notice_words(ContactKind.NOTE, language, organisation="Aalborg")
            ),
            "sent": paragraph(sent_words(language, names=names, at=None, left_out=0)),
            "sent later": paragraph(sent_words(language, names=names, at=NOW, left_out=1)),
            "sent to fewer": paragraph(sent_words(language, names=names, at=None, left_out=2)),
            **{
                part: paragraph(call_word(part, language))
                for part in ("nobody_left", "gone", "empty", "only_facilitators")
            },
        },
    )


@pytest.mark.parametrize("language", Language)
def test_the_suggestions_read_well(language: Language) -> None:
    words = [
        suggestion(
            language,
            lacks={lack},
            names=names,
            organisation="Aalborg Kommune",
            process="Sammen om maskiner",
            deadline=deadline,
            at=DEADLINE.at if deadline else None,
            sender="Anne Holm",
            now=NOW,
        )
        for lack in Lack
        for names, deadline in (
            (["Mette Friis"], "Workshop"),
            (["A A", "B B", "C C", "D D"], None),
        )
    ]

    assert_words(f"call_suggestions.{language}", "\n---\n".join(words) + "\n")


def test_a_page_of_the_longest_fits_into_slack() -> None:
    long = "<&>" * 66
    people = tuple(callee(long, phone="1" * 40) for _ in range(40))
    notes = tuple(
        Noted(organisation_id=1, kind=ContactKind.NOTE, note=long * 5, by=long, at=NOW)
        for _ in range(2)
    )
    lines = tuple(line(long, *Lack, people=people, notes=notes) for _ in range(PAGE))

    view = list_view(
        shown(lines, total=PAGE * 3, page=1),
        Language.DANISH,
        process_id=3,
        process=long,
        suggestions=[long * 12] * PAGE,
        now=NOW,
        notice=notice_words(ContactKind.CALLED, Language.DANISH, organisation=long),
    )

    assert len(view["blocks"]) <= VIEW_BLOCKS
    assert complaints_about_view(view, type_="modal") == []


def test_a_suggestion_fits_into_its_field() -> None:
    words = suggestion(
        Language.DANISH,
        lacks={Lack.UNDER_WAY},
        names=["x" * 200] * 3,
        organisation="x" * 200,
        process="x" * 200,
        deadline="x" * 200,
        at=DEADLINE.at,
        sender="x" * 200,
        now=NOW,
    )

    assert len(words) <= MOST_WRITTEN
