"""What facilitators read where they see to the meetings: lists, forms, previews and receipts."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.questions import Language
from bot.meeting_desk import Forecast
from bot.meeting_drafts import EVERYBODY, Draft, Fault
from bot.meeting_rosters import Tally, turnout_of
from bot.meetings import Weight
from bot.voice.meeting_desk import Listed, call_off_view, desk_word, list_view, saved_word
from bot.voice.meeting_form import (
    Ahead,
    fault_words,
    form_view,
    preview_view,
    too_much,
)
from bot.voice.meetings import MeetingWords
from bot.voice.notes import paragraph
from models.enums import MeetingForm
from tests.said import assert_all_said, assert_said

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
STARTS = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=4)
DAY = timedelta(days=1)
TALLY = Tally(invited=12, yes=5, maybe=2, no=1, missing=4, waiting=0, offered=0, again=0, free=None)
FULL = Tally(invited=14, yes=5, maybe=2, no=1, missing=3, waiting=2, offered=1, again=4, free=0)
NOBODY = Tally(invited=0, yes=0, maybe=0, no=0, missing=0, waiting=0, offered=0, again=0, free=3)
DRAFT = Draft(
    title={"da": "Workshop om *behov*", "en": "Workshop on *needs*"},
    starts_at=STARTS,
    ends_at=ENDS + DAY,
    form=MeetingForm.BOTH,
    place="Rådhuset",
    link="https://teams.example/abc",
    agenda={"da": "Velkomst", "en": "Welcome"},
    capacity=40,
    audience=("need_owner", "facilitator"),
    asks_needs=True,
    reminder_minutes=(4320, 1440, 60, 30),
)


def listed(tally: Tally, *, starts_at: datetime = STARTS, **more: object) -> Listed:
    told: dict[str, object] = {
        "meeting_id": 7,
        "title": "Workshop om *behov*",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "called_off": False,
        "invite_from": NOW - DAY,
        "tally": tally,
        "turnout": turnout_of(()),
    }
    return Listed(**(told | more))  # type: ignore[arg-type] # the names are a Listed's


@pytest.mark.parametrize("language", Language)
def test_the_list_says_of_each_meeting_where_it_stands(language: Language) -> None:
    meetings = [
        listed(TALLY, starts_at=NOW - DAY),
        listed(TALLY),
        listed(FULL),
        listed(NOBODY),
        listed(NOBODY, invite_from=None),
        listed(NOBODY, invite_from=NOW + DAY),
        listed(TALLY, called_off=True),
    ]

    view = list_view(meetings, language, process_id=3, title="Sammen om maskiner", now=NOW)

    assert_said(f"meeting_list.{language}", view)


def test_a_process_without_meetings_says_what_to_do() -> None:
    view = list_view((), Language.DANISH, process_id=3, title="Sammen om maskiner", now=NOW)

    assert_said("meeting_list_empty.da", view)


def test_more_meetings_than_fit_are_counted() -> None:
    view = list_view(
        [listed(FULL)] * 60, Language.DANISH, process_id=3, title="Sammen om maskiner", now=NOW
    )

    assert len(view["blocks"]) <= 100
    assert view["blocks"][-1]["elements"][0]["text"] == "28 møder mere ligger senere."


@pytest.mark.parametrize("language", Language)
def test_the_form_is_short_and_says_what_to_write(language: Language) -> None:
    assert_said(
        f"meeting_form_new.{language}", form_view(None, language, is_new=True, metadata="3::m")
    )
    assert_said(
        f"meeting_form_change.{language}",
        form_view(DRAFT, language, is_new=False, metadata="3:7:m"),
    )


@pytest.mark.parametrize("language", Language)
def test_every_fault_says_what_to_write(language: Language) -> None:
    by_field = {
        Fault.TITLE_MISSING: "title",
        Fault.TIME_UNREADABLE: "start",
        Fault.END_BEFORE_START: "end",
        Fault.IN_THE_PAST: "day",
        Fault.LINK_UNREADABLE: "link",
        Fault.CAPACITY_UNREADABLE: "capacity",
        Fault.CAPACITY_TOO_SMALL: "capacity",
        Fault.AUDIENCE_EMPTY: "audience",
        Fault.TOO_LONG: "agenda",
    }
    assert set(by_field) == set(Fault)
    said = [
        words
        for fault, name in by_field.items()
        for words in fault_words({name: fault}, language, seats=5).values()
    ]
    said += fault_words({"capacity": Fault.CAPACITY_TOO_SMALL}, language, seats=1).values()
    said += too_much(17, language).values()

    assert_all_said(
        f"meeting_faults.{language}",
        {str(number): paragraph(words) for number, words in enumerate(said)},  # type: ignore[arg-type]
    )


def words(**more: object) -> MeetingWords:
    told: dict[str, object] = {
        "meeting_id": 7,
        "process": "Sammen om maskiner",
        "title": "Workshop om *behov*",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "form": MeetingForm.BOTH,
        "place": "Rådhuset",
        "link": "https://teams.example/abc",
        "about": "",
        "agenda": "Velkomst",
    }
    return MeetingWords(**(told | more))  # type: ignore[arg-type] # the names are its own


def forecast(weight: Weight | None, **more: object) -> Forecast:
    told: dict[str, object] = {
        "weight": weight,
        "invited": (),
        "told": (),
        "offered": (),
        "by_mail": 0,
        "at": NOW,
    }
    return Forecast(**(told | more))  # type: ignore[arg-type] # the names are a Forecast's


NAMES = tuple(f"Person *{number}*" for number in range(1, 21))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("name", "told", "moved"),
    [
        ("new", forecast(None, invited=NAMES, by_mail=20), False),
        ("new_nobody", forecast(None), False),
        ("one_later", forecast(None, invited=NAMES[:1], by_mail=1, at=NOW + 3 * DAY), True),
        (
            "asks_again",
            forecast(Weight.ASKS_AGAIN, told=NAMES[:12], invited=NAMES[12:13], by_mail=9),
            False,
        ),
        ("quiet", forecast(Weight.QUIET, told=NAMES[:2], by_mail=2), False),
        ("without_mail", forecast(Weight.QUIET, told=NAMES[:2], by_mail=None), False),
        ("nothing", forecast(Weight.NOTHING, offered=NAMES[:2]), False),
        ("wider", forecast(Weight.NOTHING, invited=NAMES[:3]), False),
        ("unheard", forecast(Weight.ASKS_AGAIN), False),
    ],
)
def test_the_preview_says_who_gets_what_before_anything_is_sent(
    name: str, told: Forecast, language: Language, *, moved: bool
) -> None:
    ahead = Ahead(
        forecast=told,
        words=words(former=(STARTS - DAY, ENDS - DAY) if name == "asks_again" else None),
        moved_clock=STARTS if moved else None,
        english_lost=moved,
        now=NOW,
    )

    assert_said(f"meeting_preview_{name}.{language}", preview_view(ahead, language, metadata="m"))


@pytest.mark.parametrize("language", Language)
def test_calling_off_says_first_how_many_hear(language: Language) -> None:
    made = {
        str(told): call_off_view(
            language, title="Workshop om *behov*", time="onsdag", told=told, metadata="7"
        )
        for told in (0, 1, 12)
    }

    assert_all_said(f"meeting_call_off.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_every_act_gets_its_receipt(language: Language) -> None:
    title = "Workshop om *behov*"
    at = (
        "mandag 16. maj 2022 kl. 9.00"
        if language is Language.DANISH
        else "Monday 16 May 2022 at 09:00"
    )

    def saved(
        invited: int, told: int, offered: int = 0, at: str | None = None
    ) -> dict[str, object]:
        return saved_word(language, title=title, invited=invited, told=told, offered=offered, at=at)

    made = {
        "invited": saved(12, 0),
        "invited later": saved(1, 0, at=at),
        "told": saved(0, 12),
        "both": saved(1, 1, offered=1),
        "nobody": saved(0, 0, offered=2),
        "called off": desk_word("called_off", language, title=title, told=12),
        "called off, one": desk_word("called_off", language, title=title, told=1),
        "called off, nobody": desk_word("called_off", language, title=title, told=0),
        "called off before": desk_word("called_off_before", language),
        "saved before": desk_word("saved_before", language, title=title),
        "changed by": desk_word("changed_meanwhile", language, by="Karl Toft"),
        "changed": desk_word("changed_meanwhile", language, by=None),
        "not there": desk_word("not_there", language),
        "does not fit": desk_word("no_longer_right", language, why="Vælg et senere klokkeslæt."),
        "only facilitators": desk_word("only_facilitators", language),
    }

    assert_all_said(f"meeting_desk_words.{language}", made)


def test_a_form_never_shows_more_than_slack_takes() -> None:
    draft = Draft(
        title={"da": "æ" * 150, "en": "ø" * 150},
        starts_at=STARTS,
        ends_at=ENDS,
        form=MeetingForm.BOTH,
        place="å" * 200,
        link="https://x.dk/" + "a" * 980,
        agenda={"da": "æ" * 1500, "en": "ø"},
        capacity=1,
        audience=EVERYBODY,
        reminder_minutes=tuple(range(1, 30)),
    )

    view = form_view(draft, Language.DANISH, is_new=False, metadata="m")

    boxes = next(one for one in view["blocks"] if one.get("block_id") == "meeting_reminders")
    assert len(boxes["element"]["options"]) == 10
