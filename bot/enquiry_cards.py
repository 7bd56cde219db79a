"""Where facilitators read of an enquiry: one card in their channel, or one to each of them.

The card begins a thread. What follows stands in that thread, and the card says how things are.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.outbox import put
from bot.voice.blocks import Message
from bot.voice.enquiry_desk import Card, card_message
from models import Enquiry, EnquiryCard, Organisation, Person, Post, Process
from models.enquiries import cards_of, notes_of
from models.people import find_membership
from models.posts import find_post

Worded = Callable[[Language], Message]


def card_of(session: Session, *, enquiry: Enquiry) -> Card:
    """The enquiry as facilitators see it now."""
    asker = session.get_one(Person, enquiry.person_id)
    closer = None
    if enquiry.closed_by_id is not None:
        closer = session.get_one(Person, enquiry.closed_by_id)
    notes = notes_of(session, enquiry_ids=[enquiry.id])
    answerers = [one.by_id for one in notes if not one.is_from_asker]
    names = [session.get_one(Person, one).name for one in dict.fromkeys(answerers)]
    return Card(
        enquiry_id=enquiry.id,
        name=asker.name,
        organisation=organisation_name(session, enquiry=enquiry),
        text=enquiry.text,
        state=enquiry.state,
        answered_by=tuple(names),
        closed_by=None if closer is None else closer.name,
        is_taken_back=closer is not None and closer.id == asker.id,
    )


def organisation_name(session: Session, *, enquiry: Enquiry) -> str:
    """Whom the asker takes part for; "" if for nobody."""
    membership = find_membership(
        session, process_id=enquiry.process_id, person_id=enquiry.person_id
    )
    if membership is None or membership.organisation_id is None:
        return ""
    return session.get_one(Organisation, membership.organisation_id).name


def put_cards(
    session: Session,
    *,
    enquiry: Enquiry,
    process: Process,
    readers: Sequence[Person],
    now: datetime,
) -> None:
    """Tell the facilitators' channel, or without one each of them."""
    card = card_of(session, enquiry=enquiry)
    key = f"enquiry:{enquiry.id}:card"
    if process.facilitators_channel is not None and process.team_id is not None:
        put(
            session,
            key=key,
            team_id=process.team_id,
            process_id=process.id,
            channel=process.facilitators_channel,
            message=card_message(card, Language.DANISH, in_channel=True),
            due_at=now,
        )
        keys = [key]
    else:
        keys = [f"{key}:person:{one.id}" for one in readers]
        for one, own_key in zip(readers, keys, strict=True):
            put(
                session,
                key=own_key,
                team_id=one.team_id,
                process_id=process.id,
                person_id=one.id,
                message=card_message(card, Language(one.language), in_channel=False),
                due_at=now,
            )
    for one_key in keys:
        post = find_post(session, key=one_key)
        assert post is not None
        session.add(EnquiryCard(post_id=post.id, enquiry_id=enquiry.id))
    session.flush()


def tell_threads(
    session: Session,
    *,
    enquiry: Enquiry,
    key: str,
    worded: Worded,
    now: datetime,
    except_in: str | None = None,
) -> None:
    """Say it in the thread of each card. `except_in`: the ts of the one where it stands already."""
    for card in cards_of(session, enquiry_id=enquiry.id):
        if except_in is not None and card.ts == except_in:
            continue
        put(
            session,
            key=f"{card.key}:{key}",
            team_id=card.team_id,
            process_id=card.process_id,
            person_id=card.person_id,
            channel=card.channel,
            in_thread_of=card.id,
            message=worded(_language_of(session, card)),
            due_at=now,
        )


def renew_cards(session: Session, *, enquiry: Enquiry, now: datetime, because: str = "") -> None:
    """Have each card say how the enquiry stands. `because`: what else than its state has changed."""
    card = card_of(session, enquiry=enquiry)
    notes = notes_of(session, enquiry_ids=[enquiry.id])
    stand = f"{enquiry.state.value}:{notes[-1].id if notes else 0}{because}"
    for post in cards_of(session, enquiry_id=enquiry.id):
        put(
            session,
            key=f"{post.key}:{stand}",
            team_id=post.team_id,
            process_id=post.process_id,
            person_id=post.person_id,
            channel=post.channel,
            edits=post.id,
            message=card_message(
                card, _language_of(session, post), in_channel=post.channel is not None
            ),
            due_at=now,
        )


def _language_of(session: Session, card: Post) -> Language:
    if card.person_id is None:
        return Language.DANISH
    return Language(session.get_one(Person, card.person_id).language)
