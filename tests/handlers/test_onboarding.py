"""Joining, from the first word to the first question, or to a facilitator's desk."""

import pytest
from sqlmodel import col, select

from models import Membership, Organisation, Post, Process
from models.enums import Role, Stage
from models.organisations import remember_domain
from tests.builders import ANNE, METTE, SARA, membership_of, organisation_of
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.joining import ALREADY, APPLIED, FIRST, JOINED, applies, form, stage_of

FORM = Told(opened=("Hvem er du?",))
WELCOME = Told(said=("Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",))


@pytest.fixture
def known_domain(workspace: Workspace, process: Process) -> None:
    """Whoever has an address at aalborg.example belongs to Aalborg."""
    with workspace.database.write() as session:
        aalborg = organisation_of(session, "aalborg")
        remember_domain(
            session, organisation_id=aalborg.id, domain="aalborg.example", now=process.loaded_at
        )


@pytest.mark.usefixtures("known_domain")
def test_whom_slack_vouches_for_is_welcomed_and_asked_at_once(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    welcomed = mette.writes("hej")
    opened = mette.presses("Kom i gang")
    joined = mette.sends(organisation="Aalborg")

    assert (welcomed, opened) == (WELCOME, FORM)
    assert joined == Told(said=(JOINED, FIRST))
    assert stage_of(workspace, process, METTE) == (Stage.JOINED, Role.NEED_OWNER)


def test_the_form_begins_with_what_slack_knows(process: Process, mette: Human) -> None:
    mette.writes("hej")
    mette.presses("Kom i gang")

    form = mette.reads_form()

    assert process.title["da"] in form
    assert "[email_text_input | mette.friis@aalborg.example | email]" in form


@pytest.mark.usefixtures("known_domain")
def test_a_typed_address_admits_nobody_by_its_domain(
    workspace: Workspace, process: Process, sara: Human
) -> None:
    told = applies(sara, email="sara.lind@aalborg.example")

    assert told == APPLIED
    assert stage_of(workspace, process, SARA) == (Stage.APPLIED, Role.NEED_OWNER)


@pytest.mark.usefixtures("known_domain")
def test_an_address_of_one_organisation_does_not_open_another(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    told = applies(mette, organisation="Københavns Kommune")

    assert told == APPLIED
    assert stage_of(workspace, process, METTE) == (Stage.APPLIED, Role.NEED_OWNER)


@pytest.mark.usefixtures("known_domain")
def test_a_known_domain_admits_in_the_role_of_the_organisation_only(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    told = applies(mette, role="Rådgiver")

    assert told == APPLIED
    assert stage_of(workspace, process, METTE) == (Stage.APPLIED, Role.ADVISER)


@pytest.mark.usefixtures("process")
def test_the_search_finds_what_is_nearly_typed_and_offers_to_add(mette: Human) -> None:
    mette.writes("hej")
    mette.presses("Kom i gang")

    found = mette.searches("alborg")
    exact = mette.searches("aalborg kommune")
    hostile = mette.searches("<!channel> & *fed*")

    assert found[0] == "Aalborg Kommune"
    assert found[-1] == "Tilføj »alborg«"
    assert "Tilføj" not in exact[-1]
    assert hostile[-1] == "Tilføj »<!channel> & *fed*«"


def test_an_organisation_that_nobody_knew_is_added_once(
    workspace: Workspace, process: Process, mette: Human, jonas: Human
) -> None:
    applies(mette, organisation="Kildedal By")
    applies(jonas, organisation="KILDEDAL BY")

    with workspace.database.read() as session:
        added = session.exec(
            select(Organisation).where(col(Organisation.added_by_id).is_not(None))
        ).all()
    assert [(one.key, one.name) for one in added] == [("kildedal-by", "Kildedal By")]
    assert process.id == 1


def test_two_tabs_with_the_form_apply_once(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    mette.writes("hej")

    def send() -> None:
        mette.forges_form("onboarding.details", str(process.id), **form("new:Kildedal By"))

    workspace.at_once(send, send, send)

    with workspace.database.read() as session:
        cards = session.exec(select(Post).where(Post.process_id == process.id)).all()
        added = session.exec(
            select(Organisation).where(col(Organisation.added_by_id).is_not(None))
        ).all()
    assert len(cards) == 1
    assert [one.name for one in added] == ["Kildedal By"]
    assert mette.heard_after(WELCOME.said[0]) == [*APPLIED.said] * 3


@pytest.mark.usefixtures("known_domain")
def test_the_second_tab_of_one_who_has_joined_is_told_so(process: Process, mette: Human) -> None:
    applies(mette)

    mette.forges_form("onboarding.details", str(process.id), **form("1"))

    assert mette.heard_after(FIRST) == [ALREADY]


def test_two_strangers_who_name_the_same_new_organisation_share_it(
    workspace: Workspace, process: Process, mette: Human, jonas: Human, sara: Human
) -> None:
    people = (mette, jonas, sara)
    for human in people:
        human.writes("hej")

    def send(human: Human, name: str) -> None:
        human.forges_form("onboarding.details", str(process.id), **form(f"new:{name}"))

    workspace.at_once(
        lambda: send(mette, "Ærø Forsyning"),
        lambda: send(jonas, "ÆRØ  FORSYNING"),
        lambda: send(sara, "ærø forsyning"),
    )

    with workspace.database.read() as session:
        ids = {membership_of(session, process, human.id).organisation_id for human in people}
    assert len(ids) == 1


def test_later_and_not_me_leave_a_way_back(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    mette.writes("hej")

    later = mette.presses("Senere")
    opened = mette.presses("Kom i gang")

    assert later == Told(edited=("Du kan komme i gang, når det passer dig.",))
    assert opened == FORM
    assert stage_of(workspace, process, METTE)[0] is Stage.LATER


def test_not_me_is_remembered_and_a_word_later_is_answered(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    mette.writes("hej")

    declined = mette.presses("Ikke mig")
    again = mette.writes("jeg har skiftet mening")

    assert declined == Told(edited=("Tak, fordi du siger til.",))
    assert again == Told(said=("Har du skiftet mening?",))
    assert stage_of(workspace, process, METTE)[0] is Stage.DECLINED


@pytest.mark.parametrize("slack_id", [METTE, ANNE])
@pytest.mark.parametrize("act", ["start", "later", "not_me", "join"])
def test_one_who_has_joined_is_told_so_by_an_old_welcome(
    workspace: Workspace, members: Process, slack_id: str, act: str
) -> None:
    human = Human(workspace, slack_id)

    told = human.forges(f"onboarding.{act}", str(members.id))

    assert told == Told(said=(ALREADY,))
    assert stage_of(workspace, members, slack_id)[0] is Stage.JOINED


def test_a_facilitator_who_sends_the_form_is_told_that_they_take_part(
    workspace: Workspace, process: Process, anne: Human
) -> None:
    anne.forges_form("onboarding.details", str(process.id), **form("1", email="a@b.dk"))

    assert anne.heard_after("") == [ALREADY]
    assert stage_of(workspace, process, ANNE) == (Stage.JOINED, Role.FACILITATOR)


@pytest.mark.usefixtures("process")
def test_an_address_that_is_too_long_is_said_to_be_none(mette: Human) -> None:
    told = applies(mette, email="a@" + "abcdefghi." * 40 + "dk")

    assert told.faults == {
        "email": "Det ligner ikke en mailadresse. Skriv den som navn@kommune.dk."
    }


def test_the_form_in_english_makes_sammen_speak_english(process: Process, mette: Human) -> None:
    told = applies(mette, language="Engelsk (English)")

    assert process.id == 1
    assert told == Told(said=("Thank you. A facilitator has to vouch for you first.",))


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("label", ["Kom i gang", "Senere", "Ikke mig"])
def test_a_double_click_on_the_welcome_does_it_once(
    workspace: Workspace, mette: Human, label: str
) -> None:
    mette.writes("hej")

    source, _, button = mette._find(label, on="")

    def press() -> None:  # the same button, though the first press may change the message
        mette.forges(button["action_id"], button["value"], on=source["ts"])

    workspace.at_once(press, press)

    with workspace.database.read() as session:
        memberships = session.exec(select(Membership)).all()
    assert len(memberships) == 3  # with the two facilitators


@pytest.mark.usefixtures("process")
def test_two_first_words_in_the_same_moment_are_one_welcome(
    workspace: Workspace, mette: Human
) -> None:
    workspace.at_once(lambda: mette.writes("hej"), lambda: mette.writes("hallo"))

    texts = mette.heard_after("")
    assert texts.count(WELCOME.said[0]) == 1
    assert len(texts) == 2
