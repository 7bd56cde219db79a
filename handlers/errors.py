"""The one place where anything unforeseen ends: it is logged once, and the person gets an answer."""

import secrets
from collections.abc import Callable
from logging import getLogger

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.conversation.questions import Language
from bot.voice.notes import note_message
from handlers.payloads import Payload
from handlers.visit import Services
from models.people import find_person

log = getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Take whatever a listener did not foresee."""

    def on_error(
        error: Exception,
        body: Payload,
        context: BoltContext,
        client: WebClient,
        response: BoltResponse | None,
    ) -> BoltResponse | None:
        reference = secrets.token_hex(3)
        log.error("%s: %s", reference, type(error).__name__, exc_info=error)
        if context.user_id is not None:
            _tell(services, body, context, client, reference=reference)
        # Without a response it has been acknowledged, and Bolt takes no other.
        return None if response is None else BoltResponse(status=200, body="")

    app.error(on_error)
    app.use(_acknowledge_for_good)


class _Ack(Ack):
    """An acknowledgement that stands.

    Bolt takes it back when the listener fails afterwards. It would then, if it has not answered
    Slack yet, ask the next listener and in the end tell Slack that there is none.
    """

    def __init__(self) -> None:
        self._given: BoltResponse | None = None

    @property
    def response(self) -> BoltResponse | None:
        return self._given

    @response.setter
    def response(self, given: BoltResponse | None) -> None:
        self._given = given or self._given


def _acknowledge_for_good(context: BoltContext, next_: Callable[[], object]) -> None:
    context["ack"] = _Ack()
    next_()


def _tell(
    services: Services, body: Payload, context: BoltContext, client: WebClient, *, reference: str
) -> None:
    slack_id, team_id = str(context.user_id), str(context.team_id)
    with services.database.read() as session:
        person = find_person(session, team_id=team_id, slack_id=slack_id)
    language = Language(person.language) if person else Language.DANISH
    kept = bool(context.get("kept"))
    message = note_message("help", "error", language, kept=kept, reference=reference)
    response_url = body.get("response_url")
    try:
        if response_url:
            WebhookClient(response_url).send(
                response_type="ephemeral", replace_original=False, **message
            )
        else:
            client.chat_postMessage(channel=(person and person.dm_channel) or slack_id, **message)
    except (SlackApiError, OSError):
        log.warning("%s: the person could not be told", reference)
