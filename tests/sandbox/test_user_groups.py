"""User groups, and files that an app may read with its token."""

from sandbox.server import RunningSandbox
from tests.sandbox.driving import Api, Person, fetch


def test_groups_are_told_with_their_count_and_people(api: Api) -> None:
    told = api("usergroups.list", include_count=True)["usergroups"]
    people = api("usergroups.users.list", usergroup=told[0]["id"])["users"]

    assert [(one["handle"], one["user_count"]) for one in told] == [
        ("bygherrer", 4),
        ("procesledere", 2),
    ]
    assert people == ["U0METTE", "U0JONAS", "U0SARA", "U0PETER"]


def test_a_group_that_is_not_there_is_said_not_to_be(api: Api) -> None:
    assert api("usergroups.users.list", usergroup="S0NONE")["error"] == "no_such_subteam"


def test_an_app_reads_a_file_with_its_own_token_alone(
    sandbox: RunningSandbox, mette: Person
) -> None:
    file = {"name": "liste.csv", "mimetype": "text/csv", "content_base64": "SGVq"}
    mette.do("message", channel=mette.im, text="Her", files=[file])
    [kept] = sandbox.slack.store.files.values()
    url = sandbox.slack.shown_file(kept)["url_private"]
    token = sandbox.slack.world.app.bot_token

    allowed = fetch(url, Authorization=f"Bearer {token}")
    wrong = fetch(url, Authorization="Bearer xoxb-another")

    assert allowed == (200, b"Hej")
    assert wrong[0] == 200
    assert b"Sign in" in wrong[1]
