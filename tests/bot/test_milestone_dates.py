"""Dates as facilitators type them, exact to what was typed."""

from datetime import date

import pytest

from bot.content_fields import Dated
from bot.milestone_dates import Unreadable, read_when

TODAY = date(2022, 5, 9)
WORKSHOP = Dated(date(2022, 6, 8), "day")
JUNE = Dated(date(2022, 6, 1), "month")
SUMMER = Dated(date(2022, 7, 1), "quarter")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-06-08", WORKSHOP),
        ("8. juni 2022", WORKSHOP),
        ("8 juni 2022", WORKSHOP),
        ("Onsdag den 8. juni 2022", WORKSHOP),
        ("d. 8. jun. 2022", WORKSHOP),
        ("8. juni", WORKSHOP),
        ("8 June 2022", WORKSHOP),
        ("June 8th, 2022", WORKSHOP),
        ("Wednesday 8 June 2022", WORKSHOP),
        ("8/6/2022", WORKSHOP),
        ("08.06.2022", WORKSHOP),
        ("8-6-2022", WORKSHOP),
        ("8. maj", Dated(date(2023, 5, 8), "day")),
        ("9. maj", Dated(date(2022, 5, 9), "day")),
        ("8. februar 2021", Dated(date(2021, 2, 8), "day")),
        ("29. februar 2024", Dated(date(2024, 2, 29), "day")),
        ("2022-06", JUNE),
        ("juni 2022", JUNE),
        ("  Juni  2022 ", JUNE),
        ("June 2022", JUNE),
        ("juni", JUNE),
        ("06/2022", JUNE),
        ("6.2022", JUNE),
        ("maj", Dated(date(2022, 5, 1), "month")),
        ("april", Dated(date(2023, 4, 1), "month")),
        ("2022-Q3", SUMMER),
        ("2022-q3", SUMMER),
        ("3. kvartal 2022", SUMMER),
        ("tredje kvartal 2022", SUMMER),
        ("Q3 2022", SUMMER),
        ("2022 Q3", SUMMER),
        ("K3 2022", SUMMER),
        ("third quarter of 2022", SUMMER),
        ("3rd quarter 2022", SUMMER),
        ("3. kvartal", SUMMER),
        ("1. kvartal", Dated(date(2023, 1, 1), "quarter")),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_typed(text: str, meant: Dated) -> None:
    assert read_when(text, today=TODAY) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unreadable.NOT_A_DATE),
        ("snart", Unreadable.NOT_A_DATE),
        ("2022", Unreadable.NOT_A_DATE),
        ("onsdag", Unreadable.NOT_A_DATE),
        ("onsdag juni 2022", Unreadable.NOT_A_DATE),
        ("juni juli 2022", Unreadable.NOT_A_DATE),
        ("8. juni 2022 kl. 12", Unreadable.NOT_A_DATE),
        ("5. kvartal 2022", Unreadable.NOT_A_DATE),
        ("kvartal 2022", Unreadable.NOT_A_DATE),
        ("3. kvartal juni 2022", Unreadable.NOT_A_DATE),
        ("efter 8. juni 2022", Unreadable.NOT_A_DATE),
        ("<script>", Unreadable.NOT_A_DATE),
        ("9" * 3000, Unreadable.NOT_A_DATE),
        ("31. juni 2022", Unreadable.NO_SUCH_DAY),
        ("2022-02-29", Unreadable.NO_SUCH_DAY),
        ("2022-13", Unreadable.NO_SUCH_DAY),
        ("0/6/2022", Unreadable.NO_SUCH_DAY),
        ("29. februar", Unreadable.NO_SUCH_DAY),
        ("mandag 8. juni 2022", Unreadable.ANOTHER_WEEKDAY),
        ("8. juni 1022", Unreadable.YEAR_TOO_FAR),
        ("Q3 2222", Unreadable.YEAR_TOO_FAR),
    ],
)
def test_what_is_no_date_gets_its_reason(text: str, why: Unreadable) -> None:
    assert read_when(text, today=TODAY) is why
