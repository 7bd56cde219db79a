"""Facilitators invite people by picking them, or everybody by a post in the process's channel."""

import re
from typing import assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import onboarding
from bot.access import Act
from bot.conversation.questions import Language
from bot.days import local
from bot.outbox import put
from bot.posts import send_again
from bot.voice.onboarding import channel_message, invite_form, welcome_message, word
from handlers.joining import process_words
from handlers.payloads import Payload, Press, submitted_from
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, profile_of, visiting
from models import Membership, Person, Process
from models.enums import PostState
from models.people import find_person, remember_person
from models.posts import find_post


def register(app: App, services: Services) -> None:
    """The two buttons and the form in which people are picked."""

    def submit(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        submitted = submitted_from(view)
        picked = {
            one: _profile(services, context, client, one) for one in submitted.users("people")
        }
        with visiting(services, context=context, client=client, channel=None) as visit:
            if visit is not None:
                _invite_all(visit, submitted.private_metadata, picked)

    app.action(re.compile(r"^invitations\."))(on_press(services, ACTS))
    app.view("invitations.people")(submit)


def _facilitated(visit: Visit, value: str, response_url: str | None) -> Process | None:
    """The process, if this person may invite to it; otherwise they are told, and None."""
    process = process_if(visit, value, Act.INVITE)
    if process is None:
        visit.whisper(response_url, word("only_facilitators", visit.language))
    return process


def _invite(visit: Visit, press: Press) -> None:
    open_invitation(visit, press.value, press.trigger_id, press.response_url)


def open_invitation(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """The form in which a facilitator picks people."""
    process = _facilitated(visit, value, response_url)
    if process is not None:
        visit.open(trigger_id, invite_form(process_words(process), visit.language))


def _profile(
    services: Services, context: BoltContext, client: WebClient, slack_id: str
) -> Payload | None:
    """Slack's profile of a person without a row. Asked before the transaction begins."""
    with services.database.read() as session:
        known = find_person(session, team_id=str(context.team_id), slack_id=slack_id)
    return None if known else profile_of(client, slack_id=slack_id)


def _invite_all(visit: Visit, value: str, picked: dict[str, Payload | None]) -> None:
    process = _facilitated(visit, value, None)
    if process is None:
        return
    new: list[str] = []
    known: list[str] = []
    # In an order that two facilitators share, or each would wait for what the other has taken.
    for slack_id, profile in sorted(picked.items()):
        who = {"team_id": visit.team_id, "slack_id": slack_id}
        person = (
            find_person(visit.session, **who)
            if profile is None
            else remember_person(visit.session, **who, now=visit.now, **profile)
        )
        if person is None:
            continue
        made = onboarding.invite(
            visit.session, process_id=process.id, person=person, by=visit.person, now=visit.now
        )
        (known if made is None else new).append(person.name)
        if made is not None:
            _put_welcome(visit, process, made, person)
    said = word(
        "invited",
        visit.language,
        count=len(new),
        names=", ".join(new),
        known=", ".join(known),
    )
    visit.tell(said)


def _put_welcome(visit: Visit, process: Process, made: Membership, person: Person) -> None:
    put(
        visit.session,
        key=f"membership:{made.id}:welcome",
        team_id=visit.team_id,
        process_id=process.id,
        person_id=person.id,
        message=welcome_message(
            process_words(process),
            name=person.name,
            inviter=visit.who.name,
            language=Language(person.language),
        ),
        due_at=visit.now,
    )


def _announce(visit: Visit, press: Press) -> None:
    announce(visit, press.value, press.response_url)


def announce(visit: Visit, value: str, response_url: str | None) -> None:
    """Put the post with *Vær med* in the process's channel; twice on the same day is once."""
    process = _facilitated(visit, value, response_url)
    if process is None:
        return
    if process.channel is None:
        part = "not_connected"
    else:
        part = _put_announcement(visit, process, channel=process.channel)
    visit.whisper(response_url, word(part, visit.language))


def _put_announcement(visit: Visit, process: Process, *, channel: str) -> str:
    """What is to be said of it: that it is on its way, or what has become of today's."""
    key = f"process:{process.id}:invitation:{local(visit.now):%Y-%m-%d}"
    message = channel_message(process_words(process), Language.DANISH)
    if put(
        visit.session,
        key=key,
        team_id=visit.team_id,
        process_id=process.id,
        channel=channel,
        message=message,
        due_at=visit.now,
    ):
        return "announced"
    post = find_post(visit.session, key=key)
    assert post is not None
    visit.session.refresh(post, with_for_update=True)  # somebody may be mending it just now
    match post.state:
        case PostState.WAITING | PostState.CLAIMED:
            return "announced_waiting"
        case PostState.SENT:
            return "announced_before"
        case PostState.UNSURE:
            return "announced_perhaps"
        case PostState.FAILED:
            send_again(visit.session, post_id=post.id, person=visit.person, now=visit.now)
            # What it failed for may be mended: another channel, or other words.
            post.channel, post.message = channel, message
            return "announced"
        case never:
            assert_never(never)


ACTS: Acts = {
    "invitations.invite": _invite,
    "invitations.announce": _announce,
}
