"""What members do: their needs mapping, dates, meetings, documents, the sums."""

from bot.access import Act
from tests.access.house import Things
from tests.access.routes import (
    Route,
    Try,
    changes,
    changes_in,
    either,
    hands_out,
    opens,
    says,
    shows,
)
from tests.access.tries import (
    also,
    command,
    form,
    home,
    mention,
    press,
    typed,
    word,
    written,
)

_MAPPING = changes_in("answers", "conversations")


def _ticks(things: Things) -> dict[str, object]:
    chosen = [{"value": f"{things.interview}:machine_classes:other"}]
    return {"values": {"b": {"interview.tick": {"selected_options": chosen}}}}


def _own(action: str, rest: str, *, act: Act = Act.ANSWER) -> Try:
    """A button of the needs mapping, which brings another question or an answer down."""
    return press(act, f"interview.{action}", "{interview}" + rest, changes)


ANSWERING: tuple[Try, ...] = (
    written(Act.ANSWER, "mine svar", shows("svar")),
    written(Act.ANSWER, "Vi vil gerne købe sammen", _MAPPING),
    written(Act.ANSWER, "start", _MAPPING),
    written(Act.ANSWER, "fortsæt", _MAPPING),
    written(Act.ANSWER, "tilbage", _MAPPING),
    written(Act.ANSWER, "ved ikke", _MAPPING),
    written(Act.ANSWER, "spring over", _MAPPING),
    written(Act.ANSWER, "pause", _MAPPING),
    command(Act.ANSWER, "mine svar", shows("svar")),
    home(Act.ANSWER, says('"interview.review:edit"')),
    press(Act.ANSWER, "interview.begin", "{process}", changes),
    _own("choose", ":tenders_planned:no"),
    Try(
        Act.ANSWER,
        Route.BUTTON,
        "interview.choose_many",
        lambda hand, things: hand.presses(
            "interview.choose_many", f"{things.interview}:machine_classes", state=_ticks(things)
        ),
        changes,
    ),
    _own("skip", ":remark"),
    _own("dont_know", ":remark"),
    _own("back", ":remark"),
    _own("edit", ":needs_from_others"),
    _own("pause", ":remark"),
    _own("resume", ""),
    press(Act.ANSWER, "interview.review", "{interview}", shows("svar")),
    press(Act.ANSWER, "interview.keep_theirs", "{interview}:needs_from_others", shows("svar")),
    press(
        Act.ANSWER,
        "interview.use_mine",
        "{interview}:needs_from_others:{own_answer}:{answer}",
        changes,
    ),
    press(Act.ANSWER, "interview.send", "{interview}", says("Der er kommet et spørgsmål til")),
    press(Act.ANSWER, "on_behalf.confirm", "{interview}:{noted_answer}", changes),
)

ATTENDING: tuple[Try, ...] = (
    written(Act.ATTEND, "møder", says('"meetings.yes"')),
    mention(Act.ATTEND, "møder", says('"meetings.yes"')),
    command(Act.ATTEND, "møder", either(says('"meetings.yes"'), opens)),
    home(Act.ATTEND, says('"meetings.yes"')),
    *(
        press(Act.ATTEND, f"meetings.{answer}", "{moede_invitation}:0", changes)
        for answer in ("yes", "yes_here", "yes_online", "maybe", "no", "take", "pass")
    ),
    press(Act.ATTEND, "meetings.needs", "{moede_invitation}:0", opens),
    press(Act.ATTEND, "meetings.file", "{moede_invitation}:0", hands_out(".ics")),
    press(Act.ATTEND, "meetings.file", "{holdt_invitation}:0", hands_out(".ics")),
    press(Act.ATTEND, "meetings.here", "{moede_invitation}:0", changes),
    *(
        press(Act.ATTEND, f"meetings.{liked}", "{holdt_invitation}:0", changes)
        for liked in ("good", "fair", "poor")
    ),
    form(Act.ATTEND, "meetings.needs", "{moede_invitation}", changes, needs=typed("Teleslynge")),
    also(
        Act.ATTEND,
        Route.FILE,
        press(Act.ATTEND, "meetings.file", "{moede_invitation}:0", hands_out(".ics")),
    ),
    Try(
        Act.ATTEND,
        Route.FEED,
        "",
        lambda hand, things: hand.reads_feed(things),
        shows("moede"),
    ),
)

SUBSCRIBING: tuple[Try, ...] = (
    command(Act.SUBSCRIBE, "kalender", opens),
    home(Act.SUBSCRIBE, says('"feeds.open"')),
    press(Act.SUBSCRIBE, "feeds.open", "", opens, personal=True),
    press(Act.SUBSCRIBE, "feeds.renew", "", changes, view="modal", personal=True),
)

LOOKING: tuple[Try, ...] = (
    *word(Act.SEE_PROCESS, "tidslinje", shows("dato")),
    home(Act.SEE_PROCESS, says('"milestones.show"')),
    press(Act.SEE_PROCESS, "milestones.show", "{process}", shows("dato")),
    press(Act.SEE_PROCESS, "milestones.picture", "{process}", hands_out(".png")),
    also(
        Act.SEE_PROCESS,
        Route.FILE,
        press(Act.SEE_PROCESS, "milestones.picture", "{process}", hands_out(".png")),
    ),
    home(Act.GET_DOCUMENTS, shows("papir")),
    press(Act.SEE_SUMS, "summaries.shared", "{process}", opens),
    press(Act.SEE_SUMS, "exports.sums", "{process}", hands_out(".csv")),
    command(Act.SEE_SUMS, "summer", says('"summaries.shared"')),
    also(Act.SEE_SUMS, Route.SUMMARY, press(Act.SEE_SUMS, "summaries.shared", "{process}", opens)),
    also(
        Act.SEE_SUMS,
        Route.EXPORT,
        press(Act.SEE_SUMS, "exports.sums", "{process}", hands_out(".csv")),
    ),
)

TRIES = (*ANSWERING, *ATTENDING, *SUBSCRIBING, *LOOKING)
