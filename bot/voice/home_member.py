"""Home for a member: what to do now, then what comes, then everything that may be looked up.

The order is that of a phone's screen: whoever looks for a moment reads the next step and the meeting.
"""

from datetime import datetime

from bot.conversation.questions import Language
from bot.home import Answering, Following, Page, Paper
from bot.next_step import Do
from bot.voice.answers import value_text
from bot.voice.blocks import Block, actions, button, context, header, section
from bot.voice.dates import moment
from bot.voice.help import contact_lines
from bot.voice.links import link
from bot.voice.meeting_answers import meeting_blocks
from bot.voice.next_step import step_blocks
from bot.voice.preferences import standing_words
from bot.voice.speak import Mrkdwn, escape, label, say
from bot.voice.summaries import first_names
from bot.voice.timeline import date_paragraphs

_MOMENT = "home"
_ANSWERS, _VALUE, _PAPERS, _COMING, _PAST = 8, 80, 6, 4, 2


def member_blocks(
    page: Page, place: Answering | Following, language: Language, *, now: datetime
) -> list[Block]:
    """All of it, for one process."""
    value = str(page.process.process_id)
    blocks = [header(page.process.name(language))]
    if page.step is not None:
        blocks += step_blocks(page.step, language, now=now)
    blocks += own_meetings(page, language, now=now)
    blocks += dates(page, language, now=now)
    blocks += papers(page, language)
    blocks += contacts(page, language)
    blocks += _organisation(page, place, language)
    if page.preferences is not None:
        words = standing_words(page.preferences, language, now=now)
        heading = say(_MOMENT, "preferences_heading", language)
        blocks.append(section(Mrkdwn(f"{heading}\n{words}")))
        buttons = [button("preferences.open", language, value=value)]
        if page.preferences.pause_until is not None:
            buttons.append(button("preferences.resume", language, value=value))
        blocks.append(actions(buttons))
    return blocks


def own_meetings(page: Page, language: Language, *, now: datetime) -> list[Block]:
    """The next meeting with its buttons, unless it stands above as the next step."""
    asked = page.step.meeting if page.step is not None else None
    shown = [
        one
        for one in page.meetings
        if asked is None or one.facts.invitation_id != asked.invitation_id
    ]
    if not shown:
        return []
    blocks = [section(say("meeting_answer", "next_heading", language))]
    comes_first = page.step is None or page.step.do is Do.NOTHING
    for one in shown:
        blocks += meeting_blocks(
            one.facts,
            language,
            now=now,
            can_be_here=one.can_be_here,
            is_here=one.is_here,
            comes_first=comes_first and isinstance(page.place, Answering | Following),
        )
    return blocks


def dates(page: Page, language: Language, *, now: datetime) -> list[Block]:
    """The timeline in short, and the way to the whole of it."""
    paragraphs = date_paragraphs(
        page.points, language, now=now, most_coming=_COMING, most_past=_PAST
    )
    if not paragraphs:
        return []
    more = button("milestones.show", language, value=str(page.process.process_id))
    return [*(section(words) for words in paragraphs), actions([more])]


def papers(page: Page, language: Language) -> list[Block]:
    """Some of the documents; all of them are a press away."""
    if not page.papers:
        return []
    heading = say(_MOMENT, "documents_heading", language)
    lines = [_document(paper, language) for paper in page.papers[:_PAPERS]]
    if len(page.papers) > _PAPERS:
        lines.append(say(_MOMENT, "more", language, more=len(page.papers) - _PAPERS))
    show = button("documents.show", language, value=str(page.process.process_id))
    return [section(Mrkdwn("\n".join([heading, *lines])), accessory=show)]


def _document(paper: Paper, language: Language) -> Mrkdwn:
    title = link(paper.url, paper.title) if paper.url else escape(paper.title)
    where = None
    if not paper.url and paper.where:
        where = link(paper.where, say(_MOMENT, "where", language))
    return say(_MOMENT, "document", language, title=title, where=where)


def contacts(page: Page, language: Language) -> list[Block]:
    """Whom to call or write to, and the button that asks them here."""
    value = str(page.process.process_id)
    ask = button("enquiries.ask", language, value=value)
    heading = say(_MOMENT, "contacts_heading", language)
    words = [heading, contact_lines(page.contacts, language)] if page.contacts else [heading]
    return [section(Mrkdwn("\n".join(words))), actions([ask])]


def _organisation(page: Page, place: Answering | Following, language: Language) -> list[Block]:
    sums = button("summaries.shared", language, value=str(page.process.process_id))
    if isinstance(place, Following):
        role = label(f"role.{place.role.value}", language)
        words = say(_MOMENT, "following", language, organisation=place.organisation, role=role)
        heading = say(_MOMENT, "organisation_heading", language)
        blocks: list[Block] = [section(Mrkdwn(f"{heading}\n{words}"))]
        if place.colleagues:
            blocks.append(context(_colleagues(place, language, answers=False)))
        return [*blocks, actions([sums])] if place.sees_sums else blocks
    sent_on = moment(place.sent_at, language) if place.sent_at else None
    words = say(
        _MOMENT,
        "answering",
        language,
        organisation=place.organisation,
        answered=place.answered,
        total=place.total,
        is_open=place.is_open,
        is_sent=sent_on is not None,
        sent_on=sent_on,
    )
    heading = say(_MOMENT, "organisation_heading", language)
    return [
        section(Mrkdwn(f"{heading}\n{words}")),
        context(_colleagues(place, language, answers=True)),
        *_answers(place, language),
        actions([sums]),
    ]


def _colleagues(place: Answering | Following, language: Language, *, answers: bool) -> Mrkdwn:
    if not place.colleagues:
        return say(_MOMENT, "alone", language, organisation=place.organisation)
    names = first_names(place.colleagues)
    more = len(place.colleagues) - len(names)
    part = "colleagues" if answers else "members_too"
    return say(_MOMENT, part, language, names=names, more=more)


def _answers(place: Answering, language: Language) -> list[Block]:
    if not place.entries:
        return []
    lines = [say(_MOMENT, "answers_heading", language)]
    lines += [
        say(
            _MOMENT,
            "answer",
            language,
            short=entry.question.short.in_(language),
            value=value_text(entry.question, entry.value, language, limit=_VALUE),
            by=place.noted.get(entry.question.key),
        )
        for entry in place.entries[:_ANSWERS]
        if entry.value is not None
    ]
    if len(place.entries) > _ANSWERS:
        more = len(place.entries) - _ANSWERS
        lines.append(say(_MOMENT, "more", language, more=more))
    if place.interview_id is None:
        return [section(Mrkdwn("\n".join(lines)))]
    edit = button(
        "interview.review:edit",
        language,
        value=str(place.interview_id),
        text=label("home.edit", language),
    )
    return [section(Mrkdwn("\n".join(lines)), accessory=edit)]
