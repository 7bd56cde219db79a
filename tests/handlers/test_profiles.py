"""What Slack says of a person is asked for until it has answered, and then no more."""

from datetime import datetime

import pytest
from slack_sdk import WebClient

from models import Process
from models.people import find_person
from tests.builders import METTE, TEAM, add_member
from tests.fakes import Workspace
from tests.humans import Human

METTE_FRIIS = ("Mette Friis", "mette.friis@aalborg.example")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of whom Slack has been asked."""
    people: list[str] = []
    ask = WebClient.users_info

    def users_info(client: WebClient, *, user: str, **more: bool) -> object:
        people.append(user)
        return ask(client, user=user, **more)

    monkeypatch.setattr(WebClient, "users_info", users_info)
    return people


def known_of(workspace: Workspace, slack_id: str) -> tuple[str, str | None]:
    with workspace.database.read() as session:
        person = find_person(session, team_id=TEAM, slack_id=slack_id)
        assert person is not None
        return person.name, person.slack_email


@pytest.mark.usefixtures("process")
def test_a_profile_that_slack_did_not_give_is_asked_for_at_the_next_visit(
    workspace: Workspace, mette: Human, asked: list[str]
) -> None:
    workspace.slack.pressure.order({"method": "users.info", "error": "internal_error"})

    mette.writes("hej")
    unread = known_of(workspace, METTE)
    mette.writes("hjælp")
    mette.writes("hjælp")

    assert unread == (METTE, None)
    assert known_of(workspace, METTE) == METTE_FRIIS
    assert asked == [METTE, METTE]


@pytest.mark.usefixtures("process")
def test_a_line_to_slack_that_breaks_does_not_lose_what_was_said(
    mette: Human, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: WebClient, **__: object) -> object:
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(WebClient, "users_info", breaks)
        told = mette.writes("hej")

    assert told.said == ("Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",)


@pytest.mark.parametrize(("name", "kept"), [("Mette F.", "Mette F."), (METTE, "Mette Friis")])
def test_what_is_missing_in_a_row_is_asked_for_once_and_the_rest_is_kept(
    workspace: Workspace,
    process: Process,
    mette: Human,
    asked: list[str],
    now: datetime,
    name: str,
    kept: str,
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=now)
        person = find_person(session, team_id=TEAM, slack_id=METTE)
        assert person is not None
        person.name, person.slack_email = name, None

    mette.writes("hjælp")
    mette.writes("hjælp")

    assert known_of(workspace, METTE) == (kept, METTE_FRIIS[1])
    assert asked == [METTE]


@pytest.mark.usefixtures("members")
def test_of_somebody_whose_row_says_who_they_are_slack_is_not_asked(
    workspace: Workspace, mette: Human, asked: list[str]
) -> None:
    mette.writes("hjælp")

    assert known_of(workspace, METTE) == METTE_FRIIS
    assert asked == []
