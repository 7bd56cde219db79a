import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import AnswerKind, Choice
from bot.conversation.replies import Misunderstanding
from tests.bot.conversation.asked import choice, chosen, question, said

NOT = Misunderstanding.NOT_A_CHOICE

FUELS = (
    choice("diesel", "Diesel", "Diesel"),
    choice("battery", "El (batteri)", "Electric (battery)"),
    choice("cable", "El (kabel)", "Electric (cable)"),
    choice("hvo", "HVO og biogas", "HVO and biogas"),
    choice("none", "Ingen af delene", "None of these"),
)
OWNING = (
    choice("own", "Vi har egne maskiner", "We have machines of our own"),
    choice("without", "Vi har ikke egne maskiner", "We have no machines of our own"),
    choice("rent", "Vi lejer, leaser eller låner", "We rent, lease or borrow"),
)
SIZES = (choice("small", "Under 5 ton", "Under 5 t"), choice("big", "Over 5 ton", "Over 5 t"))
MACHINES = (choice("mini", "Minimaskiner under 2 ton", "Minis below 2 t"), *FUELS[:1])
AMOUNTS = (choice("few", "1-5", "1-5"), choice("more", "6-10", "6-10"))
PLACES = (choice("sea", "Søkørsel", "At sea"), choice("site", "På pladsen", "On site"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        *((raw, chosen("yes")) for raw in ("ja", "JA!", "ja tak", "jo", "jep", "yes", "y", "1")),
        *((raw, chosen("yes")) for raw in ("*ja*", "ja 👍", "1️⃣", "ja, det har vi", "of course")),
        *((raw, chosen("no")) for raw in ("nej", "Nej tak", "næh", "no", "nope", "n", "2")),
        *((raw, chosen("no")) for raw in ("slet ikke", "nej, det har vi ikke", "nej, ikke endnu")),
        *((raw, NOT) for raw in ("ja og nej", "ja, men kun lidt", "måske", "3", "nej, ved ikke")),
        *((raw, NOT) for raw in ("ja hvis prisen er rigtig", "ikke", "ja eller nej", "ja nej")),
    ],
)
def test_yes_and_no_have_many_words_and_hesitation_is_neither(raw: str, expected: object) -> None:
    assert said(question(AnswerKind.YES_NO), raw) == expected


def test_a_yes_no_question_may_have_labels_of_its_own() -> None:
    labels = (choice("yes", "Vi er med", "We are in"), choice("no", "Ikke nu", "Not now"))
    asked = question(AnswerKind.YES_NO, choices=labels)

    assert said(asked, "ja") == chosen("yes")
    assert said(asked, "ikke nu") == chosen("no")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("diesel", chosen("diesel")),
        ("DIESEL.", chosen("diesel")),
        ("Diesel tak", chosen("diesel")),
        ("jeg vælger diesel", chosen("diesel")),
        ("disel", chosen("diesel")),
        ("deisel", chosen("diesel")),
        ("El (batteri)", chosen("battery")),
        ("el batteri", chosen("battery")),
        ("electric battery", chosen("battery")),
        ("cable", chosen("cable")),
        ("hvo", chosen("hvo")),
        ("HVO and biogass", chosen("hvo")),
        ("2", chosen("battery")),
        ("2.", chosen("battery")),
        ("nr. 3", chosen("cable")),
        ("ingen", chosen("none")),
        ("none of them", chosen("none")),
        ("el", NOT),
        ("electric", NOT),
        ("0", NOT),
        ("9", NOT),
        ("benzin", NOT),
        ("diesel og hvo", NOT),
        ("diesel eller el", NOT),
    ],
)
def test_one_choice_is_known_by_name_number_or_small_misspelling(
    raw: str, expected: object
) -> None:
    assert said(question(AnswerKind.ONE_OF, choices=FUELS), raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("vi har egne maskinr", chosen("own")),
        ("vi har ikk egne maskiner", chosen("without")),
        ("vi har ikke", chosen("without")),
        ("vi lejer leaser eller laaner", chosen("rent")),
        ("vi lejer", chosen("rent")),
        ("vi ejer", NOT),
        ("vi har", NOT),
        ("egne maskiner", NOT),
    ],
)
def test_a_misspelling_never_turns_the_meaning(raw: str, expected: object) -> None:
    assert said(question(AnswerKind.ONE_OF, choices=OWNING), raw) == expected


