"""Facilitators at work on documents in Slack, for tests."""

from sqlmodel import col, select

from models import AuditLine, Document, DocumentVersion, Process
from tests.builders import CHANNEL
from tests.fakes import Workspace
from tests.humans import Human, Told

FILLED: dict[str, str | list[str]] = {
    "document_title_da": "Kravspecifikation",
    "document_title_en": "Requirements",
    "document_kind": "Krav",
    "document_roles": ["Offentlig bygherre (behovsejer)", "Rådgiver"],
}
REFUSED = "Det er proceslederne, der lægger dokumenter op"


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        query = select(AuditLine.act).where(col(AuditLine.act).like("documents.%"))
        return list(session.exec(query.order_by(col(AuditLine.id))))


def versions(workspace: Workspace, document: Document) -> list[tuple[int, str | None]]:
    with workspace.database.read() as session:
        query = select(DocumentVersion).where(DocumentVersion.document_id == document.id)
        found = session.exec(query.order_by(col(DocumentVersion.number)))
        return [(one.number, one.url) for one in found]


def opens_new(human: Human, process: Process) -> Told:
    human.forges("document_desk.open", str(process.id))
    return human.presses("Læg et dokument op")


def shortcut(workspace: Workspace, human: Human, ts: str, *, channel: str = CHANNEL) -> None:
    human.page.do("shortcut", callback_id="document_desk.from_message", channel=channel, ts=ts)
    workspace.settle()


def message_with(workspace: Workspace, human: Human, *names: str, text: str = "Se her") -> str:
    files = [
        {"name": name, "mimetype": "application/pdf", "content_base64": "JVBERg=="}
        for name in names
    ]
    answer = human.page.do("message", channel=CHANNEL, text=text, files=files)
    workspace.settle()
    return str(answer["ts"])
