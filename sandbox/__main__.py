"""`python -m sandbox`: runs the local Slack until it is told to stop."""

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from sandbox.listening import PortTaken, listen_all
from sandbox.server import Plan, SandboxServer, build_slack


def main() -> int:
    """Read the options, say where the sandbox is, and serve."""
    options = _options()
    if options.deliver == "http" and not options.request_url:
        sys.stderr.write("--deliver http needs --request-url\n")
        return 2
    if options.fresh and options.data:
        for old in options.data.glob("sandbox.db*"):
            old.unlink()
        shutil.rmtree(options.data / "mail", ignore_errors=True)
    if options.data:
        # IMAP writes its lists beside and renames them, which must not cross over to another disk.
        options.data.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(options.data)
    try:
        listener, smtp, imap = listen_all(
            (options.host, options.port),
            ("127.0.0.1", options.smtp_port),
            ("127.0.0.1", options.imap_port),
        )
    except PortTaken as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    url = f"http://{options.host}:{listener.getsockname()[1]}"
    plan = Plan(
        base_url=url,
        smtp=smtp,
        imap=imap,
        data_dir=options.data,
        clock_file=options.clock_file,
        next_due_command=options.next_due_command,
        request_url=options.request_url if options.deliver == "http" else None,
    )
    slack = build_slack(plan)
    server = SandboxServer(slack)
    # The server handles these while it runs and raises them again afterwards: by then all is done.
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, lambda _number, _frame: None)
    persona = next(iter(slack.world.personas))
    sys.stdout.write(f"Sandkassen er åben: {url}/?as={persona}\nWeb API: {url}/api/\n")
    sys.stdout.write(f"Post: {slack.mail_servers.smtp_url} {slack.mail_servers.imap_url}\n")
    sys.stdout.flush()
    asyncio.run(server.serve(sockets=[listener]))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 takes any free port")
    parser.add_argument("--smtp-port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--imap-port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--data", type=Path, help="folder to remember in; without it, nothing is")
    parser.add_argument("--clock-file", type=Path, help="where the app reads the sandbox's time")
    parser.add_argument("--next-due-command", help="prints the time of the next thing due")
    parser.add_argument("--deliver", choices=["socket", "http"], default="socket")
    parser.add_argument("--request-url", help="where the app takes requests with --deliver http")
    parser.add_argument("--fresh", action="store_true", help="forget what was remembered")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
