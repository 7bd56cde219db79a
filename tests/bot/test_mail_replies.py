"""What calendars answer by mail: what counts, what is shown, and what is passed over."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.mail_replies import Taken, open_mail, take_mail
from bot.mailing import Mail
from bot.meetings import call_off
from models import Meeting, Post, Process, StrayReply
from models.enums import RepliedBy, Reply
from models.posts import find_post
from tests.builders import ANNE, JONAS, LEADERS, METTE, PETER, SARA
from tests.meetings import ENDS, ORGANIZER, invitation_of, person_of, replies
from tests.registering import NOW, four_invited, limit, move
from tests.replying import AUTHSERV, STAMP, calendar_reply

LATER = STAMP + timedelta(minutes=5)


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


def take(session: Session, raw: bytes, now: datetime = NOW) -> Taken:
    return take_mail(
        session, opened=open_mail(raw), organizer=ORGANIZER, authserv=AUTHSERV, now=now
    )


def cards(session: Session) -> list[str]:
    """What the facilitators are shown of mail."""
    query = select(Post).where(Post.channel == LEADERS).order_by(Post.id)  # type: ignore[arg-type]
    return [post.message["text"] for post in session.exec(query) if post.key.startswith("mail:")]


def strays(session: Session) -> list[tuple[str, str, Reply]]:
    return [(one.address, one.why, one.reply) for one in session.exec(select(StrayReply))]


@pytest.mark.parametrize(
    ("partstat", "reply"),
    [("ACCEPTED", Reply.YES), ("TENTATIVE", Reply.MAYBE), ("DECLINED", Reply.NO)],
)
def test_an_answer_in_the_calendar_counts_like_a_button(
    session: Session, meeting: Meeting, partstat: str, reply: Reply
) -> None:
    taken = take(session, calendar_reply(meeting, METTE, partstat))

    invitation = invitation_of(session, meeting, METTE)
    assert taken is Taken.ANSWERED
    assert (invitation.reply, invitation.replied_by) == (reply, RepliedBy.MAIL)
    assert (invitation.mail_sequence, invitation.mail_dtstamp) == (0, STAMP)
    assert invitation_of(session, meeting, JONAS).reply is Reply.NONE
    assert cards(session) == []


def test_the_card_in_slack_says_so_too_and_the_calendar_is_not_told_what_it_knows(
    session: Session, meeting: Meeting
) -> None:
    take(session, calendar_reply(meeting, METTE))

    invitation = invitation_of(session, meeting, METTE)
    person = invitation.person_id
    edit = find_post(session, key=f"meeting:{meeting.id}:card_answer:1:person:{person}")
    assert edit is not None
    assert edit.edits_id == invitation.card_id
    assert find_post(session, key=f"meeting:{meeting.id}:standing:person:{person}:1") is None


def test_a_yes_that_became_a_place_in_the_line_is_told_the_calendar(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    replies(session, meeting, JONAS, Reply.YES, now=NOW)

    take(session, calendar_reply(meeting, METTE))

    invitation = invitation_of(session, meeting, METTE)
    key = f"meeting:{meeting.id}:standing:person:{invitation.person_id}:1"
    assert invitation.reply is Reply.WAITING
    assert find_post(session, key=key) is not None


def test_a_no_in_the_calendar_offers_the_seat_to_who_waits(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    take(session, calendar_reply(meeting, METTE))
    replies(session, meeting, JONAS, Reply.YES, now=NOW)

    take(session, calendar_reply(meeting, METTE, "DECLINED", stamp=LATER))

    assert invitation_of(session, meeting, JONAS).reply is Reply.OFFERED


def test_an_address_is_the_same_in_any_letters(session: Session, meeting: Meeting) -> None:
    shouting = calendar_reply(meeting, METTE, attendee="METTE.Friis@Aalborg.Example")

    assert take(session, shouting) is Taken.ANSWERED


def test_the_address_that_a_person_has_confirmed_is_theirs_as_well(
    session: Session, meeting: Meeting
) -> None:
    person_of(session, METTE).email = "mette@home.example"
    session.flush()

    taken = take(session, calendar_reply(meeting, METTE, attendee="mette@home.example"))

    assert taken is Taken.ANSWERED
    assert invitation_of(session, meeting, METTE).reply is Reply.YES


def test_reading_a_mail_again_changes_nothing(session: Session, meeting: Meeting) -> None:
    raw = calendar_reply(meeting, METTE)
    take(session, raw)

    again = take(session, raw, NOW + timedelta(days=1))

    assert again is Taken.OVERTAKEN
    assert invitation_of(session, meeting, METTE).replies == 1


def test_an_older_answer_that_comes_late_does_not_count(session: Session, meeting: Meeting) -> None:
    take(session, calendar_reply(meeting, METTE, "DECLINED", stamp=LATER))

    taken = take(session, calendar_reply(meeting, METTE, "ACCEPTED", stamp=STAMP))

    assert taken is Taken.OVERTAKEN
    assert invitation_of(session, meeting, METTE).reply is Reply.NO


def test_a_button_that_was_pressed_since_stands(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.NO, now=NOW)

    taken = take(session, calendar_reply(meeting, METTE, stamp=STAMP), NOW + timedelta(minutes=1))

    assert taken is Taken.OVERTAKEN
    assert invitation_of(session, meeting, METTE).reply is Reply.NO


def test_an_answer_to_the_time_before_the_meeting_moved_does_not_count(
    session: Session, meeting: Meeting
) -> None:
    move(session, meeting)

    taken = take(session, calendar_reply(meeting, METTE, sequence=0))

    assert taken is Taken.OVERTAKEN
    assert invitation_of(session, meeting, METTE).reply is Reply.NONE


def test_a_calendar_that_has_not_asked_its_owner_says_nothing(
    session: Session, meeting: Meeting
) -> None:
    taken = take(session, calendar_reply(meeting, METTE, "NEEDS-ACTION"))

    assert taken is Taken.OVERTAKEN
    assert cards(session) == []


def test_an_answer_from_elsewhere_in_somebody_s_name_is_shown_and_changes_nothing(
    session: Session, meeting: Meeting
) -> None:
    forged = calendar_reply(meeting, METTE, "DECLINED", sender="ond@elsewhere.example")

    taken = take(session, forged)

    assert taken is Taken.SHOWN
    assert invitation_of(session, meeting, METTE).reply is Reply.NONE
    assert strays(session) == [("mette.friis@aalborg.example", "forged", Reply.NO)]
    title = meeting.title["da"]
    assert cards(session) == [f"Et svar til »{title}« tæller ikke med."]


def test_an_answer_whose_sender_the_mail_server_does_not_believe_is_a_forgery(
    session: Session, meeting: Meeting
) -> None:
    assert take(session, calendar_reply(meeting, METTE, proven=False)) is Taken.SHOWN
    assert invitation_of(session, meeting, METTE).reply is Reply.NONE


def test_one_participant_cannot_answer_for_another(session: Session, meeting: Meeting) -> None:
    for_mette = calendar_reply(
        meeting,
        JONAS,
        "DECLINED",
        attendee="mette.friis@aalborg.example",
        sender="jonas.krogh@aalborg.example",
    )

    take(session, for_mette)

    assert invitation_of(session, meeting, METTE).reply is Reply.NONE
    assert invitation_of(session, meeting, JONAS).reply is Reply.NONE


def test_whoever_was_never_invited_is_shown_and_not_added(
    session: Session, meeting: Meeting
) -> None:
    forwarded = calendar_reply(meeting, METTE, attendee="chef@aalborg.example")

    taken = take(session, forwarded)
    take(session, forwarded)

    assert taken is Taken.SHOWN
    assert strays(session) == [("chef@aalborg.example", "never_invited", Reply.YES)]
    assert len(cards(session)) == 1


def test_whoever_is_no_longer_invited_is_shown(session: Session, meeting: Meeting) -> None:
    invitation_of(session, meeting, METTE).removed_at = NOW
    session.flush()

    take(session, calendar_reply(meeting, METTE))

    assert [why for _, why, _ in strays(session)] == ["uninvited"]


def test_an_answer_to_a_meeting_that_is_called_off_is_shown(
    session: Session, meeting: Meeting
) -> None:
    anne = person_of(session, ANNE)
    call_off(session, meeting_id=meeting.id, because="Sygdom", by=anne, now=NOW)

    take(session, calendar_reply(meeting, METTE))

    assert [why for _, why, _ in strays(session)] == ["called_off"]
    assert invitation_of(session, meeting, METTE).reply is Reply.NONE


def test_an_answer_to_a_meeting_that_is_over_is_shown(session: Session, meeting: Meeting) -> None:
    take(session, calendar_reply(meeting, METTE, stamp=ENDS), ENDS + timedelta(hours=1))

    assert [why for _, why, _ in strays(session)] == ["over"]


def test_another_time_is_politely_declined_and_the_facilitators_hear_of_it(
    session: Session, meeting: Meeting
) -> None:
    counter = calendar_reply(
        meeting,
        METTE,
        "TENTATIVE",
        method="COUNTER",
        lines=(
            "DTSTART:20220609T100000Z",
            "DTEND:20220609T140000Z",
            "COMMENT:Jeg er i retten onsdag",
        ),
    )

    taken = take(session, counter)
    take(session, counter)

    assert taken is Taken.DECLINED
    assert invitation_of(session, meeting, METTE).reply is Reply.NONE
    title = meeting.title["da"]
    assert cards(session) == [f"Mette Friis foreslår et andet tidspunkt for »{title}«."]
    [post] = [
        post
        for post in session.exec(select(Post).where(Post.address != None))  # noqa: E711
        if post.key.startswith("mail:")
    ]
    mail = Mail.of(post.message)
    assert (mail.to, mail.method) == ("mette.friis@aalborg.example", "DECLINECOUNTER")
    assert mail.in_reply_to == "<svar-1@aalborg.example>"
    assert "METHOD:DECLINECOUNTER" in str(mail.calendar)
    assert "Tak for dit forslag om torsdag 9. juni 2022" in mail.plain


def test_sammen_s_own_copies_are_passed_over(session: Session, meeting: Meeting) -> None:
    own = calendar_reply(meeting, METTE, sender="Sammen@copi.example", method="REQUEST")

    assert take(session, own) is Taken.OWN


def test_an_answer_to_somebody_else_s_meeting_is_passed_over(
    session: Session, meeting: Meeting
) -> None:
    assert take(session, calendar_reply(meeting, METTE, uid="another")) is Taken.UNKNOWN


def test_a_meeting_of_a_process_without_a_channel_makes_no_card(
    session: Session, meeting: Meeting
) -> None:
    session.get_one(Process, meeting.process_id).facilitators_channel = None
    session.flush()

    taken = take(session, calendar_reply(meeting, METTE, attendee="chef@aalborg.example"))

    assert taken is Taken.SHOWN
    assert cards(session) == []


PARTS = (
    b"BEGIN:VCALENDAR\r\n",
    b"METHOD:REPLY\r\n",
    b"BEGIN:VEVENT\r\n",
    b"UID:",
    b"ATTENDEE:",
    b"DTSTAMP:",
    b"END:VEVENT\r\n",
    b"END:VCALENDAR\r\n",
    b"\r\n",
    b"--x\r\n",
    b"--x--\r\n",
    b"From: mette.friis@aalborg.example\r\n",
    b"Content-Type: text/calendar\r\n",
    b'Content-Type: multipart/mixed; boundary="x"\r\n',
    b"Content-Type: message/rfc822\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Subject: =?utf-8?b?w?=\r\n",
    b"Content-Type: text/plain; charset=x-unknown\r\n",
    b"\xff\xfe",
    b"\x00",
    b"a@b, c@d",
)


def test_no_mail_is_so_broken_that_it_stops_the_reading(session: Session, meeting: Meeting) -> None:
    @given(st.lists(st.sampled_from(PARTS) | st.binary(max_size=20), max_size=30).map(b"".join))
    def is_dealt_with(raw: bytes) -> None:
        assert isinstance(
            take_mail(session, opened=open_mail(raw), organizer=ORGANIZER, authserv="", now=NOW),
            Taken,
        )

    is_dealt_with()

    assert {invitation_of(session, meeting, one).reply for one in (METTE, JONAS, SARA, PETER)} == {
        Reply.NONE
    }
