"""Who takes part, in words: the list, its forms, merging, leaving, and what people are told."""

from datetime import UTC, datetime

import pytest

from bot.conversation.questions import Chosen, Language, Written
from bot.follow_ups import Silent
from bot.member_lists import Found, Overview, Past
from bot.merging import Conflict, MergePlan
from bot.voice.blocks import SECTION
from bot.voice.members import (
    found_options,
    go_message,
    leave_form,
    member_word,
    move_form,
    organisation_view,
    overview_view,
    person_view,
    role_form,
)
from bot.voice.membership_notes import left_message, moved_message, role_message
from bot.voice.merges import merge_form, merge_word, merging_form
from bot.voice.notes import paragraph
from models import Membership, Organisation, Person
from models.enums import OrganisationKind, Role, Stage
from models.members import Listed
from tests.gathering import OBSTACLES, TENDERS
from tests.said import assert_all_said

PROCESS = "Sammen om emissionsfrie arbejdsmaskiner"
DAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


def organisation(number: int, name: str) -> Organisation:
    return Organisation(
        id=number, key=str(number), name=name, kind=OrganisationKind.OTHER, added_at=DAY
    )


def listed(
    name: str = "Mette Friis", *, placed: bool = True, stage: Stage = Stage.JOINED
) -> Listed:
    return Listed(
        membership=Membership(
            id=7, process_id=1, person_id=3, role=Role.NEED_OWNER, stage=stage, invited_at=DAY
        ),
        person=Person(
            id=3,
            team_id="T1",
            slack_id="U1",
            name=name,
            slack_email="mette.friis@aalborg.example" if placed else None,
            first_seen_at=DAY,
        ),
        organisation=organisation(5, "Aalborg Kommune") if placed else None,
    )


def silent(name: str, **more: object) -> Silent:
    told = {"organisation_id": None, "membership_id": 4, "address": None, "since": DAY, **more}
    return Silent(name=name, **told)  # type: ignore[arg-type]


PAST = tuple(
    Past(act=act, at=DAY, by=by, before=before, after=after)
    for act, by, before, after in (
        ("members.leave", "Anne Holm", None, None),
        ("members.role", "Anne Holm", "adviser", "need_owner"),
        ("members.move", "Anne Holm", "Odense Kommune", "Aalborg Kommune"),
        ("members.move", "Anne Holm", None, "Odense Kommune"),
        ("onboarding.admit", None, None, None),
        ("onboarding.invite", "Karl Toft", None, None),
    )
)


@pytest.mark.parametrize("language", Language)
def test_the_list_and_its_forms(language: Language) -> None:
    some = Overview(
        members=12,
        organisations=5,
        silent=(
            silent("Louise Bang", organisation_id=5),
            silent("Sara Lind", membership_id=None, address="sara@odense.example"),
            *(silent(f"Person {n}") for n in range(25)),
        ),
        names={5: "Aalborg Kommune"},
    )
    views = {
        "overview": overview_view(some, language, process_id=1, process="Maskiner"),
        "one": overview_view(
            Overview(members=1, organisations=1, silent=(), names={}),
            language,
            process_id=1,
            process="Maskiner",
        ),
        "organisation": organisation_view(
            [listed(), listed("Jonas Krogh")],
            language,
            process_id=1,
            process="Maskiner",
            organisation_id=5,
            organisation="Aalborg Kommune",
        ),
        "person": person_view(
            listed(),
            PAST,
            language,
            process_id=1,
            process="Maskiner",
            notice=member_word("left", language, name="Mette Friis"),
        ),
        "has left": person_view(
            listed(placed=False, stage=Stage.LEFT), (), language, process_id=1, process="Maskiner"
        ),
        "move": move_form(listed(), language),
        "place": move_form(listed(placed=False), language),
        "role": role_form(listed(), language, roles=tuple(Role)),
        "leave": leave_form(listed(), language),
        "leave unplaced": leave_form(listed(placed=False), language),
        "go": go_message(language, process_id=1, process=PROCESS),
    }

    assert_all_said(f"members.{language}", views)


