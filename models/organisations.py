"""Organisations and the e-mail domains that belong to them."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import OrganisationKind
from models.inserting import insert_if_new


class Organisation(SQLModel, table=True):
    """A legal body: the need, the volume and later the commitment are the organisation's."""

    __tablename__ = "organisations"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=80)
    name: str = Field(max_length=200)
    kind: OrganisationKind = Field(sa_type=keys_of(OrganisationKind))
    code: str | None = Field(default=None, max_length=10)  # Statistics Denmark's code
    region: str | None = Field(default=None, max_length=80)  # key of the region it lies in
    merged_into_id: int | None = Field(default=None, foreign_key="organisations.id")
    added_by_id: int | None = Field(default=None, foreign_key="people.id")  # None: came by file
    added_at: datetime = Field(sa_type=UtcDateTime)


class OrganisationDomain(SQLModel, table=True):
    """An e-mail domain whose holders belong to the organisation."""

    __tablename__ = "organisation_domains"

    domain: str = Field(primary_key=True, max_length=120)  # lower case
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)


def find_organisation(session: Session, *, key: str) -> Organisation | None:
    """The organisation with that key."""
    return session.exec(select(Organisation).where(Organisation.key == key)).one_or_none()


def current_organisation(session: Session, *, organisation_id: int) -> Organisation | None:
    """The organisation of that id, or the one that it has been merged into."""
    found = session.get(Organisation, organisation_id)
    if found is None or found.merged_into_id is None:
        return found
    return session.get(Organisation, found.merged_into_id)  # merging leaves no chain behind


def find_organisation_named(session: Session, *, name: str) -> Organisation | None:
    """The organisation of that name, whatever the capitals; of a merged one, what it is now."""
    wanted = name.strip().casefold()  # here, for databases may know only the letters a to z
    names = session.exec(select(Organisation.id, Organisation.name).order_by(col(Organisation.id)))
    found = next((one for one, known in names if known.casefold() == wanted), None)
    return None if found is None else current_organisation(session, organisation_id=found)


def organisations_in_use(session: Session) -> list[Organisation]:
    """Every organisation that has not been merged into another, by name."""
    query = select(Organisation).where(col(Organisation.merged_into_id).is_(None))
    return list(session.exec(query.order_by(col(Organisation.name))))


def domain_owners(session: Session) -> dict[str, int]:
    """Whose each known e-mail domain is."""
    query = select(OrganisationDomain.domain, OrganisationDomain.organisation_id)
    return dict(session.exec(query).all())


def all_organisations(session: Session) -> list[Organisation]:
    """Every organisation, by name; merged ones are among them."""
    return list(session.exec(select(Organisation).order_by(col(Organisation.name))))


def organisations_with_ids(session: Session, *, ids: Collection[int]) -> dict[int, Organisation]:
    """Those organisations, by id."""
    if not ids:
        return {}
    found = session.exec(select(Organisation).where(col(Organisation.id).in_(ids)))
    return {one.id: one for one in found}


def organisation_of_domain(session: Session, *, domain: str) -> Organisation | None:
    """The organisation that owns the e-mail domain."""
    query = (
        select(Organisation)
        .join(OrganisationDomain)
        .where(OrganisationDomain.domain == domain.lower())
    )
    return session.exec(query).one_or_none()


def domains_of(session: Session, *, organisation_id: int) -> list[str]:
    """The e-mail domains of an organisation."""
    query = (
        select(OrganisationDomain.domain)
        .where(OrganisationDomain.organisation_id == organisation_id)
        .order_by(OrganisationDomain.domain)
    )
    return list(session.exec(query))


def remember_domain(
    session: Session, *, organisation_id: int, domain: str, now: datetime
) -> OrganisationDomain:
    """The domain's row. A domain already owned by another organisation stays with it."""
    domain = domain.strip().lower()
    insert_if_new(
        session,
        OrganisationDomain,
        domain=domain,
        organisation_id=organisation_id,
        added_at=now,
    )
    return session.get_one(OrganisationDomain, domain)
