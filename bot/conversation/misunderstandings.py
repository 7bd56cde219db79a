"""Why a reply could not be read. The voice says it kindly, with an example."""

from enum import StrEnum


class Misunderstanding(StrEnum):
    """The reason that is most useful to the person who typed."""

    EMPTY = "empty"
    ONLY_EMOJI = "only_emoji"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    SEVERAL_NUMBERS = "several_numbers"  # two or more that are no range
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    UNKNOWN_UNIT = "unknown_unit"  # another unit than the question's is named
    NOT_A_MONTH = "not_a_month"
    IN_THE_PAST = "in_the_past"  # before this month: the questions are about plans
    TOO_FAR = "too_far"  # after the year 2100
    NOT_A_CHOICE = "not_a_choice"  # none of those offered, or two of them equally near
