"""Next step, own organisation, who takes part, what was missed: by real requests, as far as one may."""

from datetime import timedelta

import pytest

from bot.connecting import add_domain
from handlers import catch_up, overview, preferences
from handlers.replies import Say
from handlers.visit import Visit
from models import Membership, Organisation, Person, Process
from models.enums import OrganisationKind, Role, Stage
from models.people import Who
from tests.builders import (
    JONAS,
    LOUISE,
    METTE,
    TEAM,
    add_member,
    add_person,
    bring_to,
    membership_of,
)
from tests.fakes import Workspace
from tests.humans import Human
from tests.invited import TITLE, invite_all
from tests.said import as_read


def asks(workspace: Workspace, process: Process, slack_id: str, what: str, **more: object) -> str:
    """What somebody reads who has asked for that, as the dispatcher asks it."""
    with workspace.database.write() as session:
        person = add_person(session, slack_id, now=workspace.clock())
        visit = Visit(
            session=session,
            now=workspace.clock(),
            team_id=TEAM,
            who=Who.of(person),
            channel=None,
        )
        try:
            mine = membership_of(session, process, slack_id)
        except AssertionError:
            mine = None
        topic = {"show_catch_up": catch_up, "show_preferences": preferences}.get(what, overview)
        getattr(topic, what)(visit, process, mine, **more)
        [said] = visit.replies
        assert isinstance(said, Say)
        return as_read(said.message)


def test_the_next_step_follows_how_far_things_are(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    def step() -> str:
        return asks(workspace, members, METTE, "show_next_step").split("\n\n")[1]

    begin = step()
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())
    go_on = step()
    bring_to(workspace.database, members, METTE, key=None, now=workspace.clock())
    send = step()
    mette.writes("mine svar")
    mette.presses("Send svar")
    nothing = step()

    assert begin.startswith("*Dit næste skridt*\nBegynd på jeres behov for Aalborg Kommune")
    assert "spørgsmål er besvaret for Aalborg Kommune." in go_on
    assert "Se svarene igennem, og send dem." in send
    assert "Du skal ikke gøre noget lige nu. Det næste er" in nothing


def test_a_meeting_of_the_next_days_comes_before_the_needs_mapping(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    invite_all(workspace)
    far_away = asks(workspace, members, METTE, "show_next_step")
    workspace.clock.move(days=25)
    soon = asks(workspace, members, METTE, "show_next_step")
    mette.opens_home()
    home = mette.reads_home()
    mette.presses("Deltager", on="home")

    assert "Begynd på jeres behov" in far_away
    assert f"Svar på invitationen til *{TITLE}*." in soon
    assert "[!Deltager | meetings.yes" in soon
    assert home.count("meetings.yes") == 1  # it stands there once, as the next step
    assert "Begynd på jeres behov" in mette.reads_home()


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.APPLIED, Stage.REFUSED, Stage.LEFT])
def test_who_has_not_joined_learns_their_own_step_and_nothing_else(
    workspace: Workspace, process: Process, stage: Stage
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=stage)
        add_member(session, process, JONAS, now=workspace.clock())

    read = asks(workspace, process, METTE, "show_next_step")
    refused = [
        asks(workspace, process, METTE, one)
        for one in ("show_participants", "show_organisation", "show_catch_up")
    ]

    assert "Dit næste skridt" in read
    assert all("dem, der er med i processen" in one for one in refused)
    assert "Jonas" not in read + "".join(refused)


def test_members_see_who_takes_part_by_name_and_the_market_only_public_parties(
    workspace: Workspace, members: Process
) -> None:
    with workspace.database.write() as session:
        add_member(
            session,
            members,
            LOUISE,
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )

    member = asks(workspace, members, METTE, "show_participants")
    market = asks(workspace, members, LOUISE, "show_participants")

    assert "• Aalborg Kommune: Jonas Krogh og Mette Friis" in member
    assert "Louise Bang" in member
    assert "De står bag" in market
    for name in ("Mette", "Jonas", "Sara", "Peter"):
        assert name not in market


