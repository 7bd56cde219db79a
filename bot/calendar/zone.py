"""Copenhagen's time as a calendar file explains it, and a moment as it is written there.

The rule is spelled out once and for ever: since 1996 summer time runs from the last Sunday of March
to the last Sunday of October. Files that list each change instead are misread by Thunderbird and
Outlook.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

VTIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")


def written(at: datetime) -> datetime:
    """That moment as a calendar is told it: on Copenhagen's clock, to the second.

    The hour that happens twice in autumn cannot be told apart there, so it stays in UTC.
    """
    if at.tzinfo is None:
        message = "a moment without a zone cannot be written"
        raise ValueError(message)
    here = at.astimezone(COPENHAGEN).replace(microsecond=0)
    happens_twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return here.astimezone(UTC) if happens_twice else here.replace(fold=0)
