"""What people type, made comparable: without control characters, case, accents and punctuation."""

import re
import unicodedata

MOST_CHARACTERS = 3000  # in any reply

_LINE_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_AT_THE_ENDS = "\u200b\u200c\u200d\u2060\ufeff"  # zero-width characters, kept inside (emoji)
_SHORTCODE = re.compile(r":(?=[^:\s]*[a-z+])[a-z0-9_+'-]+:|:100:")  # Slack's spelling of an emoji
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "'": "", "’": ""})


def tidy(raw: str) -> str:
    """The same words and lines without what cannot be seen. Line breaks become newlines."""
    lines = _LINE_BREAKS.sub("\n", raw).replace("\t", " ")
    kept = "".join(
        one for one in lines if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"}
    )
    before = None
    while before != kept:
        before, kept = kept, kept.strip().strip(_AT_THE_ENDS)
    return kept


def fold(text: str) -> str:
    """Lower-case words with single spaces; 'Søkørsel' and 'soekoersel' fold to the same."""
    # Composed first, or the ring of å would be taken for an accent and "aa" be missed.
    letters = unicodedata.normalize("NFC", text).casefold().translate(_SPELLINGS)
    plain = "".join(
        one
        for one in unicodedata.normalize("NFKD", letters)
        if not unicodedata.category(one).startswith("M")
    )
    words = "".join(one if one.isalnum() else " " for one in plain)
    return " ".join(words.replace("aa", "a").replace("oe", "o").split())


def is_only_emoji(text: str) -> bool:
    """Whether there are emoji, as characters or as Slack's ':+1:', and no letter or digit."""
    without = _SHORTCODE.sub(" ", text.lower())
    if any(one.isalnum() for one in without):
        return False
    has_symbol = any(unicodedata.category(one) == "So" for one in without)
    return has_symbol or _SHORTCODE.search(text.lower()) is not None


def words(listed: str) -> frozenset[str]:
    """A set of single words, written with spaces between them."""
    return frozenset(listed.split())
