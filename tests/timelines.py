"""Points on a timeline for the tests of its words and its picture."""

from datetime import UTC, date, datetime, timedelta

from bot.timeline import Former, MeetingPoint, MilestonePoint
from models.enums import MeetingForm, MilestoneState, Precision

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
TODAY = date(2022, 5, 9)


def milestone(
    title: str,
    day: date,
    *,
    precision: Precision = Precision.DAY,
    state: MilestoneState = MilestoneState.PLANNED,
    is_over: bool | None = None,
    moved_from: Former | None = None,
) -> MilestonePoint:
    return MilestonePoint(
        title=title,
        day=day,
        precision=precision,
        state=state,
        is_over=day < TODAY if is_over is None else is_over,
        moved_from=moved_from,
    )


def meeting(
    title: str, at: datetime, *, is_called_off: bool = False, place: str | None = None
) -> MeetingPoint:
    return MeetingPoint(
        title=title,
        starts_at=at,
        ends_at=at + timedelta(hours=4),
        form=MeetingForm.PHYSICAL,
        place=place,
        link=None,
        is_over=at < NOW,
        is_called_off=is_called_off,
    )


EVERY_KIND = (
    milestone(
        "Aftale om processen",
        date(2022, 4, 1),
        precision=Precision.MONTH,
        state=MilestoneState.DONE,
    ),
    meeting("Formøde", datetime(2022, 5, 2, 7, tzinfo=UTC)),
    meeting("Besøg på pladsen", datetime(2022, 5, 4, 7, tzinfo=UTC), is_called_off=True),
    milestone("Frist for forslag", date(2022, 5, 6)),
    milestone(
        "Behovskortlægningen",
        date(2022, 5, 1),
        precision=Precision.MONTH,
        state=MilestoneState.UNDER_WAY,
        is_over=False,
    ),
    meeting("Workshop & frokost", datetime(2022, 6, 8, 10, tzinfo=UTC), place="Søgade 1"),
    meeting("Temadag", datetime(2022, 6, 9, 7, tzinfo=UTC), is_called_off=True),
    milestone("Udkast til krav", date(2022, 6, 20)),
    milestone(
        "Høring",
        date(2022, 7, 1),
        precision=Precision.QUARTER,
        moved_from=Former(date(2022, 6, 13), Precision.DAY),
    ),
    milestone("Besigtigelse", date(2022, 9, 1), state=MilestoneState.DROPPED),
    milestone(
        "Hensigtserklæring",
        date(2022, 10, 1),
        precision=Precision.QUARTER,
        state=MilestoneState.MOVED,
    ),
)
