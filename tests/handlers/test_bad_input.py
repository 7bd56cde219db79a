"""What bad input gets: an answer that says what happened, what was kept, and what to do now."""

import json
from typing import Any

import pytest
from sqlmodel import select

from models import Answer, Membership, Organisation, Process
from models.enums import Role, Stage
from tests.builders import METTE, bring_to, membership_of
from tests.fakes import Workspace
from tests.humans import NOTHING, Human, Told

WORKS = "5 af 13: For hvor mange kroner sender I bygge- og anlægsopgaver i udbud på et år?"
TENDER = "8 af 15: Hvornår kommer det første udbud?"
REMARK = "20 af 20: Er der andet, I vil fortælle proceslederne?"
KEYS = {WORKS: "yearly_works", TENDER: "first_tender", REMARK: "remark"}
EXAMPLES = {
    WORKS: ["Skriv for eksempel: 200-300 mio. kr."],
    TENDER: ["Skriv for eksempel: september 2022"],
    REMARK: [],
}
EMOJI = "Jeg kan ikke læse et svar ud af emojier alene."
TOO_LONG = (
    "Dit svar er for langt: højst 3.000 tegn. "
    "Din besked står stadig herover, så du kan korte den ned."
)
OVER = Told(said=("Den knap virker ikke mere.",))
NOT_YOURS = Told(said=("Den knap hører til en andens svar.",))
HUGE = "9" * 40


class Asked:
    """Mette with a question before her."""

    def __init__(self, workspace: Workspace, process: Process, mette: Human) -> None:
        self.workspace, self.process, self.mette = workspace, process, mette

    def __call__(self, key: str) -> None:
        bring_to(self.workspace.database, self.process, METTE, key=key, now=self.workspace.clock())
        self.mette.writes("fortsæt")

    def answers(self, key: str) -> list[str | float | None]:
        """All that was ever kept of that question."""
        with self.workspace.database.read() as session:
            rows = session.exec(select(Answer).where(Answer.question_key == key)).all()
        return [row.written or row.low or row.choices for row in rows]


@pytest.fixture
def asked(workspace: Workspace, members: Process, mette: Human) -> Asked:
    return Asked(workspace, members, mette)


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
    asked: Asked, mette: Human, again: str, written: str, reason: str
) -> None:
    key = KEYS[again]
    asked(key)

    told = mette.writes(written)

    assert told == Told(said=(again,))
    assert mette.reads().split("\n\n")[1] == "\n".join([reason, *EXAMPLES[again]])
    assert asked.answers(key) == []


def test_after_what_could_not_be_read_the_next_try_counts(asked: Asked, mette: Human) -> None:
    asked("yearly_works")
    mette.writes("det kommer an på budgettet")

    told = mette.writes("200-300 mio. kr.")

    assert told.edited == ("Gemt. Bygge- og anlægsopgaver i udbud, pr. år: 200–300 mio. kr.",)


@pytest.mark.parametrize("text", ["", "200 mio. kr. se vedhæftede"])
def test_a_file_is_no_answer_and_is_said_to_be_there_still(
    asked: Asked, mette: Human, text: str
) -> None:
    asked("yearly_works")

    told = mette.writes(text, files=("budget.xlsx",))

    assert told == Told(said=(WORKS,))
    assert "Jeg kan ikke tage imod filer som svar endnu." in mette.reads()
    assert asked.answers("yearly_works") == []


def test_an_edited_message_changes_no_answer_and_says_where_to_do_it(
    asked: Asked, mette: Human
) -> None:
    asked("yearly_works")
    mette.writes("200 mio. kr.")

    told = mette.edits("300 mio. kr.")

    assert told == Told(said=("Din rettede besked har ikke ændret dit svar.",))
    assert asked.answers("yearly_works") == [200_000_000]


def test_a_deleted_message_leaves_the_answer_standing(asked: Asked, mette: Human) -> None:
    asked("yearly_works")
    mette.writes("200 mio. kr.")

    told = mette.deletes()

    assert told == NOTHING
    assert asked.answers("yearly_works") == [200_000_000]


