"""Each wish and who meets it. Every one asks bot/access.py itself, and refuses in words."""

from collections.abc import Callable

from bot.access import Act, may, may_see_date
from bot.catalogue import CONTACT
from bot.days import local
from bot.knowing import may_hear_of_meeting
from bot.meeting_events import words_of
from bot.requests.wishes import Item, Kind, Request, Wish
from bot.timeline import milestone_point
from bot.voice.notes import note_message
from bot.voice.requests import meeting_date_message, milestone_date_message
from handlers.catch_up import show_catch_up
from handlers.documents import hand_over, show_documents
from handlers.enquiries import answer_faq
from handlers.feeds import say_address
from handlers.help import say_help, say_people
from handlers.meeting_links import hand_link
from handlers.meetings import show_meetings
from handlers.members import ask_to_leave
from handlers.milestones import show_timeline
from handlers.my_data import show_my_data
from handlers.overview import show_next_step, show_organisation, show_participants, show_person
from handlers.preferences import offer_language, offer_pause, show_preferences
from handlers.steps import own_talk, show_review
from handlers.summaries import show_status, show_sums
from handlers.visit import Visit
from models import Meeting, Membership, Milestone, Process
from models.enums import MeetingForm
from models.invitations import find_invitation


def meet(
    visit: Visit, process: Process, membership: Membership, request: Request, *, text: str = ""
) -> None:
    """Do or say what was wished for, in the person's direct message, or say why not.

    `text`: what was written, where a published answer may turn out not to be the one.
    """
    target = request.target
    if target is None:
        PLAIN[request.wish](visit, process, membership)
    else:
        TARGETED[request.wish](visit, process, membership, target, text)


Plain = Callable[[Visit, Process, Membership], object]
Targeted = Callable[[Visit, Process, Membership, Item, str], object]


def _say_dates(visit: Visit, process: Process, _membership: Membership) -> None:
    show_timeline(visit, process=process, response_url=None)


def _say_meetings(visit: Visit, process: Process, _membership: Membership) -> None:
    show_meetings(visit, process, None)


def _say_contacts(visit: Visit, process: Process, _membership: Membership) -> None:
    say_people(visit, process)


def _say_organisation(visit: Visit, process: Process, membership: Membership) -> None:
    if may(membership, Act.SEE_STATUS):
        show_status(visit, process=process, response_url=None)
    else:
        show_organisation(visit, process, membership)


def _say_answers(visit: Visit, process: Process, membership: Membership) -> None:
    talk = own_talk(visit, process_id=process.id)
    if talk is None:
        _say_organisation(visit, process, membership)
    else:
        show_review(visit, talk)


def _say_sums(visit: Visit, process: Process, _membership: Membership) -> None:
    show_sums(visit, process=process, response_url=None)


def _say_documents(visit: Visit, process: Process, membership: Membership) -> None:
    show_documents(visit, process, membership, only_new=False)


def _say_new_documents(visit: Visit, process: Process, membership: Membership) -> None:
    show_documents(visit, process, membership, only_new=True)


def _ask_to_leave(visit: Visit, process: Process, _membership: Membership) -> None:
    ask_to_leave(visit, process)


def _say_thanks(visit: Visit, _process: Process, _membership: Membership) -> None:
    visit.tell(note_message("request", "thanks", visit.language))


PLAIN: dict[Wish, Plain] = {
    Wish.DOCUMENTS: _say_documents,
    Wish.NEW_DOCUMENTS: _say_new_documents,
    Wish.DATE: _say_dates,
    Wish.MEETINGS: _say_meetings,
    Wish.TIMELINE: _say_dates,
    Wish.NEXT_STEP: show_next_step,
    Wish.PARTICIPANTS: show_participants,
    Wish.CONTACTS: _say_contacts,
    Wish.ORGANISATION: _say_organisation,
    Wish.ANSWERS: _say_answers,
    Wish.MY_DATA: lambda visit, _process, _membership: show_my_data(visit),
    Wish.LANGUAGE: lambda visit, _process, _membership: offer_language(visit),
    Wish.PAUSE: offer_pause,
    Wish.PREFERENCES: show_preferences,
    Wish.SUMS: _say_sums,
    Wish.CALENDAR: lambda visit, _process, _membership: say_address(visit),
    Wish.CATCH_UP: show_catch_up,
    Wish.LEAVE: _ask_to_leave,
    Wish.HELP: say_help,
    Wish.HUMAN: _say_contacts,
    Wish.THANKS: _say_thanks,
}


def _hand_document(
    visit: Visit, process: Process, membership: Membership, item: Item, _text: str
) -> None:
    hand_over(visit, process, membership, item.id)


def _hand_link(
    visit: Visit, process: Process, membership: Membership, item: Item, _text: str
) -> None:
    hand_link(visit, process, membership, item.id)


def _say_faq(visit: Visit, process: Process, membership: Membership, item: Item, text: str) -> None:
    answer_faq(visit, process, membership, item.id, text)


def _say_person(
    visit: Visit, process: Process, membership: Membership, item: Item, _text: str
) -> None:
    is_contact = item.key.startswith(CONTACT)
    show_person(visit, process, membership, kind_is_contact=is_contact, id=item.id)


def _say_date(
    visit: Visit, process: Process, membership: Membership, item: Item, _text: str
) -> None:
    if item.kind is Kind.MEETING:
        say_meeting(visit, process, membership, item.id)
    else:
        _say_milestone(visit, process, membership, item.id)


def say_meeting(
    visit: Visit,
    process: Process,
    membership: Membership,
    meeting_id: int,
    *,
    tells_reply: bool = True,
) -> None:
    """When and where it is; with `tells_reply` also what they have answered, which is theirs."""
    meeting = visit.session.get(Meeting, meeting_id)
    is_here = meeting is not None and meeting.process_id == process.id and not meeting.retired_at
    if (
        meeting is None
        or not is_here
        or not may_hear_of_meeting(visit.session, membership=membership, meeting=meeting)
    ):
        visit.tell(note_message("request", "not_for_you", visit.language))
        return
    invitation = find_invitation(visit.session, meeting_id=meeting_id, person_id=visit.who.id)
    is_invited = tells_reply and invitation is not None and invitation.removed_at is None
    comes = meeting.ends_at > visit.now and meeting.form is not MeetingForm.PHYSICAL
    visit.tell(
        meeting_date_message(
            words_of(meeting, process=process, language=visit.language),
            visit.language,
            reply=invitation.reply if invitation is not None and is_invited else None,
            now=visit.now,
            link=f"{process.id}:{meeting.id}" if comes else "",
        )
    )


def _say_milestone(
    visit: Visit, process: Process, membership: Membership, milestone_id: int
) -> None:
    milestone = visit.session.get(Milestone, milestone_id)
    is_here = milestone is not None and milestone.process_id == process.id
    if (
        milestone is None
        or not is_here
        or milestone.retired_at
        or not may_see_date(membership, audience=milestone.audience)
    ):
        show_timeline(visit, process=process, response_url=None)
        return
    today = local(visit.now).date()
    point = milestone_point(milestone, language=visit.language, today=today)
    visit.tell(milestone_date_message(point, visit.language, today=today))


TARGETED: dict[Wish, Targeted] = {
    Wish.DOCUMENT: _hand_document,
    Wish.MEETING_LINK: _hand_link,
    Wish.DATE: _say_date,
    Wish.PERSON: _say_person,
    Wish.FAQ: _say_faq,
}

# Everybody's, whatever they have joined: their own data (GDPR, articles 15 to 17), their language.
RIGHTS = frozenset({Wish.MY_DATA, Wish.LANGUAGE})
