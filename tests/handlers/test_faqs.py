"""Published answers: made of a question, found by the next one, changed and withdrawn."""

import json

import pytest
from sqlmodel import col, select

from models import AuditLine, Faq, Process
from models.enums import Role
from tests.builders import ANNE, LEADERS, METTE, membership_of
from tests.enquiring import Enquiring
from tests.fakes import Workspace
from tests.humans import Human

QUESTION = "Må vi melde ind, hvad entreprenøren ejer?"
FILLED = {
    "faq_question_da": "Må man melde entreprenørens maskiner ind?",
    "faq_answer_da": "Ja, skriv dem under bemærkninger.",
    "faq_question_en": "May one report the contractor's machines?",
    "faq_answer_en": "Yes, write them under remarks.",
    "faq_keywords": "entreprenør, leje\nlejede",
}


@pytest.fixture
def answered(workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human) -> Enquiring:
    """Mette has asked, and Anne has answered."""
    enquiring.sends(mette, QUESTION)
    anne.writes(
        "@Sammen Ja, skriv dem under bemærkninger.", channel=LEADERS, thread=enquiring.card_ts()
    )
    workspace.sends_posts()
    return enquiring


def newest(workspace: Workspace) -> Faq:
    with workspace.database.read() as session:
        return session.exec(select(Faq).order_by(col(Faq.id).desc()).limit(1)).one()


def numbered(workspace: Workspace, key: str) -> int:
    with workspace.database.read() as session:
        return session.exec(select(Faq.id).where(Faq.key == key)).one()


def count(workspace: Workspace) -> int:
    with workspace.database.read() as session:
        return len(session.exec(select(Faq).where(col(Faq.retired_at).is_(None))).all())


