"""The documents of a process file, and the words that mean the same in it."""

import re

from yaml.nodes import SequenceNode

from bot.content_entries import DocumentEntry
from bot.content_faults import nearest
from bot.content_fields import LONG_KEY, Fields, Word
from bot.content_questions import PROSE, TITLE
from bot.directory import KINDS

LANGUAGES = ("da", "en")
STAGES = ("joined", "begun", "done")  # of bot.participation.Reached
LONGEST_KEYWORD, MOST_VERSIONS = 60, 999
_SLACK_FILE = re.compile("F[A-Z0-9]{5,38}")
_KNOWN = (
    *("key", "title", "kind", "keywords", "language", "file_format", "url", "source_url"),
    *("slack_file_id", "file_name", "version", "changed", "available_from"),
    *("audience", "kinds", "stages", "organisations"),
)


def read_documents(top: Fields, *, roles: tuple[str, ...]) -> tuple[DocumentEntry, ...]:
    """Each with its readers: a role at least."""
    return tuple(_document(one, roles=roles) for one in top.items("documents", known=_KNOWN))


def _document(fields: Fields, *, roles: tuple[str, ...]) -> DocumentEntry:
    audience = _among(fields, "audience", roles, what="role")
    if not audience:
        fields.wrong("audience", "names nobody", "write audience: [" + ", ".join(roles) + "]")
    url, source_url = fields.link("url"), fields.link("source_url")
    slack_file = fields.matching("slack_file_id", _SLACK_FILE, example="F0123ABCDEF")
    if url is None and source_url is None and slack_file is None:
        hint = "write url: for the file, or source_url: for the page to look at"
        fields.wrong("url", "is missing, and there is no source_url either", hint)
    language = fields.scalar("language")
    if language is not None and language not in LANGUAGES:
        fields.wrong("language", f"{language!r} is not known", nearest(language, LANGUAGES))
    return DocumentEntry(
        key=fields.key(),
        title=fields.text("title", limit=TITLE),
        kind=fields.word("kind", limit=40),
        keywords=_keywords(fields),
        language=language,
        file_format=fields.scalar("file_format"),
        url=url,
        source_url=source_url,
        slack_file_id=slack_file,
        file_name=fields.scalar("file_name"),
        version=fields.whole_number("version", least=1, most=MOST_VERSIONS),
        changed=fields.optional_text("changed", limit=PROSE),
        available_from=fields.optional_day("available_from"),
        audience=audience,
        kinds=_among(fields, "kinds", KINDS, what="kind of organisation"),
        stages=_among(fields, "stages", STAGES, what="stage of the needs mapping"),
        organisations=_organisations(fields),
    )


def _among(fields: Fields, name: str, allowed: tuple[str, ...], *, what: str) -> tuple[str, ...]:
    words = fields.words(name)
    for word in words:
        if word.value not in allowed:
            problem = f"{word.value!r} is no {what}"
            fields.faults.note(word.node, fields.at(name), problem, nearest(word.value, allowed))
    return tuple(word.value for word in words)


def _keywords(fields: Fields) -> tuple[str, ...]:
    words = fields.words("keywords")
    _hold_short(fields, "keywords", words)
    return tuple(word.value for word in words)


def _hold_short(fields: Fields, name: str, words: list[Word]) -> None:
    for word in words:
        if len(word.value) > LONGEST_KEYWORD:
            problem = f"{len(word.value)} characters, at most {LONGEST_KEYWORD}"
            fields.faults.note(word.node, fields.at(name), problem, "shorten it")


def _organisations(fields: Fields) -> tuple[str, ...]:
    words = fields.words("organisations")
    for word in words:
        if not LONG_KEY.fullmatch(word.value):
            problem = f"{word.value!r} cannot be an organisation's key"
            fields.faults.note(
                word.node, fields.at("organisations"), problem, "write its key, like aalborg"
            )
    return tuple(word.value for word in words)


def read_synonyms(top: Fields) -> tuple[tuple[str, ...], ...]:
    """Groups of words or short phrases, at least two in each."""
    node = top.find("synonyms")
    if node is None:
        return ()
    hint = "write - [one, another] for each group of words that mean the same"
    if not isinstance(node, SequenceNode):
        top.wrong("synonyms", "should be a list of lists", hint)
        return ()
    groups: list[tuple[str, ...]] = []
    for number, group in enumerate(node.value, start=1):
        path = f"{top.at('synonyms')}[{number}]"
        if not isinstance(group, SequenceNode) or len(group.value) < 2:
            top.faults.note(group, path, "is no group of words", hint)
            continue
        words = [
            Word(str(one.value).strip(), one) for one in group.value if top.is_word(one, path=path)
        ]
        _hold_short(top, "synonyms", words)
        groups.append(tuple(word.value for word in words))
    return tuple(groups)
