"""Who is reminded of a meeting, and when: a table of days."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.meeting_reminders import (
    due_reminders,
    outdated_meeting_reminders,
    plan_of,
    put_meeting_reminders,
)
from bot.meetings import call_off, change
from models import Meeting, Post, Process
from models.enums import MeetingForm, PostState, Reply
from models.posts import give_up_waiting
from tests.builders import ANNE, JONAS, LOUISE, METTE, PETER, SARA, add_member
from tests.meetings import (
    ENDS,
    STARTS,
    draft_of,
    invitation_of,
    person_of,
    replies,
    send_all,
    workshop,
)
from tests.registering import DAY, HOUR, NOW, danish, four_invited, limit
from tests.said import as_read

MINUTE = timedelta(minutes=1)
PLAN = [10_080, 1_440, 60]  # a week, a day, an hour
WEEK_BEFORE, DAY_BEFORE, HOUR_BEFORE = STARTS - 7 * DAY, STARTS - DAY, STARTS - HOUR


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """The workshop: Mette comes, Jonas perhaps, Sara does not, and Peter has not answered."""
    made = four_invited(session)
    made.reminder_minutes = PLAN
    for one, reply in ((METTE, Reply.YES), (JONAS, Reply.MAYBE), (SARA, Reply.NO)):
        replies(session, made, one, reply, now=NOW + HOUR)
    return made


def reminded(session: Session, now: datetime) -> list[str]:
    """Who is reminded then, by their first names."""
    return [one.person.name.split()[0] for one in due_reminders(session, now=now)]


def put_at(session: Session, now: datetime) -> list[str]:
    """The same, and it is put."""
    names = reminded(session, now)
    assert put_meeting_reminders(session, now=now) == len(names)
    return names


def reminders(session: Session) -> list[Post]:
    query = select(Post).where(col(Post.key).like("meeting:%:reminder:%")).order_by(col(Post.id))
    return list(session.exec(query))


@pytest.mark.parametrize(
    ("begins", "minutes", "moment"),
    [
        # at the very moment, if it is daytime
        ("2022-06-08 12:00", 1440, "2022-06-07 12:00"),
        ("2022-06-08 12:00", 10_080, "2022-06-01 12:00"),
        # a day before Tuesday is Whit Monday, and Sunday is Constitution Day: Friday
        ("2022-06-07 08:00", 1440, "2022-06-03 16:00"),
        ("2022-05-30 10:00", 1440, "2022-05-27 16:00"),  # a day before Monday: Friday
        ("2022-05-27 10:00", 1440, "2022-05-25 16:00"),  # a day before it is Ascension
        ("2022-06-08 07:30", 1440, "2022-06-03 16:00"),  # the day before at 7.30 is too early
        ("2022-06-08 19:00", 1440, "2022-06-07 16:00"),  # in the evening: that afternoon
        ("2022-06-08 08:00", 720, "2022-06-07 16:00"),  # half a day before is 20 o'clock
        ("2022-08-01 10:00", 1440, "2022-07-08 16:00"),  # before the summer's quiet weeks
        ("2022-10-31 12:00", 1440, "2022-10-28 16:00"),  # the clocks go back in between
        ("2022-03-28 12:00", 10_080, "2022-03-21 11:00"),  # a week is 168 hours: summer began
        # the hour before keeps to no daytime
        ("2022-06-08 07:30", 60, "2022-06-08 06:30"),
        ("2022-06-05 20:00", 60, "2022-06-05 19:00"),
        ("2022-06-05 20:00", 719, "2022-06-05 08:01"),
    ],
)
def test_a_moment_of_half_a_day_or_more_moves_to_the_daytime_before(
    session: Session, meeting: Meeting, begins: str, minutes: int, moment: str
) -> None:
    meeting.starts_at = danish(begins)
    meeting.reminder_minutes = [minutes]
    session.add(meeting)

    [point] = plan_of(meeting)

    assert point.at == danish(moment)
    assert point.at < meeting.starts_at


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize(
    ("now", "names"),
    [
        (WEEK_BEFORE - MINUTE, []),
        (WEEK_BEFORE, ["Mette", "Jonas", "Peter"]),
        (DAY_BEFORE, ["Mette", "Jonas", "Peter"]),
        (HOUR_BEFORE, ["Mette"]),
        (STARTS - MINUTE, ["Mette"]),
        (STARTS, []),
        (ENDS, []),
    ],
)
def test_whoever_comes_is_reminded_each_time_and_the_undecided_when_days_ahead(
    session: Session, now: datetime, names: list[str]
) -> None:
    assert reminded(session, now) == names


@pytest.mark.usefixtures("meeting")
def test_each_is_reminded_once_of_each_point(session: Session) -> None:
    moments = (WEEK_BEFORE, WEEK_BEFORE + MINUTE, DAY_BEFORE, DAY_BEFORE + HOUR, HOUR_BEFORE)

    put = [put_at(session, now) for now in moments]

    everybody = ["Mette", "Jonas", "Peter"]
    assert put == [everybody, [], everybody, [], ["Mette"]]


@pytest.mark.usefixtures("meeting")
def test_after_a_standstill_only_the_latest_is_sent(session: Session) -> None:
    at_last = put_at(session, HOUR_BEFORE)

    assert at_last == ["Mette"]
    assert [post.key.split(":reminder:")[1] for post in reminders(session)] == [
        f"{STARTS.isoformat()}:0:60:person:{person_of(session, METTE).id}"
    ]


@pytest.mark.usefixtures("meeting")
def test_what_was_missed_by_day_waits_for_the_next_day(session: Session) -> None:
    evening = danish("2022-06-01 21:00")

    at_night = put_at(session, evening)
    in_the_morning = put_at(session, danish("2022-06-02 08:00"))

    assert (at_night, in_the_morning) == ([], ["Mette", "Jonas", "Peter"])


def test_the_hour_before_comes_whatever_the_clock(session: Session, meeting: Meeting) -> None:
    begins = danish("2022-06-05 22:00")  # Constitution Day, a Sunday
    meeting.starts_at, meeting.ends_at = begins, begins + HOUR
    session.add(meeting)

    assert put_at(session, begins - HOUR) == ["Mette"]
    assert [post.waits_for_daytime for post in reminders(session)] == [False]


def test_nobody_is_reminded_of_what_passed_before_they_were_told(
    session: Session, meeting: Meeting
) -> None:
    replies(session, meeting, METTE, Reply.NO, now=WEEK_BEFORE + MINUTE)
    invitation = invitation_of(session, meeting, PETER)
    invitation.told_at = WEEK_BEFORE + MINUTE
    session.add(invitation)
    session.flush()

    later = WEEK_BEFORE + HOUR

    assert reminded(session, later) == ["Jonas"]
    assert reminded(session, DAY_BEFORE) == ["Jonas", "Peter"]


def test_whoever_has_just_answered_is_not_reminded_of_what_passed_before(
    session: Session, meeting: Meeting
) -> None:
    replies(session, meeting, SARA, Reply.YES, now=WEEK_BEFORE + HOUR)

    assert "Sara" not in reminded(session, WEEK_BEFORE + 2 * HOUR)
    assert "Sara" in reminded(session, DAY_BEFORE)


def test_whoever_waits_or_was_uninvited_is_left_alone(session: Session, meeting: Meeting) -> None:
    limit(session, meeting, 1)
    replies(session, meeting, PETER, Reply.YES, now=NOW + HOUR)
    jonas = invitation_of(session, meeting, JONAS)
    jonas.removed_at = NOW
    waiting = reminded(session, DAY_BEFORE)
    replies(session, meeting, METTE, Reply.NO, now=NOW + 2 * HOUR)
    offered = reminded(session, DAY_BEFORE)

    assert (waiting, offered) == (["Mette"], [])


@pytest.mark.parametrize("form", [MeetingForm.BOTH, MeetingForm.PHYSICAL])
def test_an_answer_to_the_former_time_is_asked_for_again(
    session: Session, meeting: Meeting, form: MeetingForm
) -> None:
    put_at(session, WEEK_BEFORE)
    later = {"starts_at": STARTS + 14 * DAY, "ends_at": ENDS + 14 * DAY, "form": form}
    draft = draft_of(meeting, **later, link="https://meet.example/a")
    now = WEEK_BEFORE + HOUR
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=now)
    send_all(session, now=now)

    hour_before = reminded(session, HOUR_BEFORE + 14 * DAY)
    asked = put_at(session, DAY_BEFORE + 14 * DAY)

    assert hour_before == []  # nobody has said yes to it
    assert asked == ["Mette", "Jonas", "Sara", "Peter"]
    assert "Kan du være med?" in as_read(reminders(session)[-2].message)


def test_of_a_moved_meeting_nothing_waits_and_the_new_time_is_reminded_of(
    session: Session, meeting: Meeting
) -> None:
    put_at(session, DAY_BEFORE)
    before = outdated_meeting_reminders(session, now=DAY_BEFORE)
    draft = draft_of(meeting, starts_at=STARTS + 7 * DAY, ends_at=ENDS + 7 * DAY)
    anne = person_of(session, ANNE)
    change(session, meeting_id=meeting.id, draft=draft, by=anne, now=DAY_BEFORE + HOUR)
    send_all(session, now=DAY_BEFORE + HOUR, delivered=False)

    outdated = outdated_meeting_reminders(session, now=DAY_BEFORE + HOUR)
    give_up_waiting(session, keys=outdated)
    session.expire_all()

    assert (before, len(outdated)) == ([], 3)
    assert {post.state for post in reminders(session)} == {PostState.FAILED}
    assert "Mette" in reminded(session, DAY_BEFORE + 7 * DAY)


def test_of_a_called_off_meeting_nobody_is_reminded(session: Session, meeting: Meeting) -> None:
    put_at(session, DAY_BEFORE)
    call_off(session, meeting_id=meeting.id, because="", by=None, now=DAY_BEFORE)

    assert len(outdated_meeting_reminders(session, now=DAY_BEFORE)) == 3
    assert reminded(session, HOUR_BEFORE) == []


def test_a_reminder_that_waits_is_overtaken_by_an_answer_and_by_the_next(
    session: Session, meeting: Meeting
) -> None:
    put_at(session, DAY_BEFORE)
    jonas = person_of(session, JONAS)

    replies(session, meeting, JONAS, Reply.NO, now=DAY_BEFORE + HOUR)
    after_no = outdated_meeting_reminders(session, now=DAY_BEFORE + HOUR)
    an_hour_before = outdated_meeting_reminders(session, now=HOUR_BEFORE)
    begun = outdated_meeting_reminders(session, now=STARTS)

    assert [key.split(":")[-1] for key in after_no] == [str(jonas.id)]
    assert len(an_hour_before) == len(begun) == 3


@pytest.mark.parametrize("plan", [[], [30], [2880, 30]])
def test_the_plan_is_the_meetings_own(session: Session, meeting: Meeting, plan: list[int]) -> None:
    meeting.reminder_minutes = plan
    session.add(meeting)

    last = put_at(session, STARTS - 30 * MINUTE)

    assert last == (["Mette"] if plan else [])
    assert [point.minutes for point in plan_of(meeting) if point.is_last] == plan[-1:]


def test_before_invitations_go_out_nobody_is_reminded(session: Session, meeting: Meeting) -> None:
    meeting.invite_from = None
    session.add(meeting)

    assert reminded(session, DAY_BEFORE) == []


def test_whoever_joins_late_is_reminded_from_then_on(session: Session, meeting: Meeting) -> None:
    joins = DAY_BEFORE - HOUR
    member = add_member_of(session, meeting, now=joins)
    send_all(session, now=joins)

    assert reminded(session, joins + MINUTE) == ["Mette", "Jonas", "Peter"]  # the week's, late
    assert member in reminded(session, DAY_BEFORE)


def add_member_of(session: Session, meeting: Meeting, *, now: datetime) -> str:
    """Louise joins the process of the meeting; her first name."""
    process = session.get_one(Process, meeting.process_id)
    add_member(session, process, LOUISE, now=now)
    return "Louise"


def test_the_link_and_being_there_are_in_the_last_one(session: Session, meeting: Meeting) -> None:
    meeting.form, meeting.link = MeetingForm.DIGITAL, "https://meet.example/abc"
    session.add(meeting)
    put_at(session, DAY_BEFORE)
    put_at(session, HOUR_BEFORE)

    hers = [post for post in reminders(session) if post.person_id == person_of(session, METTE).id]
    day, hour = [as_read(post.message) for post in hers]
    assert "meet.example" not in day
    assert "Jeg er her" not in day
    assert "<https://meet.example/abc|deltag her>" in hour
    assert "[!Jeg er her | meetings.here" in hour
    assert "[Kan alligevel ikke | meetings.no" in day
    assert workshop(session).id == meeting.id
