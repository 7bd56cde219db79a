"""Reads what a member asks for in their own words. Sure, or at most three guesses, or unclear.

Politeness, greetings and signatures are peeled off; several requests in one message are read one by
one. What is asked beside them and cannot be understood becomes a wish for a human.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.words import Word, read_word
from bot.days import local
from bot.requests.candidates import Candidate, candidates
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause, clause_of
from bot.requests.wishes import Guesses, Reading, Request, Sure, Unclear, Wish
from bot.requests.words import Token, read_message

MOST_GUESSES = 3

_STEERING = {
    Word.START: Wish.NEXT_STEP,
    Word.RESUME: Wish.NEXT_STEP,
    Word.PAUSE: Wish.PAUSE,
    Word.HELP: Wish.HELP,
    Word.HUMAN: Wish.HUMAN,
    Word.REVIEW: Wish.ANSWERS,
    Word.STATUS: Wish.ORGANISATION,
    Word.MEETINGS: Wish.MEETINGS,
    Word.TIMELINE: Wish.TIMELINE,
    Word.LEAVE: Wish.LEAVE,
}
_GLAD = frozenset(
    "+1 thumbsup heart pray tada clap raised_hands slightly_smiling_face smile blush ok_hand white_check_mark "
    "smiley grinning fire star sunglasses muscle wave 100 👍 ❤ 🙏 🎉 👏 🙌 🙂 😀 😊 👌 ✅ 😃 😄 😁 🔥 ⭐ 😎 💪 👋 💯 🥳 😍 ♥ 💚 💙 🤩 ☺"
    " 🌟 😉 🤗 💛 🧡 💜".split()
)
_CLOSING = frozenset("mvh vh dbh kh bh hilsen hilsner regards sincerely".split())
_JOINS = frozenset("og and samt men but also plus".split())


@dataclass(frozen=True, slots=True)
class Heard:
    """What one sentence or part of one comes to."""

    sure: tuple[Candidate, ...] = ()
    guesses: tuple[Candidate, ...] = ()
    is_open: bool = False  # it asks for something that was not understood

    @property
    def requests(self) -> frozenset[Request]:
        """All that is sure."""
        return frozenset(one for candidate in self.sure for one in candidate.requests)


def read_request(text: str, catalogue: Catalogue, *, now: datetime) -> Reading:
    """What a message asks for. `now` is aware; days are named by Copenhagen's calendar."""
    message = read_message(text)
    sentences = _without_closing(message.sentences)
    if not sentences:
        if message.emoji:
            is_glad = all(one in _GLAD or one in {"\ufe0f"} for one in message.emoji)
            return Sure(requests=(Request(wish=Wish.THANKS),), because=tuple(message.emoji[:3])) if is_glad else Unclear()  # fmt: skip
        return _steered(text) or Unclear()
    steered = _steered(text)
    if steered is not None:
        return steered
    today = local(now).date()
    heard = [_sentence(one, catalogue, today=today, now=now) for one in sentences]
    reading = _together(heard)
    if message.is_cut and isinstance(reading, Sure):
        return Guesses(requests=reading.requests[:MOST_GUESSES], because=reading.because)
    return reading


def _steered(text: str) -> Sure | None:
    word = read_word(text)
    wish = _STEERING.get(word) if word is not None else None
    if wish is Wish.HELP and read_message(text).sentences:
        words = {one.word for one in read_message(text).sentences[0]}
        if {"skal", "jeg", "gore"} <= words:  # outside an interview, this asks for the next step
            wish = Wish.NEXT_STEP
    return Sure(requests=(Request(wish=wish),), because=(text.strip(),)) if wish else None


