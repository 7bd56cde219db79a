"""Calendars: events as bytes that every calendar reads, and the answers that come back. Pure.

Knows neither database nor templates nor Slack. Sources: RFC 5545 (form), 5546 (who tells whom
what), 6047 (by mail), 7986 (newer properties).

events.py         what a calendar is told, as values
"""
