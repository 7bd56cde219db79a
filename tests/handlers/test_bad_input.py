"""What bad input gets: an answer that says what happened, what was kept, and what to do now."""

import pytest

from tests.asking import Asking
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told

WORKS = "5 af 13: For hvor mange kroner sender I bygge- og anlægsopgaver i udbud på et år?"
TENDER = "8 af 15: Hvornår kommer det første udbud?"
REMARK = "20 af 20: Er der andet, I vil fortælle proceslederne?"
KEYS = {WORKS: "yearly_works", TENDER: "first_tender", REMARK: "remark"}
FOLDED = {
    WORKS: "*Bygge- og anlægsopgaver i udbud, pr. år*\n_Ikke besvaret endnu_",
    TENDER: "*Første udbud*\n_Ikke besvaret endnu_",
    REMARK: "*Bemærkning*\n_Ikke besvaret endnu_",
}
EMOJI = "Jeg kan ikke læse et svar ud af emojier alene."
TOO_LONG = (
    "Dit svar er for langt: højst 3.000 tegn. "
    "Din besked står stadig herover, så du kan korte den ned."
)
HUGE = "9" * 40


UNREADABLE = {
    "a sentence": (
        WORKS,
        "det kommer an på budgettet",
        "Jeg kunne ikke finde et tal i »det kommer an på budgettet«.",
    ),
    "an emoji's name": (WORKS, ":money_with_wings:", EMOJI),
    "an emoji": (WORKS, "💸", EMOJI),
    "below zero": (WORKS, "-5", "Tallet kan ikke være under nul."),
    "too large": (WORKS, HUGE, "Det tal er større, end jeg tør tro på."),
    "hostile": (
        WORKS,
        "*måske* <!channel>",
        "Jeg kunne ikke finde et tal i »*\u200bmåske*\u200b &lt;!channel&gt;«.",
    ),
    "1822": (
        TENDER,
        "maj 1822",
        "»maj 1822« ligger i fortiden, og her spørger jeg om det, der kommer.",
    ),
    "no such month": (
        TENDER,
        "den 13. måned",
        "Jeg kunne ikke læse »den 13. måned« som en måned eller et år.",
    ),
    "40,000 characters": (REMARK, "ord " * 10_000, TOO_LONG),
    "40,000 characters for a number": (WORKS, "ord " * 10_000, TOO_LONG),
}


@pytest.mark.parametrize(("again", "written", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_quoted_and_the_question_put_again(
    asking: Asking, mette: Human, again: str, written: str, reason: str
) -> None:
    key = KEYS[again]
    asking(key)

    told = mette.writes(written)

    assert told == Told(said=(again,), edited=(FOLDED[again],))
    assert mette.reads().split("\n\n")[1] == reason
    assert asking.kept(key) == []


def test_after_what_could_not_be_read_the_next_try_counts(asking: Asking, mette: Human) -> None:
    asking("yearly_works")
    mette.writes("det kommer an på budgettet")

    told = mette.writes("200-300 mio. kr.")

    assert told.edited == ("Gemt. Bygge- og anlægsopgaver i udbud, pr. år: 200–300 mio. kr.",)


@pytest.mark.parametrize("text", ["", "200 mio. kr. se vedhæftede"])
def test_a_file_is_no_answer_and_is_said_to_be_there_still(
    asking: Asking, mette: Human, text: str
) -> None:
    asking("yearly_works")

    told = mette.writes(text, files=("budget.xlsx",))

    assert told == Told(said=(WORKS,), edited=(FOLDED[WORKS],))
    assert "Jeg kan ikke tage imod filer som svar endnu." in mette.reads()
    assert asking.kept("yearly_works") == []


def test_an_edited_message_changes_no_answer_and_says_where_to_do_it(
    asking: Asking, mette: Human
) -> None:
    asking("yearly_works")
    mette.writes("200 mio. kr.")

    told = mette.edits("300 mio. kr.")

    assert told == Told(said=("Din rettede besked har ikke ændret dit svar.",))
    assert asking.kept("yearly_works") == [200_000_000]


def test_a_deleted_message_leaves_the_answer_standing(asking: Asking, mette: Human) -> None:
    asking("yearly_works")
    mette.writes("200 mio. kr.")

    told = mette.deletes()

    assert told == NOTHING
    assert asking.kept("yearly_works") == [200_000_000]


def test_free_text_is_stored_as_it_was_written_and_shown_harmless(
    asking: Asking, mette: Human
) -> None:
    hostile = "<!channel> *fed* & `kode`"
    asking("remark")

    told = mette.writes(hostile)

    assert asking.kept("remark") == [hostile]
    assert told.edited == ("Gemt. Bemærkning: &lt;!channel&gt; *fed* &amp; `kode`",)
    assert mette.reads(2).count("&lt;!channel&gt; *\u200bfed*\u200b &amp; `\u200bkode`\u200b") == 2


def test_what_no_database_takes_is_left_out_of_a_text(
    asking: Asking, workspace: Workspace, mette: Human
) -> None:
    asking("remark")
    slack = workspace.slack
    event = {
        "type": "message",
        "channel_type": "im",
        "user": mette.id,
        "channel": mette.im,
        "ts": slack.clock.next_ts(),
        "text": "Vi er\x00 klar \ud83d i maj",
    }

    workspace.deliver(workspace.event(event))

    assert asking.kept("remark") == ["Vi er klar  i maj"]
