"""Links in Slack's markup."""

from bot.voice.speak import Mrkdwn, escape

_BREAKS = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20"})


def link(url: str, text: str) -> Mrkdwn:
    """Words that lead to an address. Slack ends the address at the first bar, so none may be in it."""
    words = text if isinstance(text, Mrkdwn) else escape(text)
    return Mrkdwn(f"<{escape(url.translate(_BREAKS))}|{words.replace('|', '/')}>")
