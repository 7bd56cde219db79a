"""Whether words ask for something at all: before they are kept as an answer, or met."""

import re

from bot.conversation.spelling import fold, tidy

_BEGINNINGS = frozenset(
    fold(
        "hvornår hvem hvad hvor hvordan hvilke hvilken hvilket hvorfor hva hvorn kan ka må send sende "
        "vis giv find hent skriv when who what where how which why can could may send show give get "
        "find whats whens wheres is are do does did"
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


_YES_OR_NO = frozenset(
    [
        "ja",
        "nej",
        "jo",
        "ja tak",
        "nej tak",
        "jo tak",
        "ja gerne",
        "ja tak gerne",
        "ok",
        "okay",
        "ja tak send det",
        "ja send det",
        "send det",
        "yes",
        "no",
        "yes please",
        "no thanks",
        "no thank you",
        "sure",
        "yes send it",
        "send it",
    ]
)


def is_yes_or_no(text: str) -> bool:
    """Whether it says nothing but yes or no, and so must be meant for something said before."""
    return " ".join(re.findall(r"\w+", fold(tidy(text)))) in _YES_OR_NO


_HELLO = frozenset(
    fold("hej hejsa halløj hey goddag davs mojn dav godmorgen hi hello morning hallo").split()
)
_TO_WHOM = frozenset(fold("sammen igen med dig jer alle der there all good god dag morgen").split())


def is_greeting(text: str) -> bool:
    """Whether they say hello, and nothing else."""
    words = fold(tidy(text)).split()
    return bool(_HELLO.intersection(words)) and _HELLO.union(_TO_WHOM).issuperset(words)
