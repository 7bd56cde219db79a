"""Writes what a plan says, some rows at a time. Whatever is there already is left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session

from bot.awaited import Addressee, await_people
from bot.importing_names import Known, Meaning
from bot.importing_plan import Judged
from bot.inviting import invite, put_welcome
from bot.organisations import find_or_add
from models import AuditLine, Person, Process
from models.enums import Role
from models.organisations import current_organisation

BATCH = 100  # rows in one transaction: nobody who answers waits longer than that takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of some rows."""

    invited: int = 0  # in Slack
    awaited: int = 0  # looked up, and written to by mail if they have no account
    known: int = 0  # invited, or taking part, before this
    left_out: int = 0  # rows that could not be used

    def __add__(self, other: "Imported") -> "Imported":
        """Both together."""
        return Imported(
            invited=self.invited + other.invited,
            awaited=self.awaited + other.awaited,
            known=self.known + other.known,
            left_out=self.left_out + other.left_out,
        )


def digest_of(content: bytes) -> str:
    """By which a file is known to be the one that was looked through."""
    return sha256(content).hexdigest()[:16]


def apply_rows(
    session: Session,
    *,
    process: Process,
    rows: Sequence[Judged],
    by: Person,
    digest: str,
    now: datetime,
) -> Imported:
    """Invite these people. Twice is once: who is invited, or awaited, is not invited again."""
    invited: list[int] = []
    to_await: list[Addressee] = []
    places: dict[Meaning, int] = {}
    # In an order that two facilitators share, or each would wait for what the other has taken.
    for row in sorted(rows, key=lambda one: one.email):
        assert row.organisation is not None
        if row.organisation not in places:
            places[row.organisation] = _organisation_id(session, row, by=by, now=now)
        organisation_id = places[row.organisation]
        if row.person_id is None:
            to_await.append(
                Addressee(
                    email=row.email,
                    name=row.name,
                    organisation_id=organisation_id,
                    role=row.role,
                    language=row.language,
                )
            )
            continue
        person = session.get_one(Person, row.person_id)
        membership = invite(
            session,
            process_id=process.id,
            person=person,
            by=by,
            now=now,
            organisation_id=organisation_id,
            role=row.role,
        )
        if membership is not None:
            invited.append(membership.id)
            put_welcome(
                session,
                process=process,
                membership=membership,
                person=person,
                inviter=by.name,
                now=now,
            )
    awaited = await_people(session, process=process, people=to_await, by=by, now=now)
    done = Imported(invited=len(invited), awaited=awaited, known=len(rows) - len(invited) - awaited)
    if done.invited or done.awaited:
        about = {
            "file": digest,
            "rows": [rows[0].row.number, rows[-1].row.number],
            "invited": done.invited,
            "awaited": done.awaited,
        }
        session.add(
            AuditLine(
                process_id=process.id, person_id=by.id, act="imports.apply", about=about, at=now
            )
        )
    session.flush()
    return done


def _organisation_id(session: Session, row: Judged, *, by: Person, now: datetime) -> int:
    meaning = row.organisation
    assert meaning is not None
    if isinstance(meaning, Known):
        found = current_organisation(session, organisation_id=meaning.organisation_id)
        assert found is not None
        return found.id
    is_company = row.role is Role.MARKET_ACTOR
    return find_or_add(session, name=meaning.name, is_company=is_company, by=by, now=now).id
