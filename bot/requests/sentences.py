"""One sentence: as a whole or by its parts, and whether it asks or tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.spelling import words as listed
from bot.requests import mood
from bot.requests.candidates import candidates
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause, clause_of
from bot.requests.everyday import everyday
from bot.requests.evidence import strange
from bot.requests.weighing import Candidate
from bot.requests.wishes import Request, Wish
from bot.requests.words import Token

THANKS = Request(wish=Wish.THANKS)
MUCH_TOLD = 2.0  # content words of a story beside which thanks are not all that is said
_MOST_PARTS = 8
_JOINS = listed("og and samt men but also plus fordi because mens while")


@dataclass(frozen=True, slots=True)
class Heard:
    """What one sentence or part of one comes to."""

    sure: tuple[Candidate, ...] = ()
    guesses: tuple[Candidate, ...] = ()
    is_open: bool = False  # it asks for something that was not understood
    asks: bool = False
    is_story: bool = False  # it tells something, and asks for nothing
    weight: float = 0.0  # of what it tells

    @property
    def requests(self) -> frozenset[Request]:
        """All that is sure."""
        return frozenset(one for candidate in self.sure for one in candidate.requests)


def read_sentence(
    tokens: tuple[Token, ...], catalogue: Catalogue, *, today: date, now: datetime
) -> Heard:
    """What a sentence comes to, which may hold several requests."""
    parts = parts_of(tokens)
    kept = [one for one in parts if next(t.word for t in one if t.word) not in {"ikke", "not"}]
    if 0 < len(kept) < len(parts):  # "..., ikke det fra maj"
        tokens, parts = tuple(token for part in kept for token in part), kept
    whole = read_clause(tokens, catalogue, today=today, now=now)
    if len(parts) < 2:
        return whole
    heard: list[Heard] = []
    for at, part in enumerate(parts):
        one = read_clause(part, catalogue, today=today, now=now)
        if not one.sure and not one.is_story:
            for more in _completed(parts, at, catalogue, today, has_guesses=bool(one.guesses)):
                again = read_clause(more, catalogue, today=today, now=now)
                if again.sure and again.sure[0].left <= 0.7:
                    one = again
                    break
        heard.append(one)
    return _choose(whole, heard)


def _completed(
    parts: list[tuple[Token, ...]],
    at: int,
    catalogue: Catalogue,
    today: date,
    *,
    has_guesses: bool,
) -> Iterable[tuple[Token, ...]]:
    """A part with what its neighbours say for both: 'hvornår er X og Y', 'dato og link til X'."""
    part, frame = parts[at], _frame(parts[at], catalogue, today)
    if not frame and not any(
        one.word and (one.word in IT or one.word not in everyday().light) for one in part
    ):
        return
    if at and any(one.word in IT for one in part):
        yield (*part, *parts[at - 1])
        if all(not one.word or one.word in everyday().light for one in part):
            return
    for near in (*parts[:at][::-1][:2], *parts[at + 1 : at + 2]):
        theirs = _frame(near, catalogue, today)
        if frame:
            yield (*part, *(one for one in near if one not in theirs))
        elif theirs and near is not parts[min(at + 1, len(parts) - 1)]:
            yield (*theirs, *part)
    for near in (*parts[:at][::-1][:2], *parts[at + 1 : at + 2]):
        named = tuple(one for one in near if not catalogue.known.isdisjoint(one.keys))
        if named and has_guesses:
            yield (*part, *named)


def _choose(whole: Heard, parts: list[Heard]) -> Heard:  # noqa: PLR0911 - one case after another
    """The sentence as a whole or by its parts, whichever explains more."""
    told_too = len(parts)
    parts = without_stories(parts)
    thanks = _only_thanks(parts)
    if thanks is not None:
        return thanks
    by_parts = tuple(c for one in parts for c in one.sure)
    said = frozenset().union(*(one.requests for one in parts)) - {THANKS}
    if {Wish.PERSON, Wish.CONTACTS} <= {one.wish for one in said}:  # "..., har du hendes nummer?"
        by_parts = tuple(c for c in by_parts if c.requests[0].wish is not Wish.CONTACTS)
        said = frozenset(one for one in said if one.wish is not Wish.CONTACTS)
    is_open = any(one.is_open and not one.sure for one in parts)
    told = Heard(
        by_parts,
        is_open=is_open,
        asks=any(one.asks for one in parts if one.sure),
        is_story=all(one.is_story for one in parts if one.sure),
    )
    explains = bool(whole.sure) and whole.sure[0].left <= 0.35
    if (
        said
        and not explains
        and all(one.is_story for one in parts if one.sure)
        and any(one.asks and not one.sure for one in parts)
    ):  # a story was understood, and what is asked beside it was not
        return Heard((), whole.sure or whole.guesses or by_parts, is_open, is_story=False)
    if explains and {one.wish for one in whole.requests} == {Wish.FAQ} and whole.requests < said:
        return whole  # no word is left that could ask for more
    if explains and len(said) == 1 and whole.sure[0].score > sum(c.score for c in by_parts) + 0.5:
        return whole
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


def _only_thanks(parts: list[Heard]) -> Heard | None:
    """Thanks beside which nothing is asked. 'Referatet var godt skrevet, tak' rather tells."""
    thanks = next((one for one in parts if one.requests == {THANKS}), None)
    if thanks is None or any(
        not one.is_story and (one.guesses or one.requests - {THANKS}) for one in parts
    ):
        return None
    told = sum(one.weight for one in parts if one.is_story)
    return Heard(is_story=True) if told >= MUCH_TOLD else thanks


def without_stories(heard: list[Heard]) -> list[Heard]:
    """Where something is asked for and understood, what is told beside it asks for nothing."""
    if any(one.requests - {THANKS} and not one.is_story for one in heard):
        return [one for one in heard if not one.is_story]
    return heard


def parts_of(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Where a sentence may be divided: at its signs, and at the words that join; all that is too
    much is one last part, for each part is read with its neighbours.
    """
    parts: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for at, one in enumerate(tokens):
        after = tokens[at + 1].word if at + 1 < len(tokens) else ""
        is_so = one.word in {"sa", "so"} and mood.begins(after)  # "så dyrt" joins nothing
        if (one.sign and one.sign not in ".!?;") or one.word in _JOINS or is_so:
            if any(token.word for token in current) and len(parts) < _MOST_PARTS - 1:
                parts.append(tuple(current))
                current = []
        else:
            current.append(one)
    if any(token.word for token in current):
        parts.append(tuple(current))
    return parts


