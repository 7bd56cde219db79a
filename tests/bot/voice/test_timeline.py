"""The whole timeline in words: as a message, on Home, and in the sentences beside its picture."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.conversation.questions import Language
from bot.voice.timeline import (
    ALT_TEXT,
    Look,
    date_paragraphs,
    entries,
    timeline_alt_text,
    timeline_message,
)
from tests.said import as_read, assert_said
from tests.timelines import EVERY_KIND, NOW, TODAY, meeting, milestone

PROCESS = "Sammen om maskiner"


@pytest.mark.parametrize("language", Language)
def test_the_whole_timeline_reads_well(language: Language) -> None:
    made = timeline_message(
        EVERY_KIND, process_id=3, process=PROCESS, language=language, now=NOW, may_edit=True
    )

    assert_said(f"timeline.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_a_timeline_without_dates_says_so(language: Language) -> None:
    made = timeline_message(
        (), process_id=3, process=PROCESS, language=language, now=NOW, may_edit=False
    )

    assert_said(f"timeline_empty.{language}", made)


def test_home_shows_where_we_are_before_what_comes() -> None:
    coming, past = date_paragraphs(EVERY_KIND, Language.DANISH, now=NOW)

    assert coming.splitlines()[:3] == [
        "*Det næste*",
        "→ *Vi er her*, mandag 9. maj 2022",
        "• Behovskortlægningen: maj 2022, i gang",
    ]
    assert past.splitlines()[0] == "*Indtil nu*"


def test_a_long_timeline_shows_what_is_nearest_and_how_much_more_there_is() -> None:
    days = [TODAY + timedelta(days=7 * week) for week in range(-20, 40)]
    points = [milestone(f"Milepæl {day}", day) for day in days]

    made = timeline_message(
        points, process_id=3, process=PROCESS, language=Language.DANISH, now=NOW, may_edit=False
    )

    lines = as_read(made).splitlines()
    assert "5 tidligere" in lines
    assert "og 15 til" in lines
    assert sum(line.startswith("•") for line in lines) == 40


def test_the_longest_titles_and_places_still_fit_in_a_message() -> None:
    first = datetime(2022, 6, 8, 10, tzinfo=UTC)
    points = [
        meeting("&" * 150, first + timedelta(days=day), place="<" * 2000) for day in range(40)
    ]

    made = timeline_message(
        points, process_id=3, process=PROCESS, language=Language.DANISH, now=NOW, may_edit=True
    )

    assert "og 36 til" in as_read(made)


def test_every_kind_of_point_has_a_look_of_its_own() -> None:
    looks = [one.look for one in entries(EVERY_KIND, Language.DANISH, today=TODAY)]

    assert set(looks) == set(Look)


@pytest.mark.parametrize("language", Language)
def test_the_picture_is_told_in_sentences(language: Language) -> None:
    told = timeline_alt_text(EVERY_KIND[:7], title=PROCESS, language=language, today=TODAY)

    assert (
        told
        == {
            Language.DANISH: (
                "Tidslinje for Sammen om maskiner. Aftale om processen: april 2022, gennemført. "
                "Formøde: mandag 2. maj 2022 kl. 9.00–13.00, afholdt. "
                "Besøg på pladsen: onsdag 4. maj 2022 kl. 9.00–13.00, aflyst. "
                "Frist for forslag: fredag 6. maj 2022. Vi er her: mandag 9. maj 2022. "
                "Behovskortlægningen: maj 2022, i gang. "
                "Workshop & frokost: onsdag 8. juni 2022 kl. 12.00–16.00, om 30 dage. "
                "Temadag: torsdag 9. juni 2022 kl. 9.00–13.00, aflyst."
            ),
            Language.ENGLISH: (
                "Timeline of Sammen om maskiner. Aftale om processen: April 2022, done. "
                "Formøde: Monday 2 May 2022, 09:00–13:00, held. "
                "Besøg på pladsen: Wednesday 4 May 2022, 09:00–13:00, called off. "
                "Frist for forslag: Friday 6 May 2022. We are here: Monday 9 May 2022. "
                "Behovskortlægningen: May 2022, under way. "
                "Workshop & frokost: Wednesday 8 June 2022, 12:00–16:00, in 30 days. "
                "Temadag: Thursday 9 June 2022, 09:00–13:00, called off."
            ),
        }[language]
    )


def test_a_long_timeline_is_told_in_whole_sentences_within_slacks_limit() -> None:
    points = [milestone(f"Milepæl nummer {n} på vejen", date(2022, 6, n)) for n in range(1, 31)]

    told = timeline_alt_text(points, title=PROCESS, language=Language.DANISH, today=TODAY)

    assert len(told) <= ALT_TEXT
    assert "Milepæl nummer 1 på vejen" in told
    assert told.endswith(" datoer mere står på tidslinjen.")
