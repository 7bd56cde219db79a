"""A key for an entry that is added in Slack: such as a process file takes, and free."""

import re
import unicodedata
from collections.abc import Container

_LONGEST = 36  # leaves room for a number


def free_key(name: str, *, taken: Container[str]) -> str:
    """'Åse Holm' becomes `aase_holm`, or `aase_holm_2` if that is taken."""
    letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    stem = re.sub("[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"k_{stem}".rstrip("_")
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
