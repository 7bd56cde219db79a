"""A process changed in Slack: by the rules of a process file, and never over what another saved."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.content import read_process
from bot.edit_history import EDITED, Effect, What
from bot.loading import apply_load
from bot.process_checks import Fault, Values
from bot.process_edits import (
    NEW,
    ChangedMeanwhile,
    Faulty,
    Gone,
    NothingNew,
    Outcome,
    Saved,
    retire,
    save,
)
from bot.process_entries import Entry, entries_of, entry_of
from bot.process_export import export_process
from models import AuditLine, Database, Person, Process
from models.enums import OrganisationKind, Role
from models.migrations import upgrade
from models.processes import contacts_of, parties_of
from tests.builders import ANNE, KARL, add_person, load_process, organisation_of

JULIE: Values = {
    "name": "Julie Munk",
    "title_da": "chefkonsulent",
    "title_en": "chief consultant",
    "organisation": "co-pi",
    "email": "jmu@co-pi.dk",
    "phone": "61 81 31 09",
}
GATE: Values = {"role": "adviser", "da": "Rådgiver", "en": "Adviser"}
NEW_PARTY: Values = {**GATE, "name": "3F Byggegruppen", "kind": "other"}


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


@pytest.fixture
def anne(session: Session, process: Process, now: datetime) -> Person:
    assert process.id
    return add_person(session, ANNE, now=now)


@pytest.fixture
def karl(session: Session, process: Process, now: datetime) -> Person:
    assert process.id
    return add_person(session, KARL, now=now)


def there(session: Session, process: Process, what: What, key: str) -> Entry:
    found = entry_of(session, process=process, what=what, key=key)
    assert found is not None
    return found


def saving(
    session: Session,
    process: Process,
    entry: Entry | What,
    values: Values,
    *,
    by: Person,
    now: datetime,
) -> Outcome:
    """Save an entry as it was opened, or a new one of that sort."""
    what, key, mark = (
        (entry, NEW, "") if isinstance(entry, What) else (entry.what, entry.key, entry.mark)
    )
    return save(
        session,
        process_id=process.id,
        what=what,
        key=key,
        mark=mark,
        values=values,
        by=by,
        now=now,
    )


def taking_off(
    session: Session, process: Process, entry: Entry, *, by: Person, now: datetime
) -> Outcome:
    return retire(
        session,
        process_id=process.id,
        what=entry.what,
        key=entry.key,
        mark=entry.mark,
        by=by,
        now=now,
    )


def edits(session: Session) -> list[dict[str, object]]:
    query = select(AuditLine).where(AuditLine.act == EDITED).order_by(col(AuditLine.id))
    return [{**line.about, "was": sorted(line.about["was"])} for line in session.exec(query)]


def test_a_text_is_changed_and_the_log_keeps_which_but_no_word(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    entry = there(session, process, What.TEXT, "challenge")
    words: Values = {"da": " Vi mangler *maskiner*. ", "en": "We lack machines."}

    outcome = saving(session, process, entry, words, by=anne, now=now)

    assert outcome == Saved(
        what=What.TEXT, key="challenge", name="challenge", effect=Effect.CHANGED
    )
    assert process.texts["challenge"] == {"da": "Vi mangler *maskiner*.", "en": "We lack machines."}
    assert process.edited_at == now
    assert edits(session) == [
        {"what": "text", "key": "challenge", "effect": "changed", "was": ["text"]}
    ]
    lines = session.exec(select(AuditLine).where(AuditLine.act == EDITED)).all()
    assert not any("maskiner" in str(line.about) for line in lines)


def test_a_text_that_is_not_needed_can_be_emptied_and_one_that_is_cannot(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    nothing: Values = {"da": "", "en": ""}
    benefits = there(session, process, What.TEXT, "benefits")
    privacy = there(session, process, What.TEXT, "privacy")

    emptied = saving(session, process, benefits, nothing, by=anne, now=now)
    refused = saving(session, process, privacy, nothing, by=anne, now=now)

    assert isinstance(emptied, Saved)
    assert "benefits" not in process.texts
    assert refused == Faulty(faults={"da": Fault.MISSING})
    assert process.texts["privacy"]["da"]


def test_two_at_once_the_second_is_told_that_it_was_changed_meanwhile_and_by_whom(
    session: Session, process: Process, anne: Person, karl: Person, now: datetime
) -> None:
    opened = there(session, process, What.CONTACT, "julie_munk")
    first = saving(session, process, opened, JULIE, by=karl, now=now)

    second = saving(session, process, opened, {**JULIE, "phone": ""}, by=anne, now=now)

    assert isinstance(first, Saved)
    assert second == ChangedMeanwhile(by="Karl Toft")
    assert contacts_of(session, process_id=process.id)[0].phone == "61 81 31 09"
    assert len(edits(session)) == 1


def test_a_double_click_saves_once(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    opened = there(session, process, What.CONTACT, "julie_munk")

    outcomes = [saving(session, process, opened, JULIE, by=anne, now=now) for _ in range(2)]
    added = [
        saving(session, process, What.CONTACT, {**JULIE, "name": "Åse Ø"}, by=anne, now=now)
        for _ in range(2)
    ]

    assert outcomes[1] == NothingNew()
    assert added[0] == Saved(what=What.CONTACT, key="aase_oe", name="Åse Ø", effect=Effect.ADDED)
    assert added[1] == NothingNew()
    assert len(edits(session)) == 2


def test_a_contact_goes_and_returns_under_the_same_key(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    julie = there(session, process, What.CONTACT, "julie_munk")

    gone = taking_off(session, process, julie, by=anne, now=now)
    again = taking_off(session, process, julie, by=anne, now=now)
    names = [one.name for one in contacts_of(session, process_id=process.id)]
    back = saving(session, process, What.CONTACT, JULIE, by=anne, now=now)

    assert isinstance(gone, Saved)
    assert (gone.effect, again) == (Effect.RETIRED, Gone())
    assert names == ["Lærke Møller"]
    assert back == Saved(
        what=What.CONTACT, key="julie_munk", name="Julie Munk", effect=Effect.RETURNED
    )


def test_a_name_that_is_on_the_list_is_not_added_over_it(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    outcome = saving(session, process, What.CONTACT, JULIE, by=anne, now=now)

    assert outcome == Faulty(faults={"name": Fault.TAKEN})


def test_a_partner_is_added_by_a_known_name_or_as_a_new_organisation(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    known = saving(session, process, What.PARTY, {**NEW_PARTY, "name": "gate 21"}, by=anne, now=now)
    gate = there(session, process, What.PARTY, "gate-21")
    changed = saving(session, process, gate, GATE, by=anne, now=now)
    new = saving(session, process, What.PARTY, NEW_PARTY, by=anne, now=now)

    assert known == Faulty(faults={"name": Fault.TAKEN})
    assert isinstance(changed, Saved)
    assert new == Saved(
        what=What.PARTY, key="o-3f-byggegruppen", name="3F Byggegruppen", effect=Effect.ADDED
    )
    assert organisation_of(session, "o-3f-byggegruppen").kind is OrganisationKind.OTHER
    roles = {its.key: one.role for one, its in parties_of(session, process_id=process.id)}
    assert (roles["gate-21"], roles["o-3f-byggegruppen"]) == (Role.ADVISER, Role.ADVISER)


def test_a_partner_with_contacts_stays_until_they_are_moved(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    copi = there(session, process, What.PARTY, "co-pi")

    assert taking_off(session, process, copi, by=anne, now=now) == Faulty(
        faults={"retire": Fault.HAS_CONTACTS}
    )


def test_the_last_partner_stays(
    session: Session, process: Process, anne: Person, now: datetime
) -> None:
    for contact in entries_of(session, process=process, what=What.CONTACT):
        taking_off(session, process, contact, by=anne, now=now)
    *others, last = entries_of(session, process=process, what=What.PARTY)
    for party in others:
        assert isinstance(taking_off(session, process, party, by=anne, now=now), Saved)

    assert taking_off(session, process, last, by=anne, now=now) == Faulty(
        faults={"retire": Fault.LAST}
    )


@pytest.mark.parametrize(
    ("what", "key", "changed", "fault"),
    [
        (What.TEXT, "method", {"da": "x" * 2501}, {"da": Fault.TOO_LONG}),
        (What.TEXT, "method", {"en": ""}, {"en": Fault.OTHER_LANGUAGE}),
        (What.CONTACT, "julie_munk", {"email": "julie@"}, {"email": Fault.EMAIL}),
        (What.CONTACT, "julie_munk", {"phone": "ring"}, {"phone": Fault.PHONE}),
        (What.CONTACT, "julie_munk", {"name": " \t"}, {"name": Fault.MISSING}),
        (
            What.CONTACT,
            "julie_munk",
            {"organisation": "aarhus"},
            {"organisation": Fault.NOT_OFFERED},
        ),
        (What.CONTACT, "julie_munk", {"title_da": "x" * 151}, {"title_da": Fault.TOO_LONG}),
        (What.PARTY, "gate-21", {"role": "king"}, {"role": Fault.NOT_OFFERED}),
    ],
)
def test_what_a_file_may_not_say_cannot_be_saved_either(  # a table
    session: Session,
    process: Process,
    anne: Person,
    now: datetime,
    what: What,
    key: str,
    changed: Values,
    fault: dict[str, Fault],
) -> None:
    entry = there(session, process, what, key)

    outcome = saving(session, process, entry, {**entry.values, **changed}, by=anne, now=now)

    assert outcome == Faulty(faults=fault)
    assert edits(session) == []


def test_what_was_edited_is_exported_and_makes_the_same_rows_in_an_empty_database(
    session: Session, process: Process, anne: Person, now: datetime, tmp_path: Path
) -> None:
    later = now + timedelta(hours=1)
    challenge = there(session, process, What.TEXT, "challenge")
    text: Values = {"da": "Første linje\n\n  • punkt: #1", "en": "First: 'line'"}
    saving(session, process, challenge, text, by=anne, now=later)
    saving(session, process, What.PARTY, NEW_PARTY, by=anne, now=later)
    new: Values = {**JULIE, "name": "Bo 'B' Bo", "organisation": "o-3f-byggegruppen"}
    saving(session, process, What.CONTACT, new, by=anne, now=later)
    julie = there(session, process, What.CONTACT, "julie_munk")
    taking_off(session, process, julie, by=anne, now=later)
    written = export_process(session, process=process, today=now.date())

    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(other)
    with other.write() as empty:
        made = apply_load(empty, process_file=read_process(written, name="x"), now=now)
        for what in (What.TEXT, What.CONTACT, What.PARTY):
            assert entries_of(empty, process=made, what=what) == entries_of(
                session, process=process, what=what
            )
        assert export_process(empty, process=made, today=now.date()) == written
    other.close()


def test_an_entry_that_is_changed_elsewhere_has_another_mark(
    session: Session, process: Process
) -> None:
    julie = there(session, process, What.CONTACT, "julie_munk")
    row = contacts_of(session, process_id=process.id)[0]
    row.phone = "12 34 56 78"
    session.flush()

    assert there(session, process, What.CONTACT, "julie_munk") != julie
    assert replace(julie, values={}, mark="") == replace(
        there(session, process, What.CONTACT, "julie_munk"), values={}, mark=""
    )
