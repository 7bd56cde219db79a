"""The examples of the help: each, written or pressed, is surely understood as what it says."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.catalogue import catalogue_for
from bot.conversation.questions import Language
from bot.conversation.words import read_word
from bot.examples import About, examples_for
from bot.requests.reading import read_request
from bot.requests.wishes import Sure, Wish
from bot.voice.help import example_words
from models.enums import Role
from tests.builders import METTE, add_member, load_process

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
WISHES = {
    About.NEXT_STEP: Wish.NEXT_STEP,
    About.MEETING: Wish.DATE,
    About.LINK: Wish.MEETING_LINK,
    About.DOCUMENT: Wish.DOCUMENT,
    About.ORGANISATION: Wish.ORGANISATION,
    About.CATCH_UP: Wish.CATCH_UP,
    About.TIMELINE: Wish.TIMELINE,
    About.PARTICIPANTS: Wish.PARTICIPANTS,
    About.CONTACT: Wish.PERSON,
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "role", [Role.NEED_OWNER, Role.ADVISER, Role.MARKET_ACTOR, Role.FACILITATOR]
)
def test_each_example_is_surely_understood_as_what_it_says(
    session: Session, role: Role, language: Language
) -> None:
    process = load_process(session, now=NOW)
    mine = add_member(session, process, METTE, now=NOW, role=role)
    session.flush()
    found = examples_for(session, process=process, membership=mine, language=language, now=NOW)
    examples = list(found)
    catalogue = catalogue_for(session, process=process, now=NOW)

    asked = {one: example_words(one, language) for one in examples}

    steering = {words: read_word(words) for words in asked.values()}
    assert steering == dict.fromkeys(asked.values())
    for example, words in asked.items():
        reading = read_request(words, catalogue, now=NOW)
        assert isinstance(reading, Sure), words
        [request] = reading.requests
        assert request.wish is WISHES[example.about], words
        if example.name:
            assert request.target is not None
            assert request.target.titles.in_(language) == example.name
