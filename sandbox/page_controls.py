"""The sandbox's own knobs: the clock, and the settings that tests and the page may change."""

import asyncio
import contextlib
import shlex
from datetime import datetime
from typing import Any

from sandbox import page_state
from sandbox.changes import Change
from sandbox.local_slack import LocalSlack

Answer = dict[str, Any]

_COMMAND_SECONDS = 20.0
NOTHING_DUE = "Der er ikke planlagt mere."


async def move_clock(slack: LocalSlack, told: Answer) -> Answer:
    """Advance by so many seconds, or to just after the next thing that is due."""
    notice = None
    if told.get("to") == "next":
        notice = await _move_to_next(slack)
    else:
        slack.clock.advance(float(told["advance_seconds"]))
    slack.changes.publish(Change("clock"))
    answer = page_state.clock(slack)
    return {"ok": True, **answer, "notice": notice} if notice else {"ok": True, **answer}


async def change_settings(slack: LocalSlack, told: Answer) -> Answer:
    """Change what is named: limits, faults, delays; `disconnect` asks the app to reconnect."""
    settings = slack.settings
    for name in ("rate_limits", "own_messages", "mail_down"):
        if name in told:
            setattr(settings, name, bool(told[name]))
    for name in ("ack_seconds", "hold_seconds", "knock_seconds"):
        if name in told:
            setattr(settings, name, float(told[name]))
    if "retry_delays" in told:
        settings.retry_delays = tuple(float(delay) for delay in told["retry_delays"])
    if settings.mail_down:
        slack.mail_servers.hang_up()
    if "fail_next" in told:
        _order_fault(slack, told["fail_next"])
    if told.get("disconnect"):
        await slack.socket_mode.refresh()
    if "archive" in told:
        channel = slack.store.channels[str(told["archive"])]
        channel.is_archived = not channel.is_archived
        slack.store.keep_channel(channel)
    slack.changes.publish(Change("state"))
    return {"ok": True, "settings": page_state.shown_settings(slack)}


def _order_fault(slack: LocalSlack, fault: Answer | None) -> None:
    if fault is None:
        slack.pressure.forget_faults()
    else:
        slack.pressure.order(fault)


async def _move_to_next(slack: LocalSlack) -> str | None:
    if slack.next_due_command is None:
        return "Sandkassen ved ikke, hvad der er planlagt."
    process = await asyncio.create_subprocess_exec(
        *shlex.split(slack.next_due_command), stdout=asyncio.subprocess.PIPE
    )
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), _COMMAND_SECONDS)
    except TimeoutError:
        return "Sammen kunne ikke sige i tide, hvad der er planlagt."
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
    if process.returncode:
        return "Sammen kunne ikke sige, hvad der er planlagt."
    line = printed.decode(errors="replace").strip().rpartition("\n")[2]
    if not line:
        return NOTHING_DUE
    try:
        due = datetime.fromisoformat(line)
    except ValueError:
        return f"Sammen svarede ikke med et tidspunkt: {line[:80]}"
    if due.tzinfo is None:
        due = due.replace(tzinfo=slack.world.starts_at.tzinfo)
    ahead = (due - slack.clock.now()).total_seconds() + 1
    slack.clock.advance(max(ahead, 0.0))
    return None
