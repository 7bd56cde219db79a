"""Keys that are stored. A leaf: imports nothing of ours."""

from enum import StrEnum


class Role(StrEnum):
    """In which role a person, or an organisation, takes part in a process."""

    NEED_OWNER = "need_owner"
    FACILITATOR = "facilitator"
    SCALING_PARTNER = "scaling_partner"
    ADVISER = "adviser"
    KNOWLEDGE_PARTNER = "knowledge_partner"
    MARKET_ACTOR = "market_actor"


class Stage(StrEnum):
    """How far a person has come in joining a process."""

    INVITED = "invited"  # has been, or is being, welcomed
    LATER = "later"  # pressed "later"
    DECLINED = "declined"  # pressed "not me"
    APPLIED = "applied"  # waits for a facilitator
    JOINED = "joined"
    REFUSED = "refused"  # a facilitator said no
    LEFT = "left"  # took part once; may come back


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"
    PUBLIC_COMPANY = "public_company"  # metro, utilities, ports: publicly owned
    NETWORK = "network"  # clusters and partnerships
    COMPANY = "company"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly the date of a milestone is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


class MeetingForm(StrEnum):
    """Where people meet."""

    PHYSICAL = "physical"
    DIGITAL = "digital"
    BOTH = "both"


class MeetingState(StrEnum):
    """Whether a meeting takes place."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"


class Reply(StrEnum):
    """Where somebody stands with an invitation to a meeting."""

    NONE = "none"  # has not answered
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    WAITING = "waiting"  # said yes, and every seat is taken
    OFFERED = "offered"  # a seat is kept for them until the offer ends


class RepliedBy(StrEnum):
    """Which way an answer to an invitation came."""

    SLACK = "slack"
    MAIL = "mail"  # accept or decline in a calendar
    FACILITATOR = "facilitator"


class Attendance(StrEnum):
    """Whether somebody came to a meeting."""

    UNKNOWN = "unknown"
    CAME = "came"
    ABSENT = "absent"


class Impression(StrEnum):
    """How somebody found a meeting."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class AnswerState(StrEnum):
    """What sort of answer a row holds."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    NOT_KNOWN = "not_known"


class PostState(StrEnum):
    """Where a post in the outbox is."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # a worker is sending it, or died while doing so
    SENT = "sent"
    FAILED = "failed"  # for good; the facilitators see why
    UNSURE = "unsure"  # a worker died while sending it to a channel; a person decides


class AnnouncementState(StrEnum):
    """Where an announcement is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"  # copies are being put into the outbox, or wait there
    SENT = "sent"
    CANCELLED = "cancelled"  # before it went out
    WITHDRAWN = "withdrawn"  # afterwards


class Mention(StrEnum):
    """Whom an announcement in a channel calls, beyond those who look."""

    NOBODY = "nobody"
    HERE = "here"
    CHANNEL = "channel"


class ContactKind(StrEnum):
    """How a facilitator was in touch with an organisation."""

    CALLED = "called"
    WROTE = "wrote"
    NOTE = "note"


class Thing(StrEnum):
    """What may be handed to one person and not to another, and asked to be let into."""

    DOCUMENT = "document"
    MEETING_LINK = "meeting_link"  # its id is the meeting's


class EnquiryState(StrEnum):
    """Where a question to the facilitators is."""

    OFFERED = "offered"  # Sammen could not tell, and has asked whether to pass it on
    OPEN = "open"  # passed on; nobody has answered yet
    ANSWERED = "answered"
    CLOSED = "closed"  # by a facilitator without an answer, or taken back
