"""One visit for each act: who it is, once for each event, all or nothing, said after the commit."""

import json
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from handlers.shown import ShownMessages
from models import Answer, Conversation, Database, Membership, Person, Process, SeenEvent
from sandbox.transports import Envelope, EnvelopeType, signed_request
from tests.builders import (
    METTE,
    PETER,
    SARA,
    add_member,
    begin_talk,
    load_process,
    membership_of,
)
from tests.fakes import Workspace
from tests.humans import Human, Told

WELCOME = Told(said=("Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",))


def written(workspace: Workspace, human: Human, text: str, **wrapper: object) -> dict[str, Any]:
    """An event that says that somebody has written."""
    event = {
        "type": "message",
        "channel_type": "im",
        "user": human.id,
        "channel": human.im,
        "ts": workspace.slack.clock.next_ts(),
        "text": text,
    }
    return workspace.event(event, **wrapper)


def count(workspace: Workspace, table: type[Any]) -> int:
    with workspace.database.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.usefixtures("process")
def test_a_request_that_slack_has_not_signed_is_refused(workspace: Workspace, mette: Human) -> None:
    envelope = Envelope(EnvelopeType.EVENT, written(workspace, mette, "hej"))
    body, headers = signed_request(envelope, secret="guessed", at=int(time.time()))
    old_body, old_headers = signed_request(
        envelope, secret=workspace.secret, at=int(time.time()) - 600
    )
    unsigned = {"Content-Type": "application/json"}

    statuses = [
        workspace.dispatch(body, headers).status,
        workspace.dispatch(old_body, old_headers).status,
        workspace.dispatch(body, unsigned).status,
        workspace.dispatch(old_body + " ", headers | {"X-Slack-Signature": "v0="}).status,
    ]

    assert statuses == [401, 401, 401, 401]
    assert count(workspace, Person) == 2  # the facilitators
    assert mette.heard_after("") == []


@pytest.mark.usefixtures("members")
def test_the_same_event_three_times_is_one(workspace: Workspace, mette: Human) -> None:
    mette.writes("start")
    before = len(mette.heard_after(""))
    event = written(workspace, mette, "hjælp")

    for attempt in range(3):
        headers = {"retry_attempt": attempt, "retry_reason": "http_timeout"}
        envelope = replace(Envelope(EnvelopeType.EVENT, event), **headers)  # type: ignore[arg-type]
        body, signed = signed_request(envelope, secret=workspace.secret, at=int(time.time()))
        assert workspace.dispatch(body, signed).status == 200

    assert mette.heard_after("")[before:] == ["Her er, hvad jeg kan hjælpe med."]


@pytest.mark.usefixtures("members")
def test_the_same_event_three_times_in_the_same_moment_is_one(
    workspace: Workspace, mette: Human
) -> None:
    event = written(workspace, mette, "hjælp")

    workspace.at_once(*[lambda: workspace.deliver(event)] * 3)

    assert mette.heard_after("") == ["Her er, hvad jeg kan hjælpe med."]
    assert count(workspace, SeenEvent) == 1


def test_a_workspace_where_no_process_lives_is_told_so_and_keeps_no_answer(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    elsewhere = {"team_id": "T0OTHER", "context_team_id": "T0OTHER", "authorizations": []}

    workspace.deliver(written(workspace, mette, "200 mio. kr.", **elsewhere))

    assert mette.heard_after("") == ["Jeg er ikke sat op i dette arbejdsrum endnu."]
    assert count(workspace, Answer) == 0
    with workspace.database.read() as session:
        teams = session.exec(select(Membership).where(Membership.process_id == process.id)).all()
    assert len(teams) == 2


def test_a_process_of_another_workspace_is_not_shown(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        session.get_one(Process, members.id).team_id = "T0OTHER"

    joined = mette.forges("onboarding.join", str(members.id))
    written_to = mette.writes("hjælp")

    assert joined == Told(said=("Den knap virker ikke mere.",))
    assert written_to == Told(said=("Jeg er ikke sat op i dette arbejdsrum endnu.",))


@pytest.mark.usefixtures("process")
def test_slack_is_asked_once_who_somebody_is(workspace: Workspace, peter: Human) -> None:
    peter.writes("hello")
    workspace.slack.pressure.order({"method": "users.info", "error": "500", "times": 9})

    told = peter.writes("hello again")

    with workspace.database.read() as session:
        person = session.exec(select(Person).where(Person.slack_id == PETER)).one()
    assert (person.name, person.slack_email, person.language, person.dm_channel) == (
        "Peter Dam",
        "peter.dam@metro.example",
        "en",
        "D0PETER",
    )
    assert told.said == (
        "Shall we get started with Together on zero-emission construction machinery?",
    )


@pytest.mark.usefixtures("process")
def test_somebody_of_whom_slack_says_nothing_is_welcomed_all_the_same(
    workspace: Workspace, mette: Human
) -> None:
    workspace.slack.pressure.order({"method": "users.info", "error": "missing_scope"})

    told = mette.writes("hej")

    assert told == WELCOME
    with workspace.database.read() as session:
        person = session.exec(select(Person).where(Person.slack_id == METTE)).one()
    assert (person.name, person.slack_email, person.language) == ("U0METTE", None, "da")


@pytest.mark.usefixtures("members")
def test_sammen_does_not_answer_itself(workspace: Workspace, mette: Human) -> None:
    workspace.slack.settings.own_messages = True
    try:
        told = mette.writes("start")
        workspace.settle()
    finally:
        workspace.slack.settings.own_messages = False

    assert len(told.said) == 1
    assert len(mette.heard_after("")) == 1


def test_messages_of_one_batch_are_remembered_when_it_ends(
    database: Database, now: datetime
) -> None:
    with database.write() as session:
        process = load_process(session, now=now)
        for slack_id in (METTE, SARA):
            organisation = "aalborg" if slack_id == METTE else "koebenhavn"
            add_member(session, process, slack_id, now=now, organisation=organisation)
        talks = [
            begin_talk(session, membership_of(session, process, one), now=now)
            for one in (METTE, SARA)
        ]
    shown = ShownMessages(database)

    for talk, ts in zip([*talks, talks[0]], ("1.1", "2.2", "3.3"), strict=True):
        shown((talk.conversation_id, "machine_classes"), ts)
    shown.close()

    with database.read() as session:
        rows = session.exec(select(Conversation).order_by(col(Conversation.id))).all()
    assert [(row.shown_key, row.shown_ts) for row in rows] == [
        ("machine_classes", "3.3"),
        ("machine_classes", "2.2"),
    ]


@pytest.mark.usefixtures("members")
def test_an_answer_given_before_the_slow_question_was_shown_still_counts(
    workspace: Workspace, mette: Human
) -> None:
    mette.writes("start")
    with workspace.database.write() as session:
        conversation = session.exec(select(Conversation)).one()
        conversation.shown_key = conversation.shown_ts = None

    told = mette.writes("ved ikke")

    assert told.edited == ()
    assert told.said == ("2 af 9: Hvor kommer maskinerne fra?",)


def test_slacks_question_whether_the_address_is_ours_is_answered(workspace: Workspace) -> None:
    challenge = {"type": "url_verification", "challenge": "abc", "token": "x"}

    response = workspace.deliver(challenge)

    assert (response.status, json.loads(response.body)) == (200, {"challenge": "abc"})
