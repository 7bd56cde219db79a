"""Whom a facilitator means in Slack: people picked, a user group, everybody in a channel.

Slack is asked before the transaction begins. Bots, closed accounts and the facilitator are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from logging import getLogger
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.payloads import Payload
from handlers.profiles import profile_from, unknown_profile
from handlers.visit import Services
from models.people import find_person

log = getLogger(__name__)

MOST_PICKED = 100  # by hand; their ids have room in a modal's metadata
_PAGE = 500
_ONE_BY_ONE = 20  # so many unknown people are asked for by themselves, more as a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was chosen in the form. Ids from outside: each is asked for at Slack."""

    people: tuple[str, ...] = ()
    group: str = ""
    channel: str = ""

    @property
    def is_several(self) -> bool:
        """Whether it names people whom the facilitator has not seen by name."""
        return bool(self.group or self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Who it is. A profile is None where Sammen knows the person already."""

    people: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    left_out: int = 0  # bots and closed accounts


class NotReadable(Exception):  # reads as what it says
    """Slack does not say who is in it. `which` is group or channel."""

    def __init__(self, which: str) -> None:
        super().__init__(which)
        self.which = which


def pick(services: Services, context: BoltContext, client: WebClient, wanted: Wanted) -> Picked:
    """Everybody who is meant. Raises NotReadable."""
    own = {str(context.user_id), str(context.bot_user_id)}
    ids = {*wanted.people}
    if wanted.group:
        ids |= set(_group(client, wanted.group))
    if wanted.channel:
        ids |= set(_channel(client, wanted.channel))
    ids -= own
    with services.database.read() as session:
        team_id = str(context.team_id)
        unknown = [
            one for one in ids if find_person(session, team_id=team_id, slack_id=one) is None
        ]
    people: dict[str, dict[str, Any] | None] = dict.fromkeys(ids)
    left_out = 0
    for slack_id, user in _users(client, unknown, is_seen=not wanted.is_several):
        if user is not None and (user.get("is_bot") or user.get("deleted")):
            del people[slack_id]
            left_out += 1
        elif user is None:
            people[slack_id] = unknown_profile(slack_id)
        else:
            people[slack_id] = profile_from(user, slack_id=slack_id)
    return Picked(people=people, left_out=left_out)


def groups(client: WebClient, *, query: str) -> list[tuple[str, str]]:
    """The user groups whose names contain that: id and name, by name."""
    told = client.usergroups_list(include_count=True)["usergroups"]
    wanted = query.strip().casefold()
    found = [
        (str(one["id"]), f"{one['name']} ({one.get('user_count') or 0})")
        for one in told
        if wanted in f"{one['name']} {one.get('handle') or ''}".casefold()
    ]
    return sorted(found, key=lambda one: one[1].casefold())


def _group(client: WebClient, group: str) -> list[str]:
    try:
        return [str(one) for one in client.usergroups_users_list(usergroup=group)["users"]]
    except SlackApiError as error:
        log.info("usergroups.users.list of %s: %s", group, error.response.get("error"))
        raise NotReadable("group") from error


def _channel(client: WebClient, channel: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    try:
        while True:
            page = client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
            found += [str(one) for one in page["members"]]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found
    except SlackApiError as error:
        log.info("conversations.members of %s: %s", channel, error.response.get("error"))
        raise NotReadable("channel") from error


def _users(
    client: WebClient, ids: list[str], *, is_seen: bool
) -> Iterator[tuple[str, Payload | None]]:
    """Each with their account; None where it could not be had, and will be asked for at a visit."""
    if is_seen or len(ids) <= _ONE_BY_ONE:
        yield from ((one, _user(client, one)) for one in ids)
        return
    everybody = {str(one["id"]): one for one in _everybody(client)}
    yield from ((one, everybody.get(one)) for one in ids)


def _user(client: WebClient, slack_id: str) -> Payload | None:
    try:
        user: Payload = client.users_info(user=slack_id, include_locale=True)["user"]
    except (SlackApiError, OSError) as error:
        log.info("users.info of %s: %s", slack_id, error)
        return None
    return user


def _everybody(client: WebClient) -> Iterator[Payload]:
    cursor = ""
    while True:
        page = client.users_list(limit=_PAGE, cursor=cursor, include_locale=True)
        yield from page["members"]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