@pytest.mark.parametrize("language", Language)
def test_what_is_found(language: Language) -> None:
    found = [
        Found(key="o:1:5", name="Aalborg Kommune", people=1),
        Found(key="o:1:6", name="Odense Kommune", people=3),
        Found(key="m:7", name="Mette Friis", organisation="Aalborg Kommune"),
        Found(key="m:8", name="Sara Lind"),
    ]

    lines = [one["text"]["text"] for one in found_options(found, language)]

    is_danish = language is Language.DANISH
    assert lines == [
        f"Aalborg Kommune ({'1 person'})",
        f"Odense Kommune ({'3 personer' if is_danish else '3 people'})",
        "Mette Friis, Aalborg Kommune",
        "Sara Lind",
    ]


@pytest.mark.parametrize("language", Language)
def test_merging(language: Language) -> None:
    pair = {"going": organisation(6, "Ålborg"), "staying": organisation(5, "Aalborg Kommune")}
    conflicts = (
        Conflict(
            key="1:tenders",
            process_id=1,
            process={"da": "Maskiner", "en": "Machines"},
            question=TENDERS,
            going=Chosen(("yes",)),
            staying=Chosen(("no",)),
        ),
        Conflict(
            key="2:obstacles",
            process_id=2,
            process={"da": "Varme", "en": "Heat"},
            question=OBSTACLES,
            going=Written("Pris <!channel> " * 40),
            staying=Written("Tid"),
        ),
    )
    views = {
        "form": merge_form("Ålborg", language, metadata="1:6"),
        "plan": merging_form(
            MergePlan(**pair, conflicts=conflicts, people=2, answers=3), language, metadata="1:6:5"
        ),
        "one conflict": merging_form(
            MergePlan(**pair, conflicts=conflicts[:1], people=1, answers=1),
            language,
            metadata="1:6:5",
        ),
        "none": merging_form(
            MergePlan(**pair, conflicts=(), people=0, answers=0), language, metadata="1:6:5"
        ),
        **{
            part: paragraph(merge_word(part, language))
            for part in (
                *("not_allowed", "no_organisation", "not_yours", "same", "gone"),
                "choices_missing",
            )
        },
        "merged": paragraph(
            merge_word("merged", language, going="Ålborg", staying="Aalborg Kommune", people=2)
        ),
    }

    assert_all_said(f"merging.{language}", views)


@pytest.mark.parametrize("language", Language)
def test_each_act_is_answered(language: Language) -> None:
    said = {
        part: paragraph(member_word(part, language))
        for part in (
            *("not_allowed", "last_facilitator", "nothing_new", "no_organisation"),
            "gone_already",
        )
    }
    name = "Mette *Friis* <!channel>"
    said["moved"] = paragraph(
        member_word("moved", language, name=name, organisation="Aalborg Kommune")
    )
    said["role_changed"] = paragraph(
        member_word("role_changed", language, name=name, role="Rådgiver")
    )

    assert_all_said(f"member_words.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_people_are_told_kindly(language: Language) -> None:
    said = {
        "moved": moved_message(
            language,
            process=PROCESS,
            former="Odense Kommune",
            organisation="Aalborg Kommune",
            by="Anne Holm",
        ),
        "placed": moved_message(
            language, process=PROCESS, former=None, organisation="Aalborg Kommune", by="Anne Holm"
        ),
        **{
            f"role {role.value}": role_message(
                language, process=PROCESS, role=role.value, by="Anne Holm"
            )
            for role in (Role.NEED_OWNER, Role.FACILITATOR, Role.ADVISER)
        },
        "taken off": left_message(
            language, process_id=1, process=PROCESS, organisation="Aalborg Kommune", by="Anne Holm"
        ),
        "left": left_message(language, process_id=1, process=PROCESS, organisation=None, by=None),
    }

    assert_all_said(f"membership.{language}", said)


def test_names_as_long_as_can_be_fit() -> None:
    long = "<!channel> & *fed* " * 10
    people = [listed(long[:200])] * 60
    view = organisation_view(
        people,
        Language.DANISH,
        process_id=1,
        process="Maskiner",
        organisation_id=5,
        organisation=long,
    )
    silent_ones = tuple(silent(long[:200], organisation_id=5) for _ in range(60))
    first = overview_view(
        Overview(members=1, organisations=1, silent=silent_ones, names={5: long}),
        Language.DANISH,
        process_id=1,
        process="Maskiner",
    )

    texts = [
        b["text"]["text"] for b in (*view["blocks"], *first["blocks"]) if b["type"] == "section"
    ]
    assert all(len(text) <= SECTION for text in texts)
    assert not any("<!" in text for text in texts)
