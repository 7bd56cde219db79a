"""Joining as people read it: whole messages, forms and cards."""

from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.onboarding import ROLES_OFFERED, Fault, Refusal
from bot.voice.blocks import Message
from bot.voice.help import Contact, contact_lines
from bot.voice.onboarding import (
    Card,
    InterviewSoFar,
    ProcessWords,
    applied_message,
    card_message,
    channel_message,
    decided_message,
    details_form,
    joined_message,
    refused_message,
    start_message,
    welcome_message,
    welcome_word,
    word,
)
from bot.voice.speak import listed, say
from tests.builders import process_file
from tests.said import as_read, assert_all_said, assert_said

DANISH = Language.DANISH
FILE = process_file()
PROCESS = ProcessWords(
    process_id=3,
    title={"da": FILE.title.da, "en": FILE.title.en},
    texts={key: {"da": one.da, "en": one.en} for key, one in FILE.texts.items()},
)
HOSTILE = "<!channel> *fed* _skrå_ ~væk~ `kode` <https://ond.example|kk.dk> & <@U0ANNE>"
CARD = Card(
    mark="5:1652083200",
    name="Mette Friis",
    organisation="Aalborg Kommune",
    organisation_is_new=False,
    role="need_owner",
    email="mette.friis@aalborg.example",
    vouched=True,
    domain="aalborg.example",
)


