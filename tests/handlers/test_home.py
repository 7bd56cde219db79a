"""Home, from the rows to what is published."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.conversation.questions import Chosen, Written
from handlers.home import _change_language, _opened
from models import Contact, Conversation, Document, Meeting, Milestone, Post
from models.enums import MeetingForm, MilestoneState, PostState, Precision, Role, Stage
from tests.gathering import MAY, Gathering, amount
from tests.home_visits import NOW, home_of, press, visit_of

DAY = timedelta(days=1)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    process_id = gathering.process.id
    words = {"da": "Workshop", "en": "Workshop"}
    starts = datetime(2022, 6, 8, 10, tzinfo=UTC)
    session.add_all(
        [
            Meeting(
                process_id=process_id,
                key="workshop",
                title=words,
                starts_at=starts,
                ends_at=starts + timedelta(hours=4),
                form=MeetingForm.PHYSICAL,
            ),
            Milestone(
                process_id=process_id,
                key="workshop",
                position=0,
                title=words,
                day=date(2022, 6, 8),
                precision=Precision.DAY,
                state=MilestoneState.PLANNED,
            ),
            Milestone(
                process_id=process_id,
                key="review",
                position=1,
                title={"da": "Opsamling", "en": "Summing up"},
                day=date(2022, 6, 1),
                precision=Precision.MONTH,
                state=MilestoneState.PLANNED,
            ),
            Document(
                process_id=process_id,
                key="clients",
                position=0,
                title={"da": "Kun bygherrer", "en": "Clients only"},
                kind="slides",
                url="https://eksempel.dk/a",
                audience=["need_owner"],
            ),
            Document(
                process_id=process_id,
                key="later",
                position=1,
                title={"da": "Senere oplæg", "en": "Later slides"},
                kind="slides",
                url="https://eksempel.dk/b",
                available_from=date(2022, 5, 10),
                audience=["need_owner", "market_actor"],
            ),
            Contact(
                process_id=process_id,
                key="julie",
                name="Julie Munk",
                title={"da": "Konsulent", "en": "Consultant"},
                organisation_name="CO-PI",
                email="jmu@co-pi.dk",
                position=0,
            ),
        ]
    )
    session.flush()
    return gathering


def test_a_member_sees_how_far_the_organisation_is_whoever_answered(
    gathering: Gathering,
) -> None:
    gathering.member("Mette", "Aalborg")
    gathering.member("Bo", "Aalborg")
    interview = gathering.answers(
        "Aalborg", {"machines": Chosen(("small",)), "small_count": amount("7")}, by="Bo"
    )
    mette = gathering.people["Mette"]
    gathering.session.add(
        Conversation(interview_id=interview.id, person_id=mette.id, last_heard_at=MAY)
    )
    gathering.session.flush()

    read = home_of(visit_of(gathering, "Mette"))

    assert "*2 af 4* spørgsmål er besvaret for *Aalborg*." in read
    assert f"[!Fortsæt | interview.resume {interview.id}]" in read
    assert "(Bo svarer sammen med dig.)" in read
    assert "• Små maskiner, pr. år: 7 maskiner" in read


def test_a_colleague_who_has_not_begun_gets_a_button_that_begins_their_side(
    gathering: Gathering,
) -> None:
    gathering.member("Mette", "Aalborg")
    gathering.member("Bo", "Aalborg")
    gathering.answers("Aalborg", {"machines": Chosen(("small",))}, by="Bo")

    read = home_of(visit_of(gathering, "Mette"))

    assert f"interview.begin {gathering.process.id}" in read
    assert "interview.resume" not in read
    assert "interview.review" not in read


def test_a_meeting_and_the_milestone_that_announces_it_are_told_once(
    gathering: Gathering,
) -> None:
    gathering.member("Mette", "Aalborg")

    read = home_of(visit_of(gathering, "Mette"))

    dates = [line for line in read.splitlines() if "2022" in line]
    assert dates == [
        "→ *Vi er her*, mandag 9. maj 2022",
        "• Opsamling: juni 2022",
        "• *Workshop*: onsdag 8. juni 2022 kl. 12.00–16.00, om 30 dage. Sted følger",
    ]


def test_a_meeting_that_is_over_is_marked_as_held(gathering: Gathering) -> None:
    gathering.member("Mette", "Aalborg")

    read = home_of(visit_of(gathering, "Mette", now=datetime(2022, 6, 8, 14, tzinfo=UTC)))

    assert "• Workshop: onsdag 8. juni 2022 kl. 12.00–16.00, afholdt" in read


@pytest.mark.parametrize(
    ("name", "role", "now", "titles"),
    [
        ("a client", Role.NEED_OWNER, NOW, {"Kun bygherrer"}),
        ("a client on the day", Role.NEED_OWNER, NOW + DAY, {"Kun bygherrer", "Senere oplæg"}),
        ("a market actor", Role.MARKET_ACTOR, NOW, set()),
        ("a market actor on the day", Role.MARKET_ACTOR, NOW + DAY, {"Senere oplæg"}),
        (
            "a facilitator on the day",
            Role.FACILITATOR,
            NOW + DAY,
            {"Kun bygherrer", "Senere oplæg"},
        ),
    ],
)
def test_documents_are_shown_to_the_roles_they_are_meant_for_from_their_day_on(
    gathering: Gathering, name: str, role: Role, now: datetime, titles: set[str]
) -> None:
    gathering.member(name, "Aalborg", role=role)

    read = home_of(visit_of(gathering, name, now=now))

    assert {title for title in ("Kun bygherrer", "Senere oplæg") if title in read} == titles


@pytest.mark.parametrize(
    "stage", [Stage.INVITED, Stage.LATER, Stage.DECLINED, Stage.APPLIED, Stage.REFUSED]
)
def test_who_has_not_joined_sees_neither_dates_nor_documents_but_whom_to_ask(
    gathering: Gathering, stage: Stage
) -> None:
    gathering.member("Eva", "Novafos", stage=stage)

    read = home_of(visit_of(gathering, "Eva"))

    assert "2022 kl." not in read
    assert "Kun bygherrer" not in read
    assert "jmu@co-pi.dk" in read


def test_who_is_invited_reads_who_asks(gathering: Gathering) -> None:
    gathering.member("Julie", role=Role.FACILITATOR)
    gathering.member("Eva", stage=Stage.INVITED, invited_by="Julie")

    read = home_of(visit_of(gathering, "Eva"))

    assert "*Julie* spørger, om du vil være med." in read
    assert f"onboarding.start {gathering.process.id}" in read


def test_a_market_actor_never_sees_the_answers_of_their_organisation(
    gathering: Gathering,
) -> None:
    gathering.member("Ib", "Aalborg", role=Role.MARKET_ACTOR)
    gathering.answers("Aalborg", {"obstacles": Written("hemmeligt")})

    read = home_of(visit_of(gathering, "Ib"))

    assert "hemmeligt" not in read
    assert "Rolle: Markedsaktør" in read


def test_a_facilitator_meets_applications_first_and_can_decide_on_them(
    gathering: Gathering,
) -> None:
    gathering.member("Julie", role=Role.FACILITATOR)
    application = gathering.member("Eva", "Novafos", stage=Stage.APPLIED)
    visit = visit_of(gathering, "Julie")

    read = home_of(visit)

    assert read.index("*Eva* vil være med") < read.index("organisation")
    assert f"onboarding.approve {application.id}:{int(MAY.timestamp())}" in read
    assert f"summaries.status {gathering.process.id}" in read
    assert f"invitations.invite {gathering.process.id}" in read


def test_somebody_new_in_the_workspace_is_invited_to_take_part(gathering: Gathering) -> None:
    stranger = gathering.member("Eva", stage=Stage.INVITED)
    gathering.session.delete(stranger)
    gathering.session.flush()

    read = home_of(visit_of(gathering, "Eva"))

    assert f"onboarding.start {gathering.process.id}" in read


def test_another_workspaces_processes_are_not_shown(gathering: Gathering) -> None:
    gathering.member("Mette", "Aalborg")
    gathering.process.team_id = "T2"
    gathering.session.flush()

    read = home_of(visit_of(gathering, "Mette"))

    assert "Sammen om maskiner" not in read


def test_the_language_button_saves_the_language_that_home_is_then_shown_in(
    gathering: Gathering,
) -> None:
    gathering.member("Mette", "Aalborg")
    visit = visit_of(gathering, "Mette")

    _change_language(visit, press("en"))

    assert gathering.people["Mette"].language == "en"
    assert "You take part for *Aalborg*." in home_of(visit)


def test_a_language_that_does_not_exist_changes_nothing(gathering: Gathering) -> None:
    gathering.member("Mette", "Aalborg")

    _change_language(visit_of(gathering, "Mette"), press("xx"))

    assert gathering.people["Mette"].language == "da"


@pytest.mark.parametrize(("event", "published"), [({"tab": "home"}, 1), ({"tab": "messages"}, 0)])
def test_home_is_published_when_its_own_tab_is_opened(
    gathering: Gathering, event: dict[str, Any], published: int
) -> None:
    gathering.member("Mette", "Aalborg")
    visit = visit_of(gathering, "Mette")

    _opened(visit, event)

    assert len(visit.replies) == published


def test_a_facilitator_sees_today_s_things_before_the_overview(gathering: Gathering) -> None:
    gathering.member("Julie", role=Role.FACILITATOR)
    gathering.member("Mette", "Aalborg")
    gathering.session.add(
        Post(
            key="x",
            team_id="T1",
            process_id=gathering.process.id,
            channel="C1",
            message={"text": "Hej"},
            state=PostState.FAILED,
            due_at=NOW,
            error="channel_not_found",
        )
    )
    gathering.session.flush()
    review = gathering.session.exec(select(Milestone).where(Milestone.key == "review")).one()
    review.day, review.precision = date(2022, 6, 3), Precision.DAY
    on_the_day = datetime(2022, 6, 7, 8, 0, tzinfo=UTC)

    read = home_of(visit_of(gathering, "Julie", now=on_the_day))

    today = [
        "*Møder i dag og den næste uge*",
        "• *Workshop*: onsdag 8. juni 2022 kl. 12.00–16.00, i morgen. Ingen er inviteret endnu",
        "*Milepæle at se til*\n• Opsamling: fredag 3. juni 2022, skulle være nået for 4 dage siden",
        "*1 besked er ikke kommet frem.*",
        "*Ring til:* Aalborg",
    ]
    places = [read.index(line) for line in today]
    assert places == sorted(places)
    assert places[-1] < read.index("organisation er med")
