"""Every id that a view carries has a listener, and no listener waits for an id that nobody sends."""

import re
from pathlib import Path

import pytest

from bot.conversation.questions import Language
from bot.edit_history import What
from bot.process_edits import NEW
from bot.voice.process_edits import Aim, edit_form
from bot.voice.speak import every_label
from handlers.payloads import Submitted
from handlers.process_edits import _FIELDS, _NEW_PARTY, _values
from tests.said import SAID

ROOT = Path(__file__).parents[2]
HANDLERS, VOICE = ROOT / "handlers", ROOT / "bot" / "voice"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in HANDLERS.glob("*.py"))
# Each message and view stands there as it is read: "[Ret | interview.edit:remark 7:remark]".
VIEWS = "\n".join(path.read_text(encoding="utf-8") for path in SAID.glob("*.da.txt"))
WORDING = "\n".join(path.read_text(encoding="utf-8") for path in VOICE.glob("*.py"))


def ids(pattern: str, text: str) -> set[str]:
    return set(re.findall(pattern, text))


def test_every_button_has_an_act_and_every_act_a_button() -> None:
    pressed = ids(r"\| ([a-z_]+\.[a-z_]+)(?:[: \]])", VIEWS)
    pressed |= ids(r'button\(\s*"([a-z_]+\.[a-z_]+)"', WORDING)
    known = ids(r'"([a-z_]+\.[a-z_]+)": ', CODE)
    searched = ids(r'app\.options\("([a-z._]+)"\)', CODE)

    assert pressed - searched == known


def test_every_form_has_a_listener_and_every_listener_a_form() -> None:
    forms = {key.removesuffix(".submit") for key in every_label() if key.endswith(".submit")}
    heard = ids(r'app\.view\("([a-z._]+)"\)', CODE)

    assert forms == heard


def test_every_search_field_is_searched() -> None:
    fields = ids(r"\[external_select \| [^|]* \| ([a-z._]+)\]", VIEWS)
    searched = ids(r'app\.options\("([a-z._]+)"\)', CODE)

    assert fields == searched


def test_every_field_of_a_form_is_read_by_its_name() -> None:
    fields = ids(r"^[^:\n]+: \[[a-z_]+ (?:\| [^|\n]+ )?\| ([a-z._]+)\]", VIEWS)
    fields |= ids(r"\n[^:\n]+: \[[a-z_]+ (?:\| [^|\n]+ )?\| ([a-z._]+)\]", VIEWS)
    reads = "typed|chosen|users?|conversation|files|ticked|all_ticked|date|clock"
    read = ids(rf'\.(?:{reads})\(\s*"([a-z_]+)"', CODE)

    # Read by a name that is put together, or by a block that has another name than its element.
    put_together = {"said", "kept", "doubt", "place", "stays", "newplace"}
    put_together |= {"announcement_da", "announcement_en"}
    # Whether a process's own fields are read is tested below.
    put_together |= {f"edit_{name}" for names in (*_FIELDS.values(), _NEW_PARTY) for name in names}

    named = {one.rpartition(".")[2] for one in fields}
    assert named - put_together == read - put_together


@pytest.mark.parametrize("key", [NEW, "there"])
@pytest.mark.parametrize("what", _FIELDS)
def test_every_field_of_an_entry_of_a_process_is_read(what: What, key: str) -> None:
    aim = Aim(process_id=1, what=what, key=key)

    form = edit_form(
        aim, {"audience": ()}, Language.DANISH, name="Navn", parties=[("metro", "Metroselskabet")]
    )

    shown = {one["block_id"] for one in form["blocks"] if one["type"] == "input"}
    read = _values(aim, Submitted(callback_id="", private_metadata="", values={}))
    assert shown - {"edit_retire"} == {f"edit_{name}" for name in read}


def test_every_label_is_shown_somewhere() -> None:
    quoted = ids(r"[\"']([a-z_]+(?:\.[a-z_]+)*)[\"']", CODE + WORDING)
    built = (  # each has one for every value
        *("answers.", "role.", "language.", "announcement_kind."),
        *("meeting_answer.", "meeting_form."),
        *("announcement_reach.", "announcement_stage.", "announcement_mention."),
        *("announcement_sure.", "announcement_when."),
        *("announcements.withdraw.", "announcements.cancel.", "announcements.drop."),
        *("stage.", "fate.", "report."),
        *("summary_kind.", "summary_stage.", "summaries.filter.", "chart_file."),
        *("chart_filled.", "chart_hatched.", "export_reply.", "export_came."),
        *("digest_day.", "digest_way.", "edit_", "pause_days."),
        "wish.",
        *("document_kind.", "document_group.", "document_stage."),
        *("document_desk.withdraw.", "document_desk.target."),
    )

    unused = {
        key
        for key in every_label()
        if quoted.isdisjoint({key, re.sub(r"\.(title|submit|close)$", "", key)})
        and not key.startswith(built)
    }

    assert unused == set()
