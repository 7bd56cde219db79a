"""The outbox: `put` a message that nobody asked for, in the transaction of its reason.

What is due is delivered by bot/delivering.py (Slack) and bot/mailing.py (mail), once each.
"""

from datetime import datetime

from sqlmodel import Session

from bot.voice.blocks import Message
from models import Process
from models.posts import AskedQuestion, add_post


def put(
    session: Session,
    *,
    key: str,
    team_id: str,
    message: Message,
    due_at: datetime,
    process_id: int | None = None,
    person_id: int | None = None,
    channel: str | None = None,
    address: str | None = None,
    in_thread_of: int | None = None,
    edits: int | None = None,
    waits_for_daytime: bool = False,
    asks: AskedQuestion | None = None,
) -> bool:
    """Have it sent to the person, channel or address. A key that was put before is not put again.

    With an `address` it goes by mail, and `message` is what `Mail.stored` makes of it: to that
    person, or without one to somebody who is awaited and has no account yet.
    `in_thread_of` and `edits` are ids of posts to the same reader: it waits until that one is
    sent, and is then a reply in its thread, or takes its place; it does so without the thread if
    that one failed, and not at all if there is no message to edit.

    What waits for daytime is not sent in quiet hours either when failures have delayed it. What
    asks a question is not sent if the question stands there already.
    """
    if (person_id or address) is None and channel is None:
        problem = "a post goes to a person, to a channel, or by mail"
        raise ValueError(problem)
    if channel is not None and (person_id is not None or address is not None):
        problem = "what stands in a channel goes to nobody else"
        raise ValueError(problem)
    if sum(one is not None for one in (address, in_thread_of, edits)) > 1:
        problem = "a post goes by mail, into a thread, or in another one's place: one of these"
        raise ValueError(problem)
    return add_post(
        session,
        values={
            "key": key,
            "team_id": team_id,
            "process_id": process_id,
            "person_id": person_id,
            "channel": channel,
            "address": address,
            "in_thread_of_id": in_thread_of,
            "edits_id": edits,
            "message": message,
            "due_at": due_at,
            "waits_for_daytime": waits_for_daytime,
            "asks": asks.stored() if asks else None,
        },
    )


def put_to_facilitators(
    session: Session, *, key: str, process: Process, message: Message, due_at: datetime
) -> bool:
    """The same for the channel of those who lead the process. False if it has none yet."""
    if process.team_id is None or process.facilitators_channel is None:
        return False
    return put(
        session,
        key=key,
        team_id=process.team_id,
        process_id=process.id,
        channel=process.facilitators_channel,
        message=message,
        due_at=due_at,
    )
