"""After somebody's answer to a meeting: their card, their calendar, and who is offered a seat."""

from datetime import datetime

from sqlmodel import Session

from bot.calendar.events import Organizer, Standing
from bot.meeting_cards import put_card_anew
from bot.meeting_mails import put_standing_mail
from bot.meeting_seats import put_offers
from bot.registrations import Answered, standing_of
from models import Person, Process


def tell_of_answer(
    session: Session,
    *,
    outcome: Answered,
    organizer: Organizer | None,
    now: datetime,
    in_calendar: Standing | None = None,
    is_on_card: bool = False,
) -> None:
    """Have everything say so that does not yet. Nothing, if nothing has changed.

    `in_calendar` is what the person's calendar shows already; a yes that became a place in the line
    is told it all the same. `is_on_card`: their card in Slack is shown anew by the caller.
    """
    if not outcome.changed:
        return
    meeting, invitation = outcome.meeting, outcome.invitation
    if invitation.told_revision >= 0:  # whoever has not heard yet is told all at once
        if not is_on_card:
            put_card_anew(
                session,
                process=session.get_one(Process, meeting.process_id),
                meeting=meeting,
                invitation=invitation,
                person=session.get_one(Person, invitation.person_id),
                kind="answered",
                now=now,
            )
        if standing_of(invitation, meeting=meeting) is not in_calendar:
            put_standing_mail(
                session, meeting=meeting, invitation=invitation, organizer=organizer, now=now
            )
    put_offers(session, meeting=meeting, offered=outcome.offered, organizer=organizer, now=now)
