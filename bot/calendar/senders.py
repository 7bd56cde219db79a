"""Reads two headers that say who sent a mail: From, and Authentication-Results (RFC 8601).

Strict on purpose: what can be read in two ways is nobody's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENDER = re.compile(
    r"(?:[^<>,:;@]*<\s*(?P<angled>[^\s<>,:;@]+@[A-Za-z0-9.-]+)\s*>"
    r"|(?P<bare>[^\s<>,:;@]+@[A-Za-z0-9.-]+))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check and its outcome: "dkim", "pass", and what it was about."""

    method: str
    result: str
    about: dict[str, str]  # such as {"header.d": "aalborg.example"}


def sender(header: str) -> str | None:
    """The one address in a From header, in lower case. None if there is not exactly one."""
    found = _SENDER.fullmatch(_bare(header, quoted="").strip())
    address = (found["angled"] or found["bare"]) if found else ""
    return address.lower() if address.isascii() and address else None


def findings(header: str, *, authserv: str) -> list[Finding] | None:
    """What that server found; None if the header is another server's."""
    server, *results = _bare(header, quoted='";= \t').split(";")
    if server.lower().split()[:1] != [authserv.lower()]:
        return None
    return [found for result in results for found in _finding(result.lower())]


def _finding(result: str) -> Iterator[Finding]:
    tokens = " ".join(result.split()).replace(" =", "=").replace("= ", "=").split()
    if not tokens or "=" not in tokens[0]:  # also "none": no check was made
        return
    method, _, outcome = tokens[0].partition("=")
    properties = (token.partition("=") for token in tokens[1:])
    about = {name: value for name, _, value in properties}
    yield Finding(method=method.partition("/")[0], result=outcome, about=about)


def _bare(header: str, *, quoted: str) -> str:
    """The header without comments and quotes; of what was quoted all but those characters.

    With no characters given, what was quoted is left out altogether.
    """
    kept: list[str] = []
    depth, in_quotes, escaped = 0, False, False
    for character in header:
        if escaped:
            escaped = False
        elif character == "\\" and (in_quotes or depth):
            escaped = True
        elif character == '"' and not depth:
            in_quotes = not in_quotes
        elif in_quotes:
            kept += [character] if quoted and character not in quoted else []
        elif character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(character)
    # Something left open reaches to the end, so nothing after it counts.
    return "".join(kept)