@pytest.mark.parametrize("language", Language)
def test_the_welcome_says_who_asks_why_and_who_sees_the_answers(language: Language) -> None:
    message = welcome_message(PROCESS, name="Mette Friis", inviter="Anne Holm", language=language)

    assert_said(f"welcome.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_one_who_came_unasked_is_welcomed_without_an_inviter(language: Language) -> None:
    bare = ProcessWords(process_id=3, title=PROCESS.title, texts={})

    message = welcome_message(bare, name="Mette Friis", inviter=None, language=language)

    assert_said(f"welcome_unasked.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_what_stands_in_the_welcomes_place_afterwards(language: Language) -> None:
    made = {
        part: welcome_message(
            PROCESS, name="Mette Friis", inviter="Anne Holm", language=language, put_off=part
        )
        for part in ("later", "not_me")
    } | {
        part: start_message(PROCESS, part, language=language)
        for part in ("again", "again_declined", "again_left")
    }

    assert_all_said(f"welcome_after.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_form_asks_four_things_and_fills_in_what_is_known(language: Language) -> None:
    form = details_form(
        PROCESS,
        roles=tuple(role.value for role in ROLES_OFFERED),
        email="mette.friis@aalborg.example",
        organisation=("17", "Aalborg Kommune"),
        role="need_owner",
        language=language,
    )

    assert_said(f"details_form.{language}", form)


def test_the_form_of_somebody_unknown_is_empty() -> None:
    form = details_form(
        PROCESS,
        roles=("need_owner", "adviser"),
        email=None,
        organisation=None,
        role="adviser",
        language=DANISH,
    )

    elements = [block["element"] for block in form["blocks"] if block["type"] == "input"]
    assert "initial_option" not in elements[0]
    assert elements[1]["initial_option"]["value"] == "adviser"
    assert "initial_value" not in elements[2]


def joined(language: Language, so_far: InterviewSoFar | None = None, **more: bool) -> Message:
    return joined_message(
        PROCESS,
        name="Mette Friis",
        organisation="Aalborg Kommune",
        next_date="Workshop, onsdag 8. juni 2022 kl. 12.00",
        so_far=so_far,
        **{"may_answer": True, "with_button": False, "is_market": False, "is_late": False, **more},
        language=language,
    )


def so_far(names: str, answerers: str, answered: int, *, done: bool = False) -> InterviewSoFar:
    return InterviewSoFar(
        names=names,
        answerers=answerers,
        answered=answered,
        total=9,
        done=done,
    )


@pytest.mark.parametrize("language", Language)
def test_who_joins_learns_with_whom_they_answer_and_how_far_it_is(language: Language) -> None:
    both = listed(["Jonas Krogh", "Eva Lind"], language)
    made = {
        "alone": joined(language),
        "admitted by a facilitator": joined(language, with_button=True),
        "nothing answered": joined(language, so_far("Jonas Krogh", "", 0)),
        "one answered": joined(language, so_far(both, "Jonas Krogh", 1)),
        "some answered": joined(language, so_far("Jonas Krogh", "Jonas Krogh", 4)),
        "sent": joined(language, so_far("Jonas Krogh", "Jonas Krogh", 9, done=True)),
        "late": joined(language, is_late=True),
        "late, admitted by a facilitator": joined(language, with_button=True, is_late=True),
        "a market actor": joined(language, may_answer=False, is_market=True),
        "an adviser": joined(language, may_answer=False),
    }

    assert_all_said(f"joined.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_who_applies_knows_that_a_facilitator_decides(language: Language) -> None:
    contact = Contact(
        name="Julie Munk",
        title="Innovationskonsulent",
        organisation="CO-PI",
        email="jmu@co-pi.dk",
        phone="61 81 31 09",
    )
    about: dict[str, Any] = {"organisation": "Aalborg Kommune", "language": language}
    made = {
        "applied": applied_message(name="Mette Friis", is_new=True, **about),
        "applied again": applied_message(name="Mette Friis", is_new=False, **about),
        "refused": refused_message(PROCESS, contacts=contact_lines((contact,), language), **about),
    }

    assert_all_said(f"applied.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_card_says_whether_slack_vouches_for_the_address(language: Language) -> None:
    typed = Card(
        mark="6:1652083200",
        name="Ole Olsen",
        organisation="Kildedal By",
        organisation_is_new=True,
        role="market_actor",
        email="ole@gmail.com",
        vouched=False,
        domain=None,
    )
    made = {
        "vouched for": card_message(PROCESS, CARD, language),
        "typed": card_message(PROCESS, typed, language),
    }

    assert_all_said(f"card.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_a_decided_card_says_by_whom_and_what_follows(language: Language) -> None:
    def decided(*, admitted: bool, domain: str | None = None) -> Message:
        return decided_message(
            name="Mette Friis",
            organisation="Aalborg Kommune",
            by="Anne Holm",
            admitted=admitted,
            domain=domain,
            language=language,
        )

    made = {
        "admitted": decided(admitted=True),
        "admitted with the domain": decided(admitted=True, domain="aalborg.example"),
        "refused": decided(admitted=False),
    }

    assert_all_said(f"card_decided.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_post_in_the_channel_invites_public_clients(language: Language) -> None:
    assert_said(f"channel_post.{language}", channel_message(PROCESS, language))


@pytest.mark.parametrize("language", Language)
def test_the_short_words_of_joining(language: Language) -> None:
    made = {f"card: {one}": word(f"card_{one}", language) for one in Refusal}
    made |= {
        f"invited {count}": word(
            "invited", language, process="Maskiner", count=count, names=names, known=known
        )
        for count, names, known in (
            (0, "", "Jonas Krogh"),
            (1, "Mette Friis", ""),
            (2, "Mette Friis, Sara Lind", "Jonas Krogh"),
        )
    }
    made |= {
        one: word(one, language) for one in ("announced", "not_connected", "only_facilitators")
    }
    made |= {f"pressed: {one}": welcome_word(one, language) for one in ("sent", "already")}

    assert_all_said(f"joining_words.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_each_fault_in_the_form_says_what_to_write(language: Language) -> None:
    made = {fault.value: {"text": say("joining", fault, language), "blocks": []} for fault in Fault}

    assert_all_said(f"form_faults.{language}", made)


def test_nothing_that_people_write_of_themselves_calls_anybody_or_turns_bold() -> None:
    card = Card(
        mark="5:1",
        name=HOSTILE,
        organisation=HOSTILE,
        organisation_is_new=True,
        role="adviser",
        email="a@b.dk",
        vouched=False,
        domain=None,
    )
    about = {"name": HOSTILE, "organisation": HOSTILE}
    colleagues = InterviewSoFar(names=HOSTILE, answerers=HOSTILE, answered=2, total=9, done=False)
    messages = [
        card_message(PROCESS, card, DANISH),
        decided_message(**about, by=HOSTILE, admitted=True, domain=None, language=DANISH),
        decided_message(**about, by=HOSTILE, admitted=False, domain=None, language=DANISH),
        welcome_message(PROCESS, name=HOSTILE, inviter=HOSTILE, language=DANISH),
        applied_message(**about, is_new=True, language=DANISH),
        joined_message(
            PROCESS,
            **about,
            next_date=None,
            so_far=colleagues,
            may_answer=True,
            with_button=True,
            is_market=False,
            is_late=True,
            language=DANISH,
        ),
        word("invited", DANISH, process=HOSTILE, count=1, names=HOSTILE, known=HOSTILE),
    ]

    for message in messages:
        read = as_read({"blocks": message["blocks"]})
        assert "fed" in read or "&lt;!channel&gt;" in read
        for mark in ("<!", "<@", "<http", "*fed*", "_skrå_", "~væk~", "`kode`"):
            assert mark not in read
