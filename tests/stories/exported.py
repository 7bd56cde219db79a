"""An exported workbook, read by another library than wrote it, beside the rows it was made from."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook
from sqlmodel import Session, col, select

from models import Answer, Database, Interview, Organisation
from models.enums import AnswerState

Cells = dict[str, Any]


def cells_of(workbook: bytes, sheet: str) -> dict[str, Cells]:
    """The cells of each organisation, by heading. An empty cell is an empty text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    headings, *lines = book.get_sheet_by_name(sheet).to_python()
    return {str(line[0]): dict(zip(map(str, headings), line, strict=True)) for line in lines}


def cells_due(
    database_url: str, *, stages: dict[str, str], headings: list[str]
) -> dict[str, Cells]:
    """What must stand in the sheet of keys, for these organisations in this order."""
    database = Database(database_url)
    try:
        with database.read() as session:
            return {
                name: dict.fromkeys(headings, "") | _due(session, name, stage)
                for name, stage in stages.items()
            }
    finally:
        database.close()


def _due(session: Session, name: str, stage: str) -> Cells:
    organisation = session.exec(select(Organisation).where(Organisation.name == name)).one()
    interview = session.exec(
        select(Interview).where(Interview.organisation_id == organisation.id)
    ).one_or_none()
    due: Cells = {
        "Organisation": name,
        "Slags": organisation.kind.value,
        "Region": organisation.region or "",
        "Hvor langt": stage,
    }
    if interview is None:
        return due
    if interview.confirmed_at is not None:
        due["Sendt"] = _here(interview.confirmed_at)
    answers = select(Answer).where(
        Answer.interview_id == interview.id, col(Answer.replaced_at).is_(None)
    )
    for answer in session.exec(answers):
        due |= _answered(answer)
    return due


def _here(moment: datetime) -> datetime:
    local = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    return local.replace(tzinfo=None, microsecond=0)


def _answered(answer: Answer) -> Cells:
    key = answer.question_key
    if answer.state is not AnswerState.ANSWERED:
        return {key: answer.state.value}
    if answer.low is not None:
        amount = {"fra": answer.low, "til": answer.high, "enhed": answer.unit}
        amount["bemærkning"] = "approximate" if answer.approximate else ""
        return {f"{key}: {part}": cell for part, cell in amount.items()}
    return {key: answer.choices if answer.written is None else answer.written}
