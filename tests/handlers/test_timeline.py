"""The timeline in Slack: seen by members, each what is meant for them, and drawn for them."""

from datetime import date

import pytest

from models import Milestone, Process
from models.enums import MilestoneState, Precision, Stage
from tests.asking import Asking
from tests.builders import CHANNEL, METTE, add_member
from tests.fakes import Part, Workspace
from tests.humans import Human, Told

TIMELINE = (
    "Tidslinjen for Sammen om emissionsfrie arbejdsmaskiner. Det næste er »Workshop om "
    "bygherrebehov og emissionsfrie arbejdsmaskiner«: onsdag 8. juni 2022 kl. 12.00–16.00."
)
REFUSED = "Tidslinjen er for dem, der er med i processen."


def add_advisers_milestone(workspace: Workspace, process: Process) -> None:
    with workspace.database.write() as session:
        session.add(
            Milestone(
                process_id=process.id,
                key="advice",
                position=9,
                title={"da": "Kun for rådgivere", "en": "For advisers only"},
                day=date(2022, 6, 1),
                precision=Precision.DAY,
                state=MilestoneState.PLANNED,
                audience=["adviser"],
            )
        )


def whispered(workspace: Workspace, channel: str) -> list[Part]:
    """What only one person sees in a channel."""
    messages = workspace.slack.store.channels[channel].messages.values()
    return [{"to": one.ephemeral_to, "text": one.text} for one in messages if one.ephemeral_to]


def test_a_member_sees_the_whole_timeline_where_it_is_asked_for_and_alone(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    told = mette.commands("tidslinje", channel=CHANNEL)

    assert members.id
    assert told == Told(said=(TIMELINE,))
    assert whispered(workspace, CHANNEL) == [{"to": METTE, "text": TIMELINE}]
    assert mette.reads(channel=CHANNEL).splitlines()[2:] == [
        "*Tidslinjen for Sammen om emissionsfrie arbejdsmaskiner*",
        (
            "• Københavns Kommune, Metroselskabet, Aalborg Kommune og CO-PI aftaler at sætte processen "
            "i gang: april 2022, gennemført"
        ),
        "",
        "→ *Vi er her*, mandag 9. maj 2022",
        "• Offentlige bygherrer inviteres med i skaleringsprocessen: maj 2022, i gang",
        "• Behovskortlægningen går i gang: maj 2022, i gang",
        (
            "• *Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner*: onsdag 8. juni 2022 kl. "
            "12.00–16.00, om 30 dage. Sted følger"
        ),
        (
            "• *Digitalt informationsmøde om skaleringsprocessen*: tirsdag 14. juni 2022 kl. "
            "15.15–16.00, om 36 dage. Digitalt, link følger"
        ),
        "",
        f"[Hent som billede | milestones.picture {members.id}]",
    ]


@pytest.mark.parametrize("words", ["tidslinje", "Vis mig tidslinjen, tak", "timeline"])
def test_the_word_alone_is_enough_in_the_direct_message(
    members: Process, mette: Human, words: str
) -> None:
    assert members.id
    assert mette.writes(words) == Told(said=(TIMELINE,))


def test_it_is_read_in_ones_own_language(members: Process, peter: Human) -> None:
    [text] = peter.writes("timeline").said

    assert members.id
    assert text.startswith("The timeline of Together on zero-emission construction machinery.")


def test_the_word_answers_no_question_that_waits(asking: Asking, mette: Human) -> None:
    asking("remark")

    told = mette.writes("tidslinje")

    assert told.said == (TIMELINE,)
    assert asking.kept("remark") == []


def test_called_in_a_channel_it_shows_there_what_everybody_may_see(
    members: Process, mette: Human
) -> None:
    told = mette.writes("@Sammen tidslinje", channel=CHANNEL)

    assert members.id
    assert len(told.said) == 1
    shown = mette.reads(channel=CHANNEL)
    assert "Digitalt informationsmøde" in shown
    assert "Workshop om bygherrebehov" not in shown  # not for the market


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.DECLINED, Stage.APPLIED, Stage.REFUSED])
def test_who_has_not_joined_sees_no_timeline(
    workspace: Workspace, process: Process, mette: Human, stage: Stage
) -> None:
    with workspace.database.write() as session:
        add_member(session, process, METTE, now=workspace.clock(), stage=stage)

    asked = mette.commands("tidslinje")
    forged = [
        mette.forges(act, str(process.id)) for act in ("milestones.show", "milestones.picture")
    ]

    assert TIMELINE not in asked.said
    assert forged == [Told(said=(REFUSED,))] * 2
    assert workspace.slack.store.files == {}


def test_each_sees_what_is_meant_for_their_role_and_facilitators_all(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    add_advisers_milestone(workspace, members)

    mette.commands("tidslinje")
    anne.commands("tidslinje")

    assert "Kun for rådgivere" not in mette.reads()
    assert "Kun for rådgivere" in anne.reads()
    assert "[Ret en milepæl | milestones.edit" not in mette.reads()
    assert "[Ret en milepæl | milestones.edit" in anne.reads()


def test_a_picture_of_it_comes_to_the_direct_message_with_its_words(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    mette.commands("tidslinje", channel=CHANNEL)

    told = mette.presses("Hent som billede")

    assert members.id
    assert told.said == (
        "Tidslinjen for Sammen om emissionsfrie arbejdsmaskiner, som den ser ud mandag 9. maj 2022.",
        "Billedet ligger i vores direkte beskeder.",
    )
    [file] = workspace.slack.store.files.values()
    assert (file.name, file.mimetype, file.shared_in) == (
        "tidslinje-2022-05-09.png",
        "image/png",
        [mette.im],
    )
    assert file.alt_txt.startswith(
        "Tidslinje for Sammen om emissionsfrie arbejdsmaskiner. Københavns Kommune, Metroselskabet, "
    )
    assert "Vi er her: mandag 9. maj 2022." in file.alt_txt


def test_what_an_adviser_sees_is_what_an_adviser_gets_as_a_picture(
    workspace: Workspace, members: Process, mette: Human, anne: Human
) -> None:
    add_advisers_milestone(workspace, members)

    for human in (mette, anne):
        human.commands("tidslinje")
        human.presses("Hent som billede")

    sizes = [file.size for file in workspace.slack.store.files.values()]
    assert sizes[0] < sizes[1]
