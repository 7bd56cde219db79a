"""Facilitators who announce in the sandbox, and the clock that sends it."""

from sqlmodel import col, select

from bot.calendar.events import Organizer
from models import Announcement, AuditLine, Post
from models.enums import AnnouncementState
from schedules.send_announcements import Announcing, tell_of_answers
from tests.fakes import Workspace
from tests.humans import Human

NEED_OWNERS = ["Offentlig bygherre (behovsejer)"]
FILLED: dict[str, str | list[str]] = {
    "announcement_da": "Hej {fornavn}. Husk *mødet* & svar.",
    "announcement_en": "Hello {first_name}. Remember the meeting.",
    "announcement_roles": NEED_OWNERS,
    "announcement_seen": ["Sæt knappen »Set« under beskeden"],
}
HEJ_METTE = "Hej Mette. Husk *mødet* &amp; svar."


def passes(workspace: Workspace, *, organizer: Organizer | None = None, rounds: int = 3) -> None:
    """The clock and the outbox do their work, some times over."""
    for _ in range(rounds):
        Announcing(organizer).send_announcements(workspace.database, workspace.clock())
        tell_of_answers(workspace.database, workspace.clock())
        workspace.sends_posts()
        workspace.clock.move(seconds=10)


def previews(human: Human, **filled: str | list[str]) -> str:
    """The facilitator fills in a form: the preview."""
    human.commands("udmelding")
    told = human.sends(**(FILLED | filled))
    assert told.faults == {}
    return human.reads_form()


def sends(human: Human, **filled: str | list[str]) -> None:
    """The facilitator sends it, and it goes out."""
    previews(human, **filled)
    human.sends()
    passes(human.workspace)


def only(workspace: Workspace) -> Announcement:
    with workspace.database.read() as session:
        return session.exec(
            select(Announcement).where(Announcement.state != AnnouncementState.DRAFT)
        ).one()


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        lines = session.exec(
            select(AuditLine).where(col(AuditLine.act).startswith("announcements."))
        )
        return [one.act.partition(".")[2] for one in lines]


def posts(workspace: Workspace) -> list[Post]:
    with workspace.database.read() as session:
        query = select(Post).where(
            col(Post.key).startswith("announcement:"), ~col(Post.key).contains(":report:")
        )
        return list(session.exec(query.order_by(col(Post.id))))
