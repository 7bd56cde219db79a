"""The two meetings that the files in golden/ tell of, and what is made of them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.calendar.events import Attendee, Event, Organizer, Standing
from bot.calendar.feed import feed, vevent
from bot.calendar.messages import call_off, decline_counter, publish, request, uninvite

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
LATER = datetime(2022, 5, 16, 9, 30, tzinfo=UTC)

SAMMEN = Organizer(name="Sammen om emissionsfrie arbejdsmaskiner", email="sammen@co-pi.example")
METTE = Attendee(name="Mette Møller, Aalborg Kommune", email="mette.moller@aalborg.example")
JENS = Attendee(
    name="Jens Østergård", email="jens@metro.example", standing=Standing.ACCEPTED
)  # has said yes in Slack

WORKSHOP = Event(
    uid="meeting-1-7f3c@sammen.example",
    sequence=0,
    starts_at=datetime(2022, 6, 8, 10, 0, tzinfo=UTC),
    ends_at=datetime(2022, 6, 8, 14, 0, tzinfo=UTC),
    title="Workshop: krav, mængder og fælles udbud",
    description="Vi samler behovene; tag jeres tal med.\n\n12.00 Frokost\n12.45 Behov, krav",
    place="Dokken, Færgehavnsvej 35, 2150 Nordhavn",
    organizer=SAMMEN,
    changed_at=NOW,
)
DIGITAL = Event(
    uid="meeting-2-91ab@sammen.example",
    sequence=0,
    starts_at=datetime(2022, 6, 14, 13, 15, tzinfo=UTC),
    ends_at=datetime(2022, 6, 14, 14, 0, tzinfo=UTC),
    title="Informationsmøde for offentlige bygherrer",
    description="45 minutter om processen.",
    link="https://meet.example/l/meetup-join/19%3ameeting_abc?context=%7b%22Tid%22%3a1%7d&x=1",
    organizer=SAMMEN,
    changed_at=NOW,
)
MOVED = replace(
    WORKSHOP,
    sequence=1,
    starts_at=datetime(2022, 6, 9, 7, 0, tzinfo=UTC),
    ends_at=datetime(2022, 6, 9, 11, 0, tzinfo=UTC),
    changed_at=LATER,
)
REWORDED = replace(WORKSHOP, title="Workshop: krav og mængder", changed_at=LATER)
CALLED_OFF = replace(WORKSHOP, sequence=2, called_off=True, changed_at=LATER)

DIGITAL_MOVED = replace(
    DIGITAL,
    sequence=1,
    starts_at=datetime(2022, 6, 15, 7, 0, tzinfo=UTC),
    ends_at=datetime(2022, 6, 15, 7, 45, tzinfo=UTC),
    changed_at=LATER,
)
DIGITAL_REWORDED = replace(DIGITAL, title="Informationsmøde", changed_at=LATER)
DIGITAL_CALLED_OFF = replace(DIGITAL, sequence=2, called_off=True, changed_at=LATER)

FEED_NAME = "Sammen: møder, workshops"


def written_files() -> dict[str, bytes]:
    """Everything that Sammen writes of them, under the name of its file."""
    prefix = "AFLYST: "
    return {
        "workshop-invite.ics": request(WORKSHOP, METTE, now=NOW),
        "workshop-invite-jens.ics": request(WORKSHOP, JENS, now=NOW),
        "workshop-move.ics": request(MOVED, METTE, now=LATER),
        "workshop-quiet-change.ics": request(REWORDED, JENS, now=LATER),
        "workshop-uninvite.ics": uninvite(replace(WORKSHOP, sequence=1), METTE, now=LATER),
        "workshop-call-off.ics": call_off(CALLED_OFF, METTE, now=LATER),
        "workshop-publish.ics": publish(WORKSHOP),
        "workshop-decline-counter.ics": decline_counter(
            WORKSHOP, METTE, now=LATER, comment="Workshoppen ligger fast, men kom endelig."
        ),
        "digital-invite.ics": request(DIGITAL, METTE, now=NOW),
        "digital-move.ics": request(DIGITAL_MOVED, METTE, now=LATER),
        "digital-quiet-change.ics": request(DIGITAL_REWORDED, JENS, now=LATER),
        "digital-uninvite.ics": uninvite(replace(DIGITAL, sequence=1), METTE, now=LATER),
        "digital-call-off.ics": call_off(DIGITAL_CALLED_OFF, METTE, now=LATER),
        "digital-publish.ics": publish(DIGITAL),
        "feed.ics": feed(
            [
                vevent(CALLED_OFF, called_off_prefix=prefix),
                vevent(DIGITAL, called_off_prefix=prefix),
            ],
            name=FEED_NAME,
        ),
    }
