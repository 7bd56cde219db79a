"""From the values of a process file to the columns of its rows. Pure: compares and writes nothing."""

from collections.abc import Iterable
from typing import Any

from bot.content_entries import (
    ContactEntry,
    DocumentEntry,
    FaqEntry,
    Figure,
    MeetingEntry,
    MilestoneEntry,
    PartyEntry,
    ProcessFile,
)
from bot.conversation.questions import Question, Text
from bot.meeting_drafts import Draft, columns_of
from bot.questionnaires import definition_of
from models.enums import MeetingForm, MilestoneState, Precision, Role

Columns = dict[str, Any]


def process_columns(file: ProcessFile) -> Columns:
    """The process's own row."""
    needs = file.questionnaire
    return {
        "title": words(file.title),
        "source_url": file.source_url,
        "texts": {name: words(text) for name, text in file.texts.items()},
        "figures": [_figure(figure) for figure in file.figures],
        "synonyms": [list(group) for group in file.synonyms],
        "questionnaire": {
            "key": needs.key,
            "title": words(needs.title),
            "sections": [{"key": one.key, "title": words(one.title)} for one in needs.sections],
        },
    }


def _figure(figure: Figure) -> Columns:
    whole = figure.value == figure.value.to_integral_value()
    year_first = "%Y-%m-%d" if figure.as_of.precision == "day" else "%Y-%m"
    return {
        "key": figure.key,
        "label": words(figure.label),
        "value": int(figure.value) if whole else float(figure.value),
        "unit": words(figure.unit),
        "estimate": figure.estimate,
        "covers": words(figure.covers),
        "source_url": figure.source_url,
        "as_of": figure.as_of.day.strftime(year_first),
        "note": words(figure.note) if figure.note else None,
    }


def party_columns(parties: Iterable[PartyEntry]) -> dict[str, Columns]:
    """By the organisation's key."""
    return {
        party.key: {
            "role": Role(party.role),
            "contribution": words(party.contribution),
            "position": position,
        }
        for position, party in enumerate(parties)
    }


def contact_columns(contacts: Iterable[ContactEntry]) -> dict[str, Columns]:
    """By key."""
    return {
        contact.key: {
            "name": contact.name,
            "title": words(contact.title),
            "organisation_name": contact.organisation_name,
            "email": contact.email,
            "phone": contact.phone,
            "position": position,
        }
        for position, contact in enumerate(contacts)
    }


def question_columns(questions: Iterable[Question]) -> dict[str, Columns]:
    """By key."""
    return {
        question.key: {"definition": definition_of(question), "position": position}
        for position, question in enumerate(questions)
    }


def milestone_columns(milestones: Iterable[MilestoneEntry]) -> dict[str, Columns]:
    """By key."""
    return {
        milestone.key: {
            "title": words(milestone.title),
            "about": words(milestone.about) if milestone.about else None,
            "day": milestone.when.day,
            "precision": Precision(milestone.when.precision),
            "state": MilestoneState(milestone.state),
            "audience": list(milestone.audience),
            "announce_days": milestone.announce_days,
            "position": position,
        }
        for position, milestone in enumerate(milestones)
    }


def meeting_columns(meetings: Iterable[MeetingEntry]) -> dict[str, Columns]:
    """By key. Cleaned as what is filled in by hand is: calendars are given both."""
    return {meeting.key: _meeting(meeting) for meeting in meetings}


def _meeting(meeting: MeetingEntry) -> Columns:
    draft = Draft(
        title=words(meeting.title),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        form=MeetingForm(meeting.form),
        place=meeting.place or "",
        link=meeting.link or "",
        agenda=words(meeting.agenda) if meeting.agenda else None,
        capacity=meeting.capacity,
        audience=meeting.audience,
        asks_needs=meeting.asks_needs,
        reminder_minutes=meeting.reminder_minutes,
    )
    about = words(meeting.about) if meeting.about else None
    return {"about": about, **columns_of(draft), "invite_from": meeting.invite_from}


def document_columns(documents: Iterable[DocumentEntry]) -> dict[str, Columns]:
    """By key. What a version is and has changed is left out where the file does not count them."""
    return {
        document.key: {
            "title": words(document.title),
            "kind": document.kind,
            "keywords": list(document.keywords),
            "language": document.language,
            "file_format": document.file_format,
            "url": document.url,
            "source_url": document.source_url,
            "slack_file_id": document.slack_file_id,
            "file_name": document.file_name,
            **_version(document),
            "available_from": document.available_from,
            "audience": list(document.audience),
            "audience_kinds": list(document.kinds),
            "audience_stages": list(document.stages),
            "audience_organisations": list(document.organisations),
            "position": position,
        }
        for position, document in enumerate(documents)
    }


def faq_columns(faqs: Iterable[FaqEntry]) -> dict[str, Columns]:
    """By key."""
    return {
        faq.key: {
            "question": words(faq.question),
            "answer": words(faq.answer),
            "keywords": list(faq.keywords),
            "audience": list(faq.audience),
            "position": position,
        }
        for position, faq in enumerate(faqs)
    }


def _version(document: DocumentEntry) -> Columns:
    if document.version is None:
        return {}
    changed = words(document.changed) if document.changed else None
    return {"version": document.version, "changed": changed}


def words(text: Text) -> dict[str, str]:
    """A text as the database keeps it."""
    return {"da": text.da, "en": text.en}
