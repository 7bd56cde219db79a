"""The words of content files are those of the tables, and checking them loads neither."""

import subprocess
import sys

from bot import content
from bot.directory import KINDS
from models.enums import MeetingForm, MilestoneState, OrganisationKind, Precision, Role


def test_words_of_the_files_are_those_of_the_tables() -> None:
    assert {
        "roles": tuple(Role),
        "kinds": tuple(OrganisationKind),
        "states": tuple(MilestoneState),
        "precisions": tuple(Precision),
        "forms": tuple(MeetingForm),
    } == {
        "roles": content.ROLES,
        "kinds": KINDS,
        "states": content.STATES,
        "precisions": content.PRECISIONS,
        "forms": content.FORMS,
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
