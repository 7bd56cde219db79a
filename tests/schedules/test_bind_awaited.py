"""People who are awaited are looked up gently, written to once, and bound when they appear."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.awaited import Account, Addressee, arrive, await_people, mail_key
from bot.conversation.questions import Language
from bot.errors import DeliveryFailed
from models import AwaitedPerson, Database, Membership, Person, Post, Process
from models.enums import PostState, Role, Stage
from models.posts import find_post
from schedules.bind_awaited import AT_ONCE, Binding
from tests.awaiting import KnownAccounts
from tests.builders import ANNE, TEAM, add_person, load_process, membership_of, organisation_of
from tests.post_office import SAMMEN

SARA = Account(slack_id="U0SARA", name="Sara Lind", email="sara.lind@odense.example", language="en")
PROFILE = {"name": "Sara Lind", "slack_email": SARA.email, "language": "da"}


@pytest.fixture
def process(database: Database, now: datetime) -> Process:
    with database.write() as session:
        return load_process(session, now=now)


@pytest.fixture
def accounts() -> KnownAccounts:
    return KnownAccounts()


def awaits(
    database: Database,
    process: Process,
    email: str,
    *,
    now: datetime,
    language: Language | None = None,
) -> int:
    with database.write() as session:
        sara = Addressee(
            email=email,
            name="Sara Lind",
            organisation_id=organisation_of(session, "koebenhavn").id,
            role=Role.ADVISER,
            language=language,
        )
        anne = add_person(session, ANNE, now=now)
        await_people(session, process=process, people=[sara], by=anne, now=now)
        return session.exec(
            select(AwaitedPerson.id).where(AwaitedPerson.email == email.lower())
        ).one()


def mails(database: Database) -> list[Post]:
    with database.read() as session:
        return [one for one in session.exec(select(Post)) if one.address is not None]


def test_who_has_no_account_is_written_to_once(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaited_id = awaits(database, process, SARA.email, now=now)
    binding = Binding(accounts, SAMMEN)

    counts = [binding.bind_awaited(database, now + timedelta(hours=7 * n)) for n in range(3)]

    [mail] = mails(database)
    assert counts == [1, 1, 1]
    assert (mail.key, mail.address) == (mail_key(awaited_id), SARA.email)
    assert (mail.person_id, mail.waits_for_daytime) == (None, True)


def test_who_has_an_account_is_welcomed_there_and_gets_no_mail(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaits(database, process, SARA.email, now=now)
    accounts.there[SARA.email] = SARA

    Binding(accounts, SAMMEN).bind_awaited(database, now)

    with database.read() as session:
        membership = membership_of(session, process, SARA.slack_id)
        city = organisation_of(session, "koebenhavn").id
        awaited = session.exec(select(AwaitedPerson)).one()
        [welcome] = session.exec(select(Post)).all()
    assert (membership.stage, membership.role) == (Stage.INVITED, Role.ADVISER)
    assert membership.organisation_id == city
    assert (awaited.person_id, awaited.bound_at) == (membership.person_id, now)
    assert welcome.key == f"membership:{membership.id}:welcome"


def languages(database: Database) -> tuple[str, str]:
    """What Sara reads, and in which language she is welcomed."""
    with database.read() as session:
        person = session.exec(select(Person).where(Person.slack_id == SARA.slack_id)).one()
        [welcome] = session.exec(select(Post).where(col(Post.person_id) == person.id)).all()
    return person.language, "en" if "Hello Sara" in str(welcome.message) else "da"


@pytest.mark.parametrize(
    ("said", "expected"), [(None, "en"), (Language.ENGLISH, "en"), (Language.DANISH, "da")]
)
def test_whoever_is_found_reads_what_the_list_says_or_else_what_slack_says(
    database: Database,
    process: Process,
    accounts: KnownAccounts,
    now: datetime,
    said: Language | None,
    expected: str,
) -> None:
    awaits(database, process, SARA.email, now=now, language=said)
    accounts.there[SARA.email] = SARA

    Binding(accounts, SAMMEN).bind_awaited(database, now)

    assert languages(database) == (expected, expected)


@pytest.mark.parametrize(
    ("said", "expected"), [(None, "en"), (Language.ENGLISH, "en"), (Language.DANISH, "da")]
)
def test_whoever_comes_by_themselves_reads_the_same(
    database: Database, process: Process, now: datetime, said: Language | None, expected: str
) -> None:
    awaits(database, process, SARA.email, now=now, language=said)

    with database.write() as session:
        profile = PROFILE | {"language": "en"}
        arrive(session, team_id=TEAM, slack_id=SARA.slack_id, now=now, **profile)

    assert languages(database) == (expected, expected)


def test_nobody_is_looked_up_again_within_hours(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaits(database, process, SARA.email, now=now)
    binding = Binding(accounts, SAMMEN)

    counts = [binding.bind_awaited(database, now + timedelta(hours=n)) for n in (0, 1, 5, 6, 7)]

    assert counts == [1, 0, 0, 1, 0]


def test_a_few_are_looked_up_at_a_time_and_all_have_their_turn(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    for number in range(12):
        awaits(database, process, f"p{number}@x.example", now=now)
    binding = Binding(accounts, SAMMEN)

    counts = [binding.bind_awaited(database, now) for _ in range(4)]

    assert counts == [AT_ONCE, AT_ONCE, 2, 0]
    assert len(set(accounts.asked)) == 12
    assert len(mails(database)) == 12


def test_who_has_had_no_mail_goes_before_those_who_have(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    for number in range(AT_ONCE):
        awaits(database, process, f"old{number}@x.example", now=now)
    Binding(accounts, SAMMEN).bind_awaited(database, now)
    awaits(database, process, "new@x.example", now=now)
    accounts.asked.clear()

    Binding(accounts, SAMMEN).bind_awaited(database, now)  # as after a restart

    assert accounts.asked[0] == "new@x.example"


@pytest.mark.parametrize(
    "failure",
    [
        DeliveryFailed("ratelimited", permanent=False, retry_after=30),
        DeliveryFailed("HTTP 500", permanent=False),
        DeliveryFailed("missing_scope", permanent=False),
    ],
)
def test_a_busy_slack_is_left_alone_and_nobody_is_taken_to_be_missing(
    database: Database,
    process: Process,
    accounts: KnownAccounts,
    now: datetime,
    failure: DeliveryFailed,
) -> None:
    awaits(database, process, SARA.email, now=now)
    accounts.failures.append(failure)
    binding = Binding(accounts, SAMMEN)

    at_once = [binding.bind_awaited(database, now + timedelta(seconds=n)) for n in (0, 5, 29)]
    before = mails(database)
    later = binding.bind_awaited(database, now + timedelta(seconds=61))

    assert (at_once, before, later) == ([0, 0, 0], [], 1)
    assert len(mails(database)) == 1


def test_an_address_that_slack_will_not_look_up_keeps_nobody_else_waiting(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaits(database, process, "odd@x.example", now=now)
    awaits(database, process, SARA.email, now=now)
    accounts.there[SARA.email] = SARA
    accounts.failures.append(DeliveryFailed("invalid_arguments", permanent=True))

    Binding(accounts, SAMMEN).bind_awaited(database, now)

    assert accounts.asked == ["odd@x.example", SARA.email]
    assert mails(database) == []
    with database.read() as session:
        assert membership_of(session, process, SARA.slack_id).stage is Stage.INVITED


def test_without_mail_they_are_still_looked_for(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaits(database, process, SARA.email, now=now)

    assert Binding(accounts, None).bind_awaited(database, now) == 1
    assert mails(database) == []


def test_a_first_visit_binds_and_keeps_back_the_mail_that_waits(
    database: Database, process: Process, accounts: KnownAccounts, now: datetime
) -> None:
    awaited_id = awaits(database, process, "SARA.Lind@odense.example", now=now)
    Binding(accounts, SAMMEN).bind_awaited(database, now)

    for _ in range(2):
        with database.write() as session:
            arrive(session, team_id=TEAM, slack_id=SARA.slack_id, now=now, **PROFILE)

    with database.read() as session:
        mail = find_post(session, key=mail_key(awaited_id))
        membership = membership_of(session, process, SARA.slack_id)
        posts = session.exec(select(Post)).all()
    assert mail is not None
    assert mail.state is PostState.FAILED
    assert membership.stage is Stage.INVITED
    assert len(posts) == 2


def test_somebody_of_another_workspace_is_somebody_else(
    database: Database, process: Process, now: datetime
) -> None:
    awaits(database, process, SARA.email, now=now)

    with database.write() as session:
        arrive(session, team_id="T0OTHER", slack_id=SARA.slack_id, now=now, **PROFILE)

    with database.read() as session:
        awaited = session.exec(select(AwaitedPerson)).one()
        assert len(session.exec(select(Membership)).all()) == 2
    assert awaited.person_id is None
