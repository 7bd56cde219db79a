"""What would become of each row of an import: worked out from the rows of today, changing nothing.

A dry run shows it; pressing *Importér* works it out anew and applies it, so that whatever has
happened in between counts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.importing import LANGUAGE_WORDS, ROLE_WORDS, Row, folded
from bot.importing_names import Known, Meaning, Names, New, Perhaps, is_nameable, key_of
from bot.onboarding import NAME_OF_PERSON, is_address
from bot.organisations import clean_name
from models import Process
from models.awaited_people import awaited_emails
from models.enums import Role, Stage
from models.members import Reachable, reachable_at
from models.organisations import domain_owners, organisations_in_use

MOST_ASKED = 20  # spellings in one dry run; a modal holds no more than can be thought about


class Fate(StrEnum):
    """What becomes of a row."""

    INVITE = "invite"  # has an account in Slack that Sammen knows
    AWAIT = "await"  # is looked up in Slack; without an account there, invited by mail
    ASK = "ask"  # the facilitator says first which organisation is meant
    KNOWN = "known"  # invited, or takes part already
    DUPLICATE = "duplicate"  # the same address stands further up
    FAULTY = "faulty"


class RowFault(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no_name"
    NO_EMAIL = "no_email"
    EMAIL_UNREADABLE = "email_unreadable"
    NO_ORGANISATION = "no_organisation"
    ORGANISATION_UNREADABLE = "organisation_unreadable"
    ROLE_UNKNOWN = "role_unknown"
    FACILITATOR = "facilitator"  # nobody becomes one by a file
    LANGUAGE_UNKNOWN = "language_unknown"
    SKIPPED = "skipped"  # the facilitator chose to leave this spelling out
    TOO_MANY_DOUBTS = "too_many_doubts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One row and its fate. `organisation` is set unless the row is faulty."""

    row: Row
    fate: Fate
    email: str  # lower case
    name: str
    role: Role = Role.NEED_OWNER
    language: Language | None = None  # None: Slack says, once they are found there
    organisation: Meaning | None = None
    faults: tuple[RowFault, ...] = ()
    first_at: int | None = None  # the row in which a duplicate stands first
    person_id: int | None = None
    is_text: bool = False  # something in it looks like a formula, and is taken as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A spelling to be asked about: is it the same as `perhaps`?"""

    key: str
    spelling: str
    perhaps: Perhaps
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All rows in their order, and what must be asked."""

    rows: tuple[Judged, ...]
    doubts: tuple[Doubt, ...]

    def count(self, *fates: Fate) -> int:
        """How many rows have one of these fates."""
        return sum(one.fate in fates for one in self.rows)

    @property
    def ready(self) -> tuple[Judged, ...]:
        """The rows that can be imported as they are."""
        return tuple(one for one in self.rows if one.fate in {Fate.INVITE, Fate.AWAIT})

    @property
    def new_organisations(self) -> tuple[str, ...]:
        """The names that would be added, as first spelt."""
        names = [one.organisation.name for one in self.ready if isinstance(one.organisation, New)]
        return tuple(dict.fromkeys(names))


class Settled(StrEnum):
    """What a facilitator says of a doubtful spelling."""

    SAME = "same"
    NEW = "new"
    SKIP = "skip"


def plan_import(
    session: Session,
    *,
    process: Process,
    rows: Sequence[Row],
    settled: Mapping[str, Settled] | None = None,
) -> Plan:
    """The fate of each row now. `settled` answers doubts, by their key."""
    emails = [row.email.strip().lower() for row in rows]
    assert process.team_id is not None
    reachable = reachable_at(session, team_id=process.team_id, process_id=process.id, emails=emails)
    awaited = awaited_emails(session, process_id=process.id, emails=emails)
    organisations = organisations_in_use(session)
    by_id = {one.id: Known(one.id, one.name) for one in organisations}
    owners = domain_owners(session)
    names = Names(organisations)
    first_at: dict[str, int] = {}
    judged: list[Judged] = []
    for row, email in zip(rows, emails, strict=True):
        hint = by_id.get(owners.get(email.rpartition("@")[2], 0))
        one = _judge(row, email, names=names, hint=hint, settled=settled or {})
        if one.fate is not Fate.FAULTY and email in first_at:
            one = replace(one, fate=Fate.DUPLICATE, first_at=first_at[email])
        elif one.fate is not Fate.FAULTY:
            first_at[email] = row.number
            one = _known(one, reachable.get(email), is_awaited=email in awaited)
        judged.append(one)
    return _with_doubts(judged)


def _judge(
    row: Row, email: str, *, names: Names, hint: Known | None, settled: Mapping[str, Settled]
) -> Judged:
    faults: list[RowFault] = []
    name = clean_name(row.name)[:NAME_OF_PERSON]
    if not any(one.isalpha() for one in name):
        faults.append(RowFault.NO_NAME)
    if not email:
        faults.append(RowFault.NO_EMAIL)
    elif not is_address(email):
        faults.append(RowFault.EMAIL_UNREADABLE)
    role = ROLE_WORDS.get(folded(row.role), None if row.role else Role.NEED_OWNER)
    if role is None:
        faults.append(RowFault.ROLE_UNKNOWN)
    elif role is Role.FACILITATOR:
        faults.append(RowFault.FACILITATOR)
    language = LANGUAGE_WORDS.get(folded(row.language))
    if row.language and language is None:
        faults.append(RowFault.LANGUAGE_UNKNOWN)
    organisation = _organisation(row, names=names, hint=hint, settled=settled, faults=faults)
    fate = Fate.FAULTY if faults else Fate.AWAIT
    if not faults and isinstance(organisation, Perhaps):
        fate = Fate.ASK
    return Judged(
        row=row,
        fate=fate,
        email=email,
        name=name,
        role=role or Role.NEED_OWNER,
        language=language,
        organisation=organisation,
        faults=tuple(faults),
        is_text=any(is_formula(cell) for cell in (row.name, row.email, row.organisation)),
    )


def _organisation(
    row: Row,
    *,
    names: Names,
    hint: Known | None,
    settled: Mapping[str, Settled],
    faults: list[RowFault],
) -> Meaning | None:
    if not row.organisation:
        if hint is None:
            faults.append(RowFault.NO_ORGANISATION)
        return hint
    if not is_nameable(row.organisation):
        faults.append(RowFault.ORGANISATION_UNREADABLE)
        return None
    meaning = names.meaning(row.organisation, hint=hint)
    if not isinstance(meaning, Perhaps):
        return meaning
    return _as_settled(row, meaning, settled.get(key_of(row.organisation)), faults=faults)


def _as_settled(
    row: Row, meaning: Perhaps, said: Settled | None, *, faults: list[RowFault]
) -> Meaning:
    if said is Settled.NEW or (said is Settled.SAME and meaning.organisation_id is None):
        return New(clean_name(row.organisation) if said is Settled.NEW else meaning.name)
    if said is Settled.SAME and meaning.organisation_id is not None:
        return Known(meaning.organisation_id, meaning.name)
    if said is Settled.SKIP:
        faults.append(RowFault.SKIPPED)
    return meaning


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might take these words for a formula."""
    return cell.startswith(("=", "+", "-", "@"))


