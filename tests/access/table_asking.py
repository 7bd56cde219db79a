"""What members ask for and get: documents, links, answers of a human, and access to more."""

from dataclasses import replace

from bot.access import Act
from tests.access.routes import (
    Given,
    Route,
    Try,
    changes,
    changes_in,
    either,
    opens,
    redraws,
    says,
    shows,
)
from tests.access.tries import (
    also,
    command,
    form,
    option,
    options,
    press,
    typed,
    word,
)

DOCUMENTS: tuple[Try, ...] = (
    press(Act.GET_DOCUMENTS, "documents.get", "{papir}", shows("papirurl")),
    press(Act.GET_DOCUMENTS, "documents.show", "{process}", shows("papir")),
    press(Act.GET_DOCUMENTS, "documents.news", "{process}", shows("papir")),
    press(Act.GET_DOCUMENTS, "documents.more", "{process}:0:0", shows("papir")),
    also(
        Act.GET_DOCUMENTS,
        Route.FILE,
        press(Act.GET_DOCUMENTS, "documents.get", "{papir}", shows("papirurl")),
    ),
    press(Act.RUN_DOCUMENTS, "document_desk.open", "{process}", opens),
    press(Act.RUN_DOCUMENTS, "document_desk.more", "{process}:0", redraws, view="modal"),
    press(Act.RUN_DOCUMENTS, "document_desk.new", "{process}", opens),
    press(
        Act.RUN_DOCUMENTS,
        "document_desk.target",
        "{papir}",
        redraws,
        view="modal",
        metadata="{process}||",
    ),
    press(Act.RUN_DOCUMENTS, "document_desk.edit", "{papir}", opens),
    press(Act.RUN_DOCUMENTS, "document_desk.replace", "{papir}", opens),
    press(Act.RUN_DOCUMENTS, "document_desk.withdraw", "{papir}", changes),
    press(Act.RUN_DOCUMENTS, "document_desk.tell", "{papir}:1", says("har fået besked")),
    *(
        form(
            Act.RUN_DOCUMENTS,
            f"document_desk.{which}",
            metadata,
            changes,
            document_title_da=typed("Nyt papir"),
            document_title_en=typed("New paper"),
            document_kind=option("slides"),
            document_roles=options("need_owner"),
            document_url=typed("https://co-pi.example/nyt"),
        )
        for which, metadata in (("put", "{process}||"), ("save", "{papir}|{papir_mark}|"))
    ),
    form(
        Act.RUN_DOCUMENTS,
        "document_desk.version",
        "{papir}|1|",
        changes,
        document_url=typed("https://co-pi.example/nyt"),
        changed_da=typed("Nye tal"),
        changed_en=typed("New figures"),
    ),
    Try(
        Act.RUN_DOCUMENTS,
        Route.SHORTCUT,
        "document_desk.from_message",
        lambda hand, _things: hand.uses_shortcut("document_desk.from_message", "https://a.example"),
        opens,
        is_personal=True,
    ),
    press(
        Act.ASK_FOR_ACCESS,
        "access.ask",
        "document:{lederpapir}",
        either(changes, says("allerede adgang")),
    ),
    press(Act.DECIDE_ACCESS, "access.grant", "{access_request}", changes),
    press(Act.DECIDE_ACCESS, "access.refuse", "{access_request}", changes),
)