def _without_closing(sentences: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Without signatures: 'mvh Kirsten, Teknik og Miljø' and all that follows."""
    kept: list[tuple[Token, ...]] = []
    for sentence in sentences:
        end = next(
            (
                at
                for at, one in enumerate(sentence)
                if one.word in _CLOSING
                or (
                    one.word == "best"
                    and at + 1 < len(sentence)
                    and sentence[at + 1].sign == ","
                    and (at == 0 or bool(kept))
                )
            ),
            None,
        )
        if end is None:
            kept.append(sentence)
            continue
        if end and (kept or any(one.word for one in sentence[:end])):
            kept.append(sentence[:end])
        if end or kept:
            break
        kept.append(sentence)
    return [one for one in kept if any(token.word for token in one)]


def _sentence(
    tokens: tuple[Token, ...], catalogue: Catalogue, *, today: date, now: datetime
) -> Heard:
    parts = _parts(tokens)
    whole = _clause(tokens, catalogue, today=today, now=now)
    if len(parts) < 2:
        return whole
    heard: list[Heard] = []
    frame: tuple[Token, ...] = ()
    for part in parts:
        one = _clause(part, catalogue, today=today, now=now)
        if not one.sure and frame:
            again = _clause((*frame, *part), catalogue, today=today, now=now)
            one = again if again.sure else one
        heard.append(one)
        frame = _frame(part, catalogue, today) or frame
    return _choose(whole, heard)


def _choose(whole: Heard, parts: list[Heard]) -> Heard:
    """The sentence as a whole or by its parts, whichever explains more."""
    said = frozenset().union(*(one.requests for one in parts))
    is_open = any(one.is_open for one in parts)
    if len(said) > 1 and not whole.sure:
        return Heard(tuple(c for one in parts for c in one.sure), is_open=is_open)
    if len(said) > 1:
        mine = sum(c.score for one in parts for c in one.sure)
        if whole.requests <= said or mine > sum(c.score for c in whole.sure):
            return Heard(tuple(c for one in parts for c in one.sure), is_open=is_open)
        return whole
    if whole.sure:
        return whole
    if said:
        return Heard(tuple(c for one in parts for c in one.sure), is_open=is_open)
    guesses = whole.guesses or tuple(c for one in parts for c in one.guesses)
    return Heard((), guesses, is_open or whole.is_open)


def _parts(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    parts: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for one in tokens:
        if (one.sign and one.sign not in ".!?;") or one.word in _JOINS:
            if any(token.word for token in current):
                parts.append(tuple(current))
            current = []
        else:
            current.append(one)
    if any(token.word for token in current):
        parts.append(tuple(current))
    return [one for one in parts if next(t.word for t in one if t.word) not in {"ikke", "not"}]


_FRAMES = ("when", "where", "link", "contact", "who")


def _frame(part: tuple[Token, ...], catalogue: Catalogue, today: date) -> tuple[Token, ...]:
    """The words of a part that the next may leave out: 'hvornår er', 'linket til', 'referat af'."""
    kept = []
    for one in part:
        if not one.word:
            continue
        clause = clause_of((one,), catalogue, today=today)
        concepts = {concept for word in clause.words for concept in word.concepts}
        if concepts & set(_FRAMES) or any(name.startswith("sort:") for name in concepts):
            kept.append(one)
    return tuple(kept)


def _clause(tokens: Sequence[Token], catalogue: Catalogue, *, today: date, now: datetime) -> Heard:
    clause = clause_of(tokens, catalogue, today=today)
    if not clause.words:
        return Heard()
    if _is_thanks(clause):
        request = Request(wish=Wish.THANKS)
        return Heard((Candidate((request,), 0.0, 0.0, is_sure=True, because=("tak",)),))
    if clause.having("received") and not clause.having("negated"):
        return Heard()
    found = candidates(clause, catalogue, now=now)
    sure = [one for one in found if one.is_sure]
    if sure:
        best = sure[0]
        rivals = [
            one for one in found if one.requests != best.requests and one.score > best.score - 0.15
        ]
        if not rivals:
            return Heard((best,))
        return Heard((), _distinct([best, *rivals]))
    likely = [one for one in found if one.score > 0.6]
    return Heard((), _distinct(likely), is_open=clause.asks and clause.weight >= 0.9)


def _is_thanks(clause: Clause) -> bool:
    places = clause.having("courtesy")
    if clause.asks or not places:
        return False
    words = [one.word for one in clause.words]
    heads = min(places) <= 2
    if heads and any(word in {"for", "at"} for word in words):
        return True
    return clause.weight <= sum(clause.words[at].weight for at in places) + 0.35


def _distinct(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    kept: dict[tuple[Request, ...], Candidate] = {}
    for one in found:
        kept.setdefault(one.requests, one)
    return tuple(kept.values())


def _together(heard: list[Heard]) -> Reading:
    sure: dict[Request, None] = {}
    because: dict[str, None] = {}
    for one in heard:
        for candidate in one.sure:
            sure.update(dict.fromkeys(candidate.requests))
            because.update(dict.fromkeys(candidate.because))
    thanks = Request(wish=Wish.THANKS)
    if len(sure) > 1 or any(one.guesses for one in heard):
        sure.pop(thanks, None)
    if sure:
        if sure.keys() != {thanks} and any(one.is_open and not one.sure for one in heard):
            sure[Request(wish=Wish.HUMAN)] = None
        return Sure(requests=tuple(sure), because=tuple(because))
    guesses = _distinct(
        sorted((c for one in heard for c in one.guesses), key=lambda one: -one.score)
    )[:MOST_GUESSES]
    if guesses:
        return Guesses(
            requests=tuple(request for one in guesses for request in one.requests)[:MOST_GUESSES],
            because=tuple(dict.fromkeys(word for one in guesses for word in one.because)),
        )
    return Unclear()
