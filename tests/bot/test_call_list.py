"""Whom to call: the rule, and what of the rows it is fed with."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from bot.call_list import (
    PAGE,
    CallList,
    Deadline,
    Lack,
    Waiting,
    call_list,
    line_of,
    points,
    ranked,
)
from bot.contacting import note
from bot.conversation.questions import Chosen
from models import (
    Contact,
    Invitation,
    Meeting,
    Milestone,
)
from models.enums import (
    ContactKind,
    MeetingForm,
    MilestoneState,
    Precision,
    Reply,
    Role,
    Stage,
)
from tests.gathering import Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday
DAY = timedelta(days=1)
WORDS = {"da": "Workshop", "en": "Workshop"}


def waiting(
    name: str, *lacks: Lack, silent: int = 0, due: float | None = None, rests: bool = False
) -> Waiting:
    return Waiting(
        organisation_id=len(name),
        organisation=name,
        lacks=frozenset(lacks),
        silent_since=NOW - silent * DAY,
        deadline=None if due is None else Deadline(title=WORDS, at=NOW + due * DAY),
        rests=rests,
    )


@pytest.mark.parametrize(
    ("lacks", "silent", "due", "expected"),
    [
        ({Lack.NOT_JOINED}, 0, None, 4),
        ({Lack.NOT_BEGUN}, 0, None, 3),
        ({Lack.UNDER_WAY}, 0, None, 2),
        ({Lack.SEAT}, 0, None, 1),
        ({Lack.UNDER_WAY, Lack.SEAT}, 0, None, 3),
        ({Lack.NOT_JOINED}, 12, None, 16),
        ({Lack.NOT_JOINED}, 400, None, 34),
        ({Lack.NOT_JOINED}, 0, 2, 32),
        ({Lack.NOT_JOINED}, 0, 2.1, 16),
        ({Lack.NOT_JOINED}, 0, 7, 16),
        ({Lack.NOT_JOINED}, 0, 14, 8),
        ({Lack.NOT_JOINED}, 0, 15, 4),
        ({Lack.NOT_JOINED}, 0, -1, 4),
        ({Lack.NOT_JOINED}, -1, None, 4),
    ],
)
def test_the_rule_counts_what_is_missing_how_near_the_deadline_is_and_the_silence(
    lacks: set[Lack], silent: int, due: float | None, expected: int
) -> None:
    assert points(waiting("Aalborg", *lacks, silent=silent, due=due), now=NOW) == expected


def test_near_a_deadline_what_is_missing_weighs_more_than_silence() -> None:
    silent_seat = waiting("Silent", Lack.SEAT, silent=8, due=30)
    fresh = waiting("Fresh", Lack.NOT_JOINED, silent=1, due=30)
    silent_near = waiting("Silent", Lack.SEAT, silent=8, due=2)
    fresh_near = waiting("Fresh", Lack.NOT_JOINED, silent=1, due=2)

    assert ranked([fresh, silent_seat], now=NOW) == [silent_seat, fresh]
    assert ranked([silent_near, fresh_near], now=NOW) == [fresh_near, silent_near]


def test_whoever_was_just_called_rests_after_all_others() -> None:
    called = waiting("Called", Lack.NOT_JOINED, silent=30, due=1, rests=True)
    other = waiting("Other", Lack.SEAT)

    assert ranked([called, other], now=NOW) == [other, called]


def test_of_equal_points_the_longer_silence_comes_first_then_the_name() -> None:
    long = waiting("Z", Lack.SEAT, silent=90)
    less = waiting("Aa", Lack.SEAT, silent=31)
    same = waiting("Bbb", Lack.SEAT, silent=31)

    assert ranked([same, less, long], now=NOW) == [long, less, same]


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Julie", role=Role.FACILITATOR)
    return gathering


def listed(gathering: Gathering, *, page: int = 0, now: datetime = NOW) -> CallList:
    return call_list(gathering.session, process=gathering.process, now=now, page=page)


def names(shown: CallList) -> list[tuple[str, list[str]]]:
    return [
        (one.waiting.organisation, sorted(lack.value for lack in one.waiting.lacks))
        for one in shown.lines
    ]


def meeting(gathering: Gathering, *, at: datetime, audience: tuple[str, ...]) -> Meeting:
    made = Meeting(
        process_id=gathering.process.id,
        key=f"meeting-{at:%d}",
        title=WORDS,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        form=MeetingForm.DIGITAL,
        audience=list(audience),
    )
    gathering.session.add(made)
    gathering.session.flush()
    return made


def test_what_is_missing_comes_from_the_rows(gathering: Gathering) -> None:
    gathering.member("Ib", "Invited", stage=Stage.INVITED)
    gathering.member("Jo", "Joined")
    gathering.answers("Begun", {"machines": Chosen(("small",))})
    gathering.answers("Sent", {"machines": Chosen(("small",))}, sent=NOW - DAY)
    gathering.member("No", "Declined", stage=Stage.DECLINED)
    gathering.member("Co", "Company", role=Role.MARKET_ACTOR)

    assert names(listed(gathering)) == [
        ("Invited", ["not_joined"]),
        ("Joined", ["not_begun"]),
        ("Begun", ["under_way"]),
    ]


def test_a_seat_nobody_answered_for_is_missing_also_from_who_has_sent(
    gathering: Gathering,
) -> None:
    gathering.answers("Sent", {"machines": Chosen(("small",))}, sent=NOW - DAY)
    gathering.answers("Begun", {"machines": Chosen(("small",))})
    coming = meeting(gathering, at=NOW + 3 * DAY, audience=("need_owner",))
    for name, reply, told in (
        ("Fra Sent", Reply.NONE, NOW),
        ("Fra Begun", Reply.YES, NOW),
    ):
        gathering.session.add(
            Invitation(
                meeting_id=coming.id,
                person_id=gathering.people[name].id,
                invited_at=NOW,
                told_at=told,
                reply=reply,
            )
        )
    gathering.session.flush()

    shown = listed(gathering)

    assert names(shown) == [("Begun", ["under_way"]), ("Sent", ["seat"])]
    assert [one.name for one in shown.lines[1].readers] == ["Fra Sent"]


def test_who_is_awaited_by_mail_alone_is_to_be_called_too(gathering: Gathering) -> None:
    eva = gathering.awaited("Eva Lind", "Novafos", at=NOW - 9 * DAY, invited_by="Julie")
    before = listed(gathering).lines[0].waiting.silent_since
    eva.followed_up_at = NOW - 2 * DAY
    gathering.session.flush()

    [line] = listed(gathering).lines

    assert before == NOW - 9 * DAY
    assert (line.waiting.organisation, line.waiting.silent_since) == ("Novafos", NOW - 2 * DAY)
    assert [(one.name, one.email, one.person_id) for one in line.people] == [
        ("Eva Lind", "eva@mail.example", None)
    ]
    assert line.readers == ()


def test_an_organisation_that_has_sent_is_not_called_because_a_colleague_is_awaited(
    gathering: Gathering,
) -> None:
    gathering.answers("Aalborg", {"machines": Chosen(("small",))}, sent=NOW - DAY)
    gathering.awaited("Eva Lind", "Aalborg", at=NOW - 9 * DAY, invited_by="Julie")

    assert listed(gathering).lines == ()


def test_a_phone_number_comes_from_the_contacts_of_the_process(gathering: Gathering) -> None:
    gathering.member("Ib Falk", "Aalborg")
    gathering.session.add(
        Contact(
            process_id=gathering.process.id,
            key="ib",
            name="Ib Falk",
            title=WORDS,
            organisation_name="Aalborg",
            phone="12 34 56 78",
            position=0,
        )
    )
    gathering.session.flush()

    [line] = listed(gathering).lines

    assert [one.phone for one in line.people] == ["12 34 56 78"]


def test_the_deadline_is_the_next_meeting_or_the_end_of_a_milestone(gathering: Gathering) -> None:
    meeting(gathering, at=NOW + DAY, audience=("market_actor",))
    meeting(gathering, at=NOW + 40 * DAY, audience=("need_owner",))
    for key, day, state in (
        ("done", NOW.date(), MilestoneState.DONE),
        ("next", NOW.date().replace(day=1), MilestoneState.PLANNED),
    ):
        gathering.session.add(
            Milestone(
                process_id=gathering.process.id,
                key=key,
                position=0,
                title={"da": key, "en": key},
                day=day,
                precision=Precision.MONTH,
                state=state,
            )
        )
    gathering.session.flush()

    assert listed(gathering).deadline == Deadline(
        title={"da": "next", "en": "next"}, at=datetime(2022, 5, 31, 21, 59, tzinfo=UTC)
    )


def test_a_note_breaks_the_silence_and_a_call_lets_them_rest(gathering: Gathering) -> None:
    gathering.member("Ib", "Called", at=NOW - 20 * DAY)
    gathering.member("Jo", "Other", at=NOW - DAY)
    julie, process = gathering.people["Julie"], gathering.process
    called = gathering.organisation("Called").id
    keep = {"process": process, "organisation_id": called, "by": julie}
    note(gathering.session, kind=ContactKind.CALLED, now=NOW - timedelta(hours=1), **keep)  # type: ignore[arg-type]
    note(gathering.session, kind=ContactKind.NOTE, text="Vender tilbage", now=NOW, **keep)  # type: ignore[arg-type]

    shown = listed(gathering)

    assert [one.waiting.organisation for one in shown.lines] == ["Other", "Called"]
    assert [(one.kind, one.note, one.by) for one in shown.lines[1].notes] == [
        (ContactKind.NOTE, "Vender tilbage", "Julie"),
        (ContactKind.CALLED, None, "Julie"),
    ]
    assert shown.lines[1].waiting.silent_since == NOW
    later = listed(gathering, now=NOW + 3 * DAY)
    assert not any(one.waiting.rests for one in later.lines)


def test_the_list_is_turned_page_by_page(gathering: Gathering) -> None:
    for number in range(PAGE + 2):
        gathering.member(f"P{number}", f"Organisation {number:02}")

    first, second, beyond = (listed(gathering, page=page) for page in (0, 1, 99))

    assert (len(first.lines), first.has_more, first.total) == (PAGE, True, PAGE + 2)
    assert (len(second.lines), second.has_more) == (2, False)
    assert beyond == second


def test_nothing_is_missing_from_who_has_sent(gathering: Gathering) -> None:
    gathering.answers("Sent", {"machines": Chosen(("small",))}, sent=NOW - DAY)
    sent = gathering.organisation("Sent").id

    assert (
        line_of(gathering.session, process=gathering.process, organisation_id=sent, now=NOW) is None
    )
