"""What is said and sent when somebody joins: to the person, to the facilitators, to both."""

from bot import talks
from bot.access import Act, may
from bot.catch_up import joined_late
from bot.conversation.questions import Language
from bot.home import people_to_ask
from bot.inviting import invite
from bot.onboarding import Applied, Decided, Joined, application_mark, card_of
from bot.outbox import put
from bot.timeline import next_meeting_for
from bot.voice.dates import moment
from bot.voice.help import Contact, contact_lines
from bot.voice.onboarding import (
    InterviewSoFar,
    ProcessWords,
    applied_message,
    card_message,
    joined_message,
    refused_message,
    welcome_message,
)
from bot.voice.speak import listed
from handlers.steps import begin
from handlers.visit import Visit
from models import Membership, Organisation, Person, Process
from models.enums import Role


def process_words(process: Process) -> ProcessWords:
    """The process's texts as the voice takes them."""
    return ProcessWords(process_id=process.id, title=process.title, texts=process.texts)


def welcome(visit: Visit, process: Process) -> Membership | None:
    """Welcome a person who came by themselves, once. None if they had a membership already."""
    made = invite(visit.session, process_id=process.id, person=visit.person, by=None, now=visit.now)
    if made is not None:
        words = process_words(process)
        name = visit.who.name
        visit.tell(welcome_message(words, name=name, inviter=None, language=visit.language))
    return made


def say_applied(visit: Visit, applied: Applied) -> None:
    """Tell the person that a facilitator decides."""
    visit.tell(
        applied_message(
            name=visit.who.name,
            organisation=applied.organisation.name,
            is_new=applied.is_new,
            language=visit.language,
        )
    )


def put_card(visit: Visit, process: Process, applied: Applied) -> None:
    """Send the facilitators' channel the card; without a channel, each facilitator sees it on Home."""
    if process.facilitators_channel is None:
        return
    card = card_of(visit.session, membership=applied.membership)
    put(
        visit.session,
        key=f"membership:{card.mark}:application",
        team_id=visit.team_id,
        process_id=process.id,
        channel=process.facilitators_channel,
        message=card_message(process_words(process), card, Language.DANISH),
        due_at=visit.now,
    )


def say_joined(visit: Visit, process: Process, joined: Joined) -> None:
    """Welcome the person, and put the first question if there is one for them."""
    visit.tell(_joined_message(visit, process, joined, person=visit.person, with_button=False))
    begin(visit, process_id=process.id)


def tell_decision(visit: Visit, decided: Decided, *, organisation: Organisation) -> None:
    """Let the person know what the facilitators have decided."""
    membership = decided.membership
    process = visit.session.get_one(Process, membership.process_id)
    person = visit.session.get_one(Person, membership.person_id)
    language = Language(person.language)
    if decided.joined is not None:
        message = _joined_message(visit, process, decided.joined, person=person, with_button=True)
    else:
        people = contact_lines(contacts(visit, process, language), language)
        message = refused_message(
            process_words(process),
            organisation=organisation.name,
            contacts=people,
            language=language,
        )
    put(
        visit.session,
        key=f"membership:{application_mark(membership)}:decision",
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=message,
        due_at=visit.now,
    )


def contacts(visit: Visit, process: Process, language: Language) -> tuple[Contact, ...]:
    """The people whom the process names as somebody to ask."""
    return people_to_ask(visit.session, process_id=process.id, language=language)


def _joined_message(
    visit: Visit, process: Process, joined: Joined, *, person: Person, with_button: bool
) -> dict[str, object]:
    language = Language(person.language)
    is_market = joined.membership.role is Role.MARKET_ACTOR
    meeting = next_meeting_for(visit.session, membership=joined.membership, now=visit.now)
    return joined_message(
        process_words(process),
        name=person.name,
        organisation=joined.organisation.name,
        next_date=None
        if meeting is None or is_market
        else f"{meeting.title[language.value]}, {moment(meeting.starts_at, language)}",
        so_far=_so_far(visit, process, joined, language),
        may_answer=may(joined.membership, Act.ANSWER),
        is_market=is_market,
        is_late=joined_late(visit.session, membership=joined.membership, now=visit.now),
        with_button=with_button,
        language=language,
    )


def _so_far(
    visit: Visit,
    process: Process,
    joined: Joined,
    language: Language,
) -> InterviewSoFar | None:
    if not joined.colleagues or not may(joined.membership, Act.ANSWER):
        return None
    so_far = talks.so_far(visit.session, process=process, organisation_id=joined.organisation.id)
    givers = [one.name for one in joined.colleagues if one.id in so_far.givers]
    return InterviewSoFar(
        names=listed([one.name for one in joined.colleagues], language),
        answerers=listed(givers, language),
        answered=so_far.answered,
        total=so_far.total,
        done=so_far.sent_at is not None,
    )
