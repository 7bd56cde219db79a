"""What Sammen does unasked, and when.

clock.py          the timetable                        now.py              what time it is
deliver_posts.py  sends the outbox                     send_reminders.py   to those who stopped half-way
post_milestones.py  announced, come due, moved
ask_lost_questions.py  asked, but never shown          forget_seen_events.py  after two days
"""
