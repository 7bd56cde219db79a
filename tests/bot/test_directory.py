"""Reading a directory of organisations: faulty ones say what to write and where."""

import pytest

from bot.content import FaultyContent
from bot.directory import read_directory


def test_a_directory_names_a_wrong_region_and_a_domain_with_two_owners() -> None:
    text = """\
organisations:
  - {key: nord, name: Nord, kind: region, domains: [rn.dk]}
  - {key: by, name: By, kind: municipality, code: "851", region: nrd, domains: [rn.dk]}
"""
    with pytest.raises(FaultyContent) as caught:
        read_directory(text, name="directory.yaml")

    assert [(fault.line, fault.path, fault.problem) for fault in caught.value.faults] == [
        (3, "organisations[by].domains", "rn.dk stands under nord already"),
        (3, "organisations[by].region", "there is no region 'nrd' in this file"),
    ]
