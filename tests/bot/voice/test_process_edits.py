"""A process edited in Slack, in the words that facilitators read."""

from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.edit_history import Effect, What
from bot.process_checks import Fault, Values
from bot.process_edits import NEW, Saved
from bot.process_entries import Entry
from bot.voice.process_edits import (
    Aim,
    edit_form,
    edit_word,
    fault_words,
    gone_words,
    list_view,
    meanwhile_words,
    preview_view,
    saved_message,
)
from tests.said import assert_all_said, assert_said, assert_words

JULIE: Values = {
    "name": "Julie & Munk",
    "title_da": "konsulent",
    "title_en": "consultant",
    "organisation": "co-pi",
    "email": "jmu@co-pi.dk",
    "phone": "61 81 31 09",
}
TEXT: Values = {"da": "Støj & <CO₂>", "en": "Noise"}
PARTY: Values = {"role": "adviser", "da": "Rådgiver", "en": "Adviser"}


def entry(what: What, key: str, name: str, values: Values) -> Entry:
    return Entry(what=what, key=key, name=name, values=values, mark="abc")


def aim(what: What, key: str) -> Aim:
    return Aim(process_id=3, what=what, key=key, mark="abc")


@pytest.mark.parametrize("language", Language)
def test_what_can_be_changed_reads_well(language: Language) -> None:
    view = list_view(
        {
            What.TEXT: [entry(What.TEXT, "challenge", "challenge", TEXT)],
            What.CONTACT: [entry(What.CONTACT, "julie", "Julie & Munk", JULIE)],
            What.PARTY: [entry(What.PARTY, "gate-21", "Gate 21", PARTY)] * 2,
        },
        language,
        process_id=3,
        process="Sammen & co.",
        key="sammen",
        is_edited=True,
    )

    assert_said(f"process_edits_list.{language}", view)


@pytest.mark.parametrize("language", Language)
def test_the_forms_read_well(language: Language) -> None:
    parties = [("co-pi", "CO-PI"), ("gate-21", "Gate 21")]
    forms: dict[str, Any] = {
        "a needed text": edit_form(
            aim(What.TEXT, "privacy"), TEXT, language, name="Hvem der ser svarene"
        ),
        "another": edit_form(aim(What.TEXT, "benefits"), TEXT, language, name="Gevinsterne"),
        "a contact": edit_form(
            aim(What.CONTACT, "julie"), JULIE, language, name="Julie", parties=parties
        ),
        "a new contact": edit_form(aim(What.CONTACT, NEW), {}, language, name="", parties=parties),
        "a partner": edit_form(aim(What.PARTY, "gate-21"), PARTY, language, name="Gate & 21"),
        "a new partner": edit_form(aim(What.PARTY, NEW), {}, language, name=""),
    }

    assert_all_said(f"process_edits_forms.{language}", forms)


@pytest.mark.parametrize("language", Language)
def test_previews_and_what_came_of_it_read_well(language: Language) -> None:
    def saved(effect: Effect, what: What = What.CONTACT, key: str = "julie") -> dict[str, Any]:
        made = Saved(what=what, key=key, name="Julie & Munk", effect=effect)
        return saved_message(made, language, process="Sammen")

    said = {
        "a text": preview_view(What.TEXT, TEXT, language),
        "no text": preview_view(What.TEXT, {"da": "", "en": ""}, language),
        "a contact": preview_view(What.CONTACT, JULIE, language, organisation="CO-PI"),
        **{effect.value: saved(effect) for effect in Effect},
        "a text is saved": saved(Effect.CHANGED, What.TEXT, "challenge"),
        "refused": edit_word("only_facilitators", language),
    }

    assert_all_said(f"process_edits_said.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_each_fault_says_what_to_write_instead(language: Language) -> None:
    said = [f"{one.value}: {fault_words('da', one, language)}" for one in Fault]
    said += [meanwhile_words("Karl & Toft", language), meanwhile_words("", language)]
    said.append(gone_words(language))

    assert_words(f"process_edits_faults.{language}", "\n".join(said) + "\n")


@pytest.mark.parametrize("language", Language)
def test_the_longest_texts_and_the_most_partners_fit_into_slack(language: Language) -> None:
    long: Values = {"da": "&" * 2500, "en": "&" * 2500}
    many = [(f"k{number}", "&" * 200) for number in range(300)]

    view = edit_form(aim(What.CONTACT, NEW), {}, language, name="", parties=many)
    preview = preview_view(What.TEXT, long, language)
    form = edit_form(aim(What.TEXT, "privacy"), long, language, name="x")

    assert len(view["blocks"]) + len(preview["blocks"]) + len(form["blocks"]) > 9
