"""Announcements of the real process, for tests: drafted, confirmed, put, delivered."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot import announcements
from bot.announcement_drafts import Draft, draft_of, fill_in
from bot.announcement_rounds import begin_due, put_copies, report_on
from bot.announcement_sending import Confirmed, Outcome, begin_draft, confirm, forecast, save_draft
from bot.audiences import Audience, Reach
from bot.calendar.events import Organizer
from models import Announcement, AuditLine, AwaitedPerson, Person, Post, Process
from models.enums import PostState, Role
from models.people import find_person
from tests.builders import ANNE, KARL, TEAM, organisation_of
from tests.meetings import ORGANIZER

EVERYBODY = Audience(reach=Reach.EVERYBODY)
NEED_OWNERS = Audience(roles=(Role.NEED_OWNER,))
WORDS = {
    "da": "Hej {fornavn}. Vi mødes på {organisation}.",
    "en": "Hello {first_name}. We meet at {organisation}.",
}


def draft(audience: Audience = NEED_OWNERS, **changes: object) -> Draft:
    """A sound draft to the need owners, with some of it filled in otherwise."""
    return Draft(**({"text": WORDS, "audience": audience} | changes))  # type: ignore[arg-type]


def person(session: Session, slack_id: str) -> Person:
    """That person's row, which must be there."""
    found = find_person(session, team_id=TEAM, slack_id=slack_id)
    assert found is not None, slack_id
    return found


def confirmed(
    session: Session,
    process: Process,
    filled: Draft,
    *,
    now: datetime,
    by: str = ANNE,
    organizer: Organizer | None = ORGANIZER,
) -> Announcement:
    """That facilitator has drafted and confirmed it."""
    outcome = confirms(session, process, filled, now=now, by=by, organizer=organizer)
    assert isinstance(outcome, Confirmed), outcome
    return outcome.announcement


def confirms(
    session: Session,
    process: Process,
    filled: Draft,
    *,
    now: datetime,
    by: str = ANNE,
    organizer: Organizer | None = ORGANIZER,
) -> Outcome:
    """That facilitator drafts it, looks at it and confirms it: what became of it."""
    sender = person(session, by)
    made = begin_draft(session, process=process, by=sender, filled=filled, now=now)
    save_draft(session, announcement=made, draft=filled, now=now)
    told = forecast(
        session,
        process=process,
        draft=draft_of(made),
        instead_of=None,
        by_mail=organizer is not None,
        now=now,
    )
    return confirm(
        session,
        process=process,
        draft_id=made.id,
        instead_of_id=None,
        mark=told.mark,
        by=sender,
        organizer=organizer,
        now=now,
    )


def put_all(
    session: Session,
    announcement: Announcement,
    *,
    now: datetime,
    organizer: Organizer | None = ORGANIZER,
) -> int:
    """Everything that is behind is put, and the report is written; how many copies that were."""
    begin_due(session, announcement_id=announcement.id, organizer=organizer, now=now)
    total = 0
    while count := put_copies(
        session, announcement_id=announcement.id, organizer=organizer, now=now
    ):
        total += count
    report_on(session, announcement_id=announcement.id, now=now)
    for one in [one for one in session.identity_map.values() if isinstance(one, Post)]:
        session.expire(one)  # posts are changed in single statements, of which no object knows
    return total


def posts_of(session: Session, announcement: Announcement, part: str = "") -> list[Post]:
    """What was put for it, in order; `part` of the key after its number, such as "0:person"."""
    stem = f"announcement:{announcement.id}:{part}"
    query = select(Post).where(col(Post.key).startswith(stem)).order_by(col(Post.id))
    return [one for one in session.exec(query) if part or ":report:" not in one.key]


def await_person(
    session: Session,
    process: Process,
    name: str,
    email: str,
    *,
    now: datetime,
    organisation: str | None = "aalborg",
    role: Role = Role.NEED_OWNER,
    language: str = "da",
) -> AwaitedPerson:
    """Somebody who is invited by mail and not in Slack."""
    awaited = AwaitedPerson(
        process_id=process.id,
        email=email,
        name=name,
        organisation_id=None if organisation is None else organisation_of(session, organisation).id,
        role=role,
        language=language,
        invited_by_id=person(session, ANNE).id,
        invited_at=now,
    )
    session.add(awaited)
    session.flush()
    return awaited


OTHER = {"da": "Vi ses {fornavn}.", "en": ""}


def words_of(post: Post) -> str:
    """The notification, or the mail's subject."""
    return str(post.message["text"])


def settle(
    session: Session, *posts: Post, state: PostState = PostState.SENT, error: str = ""
) -> None:
    """As delivery would leave them."""
    for number, one in enumerate(posts):
        one.state, one.error = state, error or None
        one.ts = f"{number + 1}.000" if state is PostState.SENT else None
        session.add(one)
    session.flush()


def acts(session: Session) -> list[str]:
    """What the audit has of announcements, in order."""
    lines = session.exec(select(AuditLine).where(col(AuditLine.act).startswith("announcements.")))
    return [one.act.partition(".")[2] for one in lines]


def corrects(
    session: Session,
    process: Process,
    made: Announcement,
    *,
    now: datetime,
    text: dict[str, str] | None = None,
) -> object:
    """Karl gives it other words."""
    karl = person(session, KARL)
    other = begin_draft(session, process=process, by=karl, filled=draft_of(made), now=now)
    fill_in(other, draft(text=text or OTHER))
    return announcements.correct(
        session,
        announcement_id=made.id,
        process=process,
        draft_id=other.id,
        revision=made.revision,
        by=karl,
        now=now,
    )
