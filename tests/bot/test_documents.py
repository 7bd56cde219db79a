"""Which documents a member may have, and what becomes of asking for one."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from bot.documents import (
    Given,
    NotYet,
    Refused,
    Withdrawn,
    ask_for,
    asker_of,
    documents_for,
    listed_for,
    take_handout_back,
)
from models import AccessRequest, Document, Membership, Process
from models.enums import Role, Thing
from models.handouts import versions_had
from tests.builders import (
    LOUISE,
    METTE,
    PETER,
    SARA,
    add_member,
    answer_until,
    begin_talk,
    load_process,
    membership_of,
)
from tests.documents import add_document, replace_with

CHANGED = {"da": "Nye datoer", "en": "New dates"}


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


def own_keys(session: Session, process: Process, slack_id: str, *, now: datetime) -> list[str]:
    """The keys of what that member may have, of what the tests have put up."""

    asker = asker_of(session, membership=membership_of(session, process, slack_id))
    found = documents_for(session, process_id=process.id, asker=asker, now=now)
    return [one.key for one in found if one.position == 50]


def test_each_narrowing_must_hold(session: Session, process: Process, now: datetime) -> None:
    add_member(session, process, METTE, now=now)
    add_member(session, process, PETER, now=now, organisation="metroselskabet")
    add_member(session, process, LOUISE, now=now, organisation=None, role=Role.MARKET_ACTOR)
    clients = ["need_owner"]
    add_document(session, process, "all")
    add_document(session, process, "clients", audience=clients)
    add_document(session, process, "municipal", audience_kinds=["municipality"])
    add_document(
        session, process, "metro", audience=clients, audience_organisations=["metroselskabet"]
    )
    add_document(
        session,
        process,
        "municipal_metro",
        audience_kinds=["municipality"],
        audience_organisations=["metroselskabet"],
    )

    assert own_keys(session, process, METTE, now=now) == ["all", "clients", "municipal"]
    assert own_keys(session, process, PETER, now=now) == ["all", "clients", "metro"]
    assert own_keys(session, process, LOUISE, now=now) == ["all"]


def test_how_far_the_organisation_is_with_its_answers_counts(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    add_member(session, process, SARA, now=now, organisation="koebenhavn", role=Role.ADVISER)
    for stage in ("joined", "begun", "done"):
        add_document(session, process, stage, audience_stages=[stage])

    joined = own_keys(session, process, METTE, now=now)
    answer_until(session, begin_talk(session, mette, now=now), key="procurement", now=now)

    assert joined == ["joined"]
    assert own_keys(session, process, METTE, now=now) == ["begun"]
    assert own_keys(session, process, SARA, now=now) == []


def test_a_grant_by_name_opens_that_document_and_no_other(
    session: Session, process: Process, now: datetime
) -> None:
    louise = add_member(
        session, process, LOUISE, now=now, organisation=None, role=Role.MARKET_ACTOR
    )
    one = add_document(session, process, "one", audience=["need_owner"])
    add_document(session, process, "other", audience=["need_owner"])
    session.add(
        AccessRequest(
            process_id=process.id,
            person_id=louise.person_id,
            thing=Thing.DOCUMENT,
            thing_id=one.id,
            asked_at=now,
            decided_at=now,
            is_granted=True,
        )
    )
    session.flush()

    assert own_keys(session, process, LOUISE, now=now) == ["one"]


def test_asked_for_it_is_given_and_remembered_with_what_changed_since(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    document = add_document(session, process, "note")

    first = ask_for(session, membership=mette, document_id=document.id, now=now)
    replace_with(session, document, changed=CHANGED, now=now)
    replace_with(session, document, changed={"da": "Ny pris", "en": "New price"}, now=now)
    second = ask_for(session, membership=mette, document_id=document.id, now=now)
    third = ask_for(session, membership=mette, document_id=document.id, now=now)

    newer = (CHANGED, {"da": "Ny pris", "en": "New price"})
    assert first == Given(document=document, had=None)
    assert second == Given(document=document, had=1, changes=newer)
    assert third == Given(document=document, had=3)


def test_why_not_is_told_to_those_for_whom_it_is(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    louise = add_member(
        session, process, LOUISE, now=now, organisation=None, role=Role.MARKET_ACTOR
    )
    clients = ["need_owner"]
    early = add_document(
        session, process, "early", audience=clients, available_from=date(2022, 6, 14)
    )
    gone = add_document(
        session, process, "gone", audience=clients, retired_at=now - timedelta(minutes=1)
    )
    advisers = add_document(session, process, "advisers", audience=["adviser"])
    named = add_document(session, process, "named", audience_organisations=["koebenhavn"])

    def asks(membership: Membership, document_id: int) -> object:
        return ask_for(session, membership=membership, document_id=document_id, now=now)

    assert asks(mette, early.id) == NotYet(early)
    assert asks(mette, gone.id) == Withdrawn(gone)
    assert asks(mette, advisers.id) == Refused(document_id=advisers.id, document=advisers)
    assert asks(mette, named.id) == Refused(document_id=named.id, document=None)
    assert asks(mette, 9999) == Refused(document_id=9999, document=None)
    for one in (early, gone, advisers, named):
        assert asks(louise, one.id) == Refused(document_id=one.id, document=None)
    assert versions_had(session, process_id=process.id, person_id=mette.person_id) == {}


def test_new_is_what_they_have_never_got_or_not_as_it_is(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    for one in session.exec(select(Document)):
        ask_for(session, membership=mette, document_id=one.id, now=now)
    had = add_document(session, process, "had")
    newer = add_document(session, process, "newer")
    add_document(session, process, "never")
    for one in (had, newer):
        ask_for(session, membership=mette, document_id=one.id, now=now)
    replace_with(session, newer, changed=CHANGED, now=now)

    listed = listed_for(session, membership=mette, now=now, only_new=True)

    assert [(one.document.key, one.had) for one in listed if one.document.url] == [
        ("newer", 1),
        ("never", None),
    ]


def test_what_could_not_be_brought_was_not_got(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    first, again = (add_document(session, process, key) for key in ("first", "again"))
    for one in (first, again):
        ask_for(session, membership=mette, document_id=one.id, now=now)
    replace_with(session, again, changed=CHANGED, now=now)
    ask_for(session, membership=mette, document_id=again.id, now=now)

    take_handout_back(session, person_id=mette.person_id, document_id=first.id, had=None)
    take_handout_back(session, person_id=mette.person_id, document_id=again.id, had=1)
    session.flush()

    assert versions_had(session, process_id=process.id, person_id=mette.person_id) == {again.id: 1}


def test_a_hundred_documents_cost_no_more_queries_than_one(
    session: Session, process: Process, now: datetime
) -> None:
    mette = add_member(session, process, METTE, now=now)
    counted: list[str] = []
    event.listen(
        session.connection(), "before_cursor_execute", lambda *told: counted.append(told[2])
    )

    listed_for(session, membership=mette, now=now, only_new=False)
    few = len(counted)
    for number in range(100):
        add_document(session, process, f"note_{number}")
    counted.clear()
    listed_for(session, membership=mette, now=now, only_new=False)

    assert len(counted) == few
