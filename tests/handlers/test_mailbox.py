"""Sammen's mailbox on a real IMAP server."""

import pytest

from bot.calendar.mime import LARGEST
from bot.mailbox import MailboxUnreachable, Mark
from handlers.mailbox import ImapMailbox
from tests.post_office import PostOffice, post_office

__all__ = ["post_office"]


def mail(number: int) -> bytes:
    # With plain line ends: this server makes them so.
    return f"Message-ID: <{number}@aalborg.example>\nSubject: {number}\n\nHej\n".encode()


def read(office: PostOffice, since: Mark | None) -> list[tuple[int, bytes]]:
    return [(one.mark.uid, one.raw) for one in office.mailbox.new_mails(since)]


def last(office: PostOffice) -> Mark:
    *_, received = office.mailbox.new_mails(None)
    return received.mark


def test_mails_are_read_in_the_order_in_which_they_came(post_office: PostOffice) -> None:
    for number in (1, 2, 3):
        post_office.receive(mail(number))

    assert read(post_office, None) == [(1, mail(1)), (2, mail(2)), (3, mail(3))]


def test_what_has_been_read_is_not_read_again(post_office: PostOffice) -> None:
    post_office.receive(mail(1))
    mark = last(post_office)
    nothing = read(post_office, mark)
    post_office.receive(mail(2))

    assert nothing == []
    assert read(post_office, mark) == [(2, mail(2))]


def test_when_the_server_counts_anew_everything_is_read_again(post_office: PostOffice) -> None:
    post_office.receive(mail(1))
    post_office.receive(mail(2))
    mark = last(post_office)
    post_office.count_anew()

    found = list(post_office.mailbox.new_mails(mark))

    assert [one.raw for one in found] == [mail(1), mail(2)]
    assert {one.mark.uid_validity for one in found} != {mark.uid_validity}


def test_an_empty_mailbox_has_nothing_new(post_office: PostOffice) -> None:
    assert read(post_office, None) == []


def test_reading_leaves_the_mail_unread_and_in_its_place(post_office: PostOffice) -> None:
    post_office.receive(mail(1))

    read(post_office, None)

    assert post_office.own_copies() == [mail(1)]
    assert [path.name for path in post_office.folder.rglob("*:2,*S*")] == []


def test_of_a_huge_mail_the_beginning_is_read(post_office: PostOffice) -> None:
    post_office.receive(mail(1) + b"x" * LARGEST)

    [(_, raw)] = read(post_office, None)

    assert len(raw) == LARGEST
    assert raw.startswith(mail(1))


def test_a_mailbox_that_is_down_says_so(post_office: PostOffice) -> None:
    post_office.close()

    with pytest.raises(MailboxUnreachable):
        read(post_office, None)


@pytest.mark.parametrize(("password", "folder"), [("forkert", "INBOX"), (None, "Findes ikke")])
def test_a_mailbox_that_cannot_be_opened_says_so(
    post_office: PostOffice, password: str | None, folder: str
) -> None:
    server = post_office.imap
    wrong = type(server)(
        host=server.host,
        port=server.port,
        is_encrypted=False,
        user=server.user,
        password=password or server.password,
        folder=folder,
    )

    with pytest.raises(MailboxUnreachable):
        ImapMailbox(wrong).log_in()


def test_its_name_holds_no_password(post_office: PostOffice) -> None:
    name = post_office.mailbox.name

    assert name == f"sammen@copi.example@127.0.0.1:{post_office.imap_port}/INBOX"
