import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schedules.now import build_now

SECOND = timedelta(seconds=1)


def write(file: Path, offset: float) -> None:
    """As the sandbox does: beside it, then renamed."""
    beside = file.with_name("new")
    beside.write_text(json.dumps({"offset_seconds": offset}))
    beside.replace(file)


def test_without_a_file_it_is_real_time() -> None:
    before, now, after = datetime.now(UTC), build_now(None)(), datetime.now(UTC)

    assert before <= now <= after


def test_a_file_that_is_not_there_yet_leaves_real_time(tmp_path: Path) -> None:
    before, now = datetime.now(UTC), build_now(tmp_path / "clock.json")()

    assert now - before < SECOND


def test_the_file_moves_time_as_soon_as_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    now = build_now(file)
    write(file, -86400)
    yesterday = now()

    write(file, 86400)
    tomorrow = now()

    assert timedelta(days=2) <= tomorrow - yesterday < timedelta(days=2) + SECOND
