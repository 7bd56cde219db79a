"""What facilitators have changed in Slack since a process file was written stays as they want it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from bot.content_fields import Dated, write_dated
from bot.load_columns import Columns
from bot.milestone_changes import facts_of, history_of
from models import Milestone
from models.enums import MilestoneState


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns to load, and a note for each value of the file that is passed over."""

    columns: dict[str, Columns]
    notes: tuple[str, ...]


def keep_milestones(
    session: Session,
    *,
    process_id: int,
    rows: Mapping[str, Milestone],
    wanted: Mapping[str, Columns],
) -> Kept:
    """A value that a facilitator has replaced is old news, even if the file still says it."""
    history = history_of(session, process_id=process_id)
    kept: dict[str, Columns] = {}
    notes: list[str] = []
    for key, columns in wanted.items():
        kept[key] = dict(columns)
        replaced = history.replaced(key)
        if key not in rows or not replaced:
            continue
        is_now, says = facts_of(rows[key]), _facts_in(columns)
        for name, values in replaced.items():
            if says[name] != is_now[name] and says[name] in values:
                kept[key] |= {one: getattr(rows[key], one) for one in _COLUMNS[name]}
                notes.append(
                    f"milestone {key}: {name} stays {is_now[name]}, as a facilitator has set it; "
                    f"the file says {says[name]}"
                )
    return Kept(kept, tuple(notes))


_COLUMNS = {"when": ("day", "precision"), "state": ("state",), "announce_days": ("announce_days",)}


def _facts_in(columns: Columns) -> dict[str, object]:
    state: MilestoneState = columns["state"]
    return {
        "when": write_dated(Dated(columns["day"], columns["precision"].value)),
        "state": state.value,
        "announce_days": columns["announce_days"],
    }
