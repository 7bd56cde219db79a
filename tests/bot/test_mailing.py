"""Mail from the outbox through real servers: each once, whatever happens in between."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.deliveries import Delayed, Delivered, Failed, Nothing, Unsure
from bot.errors import DeliveryFailed
from bot.mailing import Mail, MailRests, mail_next, message_id_of
from bot.outbox import put
from bot.posts import SentAgain, send_again
from handlers.mail import SmtpCourier
from models import Database, Person, Process
from models.enums import PostState
from tests.post_office import PostOffice, post_office
from tests.posting import (
    MINUTE,
    NOW,
    RememberingCourier,
    card_about,
    deliver_next,
    facilitator,
    leave_claimed,
    machinery,
    mette,
    post_of,
)

__all__ = ["post_office"]

METTE = "mette.friis@aalborg.example"


def put_mail(
    database: Database, key: str = "invitation", due_at: datetime = NOW, *, by_day: bool = False
) -> int:
    with database.write() as session:
        process = session.exec(select(Process)).first() or machinery(session)
        person = session.exec(select(Person)).first() or mette(session)
        mail = Mail(
            subject=key,
            plain="Hej Mette",
            to_name=person.name,
            to=METTE,
            from_name="Sammen",
            from_="sammen@copi.example",
        )
        put(
            session,
            key=key,
            team_id="T1",
            process_id=process.id,
            person_id=person.id,
            address=METTE,
            message=mail.stored(),
            due_at=due_at,
            waits_for_daytime=by_day,
        )
    return post_of(database, key).id


def mail_all(database: Database, office: PostOffice, now: datetime = NOW) -> list[object]:
    outcomes: list[object] = []
    while not isinstance(outcome := mail_next(database, office.courier, now=now), Nothing):
        outcomes.append(outcome)
    return outcomes


def subjects(office: PostOffice) -> list[str]:
    return [mailed.parsed["Subject"] for mailed in office.taken]


def test_what_is_put_comes_back_from_the_column() -> None:
    mail = Mail(
        subject="Workshop",
        plain="Hej",
        to_name="Mette",
        to=METTE,
        from_name="Sammen",
        from_="sammen@copi.example",
        html="<p>Hej</p>",
        calendar="BEGIN:VCALENDAR",
        method="REQUEST",
        in_reply_to="<1@aalborg.example>",
    )

    assert mail.stored()["text"] == "Workshop"
    assert mail.stored()["mail"]["from"] == "sammen@copi.example"
    assert Mail.of(mail.stored()) == mail


def test_mail_goes_by_mail_and_the_rest_by_slack(
    database: Database, post_office: PostOffice
) -> None:
    put_mail(database)
    slack = RememberingCourier()

    in_slack = deliver_next(database, slack, now=NOW)
    by_mail = mail_next(database, post_office.courier, now=NOW)

    post = post_of(database, "invitation")
    assert in_slack == Nothing()
    assert by_mail == Delivered(post_id=post.id, channel=METTE, person_id=1)
    assert subjects(post_office) == ["invitation"]
    assert (post.state, post.sent_at, post.error) == (PostState.SENT, NOW, None)


def test_a_mail_left_by_a_crash_before_it_was_sent_is_sent(
    database: Database, post_office: PostOffice
) -> None:
    leave_claimed(database, put_mail(database), NOW)

    too_early = mail_all(database, post_office, NOW + 2 * MINUTE)
    mail_all(database, post_office, NOW + 3 * MINUTE)

    assert too_early == []
    assert subjects(post_office) == ["invitation"]


def test_a_mail_left_by_a_crash_after_it_was_sent_is_not_repeated(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    mail_all(database, post_office)
    leave_claimed(database, post_id, NOW)  # as if recording it had not been reached

    mail_all(database, post_office, NOW + 3 * MINUTE)

    assert subjects(post_office) == ["invitation"]
    assert post_of(database, "invitation").state is PostState.SENT


def test_a_mail_whose_answer_was_lost_is_looked_for_and_not_repeated(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    post_office.hang_up_after_data = 1

    [lost] = mail_all(database, post_office)
    mail_all(database, post_office, NOW + 3 * MINUTE)

    assert isinstance(lost, Delayed)
    assert (lost.post_id, lost.until) == (post_id, NOW + 2 * MINUTE)
    assert subjects(post_office) == ["invitation"]
    assert post_of(database, "invitation").state is PostState.SENT


def test_a_mail_without_a_copy_whose_answer_was_lost_is_left_to_the_facilitators(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    post_office.refused["sammen@copi.example"] = "552 Full"
    post_office.hang_up_after_data = 1

    [lost] = mail_all(database, post_office)
    later = mail_all(database, post_office, NOW + 3 * MINUTE)

    assert isinstance(lost, Delayed)
    assert later == [Unsure(post_id=post_id)]
    assert subjects(post_office) == ["invitation"]
    assert post_of(database, "invitation").state is PostState.UNSURE


def test_a_crash_after_a_mail_without_a_copy_leaves_it_to_the_facilitators_too(
    database: Database, post_office: PostOffice
) -> None:
    class Dying(SmtpCourier):
        def deliver(self, mail: Mail, **given: Any) -> None:
            super().deliver(mail, **given)
            raise KeyboardInterrupt

    post_id = put_mail(database)
    post_office.refused["sammen@copi.example"] = "552 Full"
    dying = Dying(post_office.smtp, mailbox=post_office.mailbox)
    with pytest.raises(KeyboardInterrupt):
        mail_next(database, dying, now=NOW)

    later = mail_all(database, post_office, NOW + 3 * MINUTE)

    assert later == [Unsure(post_id=post_id)]
    assert subjects(post_office) == ["invitation"]


def test_a_mail_that_was_refused_for_now_is_tried_again_without_looking(
    database: Database, post_office: PostOffice
) -> None:
    put_mail(database)
    post_office.refused[METTE] = "450 4.2.1 Greylisted"
    without_mailbox = SmtpCourier(post_office.smtp, mailbox=None)

    delayed = mail_next(database, without_mailbox, now=NOW)
    post_office.refused.clear()
    delivered = mail_next(database, without_mailbox, now=NOW + MINUTE)

    assert isinstance(delayed, Delayed)
    assert isinstance(delivered, Delivered)
    assert subjects(post_office) == ["invitation"]


def test_while_the_mailbox_is_down_a_doubtful_mail_waits_and_others_go(
    database: Database, post_office: PostOffice
) -> None:
    leave_claimed(database, put_mail(database, "doubtful"), NOW)
    put_mail(database, "other")
    blocked = SmtpCourier(post_office.smtp, mailbox=_DeadMailbox())  # type: ignore[arg-type]
    later = NOW + 3 * MINUTE

    outcomes = [mail_next(database, blocked, now=later) for _ in range(3)]

    doubtful = post_of(database, "doubtful")
    assert [type(outcome) for outcome in outcomes] == [Delayed, Delivered, Nothing]
    assert subjects(post_office) == ["other"]
    assert (doubtful.due_at, doubtful.attempts) == (later + MINUTE, 1)
    mail_all(database, post_office, later + MINUTE)
    assert subjects(post_office) == ["other", "doubtful"]


class _DeadMailbox:
    """A mailbox that nobody can open."""

    def holds(self, message_id: str) -> bool:
        raise DeliveryFailed(f"refused: {message_id}", permanent=False)


def test_without_a_mailbox_the_facilitators_decide_on_a_doubtful_mail(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    leave_claimed(database, post_id, NOW)
    blind = SmtpCourier(post_office.smtp, mailbox=None)

    outcome = mail_next(database, blind, now=NOW + 3 * MINUTE)

    assert outcome == Unsure(post_id=post_id)
    card = card_about(database, post_id)
    assert card.channel == "GLEAD"
    assert card.message["text"] == ("Jeg er ikke sikker på, at en mail til Mette Friis nåede frem.")
    with database.write() as session:
        anne = facilitator(session, session.exec(select(Process)).one())
        assert send_again(session, post_id=post_id, person=anne, now=NOW) == SentAgain()
    mail_next(database, blind, now=NOW + 3 * MINUTE)
    assert subjects(post_office) == ["invitation"]


def test_a_reader_whom_the_server_does_not_know_is_shown_to_the_facilitators(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    post_office.refused[METTE] = "550 5.1.1 No such user"

    [failed] = mail_all(database, post_office)

    assert failed == Failed(post_id=post_id, reason="550 5.1.1 No such user")
    card = card_about(database, post_id)
    assert card.message["text"] == "Jeg kunne ikke sende en mail til Mette Friis."
    assert "550 5.1.1 No such user" in str(card.message["blocks"])


def test_without_a_server_a_mail_rests_and_loses_no_attempt(
    database: Database, post_office: PostOffice
) -> None:
    post_id = put_mail(database)
    post_office.close()

    outcomes = [mail_next(database, post_office.courier, now=NOW) for _ in range(20)]
    post_office.open()
    mail_all(database, post_office)

    assert {type(outcome) for outcome in outcomes} == {MailRests}
    assert subjects(post_office) == ["invitation"]
    assert post_of(database, "invitation").attempts == 1
    assert post_of(database, "invitation").id == post_id


def test_mail_that_waits_for_daytime_waits_for_it(
    database: Database, post_office: PostOffice
) -> None:
    put_mail(database, by_day=True)
    evening = NOW.replace(hour=20)

    [delayed] = mail_all(database, post_office, evening)
    mail_all(database, post_office, NOW + timedelta(days=1))

    assert isinstance(delayed, Delayed)
    assert delayed.reason == "quiet hours"
    assert subjects(post_office) == ["invitation"]


def test_each_post_has_a_message_id_of_its_own_that_stays_the_same() -> None:
    first = message_id_of(post_id=7, key="invitation", sender="sammen@copi.example")
    again = message_id_of(post_id=7, key="invitation", sender="sammen@copi.example")
    other = message_id_of(post_id=7, key="reminder", sender="sammen@copi.example")

    assert first == again != other
    assert first.startswith("<post-7.")
    assert first.endswith("@copi.example>")
