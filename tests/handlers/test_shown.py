"""A question whose message was not written down: is it asked twice, or never?"""

import pytest
from sqlalchemy import update
from sqlmodel import select

from models import Conversation, Process
from schedules.ask_lost_questions import ask_lost_questions
from tests.fakes import Workspace
from tests.humans import Human


@pytest.fixture
def texts(workspace: Workspace, members: Process, mette: Human) -> list[str]:
    """What Mette reads after her first question, of which a dying worker has noted nothing."""
    assert members.id
    workspace.clock.at = workspace.slack.clock.now()  # messages are dated by the sandbox
    mette.writes("fortsæt")
    with workspace.database.write() as session:
        session.connection().execute(update(Conversation).values(shown_key=None, shown_ts=None))
    workspace.clock.move(minutes=2)
    return read_by(mette)


def read_by(human: Human) -> list[str]:
    return [message["text"] for message in human.page.messages(human.im)]


def clock_ticks(workspace: Workspace) -> None:
    ask_lost_questions(workspace.database, workspace.clock())
    workspace.sends_posts()
    ask_lost_questions(workspace.database, workspace.clock())


def test_a_question_that_stands_there_is_not_doubled(
    workspace: Workspace, mette: Human, texts: list[str]
) -> None:
    clock_ticks(workspace)

    assert read_by(mette) == texts
    with workspace.database.read() as session:
        [conversation] = session.exec(select(Conversation)).all()
    assert conversation.shown_key == conversation.asked_key
    assert conversation.shown_ts == mette.page.messages(mette.im)[-1]["ts"]


def test_a_question_that_is_gone_is_asked_again(
    workspace: Workspace, mette: Human, texts: list[str]
) -> None:
    workspace.app.client.chat_delete(channel=mette.im, ts=mette.page.messages(mette.im)[-1]["ts"])

    clock_ticks(workspace)

    assert read_by(mette) == texts
