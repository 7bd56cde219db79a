"""What is noted of a contact with an organisation, and what Sammen writes there."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.call_list import line_of
from bot.contacting import note, write
from models import AuditLine, ContactNote, Post
from models.enums import ContactKind, Role, Stage
from tests.gathering import Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Julie", role=Role.FACILITATOR)
    return gathering


def test_a_button_pressed_twice_is_one_call_and_another_facilitator_s_is_another(
    gathering: Gathering,
) -> None:
    gathering.member("Ib", "Aalborg")
    gathering.member("Bo", role=Role.FACILITATOR)
    keep = {
        "process": gathering.process,
        "organisation_id": gathering.organisation("Aalborg").id,
        "kind": ContactKind.CALLED,
    }
    julie, bo = gathering.people["Julie"], gathering.people["Bo"]

    kept = [
        note(gathering.session, by=by, now=at, **keep)  # type: ignore[arg-type]
        for by, at in (
            (julie, NOW),
            (julie, NOW + timedelta(seconds=2)),
            (bo, NOW + timedelta(seconds=2)),
            (julie, NOW + timedelta(hours=1)),
        )
    ]

    assert kept == [True, False, True, True]
    assert len(gathering.session.exec(select(ContactNote)).all()) == 3


def test_a_message_reaches_only_who_was_shown_and_still_lacks_something(
    gathering: Gathering,
) -> None:
    first = gathering.member("Ib", "Aalborg", stage=Stage.INVITED)
    second = gathering.member("Jo", "Aalborg", stage=Stage.INVITED)
    gathering.member("New", "Aalborg", stage=Stage.INVITED)
    second.stage = Stage.DECLINED
    gathering.session.flush()
    aalborg = gathering.organisation("Aalborg").id
    line = line_of(gathering.session, process=gathering.process, organisation_id=aalborg, now=NOW)
    assert line is not None

    def send() -> object:
        return write(
            gathering.session,
            process=gathering.process,
            line=line,
            shown={first.person_id, second.person_id},
            text="Hej <!channel>",
            mark="m",
            by=gathering.people["Julie"],
            now=NOW,
        )

    send()
    send()

    [post] = gathering.session.exec(select(Post)).all()
    assert post.person_id == first.person_id
    assert post.message["blocks"][0]["text"]["text"] == "Hej &lt;!channel&gt;"
    [kept] = gathering.session.exec(select(ContactNote)).all()
    assert (kept.kind, kept.note) == (ContactKind.WROTE, "Hej <!channel>")
    [line_of_audit] = gathering.session.exec(select(AuditLine)).all()
    assert line_of_audit.about == {"organisation": aalborg, "people": [first.person_id]}


def test_in_the_evening_it_waits_until_the_morning(gathering: Gathering) -> None:
    asked = gathering.member("Ib", "Aalborg", stage=Stage.INVITED)
    evening = datetime(2022, 5, 9, 19, 0, tzinfo=UTC)
    aalborg = gathering.organisation("Aalborg").id
    line = line_of(
        gathering.session, process=gathering.process, organisation_id=aalborg, now=evening
    )
    assert line is not None

    sent = write(
        gathering.session,
        process=gathering.process,
        line=line,
        shown={asked.person_id},
        text="Hej",
        mark="m",
        by=gathering.people["Julie"],
        now=evening,
    )

    morning = datetime(2022, 5, 10, 7, 0, tzinfo=UTC)
    assert sent is not None
    assert sent.at == morning
    [post] = gathering.session.exec(select(Post)).all()
    assert (post.due_at, post.waits_for_daytime) == (morning, True)
