"""Which ways do not lead to which acts, and why: the rest of the table, written out.

Every act is named at every way, so that a new one has a place to be thought of at each.
"""

from bot.access import Act
from tests.access.routes import Route

# What facilitators do with forms and buttons alone.
_DESK = {
    Act.EXPORT,
    Act.INVITE,
    Act.DECIDE_APPLICATIONS,
    Act.SEND_POSTS_AGAIN,
    Act.RUN_MEETINGS,
    Act.EDIT_TIMELINE,
    Act.ANNOUNCE,
    Act.RUN_MEMBERS,
    Act.NOTE_ANSWERS,
    Act.EDIT_PROCESS,
    Act.SEE_LOG,
    Act.RUN_DOCUMENTS,
    Act.PUBLISH_FAQS,
    Act.DECIDE_ACCESS,
}
_READ = {Act.SEE_PROCESS, Act.GET_DOCUMENTS, Act.GET_LINKS, Act.GET_FAQS, Act.SEE_MEMBERS}
_ASKED = {Act.ASK_HUMAN, Act.ASK_FOR_ACCESS, Act.ANSWER_ENQUIRIES}
_OWN = {Act.ANSWER, Act.ATTEND, Act.SUBSCRIBE}
_COUNTED = {Act.SEE_STATUS, Act.SEE_SUMS}

# For each way: why not, and to what.
WITHOUT: dict[Route, dict[str, set[Act]]] = {
    Route.WORDS: {
        "facilitators' work is done in forms, which need a press or a command": _DESK,
        "it is offered by a button, and nothing is passed on without a press": {
            Act.ASK_HUMAN,
            Act.ASK_FOR_ACCESS,
        },
        "an answer is written in the question's thread": {Act.ANSWER_ENQUIRIES},
    },
    Route.MENTION: {
        "as in words": _DESK | {Act.ASK_HUMAN, Act.ASK_FOR_ACCESS},
        "the needs mapping is answered in the direct message": {Act.ANSWER},
    },
    Route.BUTTON: {},
    Route.OLD_BUTTON: {},
    Route.COMMAND: {
        "it is begun by a button, on a card or in a list": {
            Act.DECIDE_APPLICATIONS,
            Act.SEND_POSTS_AGAIN,
            Act.EDIT_TIMELINE,
            Act.RUN_DOCUMENTS,
            Act.PUBLISH_FAQS,
            Act.ASK_FOR_ACCESS,
            Act.DECIDE_ACCESS,
        },
    },
    Route.HOME: {
        "Home has the button, and no more of it": (_DESK - {Act.DECIDE_APPLICATIONS, Act.SEE_LOG})
        | _ASKED
        | {Act.SEE_SUMS, Act.GET_LINKS, Act.GET_FAQS, Act.SEE_MEMBERS},
    },
    Route.FORM: {
        "it is read or pressed, and no form is sent in for it": (
            {Act.EXPORT, Act.DECIDE_APPLICATIONS, Act.SEND_POSTS_AGAIN, Act.SEE_LOG}
            | {Act.DECIDE_ACCESS, Act.ASK_FOR_ACCESS, Act.ANSWER, Act.SUBSCRIBE, Act.SEE_SUMS}
            | _READ
        ),
    },
    Route.SHORTCUT: {
        "no message's menu does it": (
            (_DESK - {Act.ANNOUNCE, Act.RUN_DOCUMENTS})
            | (_ASKED - {Act.ANSWER_ENQUIRIES})
            | _READ
            | _OWN
            | _COUNTED
        ),
    },
    Route.SEARCH: {
        "no field's lines come of it": (
            (_DESK - {Act.RUN_MEMBERS, Act.INVITE}) | _READ | _ASKED | _OWN | _COUNTED
        ),
    },
    Route.FEED: {
        "a feed holds the meetings to which its owner is invited": (
            _DESK | _READ | _ASKED | _COUNTED | {Act.ANSWER, Act.SUBSCRIBE}
        ),
    },
    Route.FILE: {
        "no file comes of it, or it is an export": (
            _DESK
            | _ASKED
            | _COUNTED
            | {Act.GET_LINKS, Act.GET_FAQS, Act.SEE_MEMBERS, Act.ANSWER, Act.SUBSCRIBE}
        ),
    },
    Route.SUMMARY: {
        "the status and the sums tell nothing of it": (
            (_DESK - {Act.SEND_POSTS_AGAIN}) | _READ | _ASKED | _OWN
        ),
    },
    Route.EXPORT: {
        "there is no such export": (
            (_DESK - {Act.EXPORT, Act.SEE_LOG}) | _READ | _ASKED | _OWN | {Act.SEE_STATUS}
        ),
    },
}
