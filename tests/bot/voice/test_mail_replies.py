from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation.questions import Language
from bot.voice.mail_replies import (
    CounterFacts,
    StrayFacts,
    counter_card,
    counter_mail,
    letter_card,
    stray_card,
    unreadable_card,
)
from bot.voice.meetings import MeetingWords
from models.enums import MeetingForm, Reply
from tests.said import assert_all_said

BEGINS = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)
ENDS = datetime(2022, 6, 8, 14, 0, tzinfo=UTC)
STRAY = StrayFacts(
    why="never_invited",
    title="Workshop <1>",
    starts_at=BEGINS,
    ends_at=ENDS,
    address="m_friis@aalborg.example",
    sender="m_friis@aalborg.example",
    person_name=None,
    reply=Reply.YES,
)
METTE = replace(STRAY, person_name="Mette *Friis*")
COUNTER = CounterFacts(
    meeting=MeetingWords(
        meeting_id=1,
        process="Sammen om maskiner",
        title="Workshop & frokost",
        starts_at=BEGINS,
        ends_at=ENDS,
        form=MeetingForm.PHYSICAL,
        place="Aalborg",
        link=None,
        about="",
        agenda="",
    ),
    person_name="Mette Friis",
    proposed=(BEGINS.replace(day=9), ENDS.replace(day=9)),
    comment="Jeg er i *retten* hele <onsdagen>.\n<!channel>",
    contact=("Anne Holm", "anne.holm@copi.example"),
)


def test_the_facilitators_see_an_answer_that_does_not_count_and_what_they_can_do() -> None:
    for language in Language:
        made = {
            "never invited": stray_card(STRAY, language),
            "no longer invited": stray_card(
                replace(METTE, why="uninvited", reply=Reply.MAYBE), language
            ),
            "forged": stray_card(
                replace(METTE, why="forged", sender="x@y.example", reply=Reply.NO), language
            ),
            "not confirmed": stray_card(replace(METTE, why="forged"), language),
            "forged, another time": stray_card(replace(METTE, why="forged", reply=None), language),
            "called off": stray_card(replace(METTE, why="called_off"), language),
            "shared": stray_card(
                replace(STRAY, why="shared_address", shared_by=("Mette *Friis*", "Jonas Krogh")),
                language,
            ),
            "over, another time": stray_card(replace(METTE, why="over", reply=None), language),
        }

        assert_all_said(f"stray_reply.{language.value}", made)


def test_who_proposes_another_time_is_thanked_and_the_facilitators_hear_of_it() -> None:
    bare = replace(COUNTER, proposed=None, comment="", contact=None)
    for language in Language:
        mails = {"proposed": counter_mail(COUNTER, language), "bare": counter_mail(bare, language)}
        made = {
            "card": counter_card(COUNTER, language),
            "card, bare": counter_card(bare, language),
        } | {
            f"mail, {one}": {"text": mail.subject, "blocks": [_as_section(mail.plain)]}
            for one, mail in mails.items()
        }

        assert_all_said(f"counter.{language.value}", made)


def _as_section(plain: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": plain}}


def test_the_facilitators_see_what_a_member_has_written() -> None:
    for language in Language:
        made = {
            "letter": letter_card(
                name="Mette Friis",
                address="m_friis@aalborg.example",
                subject="Parkering <gratis>",
                words="Hej\nKan man *parkere*? <!channel>",
                language=language,
            ),
            "without words": letter_card(
                name="Mette Friis",
                address="m_friis@aalborg.example",
                subject="",
                words="",
                language=language,
            ),
            "unreadable": unreadable_card(
                name="Mette Friis",
                address="m_friis@aalborg.example",
                subject="Accepteret: Workshop",
                language=language,
            ),
        }

        assert_all_said(f"letter.{language.value}", made)
