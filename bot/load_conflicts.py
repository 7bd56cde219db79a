"""Changes to a question that would break answers already given: another kind, a choice taken away."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.conversation.questions import AnswerKind
from bot.load_columns import Columns
from models import Answer, Interview
from models.enums import AnswerState

# An answer of the first kind is as good an answer of the second.
HARMLESS = {
    (AnswerKind.SHORT_TEXT, AnswerKind.LONG_TEXT),
    (AnswerKind.LONG_TEXT, AnswerKind.SHORT_TEXT),
    (AnswerKind.ONE_OF, AnswerKind.MANY_OF),
}


@dataclass(frozen=True, slots=True)
class Redefined:
    """A question's definition before and after."""

    old: Columns
    new: Columns

    def lost(self, name: str) -> frozenset[str]:
        """Keys of choices or units that are no longer offered."""
        kept = {one["key"] for one in self.new[name]}
        return frozenset(one["key"] for one in self.old[name]) - kept

    @property
    def another_kind(self) -> bool:
        """Whether answers of the old kind cannot be read as the new one."""
        kinds = AnswerKind(self.old["kind"]), AnswerKind(self.new["kind"])
        return kinds[0] != kinds[1] and kinds not in HARMLESS


def answer_conflicts(
    session: Session, *, process_id: int, redefined: Mapping[str, Redefined]
) -> tuple[str, ...]:
    """One line for each way in which an answer that counts, or sleeps, would be broken."""
    suspects = {
        key: one
        for key, one in redefined.items()
        if one.another_kind or one.lost("choices") or one.lost("units")
    }
    if not suspects:
        return ()
    answers = session.exec(
        select(Answer)
        .join(Interview)
        .where(
            Interview.process_id == process_id,
            col(Answer.question_key).in_(suspects),
            col(Answer.replaced_at).is_(None),
            Answer.state == AnswerState.ANSWERED,
        )
    ).all()
    lines: list[str] = []
    for key, one in suspects.items():
        mine = [answer for answer in answers if answer.question_key == key]
        if one.another_kind and mine:
            kind = one.new["kind"]
            lines.append(
                f"question {key}: {len(mine)} answered it, so it cannot become {kind}. "
                "Ask under a new key."
            )
            continue
        lines += [
            f"question {key}: {n} chose {lost}. Keep the choice."
            for lost in sorted(one.lost("choices"))
            if (n := sum(lost in (answer.choices or "").split(",") for answer in mine))
        ]
        lines += [
            f"question {key}: {n} answered in {lost}. Keep the unit."
            for lost in sorted(one.lost("units"))
            if (n := sum(answer.unit == lost for answer in mine))
        ]
    return tuple(lines)
