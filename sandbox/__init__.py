"""A small local Slack, so that Sammen can be tried and tested without an account anywhere.

It speaks Slack's Web API, Socket Mode and signed HTTP, and serves a page where one browser plays
every person. It knows no part of Sammen: only an app with two tokens, commands and shortcuts.

__main__.py  server.py     the program                 world.py            who and what is here
rehearsal.py               Sammen beside it: `make try`
local_slack.py  store.py  disk.py  messages.py  stored_blocks.py  texts.py  clock.py    what it remembers
web_api.py  api_*.py  arguments.py  responses.py  errors.py    what an app may call
limits.py  element_limits.py  complaints.py  pressure.py  triggers.py    what Slack refuses
delivery.py  transports.py  socket_mode.py  signed_http.py  payloads.py    what reaches the app
post_office.py  mail_servers.py  smtp.py  imap.py  mailboxes.py  listening.py    mail comes in
inboxes.py  mail_reading.py  calendars.py  calendar_events.py  outgoing_mail.py    and people read it
interactions.py  view_state.py  uploads.py    what people do with what the app shows
page/  page_*.py  changes.py  settings.py    the page, and its own knobs
"""
