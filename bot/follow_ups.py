"""Invitations that nobody has answered: followed up twice, then listed for the facilitators.

Who is followed up, and when, is worked out from the rows: an answer, an account that appears or a
membership that ends needs no clean-up but for what waits in the outbox already.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.awaited import mail_key, put_mail
from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.days import is_quiet, next_daytime, working_days_after
from bot.inviting import stamp
from bot.outbox import put
from bot.voice.follow_ups import follow_up_message
from models import AwaitedPerson, Membership, Person, Post, Process
from models.awaited_people import lock_awaited, still_awaited
from models.members import unanswered_memberships
from models.posts import posts_with_keys, waiting_keys

DAYS_TO_FIRST, DAYS_TO_SECOND = 3, 7  # working days after the invitation
_BETWEEN = 2  # working days between the two, however late the first was
_TOO_LATE = timedelta(days=30)  # an invitation that old is listed, and not brought up again
BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One follow-up to come. `number` is 1 or 2; it goes to a membership or to an awaited person."""

    number: int
    due_at: datetime
    key: str
    membership_id: int | None = None
    awaited_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An invitation without an answer, with the keys of its two follow-ups."""

    since: datetime
    keys: tuple[str, str]
    membership_id: int | None = None
    awaited_id: int | None = None


def coming_follow_ups(session: Session, *, now: datetime) -> list[FollowUp]:
    """The next follow-up of every invitation that is open, the first due first."""
    waiting = _open_invitations(session)
    there = _posts(session, [key for one in waiting for key in one.keys])
    coming: list[FollowUp] = []
    for one in waiting:
        first, second = (there.get(key) for key in one.keys)
        if second is not None:
            continue
        number, days = (1, DAYS_TO_FIRST) if first is None else (2, DAYS_TO_SECOND)
        due_at = next_daytime(working_days_after(one.since, days))
        if first is not None:
            later = working_days_after(first.sent_at or first.due_at, _BETWEEN)
            due_at = max(due_at, next_daytime(later))
        if now - due_at < _TOO_LATE:
            coming.append(
                FollowUp(
                    number=number,
                    due_at=due_at,
                    key=one.keys[number - 1],
                    membership_id=one.membership_id,
                    awaited_id=one.awaited_id,
                )
            )
    return sorted(coming, key=lambda one: (one.due_at, one.key))


def due_follow_ups(session: Session, *, now: datetime) -> list[FollowUp]:
    """Those whose time has come. None in quiet hours."""
    if is_quiet(now):
        return []
    return [one for one in coming_follow_ups(session, now=now) if one.due_at <= now]


def put_follow_ups(
    session: Session, *, organizer: Organizer | None, now: datetime, most: int = BATCH
) -> int:
    """Follow up whoever's turn it is; how many, at most so many in one transaction."""
    count = 0
    for one in due_follow_ups(session, now=now):
        if count == most:
            break
        if one.membership_id is not None:
            count += _put_in_slack(session, one, membership_id=one.membership_id, now=now)
        elif one.awaited_id is not None:
            count += _put_by_mail(
                session, one, awaited_id=one.awaited_id, organizer=organizer, now=now
            )
    return count


