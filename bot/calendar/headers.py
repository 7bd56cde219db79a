"""Writes the headers of a mail that hold what people typed, so that none becomes two.

Python's own folding does not hold that: it breaks a long name out of its quotes, and a long word
with letters beyond ASCII into a line that reads as a header.
"""

import base64
import re

from bot.calendar.text import clean_address, clean_line, clean_name

_LONGEST_WORD = 42  # octets: 56 in base64, 68 with what stands around them
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_PLAIN_WORDS = re.compile(r"(?!.*=\?)(?:[!-~](?:[ -~]*[!-~])?)?")
_LONGEST_LINE = 76


def words_line(name: str, words: str, longest: int) -> bytes:
    """A header of free words, such as Subject."""
    line = clean_line(words, longest)
    plain = _PLAIN_WORDS.fullmatch(line) and len(f"{name}: {line}") <= _LONGEST_LINE
    return _line(name, line if plain else _encoded(line))


def person_line(name: str, *, called: str, address: str) -> bytes:
    """A header with one person. ValueError if the address is none that can be written to."""
    mailbox = f"<{clean_address(address)}>"
    person = clean_name(called)
    if not person:
        return _line(name, mailbox)
    plain = _PLAIN_NAME.fullmatch(person) and len(f"{name}: {person}") <= _LONGEST_LINE
    return _line(name, f"{person if plain else _encoded(person)}\r\n {mailbox}")


def message_id_line(name: str, message_id: str) -> bytes:
    """A header with the id of one mail, without what no id may hold."""
    return _line(name, f"<{re.sub('[^!-;=?-~]', '', message_id)[:200]}>")


def plain_line(name: str, value: str) -> bytes:
    """A header whose value is our own."""
    return _line(name, value)


def _line(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode("ascii")


def _encoded(words: str) -> str:
    """RFC 2047: several encoded words if need be, each of whole characters."""
    pieces: list[bytes] = [b""]
    for character in words:
        octets = character.encode("utf-8")
        if len(pieces[-1]) + len(octets) > _LONGEST_WORD:
            pieces.append(b"")
        pieces[-1] += octets
    encoded = (f"=?utf-8?b?{base64.b64encode(piece).decode('ascii')}?=" for piece in pieces)
    return "\r\n ".join(encoded)
