"""Joining, from the first word to the first question, and the facilitators' decision."""

import pytest
from sqlmodel import Session, col, select

from models import AuditLine, Membership, Organisation, Person, Post, Process
from models.enums import Role, Stage
from models.organisations import organisation_of_domain, remember_domain
from tests.builders import METTE, SARA, membership_of, organisation_of
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told

FORM = Told(opened=("Hvem er du?",))
WELCOME = Told(said=("Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",))
APPLIED = Told(said=("Tak. En procesleder skal lige sige god for dig.",))
JOINED = "Velkommen, Mette. Du er med for Aalborg Kommune."
FIRST = "1 af 9: Hvilke arbejdsmaskiner bliver brugt på jeres bygge- og anlægsprojekter?"
CARD = "Mette Friis vil være med for Aalborg Kommune."
ADMITTED = "Mette Friis er godkendt af Anne Holm."
REFUSED = (
    "Du er ikke med i processen. Ring eller skriv til en af proceslederne, hvis det er en fejl."
)
ALREADY_DECIDED = "Der er allerede svaret på den ansøgning. Der er ikke ændret noget."


@pytest.fixture
def known_domain(workspace: Workspace, process: Process) -> None:
    """Whoever has an address at aalborg.example belongs to Aalborg."""
    with workspace.database.write() as session:
        aalborg = organisation_of(session, "aalborg")
        remember_domain(
            session, organisation_id=aalborg.id, domain="aalborg.example", now=process.loaded_at
        )


def stage_of(workspace: Workspace, process: Process, slack_id: str) -> tuple[Stage, Role]:
    with workspace.database.read() as session:
        membership = membership_of(session, process, slack_id)
        return membership.stage, membership.role


def applies(human: Human, organisation: str = "Aalborg Kommune", **filled: str | list[str]) -> Told:
    """Somebody opens the form and sends it."""
    human.writes("hej")
    human.presses("Kom i gang")
    return human.sends(organisation=organisation, **filled)


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


class TestTheCard:
    """Mette has applied, and the facilitators have the card."""

    @pytest.fixture(autouse=True)
    def card(self, workspace: Workspace, process: Process, mette: Human) -> None:
        assert process.facilitators_channel == "G0LEDERE"
        applies(mette)
        workspace.sends_posts()

    def test_approved_she_is_told_and_may_begin(
        self, workspace: Workspace, process: Process, mette: Human, anne: Human
    ) -> None:
        told = anne.presses("Godkend")
        workspace.sends_posts()

        assert told == Told(edited=(ADMITTED,))
        assert mette.reads().startswith(f"({JOINED})")
        assert mette.presses("Begynd på spørgsmålene") == Told(said=(FIRST,))
        assert stage_of(workspace, process, METTE) == (Stage.JOINED, Role.NEED_OWNER)

    def test_approved_with_the_domain_her_colleague_need_not_wait(
        self, workspace: Workspace, anne: Human, jonas: Human
    ) -> None:
        told = anne.presses("Godkend og husk domænet")

        joined = applies(jonas)

        assert told == Told(edited=(ADMITTED,))
        assert joined.said[0] == "Velkommen, Jonas. Du er med for Aalborg Kommune."
        assert "Mette Friis er her allerede for Aalborg Kommune." in jonas.reads(2)
        with workspace.database.read() as session:
            owner = organisation_of_domain(session, domain="aalborg.example")
        assert owner is not None
        assert owner.key == "aalborg"

    def test_approved_without_the_domain_her_colleague_waits(
        self, anne: Human, jonas: Human
    ) -> None:
        anne.presses("Godkend")

        assert applies(jonas) == APPLIED

    def test_refused_she_is_told_whom_to_ask_and_no_other_act_helps(
        self, workspace: Workspace, process: Process, mette: Human, anne: Human
    ) -> None:
        told = anne.presses("Afvis")
        workspace.sends_posts()
        read = mette.reads()
        helped = mette.writes("hjælp")
        begun = mette.forges("interview.begin", str(process.id))

        assert told == Told(edited=("Mette Friis er afvist af Anne Holm.",))
        assert "Julie Munk" in read
        assert helped.said == (REFUSED,)
        assert begun == Told(said=("Den knap hører til en andens svar.",))

    def test_approved_twice_it_is_decided_once(
        self, workspace: Workspace, anne: Human, karl: Human
    ) -> None:
        card = ts_of_card(workspace)
        mark = mark_of(workspace)

        first = anne.forges("onboarding.approve", mark, on=card)
        second = karl.forges("onboarding.refuse", mark, on=card)

        assert first == NOTHING  # the card stands in the channel, not where she forged the press
        assert second == Told(said=(ALREADY_DECIDED,))
        assert decisions(workspace) == ["onboarding.admit"]

    def test_a_card_of_former_details_decides_nothing(
        self, workspace: Workspace, process: Process, mette: Human, anne: Human
    ) -> None:
        old = mark_of(workspace)
        mette.presses("Kom i gang")
        mette.sends(organisation="Københavns Kommune")

        told = anne.forges("onboarding.approve", old)

        assert told == Told(
            said=(
                "Personen har rettet sine oplysninger siden. Brug det nyeste kort her i kanalen.",
            )
        )
        assert stage_of(workspace, process, METTE)[0] is Stage.APPLIED

    def test_the_same_details_again_make_no_second_card(
        self, workspace: Workspace, mette: Human
    ) -> None:
        mette.presses("Kom i gang")

        told = mette.sends()

        assert told == APPLIED
        assert "Proceslederne har din ansøgning for *Aalborg Kommune*." in mette.reads()
        with workspace.database.read() as session:
            cards = session.exec(select(Post).where(Post.channel == "G0LEDERE")).all()
        assert len(cards) == 1

    def test_she_may_write_while_she_waits_and_is_told_that_she_does(self, mette: Human) -> None:
        told = mette.writes("hvor langt er I?")

        assert told == Told(said=("En procesleder skal lige sige god for dig. Du hører fra mig.",))

    def test_two_facilitators_in_the_same_moment_decide_once(
        self, workspace: Workspace, process: Process, mette: Human, anne: Human, karl: Human
    ) -> None:
        mark = mark_of(workspace)

        workspace.at_once(
            lambda: anne.forges("onboarding.approve", mark),
            lambda: karl.forges("onboarding.refuse", mark),
        )
        workspace.sends_posts()

        [decision] = decisions(workspace)
        joined = stage_of(workspace, process, METTE)[0] is Stage.JOINED
        assert (decision == "onboarding.admit") == joined
        assert len(mette.heard_after("Tak. En procesleder skal lige sige god for dig.")) == 1


