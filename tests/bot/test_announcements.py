"""Announcements from draft to withdrawal, in rows: who gets what, once, and what is refused."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, col, select

from bot import announcements
from bot.agenda import agenda
from bot.announcement_drafts import Attachment, FaultKind, When, check, draft_of, fill_in
from bot.announcement_reports import reports_of
from bot.announcement_rounds import begin_due, put_copies
from bot.announcement_sending import (
    Confirmed,
    ConfirmedBefore,
    NotThere,
    Otherwise,
    SameSent,
    begin_draft,
    confirm,
    forecast,
    save_draft,
)
from bot.audiences import Audience, Reach
from models import (
    Announcement,
    AnnouncementCopy,
    AuditLine,
    Database,
    Membership,
    Person,
    Post,
    Process,
)
from models.enums import AnnouncementState, Mention, PostState, Role, Stage
from tests.announcing import (
    EVERYBODY,
    NEED_OWNERS,
    await_person,
    confirmed,
    confirms,
    draft,
    person,
    posts_of,
    put_all,
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
from tests.posting import RememberingCourier, deliver_all

# Friday is Store Bededag, a public holiday.
THURSDAY_EVENING = datetime(2022, 5, 12, 17, 30, tzinfo=UTC)
FRIDAY_EVENING = datetime(2022, 5, 13, 17, 30, tzinfo=UTC)
MONDAY_NINE = datetime(2022, 5, 16, 7, 0, tzinfo=UTC)  # 9.00 in Copenhagen
OTHER = {"da": "Vi ses {fornavn}.", "en": ""}


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette and Jonas for Aalborg, Peter, who reads English, for the metro."""
    made = load_process(session, now=now)
    add_member(session, made, METTE, now=now)
    add_member(session, made, JONAS, now=now)
    add_member(session, made, PETER, now=now, organisation="metroselskabet")
    return made


def words_of(post: Post) -> str:
    return str(post.message["text"])


def settle(
    session: Session, *posts: Post, state: PostState = PostState.SENT, error: str = ""
) -> None:
    """As delivery would leave them."""
    for number, one in enumerate(posts):
        one.state, one.error = state, error or None
        one.ts = f"{number + 1}.000" if state is PostState.SENT else None
        session.add(one)
    session.flush()


def acts(session: Session) -> list[str]:
    lines = session.exec(select(AuditLine).where(col(AuditLine.act).startswith("announcements.")))
    return [one.act.partition(".")[2] for one in lines]


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


def test_in_working_hours_a_weekend_is_waited_out(session: Session, process: Process) -> None:
    made = confirmed(session, process, draft(when=When.DAYTIME), now=FRIDAY_EVENING)
    waits = [one for one in agenda(session, now=FRIDAY_EVENING) if one.what.startswith("ann")]

    assert (made.state, made.send_at) == (AnnouncementState.SCHEDULED, MONDAY_NINE)
    assert [(one.at, one.what) for one in waits] == [(MONDAY_NINE, f"announcement:{made.id}")]
    assert put_all(session, made, now=MONDAY_NINE - timedelta(minutes=1)) == 0
    assert put_all(session, made, now=MONDAY_NINE) == 3
    assert all(one.waits_for_daytime for one in posts_of(session, made))


def test_a_time_in_the_day_is_not_made_a_night_by_a_delay(
    session: Session, process: Process, now: datetime
) -> None:
    at = THURSDAY_EVENING - timedelta(hours=5)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)

    begun = begin_due(session, announcement_id=made.id, organizer=None, now=THURSDAY_EVENING)

    assert (begun, made.send_at) == (False, MONDAY_NINE)


