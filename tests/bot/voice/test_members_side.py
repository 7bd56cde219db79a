"""What members read of their own side: next step, what was missed, who takes part, their data."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.catch_up import Answered, CatchUp, Held, Paper, Reached
from bot.conversation.questions import Language
from bot.examples import About, Example
from bot.next_step import Do, NextStep
from bot.overview import Body, Coming, Everybody, OwnOrganisation, Somebody
from bot.own_mapping import OwnMapping
from bot.voice.blocks import section
from bot.voice.catch_up import catch_up_message, news_message
from bot.voice.help import example_blocks
from bot.voice.next_step import step_message
from bot.voice.notes import note_message
from bot.voice.overview import everybody_message, organisation_message, somebody_message
from bot.voice.speak import escape
from bot.voice.stand_ins import mapping_reminder, meeting_note
from models.enums import Precision, Reply, Role
from tests.bot.voice.test_home import own_meetings
from tests.homes import ENTRIES, NOW, POINTS
from tests.said import assert_all_said, assert_said

DAY = timedelta(days=1)
LANGUAGES = pytest.mark.parametrize("language", Language)


@LANGUAGES
def test_the_next_step_says_the_one_thing_to_do(language: Language) -> None:
    step = NextStep(
        do=Do.GO_ON,
        process_id=3,
        organisation="Aalborg Kommune",
        interview_id=9,
        answered=4,
        total=6,
    )
    [asked] = own_meetings(language)["not answered"]
    offered = replace(asked.facts, reply=Reply.OFFERED, offer_until=NOW + DAY)
    steps = {
        "join": replace(step, do=Do.JOIN),
        "wait": replace(step, do=Do.WAIT),
        "refused": replace(step, do=Do.REFUSED),
        "a seat": NextStep(do=Do.TAKE_SEAT, process_id=3, meeting=offered),
        "an invitation": NextStep(do=Do.ANSWER_INVITATION, process_id=3, meeting=asked.facts),
        "noted answers": replace(step, do=Do.CONFIRM_NOTED, up_to_id=40),
        "begin": replace(step, do=Do.BEGIN, interview_id=None, answered=0),
        "go on": step,
        "go on with colleagues' answers": replace(step, interview_id=None),
        "send": replace(step, do=Do.SEND, answered=6),
        "one more question": replace(step, do=Do.NEW_QUESTION),
        "one applies": NextStep(do=Do.DECIDE, process_id=3, count=1),
        "some apply": NextStep(do=Do.DECIDE, process_id=3, count=3),
        "one to call": replace(step, do=Do.CALL, count=1),
        "two to call": replace(step, do=Do.CALL, count=2),
        "many to call": replace(step, do=Do.CALL, count=7),
        "nothing, and a meeting comes": NextStep(do=Do.NOTHING, process_id=3, following=POINTS[4]),
        "nothing, and a month comes": NextStep(do=Do.NOTHING, process_id=3, following=POINTS[3]),
        "nothing at all": NextStep(do=Do.NOTHING, process_id=3),
    }

    made = {name: step_message(one, language, now=NOW) for name, one in steps.items()}

    assert_all_said(f"next_step.{language}", made)


NEWS = (
    Held(
        at=NOW - DAY,
        title="Formøde",
        decisions="Vi mødes igen i juni. *Alle* svarer på behov <!channel> inden da. " * 6,
        materials=(("Oplæg", "https://eksempel.dk/o.pdf"), ("Referat", "")),
    ),
    Paper(
        at=NOW - 2 * DAY,
        title="Kravkatalog",
        url="https://eksempel.dk/k.pdf",
        changed="Afsnit 3 er nyt.",
        version=2,
    ),
    Reached(
        at=NOW - 3 * DAY,
        title="Aftale om processen",
        day=date(2022, 4, 1),
        precision=Precision.MONTH,
    ),
    Held(at=NOW - 4 * DAY, title="Besøg", decisions="", materials=()),
    Answered(
        at=NOW - 5 * DAY,
        question="Er min e-mail synlig?",
        answer="Nej, kun for proceslederne.",
    ),
    Paper(at=None, title="Invitation", url=None, changed="", version=1),
)


@LANGUAGES
def test_what_was_missed_is_a_few_lines_with_dates_and_links(language: Language) -> None:
    found = CatchUp(news=NEWS, left_out=0, following=POINTS[4])
    none = CatchUp(news=(), left_out=0, following=None)
    about = {"process_id": 3, "process": "Sammen om maskiner", "language": language, "now": NOW}

    made = {
        "missed": catch_up_message(found, **about),  # type: ignore[arg-type]
        "nothing missed": catch_up_message(none, **about),  # type: ignore[arg-type]
        "the week's news": news_message(found, **about),  # type: ignore[arg-type]
    }

    assert_all_said(f"catch_up.{language}", made)


@LANGUAGES
def test_who_takes_part_is_told_by_role_and_organisation(language: Language) -> None:
    bodies = (
        Body(
            name="Aalborg Kommune",
            role=Role.NEED_OWNER,
            people=("Bo *Hansen*", "Mette Friis"),
        ),
        Body(name="Novafos", role=Role.NEED_OWNER, people=tuple(f"Navn {n}" for n in range(9))),
        Body(name="", role=Role.ADVISER, people=("Eva Lind",)),
    )
    everybody = Everybody(bodies=bodies, organisations=3, people=12, first=0, names_people=True)
    public = tuple(replace(one, people=()) for one in bodies[:2])
    about = {"process_id": 3, "process": "Sammen om maskiner", "language": language}

    made = {
        "everybody": everybody_message(everybody, **about),  # type: ignore[arg-type]
        "the first of many": everybody_message(
            replace(everybody, organisations=43),
            **about,  # type: ignore[arg-type]
        ),
        "the market": everybody_message(
            Everybody(bodies=public, organisations=2, people=0, first=0, names_people=False),
            **about,  # type: ignore[arg-type]
        ),
        "not a member": note_message("overview", "not_yours", language),
        "nobody there": note_message("overview", "nobody", language),
        "a contact": somebody_message(
            Somebody(
                name="Julie Munk",
                title="Innovationskonsulent",
                organisation="CO-PI",
                role=None,
                email="jmu@co-pi.dk",
                phone="61 81 31 09",
                slack_id=None,
            ),
            language,
        ),
        "a member": somebody_message(
            Somebody(
                name="Bo *Hansen*",
                title="",
                organisation="Aalborg Kommune",
                role=Role.NEED_OWNER,
                email=None,
                phone=None,
                slack_id="U0BO",
            ),
            language,
        ),
    }

    assert_all_said(f"participants.{language}", made)


def test_five_hundred_who_take_part_fit_into_one_message_a_page() -> None:
    bodies = tuple(
        Body(name="Ø" * 200, role=Role.NEED_OWNER, people=("Å" * 200,) * 25) for _ in range(20)
    )
    everybody = Everybody(bodies=bodies, organisations=20, people=500, first=0, names_people=True)

    made = everybody_message(everybody, process_id=3, process="P", language=Language.DANISH)

    assert len(made["blocks"]) < 50


@LANGUAGES
def test_the_own_organisation_is_told_with_its_people_and_meetings(language: Language) -> None:
    mapping = OwnMapping(
        interview_id=9,
        answered=4,
        total=6,
        is_open=True,
        sent_at=None,
        entries=ENTRIES,
        noted={},
    )
    own = OwnOrganisation(
        name="Aalborg Kommune",
        role=Role.NEED_OWNER,
        colleagues=("Bo Hansen", "Eva Lind"),
        mapping=mapping,
        sent_by=None,
        meetings=(
            Coming(
                title="Workshop", starts_at=NOW + DAY, yes=("Bo Hansen",), unanswered=("Eva Lind",)
            ),
            Coming(title="Besøg", starts_at=NOW + 2 * DAY, yes=(), unanswered=()),
        ),
    )
    places = {
        "under way": own,
        "not begun": replace(
            own,
            colleagues=(),
            meetings=(),
            mapping=replace(mapping, interview_id=None, answered=0),
        ),
        "all answered": replace(own, mapping=replace(mapping, answered=6, is_open=False)),
        "sent": replace(
            own,
            mapping=replace(mapping, answered=6, is_open=False, sent_at=NOW),
            sent_by="Eva Lind",
        ),
        "an adviser": replace(own, role=Role.ADVISER, mapping=None, meetings=()),
        "the market": replace(
            own, role=Role.MARKET_ACTOR, mapping=None, meetings=(), colleagues=()
        ),
    }

    made = {
        name: organisation_message(one, process_id=3, language=language)
        for name, one in places.items()
    }
    made["no organisation"] = note_message("overview", "no_organisation", language)

    assert_all_said(f"organisation.{language}", made)


@LANGUAGES
def test_a_stand_in_reads_for_whom_and_until_when(language: Language) -> None:
    [asked] = own_meetings(language)["not answered"]
    until = date(2022, 5, 20)
    made = {
        "needs mapping": mapping_reminder(
            language,
            process_id=3,
            process="Sammen om maskiner",
            organisation="Aalborg Kommune",
            colleague="Bo Hansen",
            until=until,
            answered=4,
            total=6,
        ),
        "to be sent": mapping_reminder(
            language,
            process_id=3,
            process="Sammen om maskiner",
            organisation="Aalborg Kommune",
            colleague="Bo Hansen",
            until=until,
            answered=6,
            total=6,
        ),
    }
    for kind in ("reminder", "invited", "moved", "called_off"):
        made[kind] = meeting_note(
            asked.facts.meeting,
            language,
            kind=kind,
            colleague="Bo Hansen",
            until=until,
            comes=False,
            now=NOW,
        )
    made["reminder, comes"] = meeting_note(
        asked.facts.meeting,
        language,
        kind="reminder",
        colleague="Bo Hansen",
        until=until,
        comes=True,
        now=NOW,
    )

    assert_all_said(f"stand_in.{language}", made)
    assert all("meet.example" not in str(one) for one in made.values())


@LANGUAGES
def test_examples_are_words_to_copy_and_buttons_that_ask_them(language: Language) -> None:
    examples = (
        Example(about=About.NEXT_STEP),
        Example(about=About.MEETING, name="Workshop om *behov* <og> krav " + "x" * 80),
        Example(about=About.LINK, day=date(2022, 6, 8)),
        Example(about=About.DOCUMENT, name="Invitation til processen"),
        Example(about=About.CONTACT, name="Julie Munk"),
        Example(about=About.ORGANISATION),
        Example(about=About.CATCH_UP),
        Example(about=About.TIMELINE),
        Example(about=About.PARTICIPANTS),
    )

    blocks = example_blocks(examples, language)

    assert_said(f"examples.{language}", {"blocks": [section(escape("x")), *blocks]})
    assert example_blocks((), language) == []
