"""What may stand in an entry of a process that is changed in Slack: the rules of a process file.

The patterns and limits are those of `bot/content*.py`; here they are asked one field at a time.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.content import NEEDED_TEXTS, ROLES, TEXTS
from bot.content_fields import EMAIL, PHONE, WORD
from bot.content_questions import PROSE, TITLE
from bot.directory import KINDS
from bot.edit_history import What
from bot.organisations import clean_name

Values = dict[str, str | tuple[str, ...]]  # by field; a tuple holds what is ticked


class Fault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    OTHER_LANGUAGE = "other_language"  # stands in one language only
    TOO_LONG = "too_long"
    EMAIL = "email"
    PHONE = "phone"
    NOT_OFFERED = "not_offered"
    TAKEN = "taken"
    LAST = "last"
    HAS_CONTACTS = "has_contacts"


LIMITS = {
    "da": PROSE,
    "en": PROSE,
    "name": WORD,
    "title_da": TITLE,
    "title_en": TITLE,
    "email": WORD,
    "phone": WORD,
}


_ONE_LINE = ("name", "title_da", "title_en", "email", "phone")


def cleaned(values: Values) -> Values:
    """The same without spaces around, and on one line where there is only one."""
    made: Values = {}
    for name, value in values.items():
        match value:
            case str():
                made[name] = clean_name(value) if name in _ONE_LINE else value.strip()
            case _:
                made[name] = tuple(sorted(value))
    return made


def faults_of(
    what: What, values: Values, *, key: str, is_new: bool, parties: Mapping[str, str]
) -> dict[str, Fault]:
    """What is wrong, by field; empty if a process file could say it."""
    faults: dict[str, Fault] = {}
    for name, limit in LIMITS.items():
        if len(_said(values, name)) > limit:
            faults[name] = Fault.TOO_LONG
    match what:
        case What.TEXT:
            found = _both(values, "da", "en", needed=key in NEEDED_TEXTS)
            if key not in TEXTS:
                found = {"da": Fault.NOT_OFFERED}
        case What.CONTACT:
            found = _contact(values, parties=parties)
        case _:
            found = _party(values, is_new=is_new)
    return found | faults


def _said(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


def _both(values: Values, da: str, en: str, *, needed: bool = True) -> dict[str, Fault]:
    has = {name: bool(_said(values, name)) for name in (da, en)}
    if not any(has.values()):
        return {da: Fault.MISSING} if needed else {}
    return {name: Fault.OTHER_LANGUAGE for name, is_there in has.items() if not is_there}


def _contact(values: Values, *, parties: Mapping[str, str]) -> dict[str, Fault]:
    faults = _both(values, "title_da", "title_en")
    if not clean_name(_said(values, "name")):
        faults["name"] = Fault.MISSING
    if _said(values, "organisation") not in parties:
        faults["organisation"] = Fault.NOT_OFFERED
    email, phone = _said(values, "email"), _said(values, "phone")
    if email and not EMAIL.fullmatch(email):
        faults["email"] = Fault.EMAIL
    if phone and not PHONE.fullmatch(phone):
        faults["phone"] = Fault.PHONE
    return faults


def _party(values: Values, *, is_new: bool) -> dict[str, Fault]:
    faults = _both(values, "da", "en")
    if _said(values, "role") not in ROLES:
        faults["role"] = Fault.NOT_OFFERED
    if is_new and not clean_name(_said(values, "name")):
        faults["name"] = Fault.MISSING
    if is_new and _said(values, "kind") not in KINDS:
        faults["kind"] = Fault.NOT_OFFERED
    return faults
