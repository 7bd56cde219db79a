"""Who may read what, by the seals on it: whatever else somebody does, no other seal is shown to them."""

from bot.access import RULES, Act
from models.enums import Role, Stage
from tests.access.house import DOCUMENTS, Things, seal
from tests.access.standings import Standing

_EVERYBODY = frozenset(Role)
_FACILITATORS = frozenset({Role.FACILITATOR})

# No secret: the facilitators' names, what was sent to the person, and where they have been: it stays in
# their calendar when they leave.
_READERS: dict[str, frozenset[Role]] = {
    "svar": frozenset({Role.NEED_OWNER, Role.FACILITATOR}),  # of the organisation that one is of
    "fremmedsvar": RULES[Act.SEE_STATUS],
    "kollega": RULES[Act.SEE_MEMBERS],
    "medlem": RULES[Act.SEE_MEMBERS],
    "organisation": RULES[Act.SEE_MEMBERS],
    "ansoeger": RULES[Act.DECIDE_APPLICATIONS],
    "dato": RULES[Act.SEE_PROCESS],
    "lederdato": _FACILITATORS,
    "moede": RULES[Act.ATTEND],
    "moedelink": RULES[Act.GET_LINKS],
    "ledermoede": _FACILITATORS,
    "ledermoedelink": _FACILITATORS,
    "senere": RULES[Act.SEE_PROCESS],
    "senerelink": _FACILITATORS,  # it is more than a week ahead
    "udkast": RULES[Act.ANNOUNCE],
    "planlagt": RULES[Act.ANNOUNCE],
    "fejlet": RULES[Act.SEND_POSTS_AGAIN],
    "opslag": RULES[Act.SEND_POSTS_AGAIN],
    "fremmedspoergsmaal": RULES[Act.ANSWER_ENQUIRIES],
    "faq": RULES[Act.GET_FAQS],
    "lederfaq": RULES[Act.PUBLISH_FAQS],
    "notat": RULES[Act.SEE_STATUS],
    **{
        word + ending: frozenset({*map(Role, roles), Role.FACILITATOR})
        for word, roles in DOCUMENTS.items()
        for ending in ("", "url")
    },
}


def forbidden(standing: Standing, things: tuple[Things, ...]) -> set[str]:
    """The seals that this person may not read, of all processes."""
    found = set()
    for one in things:
        place = standing.in_process(one.number)
        for word, roles in _READERS.items():
            if place is None or place[1] is not Stage.JOINED or place[0] not in roles:
                found.add(seal(one.number, word))
    return found
