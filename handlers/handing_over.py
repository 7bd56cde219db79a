"""A document brought to somebody: as a link, or as the file itself, fetched from Slack anew."""

from functools import partial

from bot.conversation.questions import Language
from bot.documents import LARGEST, Given, take_handout_back
from bot.voice.documents import file_comment, given_message, lost_message
from handlers.replies import PassOn, Say
from handlers.visit import Visit
from models import Person


def bring(visit: Visit, given: Given, *, to: Person | None = None) -> None:
    """Give it in the direct message of whoever is here, or of somebody else."""
    language = visit.language if to is None else Language(to.language)
    who = visit.who if to is None else to
    document = given.document
    if document.slack_file_id is None:
        where = who.dm_channel or who.slack_id
        visit.replies.append(Say(channel=where, message=given_message(given, language)))
        return
    visit.replies.append(
        PassOn(
            slack_id=who.slack_id,
            channel=who.dm_channel,
            file_id=document.slack_file_id,
            name=document.file_name or document.title[language.value],
            most=LARGEST,
            comment=file_comment(given, language),
            otherwise=lost_message(document, language),
            undo=partial(
                take_handout_back, person_id=who.id, document_id=document.id, had=given.had
            ),
        )
    )
