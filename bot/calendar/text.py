"""Cleans words, names, addresses and links once, where they enter a calendar or a mail.

What others typed must never become a line, a property or a header of its own.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

LONGEST_TITLE = 200
LONGEST_PLACE = 200
LONGEST_DESCRIPTION = 4000
LONGEST_NAME = 100
LONGEST_LINK = 1000

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[a-z0-9-]+(?:\.[a-z0-9-]+)*",
    re.IGNORECASE,
)
# Allowed in an address as it is (RFC 3986); the rest is written with percent signs.
_LINK_PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%"


def clean_text(text: str, longest: int) -> str:
    """The text with plain newlines and without control characters; a longer one ends in "…"."""
    plain = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _cut("".join(one for one in plain if _may_stand(one)).strip(), longest)


def clean_line(text: str, longest: int) -> str:
    """The same on one line."""
    line = " ".join(clean_text(text, len(text)).split())
    return _cut(line, longest)


def clean_name(name: str) -> str:
    """A name that may stand beside an address: no quotes, carets or angle brackets."""
    # RFC 6868 has a way to write the first two, but nobody knows whether Outlook reads it.
    return clean_line(re.sub(r'["^<>\\]', " ", name), LONGEST_NAME)


def clean_address(address: str) -> str:
    """The mail address, if it is a plain one. ValueError otherwise.

    A domain with letters beyond ASCII is written as mail servers look it up (xn--).
    """
    local, at, domain = address.strip().rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    plain = f"{local}{at}{domain}"
    if not _ADDRESS.fullmatch(plain) or len(plain) > 254:
        message = "this is no mail address that can be written to"
        raise ValueError(message)
    return plain


def clean_link(url: str | None) -> str | None:
    """An http(s) address that may stand in a calendar, or None when it is none.

    An address with a name before the host is refused too: "https://known.example@other.example"
    leads elsewhere than it seems.
    """
    link = (url or "").strip()
    if len(link) > LONGEST_LINK or any(_breaks_a_link(one) for one in link):
        return None
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _is_host(host):
        return None
    rest = [quote(part, safe=_LINK_PUNCTUATION) for part in parts[2:]]
    clean = urlunsplit([parts.scheme, f"{host}{port}", *rest])
    return clean if len(clean) <= LONGEST_LINK else None


def secure_link(url: str | None) -> str | None:
    """The same of what somebody types today: nobody is led to where others can read along."""
    link = clean_link(url)
    return link if link is not None and link.startswith("https://") else None


def _may_stand(character: str) -> bool:
    # Half a character (Cs) UTF-8 cannot write, and some readers drop what marks the order of bytes.
    return character == "\n" or not (
        character == "\ufeff" or unicodedata.category(character) in {"Cc", "Cs"}
    )


def _breaks_a_link(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _is_host(host: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", host))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
