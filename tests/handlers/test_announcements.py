"""Facilitators write to chosen people: what they see before, and what is refused."""

import json

import pytest
from sqlmodel import Session, select

from models import AnnouncementCopy, Membership, Process
from models.enums import AnnouncementState, PostState, Role, Stage
from tests.announcers import FILLED, HEJ_METTE, acts, only, passes, posts, previews, sends
from tests.announcing import await_person
from tests.builders import ANNE, CHANNEL, JONAS, METTE, PETER, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human
from tests.meetings import ORGANIZER

ONLY_THEY = "Det kan kun proceslederne. Der er ikke sendt eller ændret noget."


def test_the_count_the_names_and_the_words_are_shown_before_anything_is_sent(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    shown = previews(anne)
    view = workspace.slack.store.stacks[ANNE][-1]
    waits = workspace.slack.store.channels[Human(workspace, METTE).im].messages

    assert "*4 personer* får udmeldingen i Slack." in shown
    assert "Mette Friis, Jonas Krogh, Sara Lind, Peter Dam" in shown
    assert "Den bliver sendt *nu*." in shown
    assert HEJ_METTE in shown
    assert view["submit"]["text"] == "Send til 4 personer"
    assert len(waits) == 0
    assert acts(workspace) == ["make"]


def test_each_gets_their_own_words_and_the_facilitator_reads_how_it_went(
    workspace: Workspace, members: Process, anne: Human, mette: Human, peter: Human
) -> None:
    assert members.id
    previews(anne)
    said = anne.sends()
    passes(workspace)

    assert said.said == (
        "Udmeldingen er på vej til 4 personer. Jeg fortæller her, hvordan det går.",
    )
    assert workspace.slack.store.stacks[ANNE] == []
    assert mette.heard_after("") == [HEJ_METTE]
    assert peter.heard_after("") == ["Hello Peter. Remember the meeting."]
    assert "Leveret til alle 4." in anne.reads()
    assert "*Set*: 0 af 4." in anne.reads()
    assert acts(workspace) == ["make", "send"]


@pytest.mark.parametrize("organizer", [ORGANIZER])
def test_from_the_status_everybody_who_is_missing_is_written_to(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    """Also those who have not joined yet: invited in Slack, or by mail."""
    now = workspace.clock()
    with workspace.database.write() as session:
        membership_of(session, members, JONAS).stage = Stage.LEFT
        membership_of(session, members, SARA).stage = Stage.INVITED
        membership_of(session, members, PETER).stage = Stage.DECLINED
        await_person(
            session, members, "Ida Bro", "ida@metro.example", now=now, organisation="metroselskabet"
        )
    anne.commands("status")
    status = anne.reads()

    anne.presses("Skriv til dem, der mangler")
    anne.sends(announcement_da="Husk behovskortlægningen.")
    shown = anne.reads_form()

    for name in ("Aalborg Kommune", "Københavns Kommune", "Metroselskabet"):
        assert name in status.partition("*Hvem mangler?*")[2]
    assert "*3 personer* får udmeldingen, 1 af dem på mail" in shown
    assert "Mette Friis, Sara Lind, Ida Bro" in shown


def test_it_is_tried_on_oneself_first(members: Process, anne: Human, mette: Human) -> None:
    assert members.id
    previews(anne)

    told = anne.presses("Send til mig selv først")

    assert told.said == ("Hej Anne. Husk *mødet* &amp; svar.",)
    assert "Kun til dig: sådan læser du udmeldingen." in anne.reads()
    assert mette.heard_after("") == []


def test_what_was_filled_in_is_kept_and_can_be_gone_on_with(
    workspace: Workspace, members: Process, anne: Human, karl: Human
) -> None:
    assert members.id
    previews(anne)
    workspace.slack.store.stacks[ANNE].clear()
    anne.commands("udmeldinger")
    karl.commands("udmeldinger")

    assert "Kladde. Den er ikke sendt til nogen." in anne.reads_form()
    assert "Kladde" not in karl.reads_form()
    anne.presses("Fortsæt")
    assert "Hej {fornavn}. Husk *mødet* & svar." in anne.reads_form()
    anne.sends()
    anne.sends()
    passes(workspace)
    assert only(workspace).state is AnnouncementState.SENT


@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        (
            {"announcement_roles": []},
            {
                "announcement_reach": "Vælg, hvem der skal passe på det: mindst ét af felterne nedenfor."
            },
        ),
        (
            {"announcement_roles": ["Rådgiver"]},
            {
                "announcement_reach": "Ingen passer på det, du har valgt. Vælg færre ting, eller noget andet."
            },
        ),
        (
            {"announcement_reach": "Ingen personer, kun en kanal", "announcement_roles": []},
            {"announcement_reach": "Så får ingen den. Vælg nogen, eller vælg en kanal."},
        ),
        (
            {"announcement_da": "Hej {fornvan}"},
            {
                "announcement_da": "{fornvan} kender jeg ikke. Mente du {fornavn}? Du kan skrive {fornavn}, {navn}, {organisation}, {proces}, {frist}, {afsender}."
            },
        ),
        (
            {"announcement_people": [ANNE, "U0LOUISE"], "announcement_roles": []},
            {
                "announcement_people": "1 af dem, du har valgt, er ikke med i processen. Invitér dem først, eller tag dem ud."
            },
        ),
        (
            {"announcement_links": "https://a.dk\nnope"},
            {
                "announcement_links": "»nope« er ikke en webadresse, jeg kan bruge. Kopiér hele adressen; den begynder med https://."
            },
        ),
        (
            {"announcement_when": "På et bestemt tidspunkt", "announcement_day": "2022-05-09"},
            {"announcement_day": "Vælg både en dag og et klokkeslæt."},
        ),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(
    members: Process, anne: Human, filled: dict[str, str | list[str]], faults: dict[str, str]
) -> None:
    assert members.id
    anne.commands("udmelding")

    assert anne.sends(**(FILLED | filled)).faults == faults


def form_aim(workspace: Workspace) -> str:
    return str(workspace.slack.store.stacks[ANNE][-1]["private_metadata"])


def test_twelve_thousand_characters_are_refused_with_how_many_are_too_many(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    anne.commands("udmelding")

    answer = anne.forges_form(
        "announcements.form",
        form_aim(workspace),
        announcement_da={"type": "plain_text_input", "value": "å" * 12_000},
        announcement_reach={"selected_option": {"value": "everybody"}},
    )

    told = json.loads(answer)["errors"]
    assert list(told) == ["announcement_da"]
    assert told["announcement_da"].startswith("Teksten er 12000 tegn")
    assert told["announcement_da"].endswith("Gør den 9000 tegn kortere.")


def test_the_words_of_a_message_are_the_draft(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    assert members.id
    anne.writes("Husk <https://co-pi.dk|siden> &amp; mødet", channel=CHANNEL)
    messages = workspace.slack.store.channels[CHANNEL].messages
    ts = next(reversed(messages))

    anne.page.do("shortcut", callback_id="announcements.from_message", channel=CHANNEL, ts=ts)
    workspace.settle()
    mette.page.do("shortcut", callback_id="announcements.from_message", channel=CHANNEL, ts=ts)
    workspace.settle()

    assert "Husk" in anne.reads_form()
    assert workspace.slack.store.stacks[METTE] == []
    assert mette.reads(channel=CHANNEL).startswith(f"({ONLY_THEY})")


def test_a_message_of_twelve_thousand_characters_makes_no_draft(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    anne.writes("x" * 12_000, channel=CHANNEL)
    ts = next(reversed(workspace.slack.store.channels[CHANNEL].messages))

    anne.page.do("shortcut", callback_id="announcements.from_message", channel=CHANNEL, ts=ts)
    workspace.settle()

    assert workspace.slack.store.stacks[ANNE] == []
    assert "Gør den 9000 tegn kortere" in anne.reads(channel=CHANNEL)


def removes(session: Session, process: Process, slack_id: str) -> None:
    """That person leads the process no more."""
    membership: Membership = membership_of(session, process, slack_id)
    membership.role = Role.ADVISER
    session.add(membership)


def test_whose_role_is_removed_while_the_form_is_open_is_refused(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    previews(anne)
    with workspace.database.write() as session:
        removes(session, members, ANNE)

    told = anne.sends()

    assert told.said == (ONLY_THEY,)
    assert workspace.slack.store.stacks[ANNE] == []
    with workspace.database.read() as session:
        assert session.exec(select(AnnouncementCopy)).all() == []


@pytest.mark.parametrize(
    "act",
    ["list", "new", "go_on", "change", "cancel", "drop", "try", "retry", "correct", "withdraw"],
)
def test_nobody_but_a_facilitator_can_press_it(
    workspace: Workspace, members: Process, anne: Human, mette: Human, act: str
) -> None:
    sends(anne)
    value = str(members.id if act in {"list", "new"} else only(workspace).id)

    told = mette.forges(f"announcements.{act}", value)

    assert (told.said, told.opened) == ((ONLY_THEY,), ())
    assert only(workspace).state is AnnouncementState.SENT


@pytest.mark.parametrize("word", ["udmelding", "udmeldinger", "announcement", "announcements"])
def test_nobody_but_a_facilitator_can_ask_for_it(members: Process, mette: Human, word: str) -> None:
    assert members.id
    told = mette.commands(word)

    assert (told.said, told.opened) == ((ONLY_THEY,), ())


def test_forms_of_nothing_of_ours_are_refused(members: Process, anne: Human) -> None:
    assert members.id
    for callback_id in ("form", "send", "mend", "mend_send"):
        for metadata in ("", "x", "1:2", "999999:7:", "1:1:zzzz", "-1::"):
            anne.forges_form(f"announcements.{callback_id}", metadata)


def test_a_channel_is_called_only_after_a_second_yes(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    assert members.id
    shown = previews(
        anne,
        announcement_da="Vi ses.",
        announcement_en="",
        announcement_reach="Ingen personer, kun en kanal",
        announcement_roles=[],
        announcement_channels=["Processens kanal"],
        announcement_mention="Alle i kanalen (@channel)",
    )
    refused = anne.sends()
    anne.sends(announcement_sure=["Ja, kald på alle i kanalen"])
    passes(workspace)

    assert "kalder på alle i kanalen med `@channel`" in shown
    assert "announcement_sure" in refused.faults
    assert "<!channel>" in anne.reads(channel=CHANNEL)
    [post] = [one for one in posts(workspace) if one.channel == CHANNEL]
    assert post.state is PostState.SENT