def _known(one: Judged, reachable: Reachable | None, *, is_awaited: bool) -> Judged:
    if is_awaited:
        return replace(one, fate=Fate.KNOWN)
    if reachable is None:
        return one
    if reachable.stage is not None and reachable.stage is not Stage.LEFT:
        return replace(one, fate=Fate.KNOWN)
    fate = Fate.INVITE if one.fate is Fate.AWAIT else one.fate
    return replace(one, fate=fate, person_id=reachable.person_id)


def _with_doubts(judged: Sequence[Judged]) -> Plan:
    """The doubts in the order in which they are met. Rows of those that are too many are faulty."""
    asked = [one for one in judged if one.fate is Fate.ASK]
    counts = Counter(key_of(one.row.organisation) for one in asked)
    doubts: dict[str, Doubt] = {}
    for one in asked:
        key = key_of(one.row.organisation)
        if key not in doubts and len(doubts) < MOST_ASKED:
            assert isinstance(one.organisation, Perhaps)
            doubts[key] = Doubt(
                key=key,
                spelling=clean_name(one.row.organisation),
                perhaps=one.organisation,
                rows=counts[key],
            )
    rows = [
        replace(one, fate=Fate.FAULTY, faults=(RowFault.TOO_MANY_DOUBTS,))
        if one.fate is Fate.ASK and key_of(one.row.organisation) not in doubts
        else one
        for one in judged
    ]
    return Plan(rows=tuple(rows), doubts=tuple(doubts.values()))
