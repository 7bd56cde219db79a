"""Organisations: found while somebody types, added when new, known by their domain."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, SQLModel, col, select

from bot.directory import ANYBODYS_DOMAINS
from bot.organisations import (
    clean_name,
    domain_to_keep,
    find_or_add,
    is_vouched,
    matching_organisations,
)
from models import Organisation, Person
from models.enums import OrganisationKind
from models.inserting import insert_if_new
from models.organisations import organisation_of_domain, remember_domain
from tests.builders import METTE, add_person

MAY = datetime(2022, 5, 2, 8, 0, tzinfo=UTC)
NAMES = (
    "Aalborg Kommune",
    "Aarhus Kommune",
    "Københavns Kommune",
    "Metroselskabet",
    "Region Nordjylland",
    "Vand & Spildevand A/S",
    "Ærø Kommune",
)


@pytest.fixture
def organisations(session: Session, now: datetime) -> list[Organisation]:
    rows = [
        Organisation(key=f"o{place}", name=name, kind=OrganisationKind.MUNICIPALITY, added_at=now)
        for place, name in enumerate(NAMES)
    ]
    session.add_all(rows)
    session.flush()
    return rows


@pytest.mark.usefixtures("organisations")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("aalborg", "Aalborg Kommune"),
        ("Ålborg", "Aalborg Kommune"),
        ("alborg komune", "Aalborg Kommune"),
        ("koebenhavn", "Københavns Kommune"),
        ("KØBENHAVN", "Københavns Kommune"),
        ("metro", "Metroselskabet"),
        ("nordjylland", "Region Nordjylland"),
        ("vand og spildevand", "Vand & Spildevand A/S"),
        ("ærø", "Ærø Kommune"),
    ],
)
def test_what_is_nearly_typed_comes_first(session: Session, typed: str, first: str) -> None:
    found = matching_organisations(session, query=typed)

    assert found[0].name == first


@pytest.mark.usefixtures("organisations")
def test_nothing_typed_yet_shows_all_and_nonsense_shows_none(session: Session) -> None:
    everything = matching_organisations(session, query=" ", limit=3)
    nothing = matching_organisations(session, query="xqzw")

    assert len(everything) == 3
    assert nothing == []


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Aalborg   Kommune ", "Aalborg Kommune"),
        ("Aalborg\nKommune\t", "Aalborg Kommune"),
        ("Aal\x00borg\u200b", "Aal borg"),
        ("\u202eennommoK", "ennommoK"),
        ("🏗️ Byg", "🏗️ Byg"),
        ("\ud800", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed: str, clean: str) -> None:
    assert clean_name(typed) == clean


def test_a_new_organisation_gets_a_key_of_plain_letters(session: Session, now: datetime) -> None:
    by = add_person(session, METTE, now=now)

    keys = [
        find_or_add(session, name=name, is_company=False, by=by, now=now).key
        for name in ("Sønder Å Forsyning", "Sonder A Forsyning!", "東京都", "北京市", "x" * 120)
    ]

    assert keys == [
        "soender-aa-forsyning",
        "sonder-a-forsyning",
        "organisation",
        "organisation-2",
        "x" * 60,
    ]


def test_a_key_that_somebody_takes_in_the_same_moment_is_left_to_them(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = add_person(session, METTE, now=now)
    quicker = ["Vej & Park"]

    def insert_second(session: Session, table: type[SQLModel], **values: object) -> bool:
        if quicker:
            insert_if_new(session, table, **{**values, "name": quicker.pop()})
        return insert_if_new(session, table, **values)

    monkeypatch.setattr("bot.organisations.insert_if_new", insert_second)

    added = find_or_add(session, name="Vej Park", is_company=True, by=by, now=now)

    rows = session.exec(select(Organisation).order_by(col(Organisation.id))).all()
    assert [(one.key, one.name) for one in rows] == [
        ("vej-park", "Vej & Park"),
        ("vej-park-2", "Vej Park"),
    ]
    assert added == rows[1]


@pytest.mark.usefixtures("organisations")
@pytest.mark.parametrize("typed", ["ÆRØ KOMMUNE", "  ærø   kommune ", "Ærø Kommune"])
def test_a_name_that_is_known_is_not_added_again_whatever_the_capitals(
    session: Session, now: datetime, typed: str
) -> None:
    by = add_person(session, METTE, now=now)

    found = find_or_add(session, name=typed, is_company=False, by=by, now=now)

    assert (found.key, found.added_by_id) == ("o6", None)
    assert len(session.exec(select(Organisation)).all()) == len(NAMES)


@pytest.mark.parametrize(
    ("is_company", "kind"), [(True, OrganisationKind.COMPANY), (False, OrganisationKind.OTHER)]
)
def test_what_somebody_adds_is_never_a_public_body_by_itself(
    session: Session, now: datetime, *, is_company: bool, kind: OrganisationKind
) -> None:
    by = add_person(session, METTE, now=now)

    added = find_or_add(session, name="Kildedal By", is_company=is_company, by=by, now=now)

    assert (added.kind, added.added_by_id) == (kind, by.id)


def person(*, slack_email: str | None, email: str | None) -> Person:
    return Person(
        team_id="T1",
        slack_id="U1",
        name="Mette",
        slack_email=slack_email,
        email=email,
        first_seen_at=MAY,
    )


@pytest.mark.parametrize(
    ("slack_email", "email", "domain"),
    [
        ("mette@aalborg.dk", "mette@aalborg.dk", "aalborg.dk"),
        ("Mette@Aalborg.DK ", "mette@aalborg.dk", "aalborg.dk"),
        ("mette@aalborg.dk", "mette@odense.dk", None),
        (None, "mette@aalborg.dk", None),
        ("mette@aalborg.dk", None, None),
        ("", "", None),
    ],
)
def test_only_a_domain_that_slack_vouches_for_can_be_kept(
    session: Session,
    organisations: list[Organisation],
    slack_email: str | None,
    email: str | None,
    domain: str | None,
) -> None:
    mette = person(slack_email=slack_email, email=email)

    kept = domain_to_keep(session, person=mette, organisation=organisations[0])

    assert kept == domain
    assert is_vouched(mette) == (domain is not None)


def test_a_domain_that_anybody_can_have_is_never_kept(
    session: Session, organisations: list[Organisation]
) -> None:
    addresses = [f"Mette@{domain.upper()}" for domain in sorted(ANYBODYS_DOMAINS)]

    kept = {
        domain_to_keep(
            session,
            person=person(slack_email=address, email=address.lower()),
            organisation=organisations[0],
        )
        for address in addresses
    }

    assert kept == {None}


def test_a_domain_of_another_organisation_is_not_offered(
    session: Session, organisations: list[Organisation], now: datetime
) -> None:
    aalborg, aarhus = organisations[:2]
    mette = person(slack_email="mette@aalborg.dk", email="mette@aalborg.dk")
    remember_domain(session, organisation_id=aalborg.id, domain="aalborg.dk", now=now)

    assert domain_to_keep(session, person=mette, organisation=aarhus) is None
    assert domain_to_keep(session, person=mette, organisation=aalborg) == "aalborg.dk"


def test_a_domain_stays_with_the_first_organisation_that_had_it(
    session: Session, organisations: list[Organisation], now: datetime
) -> None:
    aalborg, aarhus = organisations[:2]

    remember_domain(session, organisation_id=aalborg.id, domain=" Aalborg.dk ", now=now)
    remember_domain(session, organisation_id=aarhus.id, domain="aalborg.dk", now=now)

    assert organisation_of_domain(session, domain="AALBORG.DK") == aalborg
    assert organisation_of_domain(session, domain="aarhus.dk") is None
