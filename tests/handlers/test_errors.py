"""When something unforeseen happens, the person is told truthfully, and the log can be read."""

import re

import pytest
from sqlalchemy import text

from models import Process
from tests.builders import METTE, answers_kept, bring_to
from tests.fakes import Workspace
from tests.humans import Human, Told

WRONG = Told(said=("Noget gik galt hos mig.",))
NOT_KEPT = "Det sidste, du gjorde, er ikke gemt; alt tidligere er. Prøv en gang til."
KEPT = "Det, du sendte, er gemt. Skriv »fortsæt«, så går vi videre."
SECRET = "et hemmeligt svar"


@pytest.fixture
def asked(workspace: Workspace, members: Process, mette: Human) -> Process:
    """Mette has the last question before her."""
    bring_to(workspace.database, members, METTE, key="remark", now=workspace.clock())
    mette.writes("fortsæt")
    return members


BREAK = {
    "sqlite": [
        "CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
    ],
    "postgresql": [
        """CREATE FUNCTION broken() RETURNS trigger AS
        $$ BEGIN RAISE EXCEPTION 'broken'; END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()",
    ],
}
MEND = {"sqlite": "DROP TRIGGER broken", "postgresql": "DROP TRIGGER broken ON answers"}


def break_answers(workspace: Workspace, table: str = "answers") -> None:
    """From now on the database refuses to keep any of them."""
    with workspace.database.write() as session:
        for statement in BREAK[session.get_bind().dialect.name]:
            session.connection().execute(text(statement.format(table=table)))


def mend_answers(workspace: Workspace) -> None:
    with workspace.database.write() as session:
        session.connection().execute(text(MEND[session.get_bind().dialect.name]))


def kept(workspace: Workspace) -> list[str | None]:
    with workspace.database.read() as session:
        return [one.written for one in answers_kept(session, question_key="remark")]


@pytest.mark.usefixtures("asked")
def test_what_could_not_be_kept_is_said_not_to_be(
    workspace: Workspace, mette: Human, caplog: pytest.LogCaptureFixture
) -> None:
    break_answers(workspace)

    told = mette.writes(SECRET)

    assert told == WRONG
    assert NOT_KEPT in mette.reads()
    assert reference_in(mette.reads()) in caplog.text
    assert workspace.error() in {"IntegrityError", "ProgrammingError"}


@pytest.mark.usefixtures("asked")
def test_the_log_says_what_happened_and_not_what_was_written(
    workspace: Workspace, mette: Human, caplog: pytest.LogCaptureFixture
) -> None:
    break_answers(workspace)

    mette.writes(SECRET)

    assert "INSERT INTO answers" in caplog.text
    assert SECRET not in caplog.text
    workspace.error()


@pytest.mark.usefixtures("asked")
def test_an_event_that_failed_is_not_counted_as_dealt_with(
    workspace: Workspace, mette: Human
) -> None:
    event = workspace.event(
        {
            "type": "message",
            "channel_type": "im",
            "user": mette.id,
            "channel": mette.im,
            "ts": workspace.slack.clock.next_ts(),
            "text": SECRET,
        }
    )
    break_answers(workspace)
    workspace.deliver(event)
    workspace.error()
    mend_answers(workspace)

    workspace.deliver(event)

    assert kept(workspace) == [SECRET]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("fault", ["500", "channel_not_found"])
def test_what_was_kept_before_slack_failed_is_said_to_be(
    workspace: Workspace, mette: Human, fault: str
) -> None:
    workspace.slack.pressure.order({"method": "chat.postMessage", "error": fault})

    told = mette.writes(SECRET)
    workspace.error()
    resumed = mette.writes("fortsæt")

    assert told.said == WRONG.said
    assert KEPT in mette.reads(2)
    assert kept(workspace) == [SECRET]
    assert resumed == Told(said=("Alt er besvaret. Se svarene igennem, og send dem.",))


@pytest.mark.usefixtures("asked")
def test_an_error_behind_a_button_is_told_beside_it(workspace: Workspace, mette: Human) -> None:
    break_answers(workspace)

    told = mette.presses("Spring over")

    assert told == WRONG
    assert NOT_KEPT in mette.reads()
    workspace.error()


@pytest.mark.usefixtures("process")
def test_a_form_that_fails_closes_and_is_told_in_the_direct_message(
    workspace: Workspace, mette: Human
) -> None:
    mette.writes("hej")
    mette.presses("Kom i gang")
    break_answers(workspace, "audit")

    told = mette.sends(organisation="Aalborg Kommune")

    assert told == WRONG
    assert NOT_KEPT in mette.reads()
    workspace.error()


@pytest.mark.usefixtures("asked")
def test_a_question_that_is_gone_from_slack_is_no_reason_to_stop(
    workspace: Workspace, mette: Human
) -> None:
    workspace.slack.pressure.order({"method": "chat.update", "error": "message_not_found"})

    told = mette.writes(SECRET)

    assert told == Told(said=("Alt er besvaret. Se svarene igennem, og send dem.",))


@pytest.mark.usefixtures("members")
def test_peter_is_told_in_english(workspace: Workspace, peter: Human) -> None:
    workspace.slack.pressure.order({"method": "chat.postMessage", "error": "500"})

    told = peter.writes("help")

    assert told == Told(said=("Something went wrong at my end.",))
    workspace.error()


@pytest.mark.usefixtures("process")
def test_if_even_the_error_cannot_be_told_it_is_logged(
    workspace: Workspace, mette: Human, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.slack.pressure.order({"method": "chat.postMessage", "error": "500", "times": 2})

    told = mette.writes("hej")

    assert told == Told()
    assert "the person could not be told" in caplog.text
    workspace.error()


def reference_in(read: str) -> str:
    found = re.search(r"nævn ([0-9a-f]{6})\.", read)
    assert found is not None
    return found[1]
