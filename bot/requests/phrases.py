"""Which concepts together make which wish. Data only: a rule is a wish, its weight and its groups.

A group is met by any of its concepts (`a|b`); `!a` forbids one. A rule that needs more is surer.
`loose` rules may have a story around them: their words are not said about anything else.
"""

from dataclasses import dataclass

from bot.requests.wishes import Wish


@dataclass(frozen=True, slots=True)
class Rule:
    """A wish, and what must and must not be said for it. `spare`: content words it may leave over."""

    wish: Wish
    groups: tuple[frozenset[str], ...]
    without: frozenset[str]
    weight: float
    spare: int


_SAID = """
leave 1.0 3: leave !calendar !messages
my_data 1.0 1: data|answers stored
my_data 1.0 1: stored about_me
my_data 1.0 1: about_me data|erase|export|stored
my_data 1.0 1: me data
my_data 1.0 1: erase data|about_me
my_data 1.0 1: export data
my_data 0.6 0: data
language 1.0 1: language switch
language 1.0 2: tongue switch
language 0.9 0: language
language 0.9 0: tongue
pause 1.0 2: pause messages
pause 1.0 2: pause stop
pause 1.0 2: stop messages until|pause
pause 1.0 1: pause until
pause 0.9 0: pause
pause 0.6 1: stop messages
preferences 1.0 2: settings
preferences 1.0 3: deputy
preferences 1.0 2: digest messages|switch|channel
preferences 0.9 1: digest
preferences 1.0 2: channel|mails instead
preferences 1.0 2: channel messages
preferences 1.0 1: channel switch
preferences 1.0 1: quiet_hours messages|stop|quiet_hours
preferences 1.0 1: important messages|switch !timeline
preferences 0.9 1: often messages|digest|switch
sums 1.0 2: sum needs !papers !sort:list !sort:overview
sums 1.0 1: many needs others|sum
sums 0.9 1: others needs many|sum
sums 1.0 1: others answers
sums 0.8 0: sum
calendar 1.0 0: calendar subscribe|link|meeting
calendar 1.0 1: calendar my|me
calendar 1.0 1: calendar meeting
calendar 0.9 0: calendar
catch_up 1.0 2: missed newcomer
catch_up 1.0 2: missed
catch_up 0.8 3: newcomer
answers 1.0 2: change answers|told|fill|mapping !data !language !deputy !settings
answers 1.0 1: answers me|we
answers 0.7 0: answers
organisation 1.0 1: status we|me|org|my
organisation 1.0 1: status
organisation 0.9 0: org
organisation 0.9 0: org we|my
next_step 1.0 1: next
participants 1.0 1: who participants|taking
participants 1.0 0: taking others
participants 1.0 1: many participants
participants 0.9 0: participants
contacts 1.0 1: reach who
contacts 1.0 0: contact reach
contacts 1.0 1: contact who|you|leaders
contacts 1.0 1: leaders contact|who|reach
contacts 0.9 0: contact
contacts 0.8 0: reach
contacts 0.8 0: leaders
human 1.0 3: human talk
human 1.0 3: callback
human 1.0 2: leaders talk
human 0.9 0: human
human 1.0 1: human bot
timeline 1.0 1: timeline
timeline 0.9 0: timetable
meetings 1.0 1: signed meeting|me|we
meetings 0.9 0: signed
meetings 1.0 1: answers meeting
meetings 1.0 0: my meeting
meetings 0.6 0: meeting
documents 0.9 0: papers
documents 1.0 1: papers sort:list|sort:overview
documents 1.0 0: papers sum
new_documents 1.0 1: new papers
new_documents 0.9 0: new !newcomer
help 1.0 2: help
"""


def _rule(line: str) -> Rule:
    head, _, tail = line.partition(":")
    wish, weight, spare = head.split()
    groups = [frozenset(one.split("|")) for one in tail.split() if not one.startswith("!")]
    without = frozenset(one[1:] for one in tail.split() if one.startswith("!"))
    return Rule(Wish(wish), tuple(groups), without, float(weight), int(spare))


RULES = tuple(_rule(line) for line in _SAID.strip().splitlines())
