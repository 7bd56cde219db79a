"""Who takes part, as facilitators see and change it; and what somebody who wants to leave is asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.member_lists import Found, Overview, Past
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm_dialog,
    context,
    divider,
    field,
    header,
    message,
    modal,
    option,
    panel,
    plain,
    section,
)
from bot.voice.speak import Mrkdwn, label, say, say_plain
from models.enums import Role, Stage
from models.members import Listed

_MOMENT = "members"
_SILENT, _PEOPLE = 25, 40


def overview_view(
    overview: Overview,
    language: Language,
    *,
    process_id: int,
    process: str,
    notice: Mrkdwn | None = None,
) -> View:
    """How many take part, a search, and who has not answered."""
    blocks = _head(language, process_id=process_id, process=process, notice=notice)
    blocks.append(
        section(
            say(
                _MOMENT,
                "overview",
                language,
                members=overview.members,
                organisations=overview.organisations,
            )
        )
    )
    blocks.append(actions([button("imports.open", language, value=str(process_id))]))
    if overview.silent:
        lines = [say(_MOMENT, "silent_heading", language, count=len(overview.silent))]
        for one in overview.silent[:_SILENT]:
            place = overview.names.get(one.organisation_id or 0)
            since = short_date(local(one.since).date(), language)
            lines.append(
                say(
                    _MOMENT,
                    "silent",
                    language,
                    name=one.name,
                    organisation=place,
                    since=since,
                    address=one.address,
                )
            )
        if len(overview.silent) > _SILENT:
            lines.append(say(_MOMENT, "more", language, more=len(overview.silent) - _SILENT))
        blocks.append(section(Mrkdwn("\n".join(lines))))
    return panel("member_list", blocks, language)


def organisation_view(
    people: Sequence[Listed],
    language: Language,
    *,
    process_id: int,
    process: str,
    organisation_id: int,
    organisation: str,
    notice: Mrkdwn | None = None,
) -> View:
    """One organisation: its people, and merging it with another spelling."""
    blocks = _head(language, process_id=process_id, process=process, notice=notice)
    blocks.append(section(say(_MOMENT, "organisation", language, organisation=organisation)))
    for one in people[:_PEOPLE]:
        more = button(
            "members.person",
            language,
            value=str(one.membership.id),
            spoken=say_plain(_MOMENT, "more_about", language, name=one.person.name),
        )
        blocks.append(section(_line(one, language), accessory=more))
    if len(people) > _PEOPLE:
        blocks.append(context(say(_MOMENT, "more", language, more=len(people) - _PEOPLE)))
    merge = button("merges.open", language, value=f"{process_id}:{organisation_id}")
    back = button("members.all", language, value=str(process_id))
    return panel("member_list", [*blocks, divider(), actions([merge, back])], language)


def person_view(
    one: Listed,
    past: Sequence[Past],
    language: Language,
    *,
    process_id: int,
    process: str,
    notice: Mrkdwn | None = None,
) -> View:
    """One person: where they stand, what can be changed, and what has been done."""
    blocks = _head(language, process_id=process_id, process=process, notice=notice)
    blocks.append(section(_line(one, language)))
    value = str(one.membership.id)
    acts = [button("members.move", language, value=value)]
    if one.membership.stage is not Stage.LEFT:
        acts.append(button("members.role", language, value=value))
        acts.append(button("members.leave", language, value=value, style="danger"))
    acts.append(button("members.all", language, value=str(process_id)))
    blocks.append(actions(acts))
    if past:
        lines = [say(_MOMENT, "history_heading", language)]
        lines += [_past(entry, language) for entry in past]
        blocks.append(section(Mrkdwn("\n".join(lines))))
    return panel("member_list", blocks, language)


def _head(
    language: Language, *, process_id: int, process: str, notice: Mrkdwn | None
) -> list[Block]:
    search: Block = {
        "type": "external_select",
        "action_id": "members.search",
        "placeholder": plain(label("members.search.placeholder", language)),
        "min_query_length": 0,
    }
    made = [context(notice)] if notice else []
    # The process stands in the block's id: Slack hands that back with what is typed and chosen.
    made.append(header(process))
    return [*made, actions([search], block_id=f"members:{process_id}")]


def _line(one: Listed, language: Language) -> Mrkdwn:
    return say(
        _MOMENT,
        "person",
        language,
        name=one.person.name,
        organisation=one.organisation.name if one.organisation else None,
        role=label(f"role.{one.membership.role.value}", language),
        stage=label(f"stage.{one.membership.stage.value}", language),
        email=one.person.email or one.person.slack_email,
    )


def _past(entry: Past, language: Language) -> Mrkdwn:
    before, after = entry.before, entry.after
    if entry.act == "members.role":
        before, after = (label(f"role.{key}", language) if key else None for key in (before, after))
    return say(
        _MOMENT,
        "past",
        language,
        act=entry.act.partition(".")[2],
        day=_day(entry.at, language),
        by=entry.by,
        before=before,
        after=after,
    )


def _day(at: datetime, language: Language) -> str:
    return short_date(local(at).date(), language)


def found_options(found: Sequence[Found], language: Language) -> list[Block]:
    """The lines of the search."""
    return [
        option(
            say_plain(
                _MOMENT,
                "found",
                language,
                name=one.name,
                organisation=one.organisation,
                people=one.people,
                is_person=one.key.startswith("m:"),
            ),
            one.key,
        )
        for one in found
    ]


def move_form(one: Listed, language: Language) -> View:
    """For whom the person takes part from now on."""
    search: Block = {
        "type": "external_select",
        "action_id": "members.place",
        "placeholder": plain(label("organisation.placeholder", language)),
        "min_query_length": 1,
    }
    words = say(
        _MOMENT,
        "move_intro",
        language,
        name=one.person.name,
        organisation=one.organisation.name if one.organisation else None,
    )
    return modal(
        "members.moving",
        [section(words), field("newplace", search, language)],
        language,
        private_metadata=str(one.membership.id),
    )


def role_form(one: Listed, language: Language, *, roles: Sequence[Role]) -> View:
    """As what the person takes part from now on."""
    choices = [option(label(f"role.{role.value}", language), role.value) for role in roles]
    now = next((each for each in choices if each["value"] == one.membership.role.value), None)
    menu: Block = {"type": "static_select", "options": choices}
    if now is not None:
        menu["initial_option"] = now
    return modal(
        "members.roles",
        [
            section(say(_MOMENT, "role_intro", language, name=one.person.name)),
            field("newrole", menu, language),
        ],
        language,
        private_metadata=str(one.membership.id),
    )


def leave_form(one: Listed, language: Language) -> View:
    """What happens when somebody is taken off."""
    words = say(
        _MOMENT,
        "leave_intro",
        language,
        name=one.person.name,
        organisation=one.organisation.name if one.organisation else None,
    )
    return modal(
        "members.leaving", [section(words)], language, private_metadata=str(one.membership.id)
    )


def member_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence of this topic."""
    return say(_MOMENT, part, language, **facts)


def go_message(language: Language, *, process_id: int, process: str) -> Message:
    """Asks somebody who wants to leave whether they mean it."""
    dialog = confirm_dialog(
        say(_MOMENT, "go_sure", language, process=process),
        title=label("members.go.confirm_title", language),
        yes=label("members.go.yes", language),
        no=label("members.go.no", language),
    )
    leave = button("members.go", language, value=str(process_id), style="danger", confirm=dialog)
    words = say(_MOMENT, "go", language, process=process)
    data = button("my_data.open", language)
    return message(
        say(_MOMENT, "go_text", language, process=process), [section(words), actions([leave, data])]
    )
