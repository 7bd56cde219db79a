"""Mail on the page: what a person's mail program and calendar show, and what the person does there."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sandbox.calendar_events import CalendarEvent
from sandbox.calendars import Answer, Entry, Verdict
from sandbox.changes import Change
from sandbox.inboxes import Letter
from sandbox.local_slack import LocalSlack
from sandbox.outgoing_mail import answer_mail, written_mail
from sandbox.world import Persona

GONE = "Mailen findes ikke."
DOWN = "Mailserveren er nede. Prøv igen senere."
NOT_OPEN = "Invitationen kan ikke besvares længere."
FILE_GONE = "Filen findes ikke længere."
_OPENED = {
    Verdict.NEW: "Mødet er lagt i din kalender.",
    Verdict.UPDATE: "Mødet er opdateret i din kalender.",
    Verdict.QUIET: "Mødet er opdateret i din kalender.",
    Verdict.CANCELLED: "Mødet er taget ud af din kalender.",
    Verdict.OLD: "Mødet stod allerede i din kalender.",
}


def inbox(slack: LocalSlack, person: Persona) -> dict[str, Any]:
    """The mails of a person, newest first."""
    letters = slack.inboxes.letters[person.id].values()
    newest_first = sorted(letters, key=lambda one: (one.received, one.id), reverse=True)
    return {"address": person.email, "mails": [_in_list(letter) for letter in newest_first]}


def opened(slack: LocalSlack, person: Persona, mail_id: str) -> dict[str, Any] | None:
    """One mail in full, or None when there is none."""
    letter = slack.inboxes.letters[person.id].get(mail_id)
    if letter is None:
        return None
    mail = letter.mail
    return {
        **_in_list(letter),
        "to": mail.to,
        "reply_to": mail.reply_to,
        "text": mail.text,
        "attachments": [{"name": name, "size": size} for name, size in mail.attachments],
        "invitation": _invitation(slack, person, letter),
        "trouble": letter.trouble,
    }


def calendar(slack: LocalSlack, person: Persona) -> dict[str, Any]:
    """What stands in a person's calendar, in the order of time."""
    entries = [one for one in slack.inboxes.calendars[person.id].values() if not one.is_removed]
    return {
        "events": [
            {**_event(entry.event), "answer": entry.answer, "is_from_file": entry.is_from_file}
            for entry in sorted(entries, key=lambda one: (one.event.starts, one.event.uid))
        ]
    }


