"""Mail that goes out, as another reader opens it."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.calendar.events import Organizer
from bot.calendar.incoming import read
from bot.calendar.mail import compose
from bot.calendar.messages import call_off, request
from bot.calendar.text import clean_line, clean_name
from tests.bot.calendar.golden import FOLDER, assert_golden
from tests.bot.calendar.meetings import (
    CALLED_OFF,
    DIGITAL,
    LATER,
    METTE,
    NOW,
    SAMMEN,
    WORKSHOP,
)
from tests.calendar_readers.readers import ask_node

INCOMING = Path(__file__).parent / "incoming"
PLAIN = "Hej Mette\n\nDu er inviteret til workshoppen 8. juni kl. 12.00-16.00.\n\nHilsen Sammen"
HTML = "<p>Hej Mette</p>\n<p>Du er inviteret til workshoppen <b>8. juni kl. 12.00-16.00</b>.</p>"


def mail(**changed: Any) -> bytes:
    parts: dict[str, Any] = {
        "organizer": SAMMEN,
        "to_name": METTE.name,
        "to": METTE.email,
        "subject": "Invitation: Workshop: krav, mængder og fælles udbud",
        "plain": PLAIN,
        "html": HTML,
        "calendar": request(WORKSHOP, METTE, now=NOW),
        "method": "request",
        "message_id": "<post-12@sammen.example>",
        "date": NOW,
    }
    return compose(**(parts | changed))


def written_mails() -> dict[str, bytes]:
    return {
        "workshop-invite.eml": mail(),
        "workshop-call-off.eml": mail(
            subject="Aflyst: Workshop: krav, mængder og fælles udbud",
            plain="Workshoppen 8. juni er aflyst.",
            html="<p>Workshoppen 8. juni er aflyst.</p>",
            calendar=call_off(CALLED_OFF, METTE, now=LATER),
            method="CANCEL",
            message_id="<post-30@sammen.example>",
            date=LATER,
            in_reply_to="<post-12@sammen.example>",
        ),
        "digital-invite.eml": mail(
            subject="Invitation: Informationsmøde",
            plain="Vi mødes på nettet.",
            html=None,
            calendar=request(DIGITAL, METTE, now=NOW),
            message_id="<post-13@sammen.example>",
        ),
        "words-only.eml": mail(
            subject="Kære Mette",
            plain="Vi fandt et nyt tidspunkt.",
            html=None,
            calendar=None,
            method=None,
            message_id="<post-14@sammen.example>",
        ),
    }


MAILS = ["workshop-invite.eml", "workshop-call-off.eml", "digital-invite.eml", "words-only.eml"]


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_byte_for_byte_as_it_was_kept(name: str) -> None:
    assert_golden(name, written_mails()[name])


def test_no_mail_is_kept_that_nothing_writes() -> None:
    assert {path.name for path in FOLDER.glob("*.eml")} == set(MAILS) == set(written_mails())


def test_another_reader_finds_the_invitation_in_the_mail() -> None:
    (opened,) = ask_node("mail", [mail()])

    (invitation,) = opened.pop("files")
    assert opened == {
        "from": [["Sammen om emissionsfrie arbejdsmaskiner", "sammen@co-pi.example"]],
        "to": [["Mette Møller, Aalborg Kommune", "mette.moller@aalborg.example"]],
        "cc": [],
        "bcc": [],
        "subject": "Invitation: Workshop: krav, mængder og fælles udbud",
        "message_id": "<post-12@sammen.example>",
        "in_reply_to": None,
        "date": "2022-05-09T08:00:00.000Z",
        "headers": [
            *("from", "to", "subject", "date", "message-id", "auto-submitted"),
            *("mime-version", "content-type"),
        ],
        "plain": PLAIN + "\n",
        "html": HTML + "\n",
        "type": "multipart/alternative",
    }
    assert base64.b64decode(invitation.pop("base64")) == request(WORKSHOP, METTE, now=NOW)
    assert invitation == {
        "type": "text/calendar",
        "disposition": None,
        "parameters": {"charset": "UTF-8", "method": "REQUEST"},
    }


def test_another_reader_sees_which_mail_an_answer_belongs_to() -> None:
    called_off, digital, words = ask_node("mail", [written_mails()[name] for name in MAILS[1:]])

    assert called_off["in_reply_to"] == "<post-12@sammen.example>"
    assert called_off["files"][0]["parameters"]["method"] == "CANCEL"
    assert (digital["type"], digital["html"]) == ("multipart/alternative", None)
    assert (words["type"], words["files"]) == ("text/plain", [])


def test_the_calendar_is_the_last_of_the_alternatives() -> None:
    kinds = [line for line in mail().split(b"\r\n") if line.startswith(b"Content-Type")]

    assert [kind.split()[1] for kind in kinds] == [
        b"multipart/alternative;",
        b"text/plain;",
        b"text/html;",
        b"text/calendar;",
    ]
    assert b"Content-Disposition" not in mail()


def test_a_mail_has_crlf_only_and_no_letters_beyond_ascii() -> None:
    for content in written_mails().values():
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def test_the_same_arguments_give_the_same_mail() -> None:
    assert written_mails() == written_mails()


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "mette"},
        {"to": "mette@aalborg.example\r\nBcc: evil@other.example"},
        {"to": "mette@aalborg.example, evil@other.example"},
        {"to": "møller@aalborg.example"},
        {"organizer": Organizer(name="Sammen", email="")},
        {"method": None},
        {"method": "REQUEST\r\nBcc: evil@other.example"},
        {"date": NOW.replace(tzinfo=None)},
    ],
)
def test_a_mail_that_cannot_be_sent_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 # what is wrong differs
        mail(**changed)


def test_a_domain_with_danish_letters_is_written_as_servers_look_it_up() -> None:
    assert b"<mette@xn--mller-vua.example>" in mail(to="mette@møller.example")


HOSTILE = st.lists(
    st.text(max_size=15)
    | st.sampled_from(
        [
            "\r\nBcc: evil@other.example",
            "\nX-Evil: 1\n\nhej",
            "\r\n\r\n<script>",
            '"',
            "\\",
            "<evil@other.example>",
            ",",
            "=?utf-8?q?=0D=0ABcc=3A_evil=40other.example?=",
            "æøå 😀 ",
            "ø" * 90,
            "\u2028Bcc: evil@other.example",
            "\x00",
            "\ud800",
        ]
    ),
    max_size=5,
).map("".join)
HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted"} | {
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "in-reply-to",
    "references",
}


# Node takes a while to start, so it reads a whole batch at once, and a failure is not made smaller.
@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE), min_size=20, max_size=40))
def test_no_words_become_a_header_or_another_recipient(
    batch: list[tuple[str, str, str, str]],
) -> None:
    contents = [
        mail(
            organizer=replace(SAMMEN, name=organizer),
            to_name=name,
            subject=subject,
            plain=words,
            html=words,
            in_reply_to=words or None,
        )
        for organizer, name, subject, words in batch
    ]

    opened = ask_node("mail", contents)

    for (organizer, name, subject, _), one, content in zip(batch, opened, contents, strict=True):
        assert set(one["headers"]) <= HEADERS
        assert len(one["headers"]) == len(set(one["headers"]))
        assert [address for _, address in one["to"]] == [METTE.email]
        assert [address for _, address in one["from"]] == [SAMMEN.email]
        assert (one["cc"], one["bcc"], len(one["files"])) == ([], [], 1)
        assert read(content).from_address == SAMMEN.email
        assert read(content).calendar == request(WORKSHOP, METTE, now=NOW)
        assert one["to"][0][0] == clean_name(name)
        assert one["from"][0][0] == clean_name(organizer)
        assert (one["subject"] or "") == clean_line(subject, 250)


@given(HOSTILE)
def test_a_subject_comes_back_as_it_was_cleaned(subject: str) -> None:
    assert read(mail(subject=subject)).subject == clean_line(subject, 250)


def test_the_date_is_in_utc() -> None:
    at = datetime(2022, 5, 9, 10, 0, tzinfo=UTC)

    assert b"Date: Mon, 09 May 2022 10:00:00 +0000\r\n" in mail(date=at)
