"""One Visit for each thing that a person does: who, when, one transaction, and what is said back.

A listener acknowledges, opens a visit, and hands it to the topic's function. What that function
wants to say is kept until its work is committed, and sent then. A repeated event does nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from logging import getLogger
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from sqlmodel import Session

from bot.awaited import arrive
from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.repeats import Repeats
from bot.voice.blocks import Message, View
from bot.voice.notes import note_message
from handlers.outcomes import CloseAll, Outcome, response_of
from handlers.payloads import (
    Commanded,
    Heard,
    Payload,
    Press,
    Submitted,
    commanded_from,
    heard_from,
    press_from,
    submitted_from,
)
from handlers.profiles import profile_of
from handlers.replies import (
    Edit,
    FollowView,
    OpenView,
    PublishHome,
    PushView,
    Reply,
    Say,
    UpdateView,
    Upload,
    Whisper,
    send,
    take_back,
)
from handlers.shown import ShownMessages
from models import Database, Person
from models.people import Who, find_person, find_who
from models.seen_events import first_time

log = getLogger(__name__)

Now = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Services:
    """What listeners need beside the event itself. Made once, in app.py."""

    database: Database
    now: Now
    shown: ShownMessages
    known: set[tuple[str, str]] = field(default_factory=set)  # people whose rows say who they are
    refresh_home: "Callable[[Visit], object] | None" = None  # after what is done on Home
    public_url: str = ""  # where Sammen is reached from outside; "" if it is not
    organizer: Organizer | None = None  # who invites by mail; None where no mail is set up
    repeats: Repeats = field(default_factory=Repeats)


@dataclass(kw_only=True)
class Visit:
    """One event of one person, inside one transaction."""

    session: Session
    now: datetime
    team_id: str
    who: Who
    channel: str | None  # where it happened
    public_url: str = ""
    organizer: Organizer | None = None
    repeats: Repeats = field(default_factory=Repeats)  # shared by all visits
    replies: list[Reply] = field(default_factory=list)
    committed: Callable[[], object] | None = None  # called when the work is safe, before replies
    readings: list[Callable[[Session], object]] = field(default_factory=list)  # see `afterwards`

    @cached_property
    def person(self) -> Person:
        """The person's whole row, which may be changed. Read only by visits that need it."""
        return self.session.get_one(Person, self.who.id)

    @property
    def language(self) -> Language:
        """The language that the person reads, also when this visit has just changed it."""
        return Language(self.__dict__.get("person", self.who).language)

    @property
    def is_erased(self) -> bool:
        """Whether this visit has just deleted the person: the next time Slack is asked who it is."""
        person: Person | None = self.__dict__.get("person")
        return person is not None and person.erased_at is not None

    def tell(self, message: Message, *, shows: tuple[int, str] | None = None) -> None:
        """Say it in the person's direct message, wherever they are now."""
        where = self.who.dm_channel or self.who.slack_id
        self.replies.append(Say(channel=where, message=message, shows=shows))

    def edit(self, ts: str | None, message: Message, *, channel: str | None = None) -> None:
        """Put other words in a message of Sammen's. Nothing happens without a `ts`."""
        where = channel or self.channel or self.who.dm_channel
        if ts and where:
            self.replies.append(Edit(channel=where, ts=ts, message=message))

    def whisper(self, response_url: str | None, message: Message) -> None:
        """Say it to this person alone, where they are."""
        if response_url:
            self.replies.append(Whisper(response_url=response_url, message=message))
        else:
            self.tell(message)

    def open(self, trigger_id: str, view: View) -> None:
        """Open a modal."""
        self.replies.append(OpenView(trigger_id=trigger_id, view=view))

    def push(self, trigger_id: str, view: View) -> None:
        """Open a modal on top of the one in which something was pressed."""
        self.replies.append(PushView(trigger_id=trigger_id, view=view))

    def update(self, view_id: str, view: View) -> None:
        """Show this in a modal that is open."""
        self.replies.append(UpdateView(view_id=view_id, view=view))

    def follow(self, external_id: str, view: View) -> None:
        """Show this in a modal that the acknowledgement has put up under that external id."""
        self.replies.append(FollowView(external_id=external_id, view=view))

    def afterwards(self, read: Callable[[Session], object]) -> None:
        """Have that read what is committed, once the work is safe and nobody waits for it."""
        self.readings.append(read)

    def upload(self, name: str, content: bytes, *, comment: str, alt: str | None = None) -> None:
        """Hand out a file in the person's direct message."""
        self.replies.append(
            Upload(
                slack_id=self.who.slack_id,
                channel=self.who.dm_channel,
                name=name,
                content=content,
                comment=comment,
                alt=alt,
            )
        )

    def publish_home(self, view: View) -> None:
        """Show this Home to the person."""
        self.replies.append(PublishHome(slack_id=self.who.slack_id, view=view))


Listener = Callable[..., None]
Acts = Mapping[str, Callable[[Visit, Press], object]]


