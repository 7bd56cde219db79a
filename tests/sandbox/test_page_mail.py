"""Mail and calendar as the page tells of them, and the answers that people send."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from sandbox.server import RunningSandbox, start
from tests.sandbox.calendar_files import calendar_file
from tests.sandbox.driving import Answer, Api, Person, fetch, turn
from tests.sandbox.mailing import METTE, SAMMEN, contents, invitation, mail, send

LATER = "20220510T070000Z"


def newest(person: Person) -> Answer:
    """The newest mail of a person, in full."""
    mails = person.see("mails")["mails"]
    shown: Answer = person.see("mail", id=mails[0]["id"])
    return shown


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def sent_to_sammen(sandbox: RunningSandbox) -> list[EmailMessage]:
    return [read(one) for one in contents(sandbox)]


def answered(reply: EmailMessage) -> list[str]:
    """The lines of the calendar part of an answer, whose method the mail must name too."""
    part = list(reply.walk())[-1]
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REPLY")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n ", "").splitlines()


def test_a_mail_is_unread_until_it_is_opened(sandbox: RunningSandbox, mette: Person) -> None:
    send(sandbox, mail("Velkommen", "Hej Mette\n\nVi ses."))
    before = mette.see("state")["mail"]
    shown = newest(mette)

    mette.do("mail-read", id=shown["id"])

    assert before == {"address": METTE, "unread": 1}
    assert mette.see("state")["mail"]["unread"] == 0
    assert (shown["from_name"], shown["from_address"]) == ("Sammen", SAMMEN)
    assert (shown["subject"], shown["text"]) == ("Velkommen", "Hej Mette\n\nVi ses.")
    assert abs(shown["received"] - sandbox.slack.clock.timestamp()) < 60
    assert (shown["invitation"], shown["trouble"]) == (None, "")


def test_people_see_their_own_mail_only(
    sandbox: RunningSandbox, mette: Person, anne: Person
) -> None:
    send(sandbox, mail())

    assert anne.see("mails")["mails"] == []
    assert anne.see("mail", id=newest(mette)["id"])["ok"] is False
    assert anne.do("mail-reply", id=newest(mette)["id"], text="Hej")["ok"] is False


def test_only_plain_words_are_shown(sandbox: RunningSandbox, mette: Person) -> None:
    message = mail(text="Rent")
    message.add_alternative("<p>Pænt <script>1</script></p>", subtype="html")
    message.add_attachment(b"123", maintype="text", subtype="calendar", filename="møde.ics")

    send(sandbox, message)

    shown = newest(mette)
    assert (shown["text"], shown["invitation"]) == ("Rent", None)
    assert shown["attachments"] == [{"name": "møde.ics", "size": 3}]


def test_an_invitation_stands_in_the_calendar_and_can_be_answered(
    sandbox: RunningSandbox, mette: Person
) -> None:
    send(sandbox, invitation(calendar_file(sequence=2)))

    shown = newest(mette)["invitation"]

    assert (shown["title"], shown["organizer"]) == ("Workshop om behov", "Sammen")
    assert (shown["verdict"], shown["is_current"], shown["can_answer"]) == ("new", True, True)
    (event,) = mette.see("calendar")["events"]
    assert (event["uid"], event["answer"]) == ("workshop-1@copi.example", None)


def test_an_answer_is_a_mail_that_the_organizer_can_trust(
    sandbox: RunningSandbox, mette: Person
) -> None:
    send(sandbox, invitation(calendar_file(sequence=2)))
    asked = newest(mette)

    assert mette.do("mail-answer", id=asked["id"], answer="ACCEPTED") == {"ok": True}

    (reply,) = sent_to_sammen(sandbox)
    assert reply["From"] == f"Mette Friis <{METTE}>"
    assert reply["Subject"] == "Accepteret: Workshop om behov"
    assert reply["Authentication-Results"].split()[1] == "dmarc=pass"
    lines = answered(reply)
    assert {"METHOD:REPLY", "UID:workshop-1@copi.example", "SEQUENCE:2"} <= set(lines)
    (attendee,) = (line for line in lines if line.startswith("ATTENDEE"))
    assert "PARTSTAT=ACCEPTED" in attendee
    assert attendee.endswith(f":MAILTO:{METTE}")
    assert not any(line.startswith("ORGANIZER") for line in lines)
    assert [line[:16] for line in lines if line.startswith("DTSTAMP")] == ["DTSTAMP:20220509"]
    assert newest(mette)["invitation"]["answer"] == "ACCEPTED"
    assert mette.see("calendar")["events"][0]["answer"] == "ACCEPTED"


def test_of_two_quick_answers_the_later_one_is_stamped_later(
    sandbox: RunningSandbox, mette: Person
) -> None:
    send(sandbox, invitation(calendar_file()))
    asked = newest(mette)["id"]

    for answer in ("ACCEPTED", "DECLINED"):
        mette.do("mail-answer", id=asked, answer=answer)

    stamps = [
        next(line for line in answered(reply) if line.startswith("DTSTAMP"))
        for reply in sent_to_sammen(sandbox)
    ]
    assert stamps[0] < stamps[1]


def test_an_update_asks_again_and_the_old_mail_is_dealt_with(
    sandbox: RunningSandbox, mette: Person
) -> None:
    send(sandbox, invitation(calendar_file()))
    first = newest(mette)["id"]
    mette.do("mail-answer", id=first, answer="ACCEPTED")

    send(sandbox, invitation(calendar_file(sequence=1, stamp=LATER, title="Workshop, ny dag")))

    update = newest(mette)["invitation"]
    assert (update["verdict"], update["answer"], update["can_answer"]) == ("update", None, True)
    former = mette.see("mail", id=first)["invitation"]
    assert (former["is_current"], former["can_answer"]) == (False, False)
    assert mette.do("mail-answer", id=first, answer="DECLINED")["ok"] is False
    assert [one["title"] for one in mette.see("calendar")["events"]] == ["Workshop, ny dag"]


def test_a_quiet_change_keeps_the_answer(sandbox: RunningSandbox, mette: Person) -> None:
    send(sandbox, invitation(calendar_file()))
    mette.do("mail-answer", id=newest(mette)["id"], answer="TENTATIVE")

    send(sandbox, invitation(calendar_file(stamp=LATER, title="Workshop om behovene")))

    shown = newest(mette)["invitation"]
    assert (shown["verdict"], shown["answer"]) == ("quiet", "TENTATIVE")


def test_a_cancellation_takes_the_event_away(sandbox: RunningSandbox, mette: Person) -> None:
    send(sandbox, invitation(calendar_file()))
    asked = newest(mette)["id"]

    cancel = calendar_file(method="CANCEL", sequence=1, stamp=LATER)
    send(sandbox, invitation(cancel, method="CANCEL"))

    assert newest(mette)["invitation"]["verdict"] == "cancelled"
    assert mette.see("calendar")["events"] == []
    assert mette.see("mail", id=asked)["invitation"]["is_removed"] is True


def test_who_is_not_on_the_invitation_cannot_answer(sandbox: RunningSandbox, mette: Person) -> None:
    send(sandbox, invitation(calendar_file(attendee="jonas.krogh@aalborg.example")))

    assert newest(mette)["invitation"]["can_answer"] is False
    answer = mette.do("mail-answer", id=newest(mette)["id"], answer="ACCEPTED")
    assert answer["ok"] is False


@pytest.mark.parametrize("method", ["", "PUBLISH"])
def test_a_mail_whose_method_does_not_match_is_no_invitation(
    sandbox: RunningSandbox, mette: Person, method: str
) -> None:
    send(sandbox, invitation(calendar_file(), method=method))

    shown = newest(mette)
    assert shown["invitation"] is None
    assert "METHOD:REQUEST" in shown["trouble"]
    assert mette.see("calendar")["events"] == []


def test_a_reply_in_own_words_quotes_what_it_answers(
    sandbox: RunningSandbox, mette: Person
) -> None:
    send(sandbox, mail("Workshop", "Kommer du?"))

    answer = mette.do("mail-reply", id=newest(mette)["id"], text="Ja, men lidt for sent.")

    assert answer == {"ok": True, "notice": f"Sendt til {SAMMEN}."}
    (reply,) = sent_to_sammen(sandbox)
    assert (reply["Subject"], reply["In-Reply-To"]) == ("SV: Workshop", "<post-7@copi.example>")
    words = reply.get_content()
    assert words.startswith("Ja, men lidt for sent.")
    assert words.rstrip().endswith("> Kommer du?")


def test_nothing_is_sent_while_the_server_is_down(sandbox: RunningSandbox, mette: Person) -> None:
    send(sandbox, invitation(calendar_file()))
    turn(sandbox, mail_down=True)

    answer = mette.do("mail-answer", id=newest(mette)["id"], answer="ACCEPTED")
    reply = mette.do("mail-reply", id=newest(mette)["id"], text="Hej")

    turn(sandbox, mail_down=False)
    assert (answer["ok"], reply["ok"]) == (False, False)
    assert newest(mette)["invitation"]["answer"] is None
    assert contents(sandbox) == []


def test_a_calendar_file_from_a_message_is_opened_in_the_calendar(
    api: Api, mette: Person, anne: Person
) -> None:
    content = calendar_file(method="PUBLISH", attendee="")
    given = api("files.getUploadURLExternal", filename="workshop.ics", length=len(content))
    fetch(given["upload_url"], content)
    files = [{"id": given["file_id"], "title": "Workshop"}]
    api("files.completeUploadExternal", files=files, channel_id=mette.im)

    first = mette.do("calendar-file", file=given["file_id"])
    again = mette.do("calendar-file", file=given["file_id"])

    assert (first["notice"], again["notice"]) == (
        "Mødet er lagt i din kalender.",
        "Mødet stod allerede i din kalender.",
    )
    (event,) = mette.see("calendar")["events"]
    assert (event["title"], event["is_from_file"]) == ("Workshop om behov", True)
    assert anne.do("calendar-file", file=given["file_id"])["ok"] is False
    assert anne.see("calendar")["events"] == []


def test_mail_answers_and_calendar_are_there_after_a_restart(tmp_path: Path) -> None:
    first = start(data_dir=tmp_path)
    mette = Person(first, "U0METTE")
    send(first, invitation(calendar_file()))
    send(first, mail("Ulæst"))
    asked = mette.see("mails")["mails"][1]["id"]
    mette.do("mail-read", id=asked)
    mette.do("mail-answer", id=asked, answer="ACCEPTED")
    before = [mette.see(what) for what in ("mails", "calendar")] + [mette.see("mail", id=asked)]
    first.stop()

    second = start(data_dir=tmp_path)
    mette = Person(second, "U0METTE")
    after = [mette.see(what) for what in ("mails", "calendar")] + [mette.see("mail", id=asked)]
    second.stop()

    assert after == before
    assert [one["is_read"] for one in after[0]["mails"]] == [False, True]


def test_a_mail_that_was_taken_just_before_a_crash_is_not_lost(tmp_path: Path) -> None:
    first = start(data_dir=tmp_path)
    send(first, invitation(calendar_file()))
    first.stop()
    for file in tmp_path.glob("sandbox.db*"):
        file.unlink()

    second = start(data_dir=tmp_path)
    mette = Person(second, "U0METTE")
    shown = newest(mette)
    events = mette.see("calendar")["events"]
    second.stop()

    assert (shown["is_read"], shown["invitation"]["verdict"]) == (False, "new")
    assert len(events) == 1
