"""The apps that are measured, each served by `sammen web`'s own HTTP edge in a process of its own.

`python benchmarks/subjects.py sammen|bare|ack PORT DATABASE_URL API_URL`
"""

import queue
import sqlite3
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import uvicorn
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_sdk import WebClient

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.people import FILE
from bot.content import read_process
from bot.conversation.engine import Ask, next_step
from bot.conversation.questions import Chosen, Language
from bot.settings import Settings
from bot.voice.interview import Put, answered_message, question_message
from handlers.shown import ShownMessages
from handlers.slack_app import build_app, build_bolt
from handlers.visit import Services
from handlers.web import build_web
from models import Database


def durable_commit(url: str) -> Callable[[], None]:
    """One row, safely on disk, by the barest means: a kept connection and one statement."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE IF NOT EXISTS bare (at TEXT, words TEXT)")
        lock = threading.Lock()

        def commit_to_sqlite() -> None:
            with lock:
                connection.execute("INSERT INTO bare VALUES (datetime(), 'yes')")

        return commit_to_sqlite
    pool: queue.SimpleQueue[psycopg.Connection] = queue.SimpleQueue()
    for _ in range(32):
        pool.put(psycopg.connect(url, autocommit=True))
    with psycopg.connect(url, autocommit=True) as first:
        first.execute("CREATE TABLE IF NOT EXISTS bare (at TIMESTAMPTZ, words TEXT)")

    def commit_to_postgresql() -> None:
        taken = pool.get()
        taken.execute("INSERT INTO bare VALUES (now(), 'yes')")
        pool.put(taken)

    return commit_to_postgresql


def build_bare(settings: Settings, *, commit: Callable[[], None] | None) -> App:
    """Listeners that do one durable commit and two Web API calls, or nothing but acknowledge.

    What they post is as large as what Sammen posts: a question, and an answer in its place.
    """
    app = build_bolt(settings)
    file = read_process(FILE.read_text(encoding="utf-8"), name=FILE.name)
    ask = next_step(file.questionnaire, {}, confirmed=False)
    assert isinstance(ask, Ask)
    put = Put(interview_id=1, questionnaire=file.questionnaire, ask=ask)
    question = question_message(put, Language.DANISH)
    value = Chosen(ask.question.offered[:2])
    answered = answered_message(1, ask.question, value, Language.DANISH)

    def work(client: WebClient, channel: str, ts: str) -> None:
        if commit is not None:
            commit()
            client.chat_update(channel=channel, ts=ts, **answered)
            client.chat_postMessage(channel=channel, **question)

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        work(client, body["container"]["channel_id"], body["container"]["message_ts"])

    def heard(event: dict[str, Any], client: WebClient) -> None:
        work(client, event["channel"], event["ts"])

    app.action("interview.choose:yes")(pressed)
    app.message("")(heard)
    return app


def main() -> None:
    """Serve until killed."""
    kind, port, url, api_url = sys.argv[1:]
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # as pydantic-settings documents it
        database_url=url,
        slack_api_url=api_url,
        slack_bot_token=SecretStr("xoxb-benchmark"),
        slack_signing_secret=SecretStr("benchmark"),
    )
    database = Database(url)
    services = Services(
        database=database, now=lambda: datetime.now(UTC), shown=ShownMessages(database)
    )
    if kind == "sammen":
        app = build_app(settings, services)
    else:
        app = build_bare(settings, commit=durable_commit(url) if kind == "bare" else None)
    web = build_web(app, settings, services)
    uvicorn.run(web, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
