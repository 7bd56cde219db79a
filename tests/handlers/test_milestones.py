"""A milestone changed in Slack: by facilitators only, with those told whom it concerns."""

from datetime import date

import pytest
from sqlmodel import select

from models import AuditLine, Database, Milestone, Post, Process
from models.enums import MilestoneState, Precision
from schedules.post_milestones import post_milestones
from tests.builders import CHANNEL, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

CHANGED = "Milepælen »Behovskortlægningen går i gang« er rettet."
REFUSED = "Tidslinjen er for dem, der er med i processen."
NOT_YOURS = "Det er proceslederne, der retter tidslinjen."
NEEDS_IN_MENU = "Behovskortlægningen går i gang (maj 2022)"


def needs_mapping(database: Database) -> Milestone:
    with database.read() as session:
        return session.exec(select(Milestone).where(Milestone.key == "needs_mapping")).one()


def test_a_facilitator_moves_a_milestone_and_reads_who_will_be_told(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.commands("tidslinje")

    opened = anne.presses("Ret en milepæl")
    sent = anne.sends(milestone=NEEDS_IN_MENU, milestone_date="3. kvartal 2022")

    assert opened == Told(opened=("Ret en milepæl",))
    assert sent.said == (CHANGED,)
    assert anne.reads().splitlines()[2:] == [
        "*Behovskortlægningen går i gang* er rettet.",
        "Dato: 3. kvartal 2022. Før var det maj 2022.",
        "",
        "6 personer får den nye dato i en direkte besked nu.",
        "Når den er nået, skriver jeg i kanalen: fredag 1. juli 2022 kl. 9.00.",
    ]
    row = needs_mapping(workspace.database)
    assert (row.day, row.precision, row.moves) == (date(2022, 7, 1), Precision.QUARTER, 1)
    assert (row.moved_from_day, row.state) == (date(2022, 5, 1), MilestoneState.UNDER_WAY)
    with workspace.database.read() as session:
        line = session.exec(select(AuditLine).where(AuditLine.act == "milestones.change")).one()
        person = membership_of(session, members, anne.id).person_id
    assert line.person_id == person
    assert line.about == {
        "milestone": "needs_mapping",
        "was": {"when": "2022-05"},
        "now": {"when": "2022-Q3"},
    }


def test_those_it_concerns_read_that_a_milestone_is_called_off(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    assert members.id
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")
    anne.sends(milestone=NEEDS_IN_MENU, milestone_state="Aflyst")
    receipt = anne.reads()

    post_milestones(workspace.database, workspace.clock())
    workspace.sends_posts()

    assert "6 personer får nu at vide i en direkte besked, at den er aflyst." in receipt
    assert "*Behovskortlægningen går i gang* på tidslinjen er aflyst." in mette.reads()
    assert "Det var sat til maj 2022." in mette.reads()


def test_those_it_concerns_read_the_new_date(
    workspace: Workspace, members: Process, anne: Human, mette: Human, peter: Human
) -> None:
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")
    anne.sends(milestone=NEEDS_IN_MENU, milestone_date="2022-06-20")

    for _ in range(2):
        post_milestones(workspace.database, workspace.clock())
    workspace.sends_posts()

    assert mette.reads().splitlines() == [
        "(Ny dato på tidslinjen: Behovskortlægningen går i gang, mandag 20. juni 2022.)",
        "",
        "Ny dato på tidslinjen for *Behovskortlægningen går i gang*.",
        "Nu er det mandag 20. juni 2022, om 42 dage. Før var det maj 2022.",
        "",
        f"[Se tidslinjen | milestones.show {members.id}]",
        "",
        "(Du får beskeden, fordi du er med i Sammen om emissionsfrie arbejdsmaskiner.)",
    ]
    assert "It is now Monday 20 June 2022, in 42 days." in peter.reads()
    assert len(mette.heard_after("")) == 1
    assert mette.presses("Se tidslinjen").said[0].startswith("Tidslinjen for ")


def test_announced_in_the_channel_and_moved_in_the_thread_of_that(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")
    anne.sends(
        milestone=NEEDS_IN_MENU,
        milestone_date="24. maj 2022",
        milestone_state="Planlagt",
        milestone_ahead="14",
    )
    workspace.clock.move(days=1)
    post_milestones(workspace.database, workspace.clock())
    workspace.sends_posts()
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")
    anne.sends(
        milestone="Behovskortlægningen går i gang (tirsdag 24. maj 2022)", milestone_date="8. juni"
    )

    receipt = anne.reads()
    post_milestones(workspace.database, workspace.clock())
    workspace.sends_posts()

    first, second = (
        one for one in workspace.slack.store.channels[CHANNEL].messages.values() if one.is_bot
    )
    assert members.id
    assert first.text == (
        "Snart på tidslinjen: Behovskortlægningen går i gang, tirsdag 24. maj 2022."
    )
    assert (second.text, second.thread_ts) == (
        "Ny dato på tidslinjen: Behovskortlægningen går i gang, onsdag 8. juni 2022.",
        first.ts,
    )
    assert "i en direkte besked nu, og den kommer i tråden i kanalen." in receipt
    assert mette.heard_after("")[-1] == second.text


def test_from_home_a_facilitator_changes_the_state(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.opens_home()

    anne.presses("Ret en milepæl")
    sent = anne.sends(milestone=NEEDS_IN_MENU, milestone_state="Gennemført", milestone_ahead="7")

    assert members.id
    assert sent.said == (CHANGED,)
    assert "Tilstand: Gennemført. Før var det I gang." in anne.reads()
    assert "Ingen får besked om det." in anne.reads()
    row = needs_mapping(workspace.database)
    assert (row.state, row.announce_days, row.moves) == (MilestoneState.DONE, 7, 0)


@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        (
            {"milestone_date": "31. juni 2022", "milestone_ahead": "400"},
            {
                "milestone_date": "Den dag findes ikke i kalenderen. Tjek dag og måned.",
                "milestone_ahead": "Skriv et helt antal dage fra 0 til 365.",
            },
        ),
        (
            {"milestone_date": "<!channel> snart"},
            {
                "milestone_date": "Det kunne jeg ikke læse som en dato. Prøv 8. juni 2022, juni "
                "2022 eller 3. kvartal 2022."
            },
        ),
        (
            {"milestone_ahead": "-3"},
            {"milestone_ahead": "Skriv et helt antal dage fra 0 til 365."},
        ),
        (
            {"milestone_date": "maj 2022", "milestone_state": "I gang"},
            {
                "milestone": "Der er ikke noget nyt. Skriv en anden dato, vælg en anden tilstand, "
                "eller luk vinduet."
            },
        ),
        (
            {},
            {
                "milestone": "Der er ikke noget nyt. Skriv en anden dato, vælg en anden tilstand, "
                "eller luk vinduet."
            },
        ),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_and_nothing_is_changed(
    workspace: Workspace,
    members: Process,
    anne: Human,
    filled: dict[str, str],
    faults: dict[str, str],
) -> None:
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")

    told = anne.sends(milestone=NEEDS_IN_MENU, **filled)

    assert members.id
    assert (told.said, told.faults) == ((), faults)
    assert needs_mapping(workspace.database).moves == 0


def test_a_milestone_that_has_left_meanwhile_is_not_changed(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    anne.commands("tidslinje")
    anne.presses("Ret en milepæl")
    with workspace.database.write() as session:
        session.get_one(
            Milestone, needs_mapping(workspace.database).id
        ).retired_at = workspace.clock()

    told = anne.sends(milestone=NEEDS_IN_MENU, milestone_date="juni 2022")

    assert members.id
    assert told.faults == {
        "milestone": "Den milepæl er ikke på tidslinjen mere. Luk vinduet, og åbn det igen."
    }


def test_nobody_but_a_facilitator_changes_the_timeline(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    pressed = mette.forges("milestones.edit", str(members.id))
    chosen = {"selected_option": {"value": str(needs_mapping(workspace.database).id)}}
    mette.forges_form(
        "milestones.edit",
        str(members.id),
        milestone=chosen,
        milestone_date={"value": "juni 2022"},
    )

    assert pressed == Told(said=(NOT_YOURS,))
    assert mette.heard_after("")[-1] == NOT_YOURS
    assert needs_mapping(workspace.database).moves == 0


@pytest.mark.parametrize("value", ["", "x", "0", "9" * 12, "-1"])
def test_a_made_up_process_or_milestone_changes_nothing(
    workspace: Workspace, members: Process, anne: Human, value: str
) -> None:
    acts = ("milestones.show", "milestones.picture", "milestones.edit")
    pressed = [anne.forges(act, value) for act in acts]
    chosen = {"selected_option": {"value": value}}
    for process_id in (value, str(members.id)):
        anne.forges_form(
            "milestones.edit", process_id, milestone=chosen, milestone_date={"value": "juni 2022"}
        )

    assert pressed == [Told(said=(one,)) for one in (REFUSED, REFUSED, NOT_YOURS)]
    assert needs_mapping(workspace.database).moves == 0


def test_a_milestone_of_another_process_is_not_changed_from_this_one(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        other = Process(
            key="other",
            title={"da": "Andet", "en": "Other"},
            texts={},
            figures=[],
            questionnaire={},
            team_id=members.team_id,
            loaded_at=workspace.clock(),
        )
        session.add(other)
        session.flush()
        foreign = Milestone(
            process_id=other.id,
            key="foreign",
            position=0,
            title={"da": "Fremmed", "en": "Foreign"},
            day=date(2022, 6, 1),
            precision=Precision.DAY,
            state=MilestoneState.PLANNED,
        )
        session.add(foreign)
        session.flush()
        foreign_id = foreign.id

    anne.forges_form(
        "milestones.edit",
        str(members.id),
        milestone={"selected_option": {"value": str(foreign_id)}},
        milestone_date={"value": "juli 2022"},
    )

    with workspace.database.read() as session:
        assert session.get_one(Milestone, foreign_id).moves == 0


def test_two_facilitators_at_once_change_it_one_after_the_other(
    workspace: Workspace, members: Process, anne: Human, karl: Human
) -> None:
    chosen = {"selected_option": {"value": str(needs_mapping(workspace.database).id)}}

    def change(human: Human, when: str) -> None:
        human.forges_form(
            "milestones.edit", str(members.id), milestone=chosen, milestone_date={"value": when}
        )

    workspace.at_once(lambda: change(anne, "juni 2022"), lambda: change(karl, "juli 2022"))

    row = needs_mapping(workspace.database)
    assert row.moves == 2
    assert row.moved_from_day == date(2022, 5, 1)  # nobody had been told in between
    with workspace.database.read() as session:
        assert session.exec(select(Post)).all() == []


def test_without_milestones_of_its_own_there_is_nothing_to_change(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        for milestone in session.exec(select(Milestone)):
            milestone.retired_at = workspace.clock()

    told = anne.forges("milestones.edit", str(members.id))

    assert told == Told(said=("Der er ingen milepæle at rette.",))
