"""Two colleagues with one interview: nothing is lost, and the second is asked which counts."""

import pytest
from sqlmodel import select

from models import Conversation, Process
from tests.asking import Asking
from tests.builders import JONAS, METTE
from tests.fakes import Workspace
from tests.humans import Human, Told

NEEDS = "15 af 18: Hvad har I mest brug for fra de andre i processen?"
SHARE = "16 af 18: Vil I dele jeres udbudstekster om maskiner med de andre bygherrer?"
CONFLICT = {
    METTE: "Jonas Krogh har lige svaret noget andet.",
    JONAS: "Mette Friis har lige svaret noget andet.",
}


class TestTwoColleagues:
    """Jonas answers the question that still stands with Mette."""

    @pytest.fixture(autouse=True)
    def jonas_answers(self, asking: Asking, jonas: Human) -> None:
        asking("needs_from_others")
        jonas.forges("interview.begin", str(asking.process.id))
        jonas.writes("Erfaringer med priser")

    def test_the_second_is_asked_which_counts_and_both_are_kept(
        self, asking: Asking, mette: Human
    ) -> None:
        told = mette.writes("Fælles udbudstekster")

        assert told == Told(said=(CONFLICT[METTE],))
        assert mette.reads() == (
            "(Jonas Krogh har lige svaret noget andet.)\n\n"
            "*Jonas Krogh har lige svaret på »Behov fra de andre«:* Erfaringer med priser\n"
            "Dit svar er gemt, men tæller ikke endnu: Fælles udbudstekster\n\n"
            "Hvilket skal gælde for jer?\n\n"
            "[Brug mit svar | interview.use_mine 1:needs_from_others:16:15] "
            "[Behold kollegaens | interview.keep_theirs 1:needs_from_others:16:15]\n"
        )
        assert asking.kept("needs_from_others") == ["Erfaringer med priser", "Fælles udbudstekster"]

    def test_use_mine_lets_the_own_answer_count_and_goes_on(
        self, asking: Asking, mette: Human
    ) -> None:
        mette.writes("Fælles udbudstekster")

        told = mette.presses("Brug mit svar")

        assert told == Told(
            said=(SHARE,),
            edited=("Gemt. Behov fra de andre: Fælles udbudstekster",),
        )
        assert asking.counting("needs_from_others") == "Fælles udbudstekster"

    def test_keep_theirs_goes_on_with_the_colleagues_answer(
        self, asking: Asking, mette: Human
    ) -> None:
        mette.writes("Fælles udbudstekster")

        told = mette.presses("Behold kollegaens")

        assert told == Told(
            said=(SHARE,),
            edited=("Gemt. Behov fra de andre: Erfaringer med priser",) * 2,
        )
        assert asking.counting("needs_from_others") == "Erfaringer med priser"

    def test_the_same_answer_twice_is_no_conflict(self, asking: Asking, mette: Human) -> None:
        told = mette.writes("Erfaringer med priser")

        assert told.said == (SHARE,)
        assert asking.kept("needs_from_others") == ["Erfaringer med priser"]

    def test_asked_again_she_sees_his_answer_and_may_replace_it(
        self, asking: Asking, mette: Human
    ) -> None:
        mette.forges("interview.edit", "1:needs_from_others")

        read = mette.reads()
        mette.writes("Fælles udbudstekster")

        assert "(Jeres svar nu: Erfaringer med priser)" in read
        assert asking.counting("needs_from_others") == "Fælles udbudstekster"


class TestInTheSameSecond:
    """Mette and Jonas have the same question before them."""

    @pytest.fixture(autouse=True)
    def both_are_asked(self, asking: Asking, jonas: Human) -> None:
        asking("needs_from_others")
        jonas.forges("interview.begin", str(asking.process.id))
        assert jonas.heard_after("") == [NEEDS]

    def test_two_colleagues_answer_and_nothing_is_lost(
        self, workspace: Workspace, asking: Asking, mette: Human, jonas: Human
    ) -> None:
        workspace.at_once(
            lambda: mette.writes("Fælles udbudstekster"),
            lambda: jonas.writes("Erfaringer med priser"),
        )

        answers = asking.rows("needs_from_others")
        first, second = [row.written for row in answers]
        assert {first, second} == {"Fælles udbudstekster", "Erfaringer med priser"}
        assert [row.replaced_at is None for row in answers] == [True, False]
        late = mette if second == "Fælles udbudstekster" else jonas
        soon = jonas if late is mette else mette
        assert late.heard_after(NEEDS)[-1] == CONFLICT[late.id]
        assert soon.heard_after("")[-1] == SHARE

    def test_the_same_press_twice_is_one_answer_and_one_next_question(
        self, workspace: Workspace, asking: Asking, mette: Human
    ) -> None:
        def press() -> None:
            mette.forges("interview.skip", "1:needs_from_others", on=ts)

        ts = mette.ts_of(NEEDS)
        workspace.at_once(press, press, press)

        assert [row.state.value for row in asking.rows("needs_from_others")] == ["skipped"]
        assert mette.heard_after("Gemt. Behov fra de andre: Sprunget over") == [SHARE]

    def test_both_decide_which_counts_and_one_answer_does(
        self, workspace: Workspace, asking: Asking, mette: Human, jonas: Human
    ) -> None:
        jonas.writes("Erfaringer med priser")
        mette.writes("Fælles udbudstekster")
        theirs, mine = [row.id for row in asking.rows("needs_from_others")]
        value = f"1:needs_from_others:{mine}:{theirs}"

        workspace.at_once(
            lambda: mette.forges("interview.use_mine", value),
            lambda: mette.forges("interview.keep_theirs", value),
            lambda: mette.forges("interview.use_mine", value),
        )

        assert asking.counting("needs_from_others") == "Fælles udbudstekster"

    def test_ten_presses_on_everything_leave_one_answer_that_counts(
        self, workspace: Workspace, asking: Asking, mette: Human, jonas: Human
    ) -> None:
        presses = [
            lambda human=human, act=act: human.forges(f"interview.{act}", "1:needs_from_others")
            for human in (mette, jonas)
            for act in ("skip", "dont_know", "edit", "back", "pause")
        ]

        workspace.at_once(*presses)

        counting = [row for row in asking.rows("needs_from_others") if row.replaced_at is None]
        assert len(counting) == 1


def test_two_colleagues_begin_in_the_same_moment_and_share_the_interview(
    workspace: Workspace, members: Process, mette: Human, jonas: Human
) -> None:
    value = str(members.id)

    workspace.at_once(
        lambda: mette.forges("interview.begin", value),
        lambda: jonas.forges("interview.begin", value),
        lambda: jonas.forges("interview.begin", value),
    )

    with workspace.database.read() as session:
        conversations = session.exec(select(Conversation)).all()
    assert {one.interview_id for one in conversations} == {1}
    assert len(conversations) == 2


def test_two_press_send_in_the_same_moment_and_it_is_sent_once(
    workspace: Workspace, asking: Asking, mette: Human, jonas: Human
) -> None:
    asking(None)
    jonas.forges("interview.begin", str(asking.process.id))

    workspace.at_once(
        lambda: mette.forges("interview.send", "1"),
        lambda: mette.forges("interview.send", "1"),
        lambda: jonas.forges("interview.send", "1"),
    )
    workspace.sends_posts()

    told = [
        text
        for human in (mette, jonas)
        for text in human.heard_after("")
        if text.endswith("har sendt jeres svar.")
    ]
    assert len(told) == 1
