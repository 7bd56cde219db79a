"""Puts the sandbox together and runs it, in a thread for tests or as a program."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from sandbox import api_files, page_api, responses, web_api
from sandbox.changes import Change, Changes
from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.disk import Disk
from sandbox.inboxes import Inboxes
from sandbox.listening import listen_all
from sandbox.local_slack import LocalSlack
from sandbox.mail_servers import MailServers
from sandbox.mailboxes import Mailboxes
from sandbox.post_office import PostOffice
from sandbox.pressure import Pressure
from sandbox.settings import Settings
from sandbox.signed_http import SignedHttp
from sandbox.socket_mode import SocketMode
from sandbox.store import Store, kept_offset
from sandbox.world import World, load_world

PAGE = Path(__file__).with_name("page")
_NO_PAGE = """<!doctype html><html lang="da"><title>Sammen (sandkasse)</title>
<p>Sandkassen kører, men siden er ikke installeret. Web API: <code>/api/</code></p></html>"""

# So long may an answer that is on its way take when the sandbox ends.
_LAST_WORDS_SECONDS = 1.0

Endpoint = Callable[[LocalSlack, Request], Awaitable[Response]]


@dataclass(frozen=True)
class Plan:
    """How a sandbox is to be run."""

    base_url: str
    smtp: socket.socket
    imap: socket.socket
    data_dir: Path | None = None
    clock_file: Path | None = None
    next_due_command: str | None = None
    # Given: deliver by signed HTTP to this address. Else by Socket Mode.
    request_url: str | None = None


def build_slack(plan: Plan, *, world: World | None = None) -> LocalSlack:
    """The sandbox without its server."""
    world = world or load_world()
    settings, pressure = Settings(), Pressure()
    mail_dir = plan.data_dir / "mail" if plan.data_dir else None
    addresses = [world.mail.address, *(one.email for one in world.personas.values())]
    mailboxes = Mailboxes(mail_dir, addresses)
    disk = Disk(plan.data_dir / "sandbox.db") if plan.data_dir else None
    offset = kept_offset(disk) if disk else None
    store = Store(world, disk)
    clock = Clock(
        starts_at=world.starts_at,
        offset_seconds=offset,
        clock_file=plan.clock_file,
        remember=store.remember_offset,
    )
    clock.never_before(store.last_ts)
    office = PostOffice(world, mailboxes, clock)
    servers = MailServers(world.mail, office, settings, pressure, smtp=plan.smtp, imap=plan.imap)
    delivery = Delivery(settings)
    changes = Changes()

    def connection_changed() -> None:
        delivery.release()
        changes.publish(Change("state"))

    socket_mode = SocketMode(world, connection_changed)
    if plan.request_url:
        delivery.use(SignedHttp(world, plan.request_url, connection_changed))
    else:
        delivery.use(socket_mode)
    return LocalSlack(
        world=world,
        clock=clock,
        store=store,
        settings=settings,
        delivery=delivery,
        changes=changes,
        socket_mode=socket_mode,
        post_office=office,
        inboxes=Inboxes(world, mailboxes, store),
        mail_servers=servers,
        pressure=pressure,
        base_url=plan.base_url,
        next_due_command=plan.next_due_command,
    )


def build_app(slack: LocalSlack) -> Starlette:
    """The web application: Web API, websockets, files, the page and its API."""

    def route(path: str, endpoint: Endpoint, *methods: str) -> Route:
        async def answer(request: Request) -> Response:
            return await endpoint(slack, request)

        return Route(path, answer, methods=list(methods))

    async def link(websocket: WebSocket) -> None:
        await slack.socket_mode.attend(websocket)

    routes: list[BaseRoute] = [
        route("/api/{method}", web_api.call, "GET", "POST"),
        route("/upload/{file_id}", api_files.receive, "POST"),
        route("/files/{file_id}/{name}", api_files.serve, "GET"),
        route("/response/{token}", responses.receive, "POST"),
        route("/archives/{channel}/{ts}", _to_conversation, "GET"),
        route("/page/{what}", page_api.show, "GET"),
        route("/page/{what}", page_api.do, "POST"),
        WebSocketRoute("/link", link),
    ]
    if (PAGE / "index.html").exists():
        routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
    else:
        routes.append(route("/", _no_page, "GET"))
    return Starlette(routes=routes)


class SandboxServer(uvicorn.Server):
    """Ends at once: open streams and websockets are told to, instead of being waited for."""

    def __init__(self, slack: LocalSlack) -> None:
        super().__init__(
            uvicorn.Config(
                build_app(slack),
                lifespan="off",
                log_level="warning",
                access_log=False,
                ws_per_message_deflate=False,
            )
        )
        self._slack = slack

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Mail is there as soon as the page is."""
        await self._slack.mail_servers.start()
        await super().startup(sockets)

    async def main_loop(self) -> None:
        """Look often whether it is time to end, so that tests need not wait."""
        tick = 0
        while not await self.on_tick(tick):
            tick = (tick + 1) % 1_000
            await asyncio.sleep(0.05)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is open, then write everything down."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        self._slack.mail_servers.stop()
        self._slack.closing.set()
        self._slack.changes.close()
        await self._slack.delivery.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._until_all_are_gone(), _LAST_WORDS_SECONDS)
        for task in list(self.server_state.tasks):
            task.cancel()
        self._slack.store.close()

    async def _until_all_are_gone(self) -> None:
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(0.005)


@dataclass(frozen=True)
class RunningSandbox:
    """A sandbox in a thread of this process."""

    url: str
    slack: LocalSlack
    _server: SandboxServer
    _thread: threading.Thread

    @property
    def api_url(self) -> str:
        """What WebClient takes as its base_url."""
        return self.url + "/api/"

    @property
    def smtp_url(self) -> str:
        """Where the app sends mail, with the name and password of its mailbox."""
        return self.slack.mail_servers.smtp_url

    @property
    def imap_url(self) -> str:
        """Where the app reads its mailbox."""
        return self.slack.mail_servers.imap_url

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End it and wait until everything is written down."""
        self._server.should_exit = True
        self._thread.join(timeout=10)


def start(
    port: int = 0,
    data_dir: Path | None = None,
    *,
    clock_file: Path | None = None,
    next_due_command: str | None = None,
    request_url: str | None = None,
    world: World | None = None,
    smtp_port: int = 0,
    imap_port: int = 0,
) -> RunningSandbox:
    """Run a sandbox on a free port of this machine and return when it answers."""
    here = "127.0.0.1"
    listener, smtp, imap = listen_all((here, port), (here, smtp_port), (here, imap_port))
    url = f"http://{here}:{listener.getsockname()[1]}"
    plan = Plan(
        base_url=url,
        smtp=smtp,
        imap=imap,
        data_dir=data_dir,
        clock_file=clock_file,
        next_due_command=next_due_command,
        request_url=request_url,
    )
    slack = build_slack(plan, world=world)
    server = SandboxServer(slack)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listener])), name="sandbox", daemon=True
    )
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(timeout=0.01)
    if not server.started:
        raise RuntimeError("the sandbox did not start")
    return RunningSandbox(url, slack, server, thread)


async def _to_conversation(_slack: LocalSlack, request: Request) -> Response:
    return RedirectResponse(f"/#{request.path_params['channel']}")


async def _no_page(_slack: LocalSlack, _request: Request) -> Response:
    return HTMLResponse(_NO_PAGE)
