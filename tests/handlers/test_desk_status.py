"""The facilitator's status in Slack: slices, charts, files, digests, and what others may see of it."""

import io
import zipfile
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from models import AuditLine, Digest, Interview, Post, Process
from models.enums import PostState, Role
from tests.builders import JONAS, METTE, PETER, SARA, TEAM, bring_to, membership_of
from tests.fakes import Workspace
from tests.humans import Human

REFUSED = "Status er kun for proceslederne."


@pytest.fixture
def answered(workspace: Workspace, members: Process) -> Process:
    """Mette has answered everything for Aalborg, Sara half of it for Copenhagen."""
    now = workspace.clock()
    bring_to(workspace.database, members, METTE, key=None, now=now)
    bring_to(workspace.database, members, SARA, key="yearly_works", now=now)
    return members


def audit(workspace: Workspace) -> list[dict[str, object]]:
    with workspace.database.read() as session:
        query = select(AuditLine).where(AuditLine.act == "exports.make")
        return [one.about for one in session.exec(query)]


def content(workspace: Workspace) -> bytes:
    [file] = workspace.slack.store.files.values()
    return workspace.slack.store.contents[file.id]


def test_a_slice_is_chosen_above_the_status_and_goes_with_the_buttons_below(
    answered: Process, anne: Human
) -> None:
    anne.commands("status")

    anne.chooses("Offentlige selskaber")
    sliced = anne.reads()
    anne.presses("Vis svarene")

    assert "Kun: *Offentlige selskaber*" in sliced
    assert "*0 af 1* organisationer" not in sliced  # one alone is said in words
    assert "Metroselskabet" in sliced
    assert "Aalborg Kommune" not in sliced
    assert f"summaries.answers {answered.id}:public_company:::" in sliced
    assert "Ingen organisation har sendt endnu" in anne.reads_form()


@pytest.mark.usefixtures("answered")
def test_charts_come_as_pictures_with_their_words(workspace: Workspace, anne: Human) -> None:
    with workspace.database.write() as session:
        for one in session.exec(select(Interview)):
            one.confirmed_at = workspace.clock()
    anne.commands("status")

    anne.presses("Hent diagrammer")

    files = list(workspace.slack.store.files.values())
    assert [one.name for one in files] == [
        *("svar-over-tid.png", "svar.png", "svar-2.png", "behov.png"),
    ]
    assert {one.mimetype for one in files} == {"image/png"}
    assert "Minimaskiner under 2 ton: 2" in str(files[1].alt_txt)
    assert "Kommuner: ca. 12–15 kr. Antal udbud" in str(files[3].alt_txt)


@pytest.mark.usefixtures("answered")
def test_a_workbook_comes_to_the_facilitator_alone_and_that_is_kept(
    workspace: Workspace, anne: Human
) -> None:
    anne.commands("eksport")

    told = anne.presses("Excel")

    book = CalamineWorkbook.from_filelike(io.BytesIO(content(workspace)))
    rows = book.get_sheet_by_name("Svar").to_python()
    assert [row[0] for row in rows[1:]] == [
        "Københavns Kommune",
        "Metroselskabet",
        "Aalborg Kommune",
    ]
    assert "3 organisationer" in "".join(told.said)
    assert "Filen ligger i vores direkte beskeder." in anne.reads_form()
    assert audit(workspace) == [{"what": "xlsx"}]


@pytest.mark.usefixtures("answered")
def test_the_same_as_texts_of_a_slice(workspace: Workspace, anne: Human) -> None:
    anne.commands("status")
    anne.chooses("Kommuner")
    anne.presses("Eksportér")

    anne.presses("CSV")

    with zipfile.ZipFile(io.BytesIO(content(workspace))) as archive:
        text = archive.read("Svar.csv").decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == [
        "Københavns Kommune",
        "Aalborg Kommune",
    ]
    assert audit(workspace) == [{"what": "csv", "kind": "municipality"}]


def test_all_that_did_not_arrive_is_shown_and_sent_again_from_home(
    workspace: Workspace, answered: Process, anne: Human
) -> None:
    """The status has room for three of them."""
    with workspace.database.write() as session:
        session.add_all(
            Post(
                key=f"x:{number}",
                team_id=TEAM,
                process_id=answered.id,
                channel="C0PROCES",
                message={"text": f"Besked {number}"},
                state=PostState.FAILED,
                due_at=workspace.clock(),
                error="not_in_channel",
            )
            for number in range(5)
        )
    anne.opens_home()

    anne.presses("Se hvorfor")
    before = anne.reads_form()
    anne.presses("Send igen")
    after = anne.reads_form()

    assert "*5 beskeder er ikke kommet frem*" in before
    assert all(
        f"Besked {number}\nGrund: jeg er ikke med i kanalen." in before for number in range(5)
    )
    assert "*4 beskeder er ikke kommet frem*" in after
    assert "Beskeden bliver sendt igen." in after


