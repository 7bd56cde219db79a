"""A process file meets what facilitators have changed in Slack: it stays, and the plan says so."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.content import read_process
from bot.content_entries import ContactEntry, ProcessFile
from bot.conversation.questions import Text
from bot.edit_history import What
from bot.load_plan import describe_plan
from bot.loading import apply_load, plan_load
from bot.meeting_drafts import Draft
from bot.meetings import change, make
from bot.process_checks import Values
from bot.process_edits import NEW, retire, save
from bot.process_entries import entry_of
from bot.process_export import export_process
from models import Meeting, Person, Process
from models.enums import MeetingForm
from models.processes import contacts_of
from tests.builders import ANNE, add_person, load_process, process_file

DAY = timedelta(days=1)
WORDS: Values = {"da": "Vi mangler maskiner.", "en": "We lack machines."}


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


@pytest.fixture
def anne(session: Session, process: Process, now: datetime) -> Person:
    assert process.id
    return add_person(session, ANNE, now=now)


def edit(
    session: Session,
    process: Process,
    what: What,
    key: str,
    *,
    by: Person,
    now: datetime,
    **changed: str,
) -> None:
    entry = entry_of(session, process=process, what=what, key=key)
    save(
        session,
        process_id=process.id,
        what=what,
        key=key,
        mark=entry.mark if entry else "",
        values={**(entry.values if entry else {}), **changed},
        by=by,
        now=now,
    )


def plan(
    session: Session, file: ProcessFile | None = None, *, overwrite: bool = False
) -> list[str]:
    file = file or process_file()
    return describe_plan(plan_load(session, process_file=file, overwrite=overwrite))


def with_phone(phone: str) -> ProcessFile:
    first, *rest = process_file().contacts
    return replace(process_file(), contacts=(replace(first, phone=phone), *rest))


def test_what_was_changed_in_slack_stays_and_the_plan_names_it(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    edit(session, process, What.TEXT, "challenge", by=anne, now=now, da="Nyt", en="New")
    edit(session, process, What.CONTACT, "julie_munk", by=anne, now=now, phone="11 22 33 44")
    julie = entry_of(session, process=process, what=What.CONTACT, key="laerke_moeller")
    assert julie is not None
    retire(
        session,
        process_id=process.id,
        what=What.CONTACT,
        key=julie.key,
        mark=julie.mark,
        by=anne,
        now=now,
    )
    new = {
        "name": "Bo Bech",
        "title_da": "jurist",
        "title_en": "lawyer",
        "organisation": "co-pi",
        "email": "",
        "phone": "",
    }
    edit(session, process, What.CONTACT, NEW, by=anne, now=now, **new)

    lines = plan(session)
    apply_load(session, process_file=process_file(), now=now + DAY)

    old = "the file says what stood there before"
    assert lines == [
        f"  note: text challenge: it stays as a facilitator has set it; {old}",
        "  note: contact bo_bech: stays as it is, added by a facilitator",
        f"  note: contact julie_munk: phone stays as a facilitator has set it; {old}",
        "  note: contact laerke_moeller: stays as it is, taken off the list by a facilitator",
    ]
    assert process.texts["challenge"] == {"da": "Nyt", "en": "New"}
    contacts = contacts_of(session, process_id=process.id)
    assert [(one.name, one.phone) for one in contacts] == [
        ("Julie Munk", "11 22 33 44"),
        ("Bo Bech", None),
    ]
    assert process.loaded_at == now


def test_overwriting_undoes_it_and_names_it_beforehand(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    edit(session, process, What.TEXT, "benefits", by=anne, now=now, da="", en="")
    edit(session, process, What.CONTACT, "julie_munk", by=anne, now=now, phone="")

    lines = plan(session, overwrite=True)
    apply_load(session, process_file=process_file(), now=now + DAY, overwrite=True)

    put = "was set by a facilitator, and the file puts another in its place"
    assert lines[-2:] == [
        f"  note: text benefits: it {put}",
        f"  note: contact julie_munk: phone {put}",
    ]
    assert "~ contact julie_munk: phone: 61 81 31 09" in lines
    assert process.texts["benefits"]["da"].startswith("Emissionsfrie maskiner")
    assert contacts_of(session, process_id=process.id)[0].phone == "61 81 31 09"
    assert plan(session) == []


def test_what_the_file_has_never_said_before_is_news_and_is_named_too(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    edit(session, process, What.CONTACT, "julie_munk", by=anne, now=now, phone="11 22 33 44")

    lines = plan(session, with_phone("55 66 77 88"))
    apply_load(session, process_file=with_phone("55 66 77 88"), now=now + DAY)
    back = plan(session)

    assert lines == [
        "~ contact julie_munk: phone: 11 22 33 44 -> 55 66 77 88",
        (
            "  note: contact julie_munk: phone was set by a facilitator, and the file puts another "
            "in its place"
        ),
    ]
    assert back == ["~ contact julie_munk: phone: 55 66 77 88 -> 61 81 31 09"]


def test_a_value_changed_twice_in_slack_is_not_undone_by_either_former_one(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    for phone in ("11 22 33 44", "55 66 77 88"):
        edit(session, process, What.CONTACT, "julie_munk", by=anne, now=now, phone=phone)

    assert plan_load(session, process_file=process_file()).is_empty
    assert plan_load(session, process_file=with_phone("11 22 33 44")).is_empty


def test_the_export_of_what_was_edited_changes_nothing_and_notes_nothing(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    edit(session, process, What.TEXT, "challenge", by=anne, now=now, da="Nyt", en="New")
    edit(session, process, What.CONTACT, "julie_munk", by=anne, now=now, phone="11 22 33 44")

    written = export_process(session, process=process, today=now.date())

    assert plan(session, read_process(written, name="exported")) == []


def test_a_meeting_made_or_moved_in_slack_stays_as_it_is(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    draft = Draft(
        title={"da": "Opfølgning", "en": "Follow-up"},
        starts_at=now + 40 * DAY,
        ends_at=now + 40 * DAY + timedelta(hours=1),
        form=MeetingForm.PHYSICAL,
        place="Rådhuset",
        link="",
        agenda=None,
        capacity=None,
        audience=("need_owner",),
        asks_needs=False,
        reminder_minutes=(),
    )
    made = make(session, process=process, draft=draft, by=anne, now=now)
    workshop = session.exec(select(Meeting).where(Meeting.key == "workshop")).one()
    moved = replace(draft, title=workshop.title, starts_at=now + 30 * DAY)
    change(session, meeting_id=workshop.id, draft=moved, by=anne, now=now)

    lines = plan(session)
    apply_load(session, process_file=process_file(), now=now + DAY)

    old = "stays as a facilitator has set it; the file says what stood there before"
    moved_fields = ("starts_at", "ends_at", "place", "reminder_minutes", "audience")
    assert set(lines) == {f"  note: meeting workshop: {name} {old}" for name in moved_fields}
    assert made.retired_at is None
    assert workshop.starts_at == now + 30 * DAY


def test_a_contact_that_the_file_adds_itself_is_no_matter_of_slack(
    session: Session, process: Process
) -> None:
    bo = ContactEntry(
        key="bo",
        name="Bo",
        title=Text(da="jurist", en="lawyer"),
        organisation_name="Gate 21",
        email=None,
        phone=None,
    )
    file = replace(process_file(), contacts=(*process_file().contacts, bo))

    assert process.id
    assert plan(session, file) == ["+ contact bo"]
