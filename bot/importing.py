"""Rows of people from a table: which column is what, by its header or else by what stands in it.

Header words are Danish or English, in any order. Nothing is written here; what becomes of each row
is decided in bot/importing_plan.py.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import utils

from bot.conversation.questions import Language
from bot.importing_tables import MOST_ROWS, FileFault, Line, Table
from models.enums import Role


class Column(StrEnum):
    """What a column may hold."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    EMAIL = "email"
    ORGANISATION = "organisation"
    ROLE = "role"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person as the table has them: text, neither checked nor changed."""

    number: int  # as a spreadsheet shows it
    name: str
    email: str
    organisation: str
    role: str = ""
    language: str = ""


_HEADERS: dict[Column, tuple[str, ...]] = {
    Column.NAME: (
        *("navn", "fulde navn", "fuldt navn", "deltager", "kontakt", "kontaktperson", "person"),
        *("medarbejder", "name", "full name", "participant", "contact", "contact person"),
    ),
    Column.GIVEN: ("fornavn", "given name", "first name", "firstname"),
    Column.FAMILY: ("efternavn", "family name", "last name", "surname", "lastname"),
    Column.EMAIL: (
        *("mail", "mailadresse", "mail adresse", "emailadresse", "e mailadresse", "adresse"),
        *("e mail adresse", "email adresse", "arbejdsmail", "email", "e mail", "email address"),
        *("e mail address", "mail address", "address"),
    ),
    Column.ORGANISATION: (
        *("organisation", "organisationsnavn", "virksomhed", "firma", "kommune", "arbejdsplads"),
        *("arbejdssted", "bygherre", "myndighed", "selskab", "institution", "organization", "org"),
        *("organisation name", "company", "municipality", "workplace", "employer"),
    ),
    Column.ROLE: ("rolle", "rolle i processen", "role", "role in the process"),
    Column.LANGUAGE: ("sprog", "foretrukket sprog", "language", "preferred language", "lang"),
}
_COLUMN_OF = {words: column for column, phrases in _HEADERS.items() for words in phrases}
_ADDRESS = re.compile(r"\S+@\S+")
_ORGANISATION = re.compile(
    r"kommune|komm\b|region|styrelse|forsyning|havn|selskab|a/s\b|aps\b|\bi/s\b|vand\b|direktorat"
    r"|universitet|forvaltning|municipality|council|\bltd\b|\binc\b|\bgroup\b|letbane|energi",
    re.IGNORECASE,
)

ROLE_WORDS: dict[str, Role] = {
    **dict.fromkeys(
        (
            *("need owner", "behovsejer", "bygherre", "offentlig bygherre", "public client"),
            *("client", "offentlig bygherre behovsejer", "public client need owner"),
        ),
        Role.NEED_OWNER,
    ),
    **dict.fromkeys(("scaling partner", "skaleringspartner"), Role.SCALING_PARTNER),
    **dict.fromkeys(("adviser", "advisor", "rådgiver", "konsulent"), Role.ADVISER),
    **dict.fromkeys(("knowledge partner", "videnspartner"), Role.KNOWLEDGE_PARTNER),
    **dict.fromkeys(
        ("market actor", "markedsaktør", "leverandør", "supplier", "vendor"), Role.MARKET_ACTOR
    ),
    **dict.fromkeys(("facilitator", "procesleder", "process leader"), Role.FACILITATOR),
}
LANGUAGE_WORDS: dict[str, Language] = {
    **dict.fromkeys(("da", "dk", "dansk", "danish", "da dk"), Language.DANISH),
    **dict.fromkeys(("en", "eng", "engelsk", "english", "en gb", "en us"), Language.ENGLISH),
}


def folded(words: str) -> str:
    """Lower case, signs as spaces: by which words of headers, roles and languages are known."""
    return " ".join(utils.default_process(words).replace("_", " ").split())


def rows_of(table: Table) -> tuple[Row, ...] | FileFault:
    """The people in a table, in its order."""
    columns = _by_header(table.lines[0][1])
    lines = table.lines
    if columns is not None:
        lines = lines[1:]
    else:
        columns = _by_content(lines)
    if Column.EMAIL not in columns:
        return FileFault.NO_ADDRESSES
    if len(lines) > MOST_ROWS:
        return FileFault.TOO_MANY_ROWS
    if not lines:
        return FileFault.EMPTY
    return tuple(_row(line, columns) for line in lines)


def _by_header(cells: Sequence[str]) -> dict[Column, int] | None:
    """Which column is where, if this line names them. An address in it makes it no header."""
    if any(_ADDRESS.fullmatch(cell) for cell in cells):
        return None
    columns: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = _COLUMN_OF.get(folded(cell))
        if column is not None:
            columns.setdefault(column, place)
    return columns if Column.EMAIL in columns or len(columns) > 1 else None


def _by_content(lines: Sequence[Line]) -> dict[Column, int]:
    """Which column is where, by what most of its cells look like."""
    width = max(len(cells) for _, cells in lines)
    filled = [
        [cells[place] for _, cells in lines if place < len(cells) and cells[place]]
        for place in range(width)
    ]

    def share(place: int, looks_right: Callable[[str], object]) -> float:
        cells = filled[place]
        return sum(bool(looks_right(cell)) for cell in cells) / len(cells) if cells else 0.0

    free = [place for place in range(width) if filled[place]]
    columns: dict[Column, int] = {}
    tests: tuple[tuple[Column, float, Callable[[str], object]], ...] = (
        (Column.EMAIL, 0.3, _ADDRESS.search),
        (Column.LANGUAGE, 0.8, lambda cell: folded(cell) in LANGUAGE_WORDS),
        (Column.ROLE, 0.6, lambda cell: folded(cell) in ROLE_WORDS),
        (Column.ORGANISATION, 0.25, _ORGANISATION.search),
    )
    for column, least, looks_right in tests:
        best = max(free, key=lambda place: share(place, looks_right), default=None)  # used at once
        if best is not None and share(best, looks_right) >= least:
            columns[column] = best
            free.remove(best)
    for column in (Column.NAME, Column.ORGANISATION):
        if column not in columns and free:
            columns[column] = free.pop(0)
    return columns


def _row(line: Line, columns: dict[Column, int]) -> Row:
    number, cells = line

    def cell(column: Column) -> str:
        place = columns.get(column)
        return cells[place] if place is not None and place < len(cells) else ""

    name = cell(Column.NAME) or f"{cell(Column.GIVEN)} {cell(Column.FAMILY)}".strip()
    return Row(
        number=number,
        name=name,
        email=_bare(cell(Column.EMAIL)),
        organisation=cell(Column.ORGANISATION),
        role=cell(Column.ROLE),
        language=cell(Column.LANGUAGE),
    )


def _bare(address: str) -> str:
    """An address out of its wrapping: `Mette <mette@a.dk>`, `mailto:mette@a.dk`, `mette@a.dk;`."""
    inner = re.search(r"<([^<>]+)>", address)
    plain = (inner[1] if inner else address).strip().strip(";,")
    return re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE).strip()
