"""Published answers of a process file: what it may say, and that what is done in Slack stays."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.access import may_get_faq
from bot.content import FaultyContent, read_process
from bot.content_entries import ProcessFile
from bot.conversation.questions import Text
from bot.faq_publishing import Draft, Published, draft_of, mark_of, publish, withdraw
from bot.load_plan import describe_plan
from bot.loading import apply_load, plan_load
from bot.process_export import export_process
from models import Faq, Person, Process
from models.enums import Role
from models.faqs import faqs_of
from tests.builders import ANNE, METTE, PROCESS, add_member, add_person, load_process, process_file

DAY = timedelta(days=1)


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


@pytest.fixture
def anne(session: Session, process: Process, now: datetime) -> Person:
    assert process.id
    return add_person(session, ANNE, now=now)


def faq(session: Session, process: Process, key: str) -> Faq:
    query = select(Faq).where(Faq.process_id == process.id, Faq.key == key)
    return session.exec(query).one()


def plan(session: Session, file: ProcessFile, *, overwrite: bool = False) -> list[str]:
    return describe_plan(plan_load(session, process_file=file, overwrite=overwrite))


def answers(session: Session, process: Process, one: Faq, words: str, **by: object) -> Published:
    done = publish(
        session,
        process_id=process.id,
        faq_id=one.id,
        mark=mark_of(one),
        draft=replace(draft_of(one), answer_da=words),
        enquiry=None,
        names_are_meant=False,
        **by,  # type: ignore[arg-type]
    )
    assert isinstance(done, Published)
    return done


@pytest.mark.parametrize(
    ("sound", "faulty", "path", "problem"),
    [
        (
            "audience: &answering [need_owner,",
            "audience: &answering [need_oner,",
            "audience",
            "no role",
        ),
        ("da: Hvem leder processen?", "da: ''", "question.da", ""),
        ("keywords: [ansvarlig,", f"keywords: [{'k' * 61},", "keywords", "is too long"),
        ("  - key: who_leads\n", "  - key: who_sees\n", "faq[who_sees]", "stands twice"),
        ("  - key: who_leads\n", "  - key: who_leads\n    asker: Mette\n", "asker", ""),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    sound: str, faulty: str, path: str, problem: str
) -> None:
    text = PROCESS.read_text(encoding="utf-8")
    assert text.count(sound) == 1

    with pytest.raises(FaultyContent) as caught:
        read_process(text.replace(sound, faulty), name="x.yaml")

    fault = caught.value.faults[0]
    assert fault.path.startswith("faq[")
    assert fault.path.endswith(path)
    assert problem in fault.problem


def test_without_any_the_file_is_in_order() -> None:
    text = PROCESS.read_text(encoding="utf-8")
    without = text[: text.index("faq:\n")] + text[text.index("needs:\n  key: needs") :]

    assert read_process(without, name="x.yaml").faqs == ()


def test_what_was_changed_in_slack_stays_and_the_plan_says_so(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    one = faq(session, process, "commitment")
    answers(session, process, one, "Nej, slet ikke.", by=anne, now=now)

    notes = plan(session, process_file())
    apply_load(session, process_file=process_file(), now=now + DAY)

    [note] = notes
    assert note.startswith("  note: faq commitment: answer stays as a facilitator has set it;")
    assert faq(session, process, "commitment").answer["da"] == "Nej, slet ikke."
    apply_load(session, process_file=process_file(), now=now + DAY, overwrite=True)
    assert faq(session, process, "commitment").answer["da"].startswith("Nej. I forpligter")


def test_what_the_file_has_never_said_before_comes_in(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    answers(session, process, faq(session, process, "commitment"), "Nej!", by=anne, now=now)
    first, *rest = process_file().faqs
    news = replace(first, answer=Text(da="Nej, aldrig.", en="No, never."))

    apply_load(session, process_file=replace(process_file(), faqs=(news, *rest)), now=now + DAY)

    assert faq(session, process, "commitment").answer["da"] == "Nej, aldrig."


def test_one_that_was_withdrawn_stays_withdrawn_and_one_from_slack_stays(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    withdraw(session, faq=faq(session, process, "commitment"), by=anne, now=now)
    draft = Draft(
        question_da="Ny?",
        question_en="New?",
        answer_da="Ja.",
        answer_en="Yes.",
        audience=(Role.NEED_OWNER.value,),
    )
    publish(
        session,
        process_id=process.id,
        faq_id=None,
        mark="",
        draft=draft,
        enquiry=None,
        names_are_meant=False,
        by=anne,
        now=now,
    )

    notes = plan(session, process_file())
    apply_load(session, process_file=process_file(), now=now + DAY)

    assert notes == [
        "  note: faq commitment: stays as it is, taken off the list by a facilitator",
        "  note: faq ny: stays as it is, added by a facilitator",
    ]
    keys = [one.key for one in faqs_of(session, process_id=process.id)]
    assert "commitment" not in keys
    assert "ny" in keys


def test_written_back_as_a_file_nothing_is_lost(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    answers(
        session, process, faq(session, process, "commitment"), "Nej,\n\nslet.", by=anne, now=now
    )

    text = export_process(session, process=process, today=now.date())
    file = read_process(text, name="out.yaml")

    assert [one.key for one in file.faqs] == [one.key for one in process_file().faqs]
    assert file.faqs[0].answer.da == "Nej,\n\nslet."
    assert file.faqs[1:] == process_file().faqs[1:]
    assert plan(session, file) == []


def test_a_member_is_answered_what_is_meant_for_their_role(
    session: Session, process: Process, now: datetime
) -> None:
    member = add_member(session, process, METTE, now=now, role=Role.MARKET_ACTOR)

    there = faqs_of(session, process_id=process.id)

    items = [one for one in there if may_get_faq(member, audience=one.audience)]
    assert [one.key for one in items] == ["who_sees", "join_later", "who_leads"]
    assert items[0].question["en"] == "Who can see our answers?"
    assert not any(may_get_faq(None, audience=one.audience) for one in there)
