"""What members ask for in their own words: read, and met by the topic that has it.

Sammen answers what it is sure of, offers at most three guesses, or passes on; it never guesses
silently. Every wish is met by a function that asks bot/access.py itself, whether the wish came in
words, by a guess's button, by `/sammen`, or in a channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.access import Act, is_for_everybody, may
from bot.catalogue import CONTACT
from bot.conversation.questions import Text
from bot.conversation.spelling import fold
from bot.knowing import may_be_named
from bot.onboarding import process_for
from bot.repeats import ANSWERED
from bot.requests.asking import is_greeting, is_yes_or_no
from bot.requests.wishes import Guesses, Item, Kind, Request, Sure, Unclear, Wish
from bot.requests.words import as_written
from bot.timeline import timeline_for_all
from bot.voice.notes import note_message
from bot.voice.requests import guesses_message, in_process
from bot.voice.timeline import timeline_message
from handlers.enquiries import offer
from handlers.help import say_help
from handlers.meeting_links import hand_link
from handlers.payloads import Press, read_id
from handlers.processes import process_here
from handlers.reading import Read, read_in, read_words
from handlers.replies import Reply, Say
from handlers.visit import Acts, Visit, say_over
from handlers.wishes import PLAIN, RIGHTS, TARGETED, meet, say_meeting
from models import Faq, Meeting, Membership, Milestone, Process
from models.enums import Role
from models.people import find_membership

MOST = 4  # wishes of one message that are met
_CARRIED = 1900  # characters that a button carries of what was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where in a channel Sammen was called."""

    channel: str
    ts: str


def ask(visit: Visit, text: str, *, thread: Thread | None = None) -> bool:
    """Answer what a member has written. False if they take part in nothing."""
    read = read_words(visit, text)
    if read is None:
        return _is_ones_right(visit, text)
    if hears_offer(visit, text):
        return True
    times = visit.repeats.count(visit.who.id, fold(text), now=visit.now)
    if times > ANSWERED:
        if times == ANSWERED + 1:
            visit.tell(note_message("request", "again", visit.language))
        return True
    if is_greeting(text):
        say_help(visit, read.process, read.membership)
        return True
    match read.reading:
        case Sure(requests=requests):
            meet_all(visit, read, requests, text=text, thread=thread)
        case Guesses(requests=requests, because=because) if len(text) <= _CARRIED:
            _offer_guesses(visit, read, requests, because=because, text=text, thread=thread)
        case Guesses() | Unclear():
            _pass_on(visit, read, text, thread=thread)
    return True


def hears_offer(visit: Visit, text: str) -> bool:
    """A "yes" or "no" in words to what was just offered by buttons: it could be meant for much else."""
    if not is_yes_or_no(text) or not visit.repeats.takes_offer(visit.who.id, now=visit.now):
        return False
    visit.tell(note_message("request", "which", visit.language))
    return True


def _is_ones_right(visit: Visit, text: str) -> bool:
    """What everybody may ask for, also who is invited or has left: whether this was such a thing."""
    process, membership = process_for(visit.session, person=visit.person)
    if process is None or membership is None:
        return False
    reading = read_in(visit, process, text)
    if not isinstance(reading, Sure) or not {one.wish for one in reading.requests} <= RIGHTS:
        return False
    for request in reading.requests:
        meet(visit, process, membership, request)
    return True


def met(visit: Visit, text: str) -> bool:
    """Meet what these words surely ask for; whether they do. Guesses are not offered."""
    read = read_words(visit, text)
    if read is None or not isinstance(read.reading, Sure):
        return False
    meet_all(visit, read, read.reading.requests, text=text)
    return True


def meet_all(
    visit: Visit,
    read: Read,
    requests: Sequence[Request],
    *,
    text: str,
    thread: Thread | None = None,
) -> None:
    """Meet each wish, in the order in which it was asked."""
    is_here = thread is not None and thread.channel == read.process.channel
    is_elsewhere = read.is_elsewhere and not is_here
    if is_elsewhere:
        visit.tell(in_process(read.process.title[visit.language.value], visit.language))
    is_private = False
    for request in requests[:MOST]:
        before = len(visit.replies)
        may_be_public = thread is not None and not is_elsewhere
        is_public = may_be_public and _is_public(visit, request, of=len(requests))
        if is_public and request.wish in _DATES:
            _tell_public_dates(visit, read, request)
        elif request.wish is Wish.HUMAN and len(requests) > 1:  # the rest was not understood
            offer(visit, read.process, read.membership, text)
        else:
            meet(visit, read.process, read.membership, request, text=text)
        if is_public and thread is not None:
            visit.replies[before:] = [_moved(reply, thread) for reply in visit.replies[before:]]
        is_private = is_private or not is_public
    if thread is not None and is_private:
        say_elsewhere(visit, thread)


def _moved(reply: Reply, thread: Thread) -> Reply:
    if not isinstance(reply, Say):
        return reply
    return replace(reply, channel=thread.channel, thread_ts=thread.ts)


def say_elsewhere(visit: Visit, thread: Thread) -> None:
    """Say in the thread that the answer went to the person alone."""
    words = note_message("help", "elsewhere", visit.language)
    visit.replies.append(Say(channel=thread.channel, thread_ts=thread.ts, message=words))


