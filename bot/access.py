"""Who may do what: role x thing x act in one table. Everything that Slack hands in is checked here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models import Membership
from models.enums import OrganisationKind, Role, Stage, Thing

LINKS_OPEN = timedelta(days=7)  # before a meeting begins


class Matter(StrEnum):
    """A kind of thing that a process has."""

    ANSWERS = "answers"  # of an organisation to the needs mapping
    PROCESS = "process"  # its texts, contacts and partners
    STATUS = "status"  # who has answered, who has not, and what they said
    SUMS = "sums"
    EXPORTS = "exports"
    TIMELINE = "timeline"
    MEETINGS = "meetings"
    MEETING_LINKS = "meeting_links"
    CALENDAR_FEEDS = "calendar_feeds"
    DOCUMENTS = "documents"
    MEMBERS = "members"
    APPLICATIONS = "applications"
    ANNOUNCEMENTS = "announcements"
    POSTS = "posts"  # what did not arrive
    LOG = "log"
    ENQUIRIES = "enquiries"
    FAQS = "faqs"
    ACCESS = "access"  # to a thing that one's role does not give


class Act(StrEnum):
    """Something that a member may or may not do with one kind of thing: see TABLE."""

    ANSWER = "answer"  # and see and send the answers of the own organisation
    SEE_PROCESS = "see_process"  # the timeline, the contacts, the documents for their role
    SEE_STATUS = "see_status"
    SEE_SUMS = "see_sums"  # of all organisations, without what would tell of a single one
    EXPORT = "export"  # every organisation's answers, as a file
    INVITE = "invite"
    DECIDE_APPLICATIONS = "decide_applications"
    SEND_POSTS_AGAIN = "send_posts_again"
    ATTEND = "attend"  # be invited to meetings, answer, get a calendar file
    SUBSCRIBE = "subscribe"  # have a calendar address of one's own
    RUN_MEETINGS = "run_meetings"  # make, move, call off, see who comes
    EDIT_TIMELINE = "edit_timeline"
    ANNOUNCE = "announce"  # write to chosen people and channels, see what became of it
    RUN_MEMBERS = "run_members"  # who takes part, for whom, as what; which organisations are one
    NOTE_ANSWERS = "note_answers"  # to the needs mapping, of somebody who phoned
    EDIT_PROCESS = "edit_process"  # its texts, contacts, partners, documents
    SEE_LOG = "see_log"  # who did what
    GET_DOCUMENTS = "get_documents"  # those whose audience one is in
    RUN_DOCUMENTS = "run_documents"  # put up, replace, withdraw
    GET_LINKS = "get_links"  # to the meetings that one is invited to, or entitled
    SEE_MEMBERS = "see_members"  # who takes part, by name
    ASK_HUMAN = "ask_human"
    GET_FAQS = "get_faqs"  # those whose audience one is in
    ANSWER_ENQUIRIES = "answer_enquiries"
    PUBLISH_FAQS = "publish_faqs"
    ASK_FOR_ACCESS = "ask_for_access"
    DECIDE_ACCESS = "decide_access"  # who may have a thing that their role does not give them


_EVERY_ROLE = frozenset(Role)
_FACILITATORS = frozenset({Role.FACILITATOR})

# Not advisers, who may be private, and not the market: they were promised to see nothing.
_PUBLIC_SIDE = frozenset(
    {Role.NEED_OWNER, Role.FACILITATOR, Role.SCALING_PARTNER, Role.KNOWLEDGE_PARTNER}
)
# The market sees the parties that the process names in public, and no person.
_NOT_THE_MARKET = _EVERY_ROLE - {Role.MARKET_ACTOR}

TABLE: dict[Matter, dict[Act, frozenset[Role]]] = {
    Matter.ANSWERS: {
        Act.ANSWER: frozenset({Role.NEED_OWNER}),
        Act.NOTE_ANSWERS: _FACILITATORS,
    },
    Matter.PROCESS: {
        Act.SEE_PROCESS: _EVERY_ROLE,
        Act.EDIT_PROCESS: _FACILITATORS,
    },
    Matter.STATUS: {Act.SEE_STATUS: _FACILITATORS},
    Matter.SUMS: {Act.SEE_SUMS: _PUBLIC_SIDE},
    Matter.EXPORTS: {Act.EXPORT: _FACILITATORS},
    Matter.TIMELINE: {Act.EDIT_TIMELINE: _FACILITATORS},
    Matter.MEETINGS: {
        Act.ATTEND: _EVERY_ROLE,
        Act.RUN_MEETINGS: _FACILITATORS,
    },
    Matter.MEETING_LINKS: {Act.GET_LINKS: _EVERY_ROLE},
    Matter.CALENDAR_FEEDS: {Act.SUBSCRIBE: _EVERY_ROLE},
    Matter.DOCUMENTS: {
        Act.GET_DOCUMENTS: _EVERY_ROLE,
        Act.RUN_DOCUMENTS: _FACILITATORS,
    },
    Matter.MEMBERS: {
        Act.SEE_MEMBERS: _NOT_THE_MARKET,
        Act.RUN_MEMBERS: _FACILITATORS,
        Act.INVITE: _FACILITATORS,
    },
    Matter.APPLICATIONS: {Act.DECIDE_APPLICATIONS: _FACILITATORS},
    Matter.ANNOUNCEMENTS: {Act.ANNOUNCE: _FACILITATORS},
    Matter.POSTS: {Act.SEND_POSTS_AGAIN: _FACILITATORS},
    Matter.LOG: {Act.SEE_LOG: _FACILITATORS},
    Matter.ENQUIRIES: {
        Act.ASK_HUMAN: _EVERY_ROLE,
        Act.ANSWER_ENQUIRIES: _FACILITATORS,
    },
    Matter.FAQS: {
        Act.GET_FAQS: _EVERY_ROLE,
        Act.PUBLISH_FAQS: _FACILITATORS,
    },
    Matter.ACCESS: {
        Act.ASK_FOR_ACCESS: _EVERY_ROLE,
        Act.DECIDE_ACCESS: _FACILITATORS,
    },
}
RULES: dict[Act, frozenset[Role]] = {
    act: roles for acts in TABLE.values() for act, roles in acts.items()
}


def may(membership: Membership | None, act: Act) -> bool:
    """Whether this membership allows the act. Whoever has not joined may do nothing yet."""
    return membership is not None and may_in(membership.role, membership.stage, act)


def may_in(role: Role, stage: Stage, act: Act) -> bool:
    """The same for the two columns that decide, where no whole membership is at hand."""
    return stage is Stage.JOINED and role in RULES[act]


def may_attend(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether a meeting with that audience is meant for this member."""
    return (
        membership is not None and may(membership, Act.ATTEND) and membership.role.value in audience
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who wants a thing, as far as that decides. bot/documents.py makes one of a membership."""

    role: Role
    stage: Stage
    kind: OrganisationKind | None = None  # of the organisation that they take part for
    organisation: str | None = None  # its key
    reached: str | None = None  # a value of bot.participation.Reached; None: it answers nothing
    granted: frozenset[tuple[Thing, int]] = frozenset()  # by name, whatever their role


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """For whom a document is: those roles, and of them those who fit all that is filled in."""

    roles: Collection[str]
    kinds: Collection[str] = ()
    stages: Collection[str] = ()  # values of bot.participation.Reached
    organisations: Collection[str] = ()  # keys

    def include(self, asker: Asker) -> bool:
        """Whether they are among them."""
        return (
            asker.role.value in self.roles
            and (not self.kinds or asker.kind in self.kinds)
            and (not self.stages or asker.reached in self.stages)
            and (not self.organisations or asker.organisation in self.organisations)
        )


def may_see_document(
    asker: Asker | None, *, document_id: int, readers: Readers, is_out: bool
) -> bool:
    """Whether they may have it. What is withdrawn or not out yet is the facilitators' alone."""
    if asker is None or not may_in(asker.role, asker.stage, Act.GET_DOCUMENTS):
        return False
    if asker.role is Role.FACILITATOR:
        return True
    is_granted = (Thing.DOCUMENT, document_id) in asker.granted
    return is_out and (is_granted or readers.include(asker))


def may_know_of_document(
    asker: Asker | None, *, document_id: int, readers: Readers, is_out: bool
) -> bool:
    """Whether they may hear its title when they are refused it: a title may tell too much.

    The market never does, nor does anybody of what is for facilitators or for named organisations
    alone.
    """
    if may_see_document(asker, document_id=document_id, readers=readers, is_out=is_out):
        return True
    if asker is None or not may_in(asker.role, asker.stage, Act.GET_DOCUMENTS):
        return False
    if readers.include(asker) or (Thing.DOCUMENT, document_id) in asker.granted:
        return True
    is_named = bool(readers.organisations) or set(readers.roles) <= {Role.FACILITATOR.value}
    return is_out and not is_named and asker.role is not Role.MARKET_ACTOR


def is_entitled_to_link(
    asker: Asker | None, *, meeting_id: int, audience: Collection[str], is_invited: bool
) -> bool:
    """Whether the link to a meeting is theirs at all, leaving aside when."""
    if asker is None or not may_in(asker.role, asker.stage, Act.GET_LINKS):
        return False
    is_granted = (Thing.MEETING_LINK, meeting_id) in asker.granted
    is_meant = asker.role is Role.FACILITATOR or asker.role.value in audience
    return is_meant or is_invited or is_granted


def may_get_link(
    asker: Asker | None,
    *,
    meeting_id: int,
    audience: Collection[str],
    is_invited: bool,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> bool:
    """Whether they may have the link now: from a week before to the end; facilitators always."""
    if not is_entitled_to_link(
        asker, meeting_id=meeting_id, audience=audience, is_invited=is_invited
    ):
        return False
    is_time = is_link_open(starts_at, ends_at, now=now)
    return is_time or (asker is not None and asker.role is Role.FACILITATOR)


def may_get_faq(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether a published answer with that audience is meant for this member."""
    if not may(membership, Act.GET_FAQS) or membership is None:
        return False
    return membership.role is Role.FACILITATOR or membership.role.value in audience


def is_link_open(starts_at: datetime, ends_at: datetime, *, now: datetime) -> bool:
    """Whether it is the time in which a meeting's link is handed out."""
    return starts_at - LINKS_OPEN <= now < ends_at


def may_see_date(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether that member's timeline has it. Without an audience it is for every member."""
    if not may(membership, Act.SEE_PROCESS) or membership is None:
        return False
    return not audience or membership.role is Role.FACILITATOR or membership.role.value in audience


def is_for_everybody(audience: list[str]) -> bool:
    """Whether all members may see it, whatever their role: then it may be said in their channel."""
    return not audience or set(audience) >= set(Role)