def outdated_follow_ups(session: Session) -> list[str]:
    """The keys of follow-ups that wait, though the invitation has been answered."""
    waiting = [
        *waiting_keys(session, like="membership:%:follow_up:%"),
        *waiting_keys(session, like="awaited:%:follow_up:%"),
    ]
    if not waiting:
        return []
    wanted = {key for one in _open_invitations(session) for key in one.keys}
    return [key for key in waiting if key not in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """Somebody who was followed up twice and has not answered."""

    name: str
    organisation_id: int | None
    since: datetime
    membership_id: int | None  # None: no account in Slack yet
    address: str | None


def silent_people(session: Session, *, process_id: int, now: datetime) -> list[Silent]:
    """Who has not answered after both, the longest silent first. The second may be on its way.

    Among them are those whom no follow-up can reach: without mail, or invited too long ago.
    """
    members = unanswered_memberships(session, process_id=process_id)
    awaited = still_awaited(session, process_id=process_id)
    keys = [_membership_keys(one)[1] for one, _ in members]
    keys += [_awaited_keys(one)[1] for one in awaited]
    there = _posts(session, keys)
    mailed = _posts(session, [mail_key(one.id) for one in awaited])
    found = [
        Silent(
            name=person.name,
            organisation_id=one.organisation_id,
            since=one.invited_at,
            membership_id=one.id,
            address=None,
        )
        for one, person in members
        if _membership_keys(one)[1] in there or _is_past(one.invited_at, _TOO_LATE, now=now)
    ]
    found += [
        Silent(
            name=one.name,
            organisation_id=one.organisation_id,
            since=one.invited_at,
            membership_id=None,
            address=one.email,
        )
        for one in awaited
        if _awaited_keys(one)[1] in there
        or _is_past(
            one.invited_at, _TOO_LATE if mail_key(one.id) in mailed else timedelta(0), now=now
        )
    ]
    return sorted(found, key=lambda one: (one.since, one.name.casefold()))


def _is_past(since: datetime, patience: timedelta, *, now: datetime) -> bool:
    return now - next_daytime(working_days_after(since, DAYS_TO_SECOND)) >= patience


def _open_invitations(session: Session) -> list[_Open]:
    members = [
        _Open(since=one.invited_at, keys=_membership_keys(one), membership_id=one.id)
        for one, _ in unanswered_memberships(session)
    ]
    awaited = still_awaited(session)
    mailed = _posts(session, [mail_key(one.id) for one in awaited])
    return members + [
        _Open(since=one.invited_at, keys=_awaited_keys(one), awaited_id=one.id)
        for one in awaited
        if mail_key(one.id) in mailed
    ]


def _posts(session: Session, keys: Collection[str]) -> dict[str, Post]:
    every = list(keys)
    found: dict[str, Post] = {}
    for start in range(0, len(every), 500):  # databases take only so many at a time
        found |= posts_with_keys(session, keys=every[start : start + 500])
    return found


def _membership_keys(membership: Membership) -> tuple[str, str]:
    # Who leaves and is invited back is followed up anew.
    stem = f"membership:{membership.id}:follow_up"
    since = stamp(membership.invited_at)
    return f"{stem}:1:{since}", f"{stem}:2:{since}"


def _awaited_keys(awaited: AwaitedPerson) -> tuple[str, str]:
    return mail_key(awaited.id, 1), mail_key(awaited.id, 2)


def _put_in_slack(
    session: Session, follow_up: FollowUp, *, membership_id: int, now: datetime
) -> bool:
    membership = session.get_one(Membership, membership_id)
    person = session.get_one(Person, membership.person_id)
    process = session.get_one(Process, membership.process_id)
    inviter = session.get(Person, membership.invited_by_id or 0)
    language = Language(person.language)
    return put(
        session,
        key=follow_up.key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=follow_up_message(
            language,
            process_id=process.id,
            process=process.title[language.value],
            name=person.name,
            inviter=inviter.name if inviter else None,
            number=follow_up.number,
        ),
        due_at=now,
        waits_for_daytime=True,
    )


def _put_by_mail(
    session: Session,
    follow_up: FollowUp,
    *,
    awaited_id: int,
    organizer: Organizer | None,
    now: datetime,
) -> bool:
    awaited = lock_awaited(session, awaited_id=awaited_id)
    if awaited is None or awaited.person_id is not None:
        return False
    if not put_mail(
        session, awaited=awaited, organizer=organizer, number=follow_up.number, now=now
    ):
        return False
    awaited.followed_up, awaited.followed_up_at = follow_up.number, now
    session.add(awaited)
    session.flush()
    return True
