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
_THANKS = Request(wish=Wish.THANKS)

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
    asks: bool = False
    is_story: bool = False  # it tells something, and asks for nothing

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
    heard = _without_stories(_sentences(sentences, catalogue, today=today, now=now))
    reading = _together(heard)
    if (message.is_cut or _is_rant(heard, sentences)) and isinstance(reading, Sure):
        return Guesses(requests=reading.requests[:MOST_GUESSES], because=reading.because)
    return reading


def _sentences(
    sentences: Sequence[tuple[Token, ...]], catalogue: Catalogue, *, today: date, now: datetime
) -> list[Heard]:
    """What each comes to. 'Send mig den' is read with the sentence before it."""
    heard: list[Heard] = []
    for at, sentence in enumerate(sentences):
        one = _sentence(sentence, catalogue, today=today, now=now)
        if at and not one.sure and any(token.word in _IT for token in sentence):
            if not heard[-1].sure:
                again = _clause((*sentence, *sentences[at - 1]), catalogue, today=today, now=now)
                one = again if again.sure else one
        heard.append(one)
    return heard


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
    kept = [one for one in parts if next(t.word for t in one if t.word) not in {"ikke", "not"}]
    if len(kept) < len(parts):  # "..., ikke det fra maj"
        tokens, parts = tuple(token for part in kept for token in part), kept
    whole = _clause(tokens, catalogue, today=today, now=now)
    if len(parts) < 2:
        return whole
    heard: list[Heard] = []
    for at, part in enumerate(parts):
        one = _clause(part, catalogue, today=today, now=now)
        if not one.sure and not one.is_story:
            for more in _completed(parts, at, catalogue, today):
                again = _clause(more, catalogue, today=today, now=now)
                if again.sure:
                    one = again
                    break
        heard.append(one)
    return _choose(whole, heard)


def _completed(
    parts: list[tuple[Token, ...]], at: int, catalogue: Catalogue, today: date
) -> Iterable[tuple[Token, ...]]:
    """A part with what its neighbours say for both: 'hvornår er X og Y', 'dato og link til X'."""
    part, frame = parts[at], _frame(parts[at], catalogue, today)
    if at and any(one.word in _IT for one in part):
        yield (*part, *parts[at - 1])
    for near in (*parts[:at][::-1][:2], *parts[at + 1 : at + 2]):
        theirs = _frame(near, catalogue, today)
        if frame:
            yield (*part, *(one for one in near if one not in theirs))
        elif theirs and near is not parts[min(at + 1, len(parts) - 1)]:
            yield (*theirs, *part)


def _choose(whole: Heard, parts: list[Heard]) -> Heard:
    """The sentence as a whole or by its parts, whichever explains more."""
    told_too = len(parts)
    parts = _without_stories(parts)
    by_parts = tuple(c for one in parts for c in one.sure)
    said = frozenset().union(*(one.requests for one in parts)) - {_THANKS}
    if {Wish.PERSON, Wish.CONTACTS} <= {one.wish for one in said}:  # "..., har du hendes nummer?"
        by_parts = tuple(c for c in by_parts if c.requests[0].wish is not Wish.CONTACTS)
        said = frozenset(one for one in said if one.wish is not Wish.CONTACTS)
    is_open = any(one.is_open and not one.sure for one in parts)
    told = Heard(by_parts, is_open=is_open, is_story=all(one.is_story for one in parts))
    if len(said) > 1:
        mine = sum(c.score for c in by_parts)
        if whole.requests <= said or mine > sum(c.score for c in whole.sure):
            return told
        return whole
    if whole.sure and not (said and (is_open or len(parts) < told_too)):
        return whole
    if said or (by_parts and not whole.guesses):
        return told
    guesses = whole.guesses or tuple(c for one in parts for c in one.guesses)
    return Heard((), guesses, is_open or whole.is_open, whole.is_story)


def _without_stories(heard: list[Heard]) -> list[Heard]:
    """Where something is asked for and understood, what is told beside it asks for nothing."""
    if any(one.requests - {_THANKS} and not one.is_story for one in heard):
        return [one for one in heard if not one.is_story]
    return heard


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
    return parts


_IT = frozenset("den det dem it them that this".split())
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


def _clause(
    tokens: Sequence[Token], catalogue: Catalogue, *, today: date, now: datetime
) -> Heard:
    clause = clause_of(tokens, catalogue, today=today)
    if not clause.words:
        return Heard()
    if _is_thanks(clause):
        return Heard((Candidate((_THANKS,), 0.0, 0.0, is_sure=True, because=("tak",)),))
    if clause.having("received") and not clause.having("negated"):
        return Heard(is_story=True)
    is_story = _is_story(clause)
    found = candidates(clause, catalogue, now=now)
    sure = [one for one in found if one.is_sure]
    if sure:
        best = sure[0]
        rivals = [
            one
            for one in found
            if one.requests != best.requests
            and one.score > best.score + (-0.15 if one.is_sure else 0.25)
        ]
        if not rivals:
            return Heard((best,), is_story=is_story)
        return Heard((), _distinct([best, *rivals]), is_story=is_story)
    likely = [one for one in found if one.score > 0.6]
    is_open = clause.asks and clause.is_unknown(catalogue)
    return Heard((), _distinct(likely), is_open=is_open, is_story=is_story)


_TELLS = frozenset("jeg vi han hun de i der det er har var havde we they he she it there is are was have had am my our min vores".split())
_ASIDE = frozenset("i pa in at on ved under".split())
_WISHES = frozenset("gerne tak please need want mangler bruge onsker like find finde fundet soger leder venter hellere skal vil must would".split())


def _is_story(clause: Clause) -> bool:
    """Whether it is a statement that wishes for nothing."""
    words = {one.word for one in clause.words}
    if clause.asks:
        return False
    is_aside = len(clause.words) > 1 and clause.words[0].word in _ASIDE
    return is_aside or (bool(words & _TELLS) and not words & _WISHES)


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
    if Request(wish=Wish.CATCH_UP) in sure:  # "hvad er status, og hvad har jeg misset"
        sure.pop(Request(wish=Wish.ORGANISATION), None)
    if len(sure) > 1 or any(one.guesses for one in heard):
        sure.pop(_THANKS, None)
    if sure:
        if sure.keys() != {_THANKS} and any(one.is_open for one in heard):
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


def _is_rant(heard: list[Heard], sentences: Sequence[tuple[Token, ...]]) -> bool:
    """Whether much is told and only that: then nothing in it is surely a request."""
    said = sum(1 for sentence in sentences for one in sentence if one.word)
    return said > 30 and all(one.is_story for one in heard if one.sure)