IT = listed("den det dem it them that this hans hendes ham hende his him")
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


def read_clause(
    tokens: Sequence[Token], catalogue: Catalogue, *, today: date, now: datetime
) -> Heard:
    """What these words come to when they are read together."""
    clause = clause_of(tokens, catalogue, today=today)
    if not clause.words:
        return Heard()
    if _is_thanks(clause):
        return Heard((Candidate((THANKS,), 0.0, 0.0, is_sure=True, because=("tak",)),))
    if clause.having("received") and not clause.having("negated"):
        return Heard(is_story=True)
    is_story = mood.is_story(clause)
    if mood.is_deed(clause):
        return Heard(is_story=is_story)
    found = candidates(clause, catalogue, now=now)
    is_theirs = bool({one.word for one in clause.words} & _THEIRS)
    sure = [
        one
        for one in found
        if one.is_sure
        and not (is_theirs and one.requests[0].wish is Wish.CONTACTS)
        and not (is_story and _is_told(one.requests[0].wish, clause))
        and may_wish(one.requests[0].wish, clause)
    ]
    if sure:
        return _weighed_against(sure, found, clause, catalogue, is_story=is_story)
    likely = [one for one in found if one.score > 0.6]
    is_open = clause.asks and clause.words[0].word in mood.QUESTION and clause.is_unknown(catalogue)
    return Heard((), distinct(likely), is_open, clause.asks, is_story, clause.weight)


