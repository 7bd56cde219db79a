"""What loading a process file says of documents, beyond the rule for every entry."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.content_entries import DocumentEntry
from bot.load_columns import Columns

_CONTENT = ("url", "slack_file_id", "file_name")


def with_whole_content(
    wanted: Mapping[str, Columns], *, in_file: Mapping[str, Columns], rows: Mapping[str, Any]
) -> dict[str, Columns]:
    """A link or file that comes in takes the place of what was put up in Slack, whole.

    Field by field, a new link would stand beside the old file, which people would go on getting.
    """
    made = {key: dict(columns) for key, columns in wanted.items()}
    for key, columns in made.items():
        row, says = rows.get(key), in_file.get(key)
        if row is None or says is None:
            continue
        news = [name for name in ("url", "slack_file_id") if says[name]]
        if any(columns[name] != getattr(row, name) for name in news):
            columns |= {name: says[name] for name in _CONTENT}
    return made


def document_notes(documents: Iterable[DocumentEntry], *, known: Collection[str]) -> list[str]:
    """What whoever loads the file should know: readers who do not exist, versions without words."""
    notes = []
    for one in documents:
        notes += [
            f"document {one.key}: no organisation has the key {key} yet; until then nobody is meant"
            for key in one.organisations
            if key not in known
        ]
        if (one.version or 1) > 1 and one.changed is None:
            notes.append(
                f"document {one.key}: write changed: to say what version {one.version} changes"
            )
    return notes
