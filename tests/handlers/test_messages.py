"""What people write, and `/sammen`: a word steers, anything else answers, and nobody is stuck."""

from dataclasses import replace

import pytest

from models import Process
from models.enums import Role, Stage
from tests.builders import LOUISE, METTE, add_member, bring_to
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told

HELP = Told(said=("Her er, hvad jeg kan hjælpe med.",))
LOST = Told(said=("Det forstod jeg ikke. Her er, hvad jeg kan hjælpe med.",))
PEOPLE = Told(said=("Vil du tale med et menneske?",))
WELCOME = Told(said=("Velkommen til Sammen om emissionsfrie arbejdsmaskiner.",))
AGAIN = Told(said=("Skal vi komme i gang med Sammen om emissionsfrie arbejdsmaskiner?",))
FIRST = Told(
    said=("1 af 9: Hvilke arbejdsmaskiner bliver brugt på jeres bygge- og anlægsprojekter?",)
)
WORKS = "5 af 13: For hvor mange kroner sender I bygge- og anlægsopgaver i udbud på et år?"
RESUMED = Told(
    said=(WORKS,), edited=("*Bygge- og anlægsopgaver i udbud, pr. år*\n_Ikke besvaret endnu_",)
)
SO_FAR = Told(said=("Jeres svar indtil nu.",))
OWN_STATUS = Told(said=("Sådan står det til for Aalborg Kommune.",))
OFFER = Told(said=("Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?",))
BEGIN = Told(
    said=(
        (
            "Begynd på jeres behov for Aalborg Kommune: 9 spørgsmål, ét ad gangen. "
            "Du kan stoppe når som helst, og alt bliver gemt."
        ),
    )
)
PAUSED = Told(said=("Pause. Alt er gemt.",))


@pytest.fixture
def asked(workspace: Workspace, members: Process, mette: Human) -> Process:
    """Mette has a question before her."""
    bring_to(workspace.database, members, METTE, key="yearly_works", now=workspace.clock())
    mette.writes("fortsæt")
    return members


@pytest.mark.usefixtures("asked")
def test_steering_words_always_work_while_a_question_waits(mette: Human) -> None:
    words = {
        "hjælp": HELP,
        "Hvad kan du?": HELP,
        "?": HELP,
        "tal med et menneske": PEOPLE,
        "mine svar": SO_FAR,
        "pause": PAUSED,
        "fortsæt": RESUMED,
        "status": OWN_STATUS,  # how far hers is; the facilitators' is not for her
    }

    told = {word: mette.writes(word) for word in words}

    assert told == words


@pytest.mark.usefixtures("asked")
def test_the_same_words_work_after_the_slash(mette: Human) -> None:
    words = {
        "hjælp": HELP,
        "": HELP,
        "vrøvl": OFFER,
        "tal med et menneske": PEOPLE,
        "mine svar": SO_FAR,
        "pause": PAUSED,
        "fortsæt": RESUMED,
    }

    told = {word: mette.commands(word) for word in words}

    assert told == words


@pytest.mark.usefixtures("asked")
def test_the_slash_works_in_a_channel_and_answers_in_the_direct_message(mette: Human) -> None:
    told = mette.commands("fortsæt", channel="C0GENERELT")

    assert told == replace(RESUMED, said=(*RESUMED.said, "Jeg har svaret i en direkte besked."))
    assert mette.reads().startswith(f"({WORKS})")


@pytest.mark.usefixtures("process")
def test_whoever_is_new_is_welcomed_whatever_they_write(mette: Human, sara: Human) -> None:
    assert mette.writes("hvornår er workshoppen?") == WELCOME
    assert sara.commands("hjælp") == WELCOME


@pytest.mark.usefixtures("process")
def test_whoever_has_not_said_who_they_are_is_offered_to(mette: Human) -> None:
    mette.writes("hej")

    told = {word: mette.writes(word) for word in ("hvad så?", "start", "mine svar", "pause")}

    assert told == dict.fromkeys(told, AGAIN)


