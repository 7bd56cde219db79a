from bot.voice.posts import sent_again_card, unsure_card
from tests.said import assert_said

NEWS = "Næste møde: onsdag 8. juni 2022 kl. 12.00."


def test_a_card_asks_whether_a_message_stands_in_the_channel() -> None:
    made = unsure_card(post_id=12, text=NEWS, channel="C0PROCES", person_name=None)

    assert_said("unsure_in_channel.da", made)


def test_a_card_asks_whether_a_person_has_got_a_message() -> None:
    made = unsure_card(post_id=12, text=NEWS, channel=None, person_name="Mette <Friis>")

    assert_said("unsure_to_person.da", made)


def test_the_card_then_says_who_had_it_sent_again() -> None:
    made = sent_again_card(slack_id="U0ANNE", person_name="Anne Holm")

    assert_said("sent_again.da", made)
