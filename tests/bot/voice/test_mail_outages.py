from bot.conversation.questions import Language
from bot.voice.mail_outages import (
    mail_waits_card,
    mail_works_card,
    mailbox_read_card,
    mailbox_unread_card,
)
from tests.said import assert_all_said


def test_the_facilitators_read_that_mail_waits_and_then_that_it_does_not() -> None:
    for language in Language:
        made = {
            "one waits": mail_waits_card(1, language),
            "twelve wait": mail_waits_card(12, language),
            "mailbox away": mailbox_unread_card(language),
            "mailbox back": mailbox_read_card(language),
            "none is left": mail_works_card(0, language),
            "one is sent": mail_works_card(1, language),
            "twelve are sent": mail_works_card(12, language),
        }

        assert_all_said(f"mail_outage.{language.value}", made)
