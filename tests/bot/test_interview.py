"""What an answer changes and which step follows, with the rows of the real process."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from bot import interview, talks
from bot.conversation.engine import Ask, BranchChange, Finished, Review, Step
from bot.conversation.questions import (
    Chosen,
    Month,
    NotKnownYet,
    Quantity,
    Skipped,
    Value,
    Written,
)
from bot.interview import DOUBLE_CLICK, Closed, Outcome, Saved
from bot.talks import SoFar, Talk
from models import AuditLine, Interview, Process, QuestionRow
from models.enums import Role, Stage
from tests.builders import (
    JONAS,
    LOUISE,
    METTE,
    SARA,
    add_member,
    again,
    answer_until,
    answers_kept,
    begin_talk,
    load_process,
    membership_of,
)

LATER = timedelta(minutes=5)
NO_CHANGE = BranchChange(asleep=(), awake=())


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    process = load_process(session, now=now)
    add_member(session, process, METTE, now=now)
    add_member(session, process, JONAS, now=now)
    add_member(session, process, SARA, now=now, organisation="koebenhavn")
    return process


@pytest.fixture
def mette(session: Session, process: Process, now: datetime) -> Talk:
    return begin_talk(session, membership_of(session, process, METTE), now=now)


@pytest.fixture
def jonas(session: Session, process: Process, mette: Talk, now: datetime) -> Talk:
    talk = begin_talk(session, membership_of(session, process, JONAS), now=now)
    assert talk.interview_id == mette.interview_id
    return talk


def answer(session: Session, talk: Talk, key: str, value: Value, *, at: datetime) -> Outcome:
    """With the person's side read anew, as each visit does."""
    talk = again(session, talk)
    return interview.answer(session, talk=talk, question_key=key, value=value, now=at)


def asked(step: Step | None) -> str | None:
    """The key of the question that is put."""
    return step.question.key if isinstance(step, Ask) else None


def test_an_answer_is_kept_and_the_next_question_is_put(
    session: Session, mette: Talk, now: datetime
) -> None:
    value = Chosen(("under_2t", "other"))

    outcome = answer(session, mette, "machine_classes", value, at=now)

    assert isinstance(outcome, Saved)
    assert (outcome.value, outcome.branch, asked(outcome.step)) == (value, NO_CHANGE, "procurement")
    after = again(session, mette)
    assert after.answers == {"machine_classes": value}
    assert after.asked_key == "procurement"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("machine_classes", Chosen(("over_15t",))),
        (
            "yearly_works",
            Quantity(low=Decimal("200.5"), high=Decimal(9 * 10**15), unit="dkk", approximate=True),
        ),
        ("yearly_works", Skipped()),
        ("first_tender", Month(year=2023, month=9)),
        ("first_tender", Month(year=2023)),
        ("tenders_planned", NotKnownYet()),
        ("remark", Written("Æ <!channel> *fed* 😀\nlinje to")),
    ],
)
def test_every_sort_of_answer_comes_back_as_it_was_given(
    session: Session, mette: Talk, now: datetime, key: str, value: Value
) -> None:
    talk = answer_until(session, mette, key=key, now=now)

    answer(session, talk, key, value, at=now)

    assert again(session, talk).answers[key] == value


def test_an_equal_answer_again_changes_nothing_and_puts_what_follows(
    session: Session, mette: Talk, now: datetime
) -> None:
    value = Chosen(("other",))
    answer(session, mette, "machine_classes", value, at=now)
    interview.edit(session, talk=again(session, mette), question_key="machine_classes", now=now)

    outcome = answer(session, mette, "machine_classes", value, at=now + LATER)

    assert isinstance(outcome, Saved)
    assert asked(outcome.step) == "procurement"
    assert len(answers_kept(session, question_key="machine_classes")) == 1


def test_an_equal_answer_to_an_older_question_leaves_the_waiting_one_alone(
    session: Session, mette: Talk, now: datetime
) -> None:
    value = Chosen(("other",))
    answer(session, mette, "machine_classes", value, at=now)

    outcome = answer(session, mette, "machine_classes", value, at=now + LATER)

    assert isinstance(outcome, Saved)
    assert outcome.step is None
    assert again(session, mette).asked_key == "procurement"


def test_a_former_answer_stays_and_is_marked_as_replaced(
    session: Session, mette: Talk, now: datetime
) -> None:
    answer(session, mette, "machine_classes", Chosen(("other",)), at=now)

    answer(session, mette, "machine_classes", Chosen(("under_2t",)), at=now + LATER)

    rows = answers_kept(session, question_key="machine_classes")
    assert [(row.choices, row.given_at, row.replaced_at) for row in rows] == [
        ("other", now, now + LATER),
        ("under_2t", now + LATER, None),
    ]


