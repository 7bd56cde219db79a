"""Facilitators write to chosen people: what they see before, what goes out, and what follows."""

import json
import time
from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from bot.calendar.events import Organizer
from bot.deliveries import Nothing
from bot.mailing import Mail, mail_next
from models import Announcement, AnnouncementCopy, AuditLine, Membership, Post, Process
from models.enums import AnnouncementState, PostState, Role
from schedules.send_announcements import Announcing, tell_of_answers
from tests.announcing import await_person
from tests.builders import ANNE, CHANNEL, JONAS, KARL, METTE, PETER, SARA, membership_of
from tests.fakes import Workspace
from tests.humans import Human
from tests.meetings import ORGANIZER

ONLY_THEY = "Det kan kun proceslederne. Der er ikke sendt eller ændret noget."
NEED_OWNERS = ["Offentlig bygherre (behovsejer)"]
FILLED: dict[str, str | list[str]] = {
    "announcement_da": "Hej {fornavn}. Husk *mødet* & svar.",
    "announcement_en": "Hello {first_name}. Remember the meeting.",
    "announcement_roles": NEED_OWNERS,
    "announcement_seen": ["Sæt knappen »Set« under beskeden"],
}
HEJ_METTE = "Hej Mette. Husk *mødet* &amp; svar."


def passes(workspace: Workspace, *, organizer: Organizer | None = None, rounds: int = 3) -> None:
    """The clock and the outbox do their work, some times over."""
    for _ in range(rounds):
        Announcing(organizer).send_announcements(workspace.database, workspace.clock())
        tell_of_answers(workspace.database, workspace.clock())
        workspace.sends_posts()
        workspace.clock.move(seconds=10)


def previews(human: Human, **filled: str | list[str]) -> str:
    """The facilitator fills in a form: the preview."""
    human.commands("udmelding")
    told = human.sends(**(FILLED | filled))
    assert told.faults == {}
    return human.reads_form()


def sends(human: Human, **filled: str | list[str]) -> None:
    """The facilitator sends it, and it goes out."""
    previews(human, **filled)
    human.sends()
    passes(human.workspace)


def only(workspace: Workspace) -> Announcement:
    with workspace.database.read() as session:
        return session.exec(
            select(Announcement).where(Announcement.state != AnnouncementState.DRAFT)
        ).one()


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        lines = session.exec(
            select(AuditLine).where(col(AuditLine.act).startswith("announcements."))
        )
        return [one.act.partition(".")[2] for one in lines]


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


def test_set_is_counted_once_and_the_button_gives_way(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    assert members.id
    sends(anne)
    value = str(only(workspace).id)

    pressed = mette.presses("Set")
    again = mette.forges("announcements.seen", value, on=mette.ts_of(HEJ_METTE))
    passes(workspace)

    assert pressed.edited == (HEJ_METTE,)
    assert again.said == ()
    assert "Du har trykket *Set*." in mette.reads()
    assert "announcements.seen" not in mette.reads()
    assert "*Set*: 1 af 4." in anne.reads()


def test_set_on_somebody_elses_announcement_does_nothing(
    workspace: Workspace, members: Process, anne: Human, karl: Human
) -> None:
    assert members.id
    sends(anne)

    told = karl.forges("announcements.seen", str(only(workspace).id))

    assert told.said == ("Knappen hører til en andens udmelding. Der er ikke ændret noget.",)


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
                "announcement_links": "»nope« ligner ikke en webadresse. Kopiér hele adressen; den begynder med https://."
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


def posts(workspace: Workspace) -> list[Post]:
    with workspace.database.read() as session:
        query = select(Post).where(
            col(Post.key).startswith("announcement:"), ~col(Post.key).contains(":report:")
        )
        return list(session.exec(query.order_by(col(Post.id))))


def test_a_scheduled_one_is_changed_and_cancelled_in_the_list(
    workspace: Workspace, members: Process, anne: Human, karl: Human, mette: Human
) -> None:
    assert members.id
    previews(
        anne,
        announcement_when="På et bestemt tidspunkt",
        announcement_day="2022-05-10",
        announcement_clock="10:00",
    )
    said = anne.sends()
    karl.commands("udmeldinger")
    listed = karl.reads_form()
    karl.presses("Ret")
    karl.sends(announcement_da="Nu til alle.", announcement_en="", announcement_clock="11:00")
    changed = karl.sends()
    passes(workspace)
    karl.commands("udmeldinger")
    karl.presses("Aflys")
    workspace.clock.move(days=2)
    passes(workspace)

    assert "tirsdag 10. maj 2022 kl. 10.00" in said.said[0]
    assert "Bliver sendt tirsdag 10. maj 2022 kl. 10.00." in listed
    assert "kl. 11.00" in changed.said[0]
    assert mette.heard_after("") == []
    assert only(workspace).state is AnnouncementState.CANCELLED
    assert acts(workspace) == ["make", "schedule", "make", "change", "cancel"]


def test_a_correction_edits_what_is_delivered_where_it_stands(
    workspace: Workspace, members: Process, anne: Human, mette: Human, peter: Human
) -> None:
    assert members.id
    sends(anne)
    ts = mette.ts_of(HEJ_METTE)
    mette.presses("Set")

    opened = anne.presses("Ret")
    anne.sends(announcement_da="Hej {fornavn}. Mødet er *aflyst*.", announcement_en="")
    preview = anne.reads_form()
    said = anne.sends()
    passes(workspace)

    assert opened.opened == ("Ret udmeldingen",)
    assert "4 har fået de gamle ord og får dem skiftet ud." in preview
    assert said.said == (
        "Rettelsen er på vej til dem, der har fået udmeldingen. Resten får de nye ord.",
    )
    assert mette.ts_of("Hej Mette. Mødet er *aflyst*.") == ts
    assert "Rettet mandag 9. maj 2022" in mette.reads()
    assert "Du har trykket *Set*." in mette.reads()
    assert peter.heard_after("") == ["Hej Peter. Mødet er *aflyst*."]
    assert "Rettet og leveret til alle 4." in anne.reads(2)


def test_what_is_withdrawn_says_so_where_it_stood(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    assert members.id
    sends(anne)

    anne.presses("Træk tilbage")
    passes(workspace)

    [left] = mette.heard_after("")
    assert "Anne Holm har trukket denne udmelding" in left
    assert "Trukket tilbage." in anne.reads(2)
    assert acts(workspace) == ["make", "send", "withdraw"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("channel_not_found", "Slack kender ikke samtalen eller kanalen"),
        ("account_inactive", "kontoen i Slack er lukket"),
        ("msg_too_long", "beskeden er for lang for Slack"),
    ],
)
def test_a_refusal_in_the_middle_is_told_with_its_reason_and_only_that_is_tried_again(
    workspace: Workspace,
    members: Process,
    anne: Human,
    mette: Human,
    jonas: Human,
    error: str,
    reason: str,
) -> None:
    assert members.id
    fault = {"method": "chat.postMessage", "error": error, "times": 1, "channel": jonas.im}
    workspace.slack.pressure.order(fault)
    sends(anne)
    told = anne.reads()

    pressed = anne.presses("Prøv de fejlede igen")
    passes(workspace)

    assert "Leveret til 3 af 4." in told
    assert f"• Jonas Krogh: {reason}" in told
    assert pressed.said == ("Jeg prøver 1 igen.",)
    assert jonas.heard_after("") == ["Hej Jonas. Husk *mødet* &amp; svar."]
    assert mette.heard_after("") == [HEJ_METTE]
    assert "Leveret til alle 4." in anne.reads(2)


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "ratelimited", "times": 2},
        {"error": "500", "times": 1},
        {"error": "500", "times": 1, "moment": "after"},
        {"error": "503", "times": 2},
        {"error": "internal_error", "times": 1, "moment": "after"},
    ],
)
def test_trouble_that_passes_loses_nothing_and_repeats_nothing(
    workspace: Workspace,
    members: Process,
    anne: Human,
    sara: Human,
    fault: dict[str, object],
) -> None:
    assert members.id
    workspace.slack.pressure.order({"method": "chat.postMessage", "channel": sara.im} | fault)

    sends(anne)
    patience = time.monotonic() + 20  # how long Slack is left alone is measured by a real clock
    while any(one.state is not PostState.SENT for one in posts(workspace)):
        assert time.monotonic() < patience
        workspace.clock.move(minutes=3)
        passes(workspace, rounds=1)
    passes(workspace)

    for slack_id in (METTE, JONAS, SARA, PETER):
        assert len(Human(workspace, slack_id).heard_after("")) == 1, slack_id
    assert "Leveret til alle 4." in anne.reads()


