"""What may be pressed, sent and written by anybody, and why that gives nothing away."""

_COMING_IN = "how one comes in: open to everybody in the workspace"
_NOTHING = "Slack tells of it, and nothing is done"
_OWN = "about oneself alone, at whatever stage"
_PUBLIC = "what the process, or the register of organisations, shows everybody"

# Buttons, menus, forms, search fields and words, by their id.
HARMLESS: dict[str, str] = {
    "onboarding.start": _COMING_IN,
    "onboarding.later": _COMING_IN,
    "onboarding.not_me": _COMING_IN,
    "onboarding.join": _COMING_IN,
    "onboarding.details": _COMING_IN,
    "onboarding.organisation": _PUBLIC,
    "members.place": _PUBLIC,
    "interview.tick": _NOTHING,
    "feeds.apple": _NOTHING,
    "feeds.close": _OWN,
    "home.language": _OWN,
    "home.process": _OWN,
    "members.go": _OWN,
    "announcements.seen": "of the copy that one has been sent",
    "help.human": _PUBLIC,
    "preferences.open": _OWN,
    "preferences.pause": _OWN,
    "preferences.resume": _OWN,
    "preferences.language": _OWN,
    "my_data.open": _OWN,
    "my_data.get": _OWN,
    "my_data.erase": _OWN,
    "help": "says what one may do oneself",
    "human": _PUBLIC,
    "leave": _OWN,
    "my_data": _OWN,
    "questions": _OWN,
    "language": _OWN,
    "pause": _OWN,
    "preferences": _OWN,
    "contacts": _PUBLIC,
    "calendar": "says that the calendar's address is behind a button",
    "thanks": "courtesy",
}
