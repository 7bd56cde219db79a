"""The forms for documents, read: what was put up, and what is said of it. Files are asked of Slack."""

from collections.abc import Callable
from functools import partial

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from bot.calendar.text import clean_line
from bot.document_drafts import Content, Draft, SlackFile, Unreachable, read_keywords
from bot.voice.document_form import Carried
from handlers.files import look_at
from handlers.outcomes import CloseAll, Outcome, response_of
from handlers.payloads import Payload, Submitted, read_id, submitted_from
from handlers.visit import Listener, Services, Visit, visiting

_URL = 3000


def on_content(
    services: Services, handle: Callable[[Visit, Submitted, Content], Outcome]
) -> Listener:
    """A listener for a form with a file or a link. Slack is asked of the file before the visit."""

    def listener(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        submitted = submitted_from(view)
        content = _content(submitted, client)
        with visiting(services, context=context, client=client, channel=None) as visit:
            assert visit is not None
            outcome = handle(visit, submitted, content)
            visit.committed = partial(ack, **response_of(outcome))
            if services.refresh_home and (not outcome or isinstance(outcome, CloseAll)):
                services.refresh_home(visit)

    return listener


def _content(submitted: Submitted, client: WebClient) -> Content:
    url = clean_line(submitted.typed("document_url"), _URL)
    if url:
        return Content(url=url)
    given = submitted.files("document_file")
    carried = read_carried(submitted.private_metadata)
    from_message = carried.files if carried else ()
    kept = submitted.chosen("document_kept")
    if not given and from_message:
        given = [kept if kept in from_message else from_message[0]]
    return Content(file=look_at(client, file_id=given[0])) if given else Content()


def read_carried(metadata: str) -> Carried | None:
    """What a form or a button is about. None if it is none of ours."""
    number, mark, files = [*metadata.split("|"), "", ""][:3]
    id_ = read_id(number)
    if id_ is None:
        return None
    return Carried(id=id_, mark=mark, files=tuple(one for one in files.split(",") if one))


def size_of(content: Content) -> int:
    """Bytes of the file; 0 if there is none."""
    match content.file:
        case SlackFile(size=size):
            return size
        case Unreachable() | None:
            return 0


def draft_from(submitted: Submitted) -> Draft:
    """What is said of the document."""
    return Draft(
        title=(submitted.typed("document_title_da"), submitted.typed("document_title_en")),
        kind=submitted.chosen("document_kind"),
        keywords=read_keywords(submitted.typed("document_keywords")),
        language=submitted.chosen("document_language"),
        source_url=submitted.typed("document_source_url"),
        roles=submitted.ticked("document_roles"),
        kinds=submitted.ticked("document_kinds"),
        stages=submitted.ticked("document_stages"),
        organisations=submitted.ticked("document_organisations"),
        available_from=submitted.date("document_from"),
    )
