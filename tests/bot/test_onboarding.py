"""Who joins at once, who waits, and what a facilitator's decision holds for."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot import onboarding
from bot.conversation.questions import Language
from bot.inviting import invite
from bot.onboarding import AlreadyJoined, Applied, Decided, Details, Fault, Faulty, Joined, Refusal
from models import Membership, Process
from models.enums import Role, Stage
from models.organisations import organisation_of_domain, remember_domain
from models.people import find_membership, find_person
from tests.builders import (
    ANNE,
    METTE,
    TEAM,
    add_member,
    add_person,
    load_process,
    membership_of,
    organisation_of,
)

AALBORG = "aalborg.example"
EMAIL = f"mette.friis@{AALBORG}"


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


@pytest.fixture
def mette(session: Session, process: Process, now: datetime) -> Membership:
    """Mette has been invited, and nobody knows her domain."""
    person = add_person(session, METTE, now=now)
    invite(session, process_id=process.id, person=person, by=None, now=now)
    return membership_of(session, process, METTE)


def details(
    session: Session,
    organisation: str = "aalborg",
    *,
    role: Role = Role.NEED_OWNER,
    email: str = EMAIL,
    language: Language = Language.DANISH,
) -> Details:
    return Details(
        organisation_id=organisation_of(session, organisation).id,
        organisation_name="",
        role=role.value,
        email=email,
        language=language,
    )


def apply(
    session: Session, membership: Membership, told: Details, now: datetime
) -> Joined | Applied | AlreadyJoined | Faulty:
    person = add_person(session, METTE, now=now)
    return onboarding.apply(session, membership=membership, person=person, details=told, now=now)


def decide(
    session: Session,
    mark: str,
    now: datetime,
    *,
    admit: bool = True,
    keep_domain: bool = False,
) -> Decided | Refusal:
    anne = find_person(session, team_id=TEAM, slack_id=ANNE)
    assert anne is not None
    return onboarding.decide(
        session, mark=mark, by=anne, admit=admit, keep_domain=keep_domain, now=now
    )


def keep(session: Session, organisation: str, now: datetime) -> None:
    """The domain belongs to that organisation."""
    owner = organisation_of(session, organisation)
    remember_domain(session, organisation_id=owner.id, domain=AALBORG, now=now)


class TestTheMark:
    """What a card's buttons carry."""

    @pytest.mark.parametrize(
        "later", [timedelta(milliseconds=400), timedelta(0), timedelta(seconds=-5)]
    )
    def test_a_card_decides_on_the_details_that_it_shows_and_no_others(
        self, session: Session, mette: Membership, now: datetime, later: timedelta
    ) -> None:
        apply(session, mette, details(session, "koebenhavn", role=Role.ADVISER), now)
        first = onboarding.application_mark(mette)
        again = apply(session, mette, details(session), now + later)
        session.flush()
        session.expire_all()  # as the database keeps it
        second = onboarding.application_mark(mette)

        by_the_first = decide(session, first, now)
        by_the_second = decide(session, second, now)

        assert isinstance(again, Applied)
        assert again.is_new
        assert by_the_first is Refusal.CHANGED
        assert isinstance(by_the_second, Decided)
        assert (mette.stage, mette.role) == (Stage.JOINED, Role.NEED_OWNER)

    def test_the_same_details_again_keep_their_mark(
        self, session: Session, mette: Membership, now: datetime
    ) -> None:
        apply(session, mette, details(session), now)
        mark = onboarding.application_mark(mette)

        again = apply(session, mette, details(session), now + timedelta(hours=1))

        assert isinstance(again, Applied)
        assert not again.is_new
        assert onboarding.application_mark(mette) == mark

    @pytest.mark.parametrize("mark", ["", "1", "1:", ":1", "x:1", "1:x", "9" * 30 + ":1", "999:1"])
    def test_a_mark_that_no_card_carries_decides_nothing(
        self, session: Session, mette: Membership, now: datetime, mark: str
    ) -> None:
        apply(session, mette, details(session), now)

        assert decide(session, mark, now) is Refusal.NOT_ALLOWED
        assert mette.stage is Stage.APPLIED


