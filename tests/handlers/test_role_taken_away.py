"""Somebody opens a facilitator's form, loses the role, and sends it: each form, one by one.

Beside it the same is sent by somebody who has kept the role, so that no row here is true by mistake.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.attendance import tick_off
from models import Database, Meeting, Organisation, Process
from models.enums import OrganisationKind, Role, Stage
from tests.announcers import FILLED as ANNOUNCED
from tests.announcers import passes
from tests.builders import (
    ANNE,
    CHANNEL,
    LOUISE,
    METTE,
    PETER,
    SARA,
    add_member,
    membership_of,
    organisation_of,
)
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.meeting_desk import FILLED as MEETING
from tests.meetings import ENDS, open_workshop, person_of, send_all

HANDLERS = Path(__file__).parents[2] / "handlers"
Filled = dict[str, str | list[str] | bytes]


@dataclass(frozen=True)
class Desk:
    """A process with a workshop that four are invited to, and Anne who leads it."""

    workspace: Workspace
    process: Process
    meeting: Meeting
    anne: Human

    def sends(self, **filled: Any) -> None:
        """A form on the way to the one that counts."""
        assert self.anne.sends(**filled).faults == {}

    def commands(self, words: str, *labels: str) -> None:
        """A command, and then one button after the other."""
        self.anne.commands(words)
        self.presses(*labels)

    def presses(self, *labels: str) -> None:
        for one in labels:
            self.anne.presses(one)

    def finds(self, words: str, *labels: str) -> None:
        """Somebody in the list of members, or an organisation."""
        self.anne.commands("medlemmer")
        self.anne.finds(words)
        self.presses(*labels)

    def writes(self, *rows: Any) -> None:
        with self.workspace.database.write() as session:
            session.add_all(rows)

    def is_over(self) -> None:
        """The workshop has been held; Mette and Sara came."""
        self.workspace.sends_posts()
        self.workspace.clock.at = ENDS + timedelta(minutes=30)
        with self.workspace.database.write() as session:
            tick_off(
                session,
                meeting=session.get_one(Meeting, self.meeting.id),
                present=[person_of(session, one).id for one in (METTE, SARA)],
                by=person_of(session, ANNE),
                now=self.workspace.clock(),
            )


def begins_import(desk: Desk) -> None:
    desk.commands("import")


def looks_through_import(desk: Desk) -> None:
    begins_import(desk)
    desk.sends(lines="Ny Person;ny@frb.example;Frederiksberg Kommune")


def looks_at_group(desk: Desk) -> None:
    desk.commands("invitér")
    desk.sends(channel=CHANNEL)


def begins_merging(desk: Desk) -> None:
    with desk.workspace.database.write() as session:
        kind = OrganisationKind.MUNICIPALITY
        now = desk.workspace.clock()
        session.add(Organisation(key="aalborg-k", name="Aalborg Kommun", kind=kind, added_at=now))
        session.flush()
        add_member(session, desk.process, LOUISE, now=now, organisation="aalborg-k")
    desk.finds("aalborg kommun", "Slå sammen med en anden")


def looks_at_merging(desk: Desk) -> None:
    begins_merging(desk)
    desk.sends(stays="Aalborg Kommune")


def previews_announcement(desk: Desk) -> None:
    desk.commands("udmelding")
    desk.sends(**ANNOUNCED)


def begins_correcting(desk: Desk) -> None:
    previews_announcement(desk)
    desk.anne.sends()
    passes(desk.workspace)
    desk.commands("udmeldinger", "Ret")


def previews_correction(desk: Desk) -> None:
    begins_correcting(desk)
    desk.sends(announcement_da="Nye ord.", announcement_en="")


def opens_meetings(desk: Desk, *labels: str) -> None:
    desk.anne.opens_home()
    desk.presses("Møder", *labels)


def previews_meeting(desk: Desk) -> None:
    opens_meetings(desk, "Nyt møde")
    desk.sends(**MEETING)


def previews_change(desk: Desk) -> None:
    opens_meetings(desk, "Ret")
    desk.sends(meeting_title="Andet navn")


def previews_meeting_of_nobody(desk: Desk) -> None:
    opens_meetings(desk, "Nyt møde")
    desk.sends(**MEETING | {"meeting_audience": ["Videnspartner"]})


def looks_back(desk: Desk) -> None:
    desk.is_over()
    opens_meetings(desk, "Efter mødet")


def previews_thanks(desk: Desk) -> None:
    looks_back(desk)
    desk.sends(after_decisions="Vi køber sammen ind")


def ticks_off(desk: Desk) -> None:
    desk.workspace.clock.at = ENDS + timedelta(hours=1)
    opens_meetings(desk, "Deltagere", "Kryds af, hvem der kom")


def phones(desk: Desk) -> None:
    desk.commands("svar for")
    desk.sends(spoke=METTE)


def edits_contact(desk: Desk) -> None:
    desk.commands("proces")
    desk.anne.chooses("Julie Munk")


# By the id of the form, with a word after it where it goes two ways.
FORMS: dict[str, tuple[Callable[[Desk], None], Filled]] = {
    "imports.give": (begins_import, {"lines": "Ny;ny@frb.example;Frederiksberg Kommune"}),
    "imports.confirm": (looks_through_import, {}),
    "invitations.people": (lambda desk: desk.commands("invitér"), {"people": [LOUISE]}),
    "invitations.people of a channel": (
        lambda desk: desk.commands("invitér"),
        {"channel": CHANNEL},
    ),
    "invitations.confirm": (looks_at_group, {}),
    "members.moving": (
        lambda desk: desk.finds("mette", "Skift organisation"),
        {"newplace": "Københavns Kommune"},
    ),
    "members.roles": (lambda desk: desk.finds("mette", "Skift rolle"), {"newrole": "Rådgiver"}),
    "members.leaving": (lambda desk: desk.finds("mette", "Meld ud"), {}),
    "merges.choose": (begins_merging, {"stays": "Aalborg Kommune"}),
    "merges.confirm": (looks_at_merging, {}),
    "digests.choose": (
        lambda desk: desk.commands("status", "Hvornår vil du have status?"),
        {"digest_days": ["Tirsdag"]},
    ),
    "announcements.form": (lambda desk: desk.commands("udmelding"), dict(ANNOUNCED)),
    "announcements.send": (previews_announcement, {}),
    "announcements.mend": (begins_correcting, {"announcement_da": "Nye ord."}),
    "announcements.mend_send": (previews_correction, {}),
    "meeting_desk.new": (lambda desk: opens_meetings(desk, "Nyt møde"), dict(MEETING)),
    "meeting_desk.change": (
        lambda desk: opens_meetings(desk, "Ret"),
        {"meeting_title": "Andet navn"},
    ),
    "meeting_desk.send": (previews_meeting, {}),
    "meeting_desk.save": (previews_change, {}),
    "meeting_desk.keep": (previews_meeting_of_nobody, {}),
    "meeting_desk.call_off": (
        lambda desk: opens_meetings(desk, "Aflys"),
        {"call_off_reason": "Sne"},
    ),
    "meeting_people.note": (
        lambda desk: opens_meetings(desk, "Deltagere", "Notér et svar"),
        {"guest": METTE, "guest_answer": "Deltager"},
    ),
    "meeting_people.more": (
        lambda desk: opens_meetings(desk, "Deltagere", "Invitér flere"),
        {"guests": [ANNE]},
    ),
    "meeting_people.off": (
        lambda desk: opens_meetings(desk, "Deltagere", "Tag af listen"),
        {"guest": METTE},
    ),
    "meeting_people.came": (ticks_off, {}),
    "meeting_after.form": (looks_back, {"after_decisions": "Vi køber sammen ind"}),
    "meeting_after.send": (previews_thanks, {}),
    "call_list.write": (
        lambda desk: desk.commands("ring", "Skriv til dem"),
        {"call_text": "Hej Mette"},
    ),
    "call_list.note": (lambda desk: desk.commands("ring", "Note"), {"call_note": "Ring igen"}),
    "process_edits.save": (edits_contact, {"edit_phone": "55 66 77 88"}),
    "milestones.edit": (
        lambda desk: desk.commands("tidslinje", "Ret en milepæl"),
        {
            "milestone": "Behovskortlægningen går i gang (maj 2022)",
            "milestone_date": "3. kvartal 2022",
        },
    ),
    "on_behalf.choose": (lambda desk: desk.commands("svar for"), {"spoke": METTE}),
    "on_behalf.question": (phones, {"said:machine_classes": ["Små maskiner, 2-5 ton"]}),
}


def test_every_form_of_the_desk_stands_here() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in HANDLERS.glob("*.py"))
    heard = re.findall(r'app\.view\(\s*"([a-z._]+)"', code)
    here = {one.split()[0] for one in FORMS}
    topics = {one.partition(".")[0] for one in here}

    assert {one for one in heard if one.partition(".")[0] in topics} == here


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind is enough: what is asked of the rows here has its own tests on both."""
    return sqlite_url


