"""Documents in the words that people read: handed out, listed, refused, put up."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.document_drafts import Draft, Fault
from bot.documents import Given, Listed, NotYet, Refused, Withdrawn
from bot.voice.document_desk import (
    desk_message,
    desk_view,
    desk_words,
    edit_form,
    fault_words,
    put_form,
    put_message,
    replaced_message,
    saved_message,
    version_form,
)
from bot.voice.document_form import Carried, Choices, draft_fields
from bot.voice.documents import (
    document_word,
    file_comment,
    given_message,
    list_message,
    lost_message,
    news_message,
    refusal_message,
)
from models import Document
from models.enums import Role
from tests.said import assert_all_said, assert_words

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
CHANGED = {"da": "Ny *pris*", "en": "New *price*"}


def document(number: int = 7, **columns: Any) -> Document:
    return Document(
        **{
            "id": number,
            "process_id": 3,
            "key": f"note_{number}",
            "position": number,
            "title": {"da": f"Krav & <{number}>", "en": f"Requirements & <{number}>"},
            "kind": "requirements",
            "url": "https://example.org/krav.pdf",
            "version": 1,
            "audience": ["need_owner", "adviser"],
            **columns,
        }
    )


NEWER = document(version=3, changed=CHANGED, changed_at=NOW, language="en")
FILE = document(version=3, changed=CHANGED, changed_at=NOW, url=None, slack_file_id="F1")
NAMED = document(url=None, source_url="https://co-pi.dk/")


@pytest.mark.parametrize("language", Language)
def test_what_is_handed_out_reads_well(language: Language) -> None:
    said = {
        "a link": given_message(Given(document=document(), had=None), language),
        "a page": given_message(Given(document=NAMED, had=None), language),
        "the same page again": given_message(Given(document=NAMED, had=NAMED.version), language),
        "a newer version": given_message(
            Given(document=NEWER, had=1, changes=(CHANGED, CHANGED)), language
        ),
        "the same": given_message(Given(document=NEWER, had=3), language),
        "not to be had": lost_message(FILE, language),
        "nor elsewhere": lost_message(document(source_url="https://co-pi.dk/"), language),
        "there is a newer": news_message(NEWER, language),
        "not for who is outside": document_word("closed", language),
    }

    assert_all_said(f"document_given.{language}", said)
    comment = file_comment(Given(document=FILE, had=2, changes=(CHANGED,)), language)
    assert_words(f"document_file.{language}", comment + "\n")


@pytest.mark.parametrize("language", Language)
def test_refusals_read_well(language: Language) -> None:
    refusals: dict[str, NotYet | Withdrawn | Refused] = {
        "not yet": NotYet(document(available_from=date(2022, 6, 14))),
        "withdrawn": Withdrawn(document(retired_at=NOW)),
        "for others": Refused(document_id=7, document=document()),
        "not to be known": Refused(document_id=7, document=None),
    }

    said = {
        name: refusal_message(one, language, process_id=3, now=NOW)
        for name, one in refusals.items()
    }

    assert_all_said(f"document_refused.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_lists_read_well(language: Language) -> None:
    def listed(count: int, *, only_new: bool = False, start: int = 0) -> dict[str, Any]:
        rows = [Listed(document=document(number), had=None) for number in range(count)]
        if count == 3:
            rows[1] = Listed(document=NEWER, had=1)
            rows[2] = Listed(document=document(9, kind="slides"), had=1)
        return list_message(
            rows, language, process_id=3, process="Sammen & co.", only_new=only_new, start=start
        )

    said = {
        "three": listed(3),
        "one that is new": listed(1, only_new=True),
        "none": listed(0),
        "none that is new": listed(0, only_new=True),
        "the last page": listed(13, start=12),
    }

    assert_all_said(f"document_lists.{language}", said)
    assert "documents.more" in str(listed(13))


@pytest.mark.parametrize("language", Language)
def test_the_desk_reads_well(language: Language) -> None:
    choices = Choices(organisations=(("aalborg", "Aalborg & omegn"),), documents=((7, "Krav"),))
    draft = Draft(
        title=("Krav", "Requirements"),
        kind="requirements",
        keywords=("krav", "kravspec"),
        language="da",
        roles=("need_owner",),
        kinds=("municipality",),
        organisations=("aalborg",),
        available_from=date(2022, 6, 14),
    )
    everybody = [one.value for one in Role]
    late = document(
        8, audience=everybody, audience_kinds=["region"], available_from=date(2022, 6, 14)
    )
    pages = [(document(), 0), (late, 1), (NEWER, 12)]
    said = {
        "the list": desk_view(pages, language, process_id=3, process="Sammen & co."),
        "an empty list": desk_view([], language, process_id=3, process="Sammen"),
        "a new one": put_form(Carried(id=3), Draft(), language, choices=choices),
        "from a message": put_form(
            Carried(id=3, files=("F1", "F2")),
            Draft(),
            language,
            choices=choices,
            files=("a.pdf", "b.pdf"),
        ),
        "a new version": version_form(document(), Carried(id=7, mark="1"), language),
        "changed": edit_form(
            late, Carried(id=8, mark="x"), draft, language, choices=choices, had=["Mette & Friis"]
        ),
    }

    assert_all_said(f"document_desk.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_what_came_of_it_reads_well(language: Language) -> None:
    names = "Mette Friis, Jonas Krogh"
    said = {
        "up": put_message(document(available_from=date(2022, 6, 14)), language),
        "replaced": replaced_message(NEWER, language, former=2, between=None),
        "replaced by two": replaced_message(NEWER, language, former=1, between="Karl & Toft"),
        "nobody has it": replaced_message(NEWER, language, former=0, between=None),
        "saved": saved_message(document(), language),
        "withdrawn": desk_message("withdrawn", language, title="Krav & <1>", had=2, names=names),
        "nobody had it": desk_message("withdrawn", language, title="Krav", had=0, names=""),
        "told": desk_message("told", language, count=2, title="Krav & <1>"),
        "told nobody": desk_message("told_nobody", language),
        "gone": desk_message("gone_word", language),
        "refused": desk_message("only_facilitators", language),
    }

    assert_all_said(f"document_desk_said.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_faults_say_what_to_do(language: Language) -> None:
    faults = {one.name.lower(): one for one in Fault}
    words = fault_words(faults, language, size=1_024_000_000)
    words |= {
        "gone": desk_words("gone", language),
        "meanwhile": desk_words("meanwhile", language, by="Karl"),
        "by somebody": desk_words("meanwhile", language, by=""),
        "before": desk_words("put_before", language, title="Krav & <1>"),
    }

    said = "".join(f"{name}: {one}\n" for name, one in words.items())

    assert_words(f"document_faults.{language}", said)


@pytest.mark.parametrize("language", Language)
def test_with_more_organisations_than_a_menu_shows_none_is_taken_off(language: Language) -> None:
    many = tuple((f"org-{number}", f"Kommune {number:03}") for number in range(150))
    draft = Draft(kind="other", roles=("need_owner",), organisations=("org-149", "org-3"))

    fields = draft_fields(draft, language, choices=Choices(organisations=many))

    menu = next(one for one in fields if one.get("block_id") == "document_organisations")["element"]
    assert [one["value"] for one in menu["initial_options"]] == ["org-3", "org-149"]
    assert len(menu["options"]) == 100
