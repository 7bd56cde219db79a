"""A facilitator hands in a list of people, sees what would become of each row, and says yes.

What was looked through is not kept here: a file stays in Slack, and is read again and compared by
its digest when *Importér* is pressed; pasted lines travel in the modal. So nothing is left behind
by whoever closes the modal, and what counts is how things stand when it is pressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlmodel import Session

from bot.access import Act
from bot.conversation.questions import Language
from bot.importing import Row, rows_of
from bot.importing_apply import BATCH, Imported, apply_rows, digest_of
from bot.importing_plan import Fate, Plan, Settled, plan_import
from bot.importing_tables import MOST_BYTES, FileFault, read_table
from bot.voice.blocks import View
from bot.voice.imports import (
    doubt_field,
    dry_run_view,
    fault_message,
    fault_view,
    import_form,
    imported_message,
    nothing_given,
    reading_view,
    refused_view,
    report_comment,
    report_file,
    report_name,
)
from bot.voice.onboarding import stopped_message, word
from handlers.files import fetch_file
from handlers.payloads import Payload, Press, Submitted, submitted_from
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, visiting
from models import Process
from models.people import find_person

_UNREACHABLE, _CHANGED = "unreachable", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was handed in: the id of a file in Slack, or lines."""

    file_id: str
    lines: str

    def stored(self, process_id: str, digest: str) -> str:
        """What the modal carries on."""
        return f"{process_id}\n{digest}\n{self.file_id}\n{self.lines}"


def _read(metadata: str) -> tuple[str, str, _Given]:
    process_id, _, rest = metadata.partition("\n")
    digest, _, rest = rest.partition("\n")
    file_id, _, lines = rest.partition("\n")
    return process_id, digest, _Given(file_id=file_id, lines=lines)


def register(app: App, services: Services) -> None:
    """The form, and the dry run that comes in its place."""

    def give(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        submitted = submitted_from(view)
        files = submitted.files("list")
        given = _Given(file_id=next(iter(files), ""), lines=submitted.typed("lines"))
        language = _language(services, context)
        if not (given.file_id or given.lines):
            ack(response_action="errors", errors={"lines": nothing_given(language)})
            return
        external_id = f"imports:{uuid4().hex}"
        ack(response_action="update", view=reading_view(language) | {"external_id": external_id})
        content = _content(given, context, client)
        rows = _rows(content)
        with visiting(services, context=context, client=client, channel=None) as visit:
            assert visit is not None
            process_id = submitted.private_metadata
            digest = "" if content is None else digest_of(content)
            metadata = given.stored(process_id, digest)
            _show(visit, process_id, rows, metadata=metadata, external_id=external_id)

    def confirm(ack: Ack, view: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        _import(services, context, client, submitted_from(view))

    app.action("imports.open")(on_press(services, ACTS))
    app.view("imports.give")(give)
    app.view("imports.confirm")(confirm)


def open_import(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """The form in which a list is handed in."""
    form = _form(visit, value, response_url)
    if form is not None:
        visit.open(trigger_id, form)


def _open(visit: Visit, press: Press) -> None:
    form = _form(visit, press.value, press.response_url)
    if form is not None:
        is_modal = press.view is not None and press.view.get("type") == "modal"
        (visit.push if is_modal else visit.open)(press.trigger_id, form)


def _form(visit: Visit, value: str, response_url: str | None) -> View | None:
    process = process_if(visit, value, Act.INVITE)
    if process is None:
        visit.whisper(response_url, word("only_facilitators", visit.language))
        return None
    return import_form(visit.language, process_id=process.id)


def _language(services: Services, context: BoltContext) -> Language:
    with services.database.read() as session:
        person = find_person(session, team_id=str(context.team_id), slack_id=str(context.user_id))
    return Language(person.language) if person else Language.DANISH


def _content(given: _Given, context: BoltContext, client: WebClient) -> bytes | None:
    if given.file_id:
        return fetch_file(
            client, file_id=given.file_id, most=MOST_BYTES, owner=str(context.user_id)
        )
    return given.lines.encode()


def _rows(content: bytes | None) -> tuple[Row, ...] | str:
    """The people in it, or why there are none."""
    if content is None:
        return _UNREACHABLE
    table = read_table(content)
    rows = table if isinstance(table, FileFault) else rows_of(table)
    return rows.value if isinstance(rows, FileFault) else rows


def _show(
    visit: Visit,
    process_id: str,
    rows: tuple[Row, ...] | str,
    *,
    metadata: str,
    external_id: str,
) -> None:
    process = process_if(visit, process_id, Act.INVITE)
    if process is None:
        visit.follow(external_id, refused_view(visit.language))
        return
    if isinstance(rows, str):
        visit.follow(external_id, fault_view(rows, visit.language))
        return

    def look_through(own: Session) -> None:
        """After the commit: thousands of names take seconds, for which nobody else should wait."""
        plan = plan_import(own, process=process, rows=rows)
        language = visit.language
        visit.follow(
            external_id,
            dry_run_view(plan, language, metadata=metadata, without_mail=visit.organizer is None),
        )
        visit.upload(
            report_name(language),
            report_file(plan, language),
            comment=report_comment(plan, language),
        )

    visit.afterwards(look_through)


def _import(
    services: Services, context: BoltContext, client: WebClient, submitted: Submitted
) -> None:
    process_id, digest, given = _read(submitted.private_metadata)
    content = _content(given, context, client)
    rows = _rows(content)
    if content is not None and digest_of(content) != digest:
        rows = _CHANGED
    with visiting(services, context=context, client=client, channel=None) as visit:
        assert visit is not None
        process = process_if(visit, process_id, Act.INVITE)
        if process is None:
            visit.tell(word("only_facilitators", visit.language))
            return
        if isinstance(rows, str):
            visit.tell(fault_message(rows, visit.language))
            return
    with services.database.read() as session:
        plan = _settled(session, process, rows, submitted)
    ready = plan.ready
    parts = [ready[start : start + BATCH] for start in range(0, len(ready), BATCH)] or [()]
    done = Imported()
    for number, part in enumerate(parts, start=1):
        with visiting(services, context=context, client=client, channel=None) as visit:
            assert visit is not None
            process = process_if(visit, process_id, Act.INVITE)
            if process is None:
                visit.tell(stopped_message(done.invited + done.awaited, visit.language))
                return
            if part:
                done += apply_rows(
                    visit.session,
                    process=process,
                    rows=part,
                    by=visit.person,
                    digest=digest,
                    now=visit.now,
                )
            if number == len(parts):
                others = Imported(
                    known=plan.count(Fate.KNOWN), left_out=plan.count(Fate.ASK, Fate.FAULTY)
                )
                said = imported_message(
                    done + others,
                    visit.language,
                    process_id=process.id,
                    without_mail=visit.organizer is None,
                )
                visit.tell(said)


def _settled(session: Session, process: Process, rows: Sequence[Row], submitted: Submitted) -> Plan:
    """The plan as it is now, with what was said of its doubts."""
    doubts = plan_import(session, process=process, rows=rows).doubts
    said = {one.key: submitted.chosen(doubt_field(one.key)) for one in doubts}
    settled = {key: Settled(value) for key, value in said.items() if value in list(Settled)}
    return plan_import(session, process=process, rows=rows, settled=settled)


ACTS: Acts = {
    "imports.open": _open,
}
