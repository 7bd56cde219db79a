"""Files that people give on the page: in a message, or in a field of a modal."""

import base64
import binascii
from typing import Any

from sandbox.api_files import new_file
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.store import SharedFile
from sandbox.view_state import Values
from sandbox.world import Persona


def take_upload(slack: LocalSlack, person: Persona, given: dict[str, Any]) -> SharedFile:
    """Keep a file given as {name, mimetype, content_base64}."""
    try:
        content = base64.b64decode(str(given.get("content_base64") or ""), validate=True)
    except binascii.Error as wrong:
        raise SlackError("invalid_file") from wrong
    name = str(given.get("name") or "fil")
    file = new_file(slack, name=name, size=len(content), user=person.id)
    if given.get("mimetype"):
        file.mimetype = str(given["mimetype"])
    file.is_complete = True
    slack.store.keep_file(file, content)
    return file


def with_uploads(slack: LocalSlack, person: Persona, told: Values) -> Values:
    """The page's state, where files given in it have become Slack's file objects."""
    return {
        block_id: {
            action_id: _with_uploads(slack, person, element)
            for action_id, element in elements.items()
        }
        for block_id, elements in told.items()
    }


def _with_uploads(slack: LocalSlack, person: Persona, element: dict[str, Any]) -> dict[str, Any]:
    if not element.get("files"):
        return element
    shown = [
        slack.shown_file(take_upload(slack, person, file)) if "content_base64" in file else file
        for file in element["files"]
    ]
    return {**element, "files": shown}
