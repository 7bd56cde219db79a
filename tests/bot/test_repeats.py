"""The same words again and again, and how they are counted."""

from datetime import UTC, datetime, timedelta

from bot.repeats import Repeats

NOON = datetime(2022, 5, 9, 10, 0, tzinfo=UTC)


def test_the_same_words_of_the_same_person_are_counted_for_a_minute() -> None:
    repeats = Repeats()

    counted = [repeats.count(7, "slides", now=NOON + timedelta(seconds=20 * n)) for n in range(5)]

    assert counted == [1, 2, 3, 1, 2]


def test_other_words_and_other_people_begin_anew() -> None:
    repeats = Repeats()
    repeats.count(7, "slides", now=NOON)

    assert repeats.count(7, "link", now=NOON) == 1
    assert repeats.count(7, "slides", now=NOON) == 1
    assert repeats.count(8, "slides", now=NOON) == 1


def test_an_offer_is_taken_once_and_only_for_a_while() -> None:
    repeats = Repeats()
    repeats.offer(7, now=NOON)
    repeats.offer(8, now=NOON)

    assert repeats.takes_offer(7, now=NOON + timedelta(minutes=9))
    assert not repeats.takes_offer(7, now=NOON + timedelta(minutes=9))
    assert not repeats.takes_offer(8, now=NOON + timedelta(minutes=11))
    assert not repeats.takes_offer(9, now=NOON)