def test_free_text_is_stored_as_it_was_written_and_shown_harmless(
    asked: Asked, mette: Human
) -> None:
    hostile = "<!channel> *fed* & `kode`"
    asked("remark")

    told = mette.writes(hostile)

    assert asked.answers("remark") == [hostile]
    assert told.edited == ("Gemt. Bemærkning: &lt;!channel&gt; *fed* &amp; `kode`",)
    assert mette.reads(2).count("&lt;!channel&gt; *\u200bfed*\u200b &amp; `\u200bkode`\u200b") == 2


def test_what_no_database_takes_is_left_out_of_a_text(
    asked: Asked, workspace: Workspace, mette: Human
) -> None:
    asked("remark")
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

    assert asked.answers("remark") == ["Vi er klar  i maj"]


@pytest.mark.usefixtures("members")
def test_a_button_that_is_no_more_says_that_it_is_over(mette: Human) -> None:
    topics = (
        "interview",
        "onboarding",
        "invitations",
        "summaries",
        "help",
        "posts",
        "home",
        "signatures",  # there is no such topic (yet)
    )
    gone = [(f"{topic}.unknown", "1") for topic in topics]
    gone += [("", ""), ("onboarding.start", "999"), ("onboarding.join", HUGE)]
    gone += [("onboarding.later", "abc"), ("onboarding.not_me", "-1")]

    told = {pressed: mette.forges(*pressed) for pressed in gone}

    assert told == dict.fromkeys(gone, OVER)


def test_an_answer_for_another_organisation_is_neither_shown_nor_changed(
    asked: Asked, sara: Human
) -> None:
    asked("tenders_planned")
    acts = ("choose:yes", "skip", "dont_know", "edit", "resume", "review", "send", "back")
    values = ("1:tenders_planned:yes", f"{HUGE}:remark", "abc", "", "2:remark", "٣")
    forged = [(f"interview.{act}", value) for act in acts for value in values]

    told = {pressed: sara.forges(*pressed) for pressed in forged}

    assert told == dict.fromkeys(forged, NOT_YOURS)
    assert asked.answers("tenders_planned") == []


@pytest.mark.parametrize("value", ["1:remark:1", "1:remark:999", f"1:remark:{HUGE}", "1:remark"])
def test_nobody_makes_anothers_answer_count(asked: Asked, jonas: Human, value: str) -> None:
    asked("remark")
    jonas.forges("interview.begin", str(asked.process.id))

    told = jonas.forges("interview.use_mine", value)

    assert told == NOT_YOURS


@pytest.mark.parametrize(
    "value",
    ["1:tenders_planned:maybe", "1:tenders_planned:", "1:tenders_planned", "1:gone:yes", "1:"],
)
def test_a_choice_that_is_not_offered_changes_nothing(
    asked: Asked, mette: Human, value: str
) -> None:
    asked("tenders_planned")

    told = mette.forges("interview.choose:x", value)

    assert told == Told(said=("Det spørgsmål er lukket.",))
    assert asked.answers("tenders_planned") == []


def test_boxes_of_another_question_or_none_at_all_change_nothing(
    asked: Asked, mette: Human
) -> None:
    asked("machine_classes")
    ticked = [{"value": "1:procurement:own"}, {"value": "2:machine_classes:other"}]
    state = {"values": {"b": {"interview.tick": {"selected_options": ticked}}}}

    nothing = mette.presses("Gem valg")
    foreign = mette.forges("interview.choose_many", "1:machine_classes", state=state)

    assert nothing == foreign == Told(said=("Sæt mindst ét kryds.",))
    assert asked.answers("machine_classes") == []


@pytest.mark.usefixtures("members")
def test_a_participant_decides_on_nobody_and_invites_nobody(mette: Human) -> None:
    marks = ("1:1652083200", HUGE, "abc", "", f"{HUGE}:1")
    decisions = [
        (f"onboarding.{act}", mark)
        for act in ("approve", "approve_domain", "refuse")
        for mark in marks
    ]
    invitations = [
        (f"invitations.{act}", value)
        for act in ("invite", "announce")
        for value in ("1", "999", HUGE, "abc", "")
    ]

    told = {pressed: mette.forges(*pressed) for pressed in decisions + invitations}

    only_they_decide = "Kun proceslederne kan svare på ansøgninger. Der er ikke ændret noget."
    only_they = "Det kan kun proceslederne. Der er ikke ændret noget."
    assert told == {
        **dict.fromkeys(decisions, Told(said=(only_they_decide,))),
        **dict.fromkeys(invitations, Told(said=(only_they,))),
    }


