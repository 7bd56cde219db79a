"""Reads what a member asks for in their own words. Sure, or at most three guesses, or unclear.

Politeness, greetings and signatures are peeled off; several requests in one message are read one by
one. What is asked beside them and cannot be understood becomes a wish for a human.
"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.conversation.spelling import words as listed
from bot.conversation.words import Word, read_word
from bot.days import local
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import clause_of
from bot.requests.deciding import MOST_GUESSES, decide, judged
from bot.requests.features import features
from bot.requests.sentences import (
    IT,
    THANKS,
    Heard,
    distinct,
    parts_of,
    read_clause,
    read_sentence,
    without_stories,
)
from bot.requests.wishes import Guesses, Reading, Request, Sure, Unclear, Wish
from bot.requests.words import Token, read_message

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
_GLAD = listed(
    "+1 thumbsup heart pray tada clap raised_hands slightly_smiling_face smile blush ok_hand white_check_mark "
    "smiley grinning fire star sunglasses muscle wave 100 👍 ❤ 🙏 🎉 👏 🙌 🙂 😀 😊 👌 ✅ 😃 😄 😁 🔥 ⭐ 😎 💪 👋 💯 🥳 😍 ♥ 💚 💙 🤩 ☺"
    " 🌟 😉 🤗 💛 🧡 💜"
)
_CLOSING = listed("mvh vh dbh kh bh hilsen hilsner regards sincerely")


def read_request(text: str, catalogue: Catalogue, *, now: datetime) -> Reading:
    """What a message asks for. `now` is aware; days are named by Copenhagen's calendar."""
    message = read_message(text)
    sentences = _without_closing(message.sentences)
    steered = _steered(text)
    if steered is not None:
        return steered
    if not sentences:
        if message.emoji and all(one in _GLAD or one == "\ufe0f" for one in message.emoji):
            return Sure(requests=(THANKS,), because=message.emoji[:3])
        return Unclear()
    today = local(now).date()
    heard = without_stories(_sentences(sentences, catalogue, today=today, now=now))
    if _is_long(sentences):
        heard = _only_asked(heard)
    by_rules = _together(heard)
    if message.is_cut or _is_rant(heard, sentences):
        if isinstance(by_rules, Sure):
            return Guesses(requests=by_rules.requests[:MOST_GUESSES], because=by_rules.because)
        return by_rules
    tokens = [token for sentence in sentences for token in sentence]
    parts = [part for sentence in sentences for part in parts_of(sentence)]
    return decide(
        by_rules,
        judged(tokens, catalogue, today=today),
        [judged(part, catalogue, today=today) for part in parts] if len(parts) > 1 else [],
        catalogue,
        now=now,
    )


def features_of(text: str, catalogue: Catalogue, *, now: datetime) -> list[tuple[str, str]]:
    """What the classifier sees of a message, as `features` has it."""
    sentences = _without_closing(read_message(text).sentences)
    tokens = [token for sentence in sentences for token in sentence]
    clause = clause_of(tokens, catalogue, today=local(now).date())
    return list(features(tokens, clause, catalogue))


def _sentences(
    sentences: Sequence[tuple[Token, ...]], catalogue: Catalogue, *, today: date, now: datetime
) -> list[Heard]:
    """What each comes to. 'Send mig den' is read with the sentence before it."""
    heard: list[Heard] = []
    for at, sentence in enumerate(sentences):
        one = read_sentence(sentence, catalogue, today=today, now=now)
        is_about_before = any(token.word in IT for token in sentence)
        if at and is_about_before and not one.sure and not heard[-1].sure:
            again = read_clause((*sentence, *sentences[at - 1]), catalogue, today=today, now=now)
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


def _together(heard: list[Heard]) -> Reading:
    sure: dict[Request, None] = {}
    because: dict[str, None] = {}
    for one in heard:
        for candidate in one.sure:
            sure.update(dict.fromkeys(candidate.requests))
            because.update(dict.fromkeys(candidate.because))
    if Request(wish=Wish.CATCH_UP) in sure:  # "hvad er status, og hvad har jeg misset"
        sure.pop(Request(wish=Wish.ORGANISATION), None)
    if Request(wish=Wish.HUMAN) in sure:
        sure.pop(Request(wish=Wish.CONTACTS), None)
    if len(sure) > 1 or any(one.guesses and not one.is_story for one in heard):
        sure.pop(THANKS, None)
    if sure:
        if sure.keys() != {THANKS} and any(one.is_open for one in heard):
            sure[Request(wish=Wish.HUMAN)] = None
        return Sure(requests=tuple(sure), because=tuple(because))
    guesses = distinct(
        sorted((c for one in heard for c in one.guesses), key=lambda one: -one.score)
    )[:MOST_GUESSES]
    if guesses:
        return Guesses(
            requests=tuple(request for one in guesses for request in one.requests)[:MOST_GUESSES],
            because=tuple(dict.fromkeys(word for one in guesses for word in one.because)),
        )
    return Unclear()


def _is_long(sentences: Sequence[tuple[Token, ...]]) -> bool:
    return sum(1 for sentence in sentences for one in sentence if one.word) > 30


def _only_asked(heard: list[Heard]) -> list[Heard]:
    """Of a long message, only what is plainly asked for; the rest tells."""
    plain = [
        one
        for one in heard
        if not one.sure or (one.asks and all(candidate.left <= 0.7 for candidate in one.sure))
    ]
    return plain if any(one.sure for one in plain) else heard


def _is_rant(heard: list[Heard], sentences: Sequence[tuple[Token, ...]]) -> bool:
    """Whether much is told and only that: then nothing in it is surely a request."""
    return _is_long(sentences) and not any(
        one.asks or all(candidate.left <= 0.35 for candidate in one.sure)
        for one in heard
        if one.sure and not one.is_story
    )
