"""A courier that remembers, and posts for it to take."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.deliveries import Nothing, Outcome
from bot.delivering import Courier, send, work_off
from bot.errors import DeliveryFailed
from bot.outbox import put
from bot.pacing import Limit, Pacing, Rate
from models import Database, Membership, Person, Post, Process
from models.enums import PostState, Role, Stage
from models.posts import AskedQuestion

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# No limits, and nobody rests: what is tested is something else.
FREELY = Pacing(rates=dict.fromkeys(Limit, Rate(a_minute=6e7, at_once=1_000_000)), rest=timedelta())


@dataclass
class RememberingCourier:
    """Takes what it is given, or fails as it was told to."""

    sent: list[tuple[int, str, str]] = field(default_factory=list)  # post, channel, text
    failures: list[DeliveryFailed] = field(default_factory=list)
    looked: int = 0
    standing: list[str] = field(default_factory=list)  # questions there already
    opened: int = 0
    threads: dict[str, str | None] = field(default_factory=dict)  # by text
    edits: list[tuple[str, str, str]] = field(default_factory=list)  # channel, ts, text

    def open_direct(self, slack_id: str) -> str:
        self.opened += 1
        return f"D{slack_id}"

    def deliver(
        self, message: dict[str, str], *, channel: str, post_id: int, thread_ts: str | None = None
    ) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((post_id, channel, message["text"]))
        self.threads[message["text"]] = thread_ts
        return f"{len(self.sent)}.000"

    def edit(self, message: dict[str, str], *, channel: str, ts: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.edits.append((channel, ts, message["text"]))

    def find(
        self,
        *,
        channel: str,  # noqa: ARG002 # a Courier's
        post_id: int,
        asks: AskedQuestion | None = None,
        thread_ts: str | None = None,  # noqa: ARG002 # a Courier's
    ) -> str | None:
        self.looked += 1
        if asks is not None and asks.question_key in self.standing:
            return "8.888"
        return "9.999" if any(post == post_id for post, *_ in self.sent) else None


def mette(session: Session) -> Person:
    person = Person(team_id="T1", slack_id="UMETTE", name="Mette Friis", first_seen_at=NOW)
    session.add(person)
    session.flush()
    return person


def machinery(session: Session) -> Process:
    process = Process(
        key="machinery",
        title={"da": "Maskiner", "en": "Machinery"},
        texts={},
        figures=[],
        questionnaire={},
        team_id="T1",
        channel="CALL",
        facilitators_channel="GLEAD",
        loaded_at=NOW,
    )
    session.add(process)
    session.flush()
    return process


def put_to_mette(
    database: Database, key: str = "hello", due_at: datetime = NOW, *, by_day: bool = False
) -> int:
    with database.write() as session:
        person = session.exec(select(Person)).first() or mette(session)
        put(
            session,
            key=key,
            team_id="T1",
            person_id=person.id,
            message=words(key),
            due_at=due_at,
            waits_for_daytime=by_day,
        )
    return post_of(database, key).id


def put_to_channel(database: Database, key: str = "news", channel: str = "CALL") -> int:
    with database.write() as session:
        process = session.exec(select(Process)).first() or machinery(session)
        put(
            session,
            key=key,
            team_id="T1",
            process_id=process.id,
            channel=channel,
            message=words(key),
            due_at=NOW,
        )
    return post_of(database, key).id


def words(text: str) -> dict[str, object]:
    return {"text": text, "blocks": []}


def post_of(database: Database, key: str) -> Post:
    with database.read() as session:
        return session.exec(select(Post).where(Post.key == key)).one()


def card_about(database: Database, post_id: int) -> Post:
    with database.read() as session:
        return session.exec(select(Post).where(col(Post.key).startswith(f"post:{post_id}:"))).one()


def leave_claimed(database: Database, post_id: int, claimed_at: datetime) -> None:
    """As a worker does that dies while sending."""
    with database.write() as session:
        session.connection().execute(
            update(Post)
            .where(col(Post.id) == post_id)
            .values(state=PostState.CLAIMED, claimed_at=claimed_at, attempts=1)
        )


def deliver_next(
    database: Database, courier: Courier, *, now: datetime, pacing: Pacing = FREELY
) -> Outcome:
    """Claim, send and record one post: what schedules/deliver_posts.py does with many at a time."""
    claimed = work_off(database, now=now, pacing=pacing, most=1)
    if not claimed.to_send:
        return claimed.outcomes[0] if claimed.outcomes else Nothing()
    attempts = [send(courier, post) for post in claimed.to_send]
    [outcome] = work_off(database, now=now, pacing=pacing, attempts=attempts, most=0).outcomes
    return outcome


def deliver_all(
    database: Database, courier: RememberingCourier, now: datetime = NOW
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    while not isinstance(outcome := deliver_next(database, courier, now=now), Nothing):
        outcomes.append(outcome)
    return outcomes


def facilitator(session: Session, process: Process) -> Person:
    anne = Person(team_id="T1", slack_id="UANNE", name="Anne Holm", first_seen_at=NOW)
    session.add(anne)
    session.flush()
    session.add(
        Membership(
            process_id=process.id,
            person_id=anne.id,
            role=Role.FACILITATOR,
            stage=Stage.JOINED,
            invited_at=NOW,
        )
    )
    session.flush()
    return anne
