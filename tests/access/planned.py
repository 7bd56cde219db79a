"""The meetings and announcements of a furnished process."""

from dataclasses import replace
from datetime import timedelta

from bot.announcement_drafts import Draft, draft_of
from bot.announcement_sending import begin_draft, forecast, save_draft
from bot.audiences import Audience
from bot.feeds import feed_for
from bot.meeting_desk import Aim, mark_of
from bot.meeting_desk import draft_of as meeting_draft_of
from handlers.meeting_forms import aim_words, draft_words
from models import (
    Announcement,
    AnnouncementCopy,
    Invitation,
    Meeting,
    Post,
)
from models.enums import (
    AnnouncementState,
    Attendance,
    MeetingForm,
    PostState,
)
from models.meetings import new_uid
from tests.access.house import (
    EVERYBODY,
    LEADERS,
    NOW,
    House,
    seal,
    titled,
)


def add_meetings(house: House) -> None:
    """About to begin; before that, for facilitators alone; over; and too far ahead for its link."""
    for word, audience, starts_at in (
        ("moede", EVERYBODY, NOW + timedelta(minutes=45)),
        ("ledermoede", LEADERS, NOW + timedelta(minutes=15)),
        ("holdt", EVERYBODY, NOW - timedelta(days=1)),
        ("senere", EVERYBODY, NOW + timedelta(days=8)),
    ):
        meeting = house.add(
            Meeting(
                process_id=house.process.id,
                key=word,
                title=titled(house.number, word),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                form=MeetingForm.DIGITAL,
                link=f"https://moede.example/{seal(house.number, word)}link",
                audience=audience,
                invite_from=NOW - timedelta(days=9),
                changed_at=NOW - timedelta(days=9),
            )
        )
        house.ids[word] = str(meeting.id)
        guests = [house.owner.id, int(house.ids["colleague"])] if word in {"moede", "holdt"} else []
        for person_id in guests:
            invitation = house.add(
                Invitation(
                    meeting_id=meeting.id,
                    person_id=person_id,
                    invited_at=NOW - timedelta(days=9),
                    told_at=NOW - timedelta(days=9),
                    told_sequence=0,
                    told_revision=0,
                    attendance=Attendance.CAME if word == "holdt" else Attendance.UNKNOWN,
                )
            )
            if person_id == house.owner.id:
                house.ids[f"{word}_invitation"] = str(invitation.id)
    coming = house.session.get_one(Meeting, int(house.ids["moede"]))
    aim = Aim(process_id=house.process.id, meeting_id=coming.id, mark=mark_of(coming))
    changed = replace(meeting_draft_of(coming), place="Rådhuset")
    house.name(meeting_aim=aim_words(aim), meeting_draft=draft_words(aim, changed))
    fresh = Aim(process_id=house.process.id, meeting_id=None, mark=new_uid())
    house.name(new_aim=aim_words(fresh), new_draft=draft_words(fresh, changed))
    feed = feed_for(house.session, person_id=house.owner.id, now=NOW)
    house.name(feed=feed.token)


def add_announcements(house: House) -> None:
    """The owner's draft; one that is out, of which they have a copy; one that waits for its time."""
    session, number = house.session, house.number
    filled = Draft(
        text={"da": seal(number, "udkast"), "en": ""},
        audience=Audience(people=(int(house.ids["colleague"]),)),
    )
    draft = begin_draft(
        session, process=house.process, by=house.owner, filled=filled, now=NOW - timedelta(hours=1)
    )
    save_draft(session, announcement=draft, draft=filled, now=NOW)
    told = forecast(
        session,
        process=house.process,
        draft=draft_of(draft),
        instead_of=None,
        by_mail=False,
        now=NOW,
    )
    house.name(draft=draft, draft_aim=f"{draft.id}::{told.mark}")
    for word, state in (
        ("udsendt", AnnouncementState.SENT),
        ("planlagt", AnnouncementState.SCHEDULED),
    ):
        announcement = house.add(
            Announcement(
                process_id=house.process.id,
                by_id=house.leader.id,
                state=state,
                text={"da": seal(number, word), "en": seal(number, word)},
                audience=filled.audience.stored(),
                asks_seen=True,
                send_at=NOW + timedelta(days=1) if word == "planlagt" else None,
                revision=0,
                made_at=NOW - timedelta(days=2),
                changed_at=NOW - timedelta(days=2),
            )
        )
        house.ids[word] = str(announcement.id)
    failed = house.add(post_of(house, "fejlet", PostState.FAILED))
    copies = (
        (house.owner.id, house.add(post_of(house, "kopi", PostState.SENT)).id),
        (int(house.ids["colleague"]), failed.id),
    )
    for person_id, post_id in copies:
        house.add(
            AnnouncementCopy(
                announcement_id=int(house.ids["udsendt"]),
                person_id=person_id,
                post_id=post_id,
                latest_post_id=post_id,
                revision=0,
            )
        )
    house.name(mend_aim=f"{draft.id}:{house.ids['udsendt']}:0")


def post_of(house: House, word: str, state: PostState) -> Post:
    """A post to the colleague, or the owner's copy, as it stands in that state."""
    return Post(
        key=f"{word}:{house.number}",
        team_id=house.team,
        process_id=house.process.id,
        person_id=house.owner.id if word == "kopi" else int(house.ids["colleague"]),
        message={"text": seal(house.number, word), "blocks": []},
        state=state,
        due_at=NOW - timedelta(hours=1),
        sent_at=NOW if state is PostState.SENT else None,
        ts="1652080000.000001" if state is PostState.SENT else None,
        error="channel_not_found" if state is PostState.FAILED else None,
    )