@contextmanager
def visiting(
    services: Services,
    *,
    context: BoltContext,
    client: WebClient,
    channel: str | None,
    event_id: str | None = None,
) -> Iterator[Visit | None]:
    """A visit, committed at the end; then its replies are sent. None for a repeated event."""
    team_id, slack_id = str(context.team_id), str(context.user_id)
    profile = _profile_if_wanted(services, client=client, team_id=team_id, slack_id=slack_id)
    now = services.now()
    with services.database.write() as session:
        if event_id is not None and not first_time(session, event_id=event_id, now=now):
            log.info("event %s has been dealt with: repeated by Slack", event_id)
            yield None
            return
        if profile is not None:
            arrive(session, team_id=team_id, slack_id=slack_id, now=now, **profile)
        who = find_who(session, team_id=team_id, slack_id=slack_id, in_turn=True)
        if who is None:  # erased at their own wish since this worker learnt to know them
            profile = {"name": slack_id, "slack_email": None, "language": Language.DANISH.value}
            arrive(session, team_id=team_id, slack_id=slack_id, now=now, **profile)
            services.known.discard((team_id, slack_id))  # their next visit asks Slack who it is
            who = find_who(session, team_id=team_id, slack_id=slack_id, in_turn=True)
        assert who is not None
        visit = Visit(
            session=session,
            now=now,
            team_id=team_id,
            who=who,
            channel=channel,
            public_url=services.public_url,
            organizer=services.organizer,
            repeats=services.repeats,
        )
        if channel is not None and channel.startswith("D") and who.dm_channel != channel:
            visit.who = replace(who, dm_channel=channel)
            visit.person.dm_channel = channel
        yield visit
    if visit.is_erased:
        services.known.discard((team_id, slack_id))
    elif profile is None or profile["name"] != slack_id:
        services.known.add((team_id, slack_id))
    context["kept"] = True  # what the error handler may promise
    if visit.committed is not None:
        visit.committed()
    if visit.readings:
        with services.database.read() as session:
            for read in visit.readings:
                read(session)
    take_back(services.database, send(client, visit.replies, record=services.shown))


def _profile_if_wanted(
    services: Services, *, client: WebClient, team_id: str, slack_id: str
) -> dict[str, Any] | None:
    """Name, e-mail and language of a person of whom they are not known yet, else None."""
    if (team_id, slack_id) in services.known:
        return None
    with services.database.read() as session:
        person = find_person(session, team_id=team_id, slack_id=slack_id)
    if person is not None and person.name != slack_id and person.slack_email is not None:
        services.known.add((team_id, slack_id))
        return None
    return profile_of(client, slack_id=slack_id)


def on_press(services: Services, acts: Acts) -> Listener:
    """A listener for a topic's buttons, which looks the act up. One that is gone is said to be over."""

    def listener(ack: Ack, body: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        press = press_from(body)
        with visiting(services, context=context, client=client, channel=press.channel) as visit:
            if visit is not None:
                acts.get(press.act, _say_over)(visit, press)
                if services.refresh_home and press.view and press.view.get("type") == "home":
                    services.refresh_home(visit)

    return listener


def _say_over(visit: Visit, press: Press) -> None:
    log.info("no act %s", press.act)
    say_over(visit, press.response_url)


def say_over(visit: Visit, response_url: str | None) -> None:
    """The button or form belongs to something that is over: say so, and how to go on."""
    visit.whisper(response_url, note_message("help", "old_button", visit.language))


def on_message(services: Services, handle: Callable[[Visit, Heard], object]) -> Listener:
    """A listener for what people write to Sammen."""

    def listener(body: Payload, event: Payload, context: BoltContext, client: WebClient) -> None:
        heard = heard_from(event, called=context.bot_user_id)
        with visiting(
            services,
            context=context,
            client=client,
            channel=heard.channel,
            event_id=body.get("event_id"),
        ) as visit:
            if visit is not None:
                handle(visit, heard)

    return listener


def on_event(services: Services, handle: Callable[[Visit, Payload], object]) -> Listener:
    """A listener for another event, such as Home being opened."""

    def listener(body: Payload, event: Payload, context: BoltContext, client: WebClient) -> None:
        with visiting(
            services,
            context=context,
            client=client,
            channel=None,
            event_id=body.get("event_id"),
        ) as visit:
            if visit is not None:
                handle(visit, event)

    return listener


def on_command(services: Services, handle: Callable[[Visit, Commanded], object]) -> Listener:
    """A listener for a slash command."""

    def listener(ack: Ack, body: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        commanded = commanded_from(body)
        with visiting(services, context=context, client=client, channel=commanded.channel) as visit:
            if visit is not None:
                handle(visit, commanded)

    return listener


def on_submit(services: Services, handle: Callable[[Visit, Submitted], Outcome]) -> Listener:
    """A listener for a modal. Errors keep it open, with each said beside its field."""

    def listener(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        # What becomes of the modal is part of the acknowledgement, so here it comes after the work.
        with visiting(services, context=context, client=client, channel=None) as visit:
            assert visit is not None
            outcome = handle(visit, submitted_from(view))
            visit.committed = partial(ack, **response_of(outcome))
            if services.refresh_home and (not outcome or isinstance(outcome, CloseAll)):
                services.refresh_home(visit)

    return listener
