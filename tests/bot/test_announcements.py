"""Announcements that are out: corrected, withdrawn, tried again, seen and reported."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot import announcements
from bot.announcement_reports import reports_of
from bot.announcement_sending import (
    ConfirmedBefore,
    begin_draft,
)
from bot.audiences import Audience
from models import (
    Announcement,
    AnnouncementCopy,
    Database,
    Membership,
    Process,
)
from models.enums import AnnouncementState, PostState, Role
from tests.announcing import (
    OTHER,
    acts,
    await_person,
    confirmed,
    corrects,
    draft,
    person,
    posts_of,
    put_all,
    settle,
    words_of,
)
from tests.builders import (
    ANNE,
    CHANNEL,
    JONAS,
    KARL,
    METTE,
    PETER,
    add_member,
    load_process,
)
from tests.posting import RememberingCourier, deliver_all


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette and Jonas for Aalborg, Peter, who reads English, for the metro."""
    made = load_process(session, now=now)
    add_member(session, made, METTE, now=now)
    add_member(session, made, JONAS, now=now)
    add_member(session, made, PETER, now=now, organisation="metroselskabet")
    return made


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


def test_set_is_asked_of_those_who_have_the_button(
    session: Session, process: Process, now: datetime
) -> None:
    """Neither a channel nor a mail has one."""
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)
    to_all = draft(asks_seen=True, channels=(CHANNEL,), text={"da": "Vi ses.", "en": ""})
    made = confirmed(session, process, to_all, now=now)
    put_all(session, made, now=now)

    report = reports_of(session, announcements=[made])[made.id]

    assert (report.asked, report.total) == (3, 5)


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
