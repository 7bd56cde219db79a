"""Puts a question of the needs mapping to Mette, for tests of what becomes of the answer."""

from sqlmodel import select

from models import Answer, Process
from tests.builders import METTE, answers_kept, bring_to
from tests.fakes import Workspace
from tests.humans import Human, Told

Short = str | float | None  # the written text, the choices, the low number, or the state


class Asking:
    """Call it with a question's key (None: all are answered); everything before is answered."""

    def __init__(self, workspace: Workspace, process: Process, mette: Human) -> None:
        self.workspace, self.process, self.mette = workspace, process, mette

    def __call__(self, key: str | None) -> Told:
        now = self.workspace.clock()
        bring_to(self.workspace.database, self.process, METTE, key=key, now=now)
        return self.mette.writes("fortsæt")

    def rows(self, key: str) -> list[Answer]:
        """Every answer ever kept to that question, the earliest first."""
        with self.workspace.database.read() as session:
            return answers_kept(session, question_key=key)

    def kept(self, key: str) -> list[Short]:
        """The same in short."""
        return [_short(row) for row in self.rows(key)]

    def counting(self, key: str) -> Short:
        """The one that counts now."""
        [row] = [one for one in self.rows(key) if one.replaced_at is None]
        return _short(row)

    def everything(self) -> list[Answer]:
        """All answers to all questions."""
        with self.workspace.database.read() as session:
            return list(session.exec(select(Answer)))


def _short(row: Answer) -> Short:
    return row.written or row.choices or row.low or row.state.value
