"""Organisations: found while somebody types, added when new, recognised by e-mail domain."""

import re
import unicodedata
from datetime import datetime

from rapidfuzz import fuzz, process, utils
from sqlmodel import Session

from models import Organisation, Person
from models.enums import OrganisationKind
from models.inserting import insert_if_new
from models.organisations import (
    all_organisations,
    find_organisation,
    find_organisation_named,
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
    """The organisations whose names are most like what has been typed so far, best first."""
    everyone = all_organisations(session)
    if not query.strip():
        return everyone[:limit]
    found = process.extract(
        query,
        [one.name for one in everyone],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=60,
        limit=limit,
    )
    return [everyone[index] for _, _, index in found]


def find_or_add(
    session: Session, *, name: str, is_company: bool, by: Person, now: datetime
) -> Organisation:
    """The organisation of that name, whatever the capitals; added if nobody has named it yet."""
    name = clean_name(name)
    known = find_organisation_named(session, name=name)
    if known is not None:
        return known
    insert_if_new(
        session,
        Organisation,
        key=_free_key(session, name=name),
        name=name,
        kind=OrganisationKind.COMPANY if is_company else OrganisationKind.OTHER,
        added_by_id=by.id,
        added_at=now,
    )
    # Had somebody else just taken the key, then for the same name.
    organisation = find_organisation_named(session, name=name)
    assert organisation is not None
    return organisation


def clean_name(name: str) -> str:
    """A name on one line, without control characters and double spaces."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    return " ".join(visible.split())


def _free_key(session: Session, *, name: str) -> str:
    letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "organisation"
    key, number = stem, 1
    while find_organisation(session, key=key) is not None:
        number += 1
        key = f"{stem}-{number}"
    return key


# Anybody can have an address there, so such a domain belongs to no organisation.
_EVERYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.dk",
        "hotmail.com",
        "hotmail.dk",
        "live.dk",
        "live.com",
        "yahoo.com",
        "yahoo.dk",
        "icloud.com",
        "me.com",
        "mail.dk",
        "mail.com",
        "proton.me",
        "protonmail.com",
        "jubii.dk",
        "ofir.dk",
        "stofanet.dk",
        "youmail.dk",
    ]
)


def domain_to_keep(person: Person) -> str | None:
    """The domain that could be remembered for the person's organisation: one that Slack vouches for."""
    vouched = (person.slack_email or "").strip().lower()
    domain = vouched.rpartition("@")[2]
    if not domain or vouched != (person.email or "").lower() or domain in _EVERYBODYS:
        return None
    return domain
