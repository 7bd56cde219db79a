"""The timetable: which jobs there are, and how often they look for what is due.

The clock only wakes us. What is due is read from rows, so a restart loses nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from logging import WARNING, getLogger

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.awaited import Accounts
from bot.mailing import MailSetup
from models import Database
from models.clock_lock import ClockLock
from schedules.ask_about_held_meetings import ask_about_held_meetings
from schedules.ask_lost_questions import ask_lost_questions
from schedules.bind_awaited import Binding
from schedules.follow_up_invitations import FollowingUp
from schedules.forget_offers import forget_offers
from schedules.forget_seen_events import forget_seen_events
from schedules.pass_on_seats import PassingOn
from schedules.post_milestones import post_milestones
from schedules.remind_of_enquiries import remind_of_enquiries
from schedules.remind_of_meetings import remind_of_meetings, withdraw_meeting_reminders
from schedules.send_announcements import Announcing, tell_of_answers
from schedules.send_digests import Digesting
from schedules.send_invitations import Inviting
from schedules.send_meeting_links import send_meeting_links
from schedules.send_reminders import send_reminders, withdraw_outdated_reminders
from schedules.tell_of_mail_outage import tell_of_mail_outage
from schedules.tell_of_noted_answers import tell_of_noted_answers

log = getLogger(__name__)

SOON = 15.0
MINUTE = 60.0
HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to look for. It commits its own work."""

    work: Callable[[Database, datetime], object]
    every: float | None = None  # seconds; None: at each tick


def timetable(mail: MailSetup | None, accounts: Accounts) -> tuple[Job, ...]:
    """Every job. The last one is for where there is mail to send."""
    organizer = None if mail is None else mail.organizer
    digesting = Digesting(organizer)
    jobs = [
        Job(work=ask_lost_questions),
        Job(work=withdraw_outdated_reminders),
        Job(work=send_reminders),
        Job(work=post_milestones),
        Job(work=Inviting(organizer).send_invitations),
        Job(work=send_meeting_links),  # what a new card tells need not be told twice
        Job(work=withdraw_meeting_reminders),
        Job(work=remind_of_meetings),
        Job(work=PassingOn(organizer).pass_on_seats),
        Job(work=ask_about_held_meetings),
        Job(work=Announcing(organizer).send_announcements),
        Job(work=tell_of_answers, every=SOON),
        Job(work=Binding(accounts, organizer).bind_awaited, every=MINUTE / 4),
        Job(work=FollowingUp(organizer).follow_up_invitations, every=MINUTE),
        Job(work=digesting.send_digests),
        Job(work=digesting.send_news, every=MINUTE),
        Job(work=tell_of_noted_answers, every=SOON),
        Job(work=remind_of_enquiries, every=MINUTE),
        Job(work=forget_seen_events, every=HOUR),
        Job(work=forget_offers, every=HOUR),
    ]
    if mail is not None:
        jobs.append(Job(work=tell_of_mail_outage, every=MINUTE))
    return tuple(jobs)


class Clock:
    """Runs the timetable, unless another worker on the same database does."""

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], datetime],
        tick_seconds: float,
        timetable: Sequence[Job],
    ) -> None:
        self._database = database
        self._now = now
        self._lock = ClockLock(database)
        getLogger("apscheduler").setLevel(WARNING)  # it reports each job, each time
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(1)},  # one by one: they share the lock
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )
        for job in timetable:
            self._scheduler.add_job(
                self._run,
                "interval",
                args=[job],
                seconds=job.every or tick_seconds,
                next_run_time=datetime.now(UTC),  # else an hourly job waits for an hour's peace
            )

    def start(self) -> None:
        """Begin, in the background."""
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the job in hand, stop, and let another worker have the clock."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self._lock.release()

    def _run(self, job: Job) -> None:
        try:
            if self._lock.hold():
                job.work(self._database, self._now())
        except Exception:  # one job must stop no other
            log.exception("%s failed; it is tried again at its next turn", job.work)
