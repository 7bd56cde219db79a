"""After a meeting: a facilitator says what came of it, sees both messages, and sends them once."""

import re

from slack_bolt import App

from bot.calendar.text import clean_text
from bot.days import is_quiet, next_daytime
from bot.documents import askers_of, may_have
from bot.meeting_rosters import turnout_of
from bot.meeting_wrap_up import (
    LONGEST_DECISIONS,
    MOST_LINKS,
    Recipients,
    Wish,
    check,
    chosen_documents,
    documents_to_choose,
    may_be_wrapped_up,
    read_links,
    recipients_of,
    words_for,
    wrap_up,
)
from bot.voice.meeting_wrap_up import (
    Hidden,
    after_faults,
    after_form,
    after_word,
    preview_of,
    sent_view,
    too_much_after,
)
from handlers.meeting_access import meeting_run_by, refuse, show_view
from handlers.meeting_forms import Unreadable, excess, read_carried, write_carried
from handlers.outcomes import CloseAll, Outcome, Push
from handlers.payloads import Press, Submitted, read_id
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over
from models import Document, Meeting
from models.rosters import guests_of


def register(app: App, services: Services) -> None:
    """The button, the form and its preview."""
    app.action(re.compile(r"^meeting_after\."))(on_press(services, ACTS))
    app.view("meeting_after.form")(on_submit(services, _preview))
    app.view("meeting_after.send")(on_submit(services, _send))


def _open(visit: Visit, press: Press) -> None:
    found = meeting_run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, meeting = found
    language = visit.language
    if meeting.wrapped_up_at is not None:
        wish = _sent(meeting)
        documents = _chosen(visit, meeting, wish)
        words = words_for(meeting, wish=wish, documents=documents, language=language)
        show_view(visit, press, sent_view(words, language, sent_at=meeting.wrapped_up_at))
    elif not may_be_wrapped_up(meeting, now=visit.now):
        visit.whisper(press.response_url, after_word("not_sent", language))
    else:
        documents = documents_to_choose(visit.session, process_id=process.id, now=visit.now)
        form = after_form(
            language,
            title=meeting.title[language.value],
            ticked=turnout_of(guests_of(visit.session, meeting=meeting)).ticked,
            documents=[(one.id, one.title[language.value]) for one in documents],
            longest=LONGEST_DECISIONS,
            most_links=MOST_LINKS,
            metadata=str(meeting.id),
        )
        show_view(visit, press, form)


def _sent(meeting: Meeting) -> Wish:
    """What was sent, from the row."""
    documents = [one["document"] for one in meeting.materials if "document" in one]
    links = [(one["title"], one["url"]) for one in meeting.materials if "url" in one]
    return Wish(decisions=meeting.decisions or "", documents=tuple(documents), links=tuple(links))


def _chosen(visit: Visit, meeting: Meeting, wish: Wish) -> list[Document]:
    return chosen_documents(visit.session, process_id=meeting.process_id, wish=wish, now=visit.now)


def _preview(visit: Visit, submitted: Submitted) -> Outcome:
    found = meeting_run_by(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    _, meeting = found
    language = visit.language
    if meeting.wrapped_up_at is not None or not may_be_wrapped_up(meeting, now=visit.now):
        visit.tell(after_word("not_sent", language))
        return CloseAll()
    wish = _wish(submitted)
    if faults := check(wish):
        named = {name: fault.value for name, fault in faults.items()}
        return after_faults(named, language, longest=LONGEST_DECISIONS, most_links=MOST_LINKS)
    carried = write_carried(
        str(meeting.id), [wish.decisions, list(wish.documents), [list(one) for one in wish.links]]
    )
    if more := excess(carried):
        return too_much_after(more, language)
    documents = _chosen(visit, meeting, wish)
    recipients = recipients_of(visit.session, meeting=meeting)
    words = words_for(meeting, wish=wish, documents=documents, language=language)
    preview = preview_of(
        words,
        language,
        came=len(recipients.came),
        others=len(recipients.others),
        hidden=_hidden(visit, recipients, documents),
        at=next_daytime(visit.now) if is_quiet(visit.now) else None,
        metadata=carried,
    )
    return Push(preview)


def _wish(submitted: Submitted) -> Wish:
    documents = map(read_id, submitted.ticked("after_documents"))
    decisions = submitted.typed("after_decisions")
    return Wish(
        decisions=clean_text(decisions, len(decisions)),
        documents=tuple(one for one in documents if one is not None),
        links=read_links(submitted.typed("after_links")),
    )


def _hidden(visit: Visit, recipients: Recipients, documents: list[Document]) -> list[Hidden]:
    memberships = [one[2] for one in (*recipients.came, *recipients.others)]
    askers = askers_of(
        visit.session,
        process_id=memberships[0].process_id if memberships else 0,
        memberships=memberships,
    )
    found = []
    for document in documents:
        count = sum(not may_have(one, document, now=visit.now) for one in askers.values())
        if count:
            found.append(Hidden(title=document.title[visit.language.value], count=count))
    return found


def _send(visit: Visit, submitted: Submitted) -> Outcome:
    try:
        head, wish = _read_back(submitted.private_metadata)
    except Unreadable:
        say_over(visit, None)
        return CloseAll()
    found = meeting_run_by(visit, head)
    if found is None:
        return _refused(visit)
    process, meeting = found
    sent = None
    if not check(wish):
        sent = wrap_up(
            visit.session,
            process=process,
            meeting_id=meeting.id,
            wish=wish,
            by=visit.person,
            now=visit.now,
        )
    if sent is None:
        visit.tell(after_word("not_sent", visit.language))
    else:
        came, others = len(sent.came), len(sent.others)
        visit.tell(after_word("sent", visit.language, came=came, others=others))
    return CloseAll()


def _read_back(text: str) -> tuple[str, Wish]:
    head, values = read_carried(text)
    try:
        decisions, documents, links = values
        wish = Wish(
            decisions=str(decisions),
            documents=tuple(int(one) for one in documents),
            links=tuple((str(title), str(url)) for title, url in links),
        )
    except (ValueError, TypeError) as error:
        raise Unreadable from error
    return head, wish


def _refused(visit: Visit) -> CloseAll:
    refuse(visit)
    return CloseAll()


ACTS: Acts = {"meeting_after.open": _open}
