"""What Sammen remembers. Names every table; the one place that others import from."""

from models.audit import AuditLine
from models.base import Database, UtcDateTime
from models.documents import Document
from models.interviews import Answer, Conversation, Interview, QuestionRow
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
    "Interview",
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
    "UtcDateTime",
]
