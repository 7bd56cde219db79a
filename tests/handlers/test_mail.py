"""The courier against a real mail server: what it says, and what the outbox is told."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendar.events import Organizer
from bot.errors import DeliveryFailed, Unreachable
from bot.mail_settings import PasswordUnsafe, ServerAddress, read_organizer
from bot.mailing import Mail
from handlers.mail import SmtpCourier
from tests.post_office import PASSWORD, PostOffice, post_office

__all__ = ["post_office"]

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
METTE = "mette.friis@aalborg.example"
ID = "<post-7.abc@copi.example>"
HELLO = Mail(
    subject="Workshop på onsdag",
    plain="Hej Mette",
    to_name="Mette Friis",
    to=METTE,
    from_name="Sammen",
    from_="sammen@copi.example",
)
INVITATION = replace(
    HELLO,
    html="<p>Hej Mette</p>",
    calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    method="REQUEST",
)


def failure_of(act: Callable[[], object]) -> dict[str, object]:
    """What the outbox is told."""
    with pytest.raises(DeliveryFailed) as raised:
        act()
    told = raised.value
    return {
        "kind": type(told),
        "reason": told.reason,
        "permanent": told.permanent,
        "perhaps_sent": told.perhaps_sent,
    }


def deliver(office: PostOffice, mail: Mail = HELLO) -> None:
    office.courier.deliver(mail, message_id=ID, now=NOW, note_no_copy=lambda: None)


def test_a_mail_arrives_and_leaves_a_copy_in_the_own_mailbox(post_office: PostOffice) -> None:
    deliver(post_office, INVITATION)

    [mailed] = post_office.taken
    assert mailed.to == METTE
    assert mailed.parsed["From"] == "Sammen <sammen@copi.example>"
    assert mailed.parsed["To"] == f"Mette Friis <{METTE}>"
    assert mailed.parsed["Subject"] == "Workshop på onsdag"
    assert [part.get_content_type() for part in mailed.parsed.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert post_office.own_copies() == [mailed.content]


def test_a_mail_is_found_by_its_id(post_office: PostOffice) -> None:
    deliver(post_office)

    assert post_office.courier.find(ID)
    assert not post_office.courier.find("<post-8.abc@copi.example>")


def test_nobody_but_the_one_reader_can_be_seen_in_it(post_office: PostOffice) -> None:
    deliver(post_office)

    [mailed] = post_office.taken
    assert mailed.content.count(b"To: ") == 1
    assert mailed.parsed["Cc"] is None


@pytest.mark.parametrize(
    ("answer", "kind", "permanent"),
    [
        ("550 5.1.1 No such user", DeliveryFailed, True),
        ("450 4.2.1 Come back later", DeliveryFailed, False),
        ("421 4.3.2 Closing", Unreachable, False),
    ],
)
def test_what_the_server_says_of_the_reader_decides(
    post_office: PostOffice, answer: str, kind: type[DeliveryFailed], permanent: bool
) -> None:
    post_office.refused[METTE] = answer

    told = failure_of(lambda: deliver(post_office))

    assert told == {
        "kind": kind,
        "reason": answer,
        "permanent": permanent,
        "perhaps_sent": False,
    }
    assert post_office.own_copies() == []


@pytest.mark.parametrize(
    ("answer", "permanent"), [("554 5.6.0 Spam", True), ("451 4.3.0 Busy", False)]
)
def test_what_the_server_says_of_the_content_decides(
    post_office: PostOffice, answer: str, permanent: bool
) -> None:
    post_office.data_answers = [answer]

    told = failure_of(lambda: deliver(post_office))

    assert (told["kind"], told["reason"]) == (DeliveryFailed, answer)
    assert (told["permanent"], told["perhaps_sent"]) == (permanent, False)


def test_a_server_that_wants_no_mail_of_ours_is_no_fault_of_the_mail(
    post_office: PostOffice,
) -> None:
    post_office.sender_refused = "550 5.7.1 Not from here"

    told = failure_of(lambda: deliver(post_office))

    assert told["kind"] is Unreachable


def test_a_mail_that_is_too_large_is_alone_at_fault(post_office: PostOffice) -> None:
    post_office.sender_refused = "552 5.3.4 Too large"

    told = failure_of(lambda: deliver(post_office))

    assert (told["kind"], told["permanent"]) == (DeliveryFailed, True)


def test_a_lost_answer_is_no_proof_that_nothing_was_sent(post_office: PostOffice) -> None:
    post_office.hang_up_after_data = 1

    told = failure_of(lambda: deliver(post_office))

    assert (told["permanent"], told["perhaps_sent"]) == (False, True)
    assert post_office.courier.find(ID)


def test_before_the_content_nothing_was_sent(post_office: PostOffice) -> None:
    post_office.hang_up_before_data = 1

    told = failure_of(lambda: deliver(post_office))

    assert (told["kind"], told["perhaps_sent"]) == (Unreachable, False)
    assert post_office.taken == []


def test_without_a_server_all_mail_rests(post_office: PostOffice) -> None:
    post_office.close()

    told = failure_of(lambda: deliver(post_office))

    assert (told["kind"], told["permanent"], told["perhaps_sent"]) == (Unreachable, False, False)


def test_a_wrong_password_is_the_operator_s_to_cure(post_office: PostOffice) -> None:
    wrong = SmtpCourier(replace(post_office.smtp, password="gaet"), mailbox=None)

    told = failure_of(
        lambda: wrong.deliver(HELLO, message_id=ID, now=NOW, note_no_copy=lambda: None)
    )

    assert told["kind"] is Unreachable
    assert "535" in str(told["reason"])


def test_a_copy_that_the_own_mailbox_does_not_take_stops_nobody(
    post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    post_office.refused["sammen@copi.example"] = "552 Full"

    deliver(post_office)

    assert [mailed.to for mailed in post_office.taken] == [METTE]
    assert "the own mailbox takes no copy: 552 Full" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mette",
        "mette@aalborg.example>\r\nRCPT TO:<alle@aalborg.example",
        "mette@aalborg.example, jonas@aalborg.example",
        "@aalborg.example",
        "mette friis@aalborg.example",
        "møtte@aalborg.example",
    ],
)
def test_an_address_that_is_none_reaches_nobody(post_office: PostOffice, address: str) -> None:
    told = failure_of(lambda: deliver(post_office, replace(HELLO, to=address)))

    assert told["permanent"]
    assert post_office.taken == []


def test_words_become_no_headers(post_office: PostOffice) -> None:
    hostile = replace(
        HELLO,
        subject="Hej\r\nBcc: alle@aalborg.example",
        to_name='Mette" <anden@aalborg.example>\r\nX-Mine: 1',
    )

    deliver(post_office, hostile)

    [mailed] = post_office.taken
    assert mailed.to == METTE
    assert mailed.parsed["Bcc"] is None
    assert mailed.parsed["X-Mine"] is None


def test_a_line_with_a_dot_alone_does_not_end_the_mail(post_office: PostOffice) -> None:
    deliver(post_office, replace(HELLO, plain="Et\n.\nMAIL FROM:<x@y.example>\nTo"))

    [mailed] = post_office.taken
    assert mailed.parsed.get_content() == "Et\r\n.\r\nMAIL FROM:<x@y.example>\r\nTo\r\n"


def test_without_a_mailbox_it_is_known_that_nothing_can_be_found(post_office: PostOffice) -> None:
    blind = SmtpCourier(post_office.smtp, mailbox=None)

    assert failure_of(lambda: blind.find(ID))["permanent"]


def test_a_mailbox_that_is_down_may_be_asked_later(post_office: PostOffice) -> None:
    post_office.close()

    assert not failure_of(lambda: post_office.courier.find(ID))["permanent"]


def test_a_server_that_says_nothing_is_not_waited_for_too_long() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        where = ServerAddress.read(f"smtp://127.0.0.1:{silent.getsockname()[1]}", protocol="smtp")
        impatient = SmtpCourier(where, mailbox=None, timeout=0.2)

        told = failure_of(
            lambda: impatient.deliver(HELLO, message_id=ID, now=NOW, note_no_copy=lambda: None)
        )

    assert told["kind"] is Unreachable


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "smtp://sammen%40copi.example:hemmeligt%20%2F%20%40%20ord@mail.example",
            ServerAddress(
                host="mail.example",
                port=587,
                is_encrypted=False,
                user="sammen@copi.example",
                password=PASSWORD,
            ),
        ),
        ("smtps://mail.example", ServerAddress(host="mail.example", port=465, is_encrypted=True)),
        ("smtp://[::1]:25/", ServerAddress(host="::1", port=25, is_encrypted=False)),
    ],
)
def test_one_line_says_where_the_server_is(url: str, address: ServerAddress) -> None:
    assert ServerAddress.read(url, protocol="smtp") == address


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "imap://x", "smtp:///x"])
def test_a_line_that_names_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://"):
        ServerAddress.read(url, protocol="smtp")


def test_a_password_is_not_shown_and_not_sent_in_the_open() -> None:
    where = ServerAddress.read("smtp://sammen:hemmeligt@mail.example", protocol="smtp")

    assert "hemmeligt" not in repr(where)
    with pytest.raises(PasswordUnsafe):
        where.guard_password(is_encrypted=False)


@pytest.mark.parametrize(
    ("line", "organizer"),
    [
        ("", None),
        (
            "Sammen <sammen@copi.example>",
            Organizer(name="Sammen", email="sammen@copi.example"),
        ),
        (
            "sammen@copi.example",
            Organizer(name="sammen@copi.example", email="sammen@copi.example"),
        ),
    ],
)
def test_one_line_says_who_invites(line: str, organizer: Organizer | None) -> None:
    assert read_organizer(line) == organizer


def test_a_sender_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="no mail address"):
        read_organizer("Sammen")
