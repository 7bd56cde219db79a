"""Fetches a file that a person has given in a form, with Sammen's own token."""

from http.client import HTTPException
from logging import getLogger
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.importing_tables import MOST_BYTES

log = getLogger(__name__)

_SLACK = ".slack.com"


class _NoRedirect(HTTPRedirectHandler):
    """A token is sent to Slack and nowhere that Slack may point to."""

    def redirect_request(self, *_told: Any, **_named: Any) -> None:  # noqa: ANN401 # urllib's own
        """Without the right to read it, Slack leads to the page to log in on."""


def fetch_file(client: WebClient, *, file_id: str, owner: str) -> bytes | None:
    """The file's bytes, one more than may be at the most. None if it is not theirs or not to be had.

    Where it is comes from Slack's answer, never from what the form says.
    """
    try:
        file = client.files_info(file=file_id)["file"]
    except (SlackApiError, OSError) as error:
        log.warning("files.info of %s: %s", file_id, error)
        return None
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("user") != owner or not _is_slack(url, client=client):
        log.warning("file %s is not one to be fetched", file_id)
        return None
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 # see _is_slack
    try:
        with build_opener(_NoRedirect()).open(request, timeout=20) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
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
