"""Brings the rows in line with a process file: first says what would change, then does it.

Entries that left the file are retired, never deleted, and return with their answers if they come
back. Works in the caller's transaction.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.content_entries import ProcessFile
from bot.document_versions import Standing
from bot.document_versions import note_load as note_document
from bot.errors import SammenError
from bot.load_columns import Columns
from bot.load_comparison import Comparison, Difference, Row, compare
from bot.load_meetings import note_load, weigh_load
from bot.load_organisations import write_organisations
from bot.load_plan import Effect, LoadPlan
from bot.milestone_changes import LOADED, give_date
from models import AuditLine, Document, Meeting, Milestone, Party, Process, QuestionRow
from models.organisations import all_organisations


class LoadRefused(SammenError):
    """Loading would break answers already given. Says which, and what to do."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


def plan_load(session: Session, *, process_file: ProcessFile, overwrite: bool = False) -> LoadPlan:
    """What `apply_load` would do now. Changes nothing."""
    return compare(session, file=process_file, overwrite=overwrite).plan


def apply_load(
    session: Session, *, process_file: ProcessFile, now: datetime, overwrite: bool = False
) -> Process:
    """The process as the file says. Loading the same file again changes nothing.

    What facilitators have set in Slack stays (see bot/load_kept.py), unless `overwrite` says so.
    Raises LoadRefused, before anything is written, if answers already given would be broken.
    """
    compared = compare(session, file=process_file, overwrite=overwrite)
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
        before = Standing.of(difference.row) if isinstance(difference.row, Document) else None
        written = _written(difference, process=process, ids=organisation_ids, now=now)
        session.add(written)
        if isinstance(written, Document) and written.retired_at is None:
            says_version = "version" in difference.columns
            note_document(session, written, before=before, says_version=says_version, now=now)
    session.add(AuditLine(process_id=process.id, act=LOADED, about=about, at=now))
    session.flush()
    return process


def _gives_date(difference: Difference) -> bool:
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


def _touches_questions(compared: Comparison) -> bool:
    return "questionnaire" in compared.own_fields or any(
        difference.table is QuestionRow for difference in compared.differences
    )


def _written(
    difference: Difference, *, process: Process, ids: Mapping[str, int], now: datetime
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
