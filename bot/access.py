"""Who may do what: one table of rules, one function. Everything that Slack hands in is checked here."""

from enum import StrEnum

from models import Membership
from models.enums import Role, Stage


class Act(StrEnum):
    """Something that a member of a process may or may not do there."""

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

RULES: dict[Act, frozenset[Role]] = {
    Act.ANSWER: frozenset({Role.NEED_OWNER}),
    Act.SEE_PROCESS: _EVERY_ROLE,
    Act.SEE_STATUS: _FACILITATORS,
    # Not advisers, who may be private, and not the market: they were promised to see nothing.
    Act.SEE_SUMS: frozenset(
        {Role.NEED_OWNER, Role.FACILITATOR, Role.SCALING_PARTNER, Role.KNOWLEDGE_PARTNER}
    ),
    Act.EXPORT: _FACILITATORS,
    Act.INVITE: _FACILITATORS,
    Act.DECIDE_APPLICATIONS: _FACILITATORS,
    Act.SEND_POSTS_AGAIN: _FACILITATORS,
    Act.ATTEND: _EVERY_ROLE,
    Act.SUBSCRIBE: _EVERY_ROLE,
    Act.RUN_MEETINGS: _FACILITATORS,
    Act.EDIT_TIMELINE: _FACILITATORS,
    Act.ANNOUNCE: _FACILITATORS,
    Act.RUN_MEMBERS: _FACILITATORS,
    Act.NOTE_ANSWERS: _FACILITATORS,
    Act.EDIT_PROCESS: _FACILITATORS,
    Act.SEE_LOG: _FACILITATORS,
    Act.GET_DOCUMENTS: _EVERY_ROLE,
    Act.RUN_DOCUMENTS: _FACILITATORS,
    Act.GET_LINKS: _EVERY_ROLE,
    # The market sees the parties that the process names in public, and no person.
    Act.SEE_MEMBERS: _EVERY_ROLE - {Role.MARKET_ACTOR},
    Act.ASK_HUMAN: _EVERY_ROLE,
    Act.GET_FAQS: _EVERY_ROLE,
    Act.ANSWER_ENQUIRIES: _FACILITATORS,
    Act.PUBLISH_FAQS: _FACILITATORS,
    Act.ASK_FOR_ACCESS: _EVERY_ROLE,
    Act.DECIDE_ACCESS: _FACILITATORS,
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


def may_see_document(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether a document with that audience is meant for this member. Facilitators see all."""
    if not may(membership, Act.SEE_PROCESS) or membership is None:
        return False
    return membership.role is Role.FACILITATOR or membership.role.value in audience


def may_get_faq(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether a published answer with that audience is meant for this member."""
    if not may(membership, Act.GET_FAQS) or membership is None:
        return False
    return membership.role is Role.FACILITATOR or membership.role.value in audience


def may_see_date(membership: Membership | None, *, audience: list[str]) -> bool:
    """Whether that member's timeline has it. Without an audience it is for every member."""
    if not may(membership, Act.SEE_PROCESS) or membership is None:
        return False
    return not audience or membership.role is Role.FACILITATOR or membership.role.value in audience
