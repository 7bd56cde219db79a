"""A process file against its rows: each entry that differs, and the plan that follows. Changes nothing."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.content_entries import ProcessFile
from bot.directory import OrganisationEntry
from bot.edit_history import EditHistory, edit_history
from bot.load_columns import (
    Columns,
    contact_columns,
    document_columns,
    faq_columns,
    meeting_columns,
    milestone_columns,
    party_columns,
    process_columns,
    question_columns,
)
from bot.load_conflicts import Redefined, answer_conflicts
from bot.load_documents import document_notes, with_whole_content
from bot.load_kept import KEPT_SORTS, Field, Kept, keep_entries, keep_milestones, keep_texts
from bot.load_meetings import is_of_slack, keep_meetings, meeting_notes, seat_conflict
from bot.load_organisations import OrganisationLoad, compare_organisations
from bot.load_plan import Change, Effect, FieldChange, LoadPlan, field_changes
from bot.milestone_changes import LOADED
from models import Contact, Document, Faq, Meeting, Milestone, Party, Process, QuestionRow
from models.organisations import Organisation, all_organisations
from models.processes import find_process

Row = Party | Contact | Milestone | Meeting | Document | Faq | QuestionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry that differs. Without a row it is new; without a change it only moves."""

    kind: str
    key: str
    table: type[Row]
    row: Row | None
    columns: Columns
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The file against the database."""

    process: Process | None
    own_fields: Columns  # of the process's row
    organisations: OrganisationLoad
    differences: tuple[Difference, ...]
    undone: tuple[Field, ...]  # what was set in Slack and the file replaces
    plan: LoadPlan


def compare(session: Session, *, file: ProcessFile, overwrite: bool) -> Comparison:
    """What loading the file would change now, and what stands in the way."""
    process = find_process(session, key=file.key)
    organisations = compare_organisations(session, entries=_party_organisations(file))
    history = None
    if process is not None:
        history = edit_history(session, process_id=process.id, loaded=LOADED)
    differences, reordered, kept = _differences(
        session, process=process, file=file, history=history, overwrite=overwrite
    )
    wanted = process_columns(file)
    if process is not None and history is not None:
        texts = keep_texts(
            history=history, is_now=process.texts, wanted=wanted["texts"], overwrite=overwrite
        )
        wanted["texts"] = texts.columns
        kept.insert(0, texts)
    if process is None:
        own_fields = wanted
        own = [Change(kind="process", key=file.key, effect=Effect.ADDED)]
    else:
        now_there = {name: getattr(process, name) for name in wanted}
        own_fields = {name: new for name, new in wanted.items() if now_there[name] != new}
        fields = field_changes(now_there, wanted)
        change = Change(kind="process", key=file.key, effect=Effect.CHANGED, fields=fields)
        own = [change] if fields else []
    listed = [difference.change for difference in differences if difference.change]
    plan = LoadPlan(
        changes=(*own, *organisations.changes, *listed),
        reordered=reordered,
        obstacles=_obstacles(session, process=process, differences=differences),
        notes=(
            *organisations.notes,
            *(note for one in kept for note in one.notes),
            *_meeting_notes(session, differences),
            *document_notes(file.documents, known={one.key for one in all_organisations(session)}),
        ),
    )
    return Comparison(
        process=process,
        own_fields=own_fields,
        organisations=organisations,
        differences=tuple(differences),
        undone=tuple(field for one in kept for field in one.undone),
        plan=plan,
    )


def _party_organisations(file: ProcessFile) -> list[OrganisationEntry]:
    return [
        OrganisationEntry(
            key=party.key,
            name=party.name,
            kind=party.kind,
            code=None,
            region=None,
            domains=party.domains,
        )
        for party in file.parties
    ]


def _differences(
    session: Session,
    *,
    process: Process | None,
    file: ProcessFile,
    history: EditHistory | None,
    overwrite: bool,
) -> tuple[list[Difference], tuple[str, ...], list[Kept]]:
    """What differs, the kinds in another order, and what of it was set in Slack."""
    kinds: tuple[tuple[str, type[Row], dict[str, Columns]], ...] = (
        ("party", Party, _as_merged(session, party_columns(file.parties))),
        ("contact", Contact, contact_columns(file.contacts)),
        ("milestone", Milestone, milestone_columns(file.milestones)),
        ("meeting", Meeting, meeting_columns(file.meetings)),
        ("document", Document, document_columns(file.documents)),
        ("faq", Faq, faq_columns(file.faqs)),
        ("question", QuestionRow, question_columns(file.questionnaire.questions)),
    )
    found: list[Difference] = []
    reordered: list[str] = []
    in_slack: list[Kept] = []
    for kind, table, in_file in kinds:
        rows = {} if process is None else _rows(session, table=table, process=process)
        wanted = in_file
        if process is not None and table is Milestone:
            there = {key: row for key, row in rows.items() if isinstance(row, Milestone)}
            stays = keep_milestones(
                session, process_id=process.id, rows=there, wanted=in_file, overwrite=overwrite
            )
            wanted = stays.columns
            in_slack.append(stays)
        elif history is not None and table in KEPT_SORTS:
            stays = keep_entries(
                history=history,
                what=KEPT_SORTS[table],
                rows=rows,
                wanted=in_file,
                overwrite=overwrite,
            )
            wanted = stays.columns
            if table is Document:
                wanted = with_whole_content(wanted, in_file=in_file, rows=rows)
            in_slack.append(stays)
        elif process is not None and table is Meeting:
            held = {key: row for key, row in rows.items() if isinstance(row, Meeting)}
            rows = {key: row for key, row in held.items() if not is_of_slack(row)}
            stays = keep_meetings(
                session, process_id=process.id, rows=held, wanted=in_file, overwrite=overwrite
            )
            wanted = stays.columns
            in_slack.append(stays)
        for key in dict.fromkeys([*wanted, *rows]):
            row, columns = rows.get(key), wanted.get(key)
            difference = _difference(kind=kind, key=key, table=table, row=row, wanted=columns)
            if difference is not None:
                found.append(difference)
        places = {key: _place(row) for key, row in rows.items() if row.retired_at is None}
        kept = [key for key in wanted if key in places]
        if kept != sorted(kept, key=places.__getitem__):
            reordered.append(kind)
    return found, tuple(reordered), in_slack


def _as_merged(session: Session, parties: dict[str, Columns]) -> dict[str, Columns]:
    """The parties by what their organisations have since been merged into."""
    rows = all_organisations(session)
    keys = {row.id: row.key for row in rows}
    now = {row.key: keys[row.merged_into_id] for row in rows if row.merged_into_id is not None}
    return {now.get(key, key): columns for key, columns in parties.items()}


def _meeting_notes(session: Session, differences: list[Difference]) -> list[str]:
    return [
        note
        for one in differences
        if one.table is Meeting and one.change is not None
        for note in meeting_notes(
            session,
            meeting=one.row if isinstance(one.row, Meeting) else None,
            key=one.key,
            columns=one.columns,
            effect=one.change.effect,
        )
    ]


def _place(row: Row) -> int:
    return 0 if isinstance(row, Meeting) else row.position  # meetings stand in order of time


def _rows(session: Session, *, table: type[Row], process: Process) -> dict[str, Row]:
    query = select(table).where(col(table.process_id) == process.id)
    rows: list[Row] = list(session.exec(query))  # type: ignore[arg-type] # of that one table
    keys = {row.id: row.key for row in session.exec(select(Organisation))} if table is Party else {}
    return {keys[row.organisation_id] if isinstance(row, Party) else row.key: row for row in rows}


def _difference(
    *, kind: str, key: str, table: type[Row], row: Row | None, wanted: Columns | None
) -> Difference | None:
    columns = wanted or {}
    change: Change | None = None
    if row is None:
        change = Change(kind=kind, key=key, effect=Effect.ADDED)
    elif wanted is None:
        if row.retired_at is not None:
            return None
        change = Change(kind=kind, key=key, effect=Effect.RETIRED)
    else:
        fields = _field_changes(row, wanted)
        if row.retired_at is not None:
            change = Change(kind=kind, key=key, effect=Effect.RETURNED, fields=fields)
        elif fields:
            change = Change(kind=kind, key=key, effect=Effect.CHANGED, fields=fields)
        elif _place(row) == wanted.get("position", 0):
            return None
    return Difference(kind=kind, key=key, table=table, row=row, columns=columns, change=change)


def _field_changes(row: Row, wanted: Columns) -> tuple[FieldChange, ...]:
    if isinstance(row, QuestionRow):
        return field_changes(row.definition, wanted["definition"])
    named = {name: value for name, value in wanted.items() if name != "position"}
    return field_changes({name: getattr(row, name) for name in named}, named)


def _obstacles(
    session: Session, *, process: Process | None, differences: list[Difference]
) -> tuple[str, ...]:
    if process is None:
        return ()
    redefined = {
        one.key: Redefined(old=one.row.definition, new=one.columns["definition"])
        for one in differences
        if isinstance(one.row, QuestionRow) and "definition" in one.columns
    }
    seats = [
        seat_conflict(session, meeting=one.row, key=one.key, columns=one.columns)
        for one in differences
        if isinstance(one.row, Meeting)
    ]
    answers = answer_conflicts(session, process_id=process.id, redefined=redefined)
    return (*answers, *filter(None, seats))