class TestTheDomain:
    """Whom an address lets in, and when it is remembered."""

    def test_it_lets_in_whom_slack_vouches_for(
        self, session: Session, mette: Membership, now: datetime
    ) -> None:
        keep(session, "aalborg", now)

        assert isinstance(apply(session, mette, details(session), now), Joined)

    def test_it_never_lets_in_somebody_who_has_been_refused(
        self, session: Session, mette: Membership, now: datetime
    ) -> None:
        keep(session, "aalborg", now)
        apply(session, mette, details(session, role=Role.ADVISER), now)
        decide(session, onboarding.application_mark(mette), now, admit=False)

        again = apply(session, mette, details(session), now)
        and_again = apply(session, mette, details(session), now)

        assert isinstance(again, Applied)
        assert again.is_new
        assert isinstance(and_again, Applied)
        assert mette.stage is Stage.APPLIED
        assert isinstance(decide(session, onboarding.application_mark(mette), now), Decided)

    @pytest.mark.parametrize(("owner", "kept"), [(None, AALBORG), ("koebenhavn", None)])
    def test_it_is_said_to_be_remembered_only_if_it_is(
        self,
        session: Session,
        mette: Membership,
        now: datetime,
        owner: str | None,
        kept: str | None,
    ) -> None:
        if owner is not None:
            keep(session, owner, now)
        apply(session, mette, details(session), now)

        offered = onboarding.card_of(session, membership=mette).domain
        decided = decide(session, onboarding.application_mark(mette), now, keep_domain=True)

        assert isinstance(decided, Decided)
        assert offered == decided.domain == kept
        kept_by = organisation_of_domain(session, domain=AALBORG)
        assert kept_by is not None
        assert kept_by.key == (owner or "aalborg")

    def test_it_is_not_said_to_be_remembered_if_another_organisation_was_quicker(
        self,
        session: Session,
        mette: Membership,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def is_quicker(session: Session, **values: object) -> object:
            keep(session, "koebenhavn", now)
            return remember_domain(session, **values)  # type: ignore[arg-type]

        monkeypatch.setattr("bot.onboarding.remember_domain", is_quicker)
        apply(session, mette, details(session), now)

        decided = decide(session, onboarding.application_mark(mette), now, keep_domain=True)

        assert isinstance(decided, Decided)
        assert decided.domain is None


def test_a_facilitator_who_sends_the_form_stays_what_they_are(
    session: Session, process: Process, now: datetime
) -> None:
    membership = membership_of(session, process, ANNE)
    anne = find_person(session, team_id=TEAM, slack_id=ANNE)
    assert anne is not None

    told = details(session, email="a@b.dk", language=Language.ENGLISH)
    outcome = onboarding.apply(session, membership=membership, person=anne, details=told, now=now)

    assert outcome == AlreadyJoined()
    assert (membership.role, membership.organisation_id) == (Role.FACILITATOR, None)
    assert (anne.email, anne.language) == (None, "da")


@pytest.mark.parametrize(
    ("email", "is_readable"),
    [
        ("a@" + "b." * 125 + "dk", True),  # 254 characters
        ("ab@" + "b." * 125 + "dk", False),
        ("mette", False),
        ("mette@aalborg", False),
        ("<mailto:mette@aalborg.dk>", False),
        (" mette@aalborg.dk ", True),
    ],
)
def test_an_address_is_one_that_mail_can_reach(
    session: Session, mette: Membership, now: datetime, email: str, *, is_readable: bool
) -> None:
    outcome = apply(session, mette, details(session, email=email), now)

    fault = Faulty(faults={"email": Fault.EMAIL_UNREADABLE})
    assert isinstance(outcome, Applied) if is_readable else outcome == fault


@pytest.mark.parametrize("organisation_id", [None, 99_999])
def test_details_with_a_fault_change_nothing(
    session: Session, mette: Membership, now: datetime, organisation_id: int | None
) -> None:
    told = Details(
        organisation_id=organisation_id,
        organisation_name="",
        role="adviser",
        email=EMAIL,
        language=Language.ENGLISH,
    )

    outcome = apply(session, mette, told, now)

    person = add_person(session, METTE, now=now)
    assert outcome == Faulty(faults={"organisation": Fault.ORGANISATION_MISSING})
    assert (person.language, person.email) == ("da", None)
    assert (mette.stage, mette.role) == (Stage.INVITED, Role.NEED_OWNER)


@pytest.mark.parametrize(
    ("stages", "meant"),
    [
        ((Stage.JOINED, Stage.INVITED), 0),
        ((Stage.JOINED, Stage.JOINED), 1),
        ((Stage.DECLINED, Stage.INVITED), 1),
        ((Stage.REFUSED, Stage.JOINED), 1),
    ],
)
def test_of_two_processes_a_person_means_the_newest_that_they_have_joined(
    session: Session, process: Process, now: datetime, stages: tuple[Stage, Stage], meant: int
) -> None:
    other = Process(
        key="another",
        title=process.title,
        texts=process.texts,
        figures=[],
        questionnaire={},
        team_id=TEAM,
        loaded_at=now,
    )
    session.add(other)
    session.flush()
    both = (process, other)
    for one, stage in zip(both, stages, strict=True):
        add_member(session, one, METTE, now=now, stage=stage)
    person = add_person(session, METTE, now=now)

    found, membership = onboarding.process_for(session, person=person)

    assert found == both[meant]
    assert membership == find_membership(session, process_id=both[meant].id, person_id=person.id)
