"""Who may do what: the whole table, read out."""

from datetime import UTC, datetime

import pytest

from bot.access import RULES, Act, may, may_attend, may_in, may_see_document
from models import Membership
from models.enums import Role, Stage

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


def test_every_act_has_a_rule() -> None:
    assert set(RULES) == set(Act)


def test_the_two_columns_say_the_same_as_the_whole_row() -> None:
    by_row = [may(member(role, stage), act) for role in Role for stage in Stage for act in Act]
    by_columns = [may_in(role, stage, act) for role in Role for stage in Stage for act in Act]

    assert by_row == by_columns


def test_a_document_is_for_its_audience_and_for_facilitators() -> None:
    audience = ["need_owner", "adviser"]

    readers = [role for role in Role if may_see_document(member(role), audience=audience)]
    early = [
        role for role in Role if may_see_document(member(role, Stage.APPLIED), audience=audience)
    ]

    assert readers == [Role.NEED_OWNER, Role.FACILITATOR, Role.ADVISER]
    assert early == []
    assert not may_see_document(None, audience=audience)
