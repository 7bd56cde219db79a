"""The facilitators' status in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.conversation.questions import Language, Questionnaire, Section, Text
from bot.meeting_rosters import Held, turnout_of
from bot.participation import Participation, Reached, Standing
from bot.slices import Offered
from bot.status import Status, Week
from bot.summaries import Changes
from bot.voice.summaries import (
    missing_view,
    refused_message,
    status_message,
    status_view,
)
from models.enquiries import Unanswered
from models.enums import Attendance, Impression, OrganisationKind, Reply, Role
from models.participation import Applicant, Replies
from models.rosters import Guest
from models.slices import Slice
from models.undelivered import Undelivered
from tests.gathering import (
    FIRST_TENDER,
    HELP_WANTED,
    MACHINES,
    OBSTACLES,
    SMALL_COUNT,
    TENDERS,
)
from tests.said import assert_said

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DANISH = Language.DANISH
QUESTIONNAIRE = Questionnaire(
    key="needs",
    title=Text(da="Behov", en="Needs"),
    sections=(
        Section(key="need", title=Text(da="Behovet", en="The need")),
        Section(key="time", title=Text(da="Tiden", en="The time")),
    ),
    questions=(MACHINES, SMALL_COUNT, TENDERS, FIRST_TENDER, OBSTACLES, HELP_WANTED),
)


def standing(organisation: str, reached: Reached, days_ago: int) -> Standing:
    return Standing(organisation=organisation, reached=reached, since=NOW - days_ago * DAY)


PARTICIPATION = Participation(
    standings=(
        standing("Aalborg Kommune", Reached.DONE, 1),
        standing("Aarhus *Vand* & Spildevand", Reached.BEGUN, 6),
        standing("Metroselskabet", Reached.DONE, 0),
        standing("Novafos", Reached.INVITED, 7),
        standing("Odense Kommune", Reached.JOINED, 1),
        standing("Region Nordjylland", Reached.DECLINED, 7),
    ),
    unplaced=(("Bo Hansen", NOW - 2 * DAY),),
    applicants=(
        Applicant(
            membership_id=7,
            name="Eva Lind",
            email="eva@eksempel.dk",
            organisation="Kildedal By",
            role=Role.NEED_OWNER,
            applied_at=NOW - DAY,
        ),
    ),
)
CHANGES = Changes(
    since=NOW - 3 * DAY,
    answers=12,
    organisations=2,
    joined=(("Mette Jensen", "Odense Kommune"), ("Ib Dahl", None)),
    sent=("Aalborg Kommune", "Metroselskabet"),
)
NOTHING = Participation(standings=(), unplaced=(), applicants=())


def status(
    participation: Participation = PARTICIPATION,
    changes: Changes | None = CHANGES,
    *,
    has_answers: bool = True,
    held: tuple[Held, ...] = (),
) -> Status:
    return Status(
        process_id=3,
        process="Sammen om maskiner",
        participation=participation,
        changes=changes,
        has_answers=has_answers,
        now=NOW,
        held=held,
    )


def guest(number: int, organisation: str | None, impression: Impression | None = None) -> Guest:
    return Guest(
        invitation_id=number,
        person_id=number,
        name=f"Person {number}",
        organisation=organisation,
        role=Role.NEED_OWNER,
        reply=Reply.YES,
        replied_sequence=0,
        form=None,
        needs=None,
        attendance=Attendance.CAME if organisation else Attendance.UNKNOWN,
        impression=impression,
    )


@pytest.mark.parametrize("language", Language)
def test_each_meeting_that_was_held_is_one_line(language: Language) -> None:
    came = [
        guest(1, "Aalborg Kommune", Impression.GOOD),
        guest(2, "Aalborg Kommune", Impression.FAIR),
        guest(3, "Novafos"),
    ]
    title = {"da": "Workshop om *behov*", "en": "Workshop on *needs*"}
    held = [
        Held(title=title, ends_at=NOW - DAY, invited=5, turnout=turnout_of(came)),
        Held(title=title, ends_at=NOW - 9 * DAY, invited=1, turnout=turnout_of([guest(4, None)])),
    ]
    held += [held[0]] * 5

    made = status_message(status(held=tuple(held)), language)

    assert_said(f"status_held.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_status_says_who_has_sent_who_is_missing_and_what_is_new(language: Language) -> None:
    assert_said(f"status.{language}", status_message(status(), language))


OFFERED = Offered(
    kinds=(OrganisationKind.MUNICIPALITY, OrganisationKind.PUBLIC_COMPANY),
    regions=(("region-nordjylland", "Region Nordjylland"), ("region-syddanmark", "Region Syd")),
    question=MACHINES,
)
WHOLE_STATUS = replace(
    status(),
    weeks=(
        Week(monday=date(2022, 4, 25), so_far=0),
        Week(monday=date(2022, 5, 2), so_far=1),
        Week(monday=date(2022, 5, 9), so_far=2),
    ),
    meetings=(
        Replies(
            meeting_id=5,
            title={"da": "Workshop om *behov*", "en": "Workshop on *needs*"},
            starts_at=datetime(2022, 6, 8, 10, tzinfo=UTC),
            counts=((Reply.NONE, 4), (Reply.YES, 7), (Reply.NO, 1), (Reply.WAITING, 2)),
        ),
        Replies(
            meeting_id=6,
            title={"da": "Informationsmøde", "en": "Information meeting"},
            starts_at=datetime(2022, 6, 14, 13, tzinfo=UTC),
            counts=(),
        ),
    ),
    undelivered=(
        Undelivered(
            post_id=31,
            words="Velkommen til Sammen",
            person="Eva <Lind>",
            channel=None,
            address="eva@eksempel.dk",
            is_unsure=False,
            error="550 unknown user",
        ),
        Undelivered(
            post_id=32,
            words="Workshop om en uge",
            person=None,
            channel="C0SAMMEN",
            address=None,
            is_unsure=True,
            error=None,
        ),
    ),
    undelivered_count=2,
    enquiries=Unanswered(count=1, since=NOW - timedelta(days=4)),
    offered=OFFERED,
)


@pytest.mark.parametrize("language", Language)
def test_the_whole_status_has_a_button_on_every_line_that_asks_for_one(language: Language) -> None:
    assert_said(f"status_whole.{language}", status_message(WHOLE_STATUS, language))


def test_a_slice_says_which_it_is_and_keeps_to_it() -> None:
    within = Slice(
        kind=OrganisationKind.MUNICIPALITY, region="region-syddanmark", choice=("machines", "large")
    )
    sliced = replace(WHOLE_STATUS, within=within, changes=None, meetings=(), undelivered=())

    assert_said("status_slice.da", status_message(sliced, DANISH))


def test_the_longest_status_fits_into_a_message() -> None:
    name = "&<>*" * 45
    crowded = replace(
        WHOLE_STATUS,
        participation=crowd(300, name=name),
        changes=Changes(
            since=NOW,
            answers=9000,
            organisations=300,
            joined=tuple((name, name) for _ in range(300)),
            sent=(name,) * 300,
        ),
        undelivered=tuple(
            replace(WHOLE_STATUS.undelivered[0], words=name, person=name, error=name)
            for _ in range(3)
        ),
        meetings=tuple(
            replace(WHOLE_STATUS.meetings[0], title={"da": name, "en": name}) for _ in range(3)
        ),
        offered=replace(
            OFFERED,
            kinds=tuple(OrganisationKind),
            regions=tuple((f"{'r' * 78}{number:02}", name) for number in range(99)),
        ),
    )

    assert status_message(crowded, DANISH)["blocks"]
    assert status_view(crowded, DANISH)["type"] == "modal"


@pytest.mark.parametrize("language", Language)
def test_a_status_before_anybody_has_come_says_so(language: Language) -> None:
    message = status_message(status(NOTHING, None, has_answers=False), language)

    assert_said(f"status_empty.{language}", message)


def test_nothing_new_is_said_too() -> None:
    none = Changes(since=NOW - DAY, answers=0, organisations=0, joined=(), sent=())
    one = Participation(
        standings=(standing("Aalborg Kommune", Reached.DONE, 1),), unplaced=(), applicants=()
    )

    assert_said("status_nothing_new.da", status_message(status(one, none), DANISH))


@pytest.mark.parametrize("language", Language)
def test_only_facilitators_are_told(language: Language) -> None:
    assert_said(f"status_refused.{language}", refused_message(language))


def crowd(count: int, *, name: str = "Bygherre") -> Participation:
    return Participation(
        standings=tuple(
            standing(f"{name} {number}", list(Reached)[number % 5], number % 40)
            for number in range(count)
        ),
        unplaced=tuple((f"Person {number}", NOW) for number in range(count)),
        applicants=PARTICIPATION.applicants * count,
    )


@pytest.mark.parametrize("name", ["Bygherre", "&<>*" * 45])
def test_three_hundred_organisations_fit_with_a_button_to_all_who_are_missing(name: str) -> None:
    people = crowd(300, name=name)
    changes = Changes(
        since=NOW,
        answers=9000,
        organisations=300,
        joined=tuple((name, name) for _ in range(300)),
        sent=(name,) * 300,
    )

    message = status_message(status(people, changes), DANISH)

    rows = [one["elements"] for one in message["blocks"] if one["type"] == "actions"]
    assert [[one["action_id"] for one in row] for row in rows] == [
        ["announcements.new:missing", "summaries.missing"],
        ["summaries.answers", "summaries.shared:others", "exports.open", "digests.choose"],
    ]
    assert status_view(status(people, changes), DANISH)["type"] == "modal"


def test_everybody_who_is_missing_is_named_when_asked_for() -> None:
    view = missing_view(status(crowd(300)), DANISH)

    words = "\n".join(block["text"]["text"] for block in view["blocks"])
    assert len(words.splitlines()) == 180 + 300
    assert all(f"*Bygherre {number}*" in words for number in range(300) if number % 5 in {1, 2, 3})