@pytest.mark.usefixtures("process")
def test_help_and_people_are_there_before_one_has_joined(mette: Human) -> None:
    mette.writes("hej")

    assert mette.writes("hjælp") == HELP
    assert mette.writes("tal med et menneske") == PEOPLE
    assert "Julie Munk" in mette.reads()


@pytest.mark.usefixtures("members")
def test_a_member_who_has_not_begun_may_begin_by_a_word(mette: Human) -> None:
    assert mette.writes("hvad skal jeg nu?") == BEGIN
    assert mette.writes("...") == LOST
    assert mette.writes("start") == FIRST


@pytest.mark.usefixtures("asked")
def test_a_mention_in_a_channel_is_answered_in_the_direct_message(mette: Human) -> None:
    told = mette.writes("@Sammen hjælp", channel="C0PROCES")

    assert told == replace(HELP, said=(*HELP.said, "Jeg har svaret i en direkte besked."))
    assert mette.reads().startswith("(Her er, hvad jeg kan hjælpe med.)")
    assert "Jeg har svaret i en direkte besked." in mette.reads(channel="C0PROCES")


def test_a_market_actor_is_shown_where_things_are(workspace: Workspace, process: Process) -> None:
    with workspace.database.write() as session:
        add_member(
            session,
            process,
            LOUISE,
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )
    louise = Human(workspace, LOUISE)

    told = {word: louise.writes(word) for word in ("...", "start", "hjælp")}

    assert told == {"...": LOST, "start": HELP, "hjælp": HELP}
    assert "Dokumenter og kontaktpersoner ligger under *Hjem*." in louise.reads()


def test_one_who_waits_is_told_so_whatever_they_write(
    workspace: Workspace, process: Process, mette: Human
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=Stage.APPLIED)

    told = {word: mette.writes(word) for word in ("start", "hjælp", "hallo?")}

    waiting = (
        "Proceslederne har din ansøgning for *Aalborg Kommune*. Det tager for det meste en "
        "arbejdsdag, og du hører fra mig. Er noget forkert, så tryk på *Ret*."
    )
    assert told == dict.fromkeys(told, Told(said=(waiting,)))


@pytest.mark.usefixtures("process")
def test_a_facilitator_gets_the_status_by_word_and_by_command(anne: Human) -> None:
    written = anne.writes("status")
    read = anne.reads()
    commanded = anne.commands("status", channel="C0GENERELT")

    assert len(written.said) == len(commanded.said) == 1
    assert "Sammen om emissionsfrie arbejdsmaskiner" in read


@pytest.mark.usefixtures("process")
def test_help_for_a_facilitator_offers_status_and_inviting(anne: Human) -> None:
    told = anne.writes("hjælp")
    opened = anne.presses("Invitér")

    assert told == HELP
    assert opened == Told(opened=("Invitér til processen",))


@pytest.mark.usefixtures("asked")
def test_the_button_for_a_person_names_the_contacts(mette: Human) -> None:
    mette.writes("hjælp")

    told = mette.presses("Tal med et menneske")

    assert told == PEOPLE


@pytest.mark.usefixtures("process")
def test_talk_in_the_channel_is_not_remarked_on(workspace: Workspace, mette: Human) -> None:
    before = dict(workspace.slack.store.channels["C0PROCES"].messages)

    told = mette.writes("hej alle", channel="C0PROCES")

    assert told == NOTHING
    assert len(workspace.slack.store.channels["C0PROCES"].messages) == len(before) + 1


@pytest.mark.usefixtures("process")
def test_what_another_bot_writes_is_left_alone(workspace: Workspace, mette: Human) -> None:
    event = {
        "type": "message",
        "subtype": "bot_message",
        "bot_id": "B0OTHER",
        "channel_type": "im",
        "channel": mette.im,
        "ts": workspace.slack.clock.next_ts(),
        "text": "Ping",
    }

    response = workspace.deliver(workspace.event(event))

    assert response.status == 200
    assert mette.heard_after("") == []
