"""The sandbox's mail servers, met by the clients that everybody uses."""

import email
import smtplib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from imapclient.exceptions import IMAPClientError, LoginError

from sandbox.listening import PortTaken
from sandbox.server import RunningSandbox, start
from tests.sandbox.driving import turn
from tests.sandbox.mailing import JONAS, METTE, SAMMEN, connected, contents, mail, mailbox, send


def test_the_envelope_decides_who_receives(sandbox: RunningSandbox) -> None:
    send(sandbox, mail(subject="Til Mette"), METTE, SAMMEN)

    assert [b"Til Mette" in one for one in contents(sandbox)] == [True]
    assert [b"Til Mette" in one for one in contents(sandbox, METTE)] == [True]
    assert contents(sandbox, JONAS) == []


def test_nobody_else_has_a_mailbox_here(sandbox: RunningSandbox) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(sandbox, mail(), "ingen@aalborg.example")

    assert refused.value.recipients["ingen@aalborg.example"][0] == 550


def test_an_address_is_the_same_in_any_letters(sandbox: RunningSandbox) -> None:
    send(sandbox, mail(), METTE.upper())

    assert len(contents(sandbox, METTE)) == 1


def test_a_mail_is_found_by_its_id(sandbox: RunningSandbox) -> None:
    send(sandbox, mail(), SAMMEN)

    with mailbox(sandbox) as box:
        assert box.search(["HEADER", "Message-ID", "<post-7@copi.example>"]) == [1]
        assert box.search(["HEADER", "Message-ID", "<post-8@copi.example>"]) == []


def test_mail_that_comes_in_between_is_seen_in_the_same_conversation(
    sandbox: RunningSandbox,
) -> None:
    with mailbox(sandbox) as box:
        send(sandbox, mail(), SAMMEN)
        box.noop()

        assert box.search("ALL") == [1]


def test_mails_are_counted_in_the_order_in_which_they_came(sandbox: RunningSandbox) -> None:
    for number in range(12):
        send(sandbox, mail(f"Nummer {number}"), SAMMEN)

    subjects = [email.message_from_bytes(one)["Subject"] for one in contents(sandbox)]

    assert subjects == [f"Nummer {number}" for number in range(12)]


def test_mail_arrives_in_sandbox_time(sandbox: RunningSandbox) -> None:
    send(sandbox, mail(), SAMMEN)

    with mailbox(sandbox) as box:
        arrived = box.fetch(1, ["INTERNALDATE"])[1][b"INTERNALDATE"]
    received = email.message_from_bytes(contents(sandbox)[0])["Received"]
    assert arrived.date() == datetime(2022, 5, 9, tzinfo=UTC).date()
    assert "09 May 2022" in received


@pytest.mark.parametrize(
    ("login", "verdict"), [(METTE, "pass"), (JONAS, "fail"), (SAMMEN, "fail"), (None, "fail")]
)
def test_the_server_vouches_only_for_who_logged_in_as_the_sender(
    sandbox: RunningSandbox, login: str | None, verdict: str
) -> None:
    send(sandbox, mail(sender=f"Mette Friis <{METTE}>"), SAMMEN, login=login, sender=METTE)

    (found,) = contents(sandbox)
    said = email.message_from_bytes(found).get_all("Authentication-Results")
    assert [one.split() for one in said or []] == [
        ["mail.copi.example;", f"dmarc={verdict}", "header.from=aalborg.example"]
    ]


def test_nobody_vouches_for_themselves_in_the_servers_name(sandbox: RunningSandbox) -> None:
    forged = mail(sender=METTE)
    forged["Authentication-Results"] = "mail.copi.example; dmarc=pass header.from=aalborg.example"
    forged["authentication-results"] = "mail.elsewhere.example; dmarc=pass"

    send(sandbox, forged, SAMMEN, login=None, sender="ond@evil.example")

    said = email.message_from_bytes(contents(sandbox)[0]).get_all("Authentication-Results")
    assert said is not None
    assert [one.split()[:2] for one in said] == [
        ["mail.copi.example;", "dmarc=fail"],
        ["mail.elsewhere.example;", "dmarc=pass"],
    ]


