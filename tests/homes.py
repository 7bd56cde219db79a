"""Home for each of the places where somebody may stand, for tests of what they read."""

from datetime import UTC, date, datetime, timedelta

from bot.audit_names import Line
from bot.conversation.engine import Entry
from bot.conversation.questions import Chosen, Language, Month, Written
from bot.home import (
    Answering,
    Following,
    Leading,
    Outside,
    Page,
    Paper,
    Place,
    Refused,
    Waiting,
)
from bot.home_today import Due, Soon, Today
from bot.meeting_rosters import Tally
from bot.next_step import Do, NextStep
from bot.participation import Participation, Reached, Standing
from bot.preferences import Preferences
from bot.timeline import MeetingPoint, MilestonePoint
from bot.voice.help import Contact
from bot.voice.onboarding import Card, ProcessWords
from models.enquiries import Unanswered
from models.enums import MeetingForm, MilestoneState, Precision, Role
from models.participation import Applicant
from tests.gathering import FIRST_TENDER, MACHINES, OBSTACLES, SMALL_COUNT, amount

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
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


PREFERENCES = Preferences(
    name="Mette Friis",
    email="mette.friis@aalborg.example",
    language=Language.DANISH,
    hours=None,
    pause_until=None,
    may_have_news=True,
    wants_news=False,
    leads=False,
    stand_in=None,
    stand_in_id=None,
    colleagues=(),
)


def step_of(place: Place) -> NextStep | None:
    """What somebody who stands there has to do."""
    if isinstance(place, Following):
        return NextStep(do=Do.NOTHING, process_id=3, following=POINTS[4])
    if not isinstance(place, Answering):
        return None
    if place.sent_at is not None and not place.is_open:
        return NextStep(do=Do.NOTHING, process_id=3, following=POINTS[3])
    do = Do.GO_ON if place.answered else Do.BEGIN
    if not place.is_open:
        do = Do.SEND
    if place.sent_at is not None:
        do = Do.NEW_QUESTION
    return NextStep(
        do=do,
        process_id=3,
        organisation=place.organisation,
        interview_id=place.interview_id,
        answered=place.answered,
        total=place.total,
    )


def page(place: Place) -> Page:
    is_member = isinstance(place, Answering | Following | Leading)
    return Page(
        process=PROCESS,
        place=place,
        points=POINTS if is_member else (),
        papers=PAPERS if is_member else (),
        contacts=CONTACTS,
        step=step_of(place),
        preferences=PREFERENCES if is_member else None,
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
        today=Today(
            meetings=(
                Soon(
                    title={"da": "Workshop & frokost", "en": "Workshop & lunch"},
                    starts_at=NOW + timedelta(hours=2),
                    ends_at=NOW + timedelta(hours=4),
                    tally=Tally(
                        invited=9,
                        yes=4,
                        maybe=1,
                        no=1,
                        missing=3,
                        waiting=0,
                        offered=0,
                        again=0,
                        free=None,
                    ),
                ),
            ),
            due=(
                Due(
                    title={"da": "Behovskortlægningen", "en": "The needs mapping"},
                    day=date(2022, 4, 1),
                    precision=Precision.MONTH,
                    ends_on=date(2022, 4, 30),
                ),
                Due(
                    title={"da": "Opsamling", "en": "Summing up"},
                    day=date(2022, 5, 13),
                    precision=Precision.DAY,
                    ends_on=date(2022, 5, 13),
                ),
            ),
            failed=2,
            enquiries=Unanswered(count=3, since=NOW - timedelta(days=6)),
            to_call=("Novafos", "Odense *Kommune*", "Metroselskabet", "Kildedal By"),
        ),
        newest=(
            Line(
                id=9,
                at=NOW - DAY,
                act="answers.note",
                by="Anne Holm",
                person="Mette Friis",
                organisation="Aalborg Kommune",
                former="",
                thing="",
                about={},
            ),
        ),
    ),
    "first_facilitator": Leading(
        applications=(),
        participation=Participation(standings=(), unplaced=(), applicants=()),
        has_answers=False,
    ),
}
