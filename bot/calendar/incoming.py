"""Mail as it comes back: what it says, and whether it is from whom it says. RFC 6047."""

from dataclasses import dataclass
from email.message import Message
from enum import Enum, auto

from bot.calendar.bounces import Bounce, find_bounce
from bot.calendar.mail import LONGEST_BODY, LONGEST_SUBJECT
from bot.calendar.mime import content_of, decoded, first_header, headers_of, parse, parts_of
from bot.calendar.senders import Finding, findings, sender
from bot.calendar.text import clean_address, clean_line, clean_text

TRUST_FROM = "trust-from"  # instead of a server's name: whoever stands in From is believed
_FILES = frozenset({"application/ics", "text/x-vcalendar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """What is looked at in a mail that came in."""

    from_address: str | None  # in lower case; None if it names nobody or several
    message_id: str
    subject: str
    words: str  # the first part in plain text
    auto_submitted: bool  # by a machine, such as an answer about holidays
    calendar: bytes | None  # in UTF-8
    bounce: Bounce | None
    authentication_results: tuple[str, ...]  # the topmost first


class Origin(Enum):
    """Whether a mail is from that address."""

    PROVEN = auto()
    CLAIMED = auto()  # it says so, and there is no server to ask
    FALSE = auto()  # from another one, or our server does not vouch for it


def read(raw: bytes) -> IncomingMail:
    """What the mail says. Never raises: what cannot be read is missing."""
    mail = parse(raw)
    senders = headers_of(mail, "From")
    return IncomingMail(
        from_address=sender(senders[0]) if len(senders) == 1 else None,
        message_id=clean_line(first_header(mail, "Message-ID"), 998),
        subject=clean_line(decoded(first_header(mail, "Subject")[:2000]), LONGEST_SUBJECT),
        words=clean_text(_find_words(mail), LONGEST_BODY),
        auto_submitted=first_header(mail, "Auto-Submitted").strip().lower() not in {"", "no"},
        calendar=_find_calendar(mail),
        bounce=find_bounce(mail),
        authentication_results=tuple(headers_of(mail, "Authentication-Results")),
    )


def origin_of(mail: IncomingMail, *, address: str, authserv: str) -> Origin:
    """Whether the mail is from that address, as far as our own mail server can tell.

    Only the topmost result that bears the server's name counts: whatever lies below came with the
    mail. So name a server only if it writes one on every mail.
    """
    if mail.from_address is None or mail.from_address != _looked_up(address):
        return Origin.FALSE
    if not authserv:
        return Origin.CLAIMED
    if authserv.lower() == TRUST_FROM:
        return Origin.PROVEN
    by_server = (findings(one, authserv=authserv) for one in mail.authentication_results)
    topmost = next((found for found in by_server if found is not None), [])
    domain = mail.from_address.rpartition("@")[2]
    if any(one.method == "dmarc" and one.result == "fail" for one in topmost):
        return Origin.FALSE
    is_proven = any(one.result == "pass" and _is_about(one, domain) for one in topmost)
    return Origin.PROVEN if is_proven else Origin.FALSE


def _is_about(finding: Finding, domain: str) -> bool:
    """Whether the check speaks of the domain in From, and not of a sender behind the scenes."""
    about = finding.about
    match finding.method:
        case "dmarc":
            checked = about.get("header.from", domain)
        case "dkim":
            checked = about.get("header.d") or about.get("header.i", "")
        case "spf":
            checked = about.get("smtp.mailfrom", "")
        case _:
            return False
    return checked.rpartition("@")[2] == domain


def _looked_up(address: str) -> str | None:
    try:
        return clean_address(address).lower()
    except ValueError:
        return None


def _find_calendar(mail: Message) -> bytes | None:
    """The first part that is a calendar, or else the first file that looks like one."""
    parts = parts_of(mail)
    within = [part for part in parts if part.get_content_type() == "text/calendar"]
    files = [part for part in parts if _is_calendar_file(part)]
    return next((content_of(part) for part in (*within, *files)), None)


def _is_calendar_file(part: Message) -> bool:
    return part.get_content_type() in _FILES or (part.get_filename() or "").lower().endswith(".ics")


def _find_words(mail: Message) -> str:
    for part in parts_of(mail):
        if part.get_content_type() == "text/plain" and part.get_filename() is None:
            return content_of(part).decode("utf-8", "replace")
    return ""
