"""What a process file may say of a milestone, and what is wrong with what it may not."""

import pytest

from bot.content import Fault, FaultyContent, read_process
from bot.content_entries import MilestoneEntry
from bot.conversation.questions import Text
from tests.builders import PROCESS

TEXT = PROCESS.read_text(encoding="utf-8")
MEETING = "    when: 2022-06-14\n    state: planned\n"
AHEAD = f"{MEETING}    announce: 14\n"
PATH = "milestones[information_meeting]"


def reading(*more: str) -> MilestoneEntry:
    """The milestone of 14 June, said more of by these lines."""
    assert TEXT.count(AHEAD) == 1
    lines = "".join(f"    {line}\n" for line in more)
    return read_process(TEXT.replace(AHEAD, MEETING + lines), name="file").milestones[-1]


def test_a_milestone_may_say_more_and_whom_it_is_for() -> None:
    said = reading(
        "about: {da: Vi begynder, en: We begin}", "audience: [need_owner, adviser]", "announce: 365"
    )

    assert said.about == Text(da="Vi begynder", en="We begin")
    assert said.audience == ("need_owner", "adviser")
    assert said.announce_days == 365


def test_a_milestone_that_says_no_more_is_for_everybody() -> None:
    said = reading()

    assert (said.about, said.audience, said.announce_days) == (None, (), None)


@pytest.mark.parametrize(
    ("line", "field", "problem", "hint"),
    [
        ("announce: soon", "announce", "'soon' cannot be right", "from 0 to 365"),
        ("announce: 366", "announce", "'366' cannot be right", "from 0 to 365"),
        ("announce: -7", "announce", "'-7' cannot be right", "from 0 to 365"),
        ("announce: 1.5", "announce", "'1.5' cannot be right", "from 0 to 365"),
        ("announce: [7]", "announce", "should be a single value", "write announce:"),
        ("audience: [need_oner]", "audience", "'need_oner' is no role", "need_owner?"),
        ("audience: need_owner", "audience", "should be a list", "write audience: [one"),
        ("about: Kun dansk", "about", "stands in one language only", "write da: and en:"),
        ("anounce: 7", "anounce", "unknown field", "announce?"),
    ],
)
def test_each_fault_is_told_with_its_line_and_what_to_write_instead(
    line: str, field: str, problem: str, hint: str
) -> None:
    with pytest.raises(FaultyContent) as caught:
        reading(line)

    [fault] = caught.value.faults
    number = TEXT[: TEXT.index(MEETING)].count("\n") + 3
    assert fault == Fault(number, f"{PATH}.{field}", fault.problem, fault.hint)
    assert problem in fault.problem
    assert hint in fault.hint
