"""Finds the words of a moment: templates and labels, Danish and English side by side.

A moment is a file `templates/<moment>.<language>.j2` whose Jinja blocks are the parts of a
message: `text` (the notification and the screen reader's sentence), `body`, and so on.
Labels are kept by topic in `templates/labels.<topic>.yaml`: `topic.act: {da: ..., en: ...}`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.conversation.questions import Language

TEMPLATES = Path(__file__).parent / "templates"


class Mrkdwn(str):
    """Text that is already in Slack's markup and must not be escaped again."""

    __slots__ = ()


def escape(text: str) -> Mrkdwn:
    """Text that shows as it is: the three characters of Slack's formatting rules, once.

    Stops <!channel>, <@U1> and <http://x|y>; see docs.slack.dev, "Formatting message text".
    """
    return Mrkdwn(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def unescape(text: str) -> str:
    """What a person saw when they wrote it: links and mentions as words, and the three entities.

    Slack marks up what it recognises: <http://x.dk|x.dk>, <mailto:a@x.dk|a@x.dk>, <#C1|name>,
    <!channel>. See docs.slack.dev, "Formatting message text".
    """
    words = _MARKUP.sub(_shown, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(found: re.Match[str]) -> str:
    target, words = found.groups()
    if target.startswith(("#", "!")):
        sign = "#" if target[0] == "#" else "@"
        return sign + (words or target[1:]).lstrip("@#")
    return words or target.removeprefix("mailto:")


def quote_plainly(text: str) -> Mrkdwn:
    """What a person wrote, shown among mrkdwn without becoming bold, code or a mention.

    A zero width space after each mark keeps Slack from pairing it with another.
    """
    safe = escape(text)
    for mark in "*_~`":
        safe = Mrkdwn(safe.replace(mark, f"{mark}\u200b"))
    return Mrkdwn(safe.replace("\n", " "))


def given_name(name: str) -> str:
    """How a colleague speaks to somebody: the first of their names."""
    return name.strip().partition(" ")[0]


def _finalize(value: object) -> object:
    if isinstance(value, Mrkdwn):
        return value
    return escape(value) if isinstance(value, str) else value


@cache
def environment() -> Environment:
    """The Jinja environment that all moments share: everything filled in is escaped."""
    made = Environment(  # noqa: S701 # Slack's markup, not HTML: see _finalize
        loader=FileSystemLoader(TEMPLATES),
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters["plainly"] = quote_plainly
    made.filters["given"] = given_name
    return made


@cache
def _template(moment: str, language: Language) -> Template:
    return environment().get_template(f"{moment}.{language}.j2")


def say(moment: str, part: str, language: Language, **facts: object) -> Mrkdwn:
    """One part of a moment, worded with these facts."""
    template = _template(moment, language)
    # Shared: without Jinja's global functions, which no template of ours uses.
    words = template.blocks[part](template.new_context(facts, shared=True))
    return Mrkdwn("".join(words).strip())


def say_plain(moment: str, part: str, language: Language, **facts: object) -> str:
    """The same as text that nobody parses: for mails and calendars."""
    template = _plain_template(moment, language)
    words = template.blocks[part](template.new_context(facts, shared=True))
    return "".join(words).strip()


@cache
def _plain_template(moment: str, language: Language) -> Template:
    # Loaded by the same environment, so that the checks of templates cover these too; only what
    # is filled in stays as it is.
    plain = environment().overlay(finalize=None)
    return plain.get_template(f"{moment}.{language}.j2")


def parts(moment: str, language: Language) -> frozenset[str]:
    """The names of the parts that a moment has."""
    return frozenset(_template(moment, language).blocks)


@cache
def _labels() -> Mapping[str, Mapping[str, Any]]:
    labels: dict[str, Mapping[str, Any]] = {}
    for path in sorted(TEMPLATES.glob("labels.*.yaml")):
        labels |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return labels


def label(key: str, language: Language) -> str:
    """A button's or a field's few words. Plain text: Slack does not parse it."""
    words: str = _labels()[key][language.value]
    return words


def every_label() -> Mapping[str, Mapping[str, Any]]:
    """All labels by key, for the checks."""
    return _labels()


def listed(names: Sequence[str], language: Language) -> str:
    """'Mette, Jonas og Sara'."""
    return _joined(names, label("list.and", language))


def either(names: Sequence[str], language: Language) -> str:
    """'maskiner eller maskintimer'."""
    return _joined(names, label("list.or", language))


def _joined(names: Sequence[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
