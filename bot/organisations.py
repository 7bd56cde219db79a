"""Organisations: found while somebody types, added when new, recognised by e-mail domain."""

import re
import unicodedata
from datetime import datetime

from rapidfuzz import fuzz, process, utils
from sqlmodel import Session

from bot.directory import ANYBODYS_DOMAINS
from models import Organisation, Person
from models.enums import OrganisationKind
from models.inserting import insert_if_new
from models.organisations import (
    find_organisation,
    find_organisation_named,
    organisation_of_domain,
    organisations_in_use,
)

NAME_LIMIT = 120
PUBLIC_KINDS = frozenset(
    {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.REGION,
        OrganisationKind.STATE,
        OrganisationKind.PUBLIC_COMPANY,
    }
)


def matching_organisations(session: Session, *, query: str, limit: int = 20) -> list[Organisation]:
    """The organisations whose names fit what has been typed so far, best first.

    Names with words that begin like each word typed; if there is none, those spelt much like it.
    """
    everyone = organisations_in_use(session)
    typed = spelt(query)
    if not typed:
        return everyone[:limit]
    names = [f" {spelt(one.name)}" for one in everyone]
    beginning = [
        one
        for one, name in zip(everyone, names, strict=True)
        if all(f" {word}" in name for word in typed.split())
    ]
    if beginning:
        return beginning[:limit]
    found = process.extract(typed, names, scorer=fuzz.WRatio, score_cutoff=70, limit=limit)
    return [everyone[index] for _, _, index in found]


def spelt(name: str) -> str:
    """Lower case without signs, and Aa and Å alike: both are right in the names of places."""
    return utils.default_process(name).replace("å", "aa")


def find_or_add(
    session: Session, *, name: str, is_company: bool, by: Person, now: datetime
) -> Organisation:
    """The organisation of that name, whatever the capitals; added if nobody has named it yet."""
    name = clean_name(name)
    # Somebody else may just have taken the key, for the same name or for one that is spelt alike.
    while (organisation := find_organisation_named(session, name=name)) is None:
        insert_if_new(
            session,
            Organisation,
            key=_free_key(session, name=name),
            name=name,
            kind=OrganisationKind.COMPANY if is_company else OrganisationKind.OTHER,
            added_by_id=by.id,
            added_at=now,
        )
    return organisation


def clean_name(name: str) -> str:
    """A name on one line, without control characters and double spaces."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    return " ".join(visible.split())


def _free_key(session: Session, *, name: str) -> str:
    letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "organisation"
    if not stem[0].isalpha():  # a process file takes no other key
        stem = f"o-{stem}"
    key, number = stem, 1
    while find_organisation(session, key=key) is not None:
        number += 1
        key = f"{stem}-{number}"
    return key


def is_vouched(person: Person) -> bool:
    """Whether the address that the person confirmed is the one that Slack vouches for."""
    vouched = (person.slack_email or "").strip().lower()
    return vouched != "" and vouched == (person.email or "").strip().lower()


def domain_of(person: Person) -> str:
    """What stands behind the @ in the address that Slack vouches for."""
    return (person.slack_email or "").strip().lower().rpartition("@")[2]


def domain_to_keep(session: Session, *, person: Person, organisation: Organisation) -> str | None:
    """The domain that could be remembered for that organisation: one that Slack vouches for."""
    domain = domain_of(person)
    if not domain or not is_vouched(person) or domain in ANYBODYS_DOMAINS:
        return None
    owner = organisation_of_domain(session, domain=domain)
    return domain if owner is None or owner.id == organisation.id else None
