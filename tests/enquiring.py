"""Members who ask what Sammen cannot answer, and what becomes of it."""

from dataclasses import dataclass

from sqlmodel import col, select

from handlers.enquiries import answer_faq, offer
from handlers.payloads import Commanded, read_id
from handlers.visit import Visit, on_command
from models import AuditLine, Enquiry, EnquiryNote, Process
from models.enums import EnquiryState
from models.people import find_membership
from sandbox.texts import typed_text
from sandbox.transports import EnvelopeType
from tests.builders import LEADERS
from tests.fakes import Workspace
from tests.humans import SOME, Human, Told


@dataclass
class Enquiring:
    """Hands words over as the reader of requests does that cannot tell what they mean.

    By signed requests of a command of its own, so that nothing here depends on what is understood.
    """

    workspace: Workspace
    process: Process

    def __post_init__(self) -> None:
        services = self.workspace.services
        self.workspace.app.command("/cannot_tell")(on_command(services, self._offer))
        self.workspace.app.command("/found_faq")(on_command(services, self._answer_faq))

    def asks(self, human: Human, text: str) -> Told:
        """That person writes something that Sammen cannot answer."""
        return self._commands(human, "/cannot_tell", text)

    def finds(self, human: Human, faq_id: int, asked: str = "") -> Told:
        """That person writes something that a published answer fits."""
        return self._commands(human, "/found_faq", f"{faq_id} {asked}")

    def sends(self, human: Human, text: str) -> None:
        """That person asks, says yes to passing it on, and it arrives."""
        self.asks(human, text)
        human.presses("Send til proceslederne")
        self.workspace.sends_posts()

    def card_ts(self) -> str:
        """Slack's name for the newest card in the facilitators' channel."""
        messages = self.workspace.slack.store.channels[LEADERS].messages
        return next(
            one.ts
            for one in reversed(messages.values())
            if one.is_bot and not one.ephemeral_to and one.text.startswith("Spørgsmål fra")
        )

    def thread(self) -> list[str]:
        """What stands in the thread of the newest card, apart from it."""
        ts = self.card_ts()
        messages = self.workspace.slack.store.channels[LEADERS].messages.values()
        return [one.text for one in messages if one.thread_ts == ts]

    def states(self) -> list[EnquiryState]:
        """Where each enquiry is, the first first."""
        with self.workspace.database.read() as session:
            return [one.state for one in session.exec(select(Enquiry).order_by(col(Enquiry.id)))]

    def notes(self) -> list[tuple[bool, str]]:
        """What was written back and forth: whether by the asker, and the words."""
        with self.workspace.database.read() as session:
            rows = session.exec(select(EnquiryNote).order_by(col(EnquiryNote.id)))
            return [(one.is_from_asker, one.text) for one in rows]

    def acts(self) -> list[str]:
        """What the log says of enquiries, the earliest first."""
        with self.workspace.database.read() as session:
            lines = session.exec(select(AuditLine).order_by(col(AuditLine.id)))
            return [one.act for one in lines if one.act.startswith("enquiries.")]

    def in_channel(self) -> list[str]:
        """Everything that stands in the facilitators' channel."""
        messages = self.workspace.slack.store.channels[LEADERS].messages.values()
        return [one.text for one in messages]

    def lose_channel(self) -> None:
        """The facilitators have no channel (any more)."""
        with self.workspace.database.write() as session:
            session.get_one(Process, self.process.id).facilitators_channel = None

    def _commands(self, human: Human, command: str, text: str) -> Told:
        before = human.seen()
        slack = self.workspace.slack
        token = slack.responses.issue(user=human.id, channel=human.im)
        payload = slack.payloads.command(
            command,
            typed_text(text, world=slack.world),
            person=human.persona,
            channel=slack.store.channels[human.im],
            response_url=slack.response_url(token),
            trigger_id=slack.triggers.issue(human.id),
        )
        self.workspace.clock.move(seconds=SOME)
        self.workspace.deliver(payload, EnvelopeType.COMMAND)
        return human.told(before)

    def _offer(self, visit: Visit, commanded: Commanded) -> None:
        membership = find_membership(
            visit.session, process_id=self.process.id, person_id=visit.who.id
        )
        process = visit.session.get_one(Process, self.process.id)
        offer(visit, process, membership, commanded.text)

    def _answer_faq(self, visit: Visit, commanded: Commanded) -> None:
        membership = find_membership(
            visit.session, process_id=self.process.id, person_id=visit.who.id
        )
        process = visit.session.get_one(Process, self.process.id)
        number, _, asked = commanded.text.partition(" ")
        answer_faq(visit, process, membership, read_id(number) or 0, asked)
