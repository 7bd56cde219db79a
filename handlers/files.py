"""Fetches a file that a person has given in a form, or put up, with Sammen's own token."""

from http.client import HTTPException
from logging import getLogger
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.document_drafts import SlackFile, Unreachable

log = getLogger(__name__)

_SLACK = ".slack.com"


class _NoRedirect(HTTPRedirectHandler):
    """A token is sent to Slack and nowhere that Slack may point to."""

    def redirect_request(self, *_told: Any, **_named: Any) -> None:  # noqa: ANN401 # urllib's own
        """Without the right to read it, Slack leads to the page to log in on."""


def look_at(client: WebClient, *, file_id: str) -> SlackFile | Unreachable:
    """What Slack knows of a file, whatever a form says of it."""
    file = _info(client, file_id)
    if file is None:
        return Unreachable()
    name = str(file.get("name") or file.get("title") or file_id)
    return SlackFile(id=file_id, name=name[-255:], size=int(file.get("size") or 0))


def _info(client: WebClient, file_id: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = client.files_info(file=file_id)["file"]
    except (SlackApiError, OSError) as error:
        log.warning("files.info of %s: %s", file_id, error)
        return None
    return found


def fetch_file(
    client: WebClient, *, file_id: str, most: int, owner: str | None = None
) -> bytes | None:
    """The file's bytes, one more than `most` at the most. None if it is not to be had.

    With an `owner`, nor if it is somebody else's. Where it is comes from Slack's answer, never
    from what the form says.
    """
    file = _info(client, file_id)
    if file is None:
        return None
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    is_theirs = owner is None or file.get("user") == owner
    if not is_theirs or not _is_slack(url, client=client):
        log.warning("file %s is not one to be fetched", file_id)
        return None
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 # see _is_slack
    try:
        with build_opener(_NoRedirect()).open(request, timeout=20) as answer:
            content: bytes = answer.read(most + 1)
            is_page = answer.headers.get_content_type() == "text/html"
    except (URLError, OSError, HTTPException) as error:
        log.warning("file %s: %s", file_id, error)
        return None
    return None if is_page else content


def _is_slack(url: str, *, client: WebClient) -> bool:
    """Whether it lies at Slack's own, or where the Web API is."""
    there, api = urlsplit(url), urlsplit(client.base_url)
    if (there.scheme, there.netloc) == (api.scheme, api.netloc):
        return True
    return there.scheme == "https" and (there.hostname or "").endswith(_SLACK)
