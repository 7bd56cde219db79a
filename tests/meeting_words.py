"""A workshop in words, and somebody who is invited to it: for tests of what they read."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation.questions import Language
from bot.voice.meetings import (
    CardFacts,
    MeetingWords,
)
from models.enums import MeetingForm, Reply

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
STARTS = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)  # Wednesday, 12.00 in Copenhagen
ENDS = datetime(2022, 6, 8, 14, 0, tzinfo=UTC)
UNTIL = datetime(2022, 5, 10, 8, 0, tzinfo=UTC)
DANISH = Language.DANISH
TITLE = {"da": "Workshop & frokost", "en": "Workshop & lunch"}
PROCESS = {"da": "Sammen om maskiner", "en": "Together on machines"}
AGENDA = {
    "da": "12.00 Frokost\n12.45 Behov <alle>\n15.30 Tak for i dag",
    "en": "12:00 Lunch\n12:45 Needs <all>\n15:30 Goodbye",
}


def words(language: Language) -> MeetingWords:
    return MeetingWords(
        meeting_id=4,
        process=PROCESS[language.value],
        title=TITLE[language.value],
        starts_at=STARTS,
        ends_at=ENDS,
        form=MeetingForm.PHYSICAL,
        place="Rådhuset, København",
        link=None,
        about="",
        agenda=AGENDA[language.value],
    )


def facts(language: Language) -> CardFacts:
    """Somebody who has not answered, and whom mail reaches."""
    return CardFacts(
        invitation_id=7,
        sequence=0,
        meeting=words(language),
        reply=Reply.NONE,
        replied_by=None,
        form=None,
        answered_former=False,
        waiting_place=None,
        offer_until=None,
        needs=None,
        asks_needs=False,
        address="mette.friis@aalborg.example",
        links=None,
    )


def both(language: Language) -> MeetingWords:
    return replace(words(language), form=MeetingForm.BOTH, link="https://meet.example/abc")
