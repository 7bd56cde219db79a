"""Announcements as their readers and their senders read them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.announcement_choices import Choices
from bot.announcement_drafts import Attachment, Draft, Fault, FaultKind, When
from bot.announcement_sending import Forecast
from bot.audiences import Audience, Reach
from bot.conversation.questions import Language
from bot.voice.announcement_form import (
    Ahead,
    corrected_view,
    correction_view,
    fault_words,
    form_view,
    preview_view,
)
from bot.voice.announcement_reports import Refusal, Report, list_view, report_message
from bot.voice.announcements import (
    Words,
    announcement_message,
    mail_subject,
    mail_words,
    trial_message,
    withdrawn_message,
)
from models.audiences import Reader
from models.enums import AnnouncementState, Mention, Role
from sandbox.limits import complaints_about_view
from tests.said import assert_all_said, assert_said, assert_words

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
LATER = datetime(2022, 5, 13, 18, 0, tzinfo=UTC)
SLIDES = Attachment(
    title={"da": "Oplæg fra workshoppen", "en": "Slides of the workshop"},
    url="https://co-pi.dk/slides.pdf",
)
WORDS = Words(
    announcement_id=4,
    text={
        "da": "Hej {fornavn}\nHusk mødet om *udbudskrav*. Skriv til {afsender} senest {frist}.",
        "en": "Hello {first_name}\nRemember the meeting on *requirements*.",
    },
    attachments=(SLIDES,),
    sender="Anne Holm",
    process="Maskiner",
    name="Mette Friis",
    organisation="Aalborg Kommune",
    deadline="onsdag 8. juni 2022",
    asks_seen=True,
)
REPORT = Report(
    announcement_id=4,
    state=AnnouncementState.SENDING,
    text=WORDS.text,
    total=43,
    delivered=20,
    by_mail=3,
    waiting=21,
    correcting=0,
    uncorrected=0,
    failed=2,
    held_back=0,
    unsure=0,
    asked=39,
    seen=7,
    is_corrected=False,
    ended_at=None,
    send_at=None,
    refusals=(
        Refusal(name="Jonas Krogh", channel=None, reason="account_inactive"),
        Refusal(name=None, channel="C0PROCES", reason="not_in_channel"),
        Refusal(name="Sara Lind", channel=None, reason="odd_reason: with details"),
    ),
)
CHOICES = Choices(
    questions=(("tenders", "Udbud", "yes", "Ja"), ("tenders", "Udbud", "no", "Nej")),
    meetings=((3, "Workshop om krav", LATER),),
    documents=((5, "Oplæg fra workshoppen", "https://co-pi.dk/slides.pdf"),),
    channel="C0PROCES",
    facilitators_channel="G0LEDERE",
)


def reader(number: int, **changes: object) -> Reader:
    made = Reader(
        person_id=number,
        awaited_id=None,
        name=f"Opdigtet {number}",
        language="da",
        role=Role.NEED_OWNER,
        organisation=None,
        address=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", Language)
def test_what_readers_get_reads_well(language: Language) -> None:
    assert_all_said(
        f"announcement.{language}",
        {
            "a copy": announcement_message(WORDS, language),
            "seen": announcement_message(replace(WORDS, seen=True), language),
            "corrected": announcement_message(replace(WORDS, corrected_at=LATER), language),
            "in a channel": announcement_message(
                replace(WORDS, name=None, asks_seen=False, mention=Mention.HERE), language
            ),
            "tried": trial_message(WORDS, language),
            "withdrawn": withdrawn_message(
                language, sender="Anne Holm", process="Maskiner", at=LATER
            ),
        },
    )


@pytest.mark.parametrize("language", Language)
def test_mails_read_well(language: Language) -> None:
    said = "\n\n".join(
        f"=== {mail_subject(WORDS, language, kind=kind)}\n{mail_words(WORDS, language, kind=kind)}"
        for kind in ("new", "corrected", "withdrawn")
    )

    assert_words(f"announcement_mail.{language}", said + "\n")


@pytest.mark.parametrize("language", Language)
def test_the_report_tells_the_truth_in_words(language: Language) -> None:
    over = replace(REPORT, waiting=0, ended_at=NOW, state=AnnouncementState.SENT)
    all_there = replace(over, delivered=43, failed=0, refusals=())
    assert_all_said(
        f"announcement_report.{language}",
        {
            "under way": report_message(REPORT, language),
            "over": report_message(replace(over, delivered=41, failed=2), language),
            "all there": report_message(all_there, language),
            "being corrected": report_message(
                replace(all_there, ended_at=None, correcting=12, is_corrected=True), language
            ),
            "corrected": report_message(replace(all_there, is_corrected=True), language),
            "correction refused": report_message(
                replace(all_there, is_corrected=True, uncorrected=1, unsure=1), language
            ),
            "withdrawn": report_message(
                replace(all_there, state=AnnouncementState.WITHDRAWN, delivered=40, held_back=3),
                language,
            ),
        },
    )


@pytest.mark.parametrize("language", Language)
def test_the_list_shows_each_with_what_can_be_done(language: Language) -> None:
    empty = replace(REPORT, total=0, delivered=0, waiting=0, failed=0, by_mail=0, refusals=())
    states = [
        replace(empty, state=AnnouncementState.DRAFT),
        replace(empty, state=AnnouncementState.SCHEDULED, send_at=LATER),
        REPORT,
        replace(empty, state=AnnouncementState.CANCELLED),
        replace(empty, state=AnnouncementState.CANCELLED, ended_at=NOW),
    ]

    assert_said(
        f"announcement_list.{language}",
        list_view(states, language, process_id=3, process="Maskiner"),
    )
    assert list_view([], language, process_id=3, process="Maskiner")
    many = list_view([REPORT] * 60, language, process_id=3, process="Maskiner")
    assert complaints_about_view(many, type_="modal") == []


FILLED = Draft(
    text=WORDS.text,
    audience=Audience(
        reach=Reach.FITTING,
        roles=(Role.NEED_OWNER,),
        answers=(("tenders", "yes"),),
        owes_needs=True,
        owes_replies=(3,),
    ),
    channels=("C0PROCES",),
    attachments=(SLIDES, Attachment.of_link("https://a.dk/b")),
    asks_seen=True,
    when=When.AT,
    send_at=LATER,
)


@pytest.mark.parametrize("language", Language)
def test_the_form_reads_well_and_slack_takes_it(language: Language) -> None:
    form = form_view(FILLED, CHOICES, language, picked=["U0METTE"], metadata="4::")
    bare = form_view(
        Draft(text={"da": "", "en": ""}, audience=Audience()),
        Choices(questions=(), meetings=(), documents=(), channel=None, facilitators_channel=None),
        language,
        picked=[],
        metadata="4::",
    )

    assert_said(f"announcement_form.{language}", form)
    assert (
        complaints_about_view(form, type_="modal")
        == complaints_about_view(bare, type_="modal")
        == []
    )
    assert (
        complaints_about_view(
            correction_view(WORDS.text, language, metadata="4:3:0"), type_="modal"
        )
        == []
    )


@pytest.mark.parametrize("language", Language)
def test_the_preview_names_the_number_and_what_to_beware_of(language: Language) -> None:
    readers = tuple(reader(number) for number in range(1, 43))
    mailed = reader(0, person_id=None, awaited_id=9, name="Ida Bro", address="ida@x.dk")
    told = Forecast(
        readers=(*readers, mailed),
        unreached=(),
        channels=("C0PROCES",),
        at=LATER,
        mark="0" * 16,
    )
    ahead = Ahead(
        forecast=told,
        words=WORDS,
        reads=language,
        reader="Opdigtet 1",
        danish_to_english=2,
        mention=Mention.CHANNEL,
        now=NOW,
    )
    alone = replace(told, readers=(reader(1),), channels=(), at=NOW, unreached=(mailed,))
    view = preview_view(ahead, language, metadata="4::", draft_id=4)
    small = preview_view(
        replace(ahead, forecast=alone, mention=Mention.NOBODY, danish_to_english=0),
        language,
        metadata="4::",
        draft_id=4,
    )

    assert_all_said(f"announcement_preview.{language}", {"many": view, "one": small})
    danish = language is Language.DANISH
    assert view["submit"]["text"] == (
        "Planlæg til 43 personer" if danish else "Schedule for 43 people"
    )
    assert small["submit"]["text"] == ("Send til 1 person" if danish else "Send to 1 person")
    assert (
        complaints_about_view(view, type_="modal")
        == complaints_about_view(small, type_="modal")
        == []
    )


@pytest.mark.parametrize("language", Language)
def test_three_thousand_fit_on_the_button(language: Language) -> None:
    told = Forecast(
        readers=tuple(reader(one) for one in range(3000)),
        unreached=(),
        channels=(),
        at=LATER,
        mark="",
    )
    ahead = Ahead(
        forecast=told,
        words=WORDS,
        reads=language,
        reader="Opdigtet 0",
        danish_to_english=0,
        mention=Mention.NOBODY,
        now=NOW,
    )

    submit = preview_view(ahead, language, metadata="", draft_id=4)["submit"]["text"]

    assert "3000" in submit
    assert "…" not in submit


@pytest.mark.parametrize("language", Language)
def test_the_correction_shows_whom_it_reaches(language: Language) -> None:
    view = corrected_view(
        WORDS, language, language, metadata="4:3:0", delivered=20, waiting=21, seen=8
    )

    assert_said(f"announcement_correction.{language}", view)


FACTS: dict[FaultKind, tuple[tuple[str, object], ...]] = {
    FaultKind.TOO_LONG: (("length", 12000), ("most", 3000), ("excess", 9000)),
    FaultKind.UNKNOWN_VARIABLE: (("written", "fornvan"), ("meant", "fornavn")),
    FaultKind.NOT_FOR_ALL: (("title", SLIDES.title), ("roles", ["market_actor"])),
    FaultKind.LINK_UNREADABLE: (("link", "nope"),),
    FaultKind.TOO_MANY_LINKS: (("most", 3), ("count", 5)),
    FaultKind.STRANGERS: (("count", 2),),
}


@pytest.mark.parametrize("language", Language)
def test_every_fault_says_what_to_do_instead(language: Language) -> None:
    faults = {kind.value: Fault(kind, FACTS.get(kind, ())) for kind in FaultKind}

    words = fault_words(faults, language)

    said = "\n".join(f"{name.removeprefix('announcement_')}: {one}" for name, one in words.items())
    assert_words(f"announcement_faults.{language}", said + "\n")
