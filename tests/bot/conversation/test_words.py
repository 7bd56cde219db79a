import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.words import Word, read_word


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("start", Word.START),
        ("Lad os komme i gang!", Word.START),
        ("I'm ready", Word.START),
        ("tilbage", Word.BACK),
        ("Gå tilbage, tak.", Word.BACK),
        ("gaa tilbage", Word.BACK),
        ("go back please", Word.BACK),
        ("spring over", Word.SKIP),
        ("Spring den over tak", Word.SKIP),
        ("SKIP", Word.SKIP),
        ("skip this one, thanks", Word.SKIP),
        ("ved ikke", Word.DONT_KNOW),
        ("Det ved jeg ikke endnu.", Word.DONT_KNOW),
        ("Don't know yet", Word.DONT_KNOW),
        ("don’t know yet", Word.DONT_KNOW),
        ("dont know", Word.DONT_KNOW),
        ("not sure yet", Word.DONT_KNOW),
        ("pause", Word.PAUSE),
        ("Stop!!", Word.PAUSE),
        ("lige en pause", None),
        ("fortsæt senere", Word.PAUSE),
        ("fortsæt", Word.RESUME),
        ("FORTSAET", Word.RESUME),
        ("let's continue", Word.RESUME),
        ("hjælp", Word.HELP),
        ("Hjælp mig lige", Word.HELP),
        ("help", Word.HELP),
        ("?", Word.HELP),
        ("???", Word.HELP),
        ("tal med et menneske", Word.HUMAN),
        ("Jeg vil gerne tale med et menneske", Word.HUMAN),
        ("Can I talk to a human?", Word.HUMAN),
        ("mine svar", Word.REVIEW),
        ("Vis oversigt", Word.REVIEW),
        ("my answers", Word.REVIEW),
        ("status?", Word.STATUS),
        ("Hvor langt er vi?", Word.STATUS),
        ("how far are we", Word.STATUS),
        ("Møder", Word.MEETINGS),
        ("Vis mine møder, tak", Word.MEETINGS),
        ("Hvornår er det næste møde?", Word.MEETINGS),
        ("meetings please", Word.MEETINGS),
        ("Tidslinje", Word.TIMELINE),
        ("Vis mig tidslinjen, tak", Word.TIMELINE),
        ("What's next?", Word.TIMELINE),
        ("Mine spørgsmål", Word.QUESTIONS),
        ("Show my questions, please", Word.QUESTIONS),
        ("Hvad skal jeg gøre nu?", None),
        ("<@U123ABC> fortsæt", Word.RESUME),
        ("*pause*", Word.PAUSE),
        ("  tilbage \n", Word.BACK),
    ],
)
def test_a_word_is_known_however_politely_it_is_put(raw: str, word: Word | None) -> None:
    assert read_word(raw) is word


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "tak",
        "hej",
        "12",
        "Vi holder pause i byggeriet hver vinter",
        "Maskinerne kommer tilbage i juni",
        "Vi ved ikke om nettet kan følge med",
        "stop for nye maskiner",
        "Hjælp til opladning på pladsen",
        "Status quo",
        "Tidslinjen er for stram",
        "start i 2024",
        "We skip diesel entirely",
        "next year",
        "👍",
    ],
)
def test_an_answer_that_holds_such_a_word_stays_an_answer(raw: str) -> None:
    assert read_word(raw) is None


@given(st.text(st.characters()))
def test_reading_a_word_never_fails(raw: str) -> None:
    assert read_word(raw) is None or isinstance(read_word(raw), Word)
