"""Calendar files as an organizer writes them, line by line."""

from datetime import datetime, timedelta


def calendar_file(
    *,
    method: str = "REQUEST",
    sequence: int = 0,
    stamp: str = "20220509T070000Z",
    title: str = "Workshop om behov",
    day: str = "2022-05-24T09:00",
    attendee: str = "mette.friis@aalborg.example",
    uid: str = "workshop-1@copi.example",
    more: tuple[str, ...] = (),
) -> bytes:
    """One event of two hours; an empty method or attendee is left out."""
    starts = datetime.fromisoformat(day)
    ends = starts + timedelta(hours=2)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Test//DA",
        f"METHOD:{method}" if method else "",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;TZID=Europe/Copenhagen:{starts:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Copenhagen:{ends:%Y%m%dT%H%M%S}",
        f"SUMMARY:{title}",
        "LOCATION:Rådhuset\\, lokale 4",
        "DESCRIPTION:Vi ser på behovene.\\nhttps://moede.example/workshop",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://moede.example/workshop",
        "ORGANIZER;CN=Sammen:mailto:sammen@copi.example",
        f"ATTENDEE;CN=Mette Friis;RSVP=TRUE:mailto:{attendee}" if attendee else "",
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(line for line in lines if line).encode() + b"\r\n"
