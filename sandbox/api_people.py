"""auth.test, users.*, usergroups.*, bots.info and team.info: who is here."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.world import Persona

Answer = dict[str, Any]


def auth_test(slack: LocalSlack, _args: Arguments) -> Answer:
    """auth.test: who the token belongs to."""
    return {
        "url": slack.base_url + "/",
        "team": slack.world.workspace.name,
        "user": slack.world.bot.name.lower(),
        "team_id": slack.world.workspace.id,
        "user_id": slack.world.bot.user_id,
        "bot_id": slack.world.bot.bot_id,
        "is_enterprise_install": False,
    }


def users_info(slack: LocalSlack, args: Arguments) -> Answer:
    """users.info."""
    wanted = args.required("user")
    if wanted == slack.world.bot.user_id:
        return {"user": _bot(slack)}
    person = slack.world.personas.get(wanted)
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _user(slack, person, with_locale=args.flag("include_locale"))}


def users_list(slack: LocalSlack, args: Arguments) -> Answer:
    """users.list: every person and the bot, in pages."""
    with_locale = args.flag("include_locale")
    people = slack.world.personas.values()
    everyone = [_user(slack, person, with_locale=with_locale) for person in people] + [_bot(slack)]
    start = args.number("cursor", 0)
    end = start + (args.number("limit", 0) or len(everyone))
    cursor = str(end) if end < len(everyone) else ""
    return {"members": everyone[start:end], "response_metadata": {"next_cursor": cursor}}


def users_lookup_by_email(slack: LocalSlack, args: Arguments) -> Answer:
    """users.lookupByEmail."""
    email = args.required("email").lower()
    for person in slack.world.personas.values():
        if person.email.lower() == email:
            return {"user": _user(slack, person, with_locale=False)}
    raise SlackError("users_not_found")


def usergroups_list(slack: LocalSlack, args: Arguments) -> Answer:
    """usergroups.list."""
    made = int(slack.world.starts_at.timestamp())
    told: list[dict[str, Any]] = []
    for group in slack.world.user_groups:
        shown: dict[str, Any] = {
            "id": group.id,
            "team_id": slack.world.workspace.id,
            "is_usergroup": True,
            "name": group.name,
            "description": "",
            "handle": group.handle,
            "is_external": False,
            "date_create": made,
            "date_delete": 0,
        }
        if args.flag("include_count"):
            shown["user_count"] = len(group.members)
        if args.flag("include_users"):
            shown["users"] = list(group.members)
        told.append(shown)
    return {"usergroups": told}


def usergroups_users_list(slack: LocalSlack, args: Arguments) -> Answer:
    """usergroups.users.list."""
    wanted = args.required("usergroup")
    for group in slack.world.user_groups:
        if group.id == wanted:
            return {"users": list(group.members)}
    raise SlackError("no_such_subteam")


def bots_info(slack: LocalSlack, args: Arguments) -> Answer:
    """bots.info."""
    bot = slack.world.bot
    if args.text("bot") != bot.bot_id:
        raise SlackError("bot_not_found")
    told = {"id": bot.bot_id, "deleted": False, "name": bot.name, "user_id": bot.user_id}
    return {"bot": {**told, "app_id": slack.world.app.id, "icons": {}}}


def team_info(slack: LocalSlack, _args: Arguments) -> Answer:
    """team.info."""
    workspace = slack.world.workspace
    told = {"id": workspace.id, "name": workspace.name, "domain": workspace.domain}
    return {"team": {**told, "email_domain": "", "icon": {"image_default": True}}}


def _user(slack: LocalSlack, person: Persona, *, with_locale: bool) -> dict[str, Any]:
    first, _, last = person.name.rpartition(" ")
    offset = slack.clock.now().astimezone(slack.world.starts_at.tzinfo).utcoffset()
    profile = {
        "title": person.title,
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": "",
        "display_name_normalized": "",
        "first_name": first,
        "last_name": last,
        "team": slack.world.workspace.id,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
    }
    if "users:read.email" in slack.world.app.scopes:
        profile["email"] = person.email
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": slack.world.workspace.id,
        "name": person.username,
        "deleted": False,
        "color": person.colour.removeprefix("#"),
        "real_name": person.name,
        "tz": person.time_zone,
        "tz_label": "Central European Time",
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(slack.world.starts_at.timestamp()),
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if with_locale:
        user["locale"] = person.locale
    return user


def _bot(slack: LocalSlack) -> dict[str, Any]:
    bot = slack.world.bot
    return {
        "id": bot.user_id,
        "team_id": slack.world.workspace.id,
        "name": bot.name.lower(),
        "deleted": False,
        "real_name": bot.name,
        "tz": "America/Los_Angeles",
        "profile": {
            "real_name": bot.name,
            "display_name": "",
            "team": slack.world.workspace.id,
            "api_app_id": slack.world.app.id,
            "bot_id": bot.bot_id,
        },
        "is_bot": True,
        "is_app_user": False,
    }
