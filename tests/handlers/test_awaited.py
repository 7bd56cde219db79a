"""People who are invited by mail: looked up in Slack, written to, followed up, welcomed when they come."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.calendar.events import Organizer
from bot.deliveries import Nothing
from bot.mailing import mail_next
from handlers.accounts import SlackAccounts
from models import AwaitedPerson, Membership, Post, Process
from models.enums import Stage
from schedules.bind_awaited import Binding
from schedules.follow_up_invitations import FollowingUp
from tests.builders import SARA, membership_of, organisation_of
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.post_office import SAMMEN, PostOffice, post_office

__all__ = ["post_office"]

NOBODY = "ida.holt@frb.example"


@pytest.fixture
def organizer() -> Organizer | None:
    return SAMMEN


def imports(anne: Human, *emails: str) -> Told:
    """Anne hands in lines and says yes."""
    lines = "\n".join(f"Ida Holt;{one};Københavns Kommune;rådgiver;da" for one in emails)
    anne.commands("import")
    anne.sends(lines=f"Navn;Mail;Organisation;Rolle;Sprog\n{lines}")
    return anne.sends()


def looks_up(workspace: Workspace) -> None:
    """What the clock does within the next minutes."""
    binding = Binding(SlackAccounts(workspace.app.client), SAMMEN)
    while binding.bind_awaited(workspace.database, workspace.clock()):
        pass


def sends_mail(workspace: Workspace, office: PostOffice) -> None:
    while not isinstance(
        mail_next(workspace.database, office.courier, now=workspace.clock()), Nothing
    ):
        pass


def test_whoever_is_not_in_slack_gets_a_mail_that_says_how_to_come(
    workspace: Workspace, process: Process, anne: Human, post_office: PostOffice
) -> None:
    assert process.id
    imports(anne, NOBODY)
    looks_up(workspace)
    sends_mail(workspace, post_office)

    [mail] = post_office.taken
    body = mail.parsed.get_body(("plain",))
    assert body is not None
    assert mail.to == NOBODY
    assert mail.parsed["To"] == f"Ida Holt <{NOBODY}>"
    assert mail.parsed["Subject"].startswith("Anne Holm inviterer dig med i Sammen om")
    assert f"opret dig med {NOBODY}" in body.get_content()


def test_whoever_is_in_slack_all_the_time_is_welcomed_there(
    workspace: Workspace, process: Process, anne: Human, sara: Human, post_office: PostOffice
) -> None:
    imports(anne, "SARA.LIND@odense.example")
    looks_up(workspace)
    sends_mail(workspace, post_office)
    workspace.sends_posts()

    with workspace.database.read() as session:
        membership = membership_of(session, process, SARA)
        place = organisation_of(session, "koebenhavn").id
    assert post_office.taken == []
    assert sara.heard_after("")[-1].startswith("Anne Holm spørger, om du vil være med")
    assert (membership.organisation_id, membership.role.value) == (place, "adviser")


def test_whoever_writes_to_sammen_first_is_welcomed_once_and_finds_the_form_filled_in(
    workspace: Workspace, process: Process, anne: Human, sara: Human
) -> None:
    imports(anne, "sara.lind@odense.example")
    written = sara.writes("hej")
    workspace.sends_posts()
    said = sara.heard_after("")
    sara.presses("Kom i gang")
    form = sara.reads_form()

    with workspace.database.read() as session:
        awaited = session.exec(select(AwaitedPerson)).one()
        assert membership_of(session, process, SARA).stage is Stage.INVITED
    assert written == Told()
    assert len(said) == 1
    assert awaited.person_id is not None
    assert "(x) Københavns Kommune" in form
    assert "(x) Rådgiver | adviser" in form


def test_whoever_only_looks_at_home_is_welcomed_too(
    workspace: Workspace, process: Process, anne: Human, sara: Human
) -> None:
    assert process.id
    imports(anne, "sara.lind@odense.example")
    sara.opens_home()
    workspace.sends_posts()

    assert "*Anne Holm* spørger, om du vil være med." in sara.reads_home()
    assert sara.heard_after("")[-1].startswith("Anne Holm spørger, om du vil være med")


def test_silence_is_followed_up_twice_by_mail_and_then_listed(
    workspace: Workspace,
    process: Process,
    anne: Human,
    post_office: PostOffice,
    now: datetime,
) -> None:
    assert process.id
    imports(anne, NOBODY)
    looks_up(workspace)
    following = FollowingUp(SAMMEN)
    for day in range(30):
        workspace.clock.at = now + timedelta(days=day, hours=1)
        following.follow_up_invitations(workspace.database, workspace.clock())
        sends_mail(workspace, post_office)
    anne.commands("medlemmer")

    subjects = [str(mail.parsed["Subject"]) for mail in post_office.taken]
    assert [one.partition(" Sammen")[0] for one in subjects] == [
        "Anne Holm inviterer dig med i",
        "Vil du være med i",
        "Sidste gang vi spørger:",
    ]
    assert f"• Ida Holt, Københavns Kommune, inviteret 9. maj 2022, på {NOBODY}" in (
        anne.reads_form()
    )


def test_an_address_that_no_server_takes_is_shown_to_the_facilitators_by_name(
    workspace: Workspace, process: Process, anne: Human, post_office: PostOffice
) -> None:
    assert process.id
    post_office.refused[NOBODY] = "550 no such mailbox"
    imports(anne, NOBODY)
    looks_up(workspace)
    sends_mail(workspace, post_office)
    workspace.sends_posts()

    card = anne.reads(channel="G0LEDERE")
    assert card.startswith("(Jeg kunne ikke sende en mail til Ida Holt.)")
    assert NOBODY in card


def test_two_visits_in_the_same_moment_bind_once(
    workspace: Workspace, process: Process, anne: Human, sara: Human
) -> None:
    imports(anne, "sara.lind@odense.example")

    workspace.at_once(sara.opens_home, sara.opens_home)

    with workspace.database.read() as session:
        person_id = membership_of(session, process, SARA).person_id
        members = session.exec(select(Membership).where(Membership.person_id == person_id)).all()
        welcomes = session.exec(select(Post).where(Post.person_id == person_id)).all()
    assert len(members) == 1
    assert len(welcomes) == 1


def test_an_account_is_found_by_its_address(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    assert process.id
    imports(anne, NOBODY)
    accounts = SlackAccounts(workspace.app.client)

    assert accounts.find(NOBODY) is None
    found = accounts.find("sara.lind@odense.example")
    assert found is not None
    assert (found.slack_id, found.name, found.language) == (SARA, "Sara Lind", "da")
    peter = accounts.find("peter.dam@metro.example")
    assert peter is not None
    assert peter.language == "en"


def test_an_account_of_which_slack_tells_no_more_is_taken_as_it_is(
    workspace: Workspace, process: Process
) -> None:
    assert process.id
    workspace.slack.pressure.order({"method": "users.info", "error": "user_not_visible"})

    found = SlackAccounts(workspace.app.client).find("peter.dam@metro.example")

    assert found is not None
    assert (found.name, found.language) == ("Peter Dam", "da")
