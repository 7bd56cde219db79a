"""The status of 10,000 organisations and 20 questions with its charts, against four raw GROUP BYs.

The floor is what somebody would write by hand for the same figures: four statements over a raw
connection to the same tables and indexes (choices counted, numbers added up by kind of organisation,
both with what is sent apart; who sent in which week; each organisation's latest answer), and the
charts of the same figures by matplotlib's own axes, bars and labels, as large and as many. It knows no
branches, so it also counts answers that do not count; it wraps nothing, words nothing and does not
ask who may see it. A second, stricter floor draws with Sammen's own drawing, which is faster. Measured
is what a facilitator does: she opens the status, and presses *Hent diagrammer* in it, which finds
and shows it anew with all its charts. Both presses together find it twice, and the floor only once.
Rounds take turns; medians count.
"""

import argparse
import shutil
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from benchmarks.summary_floor import Drawn, draw, draw_plainly, group_by
from benchmarks.summary_process import NOW, ORGANISATIONS, prepare
from bot.charts import bar_picture, pages, step_picture
from bot.conversation.questions import Language
from bot.status import Status, status_of
from bot.voice.charts import ChartFacts, choices_chart, pictures, response_chart, sums_chart
from bot.voice.summaries import status_message, status_view
from handlers.summaries import chart_facts
from models import Database, Process


def opening(database: Database) -> None:
    """What a facilitator waits for: everything from opening a session to the message."""
    with database.read() as session:
        status = _status(session, since=NOW - timedelta(days=1))
    status_message(status, Language.DANISH)


def charting(database: Database) -> int:
    """What a press on *Hent diagrammer* in that status does: its bytes in pictures.

    The status is read anew and shown again, as in a modal, which is the most that the press can ask.
    """
    with database.read() as session:
        status = _status(session, since=None)
        facts = _chart_facts(session, status)
        drawn = sum(len(one.content) for one in pictures(facts, Language.DANISH))
        status_view(status, Language.DANISH, note="charts_there")
    return drawn


def _status(session: Session, *, since: datetime | None) -> Status:
    return status_of(
        session,
        process=session.get_one(Process, 1),
        person_id=1,
        since=since,
        language=Language.DANISH,
        now=NOW,
    )


def _chart_facts(session: Session, status: Status) -> ChartFacts:
    process = session.get_one(Process, 1)
    return chart_facts(session, process=process, status=status, language=Language.DANISH)


def charts_of(database: Database) -> Drawn:
    """What the floor draws: the same pictures."""
    with database.read() as session:
        facts = _chart_facts(session, _status(session, since=None))
    steps = response_chart(facts, Language.DANISH)
    assert steps is not None
    charts = (choices_chart(facts, Language.DANISH), sums_chart(facts, Language.DANISH))
    bars = tuple(page for chart in charts for page in pages(chart))
    made = [step_picture(steps), *map(bar_picture, bars)]
    sizes = tuple(struct.unpack(">II", png[16:24]) for png in made)
    return Drawn(steps, bars, sizes)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def measure(database: Database, path: Path, *, rounds: int) -> None:
    """Print the ratio."""
    drawn = charts_of(database)
    assert charting(database) == draw(drawn), "the stricter floor draws other pictures"
    draw_plainly(drawn)
    floors, stricter, opened, charted = [], [], [], []
    for _ in range(rounds):
        raw = timed(lambda: group_by(path))
        floors.append(raw + timed(lambda: draw_plainly(drawn)))
        opened.append(timed(lambda: opening(database)))
        charted.append(timed(lambda: charting(database)))
        stricter.append(raw + timed(lambda: draw(drawn)))
    both = [first + then for first, then in zip(opened, charted, strict=True)]
    print(f"\n{ORGANISATIONS:,} organisations, 20 questions, SQLite on disk, {rounds} rounds")
    for floor, bare in (
        ("four GROUP BYs, matplotlib's own charts", floors),
        ("four GROUP BYs, Sammen's drawing", stricter),
    ):
        print(f"  floor: {floor:40} {statistics.median(bare):8.1f} ms")
        for name, times in (
            ("until the status opens", opened),
            ("the status with all its charts", charted),
            ("both presses, one after the other", both),
        ):
            ratios = [mine / least for mine, least in zip(times, bare, strict=True)]
            print(
                f"    {name:45} {statistics.median(times):8.1f} ms"
                f"   x {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
            )


def main() -> None:
    """Measure on SQLite in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    path = folder / "sammen.db"
    database = Database(f"sqlite:///{path}")
    prepare(database)
    measure(database, path, rounds=options.rounds)
    database.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
