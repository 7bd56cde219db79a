"""Everything that Sammen keeps of one person, gathered for them alone.

Whoever has a row has the right to it, invited, joined, refused or long gone. It holds what they
gave and what was done with it; of others only what they were told themselves.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.answers import value_of
from bot.conversation.questions import Language, Questionnaire
from bot.questionnaires import questionnaire_of
from bot.stand_ins import last_day_of_pause
from bot.voice.answers import value_text
from models import Digest, Membership, Organisation, Person, Process
from models.enums import MeetingForm
from models.own_rows import (
    access_requests_of,
    answers_by,
    awaited_rows_of,
    contact_notes_by,
    copies_to,
    enquiries_by,
    enquiry_notes_of,
    every_invitation_of,
    feeds_of,
    handouts_of,
    lines_about,
    lines_by,
    memberships_with_names,
    posts_to,
    stray_replies_of,
)

Part = dict[str, Any]


def my_data(session: Session, *, person: Person, now: datetime) -> Part:
    """All of it, as a tree of plain values with English keys: times in UTC, ISO 8601."""
    language = Language(person.language)
    memberships = memberships_with_names(session, person_id=person.id)
    titles = {process.id: process.title[language.value] for _, process, _ in memberships}
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "person": _profile(person),
        "preferences": _preferences(session, person, memberships, now=now),
        "memberships": [_membership(*one, language=language) for one in memberships],
        "answers": _answers(session, person, language=language),
        "meetings": _meetings(session, person, language=language),
        "enquiries": _enquiries(session, person),
        "notes": [
            {"at": _at(one.at), "kind": one.kind.value, "note": one.note}
            for one in contact_notes_by(session, person_id=person.id)
        ],
        "handed_out": _handed_out(session, person),
        "announcements": _announcements(session, person),
        "messages": _messages(session, person),
        "calendar_addresses": [
            {"made_at": _at(one.made_at), "closed_at": _at(one.revoked_at)}
            for one in feeds_of(session, person_id=person.id)
        ],
        "log": _log(session, person, memberships, titles),
    }


def as_json(data: Part) -> bytes:
    """The file that another program can read."""
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def _at(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _profile(person: Person) -> Part:
    return {
        "name": person.name,
        "slack_team": person.team_id,
        "slack_id": person.slack_id,
        "email_confirmed": person.email,
        "email_from_slack": person.slack_email,
        "first_seen_at": _at(person.first_seen_at),
    }


Memberships = Sequence[tuple[Membership, Process, Organisation | None]]


def _preferences(
    session: Session, person: Person, memberships: Memberships, *, now: datetime
) -> Part:
    paused_until = last_day_of_pause(person, now=now)
    choices = []
    for membership, process, _ in memberships:
        digest = session.get(Digest, membership.id)
        stand_in = (
            None
            if membership.stand_in_id is None
            else session.get_one(Person, membership.stand_in_id).name
        )
        if digest is not None or stand_in is not None:
            choices.append(
                {
                    "process": process.key,
                    "stand_in": stand_in,
                    "digest_weekdays": list(digest.days) if digest else [],
                    "digest_minute_of_day": digest.minute if digest else None,
                }
            )
    return {
        "language": person.language,
        "quiet_from_minute_of_day": person.quiet_from,
        "quiet_until_minute_of_day": person.quiet_until,
        "no_reminders_until_and_with": paused_until.isoformat() if paused_until else None,
        "in_processes": choices,
    }


def _membership(
    membership: Membership,
    process: Process,
    organisation: Organisation | None,
    *,
    language: Language,
) -> Part:
    return {
        "process": process.key,
        "title": process.title[language.value],
        "organisation": organisation.name if organisation else None,
        "role": membership.role.value,
        "stage": membership.stage.value,
        "invited_at": _at(membership.invited_at),
        "applied_at": _at(membership.applied_at),
        "joined_at": _at(membership.joined_at),
    }


def _answers(session: Session, person: Person, *, language: Language) -> list[Part]:
    questionnaires: dict[int, Questionnaire] = {}
    found = []
    for answer, interview in answers_by(session, person_id=person.id):
        process = session.get_one(Process, interview.process_id)
        if process.id not in questionnaires:
            questionnaires[process.id] = questionnaire_of(session, process=process)
        question = questionnaires[process.id].find(answer.question_key)
        value = value_of(answer.model_dump())
        found.append(
            {
                "process": process.key,
                "organisation": session.get_one(Organisation, interview.organisation_id).name,
                "question_key": answer.question_key,
                "question": question.ask.in_(language) if question else None,
                "answer": value_text(question, value, language) if question else None,
                "choices": answer.choices.split(",") if answer.choices else None,
                "low": answer.low,
                "high": answer.high,
                "unit": answer.unit,
                "year": answer.year,
                "month": answer.month,
                "written": answer.written,
                "state": answer.state.value,
                "given_at": _at(answer.given_at),
                "replaced_at": _at(answer.replaced_at),
                "noted_by_a_facilitator": answer.noted_by_id is not None,
            }
        )
    return found


def _meetings(session: Session, person: Person, *, language: Language) -> list[Part]:
    return [
        {
            "meeting": meeting.title[language.value],
            "starts_at": _at(meeting.starts_at),
            "invited_at": _at(invitation.invited_at),
            "taken_back_at": _at(invitation.removed_at),
            "reply": invitation.reply.value,
            "replied_at": _at(invitation.replied_at),
            "form": invitation.form.value if isinstance(invitation.form, MeetingForm) else None,
            "needs": invitation.needs,
            "attendance": invitation.attendance.value,
            "impression": invitation.impression.value if invitation.impression else None,
        }
        for invitation, meeting in every_invitation_of(session, person_id=person.id)
    ] + [
        {"answered_by_mail_at": _at(one.received_at), "reply": one.reply.value, "why": one.why}
        for one in stray_replies_of(session, person=person)
    ]


def _enquiries(session: Session, person: Person) -> list[Part]:
    notes: dict[int, list[Part]] = {}
    for one in enquiry_notes_of(session, person_id=person.id):
        told = {"at": _at(one.at), "from_you": one.by_id == person.id, "text": one.text}
        notes.setdefault(one.enquiry_id, []).append(told)
    own = [
        {
            "asked_at": _at(one.made_at),
            "text": one.text,
            "state": one.state.value,
            "passed_on_at": _at(one.sent_at),
            "thread": notes.pop(one.id, []),
        }
        for one in enquiries_by(session, person_id=person.id)
    ]
    # In others' threads only what the person wrote is theirs.
    written = [told for thread in notes.values() for told in thread if told["from_you"]]
    return own + ([{"written_in_others": written}] if written else [])


def _handed_out(session: Session, person: Person) -> list[Part]:
    return [
        {
            "thing": one.thing.value,
            "thing_id": one.thing_id,
            "version": one.version,
            "at": _at(one.at),
        }
        for one in handouts_of(session, person_id=person.id)
    ] + [
        {
            "thing": one.thing.value,
            "thing_id": one.thing_id,
            "access_asked_for_at": _at(one.asked_at),
            "decided_at": _at(one.decided_at),
            "granted": one.is_granted,
        }
        for one in access_requests_of(session, person_id=person.id)
    ]


def _announcements(session: Session, person: Person) -> list[Part]:
    return [
        {
            "sent_at": _at(post.sent_at) if post else None,
            "text": str(post.message.get("text") or "") if post else None,
            "seen_at": _at(copy.seen_at),
        }
        for copy, _, post in copies_to(session, person_id=person.id)
    ]


def _messages(session: Session, person: Person) -> list[Part]:
    """What Sammen sent unasked, each by the line that stood in the notification."""
    return [
        {
            "sent_at": _at(one.sent_at),
            "by": "mail" if one.address else "slack",
            "text": str(one.message.get("text") or ""),
        }
        for one in posts_to(session, person_id=person.id)
        if one.sent_at is not None
    ] + [
        {"invited_by_mail_at": _at(one.invited_at), "name": one.name, "email": one.email}
        for one in awaited_rows_of(session, person=person)
    ]


def _log(
    session: Session,
    person: Person,
    memberships: Memberships,
    titles: Mapping[int, str],
) -> list[Part]:
    """What they did, and what was done with them: acts and moments. Who did the latter is not theirs."""
    ids = [membership.id for membership, _, _ in memberships]
    own = lines_by(session, person_id=person.id)
    others = lines_about(session, person_id=person.id, membership_ids=ids)
    lines = sorted([*own, *others], key=lambda one: one.id)
    return [
        {
            "at": _at(one.at),
            "act": one.act,
            "by_you": one.person_id == person.id,
            "process": titles.get(one.process_id) if one.process_id is not None else None,
        }
        for one in lines
    ]
