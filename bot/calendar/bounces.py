"""Mail of ours that comes back: which it was, and what the server says of it. RFC 3462 and 3464."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from bot.calendar.mime import content_of, first_header
from bot.calendar.text import clean_line

LONGEST_REASON = 300
_RETURNED = frozenset({"message/rfc822", "message/global"})
_HEADERS = frozenset({"text/rfc822-headers", "message/global-headers"})
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(r"^[a-z0-9-]+\s*;\s*", re.IGNORECASE)  # "smtp; 550 No such user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A mail that will not arrive. Anybody may claim that: look whether the Message-ID is ours."""

    message_id: str
    reason: str  # in the server's words


def find_bounce(mail: Message) -> Bounce | None:
    """What a report says. None for another mail, and for one that is merely late."""
    payload = mail.get_payload()
    if mail.get_content_type() != "multipart/report" or not isinstance(payload, list):
        return None
    parts = [part for part in payload if isinstance(part, Message)]
    reason = next(_reasons(parts), None)
    message_id = next(_message_ids(parts), None)
    if reason is None or message_id is None:
        return None
    return Bounce(message_id=message_id, reason=reason)


def _reasons(parts: list[Message]) -> Iterator[str]:
    """Of each reader whom it did not reach. There is one, for a mail of ours has one."""
    for part in parts:
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in blocks:
            if not isinstance(block, Message):
                continue
            if first_header(block, "Action").strip().lower() == "failed":
                said = _KIND.sub("", first_header(block, "Diagnostic-Code").strip())
                status = first_header(block, "Status").strip()
                yield clean_line(said or status or "failed", LONGEST_REASON)


def _message_ids(parts: list[Message]) -> Iterator[str]:
    """Of the mail that is returned, whole or its headers alone."""
    for part in parts:
        kind, payload = part.get_content_type(), part.get_payload()
        if kind in _RETURNED and isinstance(payload, list):
            returned = next((one for one in payload if isinstance(one, Message)), Message())
            said = f"Message-ID: {first_header(returned, 'Message-ID').strip()}"
        elif kind in _HEADERS:
            said = content_of(part).decode("utf-8", "replace")
        else:
            continue
        if found := _MESSAGE_ID.search(said):
            yield found[1]
