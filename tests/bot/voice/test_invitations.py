"""Inviting in words: picked in Slack, from a list, by mail; and what follows when nobody answers."""

import pytest

from bot.conversation.questions import Language
from bot.importing import Row
from bot.importing_apply import Imported
from bot.importing_names import Known, New, Perhaps
from bot.importing_plan import Doubt, Fate, Judged, Plan, RowFault
from bot.importing_tables import FileFault
from bot.voice.awaited import mail_body, mail_subject
from bot.voice.blocks import SECTION
from bot.voice.follow_ups import follow_up_message
from bot.voice.imports import (
    dry_run_view,
    fault_message,
    fault_view,
    import_form,
    imported_message,
    nothing_given,
    reading_view,
    report_comment,
    report_file,
    report_name,
)
from bot.voice.invitations import (
    Invited,
    invite_form,
    invited_message,
    looking_view,
    nobody_picked,
    not_readable_message,
    not_readable_view,
    preview_view,
)
from bot.voice.notes import paragraph
from bot.voice.onboarding import stopped_message
from bot.voice.speak import Mrkdwn
from tests.said import assert_all_said, assert_words

PROCESS = "Sammen om emissionsfrie arbejdsmaskiner"
HOSTILE = "<!channel> *fed* & `kode` <@U0ANNE> > "


def judged(number: int, fate: Fate, *faults: RowFault, **more: object) -> Judged:
    row = Row(
        number=number,
        name=str(more.pop("name", "Mette Friis")),
        email=str(more.pop("email", "mette@aalborg.example")),
        organisation=str(more.pop("spelt", "Aalborg Kommune")),
        role=str(more.pop("role", "")),
        language=str(more.pop("language", "")),
    )
    return Judged(
        row=row,
        fate=fate,
        email=row.email.lower(),
        name=row.name,
        faults=faults,
        **{"organisation": Known(1, "Aalborg Kommune"), **more},  # type: ignore[arg-type]
    )


PLAN = Plan(
    rows=(
        judged(2, Fate.INVITE),
        judged(3, Fate.AWAIT, name="Sara Lind", organisation=New("Helt Ny A/S")),
        judged(4, Fate.ASK, spelt="Albog Kommune", organisation=Perhaps(1, "Aalborg Kommune")),
        judged(5, Fate.KNOWN),
        judged(6, Fate.DUPLICATE, first_at=2),
        judged(7, Fate.FAULTY, RowFault.EMAIL_UNREADABLE, email="mette at aalborg"),
        judged(8, Fate.FAULTY, RowFault.NO_NAME, RowFault.NO_ORGANISATION, name="", spelt=""),
        judged(9, Fate.FAULTY, RowFault.NO_EMAIL, email=""),
        judged(10, Fate.FAULTY, RowFault.ROLE_UNKNOWN, role="tryllekunstner"),
        judged(11, Fate.FAULTY, RowFault.FACILITATOR),
        judged(12, Fate.FAULTY, RowFault.LANGUAGE_UNKNOWN, language="klingon"),
        judged(13, Fate.FAULTY, RowFault.ORGANISATION_UNREADABLE, spelt="!"),
        judged(14, Fate.FAULTY, RowFault.SKIPPED, spelt="Albog Kommune"),
        judged(15, Fate.FAULTY, RowFault.TOO_MANY_DOUBTS, spelt="Ålbrog"),
        judged(16, Fate.AWAIT, name="=1+1", is_text=True),
    ),
    doubts=(
        Doubt(
            key="albog kommune",
            spelling="Albog Kommune",
            perhaps=Perhaps(1, "Aalborg Kommune"),
            rows=1,
        ),
    ),
)
NOTHING = Plan(rows=(judged(1, Fate.KNOWN),), doubts=())
ONE = Plan(rows=(judged(1, Fate.FAULTY, RowFault.NO_EMAIL, email=""),), doubts=())


@pytest.mark.parametrize("language", Language)
def test_people_are_picked(language: Language) -> None:
    some = Invited(new=("Mette Friis", "Sara Lind"), known=("Peter Dam",), left_out=1)
    views = {
        "form": invite_form(language, process_id=1, most=100),
        "looking": looking_view(language),
        "preview": preview_view(some, language, metadata="{}"),
        "preview of one": preview_view(
            Invited(new=("Mette Friis",), known=(), left_out=2), language, metadata="{}"
        ),
        "nobody new": preview_view(Invited(new=(), known=("Mette",)), language, metadata="{}"),
        "no group": not_readable_view("group", language),
        "no channel": not_readable_view("channel", language),
        "no channel any more": not_readable_message("channel", language),
        "nobody": paragraph(Mrkdwn(nobody_picked(language))),
        "invited": invited_message(some, language),
    }

    assert_all_said(f"picking.{language}", views)


