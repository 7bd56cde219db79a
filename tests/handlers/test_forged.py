"""What somebody sends who did not use our buttons: nothing is shown, changed or invented."""

import json
from typing import Any

import pytest
from sqlmodel import select

from models import Membership, Organisation, Process
from models.enums import Role, Stage
from tests.asking import Asking
from tests.builders import METTE, membership_of
from tests.fakes import Workspace
from tests.humans import Human, Told

OVER = Told(said=("Den knap virker ikke mere.",))
NOT_YOURS = Told(said=("Den knap hører til en andens svar.",))
HUGE = "9" * 40


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
    asking: Asking, sara: Human
) -> None:
    asking("tenders_planned")
    acts = ("choose:yes", "skip", "dont_know", "edit", "resume", "review", "send", "back")
    values = ("1:tenders_planned:yes", f"{HUGE}:remark", "abc", "", "2:remark", "٣")
    forged = [(f"interview.{act}", value) for act in acts for value in values]

    told = {pressed: sara.forges(*pressed) for pressed in forged}

    assert told == dict.fromkeys(forged, NOT_YOURS)
    assert asking.kept("tenders_planned") == []


@pytest.mark.parametrize("value", ["1:remark:1", "1:remark:999", f"1:remark:{HUGE}", "1:remark"])
def test_nobody_makes_anothers_answer_count(asking: Asking, jonas: Human, value: str) -> None:
    asking("remark")
    jonas.forges("interview.begin", str(asking.process.id))

    told = jonas.forges("interview.use_mine", value)

    assert told == NOT_YOURS


@pytest.mark.parametrize(
    "value",
    ["1:tenders_planned:maybe", "1:tenders_planned:", "1:tenders_planned", "1:gone:yes", "1:"],
)
def test_a_choice_that_is_not_offered_changes_nothing(
    asking: Asking, mette: Human, value: str
) -> None:
    asking("tenders_planned")

    told = mette.forges("interview.choose:x", value)

    assert told == Told(said=("Det spørgsmål er lukket.",))
    assert asking.kept("tenders_planned") == []


def test_boxes_of_another_question_or_none_at_all_change_nothing(
    asking: Asking, mette: Human
) -> None:
    asking("machine_classes")
    ticked = [{"value": "1:procurement:own"}, {"value": "2:machine_classes:other"}]
    state = {"values": {"b": {"interview.tick": {"selected_options": ticked}}}}

    nothing = mette.presses("Gem valg")
    foreign = mette.forges("interview.choose_many", "1:machine_classes", state=state)

    assert nothing == foreign == Told(said=("Sæt mindst ét kryds.",))
    assert asking.kept("machine_classes") == []


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
