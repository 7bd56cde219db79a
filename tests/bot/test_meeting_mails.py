"""The mails of a meeting: who gets which, word for word, and what the calendar in it says."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import Session

from bot.mailing import Mail
from bot.meeting_invitations import put_invitations, take_back
from bot.meeting_mails import mail_address, put_standing_mail
from bot.meetings import call_off, change
from models import Meeting, Post, Process
from models.enums import PostState, RepliedBy, Reply
from tests.builders import ANNE, JONAS, METTE, PETER, add_member, load_process
from tests.meetings import (
    ENDS,
    ORGANIZER,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    posts_about,
    replies,
    send_all,
)
from tests.said import assert_words

DAY = timedelta(days=1)


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    made = load_process(session, now=now)
    for one in (METTE, PETER):
        add_member(session, made, one, now=now)
    return made


@pytest.fixture
def meeting(session: Session, process: Process, now: datetime) -> Meeting:
    assert process.id
    made = open_workshop(session, now=now)
    made.uid = "8c2f7c1e-0f6d-4a7e-9a54-0c3f6f1b2a10"
    made.place = "Rådhuset, Aalborg"
    made.agenda = {"da": "12.00 Frokost\n13.00 Behov", "en": "12:00 Lunch\n13:00 Needs"}
    session.add(made)
    session.flush()
    return made


def mails(session: Session, process: Process) -> list[Mail]:
    return [Mail.of(post.message) for post in posts_about(session, process) if post.address]


def calendar(mail: Mail) -> tuple[str, str, int, str]:
    """Method, status, sequence and the one attendee's standing."""
    read = Calendar.from_ical((mail.calendar or "").encode())
    [event] = read.events
    attendees = event["ATTENDEE"]
    assert not isinstance(attendees, list), "one mail names one person"
    return (
        str(read["METHOD"]),
        str(event.get("STATUS", "")),
        int(str(event["SEQUENCE"])),
        str(attendees.params.get("PARTSTAT", "")),
    )


def read_aloud(mail: Mail) -> str:
    return f"Til: {mail.to_name} <{mail.to}>\nEmne: {mail.subject}\n\n{mail.plain}\n"


