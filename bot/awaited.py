"""People who are invited by their address alone: awaited, looked for, written to, and bound.

Somebody with that address may have an account in Slack all the time: so each is looked up before
the first mail goes out, and now and then afterwards, few at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.inviting import invite, put_welcome
from bot.mailing import Mail
from bot.outbox import put
from bot.voice.awaited import mail_body, mail_subject
from bot.voice.meeting_mail import as_html
from models import AwaitedPerson, Organisation, Person, Process
from models.awaited_people import awaited_at, lock_awaited, still_awaited
from models.enums import Role
from models.inserting import insert_those_new
from models.people import remember_person
from models.posts import give_up_waiting, posts_with_keys

LOOKED_UP_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who has an address in a Slack workspace."""

    slack_id: str
    name: str
    email: str
    language: str  # in which they have Slack


class Accounts(Protocol):
    """Asks Slack. What it cannot say just now it raises as DeliveryFailed."""

    def find(self, email: str) -> Account | None:
        """The account with that address, unless it is closed or a bot's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Somebody to be looked up."""

    awaited_id: int
    team_id: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody who is to be awaited."""

    email: str
    name: str
    organisation_id: int | None
    role: Role
    language: Language | None  # None: nobody has said


def await_people(
    session: Session,
    *,
    process: Process,
    people: Sequence[Addressee],
    by: Person,
    now: datetime,
) -> int:
    """Remember that they are invited by address; how many were not already."""
    rows = [
        {
            "process_id": process.id,
            "email": one.email.strip().lower(),
            "name": one.name,
            "organisation_id": one.organisation_id,
            "role": one.role,
            "language": one.language.value if one.language is not None else "",
            "invited_by_id": by.id,
            "invited_at": now,
            "followed_up": 0,
        }
        for one in people
    ]
    return insert_those_new(session, AwaitedPerson, rows)


def to_look_up(
    session: Session, *, looked_up: Mapping[int, datetime], now: datetime, most: int
) -> list[Sought]:
    """Whose turn it is: those never looked up, then those for whom it is some hours ago.

    `looked_up` is what this process remembers. After a restart all have their turn again, slowly.
    """
    waiting = still_awaited(session)
    keys = {mail_key(one.id): one.id for one in waiting}
    mailed = {keys[key] for key in posts_with_keys(session, keys=list(keys))}
    due = [
        one
        for one in waiting
        if one.id not in looked_up or now - looked_up[one.id] >= LOOKED_UP_AGAIN
    ]
    # Who has not even had a mail waits for us; the others have been told.
    due.sort(key=lambda one: (one.id in mailed, looked_up.get(one.id, one.invited_at), one.id))
    sought: list[Sought] = []
    for one in due[:most]:
        team_id = session.get_one(Process, one.process_id).team_id
        if team_id is not None:
            sought.append(Sought(awaited_id=one.id, team_id=team_id, email=one.email))
    return sought


def take_lookup(
    session: Session,
    *,
    sought: Sought,
    account: Account | None,
    organizer: Organizer | None,
    now: datetime,
) -> None:
    """Bind whoever has an account; write to whoever has none and has not been written to."""
    awaited = lock_awaited(session, awaited_id=sought.awaited_id)
    if awaited is None or awaited.person_id is not None:
        return
    if account is None:
        put_mail(session, awaited=awaited, organizer=organizer, number=0, now=now)
        return
    person = remember_person(
        session,
        team_id=sought.team_id,
        slack_id=account.slack_id,
        name=account.name,
        slack_email=account.email,
        language=awaited.language or account.language,
        now=now,
    )
    bind(session, person=person, email=sought.email, now=now)


def arrive(
    session: Session,
    *,
    team_id: str,
    slack_id: str,
    name: str,
    slack_email: str | None,
    language: str,
    now: datetime,
) -> Person:
    """The person's row, made on their first visit. Whoever was awaited is bound to it.

    `language` is Slack's. What whoever invited them has said of it goes before.
    """
    if slack_email:
        awaited = awaited_at(session, team_id=team_id, email=slack_email)
        language = next((one.language for one in awaited if one.language), language)
    person = remember_person(
        session,
        team_id=team_id,
        slack_id=slack_id,
        name=name,
        slack_email=slack_email,
        language=language,
        now=now,
    )
    if person.slack_email:
        bind(session, person=person, email=person.slack_email, now=now)
    return person


def bind(session: Session, *, person: Person, email: str, now: datetime) -> int:
    """Invite in Slack whoever was awaited at that address, and welcome them; to how many processes."""
    count = 0
    for awaited in awaited_at(session, team_id=person.team_id, email=email):
        awaited.person_id, awaited.bound_at = person.id, now
        session.add(awaited)
        give_up_waiting(session, keys=[mail_key(awaited.id, number) for number in range(3)])
        inviter = session.get_one(Person, awaited.invited_by_id)
        membership = invite(
            session,
            process_id=awaited.process_id,
            person=person,
            by=inviter,
            now=now,
            organisation_id=awaited.organisation_id,
            role=awaited.role,
        )
        if membership is not None:
            process = session.get_one(Process, awaited.process_id)
            put_welcome(
                session,
                process=process,
                membership=membership,
                person=person,
                inviter=inviter.name,
                now=now,
            )
            count += 1
    session.flush()
    return count


def mail_key(awaited_id: int, number: int = 0) -> str:
    """The key of the first mail, or of that follow-up."""
    return f"awaited:{awaited_id}:" + (f"follow_up:{number}" if number else "invitation")


def put_mail(
    session: Session,
    *,
    awaited: AwaitedPerson,
    organizer: Organizer | None,
    number: int,
    now: datetime,
) -> bool:
    """Write to somebody who is awaited: the invitation (0), or its first or second follow-up."""
    process = session.get_one(Process, awaited.process_id)
    if organizer is None or process.team_id is None:
        return False
    inviter = session.get_one(Person, awaited.invited_by_id)
    organisation = (
        None
        if awaited.organisation_id is None
        else session.get(Organisation, awaited.organisation_id)
    )
    language = Language(awaited.reads)
    plain = mail_body(
        language,
        number=number,
        name=awaited.name,
        process=process.title[language.value],
        why=process.texts.get("challenge", {}).get(language.value, ""),
        organisation=organisation.name if organisation else None,
        inviter=inviter.name,
        inviter_email=inviter.email or inviter.slack_email,
        address=awaited.email,
    )
    mail = Mail(
        subject=mail_subject(
            language,
            number=number,
            process=process.title[language.value],
            inviter=inviter.name,
        ),
        plain=plain,
        html=as_html(plain),
        to_name=awaited.name,
        to=awaited.email,
        from_name=organizer.name,
        from_=organizer.email,
    )
    return put(
        session,
        key=mail_key(awaited.id, number),
        team_id=process.team_id,
        process_id=process.id,
        address=awaited.email,
        message=mail.stored(),
        due_at=now,
        waits_for_daytime=True,
    )
