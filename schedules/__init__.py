"""What Sammen does unasked, and when.

clock.py          the timetable                        now.py              what time it is
deliver_posts.py  deliver_mail.py    send the outbox   background.py  repeating.py    in threads of their own
read_replies.py   what calendars answer by mail        tell_of_mail_outage.py  when mail has to wait
send_reminders.py   to those who stopped half-way      send_invitations.py  who should know and does not
remind_of_meetings.py  pass_on_seats.py                before a meeting
send_meeting_links.py    to those who have asked
bind_awaited.py  follow_up_invitations.py              invited and not here yet, or silent
send_announcements.py  what is due, and how it goes
post_milestones.py  announced, come due, moved       send_digests.py  the status, and the week's news
tell_of_noted_answers.py    noted for somebody by phone
remind_of_enquiries.py  asked and not answered         forget_offers.py    asked, and never passed on
ask_about_held_meetings.py  who came, and what came of it
ask_lost_questions.py  asked, but never shown          forget_seen_events.py  after two days
"""
