"""The facilitators' decision on an application, from the card to what the person is told."""

import pytest
from sqlmodel import Session, col, select

from models import AuditLine, Person, Post, Process
from models.enums import Role, Stage
from models.organisations import organisation_of_domain
from tests.builders import METTE
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told
from tests.joining import APPLIED, FIRST, JOINED, applies, stage_of

CARD = "Mette Friis vil være med for Aalborg Kommune."
ADMITTED = "Mette Friis er godkendt af Anne Holm."
REFUSED = (
    "Du er ikke med i processen. Ring eller skriv til en af proceslederne, hvis det er en fejl."
)
ALREADY_DECIDED = "Der er allerede svaret på den ansøgning. Der er ikke ændret noget."


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

        assert told == Told(
            said=(
                (
                    "Proceslederne har din ansøgning for *Aalborg Kommune*. Det tager for det meste en "
                    "arbejdsdag, og du hører fra mig. Er noget forkert, så tryk på *Ret*."
                ),
            )
        )

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
