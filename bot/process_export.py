"""Writes the rows of a process back as a process file, in the form and order of `processes/*.yaml`.

Loading it where it came from changes nothing. Comments are in no row, so they are lost, and the
first lines say so; they also name what no file can say.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlmodel import Session

from bot.content import TEXTS
from bot.content_fields import Dated, write_dated
from bot.content_meetings import UNITS
from bot.errors import SammenError
from bot.questionnaires import questionnaire_of
from models import Contact, Document, Faq, Meeting, Milestone, Organisation, Party, Process
from models.documents import documents_of
from models.enums import MeetingState
from models.faqs import faqs_of
from models.interviews import question_rows
from models.meetings import meetings_of
from models.milestones import milestones_in_order
from models.organisations import all_organisations, domains_of
from models.processes import contacts_of, parties_of

Tree = dict[str, Any]
ZONE = "Europe/Copenhagen"
_LONG = 72  # characters; a longer text stands on lines of its own

HEADER = """\
# {title}, as it stood in the database on {day}.
#
# Written by `sammen process export {key}`. Comments of the file that was loaded are not kept.
# Who takes part and what they have answered stays in the database.
"""
CALLED_OFF = "# A file cannot say that a meeting is called off. These are: {keys}.\n"


class HomelessContact(SammenError):
    """A contact's organisation is not among the parties, where a file would have to name it."""

    def __init__(self, key: str, organisation: str) -> None:
        super().__init__(
            f"The contact {key} stands under {organisation}, which is not among the partners. "
            "Give the contact another organisation in Slack, or add the partner."
        )


def export_process(session: Session, *, process: Process, today: date) -> str:
    """The process as a file. Raises HomelessContact."""
    parties = parties_of(session, process_id=process.id)
    meetings = meetings_of(session, process_id=process.id)
    zone = _zone(meetings)
    sections: Tree = {
        "key": process.key,
        "source_url": process.source_url,
        "zone": zone,
        "title": _words(process.title),
        "texts": {name: _words(process.texts[name]) for name in TEXTS if name in process.texts},
        "figures": [_figure(one) for one in process.figures],
        "parties": _parties(session, parties),
        "contacts": _contacts(session, process=process, parties=parties),
        "milestones": [
            _milestone(one) for one in milestones_in_order(session, process_id=process.id)
        ],
        "meetings": [_meeting(one, zone=zone) for one in meetings],
        "documents": [_document(one) for one in documents_of(session, process_id=process.id)],
        "faq": [_faq(one) for one in faqs_of(session, process_id=process.id)],
        "synonyms": [_Row(group) for group in process.synonyms],
        "needs": _needs(session, process),
    }
    written = {name: value for name, value in sections.items() if value not in (None, [])}
    head = HEADER.format(
        title=" ".join(process.title["en"].split()), key=process.key, day=today.isoformat()
    )
    off = [one.key for one in meetings if one.state is MeetingState.CALLED_OFF]
    if off:
        head += CALLED_OFF.format(keys=", ".join(off))
    short: Tree = {
        name: written.pop(name) for name in ("key", "source_url", "zone") if name in written
    }
    parts = [_yaml(short), *(_yaml({name: value}) for name, value in written.items())]
    return head + "\n" + "\n".join(parts)


def _words(text: Mapping[str, str]) -> Tree:
    return {"da": text["da"], "en": text["en"]}


def _given(tree: Tree) -> Tree:
    """Without what is not there: in a file that is left out."""
    return {name: value for name, value in tree.items() if value not in (None, [], False)}


def _optional(text: Mapping[str, str] | None) -> Tree | None:
    return None if text is None else _words(text)


def _figure(figure: Mapping[str, Any]) -> Tree:
    return _given(
        {
            "key": figure["key"],
            "label": _words(figure["label"]),
            "value": _Plain(f"{Decimal(str(figure['value'])):f}"),
            "unit": _words(figure["unit"]),
            "estimate": figure["estimate"],
            "covers": _words(figure["covers"]),
            "source_url": figure["source_url"],
            "as_of": _Plain(figure["as_of"]),
            "note": _optional(figure["note"]),
        }
    )


def _parties(session: Session, parties: Iterable[tuple[Party, Organisation]]) -> list[Tree]:
    return [
        _given(
            {
                "key": organisation.key,
                "name": organisation.name,
                "kind": organisation.kind.value,
                "role": party.role.value,
                "domains": _Row(domains_of(session, organisation_id=organisation.id)),
                "contribution": _words(party.contribution),
            }
        )
        for party, organisation in parties
    ]


def _contacts(
    session: Session, *, process: Process, parties: Iterable[tuple[Party, Organisation]]
) -> list[Tree]:
    by_id = {organisation.id: organisation.key for _, organisation in parties}
    keys = {  # by every name that the organisation has had
        one.name: by_id[one.merged_into_id or one.id]
        for one in all_organisations(session)
        if (one.merged_into_id or one.id) in by_id
    }
    return [_contact(one, keys) for one in contacts_of(session, process_id=process.id)]


def _contact(contact: Contact, keys: Mapping[str, str]) -> Tree:
    if contact.organisation_name not in keys:
        raise HomelessContact(contact.key, contact.organisation_name)
    return _given(
        {
            "key": contact.key,
            "name": contact.name,
            "title": _words(contact.title),
            "organisation": keys[contact.organisation_name],
            "email": contact.email,
            "phone": contact.phone,
        }
    )


