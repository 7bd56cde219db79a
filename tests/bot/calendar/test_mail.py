"""Mail that goes out, as another reader opens it; and mail that comes in."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.calendar.events import Organizer
from bot.calendar.mail import IncomingMail, compose, is_authentic, read
from bot.calendar.messages import call_off, request
from bot.calendar.text import clean_line, clean_name
from tests.bot.calendar.golden import FOLDER, assert_golden
from tests.bot.calendar.meetings import (
    CALLED_OFF,
    DIGITAL,
    LATER,
    METTE,
    NOW,
    SAMMEN,
    WORKSHOP,
)
from tests.calendar_readers.readers import ask_node

INCOMING = Path(__file__).parent / "incoming"
PLAIN = "Hej Mette\n\nDu er inviteret til workshoppen 8. juni kl. 12.00-16.00.\n\nHilsen Sammen"
HTML = "<p>Hej Mette</p>\n<p>Du er inviteret til workshoppen <b>8. juni kl. 12.00-16.00</b>.</p>"


def mail(**changed: Any) -> bytes:
    parts: dict[str, Any] = {
        "organizer": SAMMEN,
        "to_name": METTE.name,
        "to": METTE.email,
        "subject": "Invitation: Workshop: krav, mængder og fælles udbud",
        "plain": PLAIN,
        "html": HTML,
        "calendar": request(WORKSHOP, METTE, now=NOW),
        "method": "request",
        "message_id": "<post-12@sammen.example>",
        "date": NOW,
    }
    return compose(**(parts | changed))


def written_mails() -> dict[str, bytes]:
    return {
        "workshop-invite.eml": mail(),
        "workshop-call-off.eml": mail(
            subject="Aflyst: Workshop: krav, mængder og fælles udbud",
            plain="Workshoppen 8. juni er aflyst.",
            html="<p>Workshoppen 8. juni er aflyst.</p>",
            calendar=call_off(CALLED_OFF, METTE, now=LATER),
            method="CANCEL",
            message_id="<post-30@sammen.example>",
            date=LATER,
            in_reply_to="<post-12@sammen.example>",
        ),
        "digital-invite.eml": mail(
            subject="Invitation: Informationsmøde",
            plain="Vi mødes på nettet.",
            html=None,
            calendar=request(DIGITAL, METTE, now=NOW),
            message_id="<post-13@sammen.example>",
        ),
        "words-only.eml": mail(
            subject="Kære Mette",
            plain="Vi fandt et nyt tidspunkt.",
            html=None,
            calendar=None,
            method=None,
            message_id="<post-14@sammen.example>",
        ),
    }


MAILS = ["workshop-invite.eml", "workshop-call-off.eml", "digital-invite.eml", "words-only.eml"]


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_byte_for_byte_as_it_was_kept(name: str) -> None:
    assert_golden(name, written_mails()[name])


def test_no_mail_is_kept_that_nothing_writes() -> None:
    assert {path.name for path in FOLDER.glob("*.eml")} == set(MAILS) == set(written_mails())


def test_another_reader_finds_the_invitation_in_the_mail() -> None:
    (opened,) = ask_node("mail", [mail()])

    (invitation,) = opened.pop("files")
    assert opened == {
        "from": [["Sammen om emissionsfrie arbejdsmaskiner", "sammen@co-pi.example"]],
        "to": [["Mette Møller, Aalborg Kommune", "mette.moller@aalborg.example"]],
        "cc": [],
        "bcc": [],
        "subject": "Invitation: Workshop: krav, mængder og fælles udbud",
        "message_id": "<post-12@sammen.example>",
        "in_reply_to": None,
        "date": "2022-05-09T08:00:00.000Z",
        "headers": [
            *("from", "to", "subject", "date", "message-id", "auto-submitted"),
            *("mime-version", "content-type"),
        ],
        "plain": PLAIN + "\n",
        "html": HTML + "\n",
        "type": "multipart/alternative",
    }
    assert base64.b64decode(invitation.pop("base64")) == request(WORKSHOP, METTE, now=NOW)
    assert invitation == {
        "type": "text/calendar",
        "disposition": None,
        "parameters": {"charset": "UTF-8", "method": "REQUEST"},
    }


def test_another_reader_sees_which_mail_an_answer_belongs_to() -> None:
    called_off, digital, words = ask_node("mail", [written_mails()[name] for name in MAILS[1:]])

    assert called_off["in_reply_to"] == "<post-12@sammen.example>"
    assert called_off["files"][0]["parameters"]["method"] == "CANCEL"
    assert (digital["type"], digital["html"]) == ("multipart/alternative", None)
    assert (words["type"], words["files"]) == ("text/plain", [])


def test_the_calendar_is_the_last_of_the_alternatives() -> None:
    kinds = [line for line in mail().split(b"\r\n") if line.startswith(b"Content-Type")]

    assert [kind.split()[1] for kind in kinds] == [
        b"multipart/alternative;",
        b"text/plain;",
        b"text/html;",
        b"text/calendar;",
    ]
    assert b"Content-Disposition" not in mail()


def test_a_mail_has_crlf_only_and_no_letters_beyond_ascii() -> None:
    for content in written_mails().values():
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def test_the_same_arguments_give_the_same_mail() -> None:
    assert written_mails() == written_mails()


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "mette"},
        {"to": "mette@aalborg.example\r\nBcc: evil@other.example"},
        {"to": "mette@aalborg.example, evil@other.example"},
        {"to": "møller@aalborg.example"},
        {"organizer": Organizer(name="Sammen", email="")},
        {"method": None},
        {"method": "REQUEST\r\nBcc: evil@other.example"},
        {"date": NOW.replace(tzinfo=None)},
    ],
)
def test_a_mail_that_cannot_be_sent_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 # what is wrong differs
        mail(**changed)


def test_a_domain_with_danish_letters_is_written_as_servers_look_it_up() -> None:
    assert b"<mette@xn--mller-vua.example>" in mail(to="mette@møller.example")


HOSTILE = st.lists(
    st.text(max_size=15)
    | st.sampled_from(
        [
            "\r\nBcc: evil@other.example",
            "\nX-Evil: 1\n\nhej",
            "\r\n\r\n<script>",
            '"',
            "\\",
            "<evil@other.example>",
            ",",
            "=?utf-8?q?=0D=0ABcc=3A_evil=40other.example?=",
            "æøå 😀 ",
            "ø" * 90,
            "\u2028Bcc: evil@other.example",
            "\x00",
            "\ud800",
        ]
    ),
    max_size=5,
).map("".join)
HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted"} | {
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "in-reply-to",
    "references",
}


# Node takes a while to start, so it reads a whole batch at once, and a failure is not made smaller.
@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE), min_size=20, max_size=40))
def test_no_words_become_a_header_or_another_recipient(
    batch: list[tuple[str, str, str, str]],
) -> None:
    contents = [
        mail(
            organizer=replace(SAMMEN, name=organizer),
            to_name=name,
            subject=subject,
            plain=words,
            html=words,
            in_reply_to=words or None,
        )
        for organizer, name, subject, words in batch
    ]

    opened = ask_node("mail", contents)

    for (organizer, name, subject, _), one, content in zip(batch, opened, contents, strict=True):
        assert set(one["headers"]) <= HEADERS
        assert len(one["headers"]) == len(set(one["headers"]))
        assert [address for _, address in one["to"]] == [METTE.email]
        assert [address for _, address in one["from"]] == [SAMMEN.email]
        assert (one["cc"], one["bcc"], len(one["files"])) == ([], [], 1)
        assert read(content).from_address == SAMMEN.email
        assert read(content).calendar == request(WORKSHOP, METTE, now=NOW)
        assert one["to"][0][0] == clean_name(name)
        assert one["from"][0][0] == clean_name(organizer)
        assert (one["subject"] or "") == clean_line(subject, 250)


@given(HOSTILE)
def test_a_subject_comes_back_as_it_was_cleaned(subject: str) -> None:
    assert read(mail(subject=subject)).subject == clean_line(subject, 250)


def test_an_answer_from_gmail_is_read() -> None:
    opened = read((INCOMING / "gmail-accepted.eml").read_bytes())

    assert opened.calendar is not None
    assert opened.calendar.startswith(b"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//")
    assert replace(opened, calendar=None, authentication_results=()) == IncomingMail(
        from_address="mette.moller@aalborg.example",
        message_id="<calendar-1f0c@google.example>",
        subject="Accepteret: Workshop: krav, mængder og fælles udbud @ ons. 8. jun. 2022",
        auto_submitted=True,  # as Google marks them; an answer all the same
        calendar=None,
        authentication_results=(),
    )


@pytest.mark.parametrize("path", sorted(INCOMING.glob("*.eml")), ids=lambda path: path.stem)
def test_both_mail_readers_find_the_same_calendar(path: Path) -> None:
    (opened,) = ask_node("mail", [path.read_bytes()])

    first = next(one for one in opened["files"] if one["type"] == "text/calendar")
    found = read(path.read_bytes())

    assert found.calendar is not None
    assert found.calendar.split() == base64.b64decode(first["base64"]).split()
    assert found.subject == opened["subject"]
    assert found.from_address == opened["from"][0][1].lower()


def raw(*headers: str, body: bytes = b"hej") -> bytes:
    return "\r\n".join([*headers, "", ""]).encode("utf-8", "surrogateescape") + body


def test_a_calendar_that_is_only_a_file_is_found() -> None:
    content = raw(
        "Content-Type: application/octet-stream; name=svar.ICS",
        "Content-Transfer-Encoding: base64",
        body=base64.b64encode(b"BEGIN:VCALENDAR"),
    )

    assert read(content).calendar == b"BEGIN:VCALENDAR"


def test_a_calendar_in_another_alphabet_becomes_utf_8() -> None:
    content = raw(
        "Content-Type: text/calendar; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable",
        body=b"M=F8ller",
    )

    assert read(content).calendar == "Møller".encode()


def test_a_calendar_in_a_mail_that_was_forwarded_is_not_an_answer() -> None:
    content = raw("Content-Type: message/rfc822", body=mail())

    assert read(content).calendar is None


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: no", False),
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-generated (holidays)", True),
        ("X-Auto: 1", False),
    ],
)
def test_a_machine_says_that_it_is_one(header: str, automatic: bool) -> None:
    assert read(raw(header)).auto_submitted is automatic


NOTHING = IncomingMail(
    from_address=None,
    message_id="",
    subject="",
    auto_submitted=False,
    calendar=None,
    authentication_results=(),
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 100,
        b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
            for n in range(3000)
        ),
        raw("Content-Type: multipart/alternative; boundary=x", body=b"--x\r\n--x--"),
        raw("Content-Type: multipart/alternative", body=b"--\r\n"),
        raw("From: a@b.example", "From: c@d.example"),
        raw("From: a@b.example, c@d.example"),
        raw("From: \udce6@b.example"),
    ],
)
def test_a_broken_mail_says_nothing(content: bytes) -> None:
    assert read(content) == NOTHING


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Type: text/calendar; charset=nowhere"],
        ["Content-Type: text/calendar; charset*=utf-8''%FF%FE"],
        ["Content-Type: text/calendar; charset=\udcff"],
        ["Content-Type: text/calendar; charset=base64"],
        ["Content-Type: text/calendar; charset=idna"],
        ["Content-Type: text/calendar", "Content-Transfer-Encoding: x-uuencode"],
        ["Content-Type: text/calendar", "Content-Transfer-Encoding: nonsense"],
        ["Content-Type: text/calendar", "Content-Transfer-Encoding: \udcff"],
        [
            "Content-Type: x; name*0*=us-ascii'en'%; name*2=b; name*1=\udcff.ics",
            "Subject: =?x?q?a?=",
        ],
        ["Content-Type: application/ics", "Subject: =?utf-8?b?a?=", "From: =?utf-8?b?a?= <a@b>"],
    ],
)
def test_broken_headers_never_raise(headers: list[str]) -> None:
    assert isinstance(read(raw(*headers, body=b"begin 666 x\n!!\nM")), IncomingMail)


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: text/calendar; " + b';a="b' * 400_000 + b"\r\n\r\n",
        b"Content-Disposition: attachment" + b';\r\n a="b' * 200_000 + b"\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 50_000,
        b"From: " + b'("' * 1_000_000 + b"\r\n\r\n",
        b"Subject: " + b"=?utf-8?q?a?= " * 150_000 + b"\r\n\r\n",
        b"Authentication-Results: mx; " + b" " * 2_000_000 + b"\r\n\r\n",
    ],
    ids=["parameters", "folded", "parts", "from", "subject", "results"],
)
def test_a_mail_made_to_take_long_does_not(content: bytes) -> None:
    before = perf_counter()

    assert read(content).calendar is None
    assert perf_counter() - before < 30


@settings(max_examples=300)
@given(
    st.lists(
        st.binary(max_size=12)
        | st.sampled_from(
            [
                line + b"\r\n"
                for line in (INCOMING / "gmail-accepted.eml").read_bytes().split(b"\r\n")
            ]
            + [b"Content-Type: ", b"multipart/mixed; boundary=x", b"\r\n--x\r\n", b"\r\n\r\n"]
            + [
                b"Content-Transfer-Encoding: ",
                b"x-uuencode",
                b"base64",
                b"; charset=",
                b"*0*=",
                b"'",
            ]
            + [b"message/rfc822", b"message/delivery-status", b"message/partial", b"text/calendar"]
        ),
        max_size=30,
    )
)
def test_pieces_of_mail_in_any_order_never_raise(pieces: list[bytes]) -> None:
    assert isinstance(read(b"".join(pieces)), IncomingMail)


OURS = "mx.co-pi.example"


def came(*results: str, sender: str = "Mette <mette@aalborg.example>") -> IncomingMail:
    return read(raw(f"From: {sender}", *(f"Authentication-Results: {one}" for one in results)))


@pytest.mark.parametrize(
    "results",
    [
        [f"{OURS}; dmarc=pass header.from=aalborg.example"],
        [f"{OURS}; dmarc=pass"],
        [f"{OURS}; dkim=fail header.d=x.example; dkim=pass header.d=aalborg.example"],
        [f"{OURS}; dkim=pass header.i=@aalborg.example"],
        [f"{OURS}; spf=pass smtp.mailfrom=bounce@aalborg.example"],
        ["mx.other.example; dmarc=fail", f"{OURS}; dmarc=pass header.from=aalborg.example"],
        [f"{OURS}; dmarc=pass header.from=aalborg.example", f"{OURS}; dmarc=fail"],
    ],
)
def test_our_own_server_vouches_for_the_sender(results: list[str]) -> None:
    assert is_authentic(came(*results), address="Mette@Aalborg.example", authserv=OURS)


@pytest.mark.parametrize(
    "results",
    [
        [],
        [f"{OURS}; none"],
        [f"{OURS}; dmarc=fail header.from=aalborg.example; spf=pass smtp.mailfrom=aalborg.example"],
        [f"{OURS}; dmarc=none; dkim=none; spf=softfail smtp.mailfrom=aalborg.example"],
        [f"{OURS}; dkim=pass header.d=other.example; spf=pass smtp.mailfrom=a@other.example"],
        [f"{OURS}; dkim=pass header.d=other.example header.i=@aalborg.example"],
        [f"{OURS}; dmarc=pass header.from=other.example"],
        [f"{OURS}; spf=pass smtp.helo=aalborg.example"],
        [f"{OURS}; dkim=pass"],
        [f"{OURS}; arc=pass header.d=aalborg.example"],
        [f"{OURS}; (dmarc=pass)"],
        ["mx.other.example; dmarc=pass header.from=aalborg.example"],
        [f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass header.from=aalborg.example"],
        [f"{OURS}; none", f"{OURS}; dmarc=pass header.from=aalborg.example"],
    ],
)
def test_nobody_else_vouches_for_the_sender(results: list[str]) -> None:
    assert not is_authentic(came(*results), address="mette@aalborg.example", authserv=OURS)


def test_the_sender_is_who_answers_or_it_is_nobodys_answer() -> None:
    passed = f"{OURS}; dmarc=pass"

    for server in (OURS, None):
        for sender in ("evil@other.example", '"mette@aalborg.example" <evil@other.example>', ""):
            mail_in = came(passed, sender=sender)
            assert not is_authentic(mail_in, address="mette@aalborg.example", authserv=server)


def test_without_a_server_to_ask_the_address_has_to_do() -> None:
    assert is_authentic(came(), address=" METTE@aalborg.example", authserv=None)
    assert is_authentic(came(), address="mette@aalborg.example", authserv="")
    assert not is_authentic(came(), address="nobody", authserv=None)


def test_the_date_is_in_utc() -> None:
    at = datetime(2022, 5, 9, 10, 0, tzinfo=UTC)

    assert b"Date: Mon, 09 May 2022 10:00:00 +0000\r\n" in mail(date=at)
