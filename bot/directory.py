"""The directory of public organisations: who they are and which mail domains are theirs.

A domain decides who joins at once, so a wrong one admits strangers: better none than a guess.
"""

from dataclasses import dataclass

from bot.content_faults import Faults, compose, nearest
from bot.content_fields import DOMAIN, LONG_KEY, Fields

KINDS = ("municipality", "region", "state", "public_company", "network", "company", "other")

# A domain that anybody can have would let strangers in as colleagues.
ANYBODYS_DOMAINS = {
    "live.com",
    "mail.com",
    "ofir.dk",
    "protonmail.com",
    "stofanet.dk",
    "youmail.dk",
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.dk",
    "icloud.com",
    "jubii.dk",
    "live.dk",
    "mail.dk",
    "me.com",
    "msn.com",
    "outlook.com",
    "outlook.dk",
    "proton.me",
    "yahoo.com",
    "yahoo.dk",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """One organisation as the directory names it."""

    key: str
    name: str
    kind: str
    code: str | None  # Statistics Denmark's
    region: str | None  # key of the region it lies in
    domains: tuple[str, ...]


def read_directory(text: str, *, name: str) -> tuple[OrganisationEntry, ...]:
    """The organisations of a directory file. Raises FaultyContent with every fault."""
    faults = Faults(name=name)
    top = Fields(compose(text, faults), path="", known=("organisations",), faults=faults)
    owners: dict[str, str] = {}
    known = ("key", "name", "kind", "code", "region", "domains")
    fields_of = {
        OrganisationEntry(
            key=fields.key(pattern=LONG_KEY),
            name=fields.word("name"),
            kind=fields.one_of("kind", KINDS),
            code=fields.scalar("code"),
            region=fields.scalar("region"),
            domains=read_domains(fields, owners=owners),
        ): fields
        for fields in top.items("organisations", known=known, required=True)
    }
    regions = tuple(entry.key for entry in fields_of if entry.kind == "region")
    codes: dict[str, str] = {}
    for entry, fields in fields_of.items():
        if entry.region is not None and entry.region not in regions:
            problem = f"there is no region {entry.region!r} in this file"
            fields.wrong("region", problem, nearest(entry.region, regions))
        if entry.code is not None and codes.setdefault(entry.code, entry.key) != entry.key:
            problem = f"{entry.code} is the code of {codes[entry.code]} already"
            fields.wrong("code", problem, "look it up at Statistics Denmark")
    if faults.found:
        raise faults.as_error()
    return tuple(fields_of)


def read_domains(fields: Fields, *, owners: dict[str, str]) -> tuple[str, ...]:
    """The e-mail domains of one organisation. `owners` remembers whose each one already is."""
    own = fields.scalar("key") or ""
    domains: list[str] = []
    for word in fields.words("domains"):
        path, domain = fields.at("domains"), word.value
        if not DOMAIN.fullmatch(domain):
            hint = "the part behind the @, in small letters: kk.dk"
            fields.faults.note(word.node, path, f"{domain!r} is no e-mail domain", hint)
        elif domain in ANYBODYS_DOMAINS:
            hint = "leave it out; those people are approved one by one"
            fields.faults.note(word.node, path, f"anybody can have an address at {domain}", hint)
        elif domain in owners:
            problem = f"{domain} stands under {owners[domain]} already"
            fields.faults.note(word.node, path, problem, "keep it with its owner")
        owners.setdefault(domain, own)
        domains.append(domain)
    return tuple(domains)