ENQUIRIES: tuple[Try, ...] = (
    press(Act.ASK_HUMAN, "enquiries.ask", "{process}:Hvad koster det?", opens),
    press(Act.ASK_HUMAN, "enquiries.not_this", "{process}:{faq}:Hvad koster det?", opens),
    press(Act.ASK_HUMAN, "enquiries.send", "{offered}", changes),
    press(Act.ASK_HUMAN, "enquiries.rewrite", "{offered}", opens),
    press(Act.ASK_HUMAN, "enquiries.drop", "{offered}", changes),
    press(Act.ASK_HUMAN, "enquiries.own", "{process}", shows("spoergsmaal")),
    press(Act.ASK_HUMAN, "enquiries.take_back", "{asked}", changes),
    press(Act.ASK_HUMAN, "enquiries.again", "{asked}", opens),
    press(Act.ASK_HUMAN, "enquiries.helped", "{answered}:{answer_note}", changes),
    form(
        Act.ASK_HUMAN,
        "enquiries.write",
        "{process}::",
        changes,
        enquiry_words=typed("Hvad koster det?"),
    ),
    form(
        Act.ASK_HUMAN,
        "enquiries.again",
        "{asked}:3f0c5a52",
        changes,
        enquiry_more=typed("Og hvornår?"),
    ),
    press(Act.ANSWER_ENQUIRIES, "enquiry_desk.list", "{process}", shows("fremmedspoergsmaal")),
    press(Act.ANSWER_ENQUIRIES, "enquiry_desk.reply", "{other_asked}", opens),
    press(Act.ANSWER_ENQUIRIES, "enquiry_desk.close", "{other_asked}", changes),
    form(
        Act.ANSWER_ENQUIRIES,
        "enquiry_desk.reply",
        "{other_asked}:3f0c5a52",
        changes,
        enquiry_answer=typed("Det er gratis."),
    ),
    command(Act.ANSWER_ENQUIRIES, "spørgsmål", opens),
    command(Act.ASK_HUMAN, "mine spørgsmål", either(opens, shows("spoergsmaal"))),
    Try(
        Act.ANSWER_ENQUIRIES,
        Route.MENTION,
        "in the question's thread",
        lambda hand, things: hand.mentions(
            "Det er gratis.", channel=things.leaders_channel, thread_ts=things.thread
        ),
        changes_in("enquiry_notes"),
    ),
    Try(
        Act.ANSWER_ENQUIRIES,
        Route.SHORTCUT,
        "enquiry_desk.from_message",
        lambda hand, things: hand.uses_shortcut(
            "enquiry_desk.from_message",
            "Det er gratis.",
            channel=things.leaders_channel,
            thread_ts=things.thread,
        ),
        changes,
    ),
    press(Act.GET_FAQS, "faqs.list", "{process}", shows("faq")),
    press(Act.GET_FAQS, "faqs.more", "{process}:0", redraws, view="modal"),
    command(Act.GET_FAQS, "faq", shows("faq")),
    press(Act.PUBLISH_FAQS, "faqs.make", "{other_asked}", opens),
    press(Act.PUBLISH_FAQS, "faqs.add", "{process}", opens),
    press(Act.PUBLISH_FAQS, "faqs.edit", "{faq}", opens),
    press(Act.PUBLISH_FAQS, "faqs.withdraw", "{faq}", changes),
    form(
        Act.PUBLISH_FAQS,
        "faqs.publish",
        "{process}:::",
        changes,
        faq_question_da=typed("Koster det noget?"),
        faq_question_en=typed("Does it cost anything?"),
        faq_answer_da=typed("Nej."),
        faq_answer_en=typed("No."),
        faq_audience=options("need_owner"),
    ),
)


def _wish(act: Act, wish: str, given: Given) -> Try:
    """The button of a guess."""
    return replace(
        press(act, "requests.meet", "{process}:" + wish, given), name=f"requests.meet:{wish}"
    )


WISHES: tuple[Try, ...] = (
    *word(Act.GET_DOCUMENTS, "send mig dokumenterne", shows("papir")),
    *word(Act.SEE_MEMBERS, "hvem er med", shows("medlem")),
    *word(Act.GET_LINKS, "send mig linket til {seal}moede", shows("moedelink")),
    *word(Act.GET_FAQS, "{seal}faq?", shows("faq")),
    *word(Act.SEE_SUMS, "hvad er summerne", says('"summaries.shared"')),
    *word(Act.SUBSCRIBE, "kan jeg abonnere på kalenderen?", says('"feeds.open"')),
    _wish(Act.GET_DOCUMENTS, "documents", shows("papir")),
    _wish(Act.GET_DOCUMENTS, "new_documents", shows("papir")),
    _wish(Act.GET_DOCUMENTS, "document:document:{papir}", shows("papirurl")),
    _wish(Act.GET_LINKS, "meeting_link:meeting:{moede}", shows("moedelink")),
    _wish(Act.SEE_PROCESS, "date", shows("dato")),
    _wish(Act.SEE_PROCESS, "date:meeting:{moede}", shows("moede")),
    _wish(Act.SEE_PROCESS, "date:milestone:{dato}", shows("dato")),
    _wish(Act.SEE_PROCESS, "timeline", shows("dato")),
    _wish(Act.SEE_PROCESS, "catch_up", shows("papir")),
    _wish(Act.ATTEND, "meetings", says('"meetings.yes"')),
    _wish(Act.ATTEND, "next_step", says('"meetings.yes"')),
    _wish(Act.SEE_MEMBERS, "participants", shows("medlem")),
    _wish(Act.SEE_MEMBERS, "person:person:{other_person}", shows("medlem")),
    _wish(Act.SEE_STATUS, "organisation", says("organisationer har sendt deres svar")),
    _wish(Act.ANSWER, "answers", shows("svar")),
    _wish(Act.SEE_SUMS, "sums", says('"summaries.shared"')),
    _wish(Act.GET_FAQS, "faq:faq:{faq}", shows("faq")),
    press(Act.GET_LINKS, "requests.link", "{process}:{moede}", shows("moedelink")),
    press(Act.ASK_HUMAN, "requests.other", "{process}:Hvad koster det?", changes),
    press(
        Act.GET_DOCUMENTS, "requests.try", "send mig dokumenterne", shows("papir"), personal=True
    ),
    press(
        Act.ANSWER, "requests.was_answer", "{interview}:remark:Vi vil gerne købe sammen", changes
    ),
    press(Act.SEE_PROCESS, "catch_up.show", "{process}", shows("papir")),
    press(Act.SEE_MEMBERS, "overview.more", "{process}:0", shows("medlem")),
)

TRIES = (*DOCUMENTS, *ENQUIRIES, *WISHES)
