"""A process file: from YAML to checked values. Imports neither database nor Slack: it starts fast.

Roles, kinds and states stay words here; `models.enums` names the same ones, and a test compares.
"""

from bot.content_documents import read_documents, read_synonyms
from bot.content_entries import (
    ContactEntry,
    Figure,
    MilestoneEntry,
    PartyEntry,
    ProcessFile,
)
from bot.content_faqs import read_faqs
from bot.content_faults import Fault, Faults, FaultyContent, compose, nearest
from bot.content_fields import EMAIL, LONG_KEY, PHONE, Fields
from bot.content_meetings import read_meetings
from bot.content_questions import LABEL, PROSE, TITLE, read_questionnaire
from bot.conversation.questions import Text
from bot.directory import KINDS, read_domains

__all__ = ["Fault", "FaultyContent", "ProcessFile", "read_process"]

ROLES = (
    "need_owner",
    "facilitator",
    "scaling_partner",
    "adviser",
    "knowledge_partner",
    "market_actor",
)
STATES = ("planned", "under_way", "done", "moved", "dropped")
PRECISIONS = ("day", "month", "quarter")
LONGEST_AHEAD = 365  # days that something is announced ahead

TEXTS = (
    "challenge",
    "benefits",
    "invitation",
    "welcome",
    "method",
    "answers",
    "privacy",
    "admission",
)
NEEDED_TEXTS = ("challenge", "method", "privacy")


def read_process(text: str, *, name: str) -> ProcessFile:
    """The file's content. Raises FaultyContent with every fault; `name` is the file's, to say so."""
    faults = Faults(name=name)
    known = (
        "key",
        "title",
        "source_url",
        "zone",
        "texts",
        "figures",
        "parties",
        "contacts",
        "milestones",
        "meetings",
        "documents",
        "faq",
        "synonyms",
        "needs",
    )
    top = Fields(compose(text, faults), path="", known=known, faults=faults)
    parties = _parties(top)
    process = ProcessFile(
        key=top.key(pattern=LONG_KEY),
        title=top.text("title", limit=TITLE),
        source_url=top.link("source_url"),
        texts=_texts(top),
        figures=_figures(top),
        parties=parties,
        contacts=_contacts(top, parties=parties),
        milestones=_milestones(top),
        meetings=read_meetings(top, roles=ROLES),
        faqs=read_faqs(top, roles=ROLES),
        documents=read_documents(top, roles=ROLES),
        synonyms=read_synonyms(top),
        questionnaire=read_questionnaire(top.inner("needs", known=("key", "title", "sections"))),
    )
    if faults.found:
        raise faults.as_error()
    return process


def _texts(top: Fields) -> dict[str, Text]:
    fields = top.inner("texts", known=TEXTS)
    return {
        name: fields.text(name, limit=PROSE)
        for name in TEXTS
        if name in NEEDED_TEXTS or fields.find(name) is not None
    }


def _figures(top: Fields) -> tuple[Figure, ...]:
    known = ("key", "label", "value", "unit", "estimate", "covers", "source_url", "as_of", "note")
    figures: list[Figure] = []
    for fields in top.items("figures", known=known):
        source_url = fields.link("source_url")
        if source_url is None:
            fields.wrong("source_url", "is missing: a number needs its source", "write its link")
        figures.append(
            Figure(
                key=fields.key(),
                label=fields.text("label", limit=TITLE),
                value=fields.number("value"),
                unit=fields.text("unit", limit=LABEL),
                estimate=fields.flag("estimate"),
                covers=fields.text("covers", limit=TITLE),
                source_url=source_url or "",
                as_of=fields.dated("as_of"),
                note=fields.optional_text("note", limit=PROSE),
            )
        )
    return tuple(figures)


def _parties(top: Fields) -> tuple[PartyEntry, ...]:
    owners: dict[str, str] = {}
    return tuple(
        PartyEntry(
            key=fields.key(pattern=LONG_KEY),
            name=fields.word("name"),
            kind=fields.one_of("kind", KINDS),
            role=fields.one_of("role", ROLES),
            domains=read_domains(fields, owners=owners),
            contribution=fields.text("contribution", limit=PROSE),
        )
        for fields in top.items(
            "parties",
            known=("key", "name", "kind", "role", "domains", "contribution"),
            required=True,
        )
    )


def _contacts(top: Fields, *, parties: tuple[PartyEntry, ...]) -> tuple[ContactEntry, ...]:
    names = {party.key: party.name for party in parties}
    contacts: list[ContactEntry] = []
    for fields in top.items(
        "contacts", known=("key", "name", "title", "organisation", "email", "phone")
    ):
        organisation = fields.word("organisation")
        if organisation and organisation not in names:
            problem = f"{organisation!r} is not among the parties"
            fields.wrong("organisation", problem, nearest(organisation, tuple(names)))
        contacts.append(
            ContactEntry(
                key=fields.key(),
                name=fields.word("name"),
                title=fields.text("title", limit=TITLE),
                organisation_name=names.get(organisation, ""),
                email=fields.matching("email", EMAIL, example="navn@kommune.dk"),
                phone=fields.matching("phone", PHONE, example="+45 12 34 56 78"),
            )
        )
    return tuple(contacts)


def _milestones(top: Fields) -> tuple[MilestoneEntry, ...]:
    milestones: list[MilestoneEntry] = []
    known = ("key", "title", "about", "when", "precision", "state", "audience", "announce")
    for fields in top.items("milestones", known=known):
        when = fields.dated("when")
        if fields.find("precision") is not None:
            precision = fields.one_of("precision", PRECISIONS)
            if precision in PRECISIONS and precision != when.precision:
                problem = f"says {precision}, but `when` is written as a {when.precision}"
                hint = "leave it out: 2022-06-08 is a day, 2022-06 a month, 2022-Q3 a quarter"
                fields.wrong("precision", problem, hint)
        milestones.append(
            MilestoneEntry(
                key=fields.key(),
                title=fields.text("title", limit=TITLE),
                about=fields.optional_text("about", limit=PROSE),
                when=when,
                state=fields.one_of("state", STATES),
                audience=_roles(fields, "audience"),
                announce_days=fields.whole_number("announce", least=0, most=LONGEST_AHEAD),
            )
        )
    return tuple(milestones)


def _roles(fields: Fields, name: str) -> tuple[str, ...]:
    roles = fields.words(name)
    for role in roles:
        if role.value not in ROLES:
            path, problem = fields.at(name), f"{role.value!r} is no role"
            fields.faults.note(role.node, path, problem, nearest(role.value, ROLES))
    return tuple(role.value for role in roles)