def _weighed_against(
    sure: list[Candidate],
    found: list[Candidate],
    clause: Clause,
    catalogue: Catalogue,
    *,
    is_story: bool,
) -> Heard:
    """The likeliest of what is sure, unless a topic of its own or another reading is against it."""
    best = sure[0]
    against = strange(clause, catalogue, best)
    if against and best.requests[0].wish not in _PLAIN:
        return Heard((), distinct(sure) if len(against) == 1 else (), is_story=is_story)
    rivals = [
        one
        for one in found
        if one.requests != best.requests
        and one.score > best.score + (-0.15 if one.is_sure else 0.25)
    ]
    if not rivals:
        return Heard((best,), asks=clause.asks, is_story=is_story, weight=clause.weight)
    return Heard((), distinct([best, *rivals]), is_story=is_story, weight=clause.weight)


def may_wish(wish: Wish, clause: Clause) -> bool:
    """Whether a clause of this form may wish for that."""
    if wish in _GIVEN and 0 in clause.having("change"):
        return False
    return not (wish in _NOT_ASKED and (clause.having("many") or clause.having("who")))


# What is said in so many words, whatever story goes with it.
_PLAIN = frozenset({Wish.LEAVE, Wish.HUMAN, Wish.PAUSE, Wish.PREFERENCES, Wish.CATCH_UP})
# Wishes that a mere statement does not make: "vi holder selv en workshop i næste uge".
_NOT_TOLD = frozenset(
    {
        *(Wish.MEETINGS, Wish.ORGANISATION, Wish.SUMS, Wish.PARTICIPANTS, Wish.CONTACTS),
        *(Wish.DOCUMENT, Wish.DOCUMENTS, Wish.NEW_DOCUMENTS, Wish.CALENDAR, Wish.TIMELINE),
        *(Wish.MY_DATA, Wish.PREFERENCES, Wish.HELP),
        *(Wish.DATE, Wish.PERSON, Wish.MEETING_LINK, Wish.FAQ),
    }
)


def _is_told(wish: Wish, clause: Clause) -> bool:
    """Whether such a wish is but what a statement tells."""
    if wish is Wish.ANSWERS:  # "vi kom til at skrive 12" asks for it to be put right
        return not (clause.having("change") or clause.having("slip"))
    if wish is Wish.PAUSE:  # "pausen var for kort", "vi holder lukket i ferien"
        return not clause.having("me")
    if wish is Wish.LEAVE:
        return not (clause.having("me") or clause.having("we"))
    if wish is Wish.CATCH_UP:
        return not any(map(clause.having, ("me", "we", "newcomer", "away")))
    if wish is Wish.PREFERENCES and clause.having("fewer"):
        return False
    return wish in _NOT_TOLD


# Wishes for something to be done, which no question for a number or a name is.
_NOT_ASKED = frozenset({Wish.PAUSE, Wish.LEAVE, Wish.LANGUAGE})
# Things to be given or told, which an order to change them does not ask for.
_GIVEN = frozenset(
    {Wish.DOCUMENT, Wish.DATE, Wish.MEETING_LINK, Wish.PERSON, Wish.PARTICIPANTS, Wish.CONTACTS}
)
_THEIRS = listed("hans hendes his")  # whose number it is was said before


def _is_thanks(clause: Clause) -> bool:
    places = clause.having("courtesy")
    if clause.asks or not places or clause.having("bot"):
        return False
    words = [one.word for one in clause.words]
    heads = min(places) <= 2
    if heads and any(word in {"for", "at"} for word in words):
        return True
    return clause.weight <= sum(clause.words[at].weight for at in places) + 0.35


def distinct(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each reading once, in that order."""
    kept: dict[tuple[Request, ...], Candidate] = {}
    for one in found:
        kept.setdefault(one.requests, one)
    return tuple(kept.values())