def acts(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        lines = session.exec(select(AuditLine).order_by(col(AuditLine.id)))
        return [one.act for one in lines if one.act.startswith("faqs.")]


def test_a_question_is_published_without_its_asker_and_the_next_one_gets_it(
    workspace: Workspace, answered: Enquiring, anne: Human, sara: Human
) -> None:
    anne.presses("Gør til FAQ")
    form = anne.reads_form()
    assert QUESTION in form
    assert "Ja, skriv dem under bemærkninger." in form
    assert "( ) Markedsaktør" in form
    assert "Mette" not in form

    told = anne.sends(**FILLED)
    workspace.sends_posts()

    assert told.said[0].startswith("»Må man melde entreprenørens maskiner ind?«")
    made = newest(workspace)
    assert made.question["en"] == "May one report the contractor's machines?"
    assert made.keywords == ["entreprenør", "leje", "lejede"]
    assert Role.MARKET_ACTOR.value not in made.audience
    assert acts(workspace) == ["faqs.publish"]
    assert answered.thread()[-1].startswith("Anne Holm har gjort spørgsmålet til FAQ")
    assert "Mette" not in json.dumps([made.question, made.answer, made.keywords])
    found = answered.finds(sara, made.id, "må vi skrive entreprenørens med")
    assert found.said == ("Det er der svaret på før: Må man melde entreprenørens maskiner ind?",)
    assert "Ja, skriv dem under bemærkninger." in sara.reads()


def test_that_was_not_it_leads_to_a_human_with_ones_own_words(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    enquiring.finds(mette, newest(workspace).id, "hvem ejer: data?")

    told = mette.presses("Det var ikke det")

    assert told.opened == ("Spørg proceslederne",)
    assert "hvem ejer: data?" in mette.reads_form()
    mette.sends(enquiry_words="Hvem ejer vores data?")
    workspace.sends_posts()
    assert enquiring.in_channel() == ["Spørgsmål fra Mette Friis, Aalborg Kommune"]


def test_both_languages_are_needed_and_faults_stand_beside_their_fields(
    workspace: Workspace, answered: Enquiring, anne: Human
) -> None:
    assert answered.states()
    before = count(workspace)
    anne.presses("Gør til FAQ")

    told = anne.sends(
        faq_question_da=" ",
        faq_answer_da="x",
        faq_question_en=" ",
        faq_answer_en=" ",
        faq_keywords="k" * 100,
    )

    assert told.faults == {
        "faq_question_da": "Skriv det på dansk.",
        "faq_question_en": "Skriv det også på engelsk.",
        "faq_answer_en": "Skriv det også på engelsk.",
        "faq_keywords": "Højst 20 ord, hver på højst 60 tegn.",
    }
    process_id = answered.process.id
    filled = {name: {"type": "plain_text_input", "value": "x"} for name in FILLED}
    forged = anne.forges_form("faqs.publish", f"{process_id}:::", **filled)
    assert json.loads(forged)["errors"] == {"faq_audience": "Vælg mindst én rolle."}
    assert count(workspace) == before


def test_the_askers_name_is_never_published(
    workspace: Workspace, answered: Enquiring, anne: Human
) -> None:
    assert answered.states()
    before = count(workspace)
    anne.presses("Gør til FAQ")

    told = anne.sends(**FILLED | {"faq_answer_da": "Som mette friis spurgte: ja."})

    assert told.faults == {"faq_answer_da": "Her står navnet på den, der spurgte. Tag det ud."}
    assert count(workspace) == before


def test_words_that_may_tell_who_asked_are_asked_about_first(
    workspace: Workspace, answered: Enquiring, anne: Human
) -> None:
    assert answered.states()
    before = count(workspace)
    anne.presses("Gør til FAQ")
    words = FILLED | {"faq_answer_da": "Ja, også Aalborgs maskiner, Mette."}

    told = anne.sends(**words)

    assert (told.faults, told.said) == ({}, ())
    assert count(workspace) == before
    form = anne.reads_form()
    assert "Her står »Mette« og »Aalborg«" in form
    assert "Ja, også Aalborgs maskiner, Mette." in form
    anne.sends(faq_names=["Ja, de skal stå der"])
    assert newest(workspace).answer["da"] == "Ja, også Aalborgs maskiner, Mette."


def test_sent_twice_or_by_two_it_is_published_once(
    workspace: Workspace, answered: Enquiring, anne: Human, karl: Human
) -> None:
    assert answered.states()
    before = count(workspace)
    anne.presses("Gør til FAQ", on=answered.card_ts())
    karl.presses("Gør til FAQ", on=answered.card_ts())

    anne.sends(**FILLED)
    told = karl.sends(**FILLED | {"faq_answer_da": "Nej."})

    assert told.faults["faq_question_da"].startswith("En anden har rettet det, mens du skrev")
    assert count(workspace) == before + 1
    again = anne.presses("Gør til FAQ", on=answered.card_ts())
    assert again.opened == ("Spørgsmål og svar",)
    assert "entreprenør, leje, lejede" in anne.reads_form()
    same = anne.sends()
    assert same.faults == {}
    assert (count(workspace), acts(workspace)) == (before + 1, ["faqs.publish"])


def test_the_same_question_is_not_published_twice(
    workspace: Workspace, enquiring: Enquiring, anne: Human
) -> None:
    assert enquiring.states() == []
    before = count(workspace)
    anne.commands("faq")
    anne.presses("Skriv et nyt")
    anne.sends(**FILLED)
    anne.presses("Skriv et nyt")

    told = anne.sends(**FILLED | {"faq_answer_da": "Nej."})

    assert list(told.faults) == ["faq_question_da"]
    assert count(workspace) == before + 1


def test_facilitators_change_and_withdraw_from_the_list(
    workspace: Workspace, enquiring: Enquiring, anne: Human, mette: Human
) -> None:
    anne.commands("faq")
    number = numbered(workspace, "commitment")

    anne.presses("Ret")
    changed = anne.sends(faq_answer_da="Nej, slet ikke.")
    assert changed.said == (
        "»Forpligter vi os til noget ved at svare?« kan nu findes af dem, der spørger.",
    )
    assert "Nej, slet ikke." in anne.reads_form()
    enquiring.finds(mette, number)
    assert "Nej, slet ikke." in mette.reads()
    anne.presses("Træk tilbage")

    assert "Forpligter vi os" not in anne.reads_form()
    assert acts(workspace) == ["faqs.publish", "faqs.withdraw"]
    told = enquiring.finds(mette, number)
    assert told.said[0].startswith("Det svar er trukket tilbage")
    anne.commands("log")
    assert "Anne Holm* trak svaret på »Forpligter vi os til noget ved at svare?« tilbage" in (
        anne.reads_form()
    )


def test_one_that_was_withdrawn_meanwhile_is_not_saved(
    workspace: Workspace, enquiring: Enquiring, anne: Human, karl: Human
) -> None:
    assert enquiring.states() == []
    karl.forges("faqs.edit", str(numbered(workspace, "commitment")))
    anne.commands("faq")
    anne.presses("Træk tilbage")

    told = karl.sends(faq_answer_da="Nej.")

    assert told.faults["faq_question_da"].startswith("En anden har trukket det tilbage")


def test_a_member_reads_the_list_and_changes_nothing(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    before = count(workspace)

    told = mette.commands("faq")

    assert told.opened == ("Spørgsmål og svar",)
    read = mette.reads_form()
    assert "*Forpligter vi os til noget ved at svare?*" in read
    assert "Skriv et nyt" not in read
    number = str(newest(workspace).id)
    for act, value in (
        ("add", str(enquiring.process.id)),
        *(("edit", one) for one in (number, "", "x", "999", "9" * 40)),
        *(("withdraw", one) for one in (number, "", "x", "999")),
        ("make", "1"),
    ):
        forged = mette.forges(f"faqs.{act}", value)
        assert forged.said[0].startswith("Kun proceslederne kan skrive spørgsmål og svar")
    words = {"type": "plain_text_input", "value": "x"}
    for metadata in (f"{enquiring.process.id}:::", f"{enquiring.process.id}:{number}::m", "", "x"):
        mette.forges_form("faqs.publish", metadata, faq_question_da=words, faq_answer_da=words)
    assert (count(workspace), acts(workspace)) == (before, [])


def test_who_asks_for_an_answer_that_is_for_others_is_offered_a_human(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, METTE).role = Role.MARKET_ACTOR

    told = mette.writes("er det bindende at svare?")

    assert told.said == ("Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?",)
    assert "er det bindende at svare?" in mette.reads()


def test_an_answer_is_for_its_audience_alone(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, METTE).role = Role.MARKET_ACTOR
        closed = session.exec(select(Faq).where(Faq.key == "commitment")).one().id
        open_ = session.exec(select(Faq).where(Faq.key == "who_sees")).one().id

    refused, told = enquiring.finds(mette, closed), enquiring.finds(mette, open_)
    mette.commands("faq")

    assert refused.said[0].startswith("Det svar er trukket tilbage eller er ikke for din rolle.")
    assert told.said == ("Det er der svaret på før: Hvem kan se vores svar?",)
    assert "Forpligter vi os" not in mette.reads_form()


def test_who_leads_no_more_while_the_form_is_open_publishes_nothing(
    workspace: Workspace, answered: Enquiring, anne: Human
) -> None:
    before = count(workspace)
    anne.presses("Gør til FAQ")
    with workspace.database.write() as session:
        membership_of(session, answered.process, ANNE).role = Role.ADVISER

    told = anne.sends(**FILLED)

    assert told.said[0].startswith("Kun proceslederne kan skrive spørgsmål og svar")
    assert count(workspace) == before


def test_an_answer_of_another_process_is_not_given(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    with workspace.database.write() as session:
        process = session.get_one(Process, enquiring.process.id)
        other = Process(**process.model_dump(exclude={"id", "key"}), key="en-anden")
        session.add(other)
        session.flush()
        faq = Faq(
            process_id=other.id,
            key="x",
            position=0,
            question={"da": "Hemmeligt?", "en": "Secret?"},
            answer={"da": "Ja.", "en": "Yes."},
            audience=[role.value for role in Role],
        )
        session.add(faq)
        session.flush()
        number = faq.id

    told = enquiring.finds(mette, number)

    assert told.said[0].startswith("Det svar er trukket tilbage")
