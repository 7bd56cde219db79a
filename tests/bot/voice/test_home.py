"""Home in words, for each of the places where somebody may stand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.conversation.engine import Entry
from bot.conversation.questions import Chosen, Language, Month, NotKnownYet, Written
from bot.home import (
    Answering,
    Following,
    Leading,
    Outside,
    OwnMeeting,
    Page,
    Paper,
    Place,
    Refused,
    Waiting,
)
from bot.participation import Participation, Reached, Standing
from bot.timeline import MeetingPoint, MilestonePoint
from bot.voice.help import Contact
from bot.voice.home import home_view
from bot.voice.meetings import CardFacts, MeetingWords
from bot.voice.onboarding import Card, ProcessWords
from models.enums import MeetingForm, MilestoneState, Precision, Reply, Role
from models.participation import Applicant
from tests.gathering import FIRST_TENDER, MACHINES, OBSTACLES, SMALL_COUNT, amount
from tests.said import as_read, assert_all_said, assert_said

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DANISH = Language.DANISH
PROCESS = ProcessWords(
    process_id=3,
    title={"da": "Sammen om maskiner", "en": "Together on machines"},
    texts={
        "invitation": {"da": "Vi inviterer bygherrer.", "en": "We invite clients."},
        "privacy": {"da": "Kun proceslederne ser svarene.", "en": "Only facilitators see them."},
    },
)
CONTACTS = (
    Contact(
        name="Julie Munk",
        title="Innovationskonsulent",
        organisation="CO-PI",
        email="jmu@co-pi.dk",
        phone="61 81 31 09",
    ),
)
POINTS = (
    MilestonePoint(
        title="Aftale om processen",
        day=date(2022, 4, 1),
        precision=Precision.MONTH,
        state=MilestoneState.DONE,
        is_over=True,
    ),
    MeetingPoint(
        title="Formøde",
        starts_at=datetime(2022, 5, 2, 7, tzinfo=UTC),
        ends_at=datetime(2022, 5, 2, 8, tzinfo=UTC),
        form=MeetingForm.DIGITAL,
        place=None,
        link="https://eksempel.dk/møde",
        is_over=True,
    ),
    MilestonePoint(
        title="Behovskortlægningen",
        day=date(2022, 5, 1),
        precision=Precision.MONTH,
        state=MilestoneState.UNDER_WAY,
        is_over=False,
    ),
    MilestonePoint(
        title="Opsamling",
        day=date(2022, 6, 1),
        precision=Precision.MONTH,
        state=MilestoneState.PLANNED,
        is_over=False,
    ),
    MeetingPoint(
        title="Workshop & frokost",
        starts_at=datetime(2022, 6, 8, 10, tzinfo=UTC),
        ends_at=datetime(2022, 6, 8, 14, tzinfo=UTC),
        form=MeetingForm.PHYSICAL,
        place=None,
        link=None,
        is_over=False,
    ),
    MeetingPoint(
        title="Informationsmøde",
        starts_at=datetime(2022, 6, 14, 13, 15, tzinfo=UTC),
        ends_at=datetime(2022, 6, 14, 14, tzinfo=UTC),
        form=MeetingForm.DIGITAL,
        place=None,
        link="https://eksempel.dk/m?a=1&b=2|c",
        is_over=False,
    ),
    MilestonePoint(
        title="Hensigtserklæring",
        day=date(2022, 10, 1),
        precision=Precision.QUARTER,
        state=MilestoneState.MOVED,
        is_over=False,
    ),
)
PAPERS = (
    Paper(title="Oplæg", url="https://eksempel.dk/oplæg.pdf", where=None),
    Paper(title="Invitation", url=None, where="https://eksempel.dk/"),
)
ENTRIES = (
    Entry(question=MACHINES, value=Chosen(("small", "large"))),
    Entry(question=SMALL_COUNT, value=amount("12", "15", about=True)),
    Entry(question=FIRST_TENDER, value=Month(year=2023, month=6)),
    Entry(question=OBSTACLES, value=Written("Prisen *og* <!channel> " * 6)),
)


def page(place: Place) -> Page:
    is_member = isinstance(place, Answering | Following | Leading)
    return Page(
        process=PROCESS,
        place=place,
        points=POINTS if is_member else (),
        papers=PAPERS if is_member else (),
        contacts=CONTACTS,
    )


def answering(
    *,
    answered: int = 4,
    interview_id: int | None = 9,
    is_open: bool = True,
    sent_at: datetime | None = None,
    colleagues: tuple[str, ...] = ("Mette Jensen", "Bo Hansen"),
) -> Answering:
    return Answering(
        organisation="Aalborg Kommune",
        interview_id=interview_id,
        answered=answered,
        total=6,
        is_open=is_open,
        sent_at=sent_at,
        entries=ENTRIES[:answered],
        colleagues=colleagues,
    )


PLACES: dict[str, Place] = {
    "invited": Outside(inviter="Julie Munk", facilitators=("CO-PI",), has_declined=False),
    "curious": Outside(inviter=None, facilitators=("CO-PI",), has_declined=False),
    "declined": Outside(inviter="Julie Munk", facilitators=("CO-PI",), has_declined=True),
    "waiting": Waiting(organisation="Novafos", since=NOW - DAY),
    "refused": Refused(organisation="Novafos"),
    "not_begun": answering(answered=0, interview_id=None, colleagues=()),
    "under_way": answering(),
    "complete": answering(is_open=False),
    "sent": answering(is_open=False, sent_at=NOW),
    "sent_with_a_new_question": answering(sent_at=NOW),
    "market_actor": Following(organisation="Maskinhuset", role=Role.MARKET_ACTOR),
    "facilitator": Leading(
        applications=(
            Card(
                mark="7:1652083200",
                name="Eva Lind",
                organisation="Kildedal By",
                organisation_is_new=True,
                role="need_owner",
                email="eva@kildedal.dk",
                vouched=True,
                domain="kildedal.dk",
            ),
        ),
        participation=Participation(
            standings=(
                Standing(organisation="Aalborg Kommune", reached=Reached.DONE, since=NOW - DAY),
                Standing(organisation="Novafos", reached=Reached.BEGUN, since=NOW - 6 * DAY),
            ),
            unplaced=(),
            applicants=(
                Applicant(
                    membership_id=7,
                    name="Eva Lind",
                    email="eva@kildedal.dk",
                    organisation="Kildedal By",
                    role=Role.NEED_OWNER,
                    applied_at=NOW - DAY,
                ),
            )
            * 3,
        ),
        has_answers=True,
    ),
    "first_facilitator": Leading(
        applications=(),
        participation=Participation(standings=(), unplaced=(), applicants=()),
        has_answers=False,
    ),
}


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
        expected = 0 if name in {"waiting", "refused", "market_actor"} else 1
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
    ]


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