def test_one_person_is_shown_to_members_and_a_contact_to_everybody(
    workspace: Workspace, members: Process
) -> None:
    with workspace.database.write() as session:
        add_member(
            session,
            members,
            LOUISE,
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )
        jonas = membership_of(session, members, JONAS).person_id

    def shown(slack_id: str, number: int, *, contact: bool = False) -> str:
        return asks(workspace, members, slack_id, "show_person", kind_is_contact=contact, id=number)

    assert "*Jonas Krogh*, Aalborg Kommune" in shown(METTE, jonas)
    assert "Jonas" not in shown(LOUISE, jonas)
    assert "Mail: " in shown(LOUISE, 1, contact=True)
    assert "Den person kan jeg ikke vise dig." in shown(METTE, 99_999)
    assert "Den person kan jeg ikke vise dig." in shown(METTE, 99_999, contact=True)


def test_the_own_organisation_is_shown_to_its_people(
    workspace: Workspace, members: Process
) -> None:
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())
    invite_all(workspace)

    read = asks(workspace, members, JONAS, "show_organisation")

    assert "*Aalborg Kommune*, rolle: Offentlig bygherre" in read
    assert "spørgsmål om jeres behov er besvaret." in read
    assert "Også med herfra: Mette Friis." in read
    assert "ingen har sagt ja endnu; Jonas Krogh og Mette Friis har ikke svaret." in read


def test_what_was_missed_is_a_press_away_for_who_joins_late(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        add_domain(session, key="aalborg", domain="aalborg.example", now=workspace.clock())
    assert process.id
    mette.writes("hej")
    mette.presses("Kom i gang")
    mette.sends(organisation="Aalborg", email="mette.friis@aalborg.example")

    told = mette.presses("Hvad er jeg gået glip af?")

    [said] = told.said
    assert said.startswith("Det er sket i Sammen om emissionsfrie arbejdsmaskiner")
    assert "Det er gennemført." in mette.reads()
    assert "→ Det næste er" in mette.reads()


def test_a_forged_press_shows_nothing_of_a_process_that_one_is_not_in(
    workspace: Workspace, members: Process, peter: Human
) -> None:
    with workspace.database.write() as session:
        session.delete(membership_of(session, members, peter.id))

    said = [
        *peter.forges("catch_up.show", str(members.id)).said,
        *peter.forges("overview.more", f"{members.id}:20").said,
        *peter.forges("overview.more", "1 OR 1=1:;--").said,
        *peter.forges("catch_up.show", "💸").said,
    ]

    assert len(said) == 4
    assert all("Aalborg" not in one and "Det er sket" not in one for one in said)


def test_five_hundred_are_shown_a_page_at_a_time(workspace: Workspace, members: Process) -> None:
    now = workspace.clock()
    with workspace.database.write() as session:
        for number in range(100):
            organisation = Organisation(
                key=f"o-{number}",
                name=f"Kommune {number:03}",
                kind=OrganisationKind.MUNICIPALITY,
                added_at=now,
            )
            session.add(organisation)
            session.flush()
            people = [
                Person(
                    team_id=TEAM,
                    slack_id=f"UX{number}X{one}",
                    name=f"Navn {number} {one}",
                    first_seen_at=now,
                )
                for one in range(5)
            ]
            session.add_all(people)
            session.flush()
            session.add_all(
                Membership(
                    process_id=members.id,
                    person_id=one.id,
                    organisation_id=organisation.id,
                    stage=Stage.JOINED,
                    invited_at=now - timedelta(days=1),
                    joined_at=now,
                )
                for one in people
            )

    first = asks(workspace, members, METTE, "show_participants")
    second = asks(workspace, members, METTE, "show_participants", first=20)

    assert "Vis 20 til" in first
    assert "• Kommune 000: Navn 0 0, Navn 0 1" in first
    assert "Kommune 000" not in second


def test_preferences_are_told_with_their_button(workspace: Workspace, members: Process) -> None:
    read = asks(workspace, members, METTE, "show_preferences")

    assert "Stille timer: som for alle andre." in read
    assert f"[Indstillinger | preferences.open {members.id}]" in read
