"""Files in the sandbox: given by people, and handed out by Sammen."""

from base64 import b64encode

from sandbox.store import SharedFile
from sandbox.uploads import take_upload
from tests.fakes import Workspace
from tests.humans import Human


def upload_by(workspace: Workspace, slack_id: str, *, name: str, content: bytes) -> str:
    """That person has uploaded it; the file's id."""
    slack = workspace.slack
    given = {"name": name, "content_base64": b64encode(content).decode()}
    return take_upload(slack, slack.world.personas[slack_id], given).id


def given_files(workspace: Workspace, human: Human) -> list[tuple[str, bytes, str]]:
    """What Sammen has handed out in their direct message: name, bytes, and the words beside it."""
    store = workspace.slack.store
    messages = store.channels[human.im].messages.values()
    return [
        (_shared(workspace, one).name, store.contents[one], message.text)
        for message in messages
        if message.is_bot
        for one in message.files
    ]


def _shared(workspace: Workspace, file_id: str) -> SharedFile:
    return workspace.slack.store.files[file_id]
