import pytest

from bot.calendar.text import (
    clean_address,
    clean_line,
    clean_link,
    clean_name,
    clean_text,
    secure_link,
)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Kom\r\nnu\rog\u2028her\u2029\x85ja \n", "Kom\nnu\nog\nher\n\nja"),
        ("a\x00b\x07c\x1b[31m\x7f", "abc[31m"),
        ("a\tb", "a b"),
        ("halv \ud83d", "halv"),
        ("\ufeffDokken", "Dokken"),
        ("æøå 👩🏽‍🔧", "æøå 👩🏽‍🔧"),
        ("x" * 11, "x" * 9 + "…"),
    ],
)
def test_text_keeps_plain_newlines_and_no_control_characters(typed: str, clean: str) -> None:
    assert clean_text(typed, 30 if len(typed) != 11 else 10) == clean


def test_a_line_is_one_line() -> None:
    assert clean_line(" Sal\r\n 2,\x85 Dokken\u00a0B ", 200) == "Sal 2, Dokken B"


def test_a_name_has_no_quotes_carets_or_brackets() -> None:
    assert clean_name('Mette "M" ^Møller\n<mette@x.example>') == "Mette M Møller mette@x.example"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        (" https://meet.example/a?b=c&d=%20#e ", "https://meet.example/a?b=c&d=%20#e"),
        ("HTTPS://Meet.Example:8443/A", "https://meet.example:8443/A"),
        ("https://møder.example/ø", "https://xn--mder-gra.example/%C3%B8"),
        ('https://meet.example/"<a>\\', "https://meet.example/%22%3Ca%3E%5C"),
        ("https://meet.example", "https://meet.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,hej", None),
        ("//meet.example/a", None),
        ("https:///a", None),
        ("https://a b.example", None),
        ("https://meet.example/a\r\nATTENDEE:mailto:x@y.example", None),
        ("https://meet.example/a\u2028b", None),
        ("https://meet.example/\u202ecod.exe", None),
        ("https://meet.example/\x00", None),
        ("https://known.example@other.example/", None),
        ("https://meet.example:port/", None),
        ("https://[::1/", None),
        ("https://-a..b-.example/", None),
        ("https://meet.example/" + "a" * 1000, None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_is_an_address_on_the_web_or_nothing(typed: str | None, link: str | None) -> None:
    assert clean_link(typed) == link


def test_a_link_that_is_typed_today_is_a_secure_one() -> None:
    assert secure_link("https://meet.example/a") == "https://meet.example/a"
    assert secure_link(" HTTPS://meet.example ") == "https://meet.example"
    assert secure_link("http://meet.example/a") is None
    assert secure_link("nope") is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Mette.Moller+x@Aalborg.example ", "Mette.Moller+x@Aalborg.example"),
        ("mette@møller.example", "mette@xn--mller-vua.example"),
    ],
)
def test_an_address_is_kept_as_it_is_written_to(typed: str, address: str) -> None:
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "a@",
        "@b",
        "a",
        "a@b c",
        "mø@b.example",
        "a@b@c",
        "a..b@c.example",
        ".a@b.example",
        "a@b.example\nBcc: c@d.example",
        "a@b.example\x00",
        '"a b"@c.example',
        "a@b..c",
        "<a@b>",
        "a" * 250 + "@b.example",
    ],
)
def test_what_no_mail_can_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 # idna has its own words
        clean_address(typed)
