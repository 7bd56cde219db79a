"""A message as tokens that can be compared: spelling, endings, phone forms, sentences.

Reads at most MOST_CHARACTERS and MOST_TOKENS, whatever it is given.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.conversation.spelling import fold

MOST_CHARACTERS = 1500
MOST_TOKENS = 140
_LONGEST_WORD = 40

_SLACK = re.compile(
    r"<(?:[@#!][^>]*|(?:https?|mailto|tel):[^>]*)>|https?://\S+|www\.\S+|\S+@\S+\.\S+"
)
_SHORTCODE = re.compile(r":(?=[^:\s]*[a-z+])[a-z0-9_+'-]+:|:100:")
_SMILEY = re.compile(r"(?<![\w])[:;=8][-o^']?[)(dpo3/|\]](?![\w])")
_ABBREVIATED = re.compile(
    r"\b(d|den|kl|nr|ca|tlf|vejledn|inkl|evt|pga|mht|ang|vedr|hhv|incl|no|fx|dr|st|bl\.a|f\.eks)\.",
)
_DAY_DOT = re.compile(r"(?<=\d)\.(?=\s*[a-zæøå])")
_WORD = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?![\d])|[^\W_]+(?:['’´`][^\W_]+)?['’]?"
    r"|[+&/]|[.,;:!?()\n–—]",
)

# As typed on a phone or spoken at home, folded: what it is short for.
_SPOKEN = {
    "ku": "kunne", "sku": "skulle", "ka": "kan", "ska": "skal", "ikk": "ikke", "ik": "ikke",
    "hva": "hvad", "hvd": "hvad", "ha": "have", "ae": "er", "e": "er", "sgu": "", "osse": "ogsa",
    "oss": "ogsa", "noge": "noget", "nogle": "nogen", "moet": "mode", "modt": "mode", "mod": "mode",
    "dok": "dokument", "doks": "dokumenter", "pls": "please", "plz": "please", "thx": "thanks",
    "tx": "thanks", "ty": "thanks", "u": "you", "r": "are", "ur": "your", "tlf": "telefon",
    "mob": "mobil", "mdr": "maned", "nr": "nummer", "kbh": "kobenhavn", "org": "organisation",
    "kl": "klokken", "sprgsml": "sporgsmal", "mig": "mig", "mej": "mig", "maj": "maj", "hvornr": "hvornar",
    "hvorn": "hvornar", "vejledn": "vejledning", "inv": "invitation", "info": "info", "ngn": "nogen",
    "ngt": "noget", "msg": "message", "doc": "document", "docs": "documents", "pres": "presentation",
    "whats": "what is", "wheres": "where is", "whens": "when is", "whos": "who is", "hows": "how is",
    "im": "i am", "id": "i would", "ive": "i have", "ill": "i will", "lets": "let us", "cant": "can not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "wont": "will not",
    "havent": "have not", "hasnt": "has not", "couldnt": "can not", "were": "were", "theres": "there is",
    "gimme": "give me", "wanna": "want to", "gonna": "going to", "meld'": "meld", "gi": "giv", "gir": "giver",
    "si": "sig", "snak": "snakke", "saa": "sa", "nar": "nar", "hvem'": "hvem", "tak'": "tak", "dk": "dansk",
    "eng": "engelsk", "uk": "engelsk", "bla": "blandt", "fk": "fik", "mv": "", "hvorhen": "hvor",
    "asap": "hurtigt", "workshopen": "workshoppen", "mode'": "mode",
}  # fmt: skip

_local = threading.local()


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, ...]:
    """A folded word's keys: itself, and what its Danish and its English endings leave."""
    if len(word) < 4 or any(one.isdigit() for one in word):
        return (word,)
    if not hasattr(_local, "danish"):  # the stemmers keep state, and listeners run in threads
        _local.danish = snowballstemmer.stemmer("danish")
        _local.english = snowballstemmer.stemmer("english")
    return (
        word,
        "da:" + str(_local.danish.stemWord(word)),
        "en:" + str(_local.english.stemWord(word)),
    )


@dataclass(slots=True)
class Token:
    """One word. `word` is folded; `sign` is set instead where it is punctuation that divides."""

    word: str
    sign: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What was written, in sentences of tokens. `emoji` are the signs and names of its emoji."""

    sentences: tuple[tuple[Token, ...], ...]
    emoji: tuple[str, ...]
    is_cut: bool  # longer than what is read


def read_message(text: str) -> Message:
    """The message in sentences, without what cannot be seen, mentions, links and emoji."""
    head = text[: MOST_CHARACTERS + 1]
    seen = unicodedata.normalize("NFC", head)
    seen = "".join(
        one if one == "\n" or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"} else
        (" " if one in "\t\r\u2028\u2029" else "")
        for one in seen
    ).casefold()  # fmt: skip
    emoji = [one for one in seen if unicodedata.category(one) == "So"]
    emoji += [one.strip(":") for one in _SHORTCODE.findall(seen)]
    for pattern in (_SLACK, _SHORTCODE, _SMILEY):
        seen = pattern.sub(" ", seen)
    seen = _DAY_DOT.sub(" ", _ABBREVIATED.sub(r"\1 ", seen))
    found = _WORD.findall(seen)
    is_cut = len(head) > MOST_CHARACTERS or len(found) > MOST_TOKENS
    sentences: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for piece in found[:MOST_TOKENS]:
        if piece in ".!?;\n":
            if current:
                current.append(Token("", piece))
                sentences.append(tuple(current))
            current = []
        else:
            current.extend(_tokens(piece))
    if current:
        sentences.append(tuple(current))
    return Message(tuple(sentences), tuple(emoji), is_cut)


def _tokens(piece: str) -> Iterable[Token]:
    if piece in "+&/,:()–—":
        return (Token("", piece),)
    if piece[0].isdigit() and re.fullmatch(r"\d{4}-\d+-\d+|\d{1,2}[./-]\d.*", piece):
        return (Token(piece, keys=(piece,)),)
    return tuple(Token(word, keys=stems(word)) for word in plain(piece).split())


@lru_cache(maxsize=50_000)
def plain(piece: str) -> str:
    """A word as the lexicon has it: folded, and spelt out where it is a spoken form."""
    piece = re.sub(r"['’´`](?:en|et|er|ne|erne)$", "", piece[:_LONGEST_WORD])  # "pdf'en"
    folded = fold(piece)
    folded = re.sub(r"(?<=[a-z]{3})(?=\d)", " ", folded)  # "gate21"
    folded = re.sub(r"(.)\1{2,}", r"\1", folded)  # "taaak", "jaaaa"
    return " ".join(_SPOKEN.get(word, word) for word in folded.split())


def as_written(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Folded words of a message as the person spelt them; those that they did not write are left out."""
    seen = unicodedata.normalize("NFC", text)
    spelt: dict[str, str] = {}
    for piece in _WORD.findall(seen):
        spelt.setdefault(plain(piece.casefold()), piece)
    found = (spelt.get(word, word if word in seen else "") for word in words)
    return tuple(dict.fromkeys(one for one in found if one))
