"""Inviting people who are in Slack: the form, what it would do, and what it has done."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.questions import Language
from bot.voice.blocks import (
    Message,
    View,
    context,
    field,
    message,
    modal,
    panel,
    plain,
    section,
    shorten,
)
from bot.voice.onboarding import word
from bot.voice.speak import Mrkdwn, label, say

_MOMENT = "inviting"
_NAMES = 1200  # characters of names in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is new and who is known, by name; how many bots and closed accounts were left out."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    left_out: int = 0


def invite_form(language: Language, *, process_id: int, most: int) -> View:
    """Pick people, a user group or a channel."""
    people = {
        "type": "multi_users_select",
        "placeholder": plain(label("people.placeholder", language)),
        "max_selected_items": most,
    }
    group = {
        "type": "external_select",
        "action_id": "invitations.group",
        "placeholder": plain(label("group.placeholder", language)),
        "min_query_length": 0,
    }
    channel = {
        "type": "conversations_select",
        "placeholder": plain(label("channel.placeholder", language)),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return modal(
        "invitations.people",
        [
            section(say("joining", "invite_intro", language)),
            field("people", people, language, optional=True),
            field("group", group, language, optional=True),
            field(
                "channel",
                channel,
                language,
                hint=say(_MOMENT, "channel_hint", language),
                optional=True,
            ),
        ],
        language,
        private_metadata=str(process_id),
    )


def looking_view(language: Language) -> View:
    """While Slack is asked who it is."""
    return panel("invitation_looking", [section(say(_MOMENT, "looking", language))], language)


def preview_view(invited: Invited, language: Language, *, metadata: str) -> View:
    """How many would be invited, and who; nothing has been sent yet."""
    blocks = [section(_preview(invited, language)), context(say(_MOMENT, "sure", language))]
    if not invited.new:
        return panel("invitation_looking", blocks[:1], language)
    return modal("invitations.confirm", blocks, language, private_metadata=metadata)


def not_readable_view(which: str, language: Language) -> View:
    """Slack does not say who is in the group or the channel."""
    words = say(_MOMENT, "not_readable", language, which=which)
    return panel("invitation_looking", [section(words)], language)


def refused_view(language: Language) -> View:
    """Whoever picked them leads the process no more."""
    return panel("invitation_looking", word("only_facilitators", language)["blocks"], language)


def not_readable_message(which: str, language: Language) -> Message:
    """The same when the modal is gone already."""
    words = say(_MOMENT, "not_readable", language, which=which)
    return message(words, [section(words)])


def invited_message(invited: Invited, language: Language) -> Message:
    """What has been done."""
    text = say(
        "joining",
        "invited",
        language,
        count=len(invited.new),
        names=_names(invited.new),
        known=_names(invited.known),
    )
    return message(text, [section(Mrkdwn(text))])


def nobody_picked(language: Language) -> str:
    """The form was sent without anybody in it."""
    return say(_MOMENT, "nobody", language)


def _preview(invited: Invited, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        "preview",
        language,
        new=len(invited.new),
        names=_names(invited.new),
        known=len(invited.known),
        left_out=invited.left_out,
    )


def _names(names: Sequence[str]) -> str:
    return shorten(", ".join(names), _NAMES)
