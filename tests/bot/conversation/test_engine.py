from bot.conversation.engine import (
    Ask,
    Finished,
    Review,
    ask_again,
    branch_change,
    next_step,
    question_before,
    visible_questions,
)
from bot.conversation.questions import (
    AnswerKind,
    Answers,
    Chosen,
    NotKnownYet,
    Question,
    Questionnaire,
    Skipped,
    Text,
    When,
    Written,
)


def question(key: str, *shown_when: When) -> Question:
    words = Text(da=key, en=key)
    return Question(
        key=key,
        section="all",
        kind=AnswerKind.SHORT_TEXT,
        ask=words,
        short=words,
        shown_when=shown_when,
    )


OWN = When(question="own", is_any_of=frozenset({"yes"}))
FLEET = Questionnaire(
    key="fleet",
    title=Text(da="Flåde", en="Fleet"),
    sections=(),
    questions=(
        question("own"),
        question("count", OWN),
        question("age", When(question="count")),
        question("last"),
    ),
)
YES = Chosen(("yes",))
NO = Chosen(("no",))


def keys(answers: Answers) -> list[str]:
    return [one.key for one in visible_questions(FLEET, answers)]


def asked(answers: Answers) -> str:
    step = next_step(FLEET, answers, confirmed=False)
    assert isinstance(step, Ask)
    return step.question.key


def test_a_condition_hides_what_depends_on_it() -> None:
    assert keys({}) == ["own", "last"]
    assert keys({"own": YES}) == ["own", "count", "last"]
    assert keys({"own": NO}) == ["own", "last"]


def test_the_answer_of_a_hidden_question_does_not_count_for_later_ones() -> None:
    assert keys({"own": NO, "count": Written("4")}) == ["own", "last"]


def test_a_chain_of_conditions_opens_link_by_link() -> None:
    assert keys({"own": YES, "count": Written("4")}) == ["own", "count", "age", "last"]


def test_skipped_and_not_known_are_no_real_answers() -> None:
    assert keys({"own": YES, "count": Skipped()}) == ["own", "count", "last"]
    assert keys({"own": YES, "count": NotKnownYet()}) == ["own", "count", "last"]
    assert keys({"own": NotKnownYet()}) == ["own", "last"]


def test_the_next_question_is_the_first_visible_one_without_an_answer() -> None:
    assert asked({}) == "own"
    assert asked({"own": YES, "last": Written("x")}) == "count"


def test_progress_counts_what_is_visible_now() -> None:
    step = next_step(FLEET, {"own": YES, "count": Written("4")}, confirmed=False)

    assert isinstance(step, Ask)
    assert (step.progress.place, step.progress.total) == (3, 4)


def test_when_all_is_answered_the_review_comes_and_then_the_end() -> None:
    answers: Answers = {"own": NO, "last": Skipped()}

    step = next_step(FLEET, answers, confirmed=False)

    assert isinstance(step, Review)
    assert [(entry.question.key, entry.value) for entry in step.entries] == [
        ("own", NO),
        ("last", Skipped()),
    ]
    assert next_step(FLEET, answers, confirmed=True) == Finished()


def test_a_question_added_later_is_asked_even_of_those_who_have_sent() -> None:
    step = next_step(FLEET, {"own": YES, "last": Skipped()}, confirmed=True)

    assert isinstance(step, Ask)
    assert step.question.key == "count"


def test_asking_again_brings_the_present_answer_and_nothing_for_a_hidden_question() -> None:
    again = ask_again(FLEET, {"own": NO}, "own")

    assert again is not None
    assert again.previous == NO
    assert ask_again(FLEET, {"own": NO}, "count") is None


def test_going_back_stops_at_the_first_question() -> None:
    back = question_before(FLEET, {"own": YES}, "count")

    assert back is not None
    assert back.question.key == "own"
    assert question_before(FLEET, {}, "own") is None


def test_going_back_from_a_question_that_has_been_hidden_goes_to_the_last_visible() -> None:
    back = question_before(FLEET, {"own": NO}, "count")

    assert back is not None
    assert back.question.key == "last"


def test_an_edit_says_which_answers_fall_asleep_and_which_wake() -> None:
    before: Answers = {"own": YES, "count": Written("4"), "age": Written("2")}
    after: Answers = {**before, "own": NO}

    closed = branch_change(FLEET, before=before, after=after)
    opened = branch_change(FLEET, before=after, after=before)

    assert [one.key for one in closed.asleep] == ["count", "age"]
    assert closed.awake == ()
    assert [one.key for one in opened.awake] == ["count", "age"]
