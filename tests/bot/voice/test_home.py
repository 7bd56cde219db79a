"""Home in words, for each of the places where somebody may stand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.engine import Entry
from bot.conversation.questions import Language, NotKnownYet
from bot.home import Answering, OwnMeeting
from bot.voice.home import Switch, home_view
from bot.voice.meetings import CardFacts, MeetingWords
from models.enums import MeetingForm, Reply
from sandbox.limits import complaints_about_view
from tests.gathering import SMALL_COUNT
from tests.homes import DAY, NOW, PLACES, page
from tests.said import as_read, assert_all_said, assert_said

DANISH = Language.DANISH


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", Language)
def test_home_reads_well(place: str, language: Language) -> None:
    view = home_view([page(PLACES[place])], language=language, now=NOW)

    assert_said(f"home_{place}.{language}", view)


@pytest.mark.parametrize("language", Language)
def test_a_workspace_without_a_process_gets_one_friendly_line(language: Language) -> None:
    assert_said(f"home_unknown_workspace.{language}", home_view([], language=language, now=NOW))


def test_everywhere_there_is_one_thing_to_do_first() -> None:
    for name, place in PLACES.items():
        view = home_view([page(place)], language=DANISH, now=NOW)
        mains = [
            element["action_id"]
            for block in view["blocks"]
            for element in block.get("elements", ())
            if element.get("style") == "primary" and element["action_id"] != "onboarding.approve"
        ]
        expected = 0 if name in {"waiting", "refused", "market_actor", "sent"} else 1
        assert (name, len(mains)) == (name, expected)


@pytest.mark.parametrize(
    ("place", "first"),
    [("facilitator", "summaries.answers"), ("first_facilitator", "invitations.invite")],
)
def test_a_facilitator_is_led_to_the_answers_or_else_to_inviting(place: str, first: str) -> None:
    view = home_view([page(PLACES[place])], language=DANISH, now=NOW)

    assert [
        element["action_id"]
        for block in view["blocks"]
        for element in block.get("elements", ())
        if element.get("style") == "primary" and element["action_id"] != "onboarding.approve"
    ] == [first]


def test_a_market_actor_sees_no_needs_mapping() -> None:
    view = home_view([page(PLACES["market_actor"])], language=DANISH, now=NOW)

    assert "interview." not in as_read(view)


def test_several_processes_keep_within_the_blocks_and_the_language_stays_at_the_end() -> None:
    view = home_view([page(PLACES["facilitator"])] * 9, language=DANISH, now=NOW)

    assert len(view["blocks"]) == 100
    assert view["blocks"][-1]["elements"][0]["action_id"] == "home.language"


def test_not_known_yet_is_an_answer_of_its_own() -> None:
    place = Answering(
        organisation="Aalborg Kommune",
        interview_id=9,
        answered=1,
        total=6,
        is_open=True,
        sent_at=None,
        entries=(Entry(question=SMALL_COUNT, value=NotKnownYet()),),
        colleagues=(),
    )

    read = as_read(home_view([page(place)], language=DANISH, now=NOW))

    assert "• Små maskiner, pr. år: Ved ikke endnu" in read


@pytest.mark.parametrize("language", Language)
def test_whoever_may_subscribe_finds_the_way_to_it_at_the_end(language: Language) -> None:
    view = home_view([page(PLACES["market_actor"])], language=language, now=NOW, subscribes=True)

    assert_said(f"home_subscriber.{language}", view)
    assert [one["action_id"] for one in view["blocks"][-1]["elements"]] == [
        "home.language",
        "feeds.open",
        "my_data.open",
    ]


@pytest.mark.parametrize("language", Language)
def test_the_switch_between_processes_stands_at_the_top_and_marks_the_one_shown(
    language: Language,
) -> None:
    switch = Switch(processes=((3, "Sammen om maskiner"), (4, "Sammen om varme")), chosen=4)

    view = home_view([page(PLACES["first_facilitator"])], language=language, now=NOW, switch=switch)

    assert view["blocks"][0]["elements"][0]["initial_option"]["value"] == "4"
    assert_said(f"home_switch.{language}", view)


def test_the_switch_stays_visible_however_much_stands_below() -> None:
    switch = Switch(processes=tuple((one, "Proces " + "x" * 90) for one in range(120)), chosen=119)

    view = home_view([page(PLACES["facilitator"])] * 9, language=DANISH, now=NOW, switch=switch)

    assert len(view["blocks"]) == 100
    assert view["blocks"][0]["elements"][0]["action_id"] == "home.process"
    assert complaints_about_view(view, type_="home") == []


def own_meetings(language: Language) -> dict[str, tuple[OwnMeeting, ...]]:
    """What a member may be invited to."""
    workshop = CardFacts(
        invitation_id=7,
        sequence=0,
        meeting=MeetingWords(
            meeting_id=4,
            process="",
            title={"da": "Workshop & frokost", "en": "Workshop & lunch"}[language.value],
            starts_at=NOW + 30 * DAY,
            ends_at=NOW + 30 * DAY + timedelta(hours=4),
            form=MeetingForm.BOTH,
            place="Rådhuset",
            link="https://meet.example/abc",
            about="",
            agenda="",
        ),
        reply=Reply.NONE,
        replied_by=None,
        form=None,
        answered_former=False,
        waiting_place=None,
        offer_until=None,
        needs=None,
        asks_needs=False,
        address=None,
        links=None,
    )
    comes = replace(workshop, reply=Reply.YES, form=MeetingForm.PHYSICAL)
    off = replace(workshop, meeting=replace(workshop.meeting, called_off=True))
    today = replace(comes.meeting, starts_at=NOW, ends_at=NOW + timedelta(hours=4))

    def own(facts: CardFacts, *, asks: bool = False, is_here: bool = False) -> OwnMeeting:
        return OwnMeeting(facts=facts, can_be_here=asks, is_here=is_here)

    return {
        "not answered": (own(workshop),),
        "coming": (own(comes),),
        "called off, and the next": (own(off), own(replace(workshop, invitation_id=8))),
        "today": (own(replace(comes, meeting=today), asks=True),),
        "here": (own(replace(comes, meeting=today), is_here=True),),
    }


@pytest.mark.parametrize("language", Language)
def test_a_member_answers_the_next_meeting_on_home(language: Language) -> None:
    bare = replace(page(PLACES["market_actor"]), points=(), papers=(), contacts=())

    views = {
        name: home_view([replace(bare, meetings=meetings)], language=language, now=NOW)
        for name, meetings in own_meetings(language).items()
    }

    assert_all_said(f"home_meetings.{language}", views)


def test_the_needs_mapping_comes_before_the_meeting() -> None:
    meetings = own_meetings(DANISH)
    for name in ("not answered", "today"):
        shown = replace(page(PLACES["under_way"]), meetings=meetings[name])
        read = as_read(home_view([shown], language=DANISH, now=NOW))

        assert (read.count("[!"), "[!Fortsæt | interview.resume" in read) == (1, True)
