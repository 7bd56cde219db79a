"""Published answers: the list, and how facilitators publish, change and withdraw them."""

import re

from slack_bolt import App

from bot.access import Act, may_get_faq
from bot.enquiries import latest_answer
from bot.enquiry_answers import enquiry_to_answer
from bot.faq_publishing import (
    ChangedMeanwhile,
    Draft,
    Faulty,
    Gone,
    Named,
    Published,
    draft_from,
    draft_of,
    mark_of,
    publish,
    read_keywords,
    withdraw,
)
from bot.faqs import faq_for, faq_of_enquiry, may_publish
from bot.voice.blocks import View
from bot.voice.faqs import Line, faq_form, faq_word, fault_words, list_view, saved_message
from bot.voice.notes import paragraph
from handlers.outcomes import Instead, Outcome
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_here, process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Enquiry, Faq, Process
from models.enums import EnquiryState, Role
from models.faqs import faqs_of
from models.people import find_membership

_FIELDS = ("question_da", "question_en", "answer_da", "answer_en")


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `faqs.`, and the form."""
    app.action(re.compile(r"^faqs\."))(on_press(services, ACTS))
    app.view("faqs.publish")(on_submit(services, _publish))


def open_faqs(visit: Visit, process: Process, trigger_id: str, response_url: str | None) -> None:
    """The list, for a member who asks for it; facilitators can change what stands there."""
    if process_if(visit, str(process.id), Act.GET_FAQS) is None:
        visit.whisper(response_url, paragraph(faq_word("no_more", visit.language)))
    else:
        visit.open(trigger_id, _list(visit, process))


def _list(visit: Visit, process: Process, *, start: int = 0) -> View:
    membership = find_membership(visit.session, process_id=process.id, person_id=visit.who.id)
    language = visit.language.value
    return list_view(
        visit.language,
        process_id=process.id,
        process=process.title[language],
        lines=[
            Line(
                faq_id=one.id,
                question=one.question[language],
                answer=one.answer[language],
                audience=tuple(one.audience),
            )
            for one in faqs_of(visit.session, process_id=process.id)
            if may_get_faq(membership, audience=one.audience)
        ],
        may_publish=may_publish(membership),
        start=start,
    )


def _press_list(visit: Visit, press: Press) -> None:
    process = process_here(visit, press.value)
    if process is None:
        say_over(visit, press.response_url)
    else:
        open_faqs(visit, process, press.trigger_id, press.response_url)


def _press_more(visit: Visit, press: Press) -> None:
    value, _, start = press.value.partition(":")
    process = process_if(visit, value, Act.GET_FAQS)
    if process is None or press.view is None:
        visit.whisper(press.response_url, paragraph(faq_word("no_more", visit.language)))
    else:
        visit.update(str(press.view["id"]), _list(visit, process, start=read_id(start) or 0))


def _make(visit: Visit, press: Press) -> None:
    """From a question that was passed on, with its latest answer to begin with."""
    number = read_id(press.value)
    enquiry = enquiry_to_answer(visit.session, enquiry_id=number, person=visit.person)
    if enquiry is None:
        _refuse(visit, press.response_url)
        return
    if faq := faq_of_enquiry(visit.session, enquiry=enquiry):
        draft, faq_id, mark = draft_of(faq), str(faq.id), mark_of(faq)
    else:
        answer = ""
        if enquiry.state is EnquiryState.ANSWERED or enquiry.answered_at is not None:
            answer = latest_answer(visit.session, enquiry=enquiry).text
        role = Role.NEED_OWNER
        asker = find_membership(
            visit.session, process_id=enquiry.process_id, person_id=enquiry.person_id
        )
        if asker is not None:
            role = asker.role
        draft, faq_id, mark = draft_from(enquiry=enquiry, answer=answer, role=role), "", ""
    metadata = f"{enquiry.process_id}:{faq_id}:{enquiry.id}:{mark}"
    _open(visit, press, _form(visit, draft, metadata=metadata, from_enquiry=True))


def _add(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.PUBLISH_FAQS)
    if process is None:
        _refuse(visit, press.response_url)
        return
    audience = tuple(role.value for role in Role if role is not Role.MARKET_ACTOR)
    metadata = f"{process.id}:::"
    _open(visit, press, _form(visit, Draft(audience=audience), metadata=metadata))


def _edit(visit: Visit, press: Press) -> None:
    faq = _aimed_at(visit, press.value)
    if faq is None:
        _refuse(visit, press.response_url)
        return
    metadata = f"{faq.process_id}:{faq.id}::{mark_of(faq)}"
    is_asked = faq.enquiry_id is not None
    _open(visit, press, _form(visit, draft_of(faq), metadata=metadata, from_enquiry=is_asked))


def _aimed_at(visit: Visit, value: str) -> Faq | None:
    """The published answer that a button names, if this person may change it."""
    number = read_id(value)
    faq = None if number is None else visit.session.get(Faq, number)
    if faq is None or process_if(visit, str(faq.process_id), Act.PUBLISH_FAQS) is None:
        return None
    membership = find_membership(visit.session, process_id=faq.process_id, person_id=visit.who.id)
    return faq_for(visit.session, process_id=faq.process_id, membership=membership, faq_id=faq.id)


def _open(visit: Visit, press: Press, form: View) -> None:
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, form)
    else:
        visit.open(press.trigger_id, form)


def _form(
    visit: Visit,
    draft: Draft,
    *,
    metadata: str,
    from_enquiry: bool = False,
    names: tuple[str, ...] = (),
) -> View:
    return faq_form(
        visit.language,
        values={name: getattr(draft, name) for name in _FIELDS},
        keywords=draft.keywords,
        audience=draft.audience,
        metadata=metadata,
        from_enquiry=from_enquiry,
        names=names,
    )


def _publish(visit: Visit, submitted: Submitted) -> Outcome:
    number, faq_id, enquiry_id, mark = [*submitted.private_metadata.split(":"), "", "", "", ""][:4]
    process = process_if(visit, number, Act.PUBLISH_FAQS)
    enquiry = _enquiry(visit, process, enquiry_id)
    if process is None or (enquiry_id and enquiry is None):
        _refuse(visit, None)
        return None
    draft = Draft(
        question_da=submitted.typed("faq_question_da"),
        question_en=submitted.typed("faq_question_en"),
        answer_da=submitted.typed("faq_answer_da"),
        answer_en=submitted.typed("faq_answer_en"),
        keywords=read_keywords(submitted.typed("faq_keywords")),
        audience=submitted.ticked("faq_audience"),
    )
    outcome = publish(
        visit.session,
        process_id=process.id,
        faq_id=read_id(faq_id),
        mark=mark,
        draft=draft,
        enquiry=enquiry,
        names_are_meant=bool(submitted.ticked("faq_names")),
        by=visit.person,
        now=visit.now,
    )
    match outcome:
        case Faulty(faults=faults):
            return {f"faq_{name}": fault_words(one, visit.language) for name, one in faults.items()}
        case ChangedMeanwhile():
            return {"faq_question_da": faq_word("meanwhile", visit.language)}
        case Gone():
            return {"faq_question_da": faq_word("gone", visit.language)}
        case Named(words):
            metadata = submitted.private_metadata
            return Instead(_form(visit, draft, metadata=metadata, from_enquiry=True, names=words))
        case Published(faq, is_new):
            question = faq.question[visit.language.value]
            roles = len(faq.audience)
            visit.tell(saved_message(visit.language, question=question, is_new=is_new, roles=roles))
    if submitted.beneath:
        visit.update(submitted.beneath, _list(visit, process))
    return None


def _enquiry(visit: Visit, process: Process | None, value: str) -> Enquiry | None:
    found = enquiry_to_answer(visit.session, enquiry_id=read_id(value), person=visit.person)
    return found if process and found and found.process_id == process.id else None


def _withdraw(visit: Visit, press: Press) -> None:
    faq = _aimed_at(visit, press.value)
    if faq is None:
        _refuse(visit, press.response_url)
        return
    withdraw(visit.session, faq=faq, by=visit.person, now=visit.now)
    question = faq.question[visit.language.value]
    visit.tell(paragraph(faq_word("withdrawn", visit.language, question=question)))
    process = visit.session.get_one(Process, faq.process_id)
    if press.view is not None:
        visit.update(str(press.view["id"]), _list(visit, process))


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, paragraph(faq_word("only_facilitators", visit.language)))


ACTS: Acts = {
    "faqs.list": _press_list,
    "faqs.more": _press_more,
    "faqs.make": _make,
    "faqs.add": _add,
    "faqs.edit": _edit,
    "faqs.withdraw": _withdraw,
}
