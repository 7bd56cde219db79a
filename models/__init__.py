"""What Sammen remembers. Names every table; the one place that others import from.

base.py           engine, transactions, column types   enums.py            keys that are stored
inserting.py        a row unless it is there, in one statement
processes.py  organisations.py  people.py  interviews.py  milestones.py  documents.py
handouts.py  enquiries.py  faqs.py    who got what, and may have it; questions passed on, and answers for all
meetings.py  invitations.py  feeds.py  mailboxes.py    meetings, who comes, calendars, what is read
rosters.py          who is invited, with their organisations
members.py  merges.py    people as facilitators look for them; two organisations made one
participation.py  summaries.py  stopped_interviews.py  what is counted and found across them
branches.py  wordings.py  slices.py    which answers count, what is written freely, and of whom
shares.py  exports.py  undelivered.py    for sums that are shared, for files, for the status
posts.py  due_posts.py  claims.py  pacing.py    the outbox, what is due, whose it is, how fast it may go
overtaking.py     what a newer message keeps back
waiting_mail.py   what waits for a mail server         seen_events.py    what was dealt with
announcements.py  awaited_people.py  contact_notes.py  digests.py    the facilitators' desk
noted_answers.py  noted for somebody, not yet confirmed
audiences.py  announcement_copies.py    who fits a description, and what became of each copy
participants.py  stand_ins.py  news.py    as members see it: who takes part, who stands in, what is new
own_rows.py  erasing.py    all that is kept of a person, and what is taken out of it
clock_lock.py     who holds the clock
audit.py  audit_subjects.py    who did what, and with what
migrations/       Alembic
"""

from models.announcements import Announcement, AnnouncementCopy
from models.audit import AuditLine
from models.awaited_people import AwaitedPerson
from models.base import Database, UtcDateTime
from models.contact_notes import ContactNote
from models.digests import Digest
from models.documents import Document, DocumentVersion
from models.enquiries import Enquiry, EnquiryCard, EnquiryNote
from models.faqs import Faq
from models.feeds import Feed
from models.handouts import AccessRequest, Handout
from models.interviews import Answer, Conversation, Interview, QuestionRow
from models.invitations import Invitation
from models.mailboxes import MailboxMark, StrayReply
from models.meetings import Meeting
from models.milestones import Milestone
from models.organisations import Organisation, OrganisationDomain
from models.pacing import Pace
from models.people import Membership, Person
from models.posts import Post
from models.processes import Contact, Party, Process
from models.seen_events import SeenEvent

__all__ = [
    "AccessRequest",
    "Announcement",
    "AnnouncementCopy",
    "Answer",
    "AuditLine",
    "AwaitedPerson",
    "Contact",
    "ContactNote",
    "Conversation",
    "Database",
    "Digest",
    "Document",
    "DocumentVersion",
    "Enquiry",
    "EnquiryCard",
    "EnquiryNote",
    "Faq",
    "Feed",
    "Handout",
    "Interview",
    "Invitation",
    "MailboxMark",
    "Meeting",
    "Membership",
    "Milestone",
    "Organisation",
    "OrganisationDomain",
    "Pace",
    "Party",
    "Person",
    "Post",
    "Process",
    "QuestionRow",
    "SeenEvent",
    "StrayReply",
    "UtcDateTime",
]
