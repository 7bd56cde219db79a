"""The digest, its form and what is said of it, as facilitators read them."""

from dataclasses import replace

import pytest

from bot.conversation.questions import Language
from bot.voice.digests import digest_mail, digest_message, wish_form, wish_kept
from tests.bot.voice.test_summaries import WHOLE_STATUS
from tests.said import assert_all_said, assert_said, assert_words


@pytest.mark.parametrize("language", Language)
def test_the_digest_in_slack(language: Language) -> None:
    assert_said(f"digest.{language}", digest_message(WHOLE_STATUS, language))


@pytest.mark.parametrize("language", Language)
def test_the_digest_by_mail(language: Language) -> None:
    subject, words = digest_mail(WHOLE_STATUS, language, name="Julie Holm")

    assert_words(f"digest_mail.{language}", f"{subject}\n\n{words}\n")


def test_the_first_mail_tells_of_nothing_new() -> None:
    _, words = digest_mail(replace(WHOLE_STATUS, changes=None), Language.DANISH, name="Julie Holm")

    assert "Nyt siden sidst" not in words


@pytest.mark.parametrize("language", Language)
def test_when_it_comes_is_chosen_and_confirmed(language: Language) -> None:
    form = wish_form(
        process_id=3,
        process="Sammen om *maskiner*",
        days=(0, 3),
        clock="08:30",
        ways=["slack"],
        has_mail=True,
        language=language,
    )
    kept = {
        name: wish_kept(days=days, clock="08:30", ways=ways, language=language)
        for name, days, ways in (
            ("one day", [0], ["slack"]),
            ("three days, both ways", [0, 2, 4], ["slack", "mail"]),
            ("by mail", [1], ["mail"]),
            ("never", [], ["slack"]),
        )
    }

    assert_said(f"digest_form.{language}", form)
    assert_all_said(f"digest_kept.{language}", kept)
