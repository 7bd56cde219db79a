from dataclasses import replace

from bot.voice.posts import CardFacts, failed_card, sent_again_card, unsure_card
from tests.said import assert_said

IN_CHANNEL = CardFacts(
    post_id=12,
    words="Næste møde: onsdag 8. juni 2022 kl. 12.00.",
    channel="C0PROCES",
    person_name=None,
)
TO_PERSON = replace(IN_CHANNEL, channel=None, person_name="Mette <Friis>")

BY_MAIL = replace(
    TO_PERSON, words="Invitation: *Workshop* 8. juni", address="mette.friis@aalborg.example"
)


def test_a_card_asks_whether_a_message_stands_in_the_channel() -> None:
    assert_said("unsure_in_channel.da", unsure_card(IN_CHANNEL))


def test_a_card_asks_whether_a_person_has_got_a_message() -> None:
    assert_said("unsure_to_person.da", unsure_card(TO_PERSON))


def test_a_card_tells_why_a_channel_did_not_get_a_message() -> None:
    assert_said("failed_in_channel.da", failed_card(IN_CHANNEL, reason="not_in_channel"))


def test_a_card_tells_why_a_person_did_not_get_a_message() -> None:
    assert_said("failed_to_person.da", failed_card(TO_PERSON, reason="account_inactive"))


def test_a_card_asks_whether_a_person_has_got_a_mail() -> None:
    assert_said("unsure_by_mail.da", unsure_card(BY_MAIL))


def test_a_card_tells_why_a_person_did_not_get_a_mail() -> None:
    reason = "550 5.1.1 <mette.friis@aalborg.example>: no such user"

    assert_said("failed_by_mail.da", failed_card(BY_MAIL, reason=reason))


def test_the_card_then_says_who_had_it_sent_again() -> None:
    made = sent_again_card(slack_id="U0ANNE", person_name="Anne Holm")

    assert_said("sent_again.da", made)
