"""What facilitators read of the people of a meeting, and what is said once it is over."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.questions import Language
from bot.meeting_rosters import Roster, Tally, turnout_of
from bot.meeting_wrap_up import LONGEST_DECISIONS, MOST_LINKS
from bot.meeting_wrap_up import Fault as AfterFault
from bot.voice.blocks import View
from bot.voice.meeting_people import (
    MOST_TICKED,
    People,
    Stray,
    invite_more_form,
    note_form,
    people_view,
    people_word,
    take_off_form,
    tick_form,
)
from bot.voice.meeting_wrap_up import (
    Hidden,
    Material,
    WrapUp,
    after_faults,
    after_form,
    after_word,
    over_message,
    preview_of,
    sent_view,
    too_much_after,
    wrap_up_message,
)
from bot.voice.notes import paragraph
from models.enums import Attendance, Impression, MeetingForm, Reply, Role
from models.rosters import Guest
from tests.said import assert_all_said, assert_said

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
STARTS = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=4)
TITLE = "Workshop om *behov*"
TALLY = Tally(invited=6, yes=2, maybe=1, no=1, missing=1, waiting=1, offered=0, again=1, free=0)


def guest(number: int, name: str, reply: Reply, **more: object) -> Guest:
    told: dict[str, object] = {
        "invitation_id": number,
        "person_id": number,
        "name": name,
        "organisation": "Aalborg Kommune",
        "role": Role.NEED_OWNER,
        "reply": reply,
        "replied_sequence": 1,
        "form": None,
        "needs": None,
        "attendance": Attendance.UNKNOWN,
        "impression": None,
    }
    return Guest(**(told | more))  # type: ignore[arg-type] # the names are a Guest's


GUESTS = (
    guest(1, "Mette Friis", Reply.YES, form=MeetingForm.DIGITAL, needs="Kørestol og\n*vegansk*"),
    guest(2, "Jonas Krogh", Reply.YES, form=MeetingForm.PHYSICAL, replied_sequence=0),
    guest(3, "Sara Lind", Reply.MAYBE, organisation=None),
    guest(4, "Peter Dam", Reply.NO),
    guest(5, "Ane Bo", Reply.NONE),
    guest(6, "Bo Hansen", Reply.WAITING),
)
CAME = (
    guest(1, "Mette Friis", Reply.YES, attendance=Attendance.CAME, impression=Impression.GOOD),
    guest(2, "Jonas Krogh", Reply.NO, attendance=Attendance.CAME, organisation="Novafos"),
    guest(3, "Sara Lind", Reply.MAYBE, attendance=Attendance.ABSENT),
)
STRAYS = tuple(
    Stray(address="en@x.example", reply=Reply.YES, why=why, received_at=NOW)
    for why in ("never_invited", "uninvited", "forged", "called_off", "over", "another")
)


def people(guests: tuple[Guest, ...], *, is_over: bool = False, strays: int = 0) -> People:
    return People(
        meeting_id=7,
        title=TITLE,
        starts_at=STARTS,
        ends_at=ENDS,
        sequence=1,
        is_open=not is_over,
        is_over=is_over,
        roster=Roster(guests=guests, tally=TALLY),
        turnout=turnout_of(guests),
        strays=(STRAYS * 3)[:strays],
    )


@pytest.mark.parametrize("language", Language)
def test_everybody_stands_under_their_answer(language: Language) -> None:
    notice = people_word("noted", language, name="Mette Friis", reply="yes")
    view = people_view(people(GUESTS, strays=12), language, notice=notice)

    assert_said(f"meeting_people.{language}", view)


@pytest.mark.parametrize("language", Language)
def test_afterwards_it_says_who_came_from_where_and_how_it_was(language: Language) -> None:
    assert_said(
        f"meeting_people_after.{language}", people_view(people(CAME, is_over=True), language)
    )


def test_a_meeting_without_guests_can_be_looked_at_too() -> None:
    assert_said("meeting_people_none.da", people_view(people(()), Language.DANISH))


def test_what_does_not_fit_is_counted() -> None:
    needs = "<" * 500
    guests = tuple(guest(n, f"Person {n}", Reply.YES, needs=needs) for n in range(400))

    view = people_view(people(guests), Language.DANISH)

    assert len(view["blocks"]) <= 100
    shown = str(view["blocks"]).count("Hensyn: ")
    [more] = [one for one in view["blocks"] if "mere på listen" in str(one)]
    assert f"Der er {400 - shown} mere" in str(more)


@pytest.mark.parametrize("language", Language)
def test_the_four_forms_say_what_they_do(language: Language) -> None:
    made: dict[str, View] = {
        "note": note_form(language, title=TITLE, form=MeetingForm.PHYSICAL, metadata="7"),
        "note, both": note_form(language, title=TITLE, form=MeetingForm.BOTH, metadata="7"),
        "invite": invite_more_form(language, title=TITLE, metadata="7"),
        "take off": take_off_form(language, title=TITLE, metadata="7"),
        "tick": tick_form(CAME + GUESTS[3:], language, title=TITLE, metadata="7"),
    }

    assert_all_said(f"meeting_people_forms.{language}", made)


def test_there_are_boxes_for_as_many_as_slack_takes() -> None:
    guests = [guest(n, f"Person {n}", list(Reply)[n % 6]) for n in range(1200)]

    view = tick_form(guests, Language.DANISH, title=TITLE, metadata="7")

    assert len(view["blocks"]) <= 100
    options = [
        one for block in view["blocks"] for one in block.get("element", {}).get("options", ())
    ]
    assert len(options) == MOST_TICKED
    assert f"{1200 - MOST_TICKED} mere var inviteret" in str(view["blocks"][-1])


@pytest.mark.parametrize("language", Language)
def test_every_act_gets_its_receipt(language: Language) -> None:
    noted = {
        f"noted {reply}": people_word("noted", language, name="Mette Friis", reply=reply)
        for reply in ("yes", "maybe", "no", "waiting")
    }
    said = {
        **noted,
        "invited": people_word("invited", language, invited="A, B", known="C", outside="D"),
        "nobody new": people_word("invited", language, invited="", known="", outside=""),
        "taken off": people_word("taken_off", language, name="Mette Friis"),
        **{f"ticked {n}": people_word("ticked", language, came=n) for n in (0, 1, 2)},
        "not invited": people_word("not_invited", language, name="Karl Toft"),
        "not known": people_word("not_invited", language, name=None),
        **{
            part: people_word(part, language)
            for part in ("nobody_picked", "answer_missing", "too_late", "too_early")
        },
    }

    assert_all_said(
        f"meeting_people_words.{language}", {name: paragraph(one) for name, one in said.items()}
    )


WORDS = WrapUp(
    title=TITLE,
    starts_at=STARTS,
    ends_at=ENDS,
    decisions="Vi køber ind sammen.\nNæste møde i august <!channel>",
    materials=(
        Material(title="Oplæg", url="https://x.dk/o", where=None),
        Material(title="Referat", url=None, where="https://x.dk/side"),
        Material(title="Bilag", url=None, where=None),
    ),
)


@pytest.mark.parametrize("language", Language)
def test_facilitators_are_asked_who_came(language: Language) -> None:
    made = {
        str(yes): over_message(
            language,
            meeting_id=7,
            title=TITLE,
            starts_at=STARTS,
            ends_at=ENDS,
            yes=yes,
            invited=12,
        )
        for yes in (1, 5)
    }

    assert_all_said(f"meeting_over.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_those_who_came_are_thanked_and_the_others_blamed_for_nothing(language: Language) -> None:
    made = {
        "came": wrap_up_message(WORDS, language, asks=31),
        "others": wrap_up_message(WORDS, language, asks=None),
    }

    assert_all_said(f"meeting_wrap_up.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_form_and_the_preview_of_what_came_of_it(language: Language) -> None:
    def form(*, ticked: bool) -> View:
        return after_form(
            language,
            title=TITLE,
            ticked=ticked,
            documents=[(4, "Oplæg")] if ticked else [],
            longest=LONGEST_DECISIONS,
            most_links=MOST_LINKS,
            metadata="7",
        )

    def preview(came: int, others: int, *, later: bool = False) -> View:
        return preview_of(
            WORDS,
            language,
            came=came,
            others=others,
            hidden=[Hidden(title="Oplæg", count=one) for one in (1, 2)] if later else [],
            at=NOW if later else None,
            metadata="m",
        )

    made = {
        "form": form(ticked=True),
        "form, nobody ticked": form(ticked=False),
        "preview": preview(12, 5, later=True),
        "one each": preview(1, 1),
        "nobody came": preview(0, 5),
        "all came": preview(12, 0),
        "nobody": preview(0, 0),
        "sent": sent_view(WORDS, language, sent_at=NOW),
    }

    assert_all_said(f"meeting_after.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_what_is_wrong_or_done_after_a_meeting(language: Language) -> None:
    faults = [
        one
        for fault in AfterFault
        for one in after_faults(
            {"links": fault.value}, language, longest=LONGEST_DECISIONS, most_links=MOST_LINKS
        ).values()
    ]
    faults += too_much_after(17, language).values()
    said = {f"fault {n}": paragraph(one) for n, one in enumerate(faults)}  # type: ignore[arg-type]
    said |= {
        f"sent {came} {others}": after_word("sent", language, came=came, others=others)
        for came, others in ((12, 5), (1, 1), (12, 0), (0, 1), (0, 5), (0, 0))
    }
    said["not sent"] = after_word("not_sent", language)

    assert_all_said(f"meeting_after_words.{language}", said)
