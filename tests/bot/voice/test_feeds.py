import pytest

from bot.conversation.questions import Language
from bot.voice.feeds import Addresses, address_view, closed_view, no_address, not_a_member
from tests.said import assert_all_said, assert_said

TOKEN = "JbVJ5-pX1m0yB3kqXGdQd0V9nYc1Yt_kz0aYxX1b2c4"
ADDRESSES = Addresses(
    copied=f"https://sammen.example/calendar/{TOKEN}.ics",
    opened=f"https://sammen.example/calendar/{TOKEN}",
)


@pytest.mark.parametrize("language", Language)
def test_the_address_reads_well(language: Language) -> None:
    assert_said(f"feed_address.{language}", address_view(ADDRESSES, language))


@pytest.mark.parametrize("language", Language)
def test_what_else_is_said_of_the_address_reads_well(language: Language) -> None:
    view = address_view(ADDRESSES, language)
    sure = {
        element["action_id"]: asked
        for block in view["blocks"]
        for element in block.get("elements", ())
        if (asked := element.get("confirm"))
    }
    dialogs = {
        f"sure {act}": {
            "title": asked["title"],
            "blocks": [
                {"type": "section", "text": asked["text"]},
                {"type": "section", "text": asked["confirm"]},
                {"type": "section", "text": asked["deny"]},
            ],
        }
        for act, asked in sure.items()
    }

    assert_all_said(
        f"feed_words.{language}",
        {
            **dialogs,
            "closed": closed_view(language),
            "not a member": not_a_member(language),
            "no address": no_address(language, leads=False),
            "no address, to a facilitator": no_address(language, leads=True),
        },
    )


def test_a_dialog_keeps_to_what_slack_takes() -> None:
    for language in Language:
        for block in address_view(ADDRESSES, language)["blocks"]:
            for element in block.get("elements", ()):
                asked = element.get("confirm", {})
                assert len(asked.get("text", {}).get("text", "")) <= 300
                assert all(
                    len(asked.get(key, {}).get("text", "")) <= 30 for key in ("confirm", "deny")
                )
                assert element.get("url", "https://").startswith("https://")