def test_the_invitation_as_each_person_reads_it(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    assert meeting.id
    send_all(session, now=now)

    danish, english = mails(session, process)

    assert_words("mail_invited.da", read_aloud(danish))
    assert_words("mail_invited.en", read_aloud(english))
    assert [calendar(one) for one in (danish, english)] == [
        ("REQUEST", "CONFIRMED", 0, "NEEDS-ACTION")
    ] * 2
    assert {one.from_ for one in (danish, english)} == {"sammen@copi.example"}


def test_a_move_asks_again_under_a_higher_sequence(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    replies(session, meeting, METTE, Reply.YES, now=now)
    draft = draft_of(meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=now)

    send_all(session, now=now)

    danish, english = mails(session, process)[2:]
    assert_words("mail_moved.da", read_aloud(danish))
    assert_words("mail_moved.en", read_aloud(english))
    assert calendar(danish) == ("REQUEST", "CONFIRMED", 1, "NEEDS-ACTION")


def test_a_quiet_change_keeps_sequence_and_answer(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    replies(session, meeting, METTE, Reply.YES, now=now)
    draft = draft_of(meeting, link="", agenda={"da": "12.00 Frokost", "en": "12:00 Lunch"})
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=now)

    send_all(session, now=now)

    danish, english = mails(session, process)[2:]
    assert_words("mail_updated.da", read_aloud(danish))
    assert_words("mail_updated.en", read_aloud(english))
    assert calendar(danish) == ("REQUEST", "CONFIRMED", 0, "ACCEPTED")


def test_calling_off_cancels_for_everybody(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    by = person_of(session, ANNE)
    call_off(session, meeting_id=meeting.id, because="For få kan komme.", by=by, now=now)

    send_all(session, now=now)

    danish, english = mails(session, process)[2:]
    assert_words("mail_called_off.da", read_aloud(danish))
    assert_words("mail_called_off.en", read_aloud(english))
    assert calendar(danish)[:3] == ("CANCEL", "CANCELLED", 1)


def test_uninviting_cancels_for_one_without_a_status(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    by = person_of(session, ANNE)
    for one in (METTE, PETER):
        take_back(
            session,
            invitation=invitation_of(session, meeting, one),
            organizer=ORGANIZER,
            by=by,
            now=now,
        )

    danish, english = mails(session, process)[2:]
    assert_words("mail_removed.da", read_aloud(danish))
    assert_words("mail_removed.en", read_aloud(english))
    assert calendar(danish)[:3] == ("CANCEL", "", 1)


@pytest.mark.parametrize(
    ("reply", "standing"),
    [
        (Reply.YES, "ACCEPTED"),
        (Reply.MAYBE, "TENTATIVE"),
        (Reply.NO, "DECLINED"),
        (Reply.WAITING, "TENTATIVE"),
        (Reply.OFFERED, "TENTATIVE"),
        (Reply.NONE, "NEEDS-ACTION"),  # an offer has run out
    ],
)
def test_an_answer_given_in_slack_reaches_the_calendar_too(
    session: Session, process: Process, meeting: Meeting, now: datetime, reply: Reply, standing: str
) -> None:
    send_all(session, now=now)
    for one, language in ((METTE, "da"), (PETER, "en")):
        invitation = invitation_of(session, meeting, one)
        invitation.reply, invitation.replies = reply, 1
        invitation.replied_by = RepliedBy.SLACK
        invitation.offer_until = now + timedelta(days=1) if reply is Reply.OFFERED else None
        put_standing_mail(
            session, meeting=meeting, invitation=invitation, organizer=ORGANIZER, now=now
        )
        mail = mails(session, process)[-1]
        assert_words(f"mail_standing_{reply}.{language}", read_aloud(mail))
        assert calendar(mail) == ("REQUEST", "CONFIRMED", 0, standing)


def test_whoever_presses_back_and_forth_gets_one_mail(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    for wanted in (Reply.YES, Reply.NO, Reply.MAYBE):
        answered = replies(session, meeting, METTE, wanted, now=now)
        put_standing_mail(
            session, meeting=meeting, invitation=answered.invitation, organizer=ORGANIZER, now=now
        )

    standing = posts_about(session, process, like=f"meeting:{meeting.id}:standing")
    for post in standing:
        session.refresh(post)
    assert [post.state for post in standing] == [
        PostState.FAILED,
        PostState.FAILED,
        PostState.WAITING,
    ]
    assert calendar(Mail.of(standing[-1].message))[3] == "TENTATIVE"


def test_an_answer_overtakes_the_invitation_that_still_waits(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now, delivered=False)
    answered = replies(session, meeting, METTE, Reply.YES, now=now)
    put_standing_mail(
        session, meeting=meeting, invitation=answered.invitation, organizer=ORGANIZER, now=now
    )

    mette = person_of(session, METTE).id
    posts = [post for post in posts_about(session, process) if post.address]
    for post in posts:
        session.refresh(post)
    waiting = [
        one.key for one in posts if one.state is PostState.WAITING and one.person_id == mette
    ]
    assert waiting == [f"meeting:{meeting.id}:standing:person:{mette}:1"]


@pytest.mark.parametrize(
    ("reply", "waits"), [(Reply.YES, False), (Reply.OFFERED, True), (Reply.NONE, True)]
)
def test_what_nobody_pressed_for_comes_by_mail_in_the_daytime(
    session: Session,
    process: Process,
    meeting: Meeting,
    now: datetime,
    reply: Reply,
    *,
    waits: bool,
) -> None:
    send_all(session, now=now)
    invitation = invitation_of(session, meeting, METTE)
    invitation.reply, invitation.replies = reply, 1
    evening = now + timedelta(hours=10)

    put_standing_mail(
        session, meeting=meeting, invitation=invitation, organizer=ORGANIZER, now=evening
    )

    [post] = posts_about(session, process, like=f"meeting:{meeting.id}:standing")
    assert (post.due_at > now + timedelta(hours=20), post.waits_for_daytime) == (waits, waits)


def test_without_mail_slack_alone_carries_it(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    count = send_all(session, now=now, by_mail=False)

    assert count == 2
    assert mails(session, process) == []
    assert meeting.organizer_email is None


def test_who_invited_first_stays_the_organizer(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    send_all(session, now=now)
    draft = draft_of(meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=now)

    other = replace(ORGANIZER, email="nyt@copi.example")
    put_invitations(session, organizer=other, now=now)

    assert {mail.from_ for mail in mails(session, process)} == {"sammen@copi.example"}


@pytest.mark.parametrize(
    ("confirmed", "slack", "address"),
    [
        ("m@aalborg.example", "mette@aalborg.example", "m@aalborg.example"),
        (None, "mette@aalborg.example", "mette@aalborg.example"),
        ("m@a.example\r\nBcc: x@y.example", "mette@aalborg.example", "mette@aalborg.example"),
        (None, None, None),
        ("ikke en adresse", None, None),
    ],
)
def test_where_mail_reaches_a_person(
    session: Session,
    process: Process,
    confirmed: str | None,
    slack: str | None,
    address: str | None,
) -> None:
    assert process.id
    person = person_of(session, METTE)
    person.email, person.slack_email = confirmed, slack

    assert mail_address(person) == address


def test_a_person_without_an_address_gets_the_card_alone(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    add_member(session, process, JONAS, now=now)
    person_of(session, JONAS).slack_email = None
    send_all(session, now=now)

    posts = posts_about(session, process)
    mine: list[Post] = [one for one in posts if one.person_id == person_of(session, JONAS).id]

    assert [post.key for post in mine] == [
        f"meeting:{meeting.id}:card:0.0:person:{person_of(session, JONAS).id}"
    ]


def test_the_html_holds_the_same_words_and_nothing_that_was_smuggled_in(
    session: Session, process: Process, meeting: Meeting, now: datetime
) -> None:
    meeting.title = {"da": "<script>alert(1)</script>", "en": "x"}
    meeting.agenda = {"da": "Se https://co-pi.example/?a=1&b=2 først", "en": ""}
    session.add(meeting)
    send_all(session, now=now)

    mail = mails(session, process)[0]

    assert "<script>" in mail.plain
    assert "<script>" not in (mail.html or "")
    assert '<a href="https://co-pi.example/?a=1&amp;b=2">' in (mail.html or "")
    assert "\n" not in mail.subject
