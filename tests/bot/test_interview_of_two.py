"""Two colleagues with one interview, in rows: whose answer counts, and who is asked."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot import interview
from bot.conversation.questions import Chosen
from bot.interview import Conflict, Outcome, Saved
from bot.talks import Talk
from tests.builders import JONAS, METTE, add_member, again, answers_kept, begin_talk, load_process

LATER = timedelta(minutes=5)


@pytest.fixture
def both(session: Session, now: datetime) -> tuple[Talk, Talk]:
    process = load_process(session, now=now)
    members = [add_member(session, process, one, now=now) for one in (METTE, JONAS)]
    mette, jonas = (begin_talk(session, one, now=now) for one in members)
    return mette, jonas


@pytest.fixture
def mette(both: tuple[Talk, Talk]) -> Talk:
    return both[0]


@pytest.fixture
def jonas(both: tuple[Talk, Talk]) -> Talk:
    return both[1]


def choose(session: Session, talk: Talk, choice: str, *, at: datetime) -> Outcome:
    """With the person's side read anew, as each visit does."""
    return interview.answer(
        session,
        talk=again(session, talk),
        question_key="machine_classes",
        value=Chosen((choice,)),
        now=at,
    )


def test_an_answer_that_the_other_cannot_have_seen_is_not_replaced(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    first = choose(session, jonas, "other", at=now)
    second = choose(session, mette, "over_15t", at=now)

    rows = answers_kept(session, question_key="machine_classes")
    assert isinstance(first, Saved)
    assert second == Conflict(
        question=first.question,
        theirs=Chosen(("other",)),
        theirs_id=rows[0].id,
        their_name="Jonas Krogh",
        mine=Chosen(("over_15t",)),
        mine_id=rows[1].id,
    )
    assert [row.replaced_at for row in rows] == [None, now]
    assert again(session, mette).answers == {"machine_classes": Chosen(("other",))}


def test_one_that_was_shown_with_the_question_is_replaced(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    choose(session, jonas, "other", at=now)
    talk = again(session, mette)
    interview.edit(session, talk=talk, question_key="machine_classes", now=now + LATER)

    outcome = choose(session, mette, "over_15t", at=now + LATER)

    assert isinstance(outcome, Saved)
    assert again(session, mette).answers == {"machine_classes": Chosen(("over_15t",))}


def test_an_earlier_clock_makes_nothing_seen(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    earlier = now - LATER  # Jonas's visit began long before Mette's question was put

    choose(session, jonas, "other", at=earlier)
    outcome = choose(session, mette, "over_15t", at=now)

    assert isinstance(outcome, Conflict)


def test_use_mine_lets_the_kept_answer_count(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    conflict = between(session, mette, jonas, now=now)

    outcome = use_mine(session, mette, conflict, at=now + LATER)
    twice = use_mine(session, mette, conflict, at=now + LATER)

    assert isinstance(outcome, Saved)
    assert isinstance(twice, Saved)
    assert (again(session, mette).asked_key, twice.step) == ("procurement", None)
    counting = [
        row
        for row in answers_kept(session, question_key="machine_classes")
        if row.replaced_at is None
    ]
    assert [row.choices for row in counting] == ["over_15t"]


def test_should_a_third_answer_count_by_then_it_is_asked_anew(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    conflict = between(session, mette, jonas, now=now)
    choose(session, jonas, "under_2t", at=now + LATER)

    outcome = use_mine(session, mette, conflict, at=now + LATER)

    assert isinstance(outcome, Conflict)
    assert outcome.theirs == Chosen(("under_2t",))
    assert outcome.mine == Chosen(("over_15t",))


def test_nobody_uses_an_answer_of_somebody_else(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    conflict = between(session, mette, jonas, now=now)

    foreign = use_mine(session, jonas, conflict, at=now)
    unknown = interview.use_mine(
        session, talk=mette, mine_id=999, theirs_id=conflict.theirs_id, now=now
    )

    assert (foreign, unknown) == (None, None)


def between(session: Session, mette: Talk, jonas: Talk, *, now: datetime) -> Conflict:
    choose(session, jonas, "other", at=now)
    outcome = choose(session, mette, "over_15t", at=now)
    assert isinstance(outcome, Conflict)
    return outcome


def use_mine(session: Session, talk: Talk, conflict: Conflict, *, at: datetime) -> Outcome | None:
    return interview.use_mine(
        session,
        talk=again(session, talk),
        mine_id=conflict.mine_id,
        theirs_id=conflict.theirs_id,
        now=at,
    )
