from datetime import datetime

from bot.mailing import Mail
from models import Database, Post
from models.enums import PostState
from models.undelivered import Undelivered, undelivered_posts
from tests.builders import TEAM, load_process


def test_a_mail_to_somebody_who_is_awaited_bears_their_name(
    database: Database, now: datetime
) -> None:
    mail = Mail(
        subject="Vil du være med?",
        plain="Hej Nora",
        to_name="Nora Bæk",
        to="nora.baek@odense.example",
        from_name="Sammen",
        from_="sammen@copi.example",
    )
    with database.write() as session:
        process = load_process(session, now=now)
        post = Post(
            key="awaited:1:0",
            team_id=TEAM,
            process_id=process.id,
            address=mail.to,
            message=mail.stored(),
            due_at=now,
            state=PostState.FAILED,
            error="550 No such mailbox",
        )
        session.add(post)
        session.flush()

        found = undelivered_posts(session, process_id=process.id, most=5)

    assert found == [
        Undelivered(
            post_id=post.id,
            words="Vil du være med?",
            person="Nora Bæk",
            channel=None,
            address="nora.baek@odense.example",
            is_unsure=False,
            error="550 No such mailbox",
        )
    ]
