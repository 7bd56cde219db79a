"""What is told of what somebody has missed: chosen from the rows, for what they may see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from bot.catch_up import LINES, Answered, CatchUp, Held, Paper, Reached, catch_up, joined_late
from bot.conversation.questions import Language
from bot.member_news import coming_news, news_due, news_of, put_news
from bot.timeline import MeetingPoint
from models import AuditLine, Digest, Document, DocumentVersion, Faq, Meeting, Membership, Milestone
from models.enums import MeetingForm, MilestoneState, Precision, Role
from tests.gathering import Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday, 10 in Copenhagen
DAY = timedelta(days=1)
EVERYBODY = [one.value for one in Role]
CLIENTS = [Role.NEED_OWNER.value]


def words(danish: str) -> dict[str, str]:
    return {"da": danish, "en": danish}


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    process_id = gathering.process.id
    gathering.member("Anne Holm", role=Role.FACILITATOR)

    def meeting(key: str, days: int, audience: list[str], **more: object) -> Meeting:
        return Meeting(
            process_id=process_id,
            key=key,
            title=words(key),
            starts_at=NOW + days * DAY,
            ends_at=NOW + days * DAY + timedelta(hours=1),
            form=MeetingForm.DIGITAL,
            audience=audience,
            **more,  # type: ignore[arg-type] # the names are a meeting's
        )

    def milestone(key: str, day: date, state: MilestoneState) -> Milestone:
        return Milestone(
            process_id=process_id,
            key=key,
            position=0,
            title=words(key),
            day=day,
            precision=Precision.DAY,
            state=state,
        )

    def document(key: str, audience: list[str], **more: object) -> Document:
        return Document(
            process_id=process_id,
            key=key,
            position=0,
            title=words(key),
            kind="slides",
            url=f"https://eksempel.dk/{key}",
            audience=audience,
            **more,  # type: ignore[arg-type]
        )

    changed = document(
        "changed",
        EVERYBODY,
        version=2,
        changed=words("Afsnit 3 er nyt."),
        changed_at=NOW - 2 * DAY,
    )
    session.add_all(
        [
            meeting(
                "clients",
                -6,
                CLIENTS,
                decisions="Fortroligt besluttet",
                materials=[{"title": "Oplæg", "url": "https://eksempel.dk/o"}],
                wrapped_up_at=NOW - 5 * DAY,
            ),
            meeting("public", -4, EVERYBODY),
            meeting("coming", 4, EVERYBODY),
            milestone("done", date(2022, 5, 2), MilestoneState.DONE),
            milestone("passed", date(2022, 5, 3), MilestoneState.PLANNED),
            changed,
            document("clients_paper", CLIENTS),
            document("by_stage", CLIENTS, audience_stages=["sent"]),
            document("later", CLIENTS, available_from=date(2022, 5, 20)),
            document("retired", CLIENTS, retired_at=NOW - DAY),
            Faq(
                process_id=process_id,
                key="faq",
                position=0,
                question=words("Hvem ser svarene?"),
                answer=words("Proceslederne."),
                audience=CLIENTS,
                published_at=NOW - 3 * DAY,
            ),
        ]
    )
    session.flush()
    session.add_all(
        [
            DocumentVersion(document_id=changed.id, number=2, at=NOW - 2 * DAY),
            AuditLine(
                process_id=process_id,
                act="milestones.change",
                about={"milestone": "done"},
                at=NOW - DAY,
            ),
        ]
    )
    session.flush()
    return gathering


def missed(gathering: Gathering, membership: Membership, since: datetime | None = None) -> CatchUp:
    return catch_up(
        gathering.session,
        process=gathering.process,
        membership=membership,
        language=Language.DANISH,
        now=NOW,
        since=since,
    )


def test_a_member_reads_what_happened_the_newest_first_and_what_comes(
    gathering: Gathering,
) -> None:
    found = missed(gathering, gathering.member("Mette Friis", "Aalborg Kommune"))

    ended = timedelta(hours=1)
    assert found.news == (
        Reached(at=NOW - DAY, title="done", day=date(2022, 5, 2), precision=Precision.DAY),
        Paper(
            at=NOW - 2 * DAY,
            title="changed",
            url="https://eksempel.dk/changed",
            changed="Afsnit 3 er nyt.",
            version=2,
        ),
        Answered(at=NOW - 3 * DAY, question="Hvem ser svarene?", answer="Proceslederne."),
        Held(at=NOW - 4 * DAY + ended, title="public", decisions="", materials=()),
        Held(
            at=NOW - 5 * DAY,
            title="clients",
            decisions="Fortroligt besluttet",
            materials=(("Oplæg", "https://eksempel.dk/o"),),
        ),
        Paper(
            at=None,
            title="clients_paper",
            url="https://eksempel.dk/clients_paper",
            changed="",
            version=1,
        ),
    )
    assert isinstance(found.following, MeetingPoint)
    assert found.following.title == "coming"


def test_the_market_reads_nothing_that_is_not_for_it(gathering: Gathering) -> None:
    found = missed(gathering, gathering.member("Ib Holm", "Maskiner", role=Role.MARKET_ACTOR))

    read = str(found)
    assert {type(one) for one in found.news} == {Reached, Paper, Held}
    for secret in ("Fortroligt", "clients", "Hvem ser", "by_stage", "later"):
        assert secret not in read


def test_at_most_eight_lines_and_what_counts_most_is_among_them(gathering: Gathering) -> None:
    gathering.session.add_all(
        [
            Faq(
                process_id=gathering.process.id,
                key=f"faq-{number}",
                position=number,
                question=words("?"),
                answer=words("!"),
                audience=CLIENTS,
                published_at=NOW - timedelta(minutes=number),
            )
            for number in range(30)
        ]
    )
    gathering.session.flush()

    found = missed(gathering, gathering.member("Mette Friis", "Aalborg Kommune"))

    assert len(found.news) == LINES - 1
    assert found.left_out == 36 - len(found.news)
    assert {one.title for one in found.news if isinstance(one, Held)} == {"clients", "public"}


def test_since_a_moment_only_what_is_newer_counts(gathering: Gathering) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune")

    found = missed(gathering, membership, NOW - 2 * DAY - timedelta(minutes=1))

    assert [type(one) for one in found.news] == [Reached, Paper]


def test_who_comes_after_something_has_passed_comes_late(gathering: Gathering) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune")

    assert joined_late(gathering.session, membership=membership, now=NOW)


def test_who_comes_at_the_beginning_is_not_late(session: Session) -> None:
    gathering = Gathering(session)
    membership = gathering.member("Mette Friis", "Aalborg Kommune")

    assert not joined_late(session, membership=membership, now=NOW)


def subscribe(gathering: Gathering, membership: Membership, *, at: datetime) -> None:
    gathering.session.add(Digest(membership_id=membership.id, days=[0], minute=510, changed_at=at))
    gathering.session.flush()


def test_the_weeks_news_comes_on_monday_once_to_those_who_asked(gathering: Gathering) -> None:
    session = gathering.session
    membership = gathering.member("Mette Friis", "Aalborg Kommune")
    gathering.member("Jonas Krogh", "Aalborg Kommune")
    subscribe(gathering, membership, at=NOW - 7 * DAY)

    [due] = news_due(session, now=NOW)
    put = put_news(session, due, news_of(session, due, now=NOW), now=NOW)

    assert put
    assert news_due(session, now=NOW) == []
    assert news_due(session, now=NOW + DAY) == []
    [next_week] = coming_news(session, now=NOW)
    assert next_week[0] == NOW + 7 * DAY - timedelta(hours=1, minutes=30)
    [again] = news_due(session, now=NOW + 7 * DAY)
    assert news_of(session, again, now=NOW + 7 * DAY).news[0].at > NOW  # type: ignore[operator]


def test_without_news_nothing_is_sent(gathering: Gathering) -> None:
    session = gathering.session
    membership = gathering.member("Mette Friis", "Aalborg Kommune")
    subscribe(gathering, membership, at=NOW - timedelta(hours=5))

    [due] = news_due(session, now=NOW)

    assert not put_news(session, due, news_of(session, due, now=NOW), now=NOW)


def test_a_pause_keeps_the_news_back(gathering: Gathering) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune")
    subscribe(gathering, membership, at=NOW - 7 * DAY)
    gathering.people["Mette Friis"].silent_until = NOW + DAY
    gathering.session.flush()

    assert news_due(gathering.session, now=NOW) == []


def test_on_whit_monday_the_news_comes_on_tuesday(gathering: Gathering) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune")
    subscribe(gathering, membership, at=NOW - 7 * DAY)
    whit = datetime(2022, 6, 6, 8, 0, tzinfo=UTC)

    assert news_due(gathering.session, now=whit) == []
    assert len(news_due(gathering.session, now=whit + DAY)) == 1
