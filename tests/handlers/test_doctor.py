"""What the doctor finds out about mail."""

from pathlib import Path

import pytest

from bot.settings import Settings
from handlers.doctor import Finding, examine
from tests.post_office import PostOffice, post_office

__all__ = ["post_office"]


def mail_findings(sqlite_url: str, **settings: str) -> list[Finding]:
    found = examine(
        Settings(_env_file=None, database_url=sqlite_url, **settings),  # type: ignore[call-arg,arg-type]
        manifest=Path("none"),
    )
    others = ("database", "process", "Slack", "SLACK")
    return [one for one in found if not any(word in one.what for word in others)]


def everything(office: PostOffice, **settings: str) -> dict[str, str]:
    return {
        "smtp_url": office.smtp_url,
        "imap_url": office.imap_url,
        "mail_from": "Sammen <sammen@copi.example>",
        "mail_authserv": "mx.copi.example",
    } | settings


def test_mail_in_order_is_found_so(sqlite_url: str, post_office: PostOffice) -> None:
    assert mail_findings(sqlite_url, **everything(post_office)) == [
        Finding(what="Mail can be sent, from Sammen <sammen@copi.example>."),
        Finding(what="The mailbox can be read: answers given in calendars count."),
        Finding(what="Senders are believed as far as mx.copi.example does."),
    ]


def test_servers_that_refuse_are_named_with_what_they_say(
    sqlite_url: str, post_office: PostOffice
) -> None:
    wrong = {
        name: url.replace("hemmeligt", "forkert") for name, url in everything(post_office).items()
    }

    found = mail_findings(sqlite_url, **wrong)

    assert [bool(one.advice) for one in found] == [True, True]
    assert found[0].what.startswith("Mail cannot be sent: 535")
    assert found[1].what.startswith("The mailbox cannot be read: ")


def test_what_is_missing_is_named(sqlite_url: str, post_office: PostOffice) -> None:
    def missing(name: str) -> list[str]:
        found = mail_findings(sqlite_url, **everything(post_office, **{name: ""}))
        return [one.what for one in found if one.advice]

    assert missing("mail_from") == ["Mail is off, because MAIL_FROM is missing."]
    assert missing("smtp_url") == ["Mail is off, because SMTP_URL is missing."]
    assert missing("imap_url") == ["Answers that people give in their calendars are not read."]
    assert missing("mail_authserv") == []


@pytest.mark.parametrize("name", ["smtp_url", "imap_url", "mail_from"])
def test_a_line_that_cannot_be_read_is_refused_before_anything_begins(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(_env_file=None, **{name: "møg"})  # type: ignore[call-arg,arg-type]
