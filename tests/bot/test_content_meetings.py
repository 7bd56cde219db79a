"""What a process file may say of a meeting, and the one fault that each mistake is."""

from datetime import UTC, datetime

import pytest

from bot.content import read_process
from tests.bot.test_content import SOUND, faults_of, with_fault

WRONG = [
    (
        "form: physical",
        "form: both\n    link: http://teams.example/abc",
        "meetings[workshop].link",
        "'http://teams.example/abc' is not secure",
        "begin with https://",
    ),
    (
        "form: physical",
        "form: physical\n    capacity: 0",
        "meetings[workshop].capacity",
        "'0' cannot be right",
        "from 1 to 100000",
    ),
    (
        "form: physical",
        "form: physical\n    capacity: many",
        "meetings[workshop].capacity",
        "'many' cannot be right",
        "whole number",
    ),
    (
        "form: physical",
        "form: physical\n    audience: []",
        "meetings[workshop].audience",
        "names nobody",
        "leave it out for everybody",
    ),
    (
        "form: physical",
        "form: physical\n    audience: [need_oner]",
        "meetings[workshop].audience",
        "'need_oner' is no role",
        "need_owner?",
    ),
    (
        "form: physical",
        "form: physical\n    asks_needs: perhaps",
        "meetings[workshop].asks_needs",
        "true or false",
        "asks_needs: true",
    ),
    (
        "form: physical",
        "form: physical\n    reminders: [soon]",
        "meetings[workshop].reminders",
        "'soon' is no time before a meeting",
        "2w, 1d, 1h or 30m",
    ),
    (
        "form: physical",
        "form: physical\n    reminders: [9w]",
        "meetings[workshop].reminders",
        "'9w' is no time before a meeting",
        "two months at most",
    ),
    (
        "form: physical",
        "form: physical\n    reminders: 1d",
        "meetings[workshop].reminders",
        "should be a list",
        "reminders: [one",
    ),
    (
        "form: physical",
        "form: physical\n    invite_from: 2022-05",
        "meetings[workshop].invite_from",
        "not a time",
        "2022-06-08 12:00",
    ),
    (
        "form: physical",
        "form: physical\n    invite_from: 2022-02-30",
        "meetings[workshop].invite_from",
        "there is no date",
        "check the day",
    ),
    (
        "form: physical",
        "form: physical\n    agenda: Kun dansk",
        "meetings[workshop].agenda",
        "in one language only",
        "write da: and en:",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "problem", "hint"), WRONG)
def test_one_mistake_is_one_fault_that_names_its_place(
    old: str, new: str, path: str, problem: str, hint: str
) -> None:
    [fault] = faults_of(with_fault(old, new))

    assert fault.path == path
    assert problem in fault.problem
    assert hint in fault.hint


def test_a_meeting_that_says_nothing_more_is_for_everybody_and_invites_nobody_yet() -> None:
    [meeting] = read_process(SOUND, name="x.yaml").meetings

    assert meeting.audience == (
        "need_owner",
        "facilitator",
        "scaling_partner",
        "adviser",
        "knowledge_partner",
        "market_actor",
    )
    assert meeting.reminder_minutes == (10_080, 1_440, 60)
    assert (meeting.capacity, meeting.asks_needs, meeting.invite_from) == (None, False, None)


def test_all_that_may_be_said_of_a_meeting_becomes_values() -> None:
    more = """form: both
    agenda: {da: Velkomst, en: Welcome}
    capacity: 40
    audience: [need_owner, facilitator]
    asks_needs: true
    reminders: [1h, 2w, 3d, 30m]
    invite_from: 2022-05-16"""
    [meeting] = read_process(SOUND.replace("form: physical", more), name="x.yaml").meetings

    assert meeting.agenda is not None
    assert (meeting.agenda.da, meeting.agenda.en) == ("Velkomst", "Welcome")
    assert (meeting.capacity, meeting.asks_needs) == (40, True)
    assert meeting.audience == ("need_owner", "facilitator")
    assert meeting.reminder_minutes == (20_160, 4_320, 60, 30)
    assert meeting.invite_from == datetime(2022, 5, 16, 7, 0, tzinfo=UTC)


def test_no_reminders_is_an_empty_list() -> None:
    text = SOUND.replace("form: physical", "form: physical\n    reminders: []")
    [meeting] = read_process(text, name="x.yaml").meetings

    assert meeting.reminder_minutes == ()