def form(organisation: str) -> dict[str, dict[str, object]]:
    """A form that was opened in another tab, filled in."""
    return {
        "organisation": {"selected_option": {"value": organisation}},
        "role": {"selected_option": {"value": "need_owner"}},
        "email": {"value": "mette.friis@aalborg.example"},
        "language": {"selected_option": {"value": "da"}},
    }


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

    assert mette.heard_after(FIRST) == [
        "Du er allerede med. Du finder mig i dine direkte beskeder."
    ]


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
    assert again == Told(
        said=("Skal vi komme i gang med Sammen om emissionsfrie arbejdsmaskiner?",)
    )
    assert stage_of(workspace, process, METTE)[0] is Stage.DECLINED


@pytest.mark.usefixtures("members")
def test_one_who_has_joined_is_not_put_off_by_an_old_welcome(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.forges("onboarding.not_me", str(members.id))

    assert stage_of(workspace, members, METTE)[0] is Stage.JOINED


def test_a_market_actor_has_nothing_to_answer(
    workspace: Workspace, process: Process, anne: Human, mette: Human
) -> None:
    applies(mette, role="Markedsaktør")
    workspace.sends_posts()
    anne.presses("Godkend")
    workspace.sends_posts()

    begun = mette.forges("interview.begin", str(process.id))

    assert "Du finder tidslinje, dokumenter og kontaktpersoner under *Hjem*." in mette.reads(2)
    assert begun == Told(said=("Den knap hører til en andens svar.",))


def test_the_form_in_english_makes_sammen_speak_english(process: Process, mette: Human) -> None:
    told = applies(mette, language="Engelsk (English)")

    assert process.id == 1
    assert told == Told(said=("Thank you. A facilitator has to vouch for you first.",))


def test_a_domain_that_anybody_can_have_is_never_kept(
    workspace: Workspace, process: Process, mette: Human, anne: Human
) -> None:
    mette.writes("hej")
    with workspace.database.write() as session:
        person = of(session, METTE)
        person.slack_email = "mette@gmail.com"
    mette.presses("Kom i gang")
    mette.sends(organisation="Aalborg Kommune", email="mette@gmail.com")
    workspace.sends_posts()

    anne.forges("onboarding.approve_domain", mark_of(workspace))

    assert "Godkend og husk domænet" not in anne.reads(channel="G0LEDERE")
    assert stage_of(workspace, process, METTE)[0] is Stage.JOINED
    with workspace.database.read() as session:
        assert organisation_of_domain(session, domain="gmail.com") is None


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("label", ["Kom i gang", "Senere", "Ikke mig"])
def test_a_double_click_on_the_welcome_does_it_once(
    workspace: Workspace, mette: Human, label: str
) -> None:
    mette.writes("hej")

    workspace.at_once(lambda: mette.presses(label), lambda: mette.presses(label))

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


def of(session: Session, slack_id: str) -> Person:
    return session.exec(select(Person).where(Person.slack_id == slack_id)).one()


def ts_of_card(workspace: Workspace) -> str:
    messages = workspace.slack.store.channels["G0LEDERE"].messages.values()
    return next(one.ts for one in messages if one.text == CARD)


def mark_of(workspace: Workspace) -> str:
    """What the newest card's buttons carry."""
    messages = list(workspace.slack.store.channels["G0LEDERE"].messages.values())
    value: str = messages[-1].blocks[-1]["elements"][0]["value"]
    return value


def decisions(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        acts = session.exec(select(AuditLine.act).order_by(col(AuditLine.id))).all()
    return [act for act in acts if act in {"onboarding.admit", "onboarding.refuse"}]
