"""The link to a meeting, and asking to be let in, in the words that people read."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.questions import Language
from bot.meeting_links import Why
from bot.voice.access_requests import (
    AccessCard,
    asked_message,
    card_message,
    card_word,
    granted_message,
    settled_message,
)
from bot.voice.access_requests import refused_message as not_granted_message
from bot.voice.documents import get_button
from bot.voice.meeting_links import (
    LinkWords,
    early_message,
    link_message,
    link_word,
    new_link_message,
    refused_message,
)
from bot.voice.notes import note_message
from models.enums import Thing
from tests.bot.voice.test_documents import document
from tests.said import assert_all_said

STARTS = datetime(2022, 6, 14, 7, 0, tzinfo=UTC)
WORDS = LinkWords(
    title="Møde & <1>",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    link="https://meet.example/a?b=1&c=2",
)
PLACE = LinkWords(
    title="Møde", starts_at=STARTS, ends_at=WORDS.ends_at, link=None, place="Rådhuset, lokale *2*"
)


@pytest.mark.parametrize("language", Language)
def test_links_read_well(language: Language) -> None:
    opens_at, now = STARTS - timedelta(days=7), STARTS - timedelta(days=20)
    said = {
        "here": link_message(WORDS, language),
        "known at last": new_link_message(WORDS, language, is_replaced=False),
        "replaced": new_link_message(WORDS, language, is_replaced=True),
        "early": early_message(WORDS, language, opens_at=opens_at, now=now, is_known=True),
        "early and not known": early_message(
            WORDS, language, opens_at=opens_at, now=now, is_known=False
        ),
        **{why.name.lower(): link_word(why.value, PLACE, language) for why in Why},
        "for others": refused_message(WORDS, language, meeting_id=5),
        "not to be known": refused_message(None, language, meeting_id=5),
        "not for who is outside": note_message("meeting_link", "closed", language),
    }

    assert_all_said(f"meeting_links.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_asking_to_be_let_in_reads_well(language: Language) -> None:
    def card(thing: Thing, organisation: str = "Aalborg & Omegn") -> AccessCard:
        return AccessCard(
            request_id=4,
            thing=thing,
            title="Krav & <1>",
            process="Sammen",
            name="Mette *Friis*",
            organisation=organisation,
            role="need_owner",
        )

    settled = {"title": "Krav & <1>", "name": "Mette Friis", "by": "Anne Holm"}
    said = {
        "a document": card_message(card(Thing.DOCUMENT), language),
        "a link": card_message(card(Thing.MEETING_LINK, ""), language),
        "yes": settled_message(**settled, is_granted=True, language=language),
        "no": settled_message(**settled, is_granted=False, language=language),
        **{
            part: asked_message(part, language, at=STARTS)
            for part in ("asked", "asked_before", "theirs", "refused_before", "nothing_there")
        },
        "granted": granted_message(
            "Krav", language, by="Anne Holm", get=get_button(document(), language)
        ),
        "a link is granted": granted_message("Møde", language, by="Anne Holm"),
        "refused": not_granted_message("Krav & <1>", language, by="Anne Holm"),
        "refused and not named": not_granted_message(None, language, by="Anne Holm"),
        **{
            part: card_word(part, language)
            for part in ("not_allowed", "decided_before", "thing_gone", "asker_gone")
        },
    }

    assert_all_said(f"access_requests.{language}", said)
