"""What people, and machines, write to Sammen's mailbox by hand."""

import pytest
from sqlmodel import Session, select

from bot.mail_replies import Taken, open_mail, take_mail
from models import Meeting, Post
from tests.builders import LEADERS, METTE
from tests.meetings import ORGANIZER
from tests.registering import NOW, four_invited
from tests.replying import AUTHSERV, calendar_reply, checked, letter


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


def take(session: Session, raw: bytes) -> Taken:
    return take_mail(
        session, opened=open_mail(raw), organizer=ORGANIZER, authserv=AUTHSERV, now=NOW
    )


def cards(session: Session) -> list[str]:
    """What the facilitators are shown of mail."""
    query = select(Post).where(Post.channel == LEADERS).order_by(Post.id)  # type: ignore[arg-type]
    return [post.message["text"] for post in session.exec(query) if post.key.startswith("mail:")]


@pytest.mark.usefixtures("meeting")
def test_a_machine_s_answer_about_holidays_is_passed_over(session: Session) -> None:
    mail = letter(METTE, "Jeg er på ferie", "Tilbage i august")
    mail["Auto-Submitted"] = "auto-replied"

    assert take(session, checked(mail)) is Taken.AUTOMATIC
    assert cards(session) == []


@pytest.mark.usefixtures("meeting")
def test_what_a_member_writes_by_hand_is_shown_to_the_facilitators(session: Session) -> None:
    raw = checked(letter(METTE, "Parkering", "Kan man holde ved <!channel> *huset*?\n" + "x" * 999))

    taken = take(session, raw)
    take(session, raw)

    assert taken is Taken.SHOWN
    assert cards(session) == ["Mette Friis har skrevet en mail til mig."]
    [card] = [post for post in session.exec(select(Post)) if post.key.endswith(":letter")]
    words = str(card.message["blocks"])
    assert "&lt;!channel&gt;" in words
    assert "x" * 600 not in words


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.usefixtures("meeting")
def test_what_strangers_write_is_shown_to_nobody(session: Session, proven: bool) -> None:
    sender = "ukendt@elsewhere.example" if proven else ""

    taken = take(session, checked(letter(METTE, "Tilbud", "Køb!", sender=sender), proven=proven))

    assert taken is Taken.UNKNOWN
    assert cards(session) == []


def test_a_member_s_calendar_that_cannot_be_read_is_shown(
    session: Session, meeting: Meeting
) -> None:
    delegated = calendar_reply(meeting, METTE, "DELEGATED")

    assert take(session, delegated) is Taken.SHOWN
    assert cards(session) == ["Kalenderen hos Mette Friis har sendt noget, jeg ikke kan læse."]
