"""A process written back as a file: what comes out goes in again and changes nothing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.content import read_process
from bot.load_plan import LoadPlan
from bot.loading import apply_load, plan_load
from bot.process_export import HomelessContact, export_process
from models import Contact, Database, Meeting, Process
from models.base import Database as Db
from models.enums import MeetingState
from models.migrations import upgrade
from models.processes import contacts_of, find_process
from tests.builders import PROCESS, load_process

TODAY = date(2022, 5, 9)


def exported(session: Session) -> str:
    process = session.exec(select(Process)).one()
    return export_process(session, process=process, today=TODAY)


def test_what_was_loaded_and_exported_changes_nothing(session: Session, now: datetime) -> None:
    load_process(session, now=now)

    written = exported(session)

    file = read_process(written, name="exported")
    assert plan_load(session, process_file=file) == LoadPlan(changes=())


def test_the_export_says_the_same_as_the_file_it_came_from(session: Session, now: datetime) -> None:
    load_process(session, now=now)
    seed = PROCESS.read_text(encoding="utf-8")

    written = exported(session)

    assert read_process(written, name="a") == read_process(seed, name="a")
    assert list(yaml.safe_load(written)) == list(yaml.safe_load(seed))
    for name in ("milestones", "contacts", "parties"):
        mine, its = (yaml.safe_load(one)[name] for one in (written, seed))
        assert [list(one) for one in mine] == [list(one) for one in its]


def test_it_looks_like_a_process_file(session: Session, now: datetime) -> None:
    load_process(session, now=now)

    lines = exported(session).splitlines()

    assert lines[:9] == [
        "# Together on zero-emission construction machinery, as it stood in the database on 2022-05-09.",
        "#",
        (
            "# Written by `sammen process export emissionsfrie-arbejdsmaskiner`. "
            "Comments of the file that was loaded are not kept."
        ),
        "# Who takes part and what they have answered stays in the database.",
        "",
        "key: emissionsfrie-arbejdsmaskiner",
        "source_url: https://co-pi.dk/skaleringsproces/sammen-om-emissionsfrie-arbejdsmaskiner/",
        "zone: Europe/Copenhagen",
        "",
    ]
    assert "    when: 2022-06-08" in lines
    assert "    start: 2022-06-08 12:00" in lines
    assert "    da: >-" in lines
    assert "    domains: [kk.dk]" in lines
    assert "      - market_actor" in lines
    assert max(map(len, lines)) <= 130


def test_loaded_into_an_empty_database_it_makes_the_same_rows(
    session: Session, now: datetime, tmp_path: Path
) -> None:
    load_process(session, now=now)
    contact = session.exec(select(Contact)).first()
    assert contact is not None
    contact.name, contact.phone = "Åse 'Ø' Holm: # leder", "+45 61 81 31 09"
    session.flush()
    written = exported(session)

    elsewhere = Db(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(elsewhere)
    with elsewhere.write() as other:
        apply_load(other, process_file=read_process(written, name="exported"), now=now)
        again = exported(other)
    elsewhere.close()

    assert again == written


def test_meetings_that_were_called_off_are_named_for_a_file_cannot_say_so(
    session: Session, now: datetime
) -> None:
    load_process(session, now=now)
    meeting = session.exec(select(Meeting).where(Meeting.key == "workshop")).one()
    meeting.state = MeetingState.CALLED_OFF
    session.flush()

    assert (
        "# A file cannot say that a meeting is called off. These are: workshop."
        in exported(session).splitlines()
    )


def test_a_meeting_is_written_with_seats_agenda_reminders_and_whom_it_is_for(
    session: Session, now: datetime
) -> None:
    load_process(session, now=now)
    meeting = session.exec(select(Meeting).where(Meeting.key == "workshop")).one()
    meeting.agenda = {"da": "1. Velkomst\n2. Behov", "en": "1. Welcome\n2. Needs"}
    meeting.capacity, meeting.asks_needs = 40, True
    meeting.audience = ["need_owner"]
    meeting.reminder_minutes = [14 * 24 * 60, 36 * 60, 90]
    meeting.invite_from = datetime(2022, 5, 16, 7, 0, tzinfo=UTC)
    silent = session.exec(select(Meeting).where(Meeting.key == "information_meeting")).one()
    silent.reminder_minutes = []
    session.flush()

    written = exported(session)

    assert "reminders: [2w, 36h, 90m]" in written
    assert plan_load(session, process_file=read_process(written, name="exported")).is_empty


def test_an_hour_that_comes_twice_is_written_in_utc(session: Session, now: datetime) -> None:
    load_process(session, now=now)
    meeting = session.exec(select(Meeting).where(Meeting.key == "workshop")).one()
    meeting.starts_at = datetime(2022, 10, 30, 1, 30, tzinfo=UTC)  # 2.30, for the second time
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    session.flush()

    file = read_process(exported(session), name="exported")

    [moved] = [one for one in file.meetings if one.key == "workshop"]
    assert (moved.starts_at, moved.ends_at) == (meeting.starts_at, meeting.ends_at)
    assert plan_load(session, process_file=file).is_empty


def test_a_contact_whose_organisation_is_no_party_is_named(session: Session, now: datetime) -> None:
    process = load_process(session, now=now)
    contact = contacts_of(session, process_id=process.id)[0]
    contact.organisation_name = "Ingen Kommune"
    session.flush()

    with pytest.raises(HomelessContact, match="julie_munk stands under Ingen Kommune"):
        exported(session)


@given(
    words=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
        min_size=1,
        max_size=200,
    )
    .map(str.strip)
    .filter(bool)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_write_comes_back_as_they_wrote_it(
    sqlite_url: str, now: datetime, words: str
) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        process = find_process(session, key=PROCESS.stem) or load_process(session, now=now)
        process.texts = {**process.texts, "challenge": {"da": words, "en": f"x {words}"}}
        session.flush()
        file = read_process(exported(session), name="exported")
    database.close()

    assert (file.texts["challenge"].da, file.texts["challenge"].en) == (words, f"x {words}")
