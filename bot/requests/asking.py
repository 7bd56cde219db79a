"""Whether words ask for something, so that they are looked at before they are kept as an answer."""

from bot.conversation.spelling import fold, tidy

_BEGINNINGS = frozenset(
    fold(
        "hvornår hvem hvad hvor hvordan hvilke hvilken hvilket hvorfor hva hvorn kan ka må send sende "
        "vis giv find hent skriv when who what where how which why can could may send show give get "
        "find whats whens wheres"
    ).split()
)
_COURTESY = frozenset(
    fold(
        "hej hey hi hello kære dear sammen please venligst vil gider lige ok okay og and du"
    ).split()
)


def is_asking(text: str) -> bool:
    """A question mark at its end, or a word at its beginning that asks."""
    spoken = tidy(text).strip()
    if spoken.endswith("?"):
        return True
    words = [word.strip(",.!:;") for word in fold(spoken).split()[:6]]
    first = next((word for word in words if word and word not in _COURTESY), "")
    return first in _BEGINNINGS
