"""Who in Slack has an e-mail address, asked for the clock: with Slack's errors told as DeliveryFailed."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.awaited import Account
from handlers.couriers import told_as_delivery_failed
from handlers.profiles import profile_from

_UNSEEN = frozenset({"user_not_found", "user_not_visible"})  # found, and not told about


class SlackAccounts:
    """Looks people up by Slack's Web API."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def find(self, email: str) -> Account | None:
        """The account with that address, unless it is closed or a bot's.

        A search by address does not tell the language, so whoever is found is asked about once more.
        """
        with told_as_delivery_failed():
            try:
                user = self._client.users_lookupByEmail(email=email)["user"]
            except SlackApiError as error:
                if error.response.get("error") != "users_not_found":
                    raise
                return None
            if user.get("deleted") or user.get("is_bot"):
                return None
            slack_id = str(user["id"])
            try:
                user = self._client.users_info(user=slack_id, include_locale=True)["user"]
            except SlackApiError as error:
                if error.response.get("error") not in _UNSEEN:
                    raise
        profile = profile_from(user, slack_id=slack_id)
        return Account(
            slack_id=slack_id,
            name=str(profile["name"]),
            email=email,
            language=str(profile["language"]),
        )
