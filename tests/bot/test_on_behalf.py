"""Answers noted for somebody who phoned: they count, the person is told once, and confirms them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from bot import interview, talks
from bot.agenda import agenda
from bot.conversation.questions import Chosen, NotKnownYet, Quantity, Value, Written
from bot.interview import Closed, Overtaken, Taken
from bot.on_behalf import SETTLED, Side, confirm, note, side_of, tell_of, tell_settled
from models import Answer, AuditLine, Conversation, Post
from models.enums import Role, Stage
from models.noted_answers import names_of_noters
from models.people import find_membership
from tests.gathering import MACHINES, OBSTACLES, SMALL_COUNT, TENDERS, Gathering, amount
from tests.said import as_read

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday
SMALL = Chosen(("small",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Julie", role=Role.FACILITATOR)
    gathering.member("Mette", "Aalborg")
    gathering.member("Bo", "Aalborg")
    return gathering


def side(gathering: Gathering, name: str = "Mette") -> Side:
    person = gathering.people[name]
    found = side_of(gathering.session, process=gathering.process, person=person)
    assert found is not None
    return found


def noted(
    gathering: Gathering,
    value: Value,
    *,
    key: str = "machines",
    name: str = "Mette",
    seen_id: int | None = None,
    now: datetime = NOW,
) -> object:
    theirs = side(gathering, name)
    question = theirs.questionnaire.find(key)
    assert question is not None
    outcome = note(
        gathering.session,
        side=theirs,
        question=question,
        value=value,
        seen_id=seen_id,
        by=gathering.people["Julie"],
        now=now,
    )
    gathering.session.flush()
    return outcome


def answers(gathering: Gathering) -> list[tuple[str, int, int | None, bool]]:
    """Question, who gave it, who noted it, and whether it counts."""
    rows = gathering.session.exec(
        select(Answer).order_by(col(Answer.id)).execution_options(populate_existing=True)
    )
    return [
        (one.question_key, one.given_by_id, one.noted_by_id, one.replaced_at is None)
        for one in rows
    ]


def posts(gathering: Gathering) -> list[Post]:
    return list(gathering.session.exec(select(Post).order_by(col(Post.id))))


def talk_of(gathering: Gathering, name: str = "Mette") -> talks.Talk:
    person = gathering.people[name]
    membership = find_membership(
        gathering.session, process_id=gathering.process.id, person_id=person.id
    )
    assert membership is not None
    return talks.begin(gathering.session, membership=membership, now=NOW)


def test_a_noted_answer_counts_as_the_person_s_and_says_who_took_it_down(
    gathering: Gathering,
) -> None:
    mette, julie = gathering.people["Mette"], gathering.people["Julie"]

    assert noted(gathering, SMALL) == Taken(changed=True)

    assert answers(gathering) == [("machines", mette.id, julie.id, True)]
    [line] = gathering.session.exec(select(AuditLine)).all()
    assert (line.act, line.person_id) == ("answers.note", julie.id)
    assert (line.about["person"], line.about["question"]) == (mette.id, "machines")


def test_nothing_is_asked_of_the_person_meanwhile(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    [conversation] = gathering.session.exec(select(Conversation)).all()
    assert (conversation.asked_key, conversation.last_heard_at) == (None, NOW)


def test_the_question_that_waits_for_the_person_still_waits(gathering: Gathering) -> None:
    talk = talk_of(gathering)
    interview.resume(gathering.session, talk=talk, now=NOW)

    noted(gathering, SMALL)

    assert talk_of(gathering).asked_key == "machines"


def test_an_answer_that_came_while_the_facilitator_wrote_is_not_replaced(
    gathering: Gathering,
) -> None:
    gathering.answers("Aalborg", {"machines": SMALL}, by="Bo")

    assert noted(gathering, Chosen(("large",)), seen_id=None) == Overtaken()

    assert len(answers(gathering)) == 1


def test_with_the_answer_seen_it_is_replaced_and_kept(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL}, by="Bo")
    seen = side(gathering).seen_id("machines")

    assert noted(gathering, Chosen(("large",)), seen_id=seen) == Taken(changed=True)

    bo, mette, julie = (gathering.people[one].id for one in ("Bo", "Mette", "Julie"))
    assert answers(gathering) == [
        ("machines", bo, None, False),
        ("machines", mette, julie, True),
    ]


def test_two_facilitators_at_once_do_not_replace_each_other_unseen(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    assert noted(gathering, Chosen(("large",)), seen_id=None) == Overtaken()


def test_what_was_there_already_stays_whoever_gave_it(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL}, by="Bo")
    seen = side(gathering).seen_id("machines")

    assert noted(gathering, SMALL, seen_id=seen) == Taken(changed=False)

    assert answers(gathering) == [("machines", gathering.people["Bo"].id, None, True)]


@pytest.mark.parametrize(
    ("key", "value"), [("small_count", amount("7")), ("machines", Chosen(("gone",)))]
)
def test_hidden_questions_and_made_up_choices_are_not_noted(
    gathering: Gathering, key: str, value: Value
) -> None:
    outcome = noted(gathering, value, key=key)

    assert isinstance(outcome, Closed)
    assert answers(gathering) == []


@pytest.mark.parametrize(
    ("role", "stage"), [(Role.MARKET_ACTOR, Stage.JOINED), (Role.NEED_OWNER, Stage.INVITED)]
)
def test_nothing_is_noted_for_whoever_may_not_answer(
    gathering: Gathering, role: Role, stage: Stage
) -> None:
    gathering.member("Ib", "Aalborg", role=role, stage=stage)

    person = gathering.people["Ib"]
    assert side_of(gathering.session, process=gathering.process, person=person) is None


def test_the_person_reads_in_one_message_what_was_noted_once_it_has_settled(
    gathering: Gathering,
) -> None:
    noted(gathering, SMALL)
    later = NOW + timedelta(minutes=5)
    noted(gathering, amount("12", "15", about=True), key="small_count", now=later)

    early = tell_settled(gathering.session, now=later + SETTLED - timedelta(seconds=1))
    told = tell_settled(gathering.session, now=later + SETTLED)
    again = tell_settled(gathering.session, now=later + SETTLED)

    assert (early, told, again) == (0, 1, 0)
    [post] = posts(gathering)
    assert post.person_id == gathering.people["Mette"].id
    read = as_read(post.message)
    assert "*Julie har noteret 2 svar for dig og Aalborg.* Passer det?" in read
    assert "• Maskiner: Små\n• Små maskiner, pr. år: ca. 12–15 maskiner" in read


def test_who_is_told_at_once_is_not_told_again(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    assert tell_of(gathering.session, side=side(gathering), now=NOW)
    assert not tell_of(gathering.session, side=side(gathering), now=NOW)

    assert tell_settled(gathering.session, now=NOW + SETTLED) == 0
    assert len(posts(gathering)) == 1


def test_a_later_note_is_told_anew(gathering: Gathering) -> None:
    noted(gathering, SMALL)
    tell_of(gathering.session, side=side(gathering), now=NOW)
    noted(gathering, Chosen(("yes",)), key="tenders", now=NOW + timedelta(hours=1))

    tell_settled(gathering.session, now=NOW + timedelta(hours=2))

    assert len(posts(gathering)) == 2


def test_nobody_is_told_at_night(gathering: Gathering) -> None:
    evening = datetime(2022, 5, 9, 19, 0, tzinfo=UTC)
    noted(gathering, SMALL, now=evening)

    tell_settled(gathering.session, now=evening + SETTLED)

    [post] = posts(gathering)
    assert (post.due_at, post.waits_for_daytime) == (datetime(2022, 5, 10, 7, tzinfo=UTC), True)


def test_what_is_coming_names_it(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    coming = [one for one in agenda(gathering.session, now=NOW) if ":noted:" in one.what]

    assert [one.at for one in coming] == [NOW + SETTLED]


def test_who_has_left_is_not_written_to(gathering: Gathering) -> None:
    noted(gathering, SMALL)
    membership = side(gathering).membership
    membership.stage = Stage.LEFT
    gathering.session.flush()

    assert tell_settled(gathering.session, now=NOW + SETTLED) == 0
    assert posts(gathering) == []


def test_confirming_makes_it_the_person_s_own_once(gathering: Gathering) -> None:
    noted(gathering, SMALL)
    talk = talk_of(gathering)
    up_to = talk.rows["machines"]["id"]

    first = confirm(gathering.session, talk=talk, up_to_id=up_to, now=NOW)
    second = confirm(gathering.session, talk=talk, up_to_id=up_to, now=NOW)

    assert (first, second) == (1, 0)
    assert answers(gathering) == [("machines", gathering.people["Mette"].id, None, True)]
    acts = [one.act for one in gathering.session.exec(select(AuditLine))]
    assert acts == ["answers.note", "answers.confirm"]


def test_what_was_noted_after_the_message_is_not_confirmed_by_it(gathering: Gathering) -> None:
    noted(gathering, SMALL)
    up_to = talk_of(gathering).rows["machines"]["id"]
    noted(gathering, Chosen(("yes",)), key="tenders")

    confirm(gathering.session, talk=talk_of(gathering), up_to_id=up_to, now=NOW)

    interview_id = talk_of(gathering).interview_id
    assert names_of_noters(gathering.session, interview_id=interview_id) == {"tenders": "Julie"}


def test_a_colleague_cannot_confirm_what_was_noted_for_somebody_else(
    gathering: Gathering,
) -> None:
    noted(gathering, SMALL)
    bo = talk_of(gathering, "Bo")

    assert confirm(gathering.session, talk=bo, up_to_id=10**6, now=NOW) == 0
    same = interview.answer(
        gathering.session, talk=bo, question_key="machines", value=SMALL, now=NOW
    )

    assert isinstance(same, interview.Saved)
    assert answers(gathering)[0][2] == gathering.people["Julie"].id


def test_giving_the_same_answer_again_confirms_it(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    interview.answer(
        gathering.session,
        talk=talk_of(gathering),
        question_key="machines",
        value=SMALL,
        now=NOW,
    )

    assert answers(gathering) == [("machines", gathering.people["Mette"].id, None, True)]


def test_correcting_it_replaces_it(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    interview.answer(
        gathering.session,
        talk=talk_of(gathering),
        question_key="machines",
        value=Chosen(("large",)),
        now=NOW,
    )

    mette, julie = gathering.people["Mette"].id, gathering.people["Julie"].id
    assert answers(gathering) == [
        ("machines", mette, julie, False),
        ("machines", mette, None, True),
    ]


def test_the_first_open_question_is_put_first(gathering: Gathering) -> None:
    noted(gathering, SMALL)

    ask = side(gathering).next

    assert ask is not None
    assert ask.question == SMALL_COUNT
    for key, value in (
        ("small_count", Quantity(low=Decimal(1), high=Decimal(1), unit="machines")),
        ("tenders", Chosen(("no",))),
        ("obstacles", NotKnownYet()),
    ):
        noted(gathering, value, key=key)
    assert side(gathering).next is None
    shown = [entry.question for entry in side(gathering).everything.entries]
    assert shown == [MACHINES, SMALL_COUNT, TENDERS, OBSTACLES]
    assert noted(gathering, Written("x" * 10), key="help_wanted") == Closed(
        question=side(gathering).questionnaire.find("help_wanted")
    )
