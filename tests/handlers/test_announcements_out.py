"""What follows once an announcement is out: answers, corrections, refusals, trouble, mail."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.calendar.events import Organizer
from bot.deliveries import Nothing
from bot.mailing import Mail, mail_next
from models import Process
from models.enums import AnnouncementState
from tests.announcers import HEJ_METTE, acts, only, passes, previews, sends
from tests.announcing import await_person
from tests.builders import ANNE, KARL
from tests.fakes import Workspace
from tests.humans import Human
from tests.meetings import ORGANIZER


def form_aim(workspace: Workspace) -> str:
    return str(workspace.slack.store.stacks[ANNE][-1]["private_metadata"])


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
    workspace: Workspace,
    members: Process,
    anne: Human,
    karl: Human,
    mette: Human,
    peter: Human,
) -> None:
    """Karl corrects what Anne has sent: it stays hers, and is seen anew."""
    assert members.id
    sends(anne)
    ts = mette.ts_of(HEJ_METTE)
    mette.presses("Set")

    opened = karl.commands("udmeldinger"), karl.presses("Ret")
    karl.sends(announcement_da="Hej {fornavn}. Mødet er *aflyst*. {afsender}", announcement_en="")
    preview = karl.reads_form()
    said = karl.sends()
    passes(workspace)

    corrected = "Hej Mette. Mødet er *aflyst*. Anne Holm"
    assert opened[1].opened == ("Ret udmeldingen",)
    assert "4 har fået de gamle ord og får dem skiftet ud." in preview
    assert "1 har trykket *Set* på de gamle ord og får knappen igen." in preview
    assert "Sådan læser Mette Friis den:" in preview
    assert corrected in preview
    assert "Fra Anne Holm" in preview
    assert said.said == (
        "Rettelsen er på vej til dem, der har fået udmeldingen. Resten får de nye ord.",
    )
    assert mette.ts_of(corrected) == ts
    assert "Rettet mandag 9. maj 2022" in mette.reads()
    assert "Du har trykket *Set*." not in mette.reads()
    assert peter.heard_after("") == ["Hej Peter. Mødet er *aflyst*. Anne Holm"]
    assert "Rettet og leveret til alle 4." in anne.reads()
    assert "*Set*: 0 af 4." in anne.reads()
    mette.presses("Set")
    passes(workspace)
    assert "Du har trykket *Set*." in mette.reads()
    assert corrected in mette.reads()
    assert "*Set*: 1 af 4." in anne.reads()


def test_of_two_corrections_at_once_the_second_is_kept_and_not_sent(
    workspace: Workspace, members: Process, anne: Human, karl: Human, mette: Human
) -> None:
    assert members.id
    sends(anne)
    for one, text in ((anne, "Annes ord."), (karl, "Karls ord.")):
        one.commands("udmeldinger")
        one.presses("Ret")
        one.sends(announcement_da=text, announcement_en="")
    anne.sends()

    told = karl.sends()
    passes(workspace)
    karl.commands("udmeldinger")

    assert told.said[0].startswith("Rettelsen er ikke sendt, for en anden har rettet udmeldingen")
    assert mette.heard_after("") == ["Annes ord."]
    assert "»Karls ord.«\nKladde. Den er ikke sendt til nogen." in karl.reads_form()


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

    def deliver(
        self, mail: Mail, *, message_id: str, now: datetime, note_no_copy: Callable[[], None]
    ) -> None:
        assert callable(note_no_copy)
        assert message_id
        assert now
        self.taken.append((mail.to, mail.plain))

    def find(self, message_id: str) -> bool:
        raise AssertionError(message_id)  # nothing here was left half-sent
