import pytest

from bot.calendar.senders import Finding, findings, sender


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("mette@aalborg.example", "mette@aalborg.example"),
        ("Mette <Mette@Aalborg.example>", "mette@aalborg.example"),
        ('"Møller, Mette" <mette@aalborg.example>', "mette@aalborg.example"),
        ("mette@aalborg.example (Mette (Aalborg))", "mette@aalborg.example"),
        ('"mette@aalborg.example" <evil@other.example>', "evil@other.example"),
        ('"a \\" <b@c.example>" <evil@other.example>', "evil@other.example"),
        ("=?utf-8?q?Mette=3Ca=40b=3E?= <mette@aalborg.example>", "mette@aalborg.example"),
        ("Mette\r\n <mette@aalborg.example>", "mette@aalborg.example"),
        ("mette@aalborg.example <evil@other.example>", None),
        ("mette@aalborg.example, jens@metro.example", None),
        ("<mette@aalborg.example> <evil@other.example>", None),
        ("mette@aalborg.example)<evil@other.example>", None),
        ("Group: mette@aalborg.example;", None),
        ("Mette", None),
        ('"Mette <mette@aalborg.example>', None),
        ("(mette@aalborg.example", None),
        ("", None),
    ],
)
def test_a_sender_is_one_address_that_cannot_be_read_in_two_ways(
    header: str, address: str | None
) -> None:
    assert sender(header) == address


def test_the_findings_of_our_own_server_are_read() -> None:
    header = (
        "MX.co-pi.example 1 (a comment; dmarc=pass); dkim/1 = pass (2048-bit key)\r\n"
        ' reason="all; well" header.d=Aalborg.example; dmarc=fail header.from=aalborg.example;'
    )

    assert findings(header, authserv="mx.co-pi.example") == [
        Finding(
            method="dkim",
            result="pass",
            about={"reason": "allwell", "header.d": "aalborg.example"},
        ),
        Finding(method="dmarc", result="fail", about={"header.from": "aalborg.example"}),
    ]


def test_no_check_made_is_no_finding() -> None:
    assert findings("mx.co-pi.example; none", authserv="mx.co-pi.example") == []


@pytest.mark.parametrize(
    "header",
    [
        "mx.other.example; dmarc=pass",
        "(mx.co-pi.example); dmarc=pass",
        '"mx.other.example; mx.co-pi.example"; dmarc=pass',
        "xmx.co-pi.example; dmarc=pass",
        "; mx.co-pi.example; dmarc=pass",
        "",
    ],
)
def test_what_another_server_found_counts_for_nothing(header: str) -> None:
    assert findings(header, authserv="mx.co-pi.example") is None
