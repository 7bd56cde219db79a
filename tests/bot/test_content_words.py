"""The words of content files are those of the tables, and checking them loads neither."""

import subprocess
import sys

from bot import content, content_documents, content_meetings, meeting_drafts
from bot.directory import KINDS
from bot.participation import Reached
from models.enums import MeetingForm, MilestoneState, OrganisationKind, Precision, Role


def test_words_of_the_files_are_those_of_the_tables() -> None:
    assert {
        "roles": tuple(Role),
        "kinds": tuple(OrganisationKind),
        "states": tuple(MilestoneState),
        "precisions": tuple(Precision),
        "forms": tuple(MeetingForm),
        "stages": (Reached.JOINED, Reached.BEGUN, Reached.DONE),
    } == {
        "roles": content.ROLES,
        "kinds": KINDS,
        "states": content.STATES,
        "precisions": content.PRECISIONS,
        "forms": content_meetings.FORMS,
        "stages": content_documents.STAGES,
    }


def test_a_file_may_say_of_a_meeting_what_a_form_may() -> None:
    assert {
        "agenda": content_meetings.AGENDA,
        "seats": content_meetings.MOST_SEATS,
        "reminders": content_meetings.USUAL_REMINDERS,
        "everybody": content.ROLES,
    } == {
        "agenda": meeting_drafts.LONGEST_AGENDA,
        "seats": meeting_drafts.MOST_SEATS,
        "reminders": meeting_drafts.USUAL_REMINDERS,
        "everybody": meeting_drafts.EVERYBODY,
    }


def test_checking_content_needs_neither_database_nor_slack() -> None:
    program = (
        "import sys, bot.content, bot.directory; "
        "print([name for name in ('sqlmodel', 'slack_bolt', 'jinja2') if name in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert said.stdout.strip() == "[]"
