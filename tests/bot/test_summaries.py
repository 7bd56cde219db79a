"""What the answers add up to. Which of them count is in test_branches.py."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.conversation.questions import Chosen, Month, NotKnownYet, Skipped, Value, Written
from bot.participation import participation
from bot.summaries import CHARTED, TEXTS, Changes, Tally, changes, summarise
from models import QuestionRow
from models.enums import OrganisationKind
from models.slices import WHOLE, Slice
from tests.gathering import MAY, Gathering, amount
from tests.summing import summary_of, total

DAY = timedelta(days=1)
SMALL, LARGE = Chosen(("small",)), Chosen(("large",))
YES, NO = Chosen(("yes",)), Chosen(("no",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


def test_every_question_in_use_is_there_though_nobody_has_answered(gathering: Gathering) -> None:
    summaries = summarise(gathering.session, process=gathering.process)

    assert [one.question.key for one in summaries] == [
        "machines",
        "small_count",
        "tenders",
        "first_tender",
        "obstacles",
        "help_wanted",
    ]
    assert {one.sent for one in summaries} | {one.under_way for one in summaries} == {Tally()}


def test_for_charts_the_same_is_counted_and_nothing_else(gathering: Gathering) -> None:
    answers: dict[str, Value] = {
        "machines": SMALL,
        "small_count": amount("7"),
        "obstacles": Written("prisen"),
    }
    gathering.answers("Aalborg", answers, sent=MAY)
    gathering.answers("Odense", answers)
    gathering.answers("Odense", {"machines": LARGE}, at=MAY + DAY)

    charted = summarise(gathering.session, process=gathering.process, kinds=CHARTED)

    everything = summarise(gathering.session, process=gathering.process)
    assert [one.question.key for one in charted] == ["machines", "small_count", "tenders"]
    assert charted == everything[:3]


def test_choices_are_counted_with_what_is_sent_apart(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": Chosen(("small", "large"))}, sent=MAY)
    gathering.answers("Odense", {"machines": SMALL}, sent=MAY)
    gathering.answers("Esbjerg", {"machines": LARGE})

    summary = summary_of(gathering, "machines")

    assert summary.sent == Tally(organisations=2, choices=(("small", 2), ("large", 1)))
    assert summary.under_way == Tally(organisations=1, choices=(("large", 1),))


def test_ranges_add_up_at_both_ends_and_one_approximate_number_makes_the_sum_so(
    gathering: Gathering,
) -> None:
    counts = {
        "Aalborg": amount("12", "15"),
        "Odense": amount("3"),
        "Esbjerg": amount("0.5", about=True),
    }
    for name, count in counts.items():
        gathering.answers(name, {"machines": SMALL, "small_count": count}, sent=MAY)

    assert summary_of(gathering, "small_count").sent.sums == (total("15.5", "18.5", 3, about=True),)


def test_units_are_never_added_together(gathering: Gathering) -> None:
    counts = {
        "Aalborg": amount("3000", unit="hours"),
        "Odense": amount("3"),
        "Esbjerg": amount("500", "700", unit="hours", about=True),
    }
    for name, count in counts.items():
        gathering.answers(name, {"machines": SMALL, "small_count": count}, sent=MAY)

    assert summary_of(gathering, "small_count").sent.sums == (
        total("3", "3", 1),
        total("3500", "3700", 2, unit="hours", about=True),
    )


def test_tenths_add_up_without_the_dust_of_binary_fractions(gathering: Gathering) -> None:
    for name, count in {"Aalborg": "0.1", "Odense": "0.2"}.items():
        gathering.answers(name, {"machines": SMALL, "small_count": amount(count)}, sent=MAY)

    assert summary_of(gathering, "small_count").sent.sums == (total("0.3", "0.3", 2),)


def test_two_colleagues_are_one_organisation(gathering: Gathering) -> None:
    gathering.member("Mette", "Aalborg")
    gathering.member("Bo", "Aalborg")
    gathering.answers("Aalborg", {"machines": SMALL}, by="Mette")
    gathering.answers("Aalborg", {"small_count": amount("7")}, by="Bo", sent=MAY)

    assert summary_of(gathering, "small_count").sent == Tally(
        organisations=1, sums=(total("7", "7", 1),)
    )


def test_only_the_latest_of_edited_answers_counts(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL, "small_count": amount("70")}, sent=MAY)
    gathering.answers("Aalborg", {"small_count": amount("7")}, at=MAY + DAY)

    assert summary_of(gathering, "small_count").sent.sums == (total("7", "7", 1),)


def test_the_answers_to_a_retired_question_wait(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL, "tenders": YES}, sent=MAY)
    query = select(QuestionRow).where(col(QuestionRow.key) == "tenders")
    gathering.session.exec(query).one().retired_at = MAY
    gathering.process.questions_version += 1
    gathering.session.flush()

    summaries = summarise(gathering.session, process=gathering.process)

    assert "tenders" not in {one.question.key for one in summaries}


def test_a_choice_no_longer_offered_is_still_counted_and_comes_last(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": Chosen(("cranes", "other"))})
    gathering.answers("Odense", {"machines": Chosen(("cranes",))})

    assert summary_of(gathering, "machines").under_way.choices == (("other", 1), ("cranes", 2))


def test_months_span_from_the_earliest_to_the_latest(gathering: Gathering) -> None:
    months = {
        "Aalborg": Month(year=2023, month=6),
        "Odense": Month(year=2024),
        "Esbjerg": Month(year=2024, month=2),
    }
    for name, month in months.items():
        gathering.answers(name, {"tenders": YES, "first_tender": month}, sent=MAY)

    tally = summary_of(gathering, "first_tender").sent

    assert (tally.earliest, tally.latest) == (Month(year=2023, month=6), Month(year=2024))


def test_skipped_and_not_known_are_told_apart_from_answers(gathering: Gathering) -> None:
    answers: dict[str, Value] = {
        "Aalborg": YES,
        "Odense": Skipped(),
        "Esbjerg": NotKnownYet(),
        "Aarhus": NotKnownYet(),
    }
    for name, answer in answers.items():
        gathering.answers(name, {"tenders": answer}, sent=MAY)

    assert summary_of(gathering, "tenders").sent == Tally(
        organisations=1, choices=(("yes", 1),), skipped=1, not_known=2
    )


def test_the_newest_texts_are_shown_with_those_that_are_sent_first(gathering: Gathering) -> None:
    for number in range(TEXTS + 2):
        gathering.answers(
            f"Kommune {number}",
            {"obstacles": Written(f"tekst {number}")},
            at=MAY + number * DAY,
            sent=MAY if number == 3 else None,
        )

    summary = summary_of(gathering, "obstacles")

    newest = ["tekst 3", "tekst 7", "tekst 6", "tekst 5", "tekst 4", "tekst 2"]
    assert [one.written for one in summary.wordings] == newest
    assert (summary.sent.texts, summary.under_way.texts) == (1, TEXTS + 1)


def test_other_processes_are_not_counted(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL}, sent=MAY)
    other = Gathering(gathering.session, key="other")

    assert summary_of(other, "machines").sent == Tally()


def test_what_is_new_counts_only_what_counts(gathering: Gathering) -> None:
    julie = gathering.member("Julie", "CO-PI")
    gathering.answers("Aalborg", {"machines": SMALL, "small_count": amount("7")})
    gathering.answers("Odense", {"machines": LARGE, "small_count": amount("5")}, at=MAY + 2 * DAY)
    gathering.answers("Esbjerg", {"machines": LARGE}, at=MAY + 2 * DAY, sent=MAY + 2 * DAY)
    gathering.member("Bo", "Novafos", at=MAY + 3 * DAY)

    new = changes(
        gathering.session,
        process=gathering.process,
        participation=participation(gathering.session, process_id=gathering.process.id),
        since=MAY + DAY,
        person_id=julie.person_id,
    )

    assert new == Changes(
        since=MAY + DAY,
        answers=2,
        organisations=2,
        joined=(("Bo", "Novafos"),),
        sent=("Esbjerg",),
    )


def test_numbers_are_added_up_for_each_kind_of_organisation(gathering: Gathering) -> None:
    for name, kind, count in (
        ("Aalborg", OrganisationKind.MUNICIPALITY, "10"),
        ("Odense", OrganisationKind.MUNICIPALITY, "5"),
        ("Metroselskabet", OrganisationKind.PUBLIC_COMPANY, "4"),
    ):
        gathering.organisation(name).kind = kind
        answers: dict[str, Value] = {"machines": SMALL, "small_count": amount(count)}
        gathering.answers(name, answers, sent=MAY)

    assert summary_of(gathering, "small_count").kinds == (
        (OrganisationKind.MUNICIPALITY, (total("15", "15", 2),)),
        (OrganisationKind.PUBLIC_COMPANY, (total("4", "4", 1),)),
    )


@pytest.mark.parametrize(
    ("within", "counted"),
    [
        (WHOLE, "111"),
        (Slice(kind=OrganisationKind.STATE), "100"),
        (Slice(region="nord"), "11"),
        (Slice(choice=("machines", "large")), "101"),
        (Slice(region="nord", choice=("machines", "large")), "1"),
        (Slice(choice=("machines", "larg")), None),
    ],
)
def test_a_slice_counts_those_within_it_alone(
    gathering: Gathering, within: Slice, counted: str | None
) -> None:
    both = Chosen(("small", "large"))
    for name, kind, region, chosen, count in (
        ("Aalborg", OrganisationKind.MUNICIPALITY, "nord", both, "1"),
        ("Thisted", OrganisationKind.MUNICIPALITY, "nord", SMALL, "10"),
        ("Vejdirektoratet", OrganisationKind.STATE, None, both, "100"),
    ):
        organisation = gathering.organisation(name)
        organisation.kind, organisation.region = kind, region
        gathering.answers(name, {"machines": chosen, "small_count": amount(count)}, sent=MAY)

    summaries = summarise(gathering.session, process=gathering.process, within=within)

    sums = next(one.sent.sums for one in summaries if one.question.key == "small_count")
    assert [str(one.low) for one in sums] == ([counted] if counted else [])
