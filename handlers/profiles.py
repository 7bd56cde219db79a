"""What Slack says of a person, as much of it as a row keeps."""

from logging import getLogger
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.conversation.questions import Language
from handlers.payloads import Payload

log = getLogger(__name__)


def profile_of(client: WebClient, *, slack_id: str) -> dict[str, Any]:
    """Name, e-mail if Sammen may see it, and the language they read.

    Without an answer the name is the Slack id, by which a later visit knows to ask again.
    """
    try:
        user = client.users_info(user=slack_id, include_locale=True)["user"]
    except (SlackApiError, OSError) as error:
        reason = error.response.get("error") if isinstance(error, SlackApiError) else error
        log.warning("users.info of %s: %s", slack_id, reason)
        return unknown_profile(slack_id)
    return profile_from(user, slack_id=slack_id)


def profile_from(user: Payload, *, slack_id: str) -> dict[str, Any]:
    """The same of an account that has been told already."""
    profile = user.get("profile") or {}
    speaks_danish = str(user.get("locale") or "da").startswith("da")
    return {
        "name": profile.get("real_name") or user.get("real_name") or user.get("name") or slack_id,
        "slack_email": profile.get("email"),
        "language": (Language.DANISH if speaks_danish else Language.ENGLISH).value,
    }


def unknown_profile(slack_id: str) -> dict[str, Any]:
    """What stands for somebody of whom Slack said nothing."""
    return {"name": slack_id, "slack_email": None, "language": Language.DANISH.value}