def test_an_answer_that_an_edit_hides_sleeps_and_returns(
    session: Session, mette: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key="requirements_today", now=now)

    hides = answer(session, talk, "tenders_planned", Chosen(("no",)), at=now)
    hidden = interview.all_answers(again(session, talk))
    shows = answer(session, talk, "tenders_planned", Chosen(("yes",)), at=now)

    assert isinstance(hides, Saved)
    assert isinstance(shows, Saved)
    asleep = [question.key for question in hides.branch.asleep]
    assert asleep == [question.key for question in shows.branch.awake]
    assert asleep == ["tenders_count", "first_tender"]
    assert not set(asleep) & {entry.question.key for entry in hidden.entries}
    assert again(session, talk).answers["first_tender"] == Month(year=2023, month=9)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("no_such_question", Chosen(("yes",))),
        ("first_tender", Month(year=2023)),  # hidden: no tenders are planned yet
        ("machine_classes", Chosen(("under_2t", "bicycles"))),
        ("machine_classes", Chosen(())),
    ],
)
def test_what_is_hidden_gone_or_not_offered_is_closed(
    session: Session, mette: Talk, now: datetime, key: str, value: Value
) -> None:
    outcome = answer(session, mette, key, value, at=now)

    assert isinstance(outcome, Closed)
    assert (outcome.question.key if outcome.question else "no_such_question") == key
    assert again(session, mette).answers == {}


def test_a_retired_question_keeps_its_answer_and_asks_no_more(
    session: Session, process: Process, mette: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key="tenders_planned", now=now)
    row = session.exec(select(QuestionRow).where(QuestionRow.key == "yearly_works")).one()
    row.retired_at = now
    process.questions_version += 1
    session.flush()

    outcome = answer(session, talk, "yearly_works", Skipped(), at=now)

    assert outcome == Closed(question=None)
    assert asked(interview.standing(again(session, talk), None)) == "tenders_planned"
    assert len(answers_kept(session, question_key="yearly_works")) == 1


def test_a_question_put_again_at_once_is_a_double_click(mette: Talk, now: datetime) -> None:
    step = interview.standing(mette, None)

    soon = interview.is_double_click(mette, step, now=now + DOUBLE_CLICK / 2)
    later = interview.is_double_click(mette, step, now=now + DOUBLE_CLICK)
    other = interview.is_double_click(mette, interview.standing(mette, "procurement"), now=now)

    assert (soon, later, other) == (True, False, False)


def test_back_goes_question_by_question_to_the_first(
    session: Session, mette: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key="yearly_works", now=now)

    before = interview.go_back(session, talk=talk, question_key="procurement", now=now + LATER)
    first = interview.go_back(session, talk=talk, question_key="machine_classes", now=now + LATER)

    assert isinstance(before, Ask)
    assert before.previous == Chosen(
        ("under_2t", "from_2_to_5t", "from_5_to_15t", "over_15t", "other")
    )
    assert first is None


def test_a_pause_is_ended_by_whatever_is_put_next(
    session: Session, mette: Talk, now: datetime
) -> None:
    interview.pause(session, talk=mette, now=now)
    paused = again(session, mette)

    interview.resume(session, talk=paused, now=now + LATER)

    assert paused.paused_at == now
    assert paused.asked_key == "machine_classes"
    assert again(session, mette).paused_at is None


def test_all_is_sent_once_and_by_whom(
    session: Session, mette: Talk, jonas: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key=None, now=now)

    review = interview.standing(talk, None)
    sent = interview.send(session, talk=talk, now=now)
    session.flush()
    again_sent = interview.send(session, talk=again(session, jonas), now=now + LATER)

    row = session.exec(select(Interview)).one()
    lines = session.exec(select(AuditLine).where(col(AuditLine.act) == "interview.send")).all()
    assert isinstance(review, Review)
    assert sent == again_sent == Finished()
    assert (row.confirmed_at, row.confirmed_by_id) == (now, mette.person_id)
    assert len(lines) == 1


def test_what_is_missing_is_put_instead_of_being_sent(
    session: Session, mette: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key="remark", now=now)

    step = interview.send(session, talk=talk, now=now)

    assert isinstance(step, Ask)
    assert step.question.key == "remark"
    assert again(session, talk).sent_at is None


def test_only_need_owners_who_have_joined_have_an_interview(
    session: Session, process: Process, mette: Talk, now: datetime
) -> None:
    add_member(session, process, LOUISE, now=now, role=Role.ADVISER)
    own = membership_of(session, process, METTE)

    outsiders = [
        talks.find(session, membership=membership_of(session, process, one))
        for one in (LOUISE, SARA)
    ]
    own.stage = Stage.REFUSED
    session.flush()

    assert outsiders == [None, None]
    assert talks.find(session, membership=own) is None
    assert (
        talks.talk_of(session, interview_id=mette.interview_id, person_id=mette.person_id) is None
    )


def test_how_far_an_organisation_is_counts_what_is_visible_whoever_answered(
    session: Session, process: Process, mette: Talk, jonas: Talk, now: datetime
) -> None:
    talk = answer_until(session, mette, key="requirements_today", now=now)
    answer(session, jonas, "tenders_planned", Chosen(("no",)), at=now)
    interview.edit(
        session, talk=again(session, jonas), question_key="tenders_planned", now=now + LATER
    )
    answer(session, jonas, "tenders_planned", Chosen(("no",)), at=now + LATER)

    organisation_id = talk.organisation_id
    so_far = talks.so_far(session, process=process, organisation_id=organisation_id)
    nobody = talks.so_far(
        session,
        process=process,
        organisation_id=membership_of(session, process, SARA).organisation_id or 0,
    )

    assert so_far == SoFar(
        answered=6,
        total=13,
        givers=frozenset({mette.person_id, jonas.person_id}),
        sent_at=None,
    )
    assert nobody == SoFar(answered=0, total=9, givers=frozenset(), sent_at=None)
