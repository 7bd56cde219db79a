"""What somebody reads of how they are written to, and of what is kept of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.questions import Language
from bot.days import QuietHours
from bot.voice.my_data import (
    erase_form,
    erased_message,
    leads_alone_message,
    leads_alone_view,
    my_data_message,
    my_data_view,
    not_sure,
    somebody_left_message,
)
from bot.voice.preferences import (
    language_changed,
    language_offer,
    pause_offer,
    paused_message,
    preferences_form,
    preferences_message,
    preferences_word,
)
from tests.homes import NOW, PREFERENCES
from tests.said import assert_all_said, assert_said

DAY = timedelta(days=1)
LANGUAGES = pytest.mark.parametrize("language", Language)

CHOSEN = replace(
    PREFERENCES,
    hours=QuietHours(20 * 60, 6 * 60 + 30),
    pause_until=NOW.date() + 11 * DAY,
    wants_news=True,
    stand_in="Bo *Hansen*",
    stand_in_id=8,
    colleagues=((8, "Bo *Hansen*"), (9, "Eva Lind")),
)


@LANGUAGES
def test_the_preferences_are_one_form(language: Language) -> None:
    leads = replace(PREFERENCES, leads=True, may_have_news=False)

    assert_said(
        f"preferences_form.{language}", preferences_form(CHOSEN, process_id=3, language=language)
    )
    assert_said(
        f"preferences_form_leading.{language}",
        preferences_form(leads, process_id=3, language=language),
    )


@LANGUAGES
def test_preferences_are_told_in_a_few_lines(language: Language) -> None:
    about = {"process_id": 3, "language": language, "now": NOW}
    plain = replace(PREFERENCES, email=None, colleagues=CHOSEN.colleagues)
    paused = replace(plain, pause_until=CHOSEN.pause_until)
    made = {
        "as everybody": preferences_message(plain, **about),  # type: ignore[arg-type]
        "own": preferences_message(CHOSEN, **about, is_kept=True),  # type: ignore[arg-type]
        "how long?": pause_offer(plain, **about),  # type: ignore[arg-type]
        "pausing already": pause_offer(CHOSEN, **about),  # type: ignore[arg-type]
        "paused": paused_message(paused, **about),  # type: ignore[arg-type]
        "paused, with a stand-in": paused_message(CHOSEN, **about),  # type: ignore[arg-type]
        "back": paused_message(plain, **about),  # type: ignore[arg-type]
        "the other language": language_offer(language),
        "changed": language_changed(language),
    }

    assert_all_said(f"preferences.{language}", made)


@LANGUAGES
def test_each_fault_in_the_preferences_says_what_to_do(language: Language) -> None:
    faults = (
        *("name_missing", "email_unreadable", "hour_missing", "never_open"),
        *("pause_past", "pause_too_long", "no_colleague"),
    )
    made = {one: {"text": preferences_word(one, language), "blocks": []} for one in faults}

    assert_all_said(f"preferences_faults.{language}", made)


@LANGUAGES
def test_what_is_kept_is_theirs_and_what_goes_is_said_before_it_goes(language: Language) -> None:
    made = {
        "what to do": my_data_message(language, process_id=3),
        "without a process": my_data_message(language, process_id=None),
        "on Home": my_data_view(language, process_id=3),
        "handed out": my_data_view(language, process_id=3, is_sent=True),
        "sure?": erase_form(language),
        "not ticked": {"text": not_sure(language), "blocks": []},
        "leads alone": leads_alone_message(["Sammen om maskiner", "Sammen om varme"], language),
        "leads alone, on Home": leads_alone_view(["Sammen om maskiner"], language),
        "erased": erased_message(language),
        "nobody is left": somebody_left_message(
            language, process="Sammen om maskiner", organisation="Novafos", colleagues=0
        ),
        "one is left": somebody_left_message(
            language, process="Sammen om maskiner", organisation="Novafos", colleagues=1
        ),
        "without an organisation": somebody_left_message(
            language, process="Sammen om maskiner", organisation=None, colleagues=0
        ),
    }

    assert_all_said(f"my_data.{language}", made)
