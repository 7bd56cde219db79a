"""What each person's mail program shows: the mails of their mailbox, and the calendar beside it.

A mailbox on disk knows the mails; what was read, and what the calendar made of each, is kept in
the store. A mail that the store does not know is new, so a crash loses none.
"""

from dataclasses import dataclass

from sandbox.calendar_events import CalendarEvent, read_calendar
from sandbox.calendars import Calendar, Entry, Verdict, entry_from_json, take_in
from sandbox.mail_reading import ReadMail, read_mail
from sandbox.mailboxes import Mailboxes, StoredMail
from sandbox.store import Store
from sandbox.world import World


@dataclass(slots=True)
class Letter:
    """A mail in somebody's inbox. `trouble` says why a calendar part is no invitation."""

    id: str
    received: float
    mail: ReadMail
    event: CalendarEvent | None = None
    trouble: str = ""
    verdict: Verdict | None = None
    is_read: bool = False


class Inboxes:
    """The letters and the calendar of everybody who has a mailbox."""

    def __init__(self, world: World, mailboxes: Mailboxes, store: Store) -> None:
        self._store = store
        self._owners = {one.email.lower(): one.id for one in world.personas.values()}
        self.letters: dict[str, dict[str, Letter]] = {user: {} for user in world.personas}
        self.calendars: dict[str, Calendar] = {user: {} for user in world.personas}
        for key, kept in store.entries.items():
            user, _, uid = key.partition(":")
            if user in self.calendars:
                self.calendars[user][uid] = entry_from_json(kept)
        for address in self._owners:
            for stored in mailboxes.all(address):
                self.arrive(address, stored)

    def arrive(self, address: str, stored: StoredMail) -> str | None:
        """Show a mail to whom it came, and let the calendar act on it. Returns who that is."""
        user = self._owners.get(address)
        if user is None:
            return None
        letter = Letter(stored.id, stored.received, read_mail(stored.content))
        _read_event(letter)
        known = self._store.letters.get(f"{user}:{stored.id}")
        self.letters[user][letter.id] = letter
        if known is not None:
            letter.verdict = Verdict(known["verdict"]) if known["verdict"] else None
            letter.is_read = known["is_read"]
            return user
        if letter.event:
            letter.verdict = take_in(self.calendars[user], letter.mail.method, letter.event)
            self.keep_entry(user, letter.event.uid)
        self._keep(user, letter)
        return user

    def open_file(self, user: str, content: bytes) -> Verdict | None:
        """Open a calendar file in somebody's calendar. A broken one raises ValueError."""
        method, event = read_calendar(content)
        verdict = take_in(self.calendars[user], method, event)
        self.keep_entry(user, event.uid)
        return verdict

    def unread(self, user: str) -> int:
        """How many mails wait to be read."""
        return sum(not letter.is_read for letter in self.letters[user].values())

    def mark_read(self, user: str, letter: Letter) -> None:
        """The person has opened it."""
        letter.is_read = True
        self._keep(user, letter)

    def entry(self, user: str, uid: str) -> Entry | None:
        """What the calendar knows of an event, also of one that was called off."""
        return self.calendars[user].get(uid)

    def keep_entry(self, user: str, uid: str) -> None:
        """Write down what the calendar knows of an event."""
        if entry := self.entry(user, uid):
            self._store.keep_entry(user, uid, entry.to_json())

    def _keep(self, user: str, letter: Letter) -> None:
        told = {"verdict": letter.verdict, "is_read": letter.is_read}
        self._store.keep_letter(user, letter.id, told)


def _read_event(letter: Letter) -> None:
    """The event of the calendar part, if a mail program would take it for an invitation."""
    if letter.mail.calendar is None:
        return
    try:
        method, event = read_calendar(letter.mail.calendar)
    except ValueError as wrong:
        letter.trouble = str(wrong)
        return
    if method != letter.mail.method:
        # Outlook refuses such a mail, or shows it as a mere file.
        letter.trouble = f"method={letter.mail.method or '(mangler)'} og METHOD:{method}"
        return
    letter.event = event
