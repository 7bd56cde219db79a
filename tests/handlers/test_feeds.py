"""A person's own calendar address in Slack."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from models import AuditLine, Database, Feed, Process
from sandbox.server import RunningSandbox
from tests.fakes import StandingClock, Workspace
from tests.humans import NOTHING, Human, Told

URL = "https://sammen.example"
ADDRESS = re.compile(rf"`{URL}/calendar/([A-Za-z0-9_-]{{43}})\.ics`")
OPENED = Told(opened=("Mit kalenderabonnement",))
EDITED = Told(edited=("Mit kalenderabonnement",))


@pytest.fixture
def workspace(
    running_sandbox: RunningSandbox, database: Database, clock: StandingClock, public_url: str
) -> Iterator[Workspace]:
    workspace = Workspace(running_sandbox, database, clock, public_url=public_url)
    yield workspace
    workspace.close()
    assert [record.exc_info for record in workspace.errors.records] == []


@pytest.fixture
def public_url() -> str:
    return URL


def token_shown(human: Human) -> str:
    """The token in the open modal."""
    found = ADDRESS.search(human.reads_form())
    assert found, human.reads_form()
    return found[1]


def feeds(workspace: Workspace) -> list[Feed]:
    with workspace.database.read() as session:
        return list(session.exec(select(Feed).order_by(Feed.id)))  # type: ignore[arg-type]


@pytest.mark.usefixtures("members")
def test_a_member_finds_their_address_on_home(workspace: Workspace, mette: Human) -> None:
    mette.opens_home()

    told = mette.presses("Mit kalenderabonnement")

    assert OPENED.opened == told.opened
    [feed] = feeds(workspace)
    assert token_shown(mette) == feed.token
    assert f'"url": "{URL}/calendar/{feed.token}"' in json.dumps(view_of(mette))


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize("word", ["kalender", "Calendar"])
def test_the_command_opens_the_same(mette: Human, word: str) -> None:
    assert mette.commands(word) == OPENED


@pytest.mark.usefixtures("members")
def test_the_address_stays_the_same_and_is_one_s_own(mette: Human, sara: Human) -> None:
    mette.commands("kalender")
    first = token_shown(mette)
    sara.commands("kalender")
    mette.commands("kalender")

    assert token_shown(mette) == first
    assert token_shown(sara) != first


@pytest.mark.usefixtures("members")
def test_a_new_address_takes_the_old_one_s_place_in_the_modal(
    workspace: Workspace, mette: Human
) -> None:
    mette.commands("kalender")
    old = token_shown(mette)

    told = mette.presses("Lav en ny adresse")

    assert told == EDITED
    [before, after] = feeds(workspace)
    assert (before.token, after.token) == (old, token_shown(mette))
    assert before.revoked_at is not None
    assert after.revoked_at is None


@pytest.mark.usefixtures("members")
def test_a_closed_subscription_may_be_opened_again(workspace: Workspace, mette: Human) -> None:
    mette.commands("kalender")
    old = token_shown(mette)

    told = mette.presses("Luk for abonnementet")
    closed = mette.reads_form()
    mette.presses("Lav en ny adresse")

    assert told == EDITED
    assert "Abonnementet er lukket" in closed
    assert old not in closed
    assert token_shown(mette) != old
    assert [feed.revoked_at is None for feed in feeds(workspace)] == [False, True]


@pytest.mark.usefixtures("members")
def test_opening_the_device_s_calendar_says_nothing_in_slack(mette: Human) -> None:
    mette.commands("kalender")

    assert mette.presses("Åbn i Kalender") == NOTHING


def test_renewing_and_closing_are_noted(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.commands("kalender")
    mette.presses("Lav en ny adresse")
    mette.presses("Luk for abonnementet")

    with workspace.database.read() as session:
        lines = session.exec(select(AuditLine)).all()
    assert [one.act for one in lines if one.act.startswith("feeds.")] == [
        "feeds.renew",
        "feeds.close",
    ]
    assert members.id


@pytest.mark.usefixtures("process")
def test_whoever_has_not_joined_gets_none(workspace: Workspace, mette: Human) -> None:
    mette.opens_home()
    home = mette.reads_home()

    told = mette.commands("kalender")
    mette.forges("feeds.renew", "")
    mette.forges("feeds.open", "")

    assert "feeds.open" not in home
    assert told == Told(said=("Et kalenderabonnement er for dem, der er med i processen.",))
    assert feeds(workspace) == []


@pytest.mark.usefixtures("members")
def test_a_forged_press_touches_only_one_s_own(
    workspace: Workspace, mette: Human, sara: Human
) -> None:
    mette.commands("kalender")
    [feed] = feeds(workspace)

    for act in ("feeds.close", "feeds.renew"):
        sara.forges(act, str(feed.id))
        sara.forges(act, feed.token)

    [still, *_] = feeds(workspace)
    assert (still.token, still.revoked_at) == (feed.token, None)


class TestWithoutAnAddress:
    """Sammen is not reached from outside."""

    @pytest.fixture
    def public_url(self) -> str:
        return ""

    @pytest.mark.usefixtures("members")
    def test_a_member_is_told_where_the_files_are(self, workspace: Workspace, mette: Human) -> None:
        mette.opens_home()

        told = mette.commands("kalender")

        assert "feeds.open" not in mette.reads_home()
        assert told == Told(said=("Her kan man ikke abonnere på sin kalender endnu.",))
        assert "*Kalenderfil*" in mette.reads()
        assert "PUBLIC_URL" not in mette.reads()
        assert feeds(workspace) == []

    @pytest.mark.usefixtures("process")
    def test_a_facilitator_is_told_what_is_missing(self, anne: Human) -> None:
        anne.commands("kalender")

        assert "`PUBLIC_URL`" in anne.reads()


def view_of(human: Human) -> dict[str, Any]:
    view: dict[str, Any] = human.workspace.slack.store.stacks[human.id][-1]
    return view