@pytest.mark.parametrize(
    "act",
    [
        *("summaries.filter", "summaries.charts", "summaries.answers", "summaries.missing"),
        *("exports.open", "exports.xlsx", "exports.csv", "digests.choose", "summaries.send_again"),
        "summaries.undelivered",
    ],
)
def test_nobody_but_facilitators_gets_any_of_it(
    workspace: Workspace, answered: Process, mette: Human, act: str
) -> None:
    told = mette.forges(act, f"{answered.id}:municipality:::")

    assert told.opened == ()
    assert all(REFUSED in one for one in told.said)
    assert workspace.slack.store.files == {}
    assert audit(workspace) == []


def test_a_facilitator_who_is_one_no_more_gets_no_file(
    workspace: Workspace, answered: Process, anne: Human
) -> None:
    anne.commands("eksport")
    with workspace.database.write() as session:
        membership_of(session, answered, anne.id).role = Role.ADVISER

    anne.presses("Excel")

    assert workspace.slack.store.files == {}
    assert audit(workspace) == []


@pytest.mark.usefixtures("answered")
def test_members_see_sums_and_take_them_away_as_a_text(workspace: Workspace, mette: Human) -> None:
    now = workspace.clock()
    with workspace.database.write() as session:
        for one in session.exec(select(Interview)):
            one.confirmed_at = now
    mette.commands("summer")

    mette.presses("Vis summerne")

    assert "Summerne kommer, når tre organisationer har sendt deres." in mette.reads_form()
    assert "Aalborg" not in mette.reads_form()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.NEED_OWNER, True),
        (Role.SCALING_PARTNER, True),
        (Role.KNOWLEDGE_PARTNER, True),
        (Role.ADVISER, False),
        (Role.MARKET_ACTOR, False),
    ],
)
def test_the_market_and_advisers_see_no_sums(
    workspace: Workspace, answered: Process, peter: Human, role: Role, sees: bool
) -> None:
    with workspace.database.write() as session:
        membership_of(session, answered, PETER).role = role

    asked = peter.commands("summer")
    forged = peter.forges("summaries.shared", str(answered.id))
    peter.forges("exports.sums", str(answered.id))

    assert bool(forged.opened) is sees
    assert ("Sums" in "".join(asked.said) or "added up" in "".join(asked.said)) is sees
    assert bool(workspace.slack.store.files) is sees
    assert [one["what"] for one in audit(workspace)] == (["sums"] if sees else [])


def test_a_facilitator_chooses_when_the_status_comes(
    workspace: Workspace, answered: Process, anne: Human
) -> None:
    anne.commands("status")
    anne.presses("Hvornår vil du have status?")

    told = anne.sends(digest_days=["Tirsdag", "Fredag"], digest_time="14:15")

    assert told.said == ("Det er gemt: du får status tirsdag og fredag kl. 14.15 i Slack.",)
    with workspace.database.read() as session:
        digest = session.get_one(Digest, membership_of(session, answered, anne.id).id)
        assert (digest.days, digest.minute, digest.in_slack, digest.by_mail) == (
            [1, 4],
            14 * 60 + 15,
            True,
            False,
        )


@pytest.mark.usefixtures("answered")
def test_days_without_a_way_are_asked_about(anne: Human) -> None:
    anne.commands("status")
    anne.presses("Hvornår vil du have status?")

    told = anne.sends(digest_days=["Mandag"], digest_ways=[])

    assert told.faults == {"digest_ways": "Vælg, om den skal komme i Slack eller med mail."}


def test_a_message_that_failed_is_sent_again_from_the_status(
    workspace: Workspace, answered: Process, anne: Human
) -> None:
    now = workspace.clock()
    with workspace.database.write() as session:
        post = Post(
            key="x",
            team_id=TEAM,
            process_id=answered.id,
            person_id=membership_of(session, answered, JONAS).person_id,
            message={"text": "Workshop om en uge", "blocks": []},
            state=PostState.FAILED,
            due_at=now - timedelta(days=1),
            error="account_inactive",
        )
        session.add(post)
        session.flush()
        post_id = post.id
    anne.commands("status")
    before = anne.reads()

    anne.presses("Send igen")

    assert "1 besked er ikke kommet frem" in before
    assert "Grund: kontoen i Slack er lukket." in before
    assert "Beskeden bliver sendt igen." in anne.reads()
    assert "ikke kommet frem" not in anne.reads()
    with workspace.database.read() as session:
        assert session.get_one(Post, post_id).state is PostState.WAITING
