"""Published answers, as they are read and written."""

import pytest

from bot.conversation.questions import Language
from bot.faq_publishing import Fault
from bot.voice.blocks import View
from bot.voice.faqs import (
    MOST_LISTED,
    Line,
    faq_form,
    faq_message,
    faq_word,
    fault_words,
    list_view,
    published_message,
    saved_message,
)
from bot.voice.notes import paragraph
from sandbox.limits import check_message_blocks, complaints_about_view
from tests.said import assert_all_said

QUESTION = "Forpligter vi os til noget ved at svare?"
VALUES = {
    "question_da": QUESTION,
    "answer_da": "Nej.\n\nI kan rette et svar.",
    "question_en": "Do we commit to anything by answering?",
    "answer_en": "No.",
}
ROLES = ("need_owner", "facilitator")


def line(number: int = 1, **more: str) -> Line:
    facts = {"question": QUESTION, "answer": "Nej.\nI kan rette.", **more}
    return Line(faq_id=number, audience=ROLES, **facts)


@pytest.mark.parametrize("language", Language)
def test_published_answers_read_well(language: Language) -> None:
    some = [line(1), line(2, question="Hvem ser <svarene>?")]
    assert_all_said(
        f"faqs.{language}",
        {
            "an answer": faq_message(
                language,
                process_id=1,
                faq_id=2,
                question=QUESTION,
                answer=VALUES["answer_da"],
                asked="forpligter det",
            ),
            "published": published_message(language, by="Anne Holm", question=QUESTION),
            "saved": saved_message(language, question=QUESTION, is_new=True, roles=5),
            "changed": saved_message(language, question=QUESTION, is_new=False, roles=1),
            "the list": list_view(
                language, process_id=1, process="Sammen", lines=some, may_publish=True
            ),
            "the list of a member": list_view(
                language, process_id=1, process="Sammen", lines=some[:1], may_publish=False
            ),
            "an empty list": list_view(
                language, process_id=1, process="Sammen", lines=[], may_publish=True
            ),
            "the form": faq_form(
                language,
                values=VALUES,
                keywords=("forpligte", "binde"),
                audience=ROLES,
                metadata="1:2:4:mark",
                from_enquiry=True,
            ),
            "the form, with names": faq_form(
                language,
                values={},
                keywords=(),
                audience=(),
                metadata="1::4:",
                from_enquiry=False,
                names=("Mette", "Aalborg"),
            ),
            "withdrawn": paragraph(faq_word("withdrawn", language, question=QUESTION)),
            **{
                part: paragraph(faq_word(part, language))
                for part in ("no_more", "only_facilitators", "meanwhile", "gone")
            },
            **{one.value: paragraph(fault_words(one.value, language)) for one in Fault},
        },
    )


@pytest.mark.parametrize("language", Language)
def test_a_long_list_is_shown_a_page_at_a_time(language: Language) -> None:
    long = [line(n, question="Q" * 150, answer="&" * 2500) for n in range(MOST_LISTED + 1)]

    def page(start: int) -> View:
        return list_view(
            language, process_id=3, process="P", lines=long, may_publish=True, start=start
        )

    said, [more] = (one["elements"] for one in page(0)["blocks"][-2:])
    assert complaints_about_view(page(0), type_="modal") == []
    assert " 1 " in said[0]["text"]
    assert (more["action_id"], more["value"]) == ("faqs.more", f"3:{MOST_LISTED}")
    assert str(page(MOST_LISTED)).count("faqs.withdraw'") == 1
    assert "faqs.more" not in str(page(MOST_LISTED))


def test_the_longest_answer_fits_slack() -> None:
    made = faq_message(
        Language.DANISH,
        process_id=1,
        faq_id=2,
        question="&" * 150,
        answer="x" * 2500,
        asked="?" * 5000,
    )

    check_message_blocks(made["blocks"])
