"""A mail that came in, taken apart. Whatever it is, that takes no long time and never raises."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

LARGEST = 256 * 1024  # bytes; what lies beyond is not looked at: an answer has a hundredth of that
_DEEPEST = 10
# What Python's parser would take seconds for is counted in the bytes before it sees them: an answer
# has three parts, a mail that comes back a few more.
_MOST_BOUNDARIES = 200
_MOST_NESTED = 30
_MOST_BLOCKS = 2000  # with a blank line between them: each is a part where deliveries are reported
_BOUNDARY = re.compile(rb"[\r\n]--")
_NESTED = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")
# What a part is takes it minutes to find out when it is said at this length.
_ENDLESS_HEADER = re.compile(
    rb"^content-[a-z-]+:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE
)


def parse(raw: bytes) -> Message:
    """The mail; an empty one if it is made to take long."""
    raw = raw[:LARGEST]
    if (
        len(_BOUNDARY.findall(raw)) > _MOST_BOUNDARIES
        or len(_NESTED.findall(raw)) > _MOST_NESTED
        or len(_BLANK_LINE.findall(raw)) > _MOST_BLOCKS
        or _ENDLESS_HEADER.search(raw)
    ):
        return Message()
    try:
        return message_from_bytes(raw)
    except RecursionError:  # parts within parts within parts
        return Message()


def parts_of(mail: Message) -> list[Message]:
    """The parts that hold something. A mail within the mail is somebody else's words."""
    return list(_parts(mail, _DEEPEST))


def _parts(mail: Message, deepest: int) -> Iterator[Message]:
    if mail.get_content_maintype() == "message" or not deepest:
        return
    payload = mail.get_payload()
    if not isinstance(payload, list):
        yield mail
        return
    for part in payload:
        if isinstance(part, Message):
            yield from _parts(part, deepest - 1)


def content_of(part: Message) -> bytes:
    """What is in it, text in UTF-8."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        return content.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):  # no such charset, or one that is none
        return content


def headers_of(mail: Message, name: str) -> list[str]:
    """All headers of that name, the topmost first."""
    return [str(one) for one in mail.get_all(name, [])]


def first_header(mail: Message, name: str) -> str:
    """The topmost one, or nothing."""
    return next(iter(headers_of(mail, name)), "")


def decoded(header: str) -> str:
    """A header's words, as its writer meant them."""
    try:
        return str(make_header(decode_header(header)))
    except (LookupError, ValueError, HeaderParseError):
        return header
