"""Announcements from draft to outbox: who gets what, once, and what is refused."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from bot.announcement_drafts import Attachment, FaultKind, When, check
from bot.announcement_reports import reports_of
from bot.announcement_sending import (
    Confirmed,
    ConfirmedBefore,
    Otherwise,
    SameSent,
    begin_draft,
    confirm,
    forecast,
)
from bot.audiences import Audience, Reach
from models import (
    AnnouncementCopy,
    Database,
    Process,
)
from models.enums import AnnouncementState, Mention, Role
from tests.announcing import (
    EVERYBODY,
    OTHER,
    acts,
    await_person,
    confirmed,
    confirms,
    draft,
    person,
    posts_of,
    put_all,
    words_of,
)
from tests.builders import (
    ANNE,
    CHANNEL,
    JONAS,
    KARL,
    LEADERS,
    METTE,
    PETER,
    add_member,
    load_process,
)
from tests.meetings import ORGANIZER


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette and Jonas for Aalborg, Peter, who reads English, for the metro."""
    made = load_process(session, now=now)
    add_member(session, made, METTE, now=now)
    add_member(session, made, JONAS, now=now)
    add_member(session, made, PETER, now=now, organisation="metroselskabet")
    return made


def test_each_reader_gets_one_copy_in_their_language(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)

    assert put_all(session, made, now=now) == 3
    assert put_all(session, made, now=now) == 0
    assert [(one.key, words_of(one)) for one in posts_of(session, made)] == [
        (
            f"announcement:{made.id}:0:person:{person(session, METTE).id}",
            "Hej Mette. Vi mødes på Aalborg Kommune.",
        ),
        (
            f"announcement:{made.id}:0:person:{person(session, JONAS).id}",
            "Hej Jonas. Vi mødes på Aalborg Kommune.",
        ),
        (
            f"announcement:{made.id}:0:person:{person(session, PETER).id}",
            "Hello Peter. We meet at Metroselskabet.",
        ),
    ]
    assert acts(session) == ["make", "send"]


def test_who_joins_after_it_was_confirmed_gets_nothing(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)
    add_member(session, process, "U0SARA", now=now)

    assert put_all(session, made, now=now) == 3


def test_a_channel_gets_one_copy_that_names_nobody(
    session: Session, process: Process, now: datetime
) -> None:
    only = Audience(reach=Reach.NOBODY)
    filled = draft(only, text=OTHER | {"da": "Vi ses."}, channels=(CHANNEL,), asks_seen=True)

    made = confirmed(session, process, filled, now=now)
    put_all(session, made, now=now)

    [post] = posts_of(session, made)
    assert (post.channel, post.person_id, words_of(post)) == (CHANNEL, None, "Vi ses.")
    assert "announcements.seen" not in str(post.message)


def test_who_is_not_in_slack_gets_a_mail(session: Session, process: Process, now: datetime) -> None:
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)

    made = confirmed(session, process, draft(), now=now)
    put_all(session, made, now=now)

    mail = posts_of(session, made)[-1]
    assert (mail.address, mail.person_id, mail.channel) == ("ida@aalborg.example", None, None)
    assert "Hej Ida. Vi mødes på Aalborg Kommune." in mail.message["mail"]["plain"]
    assert reports_of(session, announcements=[made])[made.id].total == 4


def test_without_mail_who_is_not_in_slack_is_left_out_and_named(
    session: Session, process: Process, now: datetime
) -> None:
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)

    told = forecast(
        session, process=process, draft=draft(), instead_of=None, by_mail=False, now=now
    )

    assert [one.name for one in told.unreached] == ["Ida Bro"]
    assert len(told.readers) == 3
    made = confirmed(session, process, draft(), now=now, organizer=None)
    assert put_all(session, made, now=now, organizer=None) == 3


