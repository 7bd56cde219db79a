"""Files that Sammen writes, compared with the whole texts in tests/bot/calendar/golden/.

Run with SAMMEN_SAY_ANEW=1 to write the files anew, and read the difference before keeping it.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, made: bytes) -> None:
    """Hold that the file is byte for byte what was kept."""
    path = FOLDER / name
    if os.environ.get("SAMMEN_SAY_ANEW"):
        path.write_bytes(made)
    assert made.decode("utf-8") == path.read_bytes().decode("utf-8")
