"""A small local Slack, so that Sammen can be tried and tested without an account anywhere.

It speaks Slack's Web API, Socket Mode and signed HTTP, and serves a page where one browser plays
every person. It knows no part of Sammen: only an app with two tokens, commands and shortcuts.
"""
