"""Documents of a process file: loaded, replaced, and met with what was put up in Slack."""

from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from bot.content import FaultyContent, read_process
from bot.content_entries import ProcessFile
from bot.document_desk import put_up, replace, withdraw
from bot.document_drafts import Content, Draft, SlackFile
from bot.load_plan import LoadPlan
from bot.loading import apply_load, plan_load
from bot.process_export import export_process
from models import Document, DocumentVersion, Person, Process
from models.documents import documents_of
from tests.bot.test_content import SOUND
from tests.builders import ANNE, add_person

SLIDES = """\
  - key: slides
    title: {da: Oplæg, en: Slides}
    kind: slides
    url: https://example.org/one.pdf
    audience: [need_owner]
"""
DRAFT = Draft(
    title=('Notat: "nyt" & #1', "Note"),
    kind="note",
    keywords=("notat", "nyt: pris"),
    language="da",
    roles=("need_owner", "adviser"),
    kinds=("municipality",),
    stages=("done",),
    organisations=("odense",),
    available_from=date(2022, 6, 14),
)


def file_with(documents: str, *, synonyms: str = "") -> ProcessFile:
    head, _, rest = SOUND.partition("documents:\n")
    needs = rest.partition("needs:\n")[2]
    text = f"{head}documents:\n{documents}{synonyms}needs:\n{needs}"
    return read_process(text, name="small.yaml")


def loads(session: Session, documents: str = SLIDES, *, now: datetime) -> Process:
    return apply_load(session, process_file=file_with(documents), now=now)


def slides(session: Session) -> Document:
    return session.exec(select(Document).where(Document.key == "slides")).one()


def versions(session: Session) -> list[tuple[int, str | None]]:
    found = session.exec(select(DocumentVersion).order_by(col(DocumentVersion.number)))
    return [(one.number, one.url) for one in found]


@pytest.fixture
def anne(session: Session, now: datetime) -> Person:
    return add_person(session, ANNE, now=now)


def test_all_that_a_file_says_of_a_document_is_read(session: Session, now: datetime) -> None:
    said = """\
  - key: slides
    title: {da: Oplæg, en: Slides}
    kind: slides
    keywords: [plancher, præsentation]
    language: en
    url: https://example.org/one.pdf
    version: 2
    changed: {da: Ny pris, en: New price}
    audience: [need_owner]
    kinds: [municipality, region]
    stages: [begun, done]
    organisations: [odense]
"""
    apply_load(
        session, process_file=file_with(said, synonyms="synonyms: [[krav, kravspec]]\n"), now=now
    )

    one = slides(session)
    assert (one.keywords, one.language, one.version) == (["plancher", "præsentation"], "en", 2)
    assert one.changed == {"da": "Ny pris", "en": "New price"}
    assert one.audience_kinds == ["municipality", "region"]
    assert one.audience_stages == ["begun", "done"]
    assert one.audience_organisations == ["odense"]
    assert session.exec(select(Process)).one().synonyms == [["krav", "kravspec"]]
    assert versions(session) == [(2, "https://example.org/one.pdf")]


@pytest.mark.parametrize(
    ("line", "path", "problem"),
    [
        ("language: fr", "documents[slides].language", "'fr' is not known"),
        ("kinds: [castle]", "documents[slides].kinds", "no kind of organisation"),
        ("stages: [halfway]", "documents[slides].stages", "no stage"),
        ("organisations: [Odense Kommune]", "documents[slides].organisations", "key"),
        ("version: 0", "documents[slides].version", "cannot be right"),
        ("slack_file_id: X1", "documents[slides].slack_file_id", "cannot be right"),
        (f"keywords: [{'x' * 61}]", "documents[slides].keywords", "61 characters"),
        ("changed: Ny pris", "documents[slides].changed", "one language only"),
    ],
)
def test_a_fault_is_named_with_its_place(line: str, path: str, problem: str) -> None:
    with pytest.raises(FaultyContent) as caught:
        file_with(f"{SLIDES}    {line}\n")

    [fault] = caught.value.faults
    assert fault.path == path
    assert problem in fault.problem


