"""The published answers of a process file: `faq`, a list that may be left out."""

from bot.content_entries import FaqEntry
from bot.content_faults import nearest
from bot.content_fields import Fields
from bot.content_questions import PROSE, TITLE

KEYWORD = 60  # characters


def read_faqs(top: Fields, *, roles: tuple[str, ...]) -> tuple[FaqEntry, ...]:
    """Each with its audience: a role that it does not name is not answered by it."""
    known = ("key", "question", "answer", "keywords", "audience")
    return tuple(
        FaqEntry(
            key=fields.key(),
            question=fields.text("question", limit=TITLE),
            answer=fields.text("answer", limit=PROSE),
            keywords=_keywords(fields),
            audience=_audience(fields, roles=roles),
        )
        for fields in top.items("faq", known=known)
    )


def _keywords(fields: Fields) -> tuple[str, ...]:
    words = fields.words("keywords")
    for one in words:
        if len(one.value) > KEYWORD:
            path, problem = fields.at("keywords"), f"{one.value[:20]!r}… is too long"
            fields.faults.note(one.node, path, problem, f"at most {KEYWORD} characters each")
    return tuple(one.value for one in words)


def _audience(fields: Fields, *, roles: tuple[str, ...]) -> tuple[str, ...]:
    words = fields.words("audience")
    for one in words:
        if one.value not in roles:
            path, problem = fields.at("audience"), f"{one.value!r} is no role"
            fields.faults.note(one.node, path, problem, nearest(one.value, roles))
    if not words:
        hint = "write audience: [" + ", ".join(roles) + "]"
        fields.wrong("audience", "names nobody", hint)
    return tuple(one.value for one in words)