def test_a_scheduled_one_goes_to_those_who_fit_at_its_time(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    add_member(session, process, "U0SARA", now=now)

    assert put_all(session, made, now=at) == 4


def test_when_nobody_fits_at_its_time_whoever_sent_it_hears_so(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    for membership in session.exec(select(Membership).where(Membership.role == Role.NEED_OWNER)):
        membership.stage = Stage.REFUSED
        session.add(membership)
    session.flush()

    put_all(session, made, now=at)

    assert (made.state, posts_of(session, made)) == (AnnouncementState.CANCELLED, [])
    [report] = posts_of(session, made, "report:")
    assert "passede ingen på det" in words_of(report)


def test_a_cancelled_one_is_not_sent(session: Session, process: Process, now: datetime) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    who = {"process": process, "by": person(session, KARL), "now": now}

    assert announcements.cancel(session, announcement_id=made.id, **who) is made  # type: ignore[arg-type]
    assert announcements.cancel(session, announcement_id=made.id, **who) is None  # type: ignore[arg-type]
    assert put_all(session, made, now=at) == 0
    assert acts(session) == ["make", "schedule", "cancel"]


def test_a_scheduled_one_is_changed_as_a_whole_and_only_until_it_is_sent(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    karl = person(session, KARL)

    def changes(text: dict[str, str]) -> object:
        filled = draft_of(made)
        other = begin_draft(session, process=process, by=karl, filled=filled, now=now)
        changed = draft(EVERYBODY, text=text, when=When.AT, send_at=at + timedelta(hours=1))
        save_draft(session, announcement=other, draft=changed, now=now)
        told = forecast(
            session, process=process, draft=draft_of(other), instead_of=made, by_mail=True, now=now
        )
        return confirm(
            session,
            process=process,
            draft_id=other.id,
            instead_of_id=made.id,
            mark=told.mark,
            by=karl,
            organizer=ORGANIZER,
            now=now,
        )

    first = changes(OTHER)
    assert isinstance(first, Confirmed)
    assert (made.text, made.send_at) == (OTHER, at + timedelta(hours=1))
    assert put_all(session, made, now=at) == 0
    assert put_all(session, made, now=at + timedelta(hours=1)) == 5
    assert changes(OTHER) == NotThere()


def test_a_correction_reaches_what_waits_and_what_is_delivered(
    session: Session, process: Process, now: datetime
) -> None:
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)
    await_person(session, process, "Bo Vig", "bo@aalborg.example", now=now)
    made = confirmed(session, process, draft(), now=now)
    put_all(session, made, now=now)
    mette, jonas, peter, ida, bo = posts_of(session, made)
    settle(session, mette, ida)
    settle(session, peter, state=PostState.CLAIMED)

    corrects(session, process, made, now=now)
    put_all(session, made, now=now)

    assert (words_of(jonas), jonas.state) == ("Vi ses Jonas.", PostState.WAITING)
    assert "Vi ses Bo." in bo.message["mail"]["plain"]
    new = posts_of(session, made, "1:")
    assert [(one.edits_id, one.address) for one in new] == [
        (mette.id, None),
        (peter.id, None),
        (None, "ida@aalborg.example"),
    ]
    assert [words_of(one) for one in new[:2]] == ["Vi ses Mette.", "Vi ses Peter."]
    assert "Vi har rettet en udmelding" in new[2].message["mail"]["plain"]
    assert "Rettet mandag 9. maj 2022 kl. 10.00" in str(new[0].message)
    assert "Rettet" not in str(jonas.message)
    assert acts(session) == ["make", "send", "correct"]


def corrects(
    session: Session,
    process: Process,
    made: Announcement,
    *,
    now: datetime,
    text: dict[str, str] | None = None,
) -> object:
    """Karl gives it other words."""
    karl = person(session, KARL)
    other = begin_draft(session, process=process, by=karl, filled=draft_of(made), now=now)
    fill_in(other, draft(text=text or OTHER))
    return announcements.correct(
        session,
        announcement_id=made.id,
        process=process,
        draft_id=other.id,
        revision=made.revision,
        by=karl,
        now=now,
    )


def test_a_second_correction_waits_for_the_first(database: Database, now: datetime) -> None:
    with database.write() as session:
        process = load_process(session, now=now)
        add_member(session, process, METTE, now=now)
        made = confirmed(session, process, draft(), now=now)
        put_all(session, made, now=now)
    courier = RememberingCourier()
    deliver_all(database, courier, now)
    for text in (OTHER, {"da": "Nu rigtigt.", "en": ""}):
        with database.write() as session:
            made = session.get_one(Announcement, made.id)
            corrects(session, process, made, now=now, text=text)
            put_all(session, made, now=now)

    deliver_all(database, courier, now)

    edits = [text for _, _, text in courier.edits if "Udmelding" not in text]
    assert edits == ["Vi ses Mette.", "Nu rigtigt."]


def test_a_correction_is_given_once(session: Session, process: Process, now: datetime) -> None:
    made = confirmed(session, process, draft(), now=now)
    karl = person(session, KARL)
    other = begin_draft(session, process=process, by=karl, filled=draft(text=OTHER), now=now)

    def sends() -> object:
        return announcements.correct(
            session,
            announcement_id=made.id,
            process=process,
            draft_id=other.id,
            revision=0,
            by=karl,
            now=now,
        )

    assert sends() is made
    assert sends() == ConfirmedBefore()
    assert made.revision == 1


def test_what_is_withdrawn_says_so_and_what_waits_is_not_sent(
    session: Session, process: Process, now: datetime
) -> None:
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)
    made = confirmed(session, process, draft(), now=now)
    put_all(session, made, now=now)
    mette, jonas, peter, ida = posts_of(session, made)
    settle(session, mette, ida)
    settle(session, peter, state=PostState.FAILED, error="account_inactive")
    who = {"process": process, "by": person(session, KARL), "now": now}

    assert announcements.withdraw(session, announcement_id=made.id, **who) is made  # type: ignore[arg-type]
    assert announcements.withdraw(session, announcement_id=made.id, **who) is None  # type: ignore[arg-type]
    put_all(session, made, now=now)

    assert (jonas.state, jonas.error) == (PostState.FAILED, "withdrawn")
    edit, mail = posts_of(session, made, "1:")
    assert edit.edits_id == mette.id
    assert "Anne Holm har trukket denne udmelding" in words_of(edit)
    assert "har trukket en udmelding tilbage" in mail.message["mail"]["plain"]
    settle(session, edit, mail)
    put_all(session, made, now=now)
    report = reports_of(session, announcements=[made])[made.id]
    assert (report.delivered, report.held_back, report.failed, report.is_over) == (2, 1, 1, True)
    assert announcements.retry(session, announcement_id=made.id, **who) == 0  # type: ignore[arg-type]


def test_what_is_withdrawn_before_it_was_put_is_never_put(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)
    announcements.withdraw(
        session, announcement_id=made.id, process=process, by=person(session, ANNE), now=now
    )

    put_all(session, made, now=now)

    assert posts_of(session, made) == []
    assert reports_of(session, announcements=[made])[made.id].held_back == 3
    assert made.ended_at == now


def test_only_what_failed_is_tried_again_and_with_the_words_as_they_are_now(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)
    put_all(session, made, now=now)
    mette, jonas, peter = posts_of(session, made)
    settle(session, mette)
    settle(session, jonas, state=PostState.CLAIMED)
    corrects(session, process, made, now=now)
    put_all(session, made, now=now)
    [of_mette, of_jonas] = posts_of(session, made, "1:")
    settle(session, of_mette)
    settle(session, jonas, state=PostState.FAILED, error="user_not_found")
    settle(session, of_jonas, state=PostState.FAILED, error="there is no message to edit")
    settle(session, peter, state=PostState.FAILED, error="account_inactive")
    put_all(session, made, now=now)
    ended = reports_of(session, announcements=[made])[made.id]

    count = announcements.retry(
        session, announcement_id=made.id, process=process, by=person(session, KARL), now=now
    )
    put_all(session, made, now=now)

    assert (ended.is_over, ended.delivered, ended.failed) == (True, 1, 2)
    assert [(one.name, one.reason) for one in ended.refusals] == [
        ("Jonas Krogh", "user_not_found"),
        ("Peter Dam", "account_inactive"),
    ]
    assert count == 2
    assert (mette.state, of_mette.state) == (PostState.SENT, PostState.SENT)
    assert [(one.state, words_of(one), one.error) for one in (jonas, peter)] == [
        (PostState.WAITING, "Vi ses Jonas.", None),
        (PostState.WAITING, "Vi ses Peter.", None),
    ]
    assert made.state is AnnouncementState.SENDING


def test_a_correction_that_was_refused_is_shown_and_tried_again(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(
        session, process, draft(Audience(people=(person(session, METTE).id,))), now=now
    )
    put_all(session, made, now=now)
    settle(session, *posts_of(session, made))
    corrects(session, process, made, now=now)
    put_all(session, made, now=now)
    [edit] = posts_of(session, made, "1:")
    settle(session, edit, state=PostState.FAILED, error="msg_too_long")
    put_all(session, made, now=now)
    report = reports_of(session, announcements=[made])[made.id]

    announcements.retry(
        session, announcement_id=made.id, process=process, by=person(session, KARL), now=now
    )
    put_all(session, made, now=now)

    assert (report.delivered, report.uncorrected, report.refusals[0].reason) == (
        1,
        1,
        "msg_too_long",
    )
    assert (edit.state, edit.error) == (PostState.WAITING, None)
    assert len(posts_of(session, made)) == 2


def test_set_counts_each_reader_once(session: Session, process: Process, now: datetime) -> None:
    made = confirmed(session, process, draft(asks_seen=True), now=now)
    put_all(session, made, now=now)
    mette, karl = person(session, METTE), person(session, KARL)

    for minutes in (1, 2):
        later = now + timedelta(minutes=minutes)
        announcements.see(session, announcement_id=made.id, person_id=mette.id, now=later)
    nobody = announcements.see(session, announcement_id=made.id, person_id=karl.id, now=now)

    assert nobody is None
    assert reports_of(session, announcements=[made])[made.id].seen == 1
    copy = session.exec(
        select(AnnouncementCopy).where(AnnouncementCopy.person_id == mette.id)
    ).one()
    assert copy.seen_at == now + timedelta(minutes=1)


def test_the_report_is_one_message_and_not_edited_more_often_than_it_can_be_read(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)
    put_all(session, made, now=now)
    mette, jonas, peter = posts_of(session, made)
    settle(session, *posts_of(session, made, "report:"))
    settle(session, mette)
    put_all(session, made, now=now + timedelta(seconds=1))
    too_soon = len(posts_of(session, made, "report:"))
    put_all(session, made, now=now + timedelta(seconds=4))
    put_all(session, made, now=now + timedelta(seconds=9))
    waits = len(posts_of(session, made, "report:"))
    settle(session, jonas, peter, *posts_of(session, made, "report:"))
    put_all(session, made, now=now + timedelta(seconds=10))

    reports = posts_of(session, made, "report:")
    assert (too_soon, waits, len(reports)) == (1, 2, 3)
    assert {one.edits_id for one in reports[1:]} == {reports[0].id}
    assert ["1 af 3" in words_of(reports[1]), "alle 3" in words_of(reports[2])] == [True, True]
    assert made.state is AnnouncementState.SENT


def test_who_leads_no_more_reads_no_report(
    session: Session, process: Process, now: datetime
) -> None:
    made = confirmed(session, process, draft(), now=now)
    anne = person(session, ANNE)
    membership = session.exec(select(Membership).where(Membership.person_id == anne.id)).one()
    membership.role = Role.ADVISER
    session.add(membership)
    session.flush()

    put_all(session, made, now=now)

    assert posts_of(session, made, "report:") == []
    assert len(posts_of(session, made)) == 3


def test_three_thousand_people_are_written_to_some_at_a_time(
    database: Database, now: datetime
) -> None:
    with database.write() as session:
        process = load_process(session, now=now)
        people = [
            Person(
                team_id="T0SAMMEN",
                slack_id=f"U{number:05}",
                name=f"Opdigtet {number}",
                first_seen_at=now,
            )
            for number in range(3000)
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            Membership(
                process_id=process.id,
                person_id=one.id,
                role=Role.NEED_OWNER,
                stage=Stage.JOINED,
                invited_at=now,
            )
            for one in people
        )
    with database.write() as session:
        made = confirmed(session, session.get_one(Process, process.id), draft(NEED_OWNERS), now=now)
    put = 0
    for _ in range(3):  # batches, each in a transaction of its own
        with database.write() as session:
            put += put_copies(session, announcement_id=made.id, organizer=None, now=now)

    with database.read() as session:
        posts = posts_of(session, made)
        report = reports_of(session, announcements=[made])[made.id]
    assert len({one.person_id for one in posts}) == len(posts) == put == 300
    assert (report.total, report.waiting) == (3000, 3000)


def test_the_facilitators_channel_may_be_written_to(
    session: Session, process: Process, now: datetime
) -> None:
    filled = draft(Audience(reach=Reach.NOBODY), text=OTHER | {"da": "Nyt."}, channels=(LEADERS,))
    made = confirmed(session, process, filled, now=now)

    put_all(session, made, now=now)

    assert [one.channel for one in posts_of(session, made)] == [LEADERS]
