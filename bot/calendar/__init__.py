"""Calendars: events as bytes that every calendar reads, and the answers that come back. Pure.

Knows neither database nor templates nor Slack. Sources: RFC 5545 (form), 5546 (who tells whom
what), 6047 (by mail), 7986 (newer properties).

events.py         what a calendar is told, as values
text.py           words, names, addresses and links, cleaned where they enter
zone.py           Copenhagen's time, as a calendar file explains it
components.py     an event as lines, lines as a file
messages.py       invitation, change, two kinds of cancellation, a file to open by hand
feed.py           a calendar to subscribe to
replies.py        what people's calendars answer
mail.py           an invitation as a mail
incoming.py       mail as it comes back                mime.py          taken apart
bounces.py        a mail of ours that is returned
headers.py        headers that hold what people typed
senders.py        who sent a mail, by its own word and by our server's
links.py          "add to my calendar" on the web
"""