def test_a_wrong_password_opens_nothing(sandbox: RunningSandbox) -> None:
    with connected(sandbox) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(SAMMEN, "guessed")
    with mailbox(sandbox) as box:
        box.logout()
        with pytest.raises(LoginError), mailbox(sandbox, "ingen@aalborg.example"):
            pass


def test_mail_and_its_numbers_outlive_the_sandbox(tmp_path: Path) -> None:
    first = start(data_dir=tmp_path)
    send(first, mail(subject="Første"), SAMMEN)
    with mailbox(first) as box:
        before = box.folder_status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    first.stop()

    second = start(data_dir=tmp_path)
    send(second, mail(subject="Næste"), SAMMEN)
    kept = contents(second)
    with mailbox(second) as box:
        after = box.folder_status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    second.stop()

    assert [email.message_from_bytes(one)["Message-ID"] for one in kept] == [
        "<post-7@copi.example>",
        "<post-7@copi.example>",
    ]
    assert after[b"UIDVALIDITY"] == before[b"UIDVALIDITY"]
    assert after[b"UIDNEXT"] == before[b"UIDNEXT"] + 1


def test_without_a_folder_mail_leaves_nothing_behind() -> None:
    sandbox = start()
    folder = sandbox.slack.post_office.mailboxes.folder
    there = folder.exists()
    sandbox.stop()

    assert (there, folder.exists()) == (True, False)


def test_a_mail_server_that_is_down_takes_and_shows_nothing(sandbox: RunningSandbox) -> None:
    turn(sandbox, mail_down=True)

    with pytest.raises(smtplib.SMTPConnectError) as refused:
        connected(sandbox)
    assert refused.value.smtp_code == 421
    with pytest.raises(IMAPClientError), mailbox(sandbox):
        pass

    turn(sandbox, mail_down=False)
    send(sandbox, mail(), SAMMEN)
    assert len(contents(sandbox)) == 1


def test_a_mail_server_that_goes_down_hangs_up(sandbox: RunningSandbox) -> None:
    with mailbox(sandbox) as box:
        client = connected(sandbox)
        turn(sandbox, mail_down=True)

        with pytest.raises(OSError, match=r"closed|reset"):
            client.noop()
        with pytest.raises((IMAPClientError, ConnectionError)):
            box.noop()
    client.close()


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
def test_the_line_may_break_before_or_after_a_mail_was_taken(
    sandbox: RunningSandbox, moment: str, arrived: int
) -> None:
    fault = {"method": "mail", "error": "hangup", "times": 1, "moment": moment}
    turn(sandbox, fail_next=fault)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(sandbox, mail(), SAMMEN)

    assert len(contents(sandbox)) == arrived


def test_a_refusal_can_be_ordered_for_one_address(sandbox: RunningSandbox) -> None:
    turn(sandbox, fail_next={"method": "mail", "error": "554", "times": 1, "channel": METTE})

    send(sandbox, mail(), JONAS)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(sandbox, mail(), METTE)
    send(sandbox, mail(), METTE)

    assert refused.value.smtp_code == 554
    assert len(contents(sandbox, METTE)) == 1


def test_the_ports_may_be_chosen(sandbox: RunningSandbox) -> None:
    taken = int(sandbox.smtp_url.rpartition(":")[2])

    with pytest.raises(PortTaken, match=f"Port {taken} on 127.0.0.1 is not free"):
        start(imap_port=taken)


def test_it_ends_at_once_with_conversations_open() -> None:
    sandbox = start()
    with mailbox(sandbox) as box:
        box.idle()
        client = connected(sandbox)
        sandbox.stop()

        assert not sandbox.is_running
        client.close()
        with pytest.raises(IMAPClientError):
            box.idle_done()
