import pytest

from bot.calendar.headers import message_id_line, person_line, words_line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Invitation: Workshop", b"Subject: Invitation: Workshop\r\n"),
        ("", b"Subject: \r\n"),
        ("Møde", b"Subject: =?utf-8?b?TcO4ZGU=?=\r\n"),
        ("=?x?", b"Subject: =?utf-8?b?PT94Pw==?=\r\n"),  # would be taken for an encoded word
        ("a\r\nBcc: b", b"Subject: a Bcc: b\r\n"),
    ],
)
def test_words_stand_as_they_are_if_they_can(words: str, line: bytes) -> None:
    assert words_line("Subject", words, 250) == line


def test_a_long_subject_is_folded_between_whole_characters() -> None:
    lines = words_line("Subject", "😀" * 100, 250).split(b"\r\n")

    assert len(lines) == 11
    assert max(map(len, lines)) <= 78
    assert all(line.endswith(b"?=") for line in lines[:-1])


@pytest.mark.parametrize(
    ("called", "line"),
    [
        ("Mette Moller", b"To: Mette Moller\r\n <mette@aalborg.example>\r\n"),
        ("", b"To: <mette@aalborg.example>\r\n"),
        ("Mette, x: y", b"To: =?utf-8?b?TWV0dGUsIHg6IHk=?=\r\n <mette@aalborg.example>\r\n"),
    ],
)
def test_a_name_never_needs_quotes(called: str, line: bytes) -> None:
    assert person_line("To", called=called, address="mette@aalborg.example") == line


@pytest.mark.parametrize(
    "message_id",
    [
        "<post-1@sammen.example>",
        " post-1@sammen.example\r\n",
        "<post-1@\x00sammen\u2028.example>",
        "<poøst-1@sammen.example>",
    ],
)
def test_an_id_has_one_pair_of_brackets_and_nothing_odd(message_id: str) -> None:
    line = message_id_line("Message-ID", message_id)

    assert line == b"Message-ID: <post-1@sammen.example>\r\n"