FORGED: list[tuple[str, Any, str]] = [
    ("organisation", {"selected_option": {"value": HUGE}}, "Vælg din organisation på listen."),
    ("organisation", {"selected_option": {"value": "999"}}, "Vælg din organisation på listen."),
    ("organisation", {"selected_option": None}, "Vælg din organisation på listen."),
    ("organisation", {"selected_option": {"value": "new:   "}}, "Vælg din organisation"),
    ("organisation", {"selected_option": {"value": "new:\x00\u200b"}}, "Skriv organisationens"),
    ("organisation", {"selected_option": {"value": "new:" + "x" * 121}}, "Navnet er for langt."),
    ("role", {"selected_option": {"value": "facilitator"}}, "Vælg en rolle på listen."),
    ("role", {"selected_option": {"value": "king"}}, "Vælg en rolle på listen."),
    ("role", {"selected_option": None}, "Vælg en rolle på listen."),
    ("email", {"value": "mette"}, "Det ligner ikke en mailadresse."),
    ("email", {"value": "a@b.dk\nBcc: c@d.dk"}, "Det ligner ikke en mailadresse."),
    ("email", {"value": None}, "Det ligner ikke en mailadresse."),
    ("email", {"value": "x" * 400 + "@b.dk"}, "Det ligner ikke en mailadresse."),
]


@pytest.mark.parametrize(("name", "forged", "fault"), FORGED)
def test_a_forged_form_is_sent_back_with_the_fault_beside_its_field(
    workspace: Workspace, process: Process, mette: Human, name: str, forged: Any, fault: str
) -> None:
    answer = submit(mette, **{name: forged})

    faults = json.loads(answer)["errors"]
    assert set(faults) == {name}
    assert faults[name].startswith(fault)
    with workspace.database.read() as session:
        membership = membership_of(session, process, METTE)
    assert (membership.role, membership.stage) == (Role.NEED_OWNER, Stage.INVITED)


def test_an_unknown_language_is_the_one_they_have(process: Process, mette: Human) -> None:
    answer = submit(mette, language={"selected_option": {"value": "tlh"}})

    assert answer == ""
    assert process.id == 1
    assert mette.reads().startswith("(Tak. En procesleder skal lige sige god for dig.)")


@pytest.mark.parametrize("value", ["", "999", "abc", HUGE])
def test_a_form_of_no_process_says_that_it_is_over(
    workspace: Workspace, process: Process, mette: Human, value: str
) -> None:
    answer = submit(mette, private_metadata=value)

    assert (answer, process.id) == ("", 1)
    assert mette.reads().startswith("(Den knap virker ikke mere.)")
    with workspace.database.read() as session:
        assert [one.role for one in session.exec(select(Membership))] == [Role.FACILITATOR] * 2


def test_a_member_who_sends_an_old_form_adds_no_organisation(
    workspace: Workspace, members: Process, mette: Human
) -> None:
    invented = {"selected_option": {"value": "new:Opfundet Kommune"}}

    answer = submit(mette, organisation=invented)

    assert (answer, members.id) == ("", 1)
    assert mette.reads().startswith("(Du er allerede med.")
    with workspace.database.read() as session:
        names = [one.name for one in session.exec(select(Organisation))]
    assert "Opfundet Kommune" not in names


def submit(human: Human, *, private_metadata: str = "1", **forged: Any) -> str:
    """Send the details form with something forged in it."""
    values: dict[str, Any] = {
        "organisation": {"selected_option": {"value": "3"}},
        "role": {"selected_option": {"value": "need_owner"}},
        "email": {"value": "mette.friis@aalborg.example"},
        "language": {"selected_option": {"value": "da"}},
    }
    return human.forges_form("onboarding.details", private_metadata, **(values | forged))
