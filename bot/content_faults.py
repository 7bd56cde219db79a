"""What can be wrong with a content file, collected with its line; and the step from text to YAML."""

from dataclasses import dataclass
from difflib import get_close_matches

import yaml
from yaml.nodes import Node

from bot.errors import SammenError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, where it stands, and what to write instead."""

    line: int
    path: str
    problem: str
    hint: str


class FaultyContent(SammenError):
    """The file cannot be used. Holds every fault found, by line."""

    def __init__(self, faults: tuple[Fault, ...], *, name: str) -> None:
        super().__init__(f"{name}: {len(faults)} fault{'s' if len(faults) > 1 else ''}")
        self.name = name
        self.faults = faults

    def lines(self) -> list[str]:
        """Each fault as a line for the terminal, in the form that editors can jump to."""
        return [
            f"{self.name}:{fault.line}: {fault.path + ': ' if fault.path else ''}"
            f"{fault.problem} ({fault.hint})"
            for fault in self.faults
        ]


class Faults:
    """What is wrong so far."""

    def __init__(self, *, name: str) -> None:
        self.name = name
        self.found: list[Fault] = []

    def note(self, node: Node | int, path: str, problem: str, hint: str) -> None:
        """One more fault, at a place of the file."""
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.found.append(Fault(line, path, problem, hint))

    def as_error(self) -> FaultyContent:
        """All of them, by line, to be raised."""
        return FaultyContent(tuple(sorted(set(self.found))), name=self.name)


def compose(text: str, faults: Faults) -> Node:
    """The YAML tree. What is no YAML at all raises at once: nothing below can be read."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None:
            return node
        faults.note(1, "", "the file is empty", "start from a file in processes/")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = "check the indentation, and put quotes around a text that holds a colon or a #"
        faults.note(mark.line + 1 if mark else 1, "", f"not YAML: {error.problem}", hint)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        faults.note(line, "", "a character that YAML does not allow", "remove it")
    except RecursionError:
        faults.note(1, "", "nested too deeply to be a content file", "check the brackets")
    raise faults.as_error()


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A hint for a word that is not among those known."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else "known here: " + ", ".join(known)
