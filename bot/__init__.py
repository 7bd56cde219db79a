"""What Sammen knows and says: decisions over rows and plain values. No Slack, no timers, no clock.

settings.py       every environment variable           days.py          working days, quiet hours, zones
content.py        process file -> values -> rows        access.py        who may see and do what
conversation/     questions, next step, typed replies   interview.py     joins the engine and the rows
onboarding.py     inviting, joining, approving          reminders.py     who stopped half-way
summaries.py      what it adds up to                    outbox.py        what is sent unasked
voice/            the words, Danish and English
"""