async def read(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> dict[str, Any]:
    """A person has opened a mail."""
    letter = slack.inboxes.letters[person.id].get(str(told.get("id")))
    if letter is not None and not letter.is_read:
        slack.inboxes.mark_read(person.id, letter)
        slack.changes.publish(Change("mail"), users=[person.id])
    return {"ok": True}


async def answer(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> dict[str, Any]:
    """A person answers an invitation; their calendar mails the answer to the organizer."""
    letter = slack.inboxes.letters[person.id].get(str(told.get("id")))
    said = Answer(str(told.get("answer")))
    if letter is None or letter.event is None:
        return {"ok": False, "notice": GONE}
    entry = slack.inboxes.entry(person.id, letter.event.uid)
    invited_as = _invited_as(person, letter.event)
    if entry is None or invited_as is None or not _is_current(entry, letter):
        return {"ok": False, "notice": NOT_OPEN}
    # Of two answers within a second, the later one must count.
    now = max(_now(slack), datetime.fromtimestamp(entry.answered, UTC) + timedelta(seconds=1))
    mail = answer_mail(person, entry.event, said, invited_as=invited_as, now=now)
    if refusal := _send(slack, person, mail, [entry.event.organizer]):
        return {"ok": False, "notice": refusal}
    entry.answer, entry.answered = said, now.timestamp()
    slack.inboxes.keep_entry(person.id, entry.event.uid)
    slack.changes.publish(Change("mail"), users=[person.id])
    return {"ok": True}


async def reply(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> dict[str, Any]:
    """A person answers a mail in own words."""
    letter = slack.inboxes.letters[person.id].get(str(told.get("id")))
    text = str(told.get("text") or "").strip()
    if letter is None:
        return {"ok": False, "notice": GONE}
    if not text:
        return {"ok": False, "notice": "Svaret er tomt."}
    mail = written_mail(person, letter.mail, text, received=letter.received, now=_now(slack))
    if refusal := _send(slack, person, mail, [letter.mail.reply_to]):
        return {"ok": False, "notice": refusal}
    return {"ok": True, "notice": f"Sendt til {letter.mail.reply_to}."}


async def open_file(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> dict[str, Any]:
    """A person opens a calendar file that was shared where they can see it."""
    file = slack.store.files.get(str(told.get("file")))
    content = slack.store.contents.get(str(told.get("file")))
    channels = [slack.store.channels[one] for one in file.shared_in] if file else []
    if content is None or not any(slack.may_see(person.id, channel) for channel in channels):
        return {"ok": False, "notice": FILE_GONE}
    try:
        verdict = slack.inboxes.open_file(person.id, content)
    except ValueError:
        return {"ok": False, "notice": "Filen kan ikke læses som en kalenderfil."}
    slack.changes.publish(Change("mail"), users=[person.id])
    if verdict is None:
        return {"ok": False, "notice": "Filen er ikke et møde, der kan lægges i en kalender."}
    return {"ok": True, "notice": _OPENED[verdict]}


def _send(
    slack: LocalSlack, person: Persona, mail: EmailMessage, recipients: Iterable[str]
) -> str | None:
    """Send it as the person. Returns what stands in the way."""
    if slack.settings.mail_down:
        return DOWN
    known = [one for one in recipients if slack.post_office.mailboxes.has(one)]
    if not known:
        return "Der er ingen postkasse på modtagerens adresse."
    slack.post_office.take(
        mail.as_bytes(), sender=person.email, recipients=known, proven=person.email
    )
    return None


def _in_list(letter: Letter) -> dict[str, Any]:
    mail = letter.mail
    return {
        "id": letter.id,
        "from_name": mail.from_name,
        "from_address": mail.from_address,
        "subject": mail.subject,
        "received": letter.received,
        "is_read": letter.is_read,
        "kind": letter.verdict,
        "preview": " ".join(mail.text.split())[:120],
    }


def _invitation(slack: LocalSlack, person: Persona, letter: Letter) -> dict[str, Any] | None:
    """The event in the mail, and how it stands beside what the calendar knows by now."""
    if letter.event is None or letter.verdict is None:
        return None
    entry = slack.inboxes.entry(person.id, letter.event.uid)
    assert entry is not None  # a verdict leaves an entry behind
    is_current = _is_current(entry, letter)
    return {
        **_event(letter.event),
        "verdict": letter.verdict,
        "is_cancel": letter.mail.method == "CANCEL",
        "is_current": is_current,
        "is_removed": entry.is_removed,
        "answer": entry.answer if is_current else None,
        "can_answer": is_current and _invited_as(person, letter.event) is not None,
    }


def _is_current(entry: Entry, letter: Letter) -> bool:
    """Whether this mail is the newest word on its event, and the event stands."""
    is_newest = letter.event is not None and letter.event.version == entry.event.version
    return is_newest and letter.mail.method == "REQUEST" and not entry.is_removed


def _event(event: CalendarEvent) -> dict[str, Any]:
    return {
        "uid": event.uid,
        "title": event.title,
        "starts": event.starts,
        "ends": event.ends,
        "all_day": event.all_day,
        "place": event.place,
        "link": event.link,
        "about": event.about,
        "organizer": event.organizer_name or event.organizer,
    }


def _invited_as(person: Persona, event: CalendarEvent) -> str | None:
    """The address under which a person was invited, as it is written there."""
    return next((one for one in event.attendees if one.lower() == person.email.lower()), None)


def _now(slack: LocalSlack) -> datetime:
    return slack.clock.now().replace(microsecond=0)
