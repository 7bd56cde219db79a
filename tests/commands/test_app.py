"""The commands that run Sammen, as an operator meets them."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.outbox import put
from sandbox.server import RunningSandbox
from tests.operator_at_work import KEY, PLACE, PROCESS_FILE, ROOT, run


def test_help_loads_neither_database_nor_slack() -> None:
    code = "import sys, app; app.commands(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy", "slack_bolt", "slack_sdk", "apscheduler"})


def test_due_names_the_next_thing_that_is_still_to_come(session: Session) -> None:
    in_a_day = (datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0)
    message = {"text": "x", "blocks": []}
    for key, due_at in [("late", in_a_day - timedelta(days=2)), ("next", in_a_day)]:
        put(session, key=key, team_id="T1", channel="C1", message=message, due_at=due_at)
    session.commit()

    done, everything = run("due"), run("due", "--all")

    assert done.output == f"{in_a_day.isoformat()}\n"
    assert [line.split()[1] for line in everything.output.splitlines()] == ["late", "next"]


def test_due_prints_nothing_when_nothing_is_to_come() -> None:
    done = run("due")

    assert (done.exit_code, done.output) == (0, "")


def test_a_command_that_lacks_a_token_says_so() -> None:
    done = run("run")

    assert (done.exit_code, done.output) == (
        1,
        "SLACK_BOT_TOKEN is missing. `sammen doctor` says where to find it.\n",
    )


def test_an_old_database_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")

    before, migrated, after = run("due"), run("migrate"), run("due")

    assert (before.exit_code, migrated.exit_code, after.exit_code) == (1, 0, 0)
    assert "Run `sammen migrate`" in before.output


MAIL_IS_OFF = (
    "ok       Mail is off. Slack alone carries everything; with mail, meetings would also reach "
    "people's own calendars (docs/mail.md)."
)


def test_the_doctor_says_what_is_missing_and_what_to_do() -> None:
    done = run("doctor")

    assert done.exit_code == 1
    lines = [line for line in done.output.splitlines() if not line.startswith(" ")]
    assert lines == [
        "ok       The database is up to date.",
        "missing  No process is loaded.",
        MAIL_IS_OFF,
        "missing  Slack has no way to reach Sammen.",
        "missing  SLACK_BOT_TOKEN is missing.",
    ]


@pytest.mark.usefixtures("tokens")
def test_the_doctor_finds_a_whole_installation_in_order() -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")
    run("process", "connect", KEY, *PLACE)

    done = run("doctor")

    assert done.output.splitlines() == [
        "ok       The database is up to date.",
        f"ok       {KEY} is loaded and connected.",
        MAIL_IS_OFF,
        "ok       Slack takes SLACK_APP_TOKEN: `sammen run` can be used.",
        "ok       Slack takes SLACK_BOT_TOKEN, in the workspace Sammen (sandkasse).",
        "ok       Sammen has all the scopes that it needs.",
        "ok       Sammen is in #emissionsfrie-arbejdsmaskiner.",
        "ok       Sammen is in #procesledere.",
    ]
    assert done.exit_code == 0


@pytest.mark.usefixtures("tokens")
def test_the_doctor_names_wrong_tokens_and_channels_without_sammen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")
    run("process", "connect", KEY, *(word.replace("C0PROCES", "C0GENERELT") for word in PLACE))
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-wrong")

    done = run("doctor")

    assert done.exit_code == 1
    assert "missing  Slack refuses SLACK_APP_TOKEN: invalid_auth." in done.output
    assert "missing  Sammen is not in #generelt." in done.output
    assert "/invite @Sammen" in done.output


@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize("known", [signal.SIGTERM, signal.SIGINT])
def test_run_is_ready_and_ends_at_once_when_asked(
    known: signal.Signals, sandbox: RunningSandbox
) -> None:
    process = subprocess.Popen(
        [sys.executable, "app.py", "run"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    first_line = process.stderr.readline()

    process.send_signal(known)
    rest = process.communicate(timeout=20)[1]

    assert "Sammen is ready." in first_line
    assert (process.returncode, rest) == (0, "")
    assert sandbox.is_running


@pytest.mark.usefixtures("tokens")
def test_run_says_when_slack_refuses_its_app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-wrong")

    done = subprocess.run(
        [sys.executable, "app.py", "run"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "Slack refuses SLACK_APP_TOKEN (invalid_auth). `sammen doctor` says what to do."
    )


def test_the_rehearsal_s_time_is_sammen_s_time(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock_file = tmp_path / "clock.json"
    clock_file.write_text(json.dumps({"offset_seconds": -86400}))
    monkeypatch.setenv("CLOCK_FILE", os.fspath(clock_file))
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).replace(microsecond=0)
    message = {"text": "x", "blocks": []}
    put(session, key="x", team_id="T1", channel="C1", message=message, due_at=an_hour_ago)
    session.commit()

    done = run("due")

    assert done.output == f"{an_hour_ago.isoformat()}\n"


def test_a_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICK_SECONDS", "soon")

    done = run("due")

    assert done.exit_code == 1
    assert "A setting cannot be read." in done.output
    assert "tick_seconds" in done.output


def test_a_setting_with_a_password_in_it_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SMTP_URL", "http://sammen:hemmeligt@mail.example")

    done = run("due")

    assert done.exit_code == 1
    assert "smtp_url" in done.output
    assert "hemmeligt" not in done.output