def _milestone(milestone: Milestone) -> Tree:
    made = _given(
        {
            "key": milestone.key,
            "title": _words(milestone.title),
            "about": _optional(milestone.about),
            "when": _Plain(write_dated(Dated(milestone.day, milestone.precision.value))),
            "state": milestone.state.value,
            "audience": _Row(milestone.audience),
        }
    )
    ahead = milestone.announce_days
    return made if ahead is None else {**made, "announce": ahead}


def _meeting(meeting: Meeting, *, zone: str) -> Tree:
    def local(name: str) -> str:
        return f"{getattr(meeting, name).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"

    invites = meeting.invite_from is not None
    return {
        **_given(
            {
                "key": meeting.key,
                "title": _words(meeting.title),
                "about": _optional(meeting.about),
                "agenda": _optional(meeting.agenda),
                "start": _Plain(local("starts_at")),
                "end": _Plain(local("ends_at")),
                "form": meeting.form.value,
            }
        ),
        "place": meeting.place,
        "link": meeting.link,
        **_given(
            {
                "capacity": meeting.capacity,
                "audience": _Row(meeting.audience),
                "asks_needs": meeting.asks_needs,
            }
        ),
        "reminders": _Row(_ahead(minutes) for minutes in meeting.reminder_minutes),
        **({"invite_from": _Plain(local("invite_from"))} if invites else {}),
    }


def _ahead(minutes: int) -> str:
    """A time before a meeting in the largest unit that it is a whole number of."""
    letter, size = next(one for one in UNITS.items() if minutes % one[1] == 0)
    return f"{minutes // size}{letter}"


def _zone(meetings: Iterable[Meeting]) -> str:
    """UTC, if a meeting begins or ends in the hour that the clocks in Copenhagen show twice."""
    zone = ZoneInfo(ZONE)
    moments = [at for one in meetings for at in (one.starts_at, one.ends_at)]
    return "UTC" if any(at.astimezone(zone).fold for at in moments) else ZONE


def _document(document: Document) -> Tree:
    is_later = document.version > 1
    return _given(
        {
            "key": document.key,
            "title": _words(document.title),
            "kind": document.kind,
            "keywords": _Row(document.keywords),
            "language": document.language,
            "file_format": document.file_format,
            "url": document.url,
            "source_url": document.source_url,
            "slack_file_id": document.slack_file_id,
            "file_name": document.file_name,
            "version": document.version if is_later else None,
            "changed": _optional(document.changed) if is_later else None,
            "available_from": document.available_from,
            "audience": _Row(document.audience),
            "kinds": _Row(document.audience_kinds),
            "stages": _Row(document.audience_stages),
            "organisations": _Row(document.audience_organisations),
        }
    )


def _faq(faq: Faq) -> Tree:
    return _given(
        {
            "key": faq.key,
            "question": _words(faq.question),
            "answer": _words(faq.answer),
            "keywords": _Row(faq.keywords),
            "audience": _Row(faq.audience),
        }
    )


def _needs(session: Session, process: Process) -> Tree:
    needs = questionnaire_of(session, process=process)
    rows = question_rows(session, process_id=process.id)
    return {
        "key": needs.key,
        "title": _words({"da": needs.title.da, "en": needs.title.en}),
        "sections": [
            {
                "key": section.key,
                "title": _words({"da": section.title.da, "en": section.title.en}),
                "questions": [
                    _question(row.key, row.definition)
                    for row in rows
                    if row.definition["section"] == section.key
                ],
            }
            for section in needs.sections
        ],
    }


def _question(key: str, made: Mapping[str, Any]) -> Tree:
    return _given(
        {
            "key": key,
            "kind": made["kind"],
            "required": made["required"],
            "ask": _words(made["ask"]),
            "short": _words(made["short"]),
            "help": _optional(made["help"]),
            "example": _optional(made["example"]),
            "choices": [{"key": one["key"], **_words(one["label"])} for one in made["choices"]],
            "units": [
                _given({"key": one["key"], **_words(one["label"]), "words": _Row(one["words"])})
                for one in made["units"]
            ],
            "shown_when": [
                _given({"question": one["question"], "is_any_of": _Row(one["is_any_of"] or [])})
                for one in made["shown_when"]
            ],
        }
    )


class _Plain(str):
    """Written without quotes: a date, a time, a number, which a process file reads as it stands."""

    __slots__ = ()


class _Row(list[str]):
    """A list of single words, on one line if it is short."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Lists indented below their field, long texts on lines of their own, nothing by reference."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 # PyYAML's own
        """A list's dashes stand two columns in."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """What stands twice is written twice."""
        return True


def _write_text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else ">" if len(text) > _LONG and " " in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_plain(dumper: _Dumper, text: _Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


def _write_row(dumper: _Dumper, words: _Row) -> yaml.Node:
    return dumper.represent_sequence(
        "tag:yaml.org,2002:seq", words, flow_style=len(", ".join(words)) < _LONG
    )


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(_Plain, _write_plain)
_Dumper.add_representer(_Row, _write_row)


def _yaml(tree: Tree) -> str:
    return str(yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=96))