def _pass_on(visit: Visit, read: Read, text: str, *, thread: Thread | None) -> None:
    """What Sammen cannot tell goes to a human, if there are words in it and the asker agrees."""
    has_words = any(len(word) > 1 and word.isalpha() for word in fold(text).split())
    if has_words and read.membership.role is not Role.FACILITATOR:  # they would ask themselves
        visit.repeats.offer(visit.who.id, now=visit.now)
        offer(visit, read.process, read.membership, text)
    else:
        say_help(visit, read.process, read.membership, lost=True)
    if thread is not None:
        say_elsewhere(visit, thread)


def _offer_guesses(
    visit: Visit,
    read: Read,
    requests: Sequence[Request],
    *,
    because: Sequence[str],
    text: str,
    thread: Thread | None,
) -> None:
    known = [
        one
        for one in requests
        if one.target is None
        or may_be_named(visit.session, membership=read.membership, item=one.target, now=visit.now)
    ]
    if not known:
        _pass_on(visit, read, text, thread=thread)
        return
    visit.repeats.offer(visit.who.id, now=visit.now)
    visit.tell(
        guesses_message(
            [(one, _value(read.process, one)) for one in known],
            visit.language,
            because=as_written(text, because),
            other=f"{read.process.id}:{text}",
        )
    )
    if thread is not None:
        say_elsewhere(visit, thread)


def _value(process: Process, request: Request) -> str:
    """What a guess's button carries: read again, and judged again, when it is pressed."""
    target = request.target
    if target is None:
        return f"{process.id}:{request.wish.value}"
    is_contact = target.kind is Kind.PERSON and target.key.startswith(CONTACT)
    kind = CONTACT.rstrip(":") if is_contact else target.kind.value
    return f"{process.id}:{request.wish.value}:{kind}:{target.id}"


def _request_from(value: str) -> tuple[str, Request] | None:
    """The process's id and the wish that such a value names."""
    parts = value.split(":")
    number = read_id(parts[-1])
    if len(parts) not in (2, 4) or parts[1] not in list(Wish):
        return None
    wish = Wish(parts[1])
    if len(parts) == 2:
        return (parts[0], Request(wish=wish)) if wish in PLAIN else None
    is_contact = f"{parts[2]}:" == CONTACT
    if number is None or wish not in TARGETED or not (is_contact or parts[2] in list(Kind)):
        return None
    item = Item(
        kind=Kind.PERSON if is_contact else Kind(parts[2]),
        id=number,
        key=CONTACT if is_contact else "",
        titles=Text(da="", en=""),
    )
    return parts[0], Request(wish=wish, target=item)


def _press_meet(visit: Visit, press: Press) -> None:
    """One of the guesses was it."""
    found = _request_from(press.value)
    process = None if found is None else process_here(visit, found[0])
    membership = None if process is None else _joined(visit, process)
    if found is None or process is None or membership is None:
        say_over(visit, press.response_url)
    else:
        meet(visit, process, membership, found[1])


def _press_other(visit: Visit, press: Press) -> None:
    """None of the guesses was it: on to a human, with what was written."""
    value, _, text = press.value.partition(":")
    process = process_here(visit, value)
    membership = None if process is None else _joined(visit, process)
    if process is None or membership is None:
        say_over(visit, press.response_url)
    else:
        offer(visit, process, membership, text)


def _press_try(visit: Visit, press: Press) -> None:
    """One of the examples, as if it had been written."""
    if not ask(visit, press.value):
        say_over(visit, press.response_url)


def _press_link(visit: Visit, press: Press) -> None:
    value, _, meeting = press.value.partition(":")
    process = process_here(visit, value)
    membership = None if process is None else _joined(visit, process)
    if process is None or membership is None:
        say_over(visit, press.response_url)
    else:
        hand_link(visit, process, membership, read_id(meeting) or 0)


def _joined(visit: Visit, process: Process) -> Membership | None:
    mine = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    return mine if may(mine, Act.SEE_PROCESS) else None


ACTS: Acts = {
    "requests.meet": _press_meet,
    "requests.other": _press_other,
    "requests.try": _press_try,
    "requests.link": _press_link,
}


_DATES = frozenset({Wish.TIMELINE, Wish.DATE})


def _is_public(visit: Visit, request: Request, *, of: int) -> bool:
    """Whether the answer may stand in a channel that members of every role read.

    `of`: how many wishes there are. A human beside others is asked with what was written.
    """
    target = request.target
    if target is None and request.wish is Wish.HUMAN:
        return of == 1
    if target is None:
        return request.wish in {*_DATES, Wish.CONTACTS, Wish.THANKS}
    match target.kind:
        case Kind.MEETING if request.wish is Wish.DATE:
            audience = visit.session.get_one(Meeting, target.id).audience
        case Kind.MILESTONE:
            audience = visit.session.get_one(Milestone, target.id).audience
        case Kind.FAQ:
            audience = visit.session.get_one(Faq, target.id).audience
        case Kind.PERSON:
            return target.key.startswith(CONTACT)
        case _:
            return False
    return is_for_everybody(audience)


def _tell_public_dates(visit: Visit, read: Read, request: Request) -> None:
    """Dates as they are for everybody: not what the asker has answered."""
    process, target = read.process, request.target
    if target is not None and target.kind is Kind.MEETING:
        say_meeting(visit, process, read.membership, target.id, tells_reply=False)
        return
    if target is not None:
        meet(visit, process, read.membership, request)
        return
    points = timeline_for_all(
        visit.session, process_id=process.id, language=visit.language, now=visit.now
    )
    visit.tell(
        timeline_message(
            points,
            process_id=process.id,
            process=process.title[visit.language.value],
            language=visit.language,
            now=visit.now,
            may_edit=False,
        )
    )
