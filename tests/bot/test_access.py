"""Who may do what: the whole table, read out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.access import (
    TABLE,
    Act,
    Asker,
    Matter,
    Readers,
    is_entitled_to_link,
    may,
    may_attend,
    may_get_link,
    may_in,
    may_know_of_document,
    may_see_document,
)
from models import Membership
from models.enums import OrganisationKind, Role, Stage, Thing

MAY = datetime(2022, 5, 2, 8, 0, tzinfo=UTC)


def member(role: Role, stage: Stage = Stage.JOINED) -> Membership:
    return Membership(process_id=1, person_id=1, role=role, stage=stage, invited_at=MAY)


def test_what_each_role_may_do_once_it_has_joined() -> None:
    allowed = {role: {act.value for act in Act if may(member(role), act)} for role in Role}

    market = {"see_process", "attend", "subscribe", "get_documents", "get_links", "get_faqs"}
    market |= {"ask_human", "ask_for_access"}
    member_of_any = {*market, "see_members"}
    leads = {"invite", "decide_applications", "send_posts_again", "run_meetings", "edit_timeline"}
    leads |= {"announce", "edit_process", "export", "note_answers", "run_members", "see_log"}
    leads |= {"run_documents", "answer_enquiries", "publish_faqs", "decide_access"}
    assert allowed == {
        Role.NEED_OWNER: {*member_of_any, "answer", "see_sums"},
        Role.FACILITATOR: {*member_of_any, *leads, "see_status", "see_sums"},
        Role.SCALING_PARTNER: {*member_of_any, "see_sums"},
        Role.ADVISER: member_of_any,
        Role.KNOWLEDGE_PARTNER: {*member_of_any, "see_sums"},
        Role.MARKET_ACTOR: market,
    }


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.JOINED])
def test_whoever_has_not_joined_may_do_nothing_whatever_the_role(stage: Stage) -> None:
    allowed = [(role, act) for role in Role for act in Act if may(member(role, stage), act)]

    assert allowed == []


def test_a_meeting_is_for_those_whose_role_is_meant() -> None:
    audience = ["need_owner", "facilitator"]

    meant = {role for role in Role if may_attend(member(role), audience=audience)}

    assert meant == {Role.NEED_OWNER, Role.FACILITATOR}
    assert not may_attend(member(Role.NEED_OWNER, Stage.APPLIED), audience=audience)
    assert not may_attend(None, audience=audience)


def test_a_stranger_may_do_nothing() -> None:
    assert [act for act in Act if may(None, act)] == []


def test_every_kind_of_thing_is_in_the_table_and_every_act_under_one_of_them() -> None:
    acts = [act for under in TABLE.values() for act in under]

    assert set(TABLE) == set(Matter)
    assert sorted(acts) == sorted(Act)


def test_the_two_columns_say_the_same_as_the_whole_row() -> None:
    by_row = [may(member(role, stage), act) for role in Role for stage in Stage for act in Act]
    by_columns = [may_in(role, stage, act) for role in Role for stage in Stage for act in Act]

    assert by_row == by_columns


def asker(role: Role, stage: Stage = Stage.JOINED, *, granted: Thing | None = None) -> Asker:
    return Asker(role=role, stage=stage, granted=frozenset({(granted, 7)} if granted else ()))


def seen(readers: Readers, *, is_out: bool = True, granted: Thing | None = None) -> list[Role]:
    return [
        role
        for role in Role
        if may_see_document(
            asker(role, granted=granted), document_id=7, readers=readers, is_out=is_out
        )
    ]


def test_a_document_is_for_its_audience_and_for_facilitators() -> None:
    readers = Readers(roles=["need_owner", "adviser"])
    applied = asker(Role.NEED_OWNER, Stage.APPLIED, granted=Thing.DOCUMENT)

    assert seen(readers) == [Role.NEED_OWNER, Role.FACILITATOR, Role.ADVISER]
    assert seen(readers, is_out=False) == [Role.FACILITATOR]
    assert seen(readers, granted=Thing.DOCUMENT) == list(Role)
    assert seen(readers, granted=Thing.MEETING_LINK) == seen(readers)
    assert seen(readers, is_out=False, granted=Thing.DOCUMENT) == [Role.FACILITATOR]
    assert not may_see_document(applied, document_id=7, readers=readers, is_out=True)
    assert not may_see_document(None, document_id=7, readers=readers, is_out=True)


def test_a_narrowed_document_is_for_those_who_fit_all_of_it() -> None:
    readers = Readers(roles=["need_owner"], kinds=["region"], stages=["done"], organisations=["x"])
    fits = {"kind": OrganisationKind.REGION, "reached": "done", "organisation": "x"}
    other = {"kind": OrganisationKind.STATE, "reached": "begun", "organisation": "y"}

    def includes(**facts: object) -> bool:
        return readers.include(Asker(role=Role.NEED_OWNER, stage=Stage.JOINED, **facts))  # type: ignore[arg-type]

    assert includes(**fits)
    assert [name for name in fits if includes(**fits | {name: other[name]})] == []
    assert [name for name in fits if includes(**fits | {name: None})] == []


@pytest.mark.parametrize(
    ("readers", "told"),
    [
        (Readers(roles=["adviser"]), set(Role) - {Role.MARKET_ACTOR}),
        (Readers(roles=["adviser", "market_actor"]), set(Role)),
        (Readers(roles=["facilitator"]), {Role.FACILITATOR}),
        (Readers(roles=list(Role), organisations=["x"]), {Role.FACILITATOR}),
    ],
)
def test_a_title_is_told_to_nobody_for_whom_it_is_too_much(
    readers: Readers, told: set[Role]
) -> None:
    knows = {
        role
        for role in Role
        if may_know_of_document(asker(role), document_id=7, readers=readers, is_out=True)
    }

    assert knows == told


@pytest.mark.parametrize(
    ("from_start", "roles"),
    [
        (timedelta(days=-7, seconds=-1), [Role.FACILITATOR]),
        (timedelta(days=-7), [Role.NEED_OWNER, Role.FACILITATOR]),
        (timedelta(hours=1, seconds=59), [Role.NEED_OWNER, Role.FACILITATOR]),
        (timedelta(hours=2), [Role.FACILITATOR]),
    ],
)
def test_a_link_is_had_from_a_week_before_to_the_end(
    from_start: timedelta, roles: list[Role]
) -> None:
    may_now = [
        role
        for role in Role
        if may_get_link(
            asker(role),
            meeting_id=7,
            audience=["need_owner"],
            is_invited=False,
            starts_at=MAY,
            ends_at=MAY + timedelta(hours=2),
            now=MAY + from_start,
        )
    ]

    assert may_now == roles


def test_a_link_is_for_those_invited_meant_or_let_in() -> None:
    def entitled(one: Asker | None, *, is_invited: bool = False) -> bool:
        return is_entitled_to_link(
            one, meeting_id=7, audience=["need_owner"], is_invited=is_invited
        )

    assert entitled(asker(Role.NEED_OWNER))
    assert entitled(asker(Role.ADVISER), is_invited=True)
    assert entitled(asker(Role.MARKET_ACTOR, granted=Thing.MEETING_LINK))
    assert not entitled(asker(Role.ADVISER, granted=Thing.DOCUMENT))
    assert not entitled(asker(Role.NEED_OWNER, Stage.LEFT), is_invited=True)
    assert not entitled(None, is_invited=True)
