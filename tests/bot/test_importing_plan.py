"""The fate of each row of a list, and what is written once a facilitator has said yes."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlmodel import Session, select

from bot.awaited import mail_key
from bot.importing import Row
from bot.importing_apply import Imported, apply_rows
from bot.importing_names import Known, New, Perhaps
from bot.importing_plan import Fate, Plan, RowFault, Settled, plan_import
from bot.inviting import invite
from models import AuditLine, AwaitedPerson, Database, Membership, Organisation, Post, Process
from models.enums import Role, Stage
from models.members import members_listed
from models.organisations import remember_domain
from tests.builders import (
    ANNE,
    METTE,
    SARA,
    add_member,
    add_person,
    load_process,
    membership_of,
    organisation_of,
)


@pytest.fixture
def process(database: Database, now: datetime) -> Process:
    with database.write() as session:
        return load_process(session, now=now)


def row(number: int, email: str, organisation: str = "Aalborg Kommune", **more: str) -> Row:
    return Row(
        number=number, name=more.pop("name", "Mette Friis"), email=email,
        organisation=organisation, **more,
    )  # fmt: skip


def fates(plan: Plan) -> list[tuple[Fate, tuple[RowFault, ...]]]:
    return [(one.fate, one.faults) for one in plan.rows]


def run(
    database: Database, process: Process, rows: Sequence[Row], *, now: datetime
) -> tuple[Plan, Imported]:
    with database.read() as session:
        plan = plan_import(session, process=process, rows=rows)
    with database.write() as session:
        anne = add_person(session, ANNE, now=now)
        done = Imported()
        if plan.ready:
            done = apply_rows(
                session, process=process, rows=plan.ready, by=anne, digest="d", now=now
            )
    return plan, done


def test_every_row_has_its_fate_and_its_faults(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        add_member(session, process, METTE, now=now)
        add_person(session, SARA, now=now)
    rows = [
        row(2, "mette.friis@AALBORG.example"),
        row(3, "sara.lind@odense.example", "Odense Kommune"),
        row(4, "ny@aalborg.example"),
        row(5, "NY@aalborg.example"),
        row(6, "ikke en mail"),
        row(7, ""),
        row(8, "a@b.example", "", name="12"),
        row(9, "b@b.example", "Albog Kommune"),
        row(10, "c@b.example", "Novafos", role="tryllekunstner"),
        row(11, "d@b.example", "Novafos", role="Procesleder"),
        row(12, "e@b.example", "Novafos", language="klingon"),
        row(13, "f@b.example", "!"),
    ]

    with database.read() as session:
        plan = plan_import(session, process=process, rows=rows)

    assert fates(plan) == [
        (Fate.KNOWN, ()),
        (Fate.INVITE, ()),
        (Fate.AWAIT, ()),
        (Fate.DUPLICATE, ()),
        (Fate.FAULTY, (RowFault.EMAIL_UNREADABLE,)),
        (Fate.FAULTY, (RowFault.NO_EMAIL,)),
        (Fate.FAULTY, (RowFault.NO_NAME, RowFault.NO_ORGANISATION)),
        (Fate.ASK, ()),
        (Fate.FAULTY, (RowFault.ROLE_UNKNOWN,)),
        (Fate.FAULTY, (RowFault.FACILITATOR,)),
        (Fate.FAULTY, (RowFault.LANGUAGE_UNKNOWN,)),
        (Fate.FAULTY, (RowFault.ORGANISATION_UNREADABLE,)),
    ]
    assert plan.rows[3].first_at == 4


def test_an_organisation_spelt_three_ways_is_one(
    database: Database, process: Process, now: datetime
) -> None:
    rows = [
        row(1, "a@x.example", "Aalborg Kommune"),
        row(2, "b@x.example", "ÅLBORG KOMM."),
        row(3, "c@x.example", "Aalborg komune"),
    ]

    _, done = run(database, process, rows, now=now)

    with database.read() as session:
        aalborg = organisation_of(session, "aalborg").id
        awaited = session.exec(select(AwaitedPerson)).all()
    assert done == Imported(awaited=3)
    assert {one.organisation_id for one in awaited} == {aalborg}


@pytest.mark.parametrize(
    ("said", "organisation"),
    [
        (Settled.SAME, "Aalborg Kommune"),
        (Settled.NEW, "Albog Kommune"),
        (Settled.SKIP, None),
        (None, None),
    ],
)
def test_a_doubt_waits_for_an_answer(
    database: Database,
    process: Process,
    said: Settled | None,
    organisation: str | None,
) -> None:
    rows = [row(1, "a@x.example", "Albog Kommune"), row(2, "b@x.example", "Albog Kommune")]
    with database.read() as session:
        [doubt] = plan_import(session, process=process, rows=rows).doubts
        settled = {doubt.key: said} if said else {}

        plan = plan_import(session, process=process, rows=rows, settled=settled)

    assert (doubt.spelling, doubt.rows) == ("Albog Kommune", 2)
    assert isinstance(doubt.perhaps, Perhaps)
    found = {
        one.organisation.name for one in plan.ready if isinstance(one.organisation, Known | New)
    }
    assert found == ({organisation} if organisation else set())
    assert len(plan.ready) == (2 if organisation else 0)


def test_too_many_doubts_are_left_for_the_next_time(database: Database, process: Process) -> None:
    spellings = [f"Ålborg{chr(97 + n)}" for n in range(25)]
    rows = [row(n, f"p{n}@x.example", one) for n, one in enumerate(spellings, start=1)]

    with database.read() as session:
        plan = plan_import(session, process=process, rows=rows)

    faults = [one.faults for one in plan.rows if one.fate is Fate.FAULTY]
    assert len(plan.doubts) == 20
    assert set(faults) == {(RowFault.TOO_MANY_DOUBTS,)}
    assert plan.count(Fate.ASK) == 20


def test_the_domain_names_an_organisation_that_is_left_out(
    database: Database, process: Process
) -> None:
    with database.write() as session:
        aalborg = organisation_of(session, "aalborg")
        remember_domain(
            session, organisation_id=aalborg.id, domain="aalborg.example", now=aalborg.added_at
        )

    with database.read() as session:
        plan = plan_import(session, process=process, rows=[row(1, "x@aalborg.example", "")])

    assert plan.ready[0].organisation == Known(aalborg.id, "Aalborg Kommune")


def test_whoever_has_an_account_is_invited_with_organisation_and_role(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        add_person(session, SARA, now=now)

    _, done = run(
        database, process, [row(1, "Sara.Lind@odense.example", "Novafos", role="rådgiver")], now=now
    )

    with database.read() as session:
        sara = membership_of(session, process, SARA)
        novafos = session.get_one(Organisation, sara.organisation_id)
        welcome = session.exec(select(Post)).one()
    assert done == Imported(invited=1)
    assert (sara.stage, sara.role, novafos.name) == (Stage.INVITED, Role.ADVISER, "Novafos")
    assert welcome.key == f"membership:{sara.id}:welcome"


def test_the_same_list_twice_invites_once(
    database: Database, process: Process, now: datetime
) -> None:
    rows = [row(1, "ny@aalborg.example"), row(2, "anden@aalborg.example", "Helt Ny A/S")]
    first, done = run(database, process, rows, now=now)

    again, nothing = run(database, process, rows, now=now)
    with database.write() as session:  # as if both had been pressed before either was done
        anne = add_person(session, ANNE, now=now)
        late = apply_rows(session, process=process, rows=first.ready, by=anne, digest="d", now=now)

    with database.read() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.act == "imports.apply")).all()
        assert len(session.exec(select(AwaitedPerson)).all()) == 2
        found = [one.name for one in session.exec(select(Organisation)) if "Ny" in one.name]
    assert (done, nothing, late) == (Imported(awaited=2), Imported(), Imported(known=2))
    assert [one.fate for one in again.rows] == [Fate.KNOWN, Fate.KNOWN]
    assert [line.about for line in lines] == [
        {"file": "d", "rows": [1, 2], "invited": 0, "awaited": 2}
    ]
    assert found == ["Helt Ny A/S"]


def test_formulas_are_words(database: Database, process: Process, now: datetime) -> None:
    rows = [row(1, "a@x.example", '=HYPERLINK("http://x","Novafos")', name="=cmd|' /C calc'!A0")]

    plan, _ = run(database, process, rows, now=now)

    with database.read() as session:
        awaited = session.exec(select(AwaitedPerson)).one()
    assert plan.rows[0].is_text
    assert awaited.name == "=cmd|' /C calc'!A0"


def test_who_has_left_can_be_invited_back(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        add_member(session, process, METTE, now=now, stage=Stage.LEFT)

    _, done = run(database, process, [row(1, "mette.friis@aalborg.example", "Novafos")], now=now)

    with database.read() as session:
        [mette] = [
            one
            for one in members_listed(session, process_id=process.id)
            if one.person.slack_id == METTE
        ]
    assert done == Imported(invited=1)
    assert mette.membership.stage is Stage.INVITED
    assert mette.organisation is not None
    assert mette.organisation.name == "Novafos"


def test_an_awaited_person_gets_no_mail_before_they_have_been_looked_up(
    database: Database, process: Process, now: datetime
) -> None:
    run(database, process, [row(1, "ny@aalborg.example")], now=now)

    with database.read() as session:
        awaited = session.exec(select(AwaitedPerson)).one()
        keys = [post.key for post in session.exec(select(Post))]
    assert mail_key(awaited.id) not in keys


def test_five_thousand_rows_are_planned(session: Session, now: datetime) -> None:
    process = load_process(session, now=now)
    anne = add_person(session, ANNE, now=now)
    assert invite(session, process_id=process.id, person=anne, by=None, now=now) is None
    rows = [row(n, f"person{n}@by{n % 90}.example", f"By {n % 90} Kommune") for n in range(5000)]

    plan = plan_import(session, process=process, rows=rows)

    assert plan.count(Fate.AWAIT) + plan.count(Fate.ASK) + plan.count(Fate.FAULTY) == 5000
    assert session.exec(select(Membership)).all()
