"""Reads a YAML tree field by field and notes every fault with its line.

Knows what a sound text, key, link or date is; knows nothing of processes. A field that is
faulty yields a harmless stand-in, so that one look finds all faults.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.content_faults import Faults, nearest
from bot.conversation.questions import Text

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")  # no comma, no colon: they part keys where stored
LONG_KEY = re.compile(r"[a-z][a-z0-9_-]{0,79}")
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@" + DOMAIN.pattern)
PHONE = re.compile(r"\+?[0-9][0-9 ]{6,18}[0-9]")
WORD = 200  # characters of a single value, where nothing else is said
NULL, BOOL = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as exact as it was written; `day` is the first of the month or quarter."""

    day: date
    precision: str  # a value of Precision


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word of the file and where it stands."""

    value: str
    node: Node


class Fields:
    """One mapping of the file, asked for field by field."""

    def __init__(
        self, node: Node, *, path: str, known: tuple[str, ...], faults: Faults, lost: bool = False
    ) -> None:
        self.node = node
        self.path = path
        self.faults = faults
        self._nodes: dict[str, Node] = {}
        self._readable = isinstance(node, MappingNode) and not lost
        if lost:  # that all of it is missing has been noted
            return
        if not isinstance(node, MappingNode):
            faults.note(node, path, "holds no fields", "write below it: " + ", ".join(known))
            return
        for name_node, value in node.value:
            name = name_node.value if isinstance(name_node, ScalarNode) else "?"
            if name in self._nodes:
                faults.note(name_node, self.at(name), "stands twice", "keep one of the two")
            elif name not in known:
                faults.note(name_node, self.at(name), "unknown field", nearest(name, known))
            self._nodes.setdefault(name, value)

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def wrong(self, name: str, problem: str, hint: str) -> None:
        """Note a fault of that field (or of the mapping, if the field is missing)."""
        self.faults.note(self._nodes.get(name, self.node), self.at(name), problem, hint)

    def find(self, name: str) -> Node | None:
        """The field's node; None if it is missing or null."""
        node = self._nodes.get(name)
        return None if node is None or node.tag == NULL else node

    def scalar(self, name: str) -> str | None:
        """A plain value as it was written, or None."""
        node = self.find(name)
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.wrong(name, "should be a single value", f"write {name}: and the value behind it")
            return None
        return str(node.value).strip() or None

    def word(self, name: str, *, limit: int = WORD) -> str:
        """A plain value that must be there."""
        value = self.scalar(name)
        if value is None:
            self._missing(name, f"write {name}: and the value behind it")
            return ""
        if len(value) > limit:
            self.wrong(name, f"{len(value)} characters, at most {limit}", "shorten it")
        return value

    def _missing(self, name: str, hint: str) -> None:
        if self._readable and (name not in self._nodes or self.find(name) is None):
            self.wrong(name, "is missing", hint)
        elif isinstance(node := self.find(name), ScalarNode) and not node.value.strip():
            self.wrong(name, "is empty", hint)

    def key(self, name: str = "key", *, pattern: re.Pattern[str] = KEY) -> str:
        """A stable key."""
        value = self.word(name)
        if value and not pattern.fullmatch(value):
            hint = "small letters a-z, digits and _, a letter first, at most 40 (like yearly_works)"
            self.wrong(name, f"{value!r} cannot be a key", hint)
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the words allowed there."""
        value = self.word(name)
        if value and value not in allowed:
            self.wrong(name, f"{value!r} is not known", nearest(value, allowed))
        return value

    def flag(self, name: str) -> bool:
        """True or false; false if it is not there."""
        node = self.find(name)
        if node is None:
            return False
        if node.tag != BOOL:
            self.wrong(name, "should be true or false", f"write {name}: true, or leave it out")
            return False
        return str(node.value).lower() in {"true", "yes", "on"}

    def number(self, name: str) -> Decimal:
        """An amount in plain digits."""
        value = self.word(name)
        if value and not re.fullmatch(r"-?\d+(\.\d{1,2})?", value):
            hint = "plain digits, a point only before one or two decimals: 75000 or 2.5"
            self.wrong(name, f"{value!r} is not a number, or could be read as two", hint)
            return Decimal(0)
        return Decimal(value or 0)

    def whole_number(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number between the two, or None if it is not there."""
        value = self.scalar(name)
        if value is None:
            return None
        if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
            hint = f"a whole number from {least} to {most}, or leave it out"
            self.wrong(name, f"{value!r} cannot be right", hint)
            return None
        return int(value)

    def text(self, name: str, *, limit: int) -> Text:
        """Words in Danish and English."""
        if self.find(name) is None:
            self._missing(name, "write da: and en: below it")
            return Text(da="", en="")
        return self.optional_text(name, limit=limit) or Text(da="", en="")

    def optional_text(self, name: str, *, limit: int) -> Text | None:
        """Words in Danish and English, or None if there are none in either."""
        node = self.find(name)
        if node is None:
            return None
        if isinstance(node, ScalarNode):
            self.wrong(name, "stands in one language only", "write da: and en: below it")
            return None
        languages = Fields(node, path=self.at(name), known=("da", "en"), faults=self.faults)
        return languages.own_text(limit=limit)

    def own_text(self, *, limit: int) -> Text:
        """The words that stand as da and en in this very mapping."""
        return Text(da=self._language("da", limit=limit), en=self._language("en", limit=limit))

    def _language(self, name: str, *, limit: int) -> str:
        if self._readable and self.find(name) is None:
            language = {"da": "Danish", "en": "English"}[name]
            self.wrong(name, f"the {language} words are missing", f"write {name}: and the words")
            return ""
        return self.word(name, limit=limit)

    def link(self, name: str) -> str | None:
        """A web address, or None."""
        value = self.scalar(name)
        if value is None:
            return None
        if not is_link(value):
            self.wrong(name, f"{value!r} is not a web address", "begin with https://")
        return value

    def matching(self, name: str, pattern: re.Pattern[str], *, example: str) -> str | None:
        """A plain value of that form, or None."""
        value = self.scalar(name)
        if value is not None and not pattern.fullmatch(value):
            self.wrong(name, f"{value!r} cannot be right", f"write it like {example}")
        return value

    def dated(self, name: str) -> Dated:
        """A day, a month or a quarter: which of them shows in how it is written."""
        value = self.word(name)
        try:
            dated = read_dated(value)
        except ValueError:
            self.wrong(name, f"there is no date {value!r}", "check the day and the month")
            return Dated(date.min, "day")
        if dated is None:
            if value:
                hint = "2022-06-08 is a day, 2022-06 a month, 2022-Q3 a quarter"
                self.wrong(name, f"{value!r} is not a date", hint)
            return Dated(date.min, "day")
        return dated

    def optional_day(self, name: str) -> date | None:
        """A date exact to the day, or None."""
        if self.find(name) is None:
            return None
        dated = self.dated(name)
        if dated.precision != "day":
            problem = f"names a {dated.precision}, but a day is wanted"
            self.wrong(name, problem, "write the day too: 2022-06-14")
        return dated.day

    def moment(self, name: str, *, zone: ZoneInfo) -> datetime | None:
        """Local time in the zone, in UTC; None if it could not be read."""
        value = self.word(name)
        if not value:
            return None
        found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})", value)
        if not found:
            self.wrong(name, f"{value!r} is not a time", "write it like 2022-06-08 12:00")
            return None
        try:
            local = datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=zone)
        except ValueError:
            self.wrong(name, f"there is no time {value!r}", "check the day and the hour")
            return None
        moment = local.astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            self.wrong(name, f"{value!r} is skipped by summer time", "choose another hour")
        return moment

    def words(self, name: str) -> list[Word]:
        """A list of plain values; empty if it is not there."""
        node = self.find(name)
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.wrong(name, "should be a list", f"write {name}: [one, another]")
            return []
        return [
            Word(str(one.value).strip(), one)
            for one in node.value
            if self.is_word(one, path=self.at(name))
        ]

    def is_word(self, node: Node, *, path: str) -> bool:
        """Whether that is a plain value that says something; if not, it is noted."""
        if isinstance(node, ScalarNode) and node.tag != NULL and node.value.strip():
            return True
        self.faults.note(node, path, "holds something that is no plain value", "write one word")
        return False

    def inner(self, name: str, *, known: tuple[str, ...]) -> "Fields":
        """A mapping inside this one."""
        node = self.find(name)
        if node is None:
            self._missing(name, "write below it: " + ", ".join(known))
        return Fields(
            node or self.node,
            path=self.at(name),
            known=known,
            faults=self.faults,
            lost=node is None,
        )

    def items(self, name: str, *, known: tuple[str, ...], required: bool = False) -> list["Fields"]:
        """A list of mappings, each of which has its own key."""
        node = self.find(name)
        if node is None:
            if required:
                self._missing(name, "write a list below it, each entry beginning with - key:")
            return []
        if not isinstance(node, SequenceNode) or (required and not node.value):
            self.wrong(name, "should be a list", "begin each entry with - key:")
            return []
        items: list[Fields] = []
        lines: dict[str, int] = {}
        for place, one in enumerate(node.value, start=1):
            key = _key_of(one)
            path = f"{self.at(name)}[{key or place}]"
            if key and key in lines:
                problem = f"the key {key!r} stands twice (first in line {lines[key]})"
                self.faults.note(one, path, problem, "give it a key of its own")
            lines.setdefault(key, one.start_mark.line + 1)
            items.append(Fields(one, path=path, known=known, faults=self.faults))
        return items


def is_link(value: str) -> bool:
    """Whether that is a web address."""
    try:
        parts = urlsplit(value)
    except ValueError:  # such as half an IPv6 address
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and re.search(r"\s", value) is None
    )


def _key_of(node: Node) -> str:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == "key" and isinstance(value, ScalarNode):
                return str(value.value)
    return ""


def read_dated(value: str) -> Dated | None:
    """The date, as exact as written; None if it is no date. An impossible one is a ValueError."""
    found = re.fullmatch(r"(\d{4})-(?:(\d{2})(?:-(\d{2}))?|Q([1-4]))", value)
    if not found:
        return None
    year, month, day, quarter = found.groups()
    if quarter:
        return Dated(date(int(year), int(quarter) * 3 - 2, 1), "quarter")
    return Dated(date(int(year), int(month), int(day or 1)), "day" if day else "month")


def write_dated(dated: Dated) -> str:
    """The date as a file writes it."""
    match dated.precision:
        case "day":
            return dated.day.isoformat()
        case "month":
            return f"{dated.day:%Y-%m}"
        case _:
            return f"{dated.day.year}-Q{(dated.day.month + 2) // 3}"