def test_the_negative_is_not_understood_where_only_the_positive_is_offered() -> None:
    only_without = question(AnswerKind.ONE_OF, choices=OWNING[1:])

    assert said(only_without, "vi har egne maskiner") is NOT


@pytest.mark.parametrize(
    ("choices", "raw", "expected"),
    [
        (SIZES, "under 5 ton", chosen("small")),
        (SIZES, "undr 5 ton", chosen("small")),
        (SIZES, "over 6 ton", NOT),
        (SIZES, "5 ton", NOT),
        (SIZES, "2", NOT),
        (SIZES, "nr. 2", chosen("big")),
        (MACHINES, "1", chosen("mini")),
        (MACHINES, "minimaskiner", chosen("mini")),
        (AMOUNTS, "1-5", chosen("few")),
        (AMOUNTS, "6 – 10", chosen("more")),
        (AMOUNTS, "2", NOT),
        (AMOUNTS, "7", NOT),
        (PLACES, "SØKØRSEL", chosen("sea")),
        (PLACES, "soekoersel", chosen("sea")),
        (PLACES, "sokorsel", chosen("sea")),
        (PLACES, "paa pladsen", chosen("site")),
        (PLACES, "ingen", NOT),
    ],
)
def test_amounts_and_danish_letters_in_labels_are_minded(
    choices: tuple[Choice, ...], raw: str, expected: object
) -> None:
    assert said(question(AnswerKind.ONE_OF, choices=choices), raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("diesel", chosen("diesel")),
        ("hvo, diesel", chosen("diesel", "hvo")),
        ("diesel og el (kabel)", chosen("diesel", "cable")),
        ("hvo og biogas", chosen("hvo")),
        ("diesel, hvo og biogas og el (batteri)", chosen("diesel", "battery", "hvo")),
        ("diesel & hvo and biogas", chosen("diesel", "hvo")),
        ("diesel; hvo", chosen("diesel", "hvo")),
        ("diesel\nel (kabel)", chosen("diesel", "cable")),
        ("- diesel\n- hvo og biogas", chosen("diesel", "hvo")),
        ("diesel, og hvo", chosen("diesel", "hvo")),
        ("diesel, diesel", chosen("diesel")),
        ("disel og hvo", chosen("diesel", "hvo")),
        ("1, 3", chosen("diesel", "cable")),
        ("1,2 og 4", chosen("diesel", "battery", "hvo")),
        ("1 3 4", chosen("diesel", "cable", "hvo")),
        ("1-3", chosen("diesel", "battery", "cable")),
        ("alle", chosen("diesel", "battery", "cable", "hvo")),
        ("all of them", chosen("diesel", "battery", "cable", "hvo")),
        ("ingen", chosen("none")),
        ("ingen, diesel", NOT),
        ("diesel, benzin", NOT),
        ("diesel, el", NOT),
        ("begge", NOT),
        ("1, 9", NOT),
        (", ,", NOT),
    ],
)
def test_several_choices_are_a_list_of_which_every_part_must_be_clear(
    raw: str, expected: object
) -> None:
    assert said(question(AnswerKind.MANY_OF, choices=FUELS), raw) == expected


def test_a_label_with_a_comma_can_stand_in_a_list() -> None:
    asked = question(AnswerKind.MANY_OF, choices=OWNING)

    assert said(asked, "vi har egne maskiner, vi lejer, leaser eller låner") == chosen(
        "own", "rent"
    )


def test_both_means_all_where_two_are_offered() -> None:
    assert said(question(AnswerKind.MANY_OF, choices=PLACES), "begge") == chosen("sea", "site")


@given(
    st.sets(st.sampled_from(FUELS[:4]), min_size=1),
    st.sampled_from(["da", "en", "place"]),
    st.sampled_from([", ", " og ", "\n", "; ", " and "]),
)
def test_any_list_of_labels_or_numbers_is_read_back(
    picked: set[Choice], way: str, between: str
) -> None:
    ordered = [one for one in FUELS if one in picked]
    names = {
        "da": [one.label.da for one in ordered],
        "en": [one.label.en for one in ordered],
        "place": [str(FUELS.index(one) + 1) for one in ordered],
    }[way]

    read = said(question(AnswerKind.MANY_OF, choices=FUELS), between.join(reversed(names)))

    assert read == chosen(*(one.key for one in ordered))
