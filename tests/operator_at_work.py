"""The commands as an operator types them, and a process to load and connect."""

from pathlib import Path

from typer.testing import CliRunner, Result

import app

ROOT = Path(__file__).parents[1]
PROCESS_FILE = ROOT / "processes" / "emissionsfrie-arbejdsmaskiner.yaml"
KEY = PROCESS_FILE.stem
PLACE = [
    *("--team", "T0SAMMEN", "--channel", "C0PROCES", "--facilitators-channel", "G0LEDERE"),
    *("--facilitator", "U0ANNE", "--facilitator", "U0KARL"),
]


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app.commands, list(words), input=typed)