@pytest.mark.parametrize("synonyms", ["krav", "[krav, kravspec]", "[[krav]]", "[[krav, [x]]]"])
def test_synonyms_are_groups_of_words(synonyms: str) -> None:
    with pytest.raises(FaultyContent) as caught:
        file_with(SLIDES, synonyms=f"synonyms: {synonyms}\n")

    assert {fault.path.partition("[")[0] for fault in caught.value.faults} == {"synonyms"}


def test_another_address_is_another_version(session: Session, now: datetime) -> None:
    loads(session, now=now)
    loads(session, SLIDES.replace("one", "two"), now=now)

    again = plan_load(session, process_file=file_with(SLIDES.replace("one", "two")))

    one = slides(session)
    assert (one.version, one.changed, one.changed_at) == (2, None, now)
    assert versions(session) == [
        (1, "https://example.org/one.pdf"),
        (2, "https://example.org/two.pdf"),
    ]
    assert again == LoadPlan(changes=())


def test_a_file_that_says_the_version_has_only_moved_it(session: Session, now: datetime) -> None:
    said = SLIDES + "    version: 1\n"
    loads(session, said, now=now)

    loads(session, said.replace("one", "two"), now=now)

    assert versions(session) == [(1, "https://example.org/two.pdf")]


def test_what_was_put_up_in_slack_is_exported_and_survives_the_file(
    session: Session, anne: Person, now: datetime
) -> None:
    process = loads(session, now=now)
    content = Content(file=SlackFile(id="F0123ABCDEF", name="notat.pdf", size=900))
    put_up(session, process_id=process.id, draft=DRAFT, content=content, by=anne, now=now)
    written = export_process(session, process=process, today=now.date())

    exported = plan_load(session, process_file=read_process(written, name="x"))
    kept = plan_load(session, process_file=file_with(SLIDES))
    loads(session, now=now)

    [_, note] = documents_of(session, process_id=process.id)
    assert exported.changes == ()
    assert kept.changes == ()
    assert kept.notes == ("document notat_nyt_1: stays as it is, added by a facilitator",)
    assert (note.slack_file_id, note.byte_count) == ("F0123ABCDEF", 900)


def test_a_version_of_slack_s_stays_until_the_file_brings_another(
    session: Session, anne: Person, now: datetime
) -> None:
    process = loads(session, now=now)
    replace(
        session,
        document_id=slides(session).id,
        seen=1,
        content=Content(file=SlackFile(id="F0123ABCDEF", name="to.pdf", size=9)),
        changed=("Ny pris", ""),
        by=anne,
        now=now,
    )
    written = export_process(session, process=process, today=now.date())

    loads(session, now=now)
    stays = slides(session)
    assert (stays.url, stays.slack_file_id, stays.version) == (None, "F0123ABCDEF", 2)
    assert plan_load(session, process_file=read_process(written, name="x")).changes == ()

    loads(session, SLIDES.replace("one", "three"), now=now)

    comes = slides(session)
    assert (comes.url, comes.slack_file_id, comes.version) == (
        "https://example.org/three.pdf",
        None,
        3,
    )
    assert [number for number, _ in versions(session)] == [1, 2, 3]


def test_what_was_withdrawn_in_slack_stays_withdrawn(
    session: Session, anne: Person, now: datetime
) -> None:
    process = loads(session, now=now)
    withdraw(session, document_id=slides(session).id, by=anne, now=now)

    plan = plan_load(session, process_file=file_with(SLIDES))
    loads(session, now=now)

    assert documents_of(session, process_id=process.id) == []
    assert plan.notes == ("document slides: stays as it is, taken off the list by a facilitator",)


def test_who_loads_the_file_is_told_what_is_missing(session: Session) -> None:
    said = SLIDES + "    version: 2\n    organisations: [lolland]\n"

    plan = plan_load(session, process_file=file_with(said))

    assert plan.notes == (
        "document slides: no organisation has the key lolland yet; until then nobody is meant",
        "document slides: write changed: to say what version 2 changes",
    )
