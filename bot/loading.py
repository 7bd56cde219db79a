"""Brings the rows in line with a process file: first says what would change, then does it.

Entries that left the file are retired, never deleted, and return with their answers if they come
back. Works in the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.content_entries import ProcessFile
from bot.directory import OrganisationEntry
from bot.edit_history import EditHistory, edit_history
from bot.errors import SammenError
from bot.load_columns import (
    Columns,
    contact_columns,
    document_columns,
    meeting_columns,
    milestone_columns,
    party_columns,
    process_columns,
    question_columns,
)
from bot.load_conflicts import Redefined, answer_conflicts
from bot.load_kept import KEPT_SORTS, Field, Kept, keep_entries, keep_milestones, keep_texts
from bot.load_meetings import (
    is_of_slack,
    keep_meetings,
    meeting_notes,
    note_load,
    seat_conflict,
    weigh_load,
)
from bot.load_organisations import OrganisationLoad, compare_organisations, write_organisations
from bot.load_plan import Change, Effect, FieldChange, LoadPlan, field_changes
from bot.milestone_changes import LOADED, give_date
from models import AuditLine, Contact, Document, Meeting, Milestone, Party, Process, QuestionRow
from models.organisations import Organisation, all_organisations
from models.processes import find_process

Row = Party | Contact | Milestone | Meeting | Document | QuestionRow


class LoadRefused(SammenError):
    """Loading would break answers already given. Says which, and what to do."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """One entry that differs. Without a row it is new; without a change it only moves."""

    kind: str
    key: str
    table: type[Row]
    row: Row | None
    columns: Columns
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """The file against the database."""

    process: Process | None
    own_fields: Columns  # of the process's row
    organisations: OrganisationLoad
    differences: tuple[_Difference, ...]
    undone: tuple[Field, ...]  # what was set in Slack and the file replaces
    plan: LoadPlan


def plan_load(session: Session, *, process_file: ProcessFile, overwrite: bool = False) -> LoadPlan:
    """What `apply_load` would do now. Changes nothing."""
    return _compare(session, file=process_file, overwrite=overwrite).plan


def apply_load(
    session: Session, *, process_file: ProcessFile, now: datetime, overwrite: bool = False
) -> Process:
    """The process as the file says. Loading the same file again changes nothing.

    What facilitators have set in Slack stays (see bot/load_kept.py), unless `overwrite` says so.
    Raises LoadRefused, before anything is written, if answers already given would be broken.
    """
    compared = _compare(session, file=process_file, overwrite=overwrite)
    if compared.plan.obstacles:
        raise LoadRefused(compared.plan.obstacles)
    process = compared.process
    if process is None:
        process = Process(key=process_file.key, loaded_at=now, **compared.own_fields)
    elif compared.plan.is_empty:
        return process
    for name, value in compared.own_fields.items():
        setattr(process, name, value)
    if compared.process is not None and _touches_questions(compared):
        process.questions_version += 1
    process.loaded_at = now
    session.add(process)
    write_organisations(session, load=compared.organisations, now=now)
    session.flush()
    organisation_ids = {row.key: row.merged_into_id or row.id for row in all_organisations(session)}
    about = {
        "changes": len(compared.plan.changes),
        "version": process.questions_version,
        "milestones": [one.key for one in compared.differences if _gives_date(one)],
        "replaced": [list(one) for one in compared.undone],
    }
    for difference in compared.differences:
        if isinstance(difference.row, Milestone):
            _move(session, difference.row, columns=difference.columns)
        if isinstance(difference.row, Meeting) and difference.change is not None:
            asked = weigh_load(
                difference.row, columns=difference.columns, effect=difference.change.effect
            )
            _written(difference, process=process, ids=organisation_ids, now=now)
            note_load(session, meeting=difference.row, asked=asked, now=now)
            continue
        session.add(_written(difference, process=process, ids=organisation_ids, now=now))
    session.add(AuditLine(process_id=process.id, act=LOADED, about=about, at=now))
    session.flush()
    return process


def _gives_date(difference: _Difference) -> bool:
    """Whether it puts a milestone where none was: one that is new, returns or moves."""
    if difference.table is not Milestone or not difference.columns:
        return False
    row, columns = difference.row, difference.columns
    return (
        not isinstance(row, Milestone)
        or row.retired_at is not None
        or (row.day, row.precision) != (columns["day"], columns["precision"])
    )


def _move(session: Session, milestone: Milestone, *, columns: Columns) -> None:
    if not columns:
        return
    give_date(session, milestone=milestone, day=columns["day"], precision=columns["precision"])
    if milestone.retired_at is not None:  # it returns, and nobody has waited for it
        milestone.moved_from_day = milestone.moved_from_precision = None


def _touches_questions(compared: _Comparison) -> bool:
    return "questionnaire" in compared.own_fields or any(
        difference.table is QuestionRow for difference in compared.differences
    )


def _written(
    difference: _Difference, *, process: Process, ids: Mapping[str, int], now: datetime
) -> Row:
    row = difference.row
    if row is None:
        named: Columns = {"key": difference.key}
        if difference.table is Party:
            named = {"organisation_id": ids[difference.key]}
        return difference.table(process_id=process.id, **named, **difference.columns)
    for name, value in difference.columns.items():
        setattr(row, name, value)
    retired = difference.change is not None and difference.change.effect is Effect.RETIRED
    row.retired_at = now if retired else None
    return row


def _compare(session: Session, *, file: ProcessFile, overwrite: bool) -> _Comparison:
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
        ),
    )
    return _Comparison(
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
) -> tuple[list[_Difference], tuple[str, ...], list[Kept]]:
    """What differs, the kinds in another order, and what of it was set in Slack."""
    kinds: tuple[tuple[str, type[Row], dict[str, Columns]], ...] = (
        ("party", Party, _as_merged(session, party_columns(file.parties))),
        ("contact", Contact, contact_columns(file.contacts)),
        ("milestone", Milestone, milestone_columns(file.milestones)),
        ("meeting", Meeting, meeting_columns(file.meetings)),
        ("document", Document, document_columns(file.documents)),
        ("question", QuestionRow, question_columns(file.questionnaire.questions)),
    )
    found: list[_Difference] = []
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


def _meeting_notes(session: Session, differences: list[_Difference]) -> list[str]:
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
) -> _Difference | None:
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
    return _Difference(kind=kind, key=key, table=table, row=row, columns=columns, change=change)


def _field_changes(row: Row, wanted: Columns) -> tuple[FieldChange, ...]:
    if isinstance(row, QuestionRow):
        return field_changes(row.definition, wanted["definition"])
    named = {name: value for name, value in wanted.items() if name != "position"}
    return field_changes({name: getattr(row, name) for name in named}, named)


def _obstacles(
    session: Session, *, process: Process | None, differences: list[_Difference]
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
