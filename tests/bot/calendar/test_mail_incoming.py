"""Mail that comes in: what it says, whom it is from, and what is made to be misread."""

import base64
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.incoming import TRUST_FROM, IncomingMail, Origin, origin_of, read
from bot.calendar.mime import LARGEST, parse
from tests.bot.calendar.golden import FOLDER
from tests.calendar_readers.readers import ask_node

INCOMING = Path(__file__).parent / "incoming"


def test_an_answer_from_gmail_is_read() -> None:
    opened = read((INCOMING / "gmail-accepted.eml").read_bytes())

    assert opened.calendar is not None
    assert opened.calendar.startswith(b"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//")
    assert replace(opened, words="", calendar=None, authentication_results=()) == IncomingMail(
        from_address="mette.moller@aalborg.example",
        message_id="<calendar-1f0c@google.example>",
        subject="Accepteret: Workshop: krav, mængder og fælles udbud @ ons. 8. jun. 2022",
        words="",
        auto_submitted=True,  # as Google marks them; an answer all the same
        calendar=None,
        bounce=None,
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
    content = raw(
        "Content-Type: message/rfc822", body=(FOLDER / "workshop-invite.eml").read_bytes()
    )

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


@pytest.mark.parametrize(
    "content",
    [
        raw("Content-Type: multipart/mixed; boundary=x", body=b"--x\n\n" * 250_000),
        raw("Content-Type: multipart/mixed; boundary=x", body=b"--x\r\r" * 80_000),
        raw("Content-Type: message/delivery-status", body=b"a: b\n\n" * 250_000),
        raw(*['Content-Type: multipart/mixed; boundary="b"', "--b"] * 5000),
    ],
    ids=["parts", "parts, other line ends", "blocks", "nested"],
)
def test_a_mail_of_endless_parts_is_not_taken_apart(content: bytes) -> None:
    assert parse(content).get_payload() is None


def test_what_lies_beyond_the_beginning_of_a_mail_is_not_looked_at() -> None:
    content = raw("Content-Type: text/plain", body=b"x" * LARGEST * 2)

    assert len(parse(content).get_payload()) < LARGEST


NOTHING = IncomingMail(
    from_address=None,
    message_id="",
    subject="",
    words="",
    auto_submitted=False,
    calendar=None,
    bounce=None,
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
    assert replace(read(content), words="") == NOTHING


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
    made = origin_of(came(*results), address="Mette@Aalborg.example", authserv=OURS)

    assert made is Origin.PROVEN


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
    made = origin_of(came(*results), address="mette@aalborg.example", authserv=OURS)

    assert made is Origin.FALSE


def test_the_sender_is_who_answers_or_it_is_nobodys_answer() -> None:
    passed = f"{OURS}; dmarc=pass"

    for server in (OURS, "", TRUST_FROM):
        for sender in ("evil@other.example", '"mette@aalborg.example" <evil@other.example>', ""):
            mail_in = came(passed, sender=sender)
            made = origin_of(mail_in, address="mette@aalborg.example", authserv=server)
            assert made is Origin.FALSE


@pytest.mark.parametrize(
    ("authserv", "made"),
    [("", Origin.CLAIMED), (TRUST_FROM, Origin.PROVEN), ("Trust-From", Origin.PROVEN)],
)
def test_without_a_server_to_ask_the_address_proves_nothing_unless_it_is_said_to(
    authserv: str, made: Origin
) -> None:
    mail_in = came()

    assert origin_of(mail_in, address=" METTE@aalborg.example", authserv=authserv) is made
    assert origin_of(mail_in, address="nobody", authserv=authserv) is Origin.FALSE