@pytest.mark.parametrize(
    ("changes", "part", "kind"),
    [
        ({"audience": Audience()}, "reach", FaultKind.NOBODY_CHOSEN),
        ({"audience": Audience(roles=(Role.ADVISER,))}, "reach", FaultKind.NOBODY_FITS),
        ({"audience": Audience(reach=Reach.NOBODY)}, "reach", FaultKind.NOWHERE),
        (
            {"audience": Audience(reach=Reach.EVERYBODY, roles=(Role.ADVISER,))},
            "reach",
            FaultKind.EVERYBODY_AND_SOME,
        ),
        ({"mention": Mention.HERE}, "mention", FaultKind.MENTION_WITHOUT_CHANNEL),
        (
            {
                "attachments": (
                    Attachment(
                        title={"da": "A", "en": "A"}, url="https://x.dk", audience=("adviser",)
                    ),
                )
            },
            "documents",
            FaultKind.NOT_FOR_ALL,
        ),
        ({"when": When.AT}, "day", FaultKind.TIME_UNREADABLE),
        (
            {"when": When.AT, "send_at": datetime(2022, 5, 9, 7, tzinfo=UTC)},
            "day",
            FaultKind.IN_THE_PAST,
        ),
    ],
)
def test_what_would_go_wrong_is_said_before(
    session: Session,
    process: Process,
    now: datetime,
    changes: dict[str, object],
    part: str,
    kind: FaultKind,
) -> None:
    found = check(session, process=process, draft=draft(**changes), now=now)  # type: ignore[arg-type]

    assert {name: one.kind for name, one in found.items()} == {part: kind}


def test_what_is_confirmed_twice_is_sent_once(
    session: Session, process: Process, now: datetime
) -> None:
    anne = person(session, ANNE)
    made = begin_draft(session, process=process, by=anne, filled=draft(), now=now)
    told = forecast(session, process=process, draft=draft(), instead_of=None, by_mail=True, now=now)

    def confirms_it() -> object:
        return confirm(
            session,
            process=process,
            draft_id=made.id,
            instead_of_id=None,
            mark=told.mark,
            by=anne,
            organizer=ORGANIZER,
            now=now,
        )

    assert isinstance(confirms_it(), Confirmed)
    assert confirms_it() == ConfirmedBefore()
    assert put_all(session, made, now=now) == 3


def test_other_readers_than_were_shown_are_not_written_to(
    session: Session, process: Process, now: datetime
) -> None:
    anne = person(session, ANNE)
    made = begin_draft(session, process=process, by=anne, filled=draft(), now=now)
    told = forecast(session, process=process, draft=draft(), instead_of=None, by_mail=True, now=now)
    add_member(session, process, "U0SARA", now=now)

    outcome = confirm(
        session,
        process=process,
        draft_id=made.id,
        instead_of_id=None,
        mark=told.mark,
        by=anne,
        organizer=ORGANIZER,
        now=now,
    )

    assert outcome == Otherwise(people=4)
    assert made.state is AnnouncementState.DRAFT


def test_a_draft_is_confirmed_by_nobody_else(
    session: Session, process: Process, now: datetime
) -> None:
    made = begin_draft(session, process=process, by=person(session, ANNE), filled=draft(), now=now)

    outcome = confirm(
        session,
        process=process,
        draft_id=made.id,
        instead_of_id=None,
        mark="",
        by=person(session, KARL),
        organizer=None,
        now=now,
    )

    assert outcome == ConfirmedBefore()


def test_the_same_words_to_the_same_people_go_out_once_an_hour(
    session: Session, process: Process, now: datetime
) -> None:
    confirmed(session, process, draft(), now=now)

    again = confirms(session, process, draft(), now=now + timedelta(minutes=1), by=KARL)
    others = confirms(session, process, draft(EVERYBODY), now=now, by=KARL)
    later = confirms(session, process, draft(), now=now + timedelta(hours=2), by=KARL)

    assert again == SameSent(by="Anne Holm", at=now)
    assert isinstance(others, Confirmed)
    assert isinstance(later, Confirmed)


def test_two_facilitators_who_send_the_same_at_once_send_it_once(
    database: Database, now: datetime
) -> None:
    with database.write() as session:
        made = load_process(session, now=now)
        add_member(session, made, METTE, now=now)
    gate, outcomes = Barrier(2), list[object]()

    def sends(by: str) -> None:
        gate.wait(timeout=10)
        with database.write() as session:
            process = session.get_one(Process, made.id)
            outcomes.append(confirms(session, process, draft(), now=now, by=by))

    both = [Thread(target=sends, args=[one]) for one in (ANNE, KARL)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=30)

    assert sorted(type(one).__name__ for one in outcomes) == ["Confirmed", "SameSent"]
    with database.read() as session:
        assert len(session.exec(select(AnnouncementCopy)).all()) == 1


def test_the_facilitators_channel_may_be_written_to(
    session: Session, process: Process, now: datetime
) -> None:
    filled = draft(Audience(reach=Reach.NOBODY), text=OTHER | {"da": "Nyt."}, channels=(LEADERS,))
    made = confirmed(session, process, filled, now=now)

    put_all(session, made, now=now)

    assert [one.channel for one in posts_of(session, made)] == [LEADERS]