@pytest.fixture
def desk(workspace: Workspace, members: Process, anne: Human, now: datetime) -> Desk:
    with workspace.database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        session.refresh(meeting)
        membership_of(session, members, PETER).stage = Stage.INVITED
        assert organisation_of(session, "aalborg").id
    return Desk(workspace=workspace, process=members, meeting=meeting, anne=anne)


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is kept, but for who was there when."""
    quiet = {"seen_events", "people", "conversations"}
    with database.read() as session:
        return {
            table.name: [tuple(row) for row in session.connection().execute(table.select())]
            for table in SQLModel.metadata.sorted_tables
            if table.name not in quiet
        }


def sent(desk: Desk, form: str) -> tuple[Told, str]:
    """What Anne is told when she sends it, and what is open then."""
    told = desk.anne.sends(**FORMS[form][1])
    stack = desk.workspace.slack.store.stacks[ANNE]
    return told, desk.anne.reads_form() if stack else ""


@pytest.mark.parametrize("form", FORMS)
def test_whoever_leads_no_more_when_a_form_is_sent_changes_nothing_and_is_told(
    desk: Desk, form: str
) -> None:
    FORMS[form][0](desk)
    opened = desk.workspace.slack.store.stacks[ANNE][-1]["callback_id"]
    with desk.workspace.database.write() as session:
        membership_of(session, desk.process, ANNE).role = Role.ADVISER
    before = rows(desk.workspace.database)

    told, reads = sent(desk, form)

    assert opened == form.split(maxsplit=1)[0]
    assert rows(desk.workspace.database) == before
    words = " ".join((*told.said, *told.faults.values(), reads))
    assert re.search(r"kun for proces|Det kan kun proces|er proceslederne, der", words), (
        told,
        reads,
    )
    assert "Det varer et øjeblik" not in reads


@pytest.mark.parametrize("form", FORMS)
def test_whoever_still_leads_gets_on(desk: Desk, form: str) -> None:
    FORMS[form][0](desk)
    before = rows(desk.workspace.database)

    told, reads = sent(desk, form)

    words = " ".join((*told.said, *told.faults.values(), reads))
    assert told.faults == {}
    assert rows(desk.workspace.database) != before or told.opened or reads, words
    assert not re.search(r"kun for proces|Det kan kun proces|er proceslederne, der", words), words
