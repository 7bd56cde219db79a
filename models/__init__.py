"""What Sammen remembers. Names every table; the one place that others import from.

base.py           engine, transactions, column types   enums.py            keys that are stored
inserting.py        a row unless it is there, in one statement
processes.py  organisations.py  people.py  interviews.py  milestones.py  documents.py
meetings.py  invitations.py  feeds.py  mailboxes.py    meetings, who comes, calendars, what is read
rosters.py          who is invited, with their organisations
participation.py  summaries.py  stopped_interviews.py  what is counted and found across them
posts.py  waiting_mail.py              the outbox      seen_events.py      what was dealt with
overtaking.py     what a newer message keeps back
clock_lock.py     who holds the clock                  audit.py            who did what
migrations/       Alembic
"""

from models.audit import AuditLine
from models.base import Database, UtcDateTime
from models.documents import Document
from models.feeds import Feed
from models.interviews import Answer, Conversation, Interview, QuestionRow
from models.invitations import Invitation
from models.mailboxes import MailboxMark, StrayReply
from models.meetings import Meeting
from models.milestones import Milestone
from models.organisations import Organisation, OrganisationDomain
from models.people import Membership, Person
from models.posts import Post
from models.processes import Contact, Party, Process
from models.seen_events import SeenEvent

__all__ = [
    "Answer",
    "AuditLine",
    "Contact",
    "Conversation",
    "Database",
    "Document",
    "Feed",
    "Interview",
    "Invitation",
    "MailboxMark",
    "Meeting",
    "Membership",
    "Milestone",
    "Organisation",
    "OrganisationDomain",
    "Party",
    "Person",
    "Post",
    "Process",
    "QuestionRow",
    "SeenEvent",
    "StrayReply",
    "UtcDateTime",
]
