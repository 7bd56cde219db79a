"""Facilitators invite people by picking them, or everybody by a post in the process's channel."""

import json
import re
from typing import Any, assert_never
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.access import Act, may
from bot.awaited import arrive
from bot.conversation.questions import Language
from bot.days import local
from bot.inviting import invite, put_welcome
from bot.outbox import put
from bot.posts import send_again
from bot.voice.blocks import option
from bot.voice.invitations import (
    Invited,
    invite_form,
    invited_message,
    looking_view,
    nobody_picked,
    not_readable_message,
    not_readable_view,
    preview_view,
    refused_view,
)
from bot.voice.onboarding import channel_message, stopped_message, word
from handlers.joining import process_words
from handlers.payloads import Payload, Press, submitted_from
from handlers.picking import MOST_PICKED, NotReadable, Picked, Wanted, groups, pick
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, visiting
from models import Process
from models.enums import PostState, Stage
from models.people import find_membership, find_person, memberships_of
from models.posts import find_post

BATCH = 50  # people in one transaction: nobody who answers waits longer than that takes


def register(app: App, services: Services) -> None:
    """The two buttons, the form in which people are picked, and what is shown of it first."""

    def submit(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        submitted = submitted_from(view)
        wanted = Wanted(
            people=tuple(submitted.users("people"))[:MOST_PICKED],
            group=submitted.chosen("group"),
            channel=submitted.conversation("channel"),
        )
        language = _language(services, context)
        if not (wanted.people or wanted.is_several):
            ack(response_action="errors", errors={"people": nobody_picked(language)})
            return
        metadata = _stored(submitted.private_metadata, wanted)
        if wanted.is_several:  # first it is shown who that is
            external_id = f"invitations:{uuid4().hex}"
            shown = looking_view(language) | {"external_id": external_id}
            ack(response_action="update", view=shown)
            _show(services, context, client, metadata=metadata, external_id=external_id)
        else:
            ack()
            _do(services, context, client, metadata=metadata)

    def confirm(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        _do(services, context, client, metadata=str(view.get("private_metadata") or ""))

    def find_groups(ack: Ack, payload: Payload, context: BoltContext, client: WebClient) -> None:
        found: list[tuple[str, str]] = []
        if _invites_somewhere(services, context):  # guests of a workspace do not see its groups
            found = groups(client, query=str(payload.get("value") or ""))
        ack(options=[option(name, slack_id) for slack_id, name in found[:100]])

    app.action(re.compile(r"^invitations\."))(on_press(services, ACTS))
    app.options("invitations.group")(find_groups)
    app.view("invitations.people")(submit)
    app.view("invitations.confirm")(confirm)


def _invites_somewhere(services: Services, context: BoltContext) -> bool:
    with services.database.read() as session:
        person = find_person(session, team_id=str(context.team_id), slack_id=str(context.user_id))
        mine = [] if person is None else memberships_of(session, person_id=person.id)
        return any(may(one, Act.INVITE) for one in mine)


def _picked(
    services: Services, context: BoltContext, client: WebClient, wanted: Wanted
) -> Picked | NotReadable:
    try:
        return pick(services, context, client, wanted)
    except NotReadable as unread:
        return unread


def _show(
    services: Services, context: BoltContext, client: WebClient, *, metadata: str, external_id: str
) -> None:
    """Say in the open modal who would be invited."""
    process_id, wanted = _read(metadata)
    picked = _picked(services, context, client, wanted)
    with visiting(services, context=context, client=client, channel=None) as visit:
        assert visit is not None
        process = process_if(visit, process_id, Act.INVITE)
        if process is None:
            shown = refused_view(visit.language)
        elif isinstance(picked, Picked):
            invited = _would_invite(visit, process, picked)
            title = process.title[visit.language.value]
            shown = preview_view(invited, visit.language, process=title, metadata=metadata)
        else:
            shown = not_readable_view(picked.which, visit.language)
        visit.follow(external_id, shown)


def _do(services: Services, context: BoltContext, client: WebClient, *, metadata: str) -> None:
    """Invite them, some in each transaction, and say in the end what was done."""
    process_id, wanted = _read(metadata)
    picked = _picked(services, context, client, wanted)
    # In an order that two facilitators share, or each would wait for what the other has taken.
    people = sorted(picked.people.items()) if isinstance(picked, Picked) else []
    parts = [people[start : start + BATCH] for start in range(0, len(people), BATCH)] or [[]]
    done = Invited(new=(), known=())
    for number, part in enumerate(parts, start=1):
        with visiting(services, context=context, client=client, channel=None) as visit:
            assert visit is not None
            process = process_if(visit, process_id, Act.INVITE)
            if process is None:
                visit.tell(stopped_message(len(done.new), visit.language))
                return
            if isinstance(picked, NotReadable):
                visit.tell(not_readable_message(picked.which, visit.language))
                return
            some = _invite_some(visit, process, part)
            done = Invited(new=done.new + some.new, known=done.known + some.known)
            if number == len(parts):
                title = process.title[visit.language.value]
                visit.tell(invited_message(done, visit.language, process=title))


def _stored(process_id: str, wanted: Wanted) -> str:
    told = {
        "process": process_id,
        "people": wanted.people,
        "group": wanted.group,
        "channel": wanted.channel,
    }
    return json.dumps(told, separators=(",", ":"))


def _read(metadata: str) -> tuple[str, Wanted]:
    try:
        told = json.loads(metadata)
        wanted = Wanted(
            people=tuple(str(one) for one in told["people"]),
            group=str(told["group"]),
            channel=str(told["channel"]),
        )
        return str(told["process"]), wanted
    except (ValueError, KeyError, TypeError):  # no form of ours
        return "", Wanted()


def _language(services: Services, context: BoltContext) -> Language:
    with services.database.read() as session:
        person = find_person(session, team_id=str(context.team_id), slack_id=str(context.user_id))
    return Language(person.language) if person else Language.DANISH


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
        form = invite_form(
            visit.language,
            process_id=process.id,
            process=process.title[visit.language.value],
            most=MOST_PICKED,
        )
        visit.open(trigger_id, form)


def _would_invite(visit: Visit, process: Process, picked: Picked) -> Invited:
    """Who is new and who is known. Nobody is remembered for that."""
    new: list[str] = []
    known: list[str] = []
    for slack_id, profile in sorted(picked.people.items()):
        person = find_person(visit.session, team_id=visit.team_id, slack_id=slack_id)
        membership = (
            find_membership(visit.session, process_id=process.id, person_id=person.id)
            if person is not None
            else None
        )
        name = person.name if person is not None else str((profile or {}).get("name", slack_id))
        is_new = membership is None or membership.stage is Stage.LEFT
        (new if is_new else known).append(name)
    return Invited(new=tuple(new), known=tuple(known), left_out=picked.left_out)


def _invite_some(
    visit: Visit, process: Process, people: list[tuple[str, dict[str, Any] | None]]
) -> Invited:
    new: list[str] = []
    known: list[str] = []
    for slack_id, profile in people:
        who = {"team_id": visit.team_id, "slack_id": slack_id}
        person = (
            find_person(visit.session, **who)
            if profile is None
            else arrive(visit.session, **who, now=visit.now, **profile)
        )
        if person is None:
            continue
        made = invite(
            visit.session, process_id=process.id, person=person, by=visit.person, now=visit.now
        )
        (known if made is None else new).append(person.name)
        if made is not None:
            put_welcome(
                visit.session,
                process=process,
                membership=made,
                person=person,
                inviter=visit.who.name,
                now=visit.now,
            )
    return Invited(new=tuple(new), known=tuple(known))


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