@pytest.mark.parametrize("language", Language)
def test_a_list_is_handed_in(language: Language) -> None:
    faults = (*(one.value for one in FileFault), "changed", "unreachable")
    views = {
        "form": import_form(language, process_id=1),
        "reading": reading_view(language),
        "dry run": dry_run_view(PLAN, language, metadata="1"),
        "dry run without mail": dry_run_view(PLAN, language, metadata="1", without_mail=True),
        "nothing to do": dry_run_view(NOTHING, language, metadata="1"),
        "one fault": dry_run_view(ONE, language, metadata="1"),
        "nothing given": paragraph(Mrkdwn(nothing_given(language))),
        "cannot be read": fault_view("no_table", language),
        **{fault: fault_message(fault, language) for fault in faults},
    }

    assert_all_said(f"import.{language}", views)


@pytest.mark.parametrize("language", Language)
def test_what_an_import_has_done_is_said(language: Language) -> None:
    outcomes = {
        "all": Imported(invited=1, awaited=2, known=3, left_out=4),
        "slack alone": Imported(invited=2),
        "mail alone": Imported(awaited=1, left_out=1),
        "nobody": Imported(known=5),
    }
    said = {
        name: imported_message(one, language, process_id=1, without_mail=False)
        for name, one in outcomes.items()
    }
    said["without mail"] = imported_message(
        outcomes["all"], language, process_id=1, without_mail=True
    )
    said |= {f"stopped after {n}": stopped_message(n, language) for n in (0, 1, 200)}

    assert_all_said(f"imported.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_the_report_names_every_row_its_fault_and_the_cure(language: Language) -> None:
    words = report_file(PLAN, language).decode("utf-8-sig").replace("\r\n", "\n")
    head = [report_name(language), report_comment(PLAN, language), report_comment(ONE, language)]

    assert_words(f"import_report.{language}", "\n".join([*head, words]))


@pytest.mark.parametrize("language", Language)
def test_who_is_not_in_slack_gets_a_mail_and_two_more(language: Language) -> None:
    mails = []
    for number in range(3):
        subject = mail_subject(language, number=number, process=PROCESS, inviter="Anne Holm")
        body = mail_body(
            language,
            number=number,
            name="Sara Lind",
            process=PROCESS,
            why="Offentlige bygherrer køber for lidt hver for sig.",
            organisation="Odense Kommune" if number else None,
            inviter="Anne Holm",
            inviter_email="anne.holm@copi.example" if number != 1 else None,
            address="sara.lind@odense.example",
        )
        mails.append(f"=== {number}\n{subject}\n\n{body}\n")

    assert_words(f"awaited_mails.{language}", "\n".join(mails))


@pytest.mark.parametrize("language", Language)
def test_an_invitation_is_followed_up(language: Language) -> None:
    said = {
        f"{number} {inviter}": follow_up_message(
            language,
            process_id=1,
            process=PROCESS,
            name="Mette Friis",
            inviter=inviter,
            number=number,
        )
        for number in (1, 2)
        for inviter in ("Anne Holm", None)
    }

    assert_all_said(f"follow_ups.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_the_longest_and_the_most_hostile_list_fits(language: Language) -> None:
    long = (HOSTILE * 20)[:500]
    doubts = tuple(
        Doubt(key=f"k{n}", spelling=long, perhaps=Perhaps(None, long), rows=999) for n in range(20)
    )
    rows = tuple(
        judged(n, Fate.FAULTY, RowFault.EMAIL_UNREADABLE, name=long, email=long, spelt=long)
        for n in range(50)
    ) + tuple(judged(n, Fate.AWAIT, organisation=New(f"{n}{long}")) for n in range(50))

    view = dry_run_view(Plan(rows=rows, doubts=doubts), language, metadata="1")
    message = invited_message(Invited(new=(long,) * 1000, known=(long,) * 1000), language)

    texts = [
        b["text"]["text"] for b in (*view["blocks"], *message["blocks"]) if b["type"] == "section"
    ]
    assert all(len(text) <= SECTION for text in texts)
    assert not any("<!" in text or "<@" in text for text in texts)
    assert len(view["submit"]["text"]) <= 24


def test_the_button_names_the_number_and_the_modal_carries_the_list() -> None:
    view = dry_run_view(PLAN, Language.DANISH, metadata="1\nabc\nF1\n")

    assert view["private_metadata"] == "1\nabc\nF1\n"
    assert view["submit"]["text"] == "Importér 4"
