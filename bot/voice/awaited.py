"""Mails to people who are invited and have no account in Slack yet."""

from bot.conversation.questions import Language
from bot.voice.speak import say_plain

_MOMENT = "awaited"


def mail_subject(language: Language, *, number: int, process: str, inviter: str) -> str:
    """The subject of the invitation (0), or of its first or second follow-up."""
    return say_plain(_MOMENT, "subject", language, number=number, process=process, inviter=inviter)


def mail_body(
    language: Language,
    *,
    number: int,
    name: str,
    process: str,
    why: str,
    organisation: str | None,
    inviter: str,
    inviter_email: str | None,
    address: str,
) -> str:
    """Who invites, what it is, and how to get into Slack."""
    return say_plain(
        _MOMENT,
        "body",
        language,
        number=number,
        name=name,
        process=process,
        why=why,
        organisation=organisation,
        inviter=inviter,
        inviter_email=inviter_email,
        address=address,
    )
