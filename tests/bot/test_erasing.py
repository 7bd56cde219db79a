"""Somebody is erased at their own wish: what goes, what stays, and what has to be so before."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, select

from bot.conversation.questions import Written
from bot.erasing import Erased, LeadsAlone, erase
from bot.feeds import feed_for
from bot.my_data import as_json, my_data
from bot.outbox import put
from models import (
    Answer,
    AuditLine,
    AwaitedPerson,
    ContactNote,
    Digest,
    Enquiry,
    EnquiryNote,
    Feed,
    Handout,
    Invitation,
    Meeting,
    Membership,
    Person,
    Post,
)
from models.enums import (
    Attendance,
    ContactKind,
    EnquiryState,
    MeetingForm,
    PostState,
    Reply,
    Role,
    Stage,
    Thing,
)
from tests.gathering import MAY, OBSTACLES, Gathering

DAY = timedelta(days=1)
NAME, EMAIL = "Søren Ågård", "soeren.aagaard@aalborg.example"
BLOCKS = {"text": f"{NAME} er med.", "blocks": []}


@pytest.fixture
def gathering(session: Session) -> Gathering:
    """Søren takes part for Aalborg, with a trace in every table."""
    gathering = Gathering(session)
    gathering.process.facilitators_channel = "G0LEDERE"
    gathering.member("Anne Holm", role=Role.FACILITATOR)
    membership = gathering.member(NAME, "Aalborg Kommune")
    gathering.member("Jonas Krogh", "Aalborg Kommune").stand_in_id = gathering.people[NAME].id
    gathering.answers("Aalborg Kommune", {OBSTACLES.key: Written("Prisen")}, by=NAME)
    soeren = gathering.people[NAME]
    soeren.email = soeren.slack_email = EMAIL
    soeren.dm_channel = "D0SOEREN"
    feed_for(session, person_id=soeren.id, now=MAY)
    for number, days in enumerate((-3, 3)):
        meeting = Meeting(
            process_id=gathering.process.id,
            key=f"meeting-{number}",
            title={"da": "Møde", "en": "Meeting"},
            starts_at=MAY + days * DAY,
            ends_at=MAY + days * DAY + timedelta(hours=1),
            form=MeetingForm.DIGITAL,
            audience=["need_owner"],
        )
        session.add(meeting)
        session.flush()
        session.add(
            Invitation(
                meeting_id=meeting.id,
                person_id=soeren.id,
                invited_at=MAY - 9 * DAY,
                told_at=MAY - 9 * DAY,
                told_revision=0,
                reply=Reply.YES,
                attendance=Attendance.CAME if days < 0 else Attendance.UNKNOWN,
                needs="Vegetar",
            )
        )
    enquiry = Enquiry(
        process_id=gathering.process.id,
        person_id=soeren.id,
        text="Må jeg sige noget fortroligt?",
        language="da",
        state=EnquiryState.OPEN,
        made_at=MAY,
    )
    session.add(enquiry)
    session.flush()
    session.add_all(
        [
            Digest(membership_id=membership.id, days=[0], minute=510, changed_at=MAY),
            EnquiryNote(
                enquiry_id=enquiry.id,
                by_id=gathering.people["Anne Holm"].id,
                is_from_asker=False,
                text="Kære Søren",
                mark="1652077800.000001",
                at=MAY,
            ),
            ContactNote(
                process_id=gathering.process.id,
                organisation_id=gathering.organisation("Aalborg Kommune").id,
                by_id=soeren.id,
                kind=ContactKind.NOTE,
                note="Ring igen",
                at=MAY,
            ),
            Handout(
                process_id=gathering.process.id,
                person_id=soeren.id,
                thing=Thing.DOCUMENT,
                thing_id=1,
                at=MAY,
            ),
        ]
    )
    put(session, key="own", team_id="T1", person_id=soeren.id, message=BLOCKS, due_at=MAY)
    put(session, key="others", team_id="T1", channel="G0LEDERE", message=BLOCKS, due_at=MAY)
    put(session, key="sent", team_id="T1", channel="G0LEDERE", message=BLOCKS, due_at=MAY)
    session.connection().execute(text("UPDATE posts SET state = 'sent' WHERE key = 'sent'"))
    session.flush()
    return gathering


def erased(gathering: Gathering, name: str = NAME) -> Person:
    person = gathering.people[name]
    outcome = erase(gathering.session, person=person, organizer=None, now=MAY)
    assert outcome == Erased()
    return person


def everything_kept(session: Session) -> str:
    """All rows of all tables, as the database holds them."""
    return "\n".join(
        str(list(session.connection().execute(table.select()).mappings()))
        for table in SQLModel.metadata.sorted_tables
    )


def test_nothing_that_tells_who_they_are_is_left_anywhere(gathering: Gathering) -> None:
    slack_id = gathering.people[NAME].slack_id
    gathering.session.connection().execute(
        text("UPDATE posts SET state = 'sent' WHERE key = 'others'")
    )

    erased(gathering)

    kept = everything_kept(gathering.session)
    for trace in (NAME, EMAIL, f"'{slack_id}'", "D0SOEREN", "Vegetar", "fortroligt", "Kære Søren"):
        assert trace not in kept
    assert "Ring igen" not in kept


def test_the_organisations_answers_stay_and_so_does_who_came(gathering: Gathering) -> None:
    person = erased(gathering)

    session = gathering.session
    [answer] = session.exec(select(Answer))
    past, coming = session.exec(select(Invitation).order_by(col(Invitation.id)))
    assert (answer.written, answer.given_by_id, person.name) == ("Prisen", person.id, "Slettet")
    assert (past.attendance, past.removed_at) == (Attendance.CAME, None)
    assert coming.removed_at == MAY


def test_what_waits_for_them_is_not_sent_and_their_calendar_is_closed(
    gathering: Gathering,
) -> None:
    person = erased(gathering)

    session = gathering.session
    theirs = session.exec(select(Post).where(Post.person_id == person.id)).all()
    assert {one.state for one in theirs} == {PostState.FAILED}
    assert session.exec(select(Feed)).all() == []
    assert session.exec(select(Membership).where(Membership.person_id == person.id)).all() == []


def test_what_was_sent_to_others_and_names_them_is_emptied_and_nothing_else(
    gathering: Gathering,
) -> None:
    put(
        gathering.session,
        key="elsewhere",
        team_id="T1",
        channel="C1",
        message={"text": "Velkommen", "blocks": []},
        due_at=MAY,
    )
    gathering.session.connection().execute(
        text("UPDATE posts SET state = 'sent' WHERE key = 'elsewhere'")
    )

    erased(gathering)

    gathering.session.expire_all()
    words = {one.key: one.message["text"] for one in gathering.session.exec(select(Post))}
    assert (words["sent"], words["elsewhere"]) == ("", "Velkommen")


def test_nobody_stands_in_for_them_or_they_for_others(gathering: Gathering) -> None:
    erased(gathering)

    gathering.session.expire_all()
    stand_ins = [one.stand_in_id for one in gathering.session.exec(select(Membership))]
    assert stand_ins == [None, None]


def test_the_facilitators_hear_that_somebody_left_and_not_who(gathering: Gathering) -> None:
    erased(gathering)

    [told] = gathering.session.exec(select(Post).where(col(Post.key).like("membership:%:gone")))
    assert told.channel == "G0LEDERE"
    assert told.message["text"] == (
        "En person, der var med for *Aalborg Kommune*, er ikke længere med i Sammen om maskiner. "
        "1 kollega er stadig med. Organisationens svar bliver."
    )


def test_the_log_keeps_numbers(gathering: Gathering) -> None:
    person = erased(gathering)

    [line] = gathering.session.exec(select(AuditLine).where(AuditLine.act == "people.erase"))
    assert (line.person_id, line.about) == (person.id, {"person": person.id})


def test_erased_twice_is_once(gathering: Gathering) -> None:
    person = erased(gathering)

    again = erase(gathering.session, person=person, organizer=None, now=MAY + DAY)

    assert again == Erased()
    assert person.erased_at == MAY


def test_the_only_facilitator_has_to_hand_over_first(gathering: Gathering) -> None:
    anne = gathering.people["Anne Holm"]

    outcome = erase(gathering.session, person=anne, organizer=None, now=MAY)

    assert outcome == LeadsAlone((gathering.process,))
    assert (anne.name, anne.erased_at) == ("Anne Holm", None)


def test_of_two_facilitators_one_may_go(gathering: Gathering) -> None:
    gathering.member("Karl Toft", role=Role.FACILITATOR)

    erased(gathering, "Anne Holm")

    outcome = erase(
        gathering.session, person=gathering.people["Karl Toft"], organizer=None, now=MAY
    )
    assert outcome == LeadsAlone((gathering.process,))


@pytest.mark.parametrize(
    "stage", [Stage.INVITED, Stage.LATER, Stage.DECLINED, Stage.APPLIED, Stage.REFUSED, Stage.LEFT]
)
def test_the_right_holds_at_whatever_stage(gathering: Gathering, stage: Stage) -> None:
    gathering.member("Eva Lind", "Novafos", stage=stage)

    person = erased(gathering, "Eva Lind")

    assert person.slack_id == f"deleted-{person.id}"
    told = select(Post).where(col(Post.key).like("membership:%:gone"))
    assert gathering.session.exec(told).all() == []  # nobody had joined who left


def test_an_address_that_is_anothers_gives_nothing_of_theirs_and_takes_nothing(
    gathering: Gathering,
) -> None:
    session = gathering.session
    soeren, anne = gathering.people[NAME], gathering.people["Anne Holm"]
    soeren.email = "Eva.Lind@novafos.example"  # typed in his preferences; Eva is awaited by mail
    awaited = AwaitedPerson(
        process_id=gathering.process.id,
        email="eva.lind@novafos.example",
        name="Eva Lind",
        role=Role.NEED_OWNER,
        language="da",
        invited_by_id=anne.id,
        invited_at=MAY,
    )
    session.add(awaited)
    put(session, key="to Eva", team_id="T1", address=awaited.email, message=BLOCKS, due_at=MAY)

    data = as_json(my_data(session, person=soeren, now=MAY)).decode()
    erased(gathering)

    session.expire_all()
    post = session.exec(select(Post).where(Post.key == "to Eva")).one()
    assert "Eva Lind" not in data
    assert session.exec(select(AwaitedPerson.name)).all() == ["Eva Lind"]
    assert (post.state, post.address) == (PostState.WAITING, "eva.lind@novafos.example")


def test_what_was_mailed_before_they_had_an_account_goes_with_them(gathering: Gathering) -> None:
    session = gathering.session
    soeren = gathering.people[NAME]
    awaited = AwaitedPerson(
        process_id=gathering.process.id,
        email="sa@aalborg.example",  # the address at which he was invited
        name=NAME,
        role=Role.NEED_OWNER,
        language="da",
        invited_by_id=gathering.people["Anne Holm"].id,
        invited_at=MAY,
        person_id=soeren.id,
    )
    session.add(awaited)
    put(session, key="mailed", team_id="T1", address=awaited.email, message=BLOCKS, due_at=MAY)

    erased(gathering)

    session.expire_all()
    post = session.exec(select(Post).where(Post.key == "mailed")).one()
    assert session.exec(select(AwaitedPerson)).all() == []
    assert (post.state, post.address, post.message["text"]) == (PostState.FAILED, None, "")