def test_two_presses_at_once_send_it_once(
    workspace: Workspace, members: Process, anne: Human, mette: Human
) -> None:
    assert members.id
    previews(anne)
    metadata = form_aim(workspace)

    workspace.at_once(
        lambda: anne.forges_form("announcements.send", metadata),
        lambda: anne.forges_form("announcements.send", metadata),
    )
    passes(workspace)

    assert mette.heard_after("") == [HEJ_METTE]
    assert acts(workspace) == ["make", "send"]


def test_two_facilitators_who_send_the_same_at_once_send_it_once(
    workspace: Workspace, members: Process, anne: Human, karl: Human, mette: Human
) -> None:
    assert members.id
    previews(anne)
    previews(karl)
    of_anne = form_aim(workspace)
    of_karl = str(workspace.slack.store.stacks[KARL][-1]["private_metadata"])

    workspace.at_once(
        lambda: anne.forges_form("announcements.send", of_anne),
        lambda: karl.forges_form("announcements.send", of_karl),
    )
    passes(workspace)

    assert mette.heard_after("") == [HEJ_METTE]
    assert acts(workspace).count("send") == 1


@pytest.mark.parametrize("organizer", [ORGANIZER])
def test_who_is_not_in_slack_gets_a_mail_and_a_correction_by_mail(
    workspace: Workspace, members: Process, anne: Human, now: datetime, organizer: Organizer
) -> None:
    with workspace.database.write() as session:
        await_person(session, members, "Ida Bro", "ida@aalborg.example", now=now)
    shown = previews(anne)
    anne.sends()
    mails = Mails()
    for _ in range(2):
        passes(workspace, organizer=organizer)
        while not isinstance(mail_next(workspace.database, mails, now=workspace.clock()), Nothing):
            workspace.settle()
        passes(workspace, organizer=organizer)
        report = anne.reads(2)
        if len(mails.taken) == 1:
            anne.presses("Ret")
            anne.sends(announcement_da="Hej {fornavn}. Nyt sted.", announcement_en="")
            anne.sends()

    assert "*5 personer* får udmeldingen, 1 af dem på mail" in shown
    assert "1 fik den på mail, fordi vedkommende ikke er på Slack." in report
    assert [to for to, _ in mails.taken] == ["ida@aalborg.example"] * 2
    assert "Hej Ida. Husk *mødet* & svar." in mails.taken[0][1]
    assert "Sådan skal den læses nu:" in mails.taken[1][1]
    assert "Hej Ida. Nyt sted." in mails.taken[1][1]


class Mails:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    def deliver(self, mail: Mail, *, message_id: str, now: datetime) -> None:
        assert message_id
        assert now
        self.taken.append((mail.to, mail.plain))

    def find(self, message_id: str) -> bool:
        raise AssertionError(message_id)  # nothing here was left half-sent
