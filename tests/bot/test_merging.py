"""Two spellings of one organisation become one: nothing is lost, and old buttons lead there."""

import pytest
from sqlmodel import Session, select

from bot import talks
from bot.conversation.questions import Chosen, Value, Written
from bot.merging import Kept, Merged, MergePlan, Refusal, merge, plan_merge
from bot.organisations import find_or_add, matching_organisations
from bot.participation import participation
from models import (
    Answer,
    AuditLine,
    AwaitedPerson,
    Interview,
    Membership,
    Organisation,
    OrganisationDomain,
    Party,
)
from models.enums import Role
from models.interviews import find_interview
from models.organisations import current_organisation, remember_domain
from models.people import find_membership
from tests.documents import add_document
from tests.gathering import MAY, OBSTACLES, TENDERS, Gathering

GOING, STAYING = "Ålborg Komune", "Aalborg Kommune"
YES, NO = Chosen(("yes",)), Chosen(("no",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Anne", role=Role.FACILITATOR)
    gathering.member("Mette", STAYING)
    gathering.member("Jonas", GOING)
    return gathering


def ids(gathering: Gathering) -> dict[str, int]:
    return {
        "process_id": gathering.process.id,
        "going_id": gathering.organisation(GOING).id,
        "staying_id": gathering.organisation(STAYING).id,
    }


def merges(gathering: Gathering, **choices: Kept) -> Merged | Refusal:
    process_id = gathering.process.id
    return merge(
        gathering.session,
        **ids(gathering),
        choices={f"{process_id}:{question}": kept for question, kept in choices.items()},
        by=gathering.people["Anne"],
        now=MAY,
    )


def counting(gathering: Gathering) -> dict[str, Value]:
    found = find_interview(
        gathering.session,
        process_id=gathering.process.id,
        organisation_id=gathering.organisation(STAYING).id,
    )
    assert found is not None
    jonas = gathering.people["Jonas"]
    talk = talks.talk_of(gathering.session, interview_id=found.id, person_id=jonas.id)
    assert talk is not None
    return talk.answers


def test_people_domains_and_awaited_people_move_over(gathering: Gathering) -> None:
    session = gathering.session
    going = gathering.organisation(GOING)
    remember_domain(session, organisation_id=going.id, domain="aalborg.example", now=MAY)
    session.add(
        AwaitedPerson(
            process_id=gathering.process.id,
            email="x@aalborg.example",
            name="X",
            organisation_id=going.id,
            invited_by_id=gathering.people["Anne"].id,
            invited_at=MAY,
        )
    )
    session.flush()

    outcome = merges(gathering)

    staying = gathering.organisation(STAYING)
    assert isinstance(outcome, Merged)
    assert outcome.people == 1
    assert gathering.organisation(GOING).merged_into_id == staying.id
    assert session.get_one(OrganisationDomain, "aalborg.example").organisation_id == staying.id
    assert session.exec(select(AwaitedPerson)).one().organisation_id == staying.id
    [standing] = participation(session, process_id=gathering.process.id).standings
    assert standing.organisation == STAYING


def test_an_interview_that_only_one_has_keeps_its_id_and_its_buttons(gathering: Gathering) -> None:
    given = gathering.answers(GOING, {TENDERS.key: YES}, by="Jonas", sent=MAY)
    interview_id = given.id

    merges(gathering)

    kept = gathering.session.get_one(Interview, interview_id)
    assert kept.organisation_id == gathering.organisation(STAYING).id
    assert kept.confirmed_at == MAY


def test_of_two_interviews_the_answers_of_both_count_and_old_buttons_find_their_way(
    gathering: Gathering,
) -> None:
    session = gathering.session
    old = gathering.answers(GOING, {TENDERS.key: YES}, by="Jonas", sent=MAY).id
    gathering.answers(GOING, {OBSTACLES.key: Written("Pris")}, by="Jonas")
    gathering.answers(STAYING, {OBSTACLES.key: Written("Pris")}, by="Mette")
    jonas = gathering.people["Jonas"]
    talks.begin(session, membership=_membership(gathering, "Jonas"), now=MAY)

    outcome = merges(gathering)

    talk = talks.talk_of(session, interview_id=old, person_id=jonas.id)
    assert isinstance(outcome, Merged)
    assert outcome.answers == 1
    assert talk is not None
    assert talk.organisation_id == gathering.organisation(STAYING).id
    assert talk.answers == {TENDERS.key: YES, OBSTACLES.key: Written("Pris")}
    assert talk.sent_at == MAY
    assert session.get(Interview, old) is None


def _membership(gathering: Gathering, name: str) -> Membership:
    found = find_membership(
        gathering.session,
        process_id=gathering.process.id,
        person_id=gathering.people[name].id,
    )
    assert found is not None
    return found


@pytest.mark.parametrize(("kept", "counts"), [(Kept.GOING, YES), (Kept.STAYING, NO)])
def test_where_both_have_answered_a_facilitator_chooses_and_the_other_is_kept(
    gathering: Gathering, kept: Kept, counts: Value
) -> None:
    session = gathering.session
    gathering.answers(GOING, {TENDERS.key: NO}, by="Jonas")
    gathering.answers(GOING, {TENDERS.key: YES}, by="Jonas")  # a former answer, too
    gathering.answers(STAYING, {TENDERS.key: NO}, by="Mette")
    talks.begin(session, membership=_membership(gathering, "Jonas"), now=MAY)
    plan = plan_merge(session, **ids(gathering), by=gathering.people["Anne"])
    unchosen = merges(gathering)

    merges(gathering, tenders=kept)

    rows = session.exec(select(Answer)).all()
    assert isinstance(plan, MergePlan)
    [conflict] = plan.conflicts
    assert (conflict.going, conflict.staying) == (YES, NO)
    assert unchosen is Refusal.CHOICES_MISSING
    assert counting(gathering) == {TENDERS.key: counts}
    assert len(rows) == 3
    assert len({row.interview_id for row in rows}) == 1
    assert sum(row.replaced_at is None for row in rows) == 1


def test_equal_answers_are_no_conflict(gathering: Gathering) -> None:
    gathering.answers(GOING, {TENDERS.key: YES}, by="Jonas")
    gathering.answers(STAYING, {TENDERS.key: YES}, by="Mette")

    assert isinstance(merges(gathering), Merged)


def test_the_merged_spelling_is_not_offered_and_leads_to_what_it_is_now(
    gathering: Gathering,
) -> None:
    session = gathering.session
    merges(gathering)
    staying = gathering.organisation(STAYING)
    gone = gathering.organisation(GOING)

    named = find_or_add(session, name=GOING, is_company=False, by=gathering.people["Anne"], now=MAY)

    assert [one.name for one in matching_organisations(session, query="ål")] == [STAYING]
    assert named.id == staying.id
    assert current_organisation(session, organisation_id=gone.id) == staying


def test_merging_again_leaves_no_chain(gathering: Gathering) -> None:
    session = gathering.session
    first = gathering.organisation("Aalborg K")
    gathering.member("Sara", "Aalborg K")
    merge(
        session,
        process_id=gathering.process.id,
        going_id=first.id,
        staying_id=gathering.organisation(GOING).id,
        choices={},
        by=gathering.people["Anne"],
        now=MAY,
    )

    merges(gathering)

    staying = gathering.organisation(STAYING).id
    assert session.get_one(Organisation, first.id).merged_into_id == staying
    assert gathering.organisation(GOING).merged_into_id == staying


def test_old_buttons_find_their_way_through_two_merges(gathering: Gathering) -> None:
    session = gathering.session
    gathering.member("Sara", "Aalborg K")
    first = gathering.answers("Aalborg K", {TENDERS.key: YES}, by="Sara").id
    gathering.answers(GOING, {OBSTACLES.key: Written("Tid")}, by="Jonas")
    gathering.answers(STAYING, {OBSTACLES.key: Written("Tid")}, by="Mette")
    talks.begin(session, membership=_membership(gathering, "Sara"), now=MAY)
    for going, staying in (("Aalborg K", GOING), (GOING, STAYING)):
        merge(
            session,
            process_id=gathering.process.id,
            going_id=gathering.organisation(going).id,
            staying_id=gathering.organisation(staying).id,
            choices={},
            by=gathering.people["Anne"],
            now=MAY,
        )

    talk = talks.talk_of(session, interview_id=first, person_id=gathering.people["Sara"].id)

    assert talk is not None
    assert set(talk.answers) == {TENDERS.key, OBSTACLES.key}


def test_parties_become_one(gathering: Gathering) -> None:
    session = gathering.session
    going, staying = gathering.organisation(GOING), gathering.organisation(STAYING)
    party = Party(
        process_id=gathering.process.id,
        organisation_id=going.id,
        role=Role.NEED_OWNER,
        contribution={"da": "", "en": ""},
        position=1,
    )
    session.add(party)
    session.flush()

    merges(gathering)

    session.refresh(party)
    assert (party.organisation_id, party.retired_at) == (staying.id, None)


def test_what_may_not_be_merged(gathering: Gathering) -> None:
    session = gathering.session
    anne, mette = gathering.people["Anne"], gathering.people["Mette"]
    given = ids(gathering)

    assert plan_merge(session, **given, by=mette) is Refusal.NOT_ALLOWED
    assert (
        plan_merge(session, **{**given, "staying_id": given["going_id"]}, by=anne) is Refusal.SAME
    )
    assert plan_merge(session, **{**given, "staying_id": 9_999}, by=anne) is Refusal.GONE
    merges(gathering)
    assert merges(gathering) is Refusal.GONE


def test_an_organisation_of_another_process_is_its_facilitators_to_merge(
    gathering: Gathering,
) -> None:
    session = gathering.session
    other = Gathering(session, key="other")
    other.organisations = gathering.organisations
    other.people = {"Fremmed": gathering.people["Jonas"], **gathering.people}
    interview_there = Interview(
        process_id=other.process.id,
        organisation_id=gathering.organisation(GOING).id,
        started_at=MAY,
    )
    session.add(interview_there)
    session.flush()

    assert merges(gathering) is Refusal.NOT_YOURS


def test_the_audit_line_says_who_and_what(gathering: Gathering) -> None:
    gathering.answers(GOING, {TENDERS.key: YES}, by="Jonas")
    gathering.answers(STAYING, {TENDERS.key: NO}, by="Mette")

    merges(gathering, tenders=Kept.GOING)

    session = gathering.session
    line = session.exec(select(AuditLine).where(AuditLine.act == "organisations.merge")).one()
    assert line.person_id == gathering.people["Anne"].id
    assert line.about["chosen"] == {f"{gathering.process.id}:tenders": "going"}


def test_a_document_for_the_one_is_then_for_the_other(gathering: Gathering) -> None:
    going, staying = (gathering.organisation(one).key for one in (GOING, STAYING))
    document = add_document(
        gathering.session, gathering.process, "note", audience_organisations=[going, "odense"]
    )

    merges(gathering)

    assert document.audience_organisations == sorted([staying, "odense"])
