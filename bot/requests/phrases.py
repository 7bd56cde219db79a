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
leave 1.5 0: erase org
leave 2.0 0: leave !calendar !messages !help !meeting !a_meeting
leave 2.0 3: leave me|we|org|my !calendar !messages !help !meeting !a_meeting
my_data 1.0 1: data stored
my_data 1.0 1: stored told
my_data 1.0 1: stored me !answers !meeting
my_data 1.0 1: stored about_me
my_data 1.0 1: data me !we
my_data 1.0 1: about_me data|erase|export|stored
my_data 1.0 1: my data !we
my_data 1.0 1: erase data|about_me
my_data 1.0 1: export data
my_data 0.9 0: about_me
my_data 0.6 0: data
language 1.0 1: language switch
language 1.0 2: tongue switch
language 1.0 1: tongue negated
language 0.9 0: language
language 0.9 0: tongue
pause 1.0 2: pause messages
pause 1.0 2: pause stop
pause 1.0 2: stop messages until|pause
pause 1.0 1: pause until
pause 1.0 1: negated messages until
pause 1.0 1: stop told|switch until
pause 1.0 0: messages until
pause 0.9 0: pause
pause 0.9 0: stop messages
preferences 1.0 2: settings
preferences 1.0 3: deputy
preferences 1.0 2: digest messages|switch|channel
preferences 0.9 1: digest
preferences 1.0 2: digest missed|messages
preferences 1.0 1: stop digest messages|mails
preferences 1.0 2: channel|mails instead
preferences 1.0 2: channel messages
preferences 1.0 1: channel switch
preferences 1.0 1: quiet_hours messages|stop|quiet_hours|switch|told
preferences 0.9 0: quiet_hours
preferences 1.0 1: important messages|switch !timeline
preferences 1.0 1: fewer messages|mails|switch
preferences 1.0 1: off messages|mails
preferences 0.9 1: often messages|digest|switch
sums 1.0 1: sum needs !papers !sort:list !sort:overview
sums 1.0 1: many needs others|sum !signing
sums 1.0 2: many sum !meeting !participants !papers !me !signing
sums 1.0 1: many needs reported
sums 1.0 3: many others|sum|participants wanting
sums 1.0 1: same needs !we
sums 0.9 1: others needs many|sum !signing
sums 1.0 1: others answers|told|needs !who !see !signing
sums 1.0 1: others participants wanting !who !see !we
sums 0.9 0: results
sums 1.0 1: results mapping|others|needs
sums 0.9 0: sum !digest !messages
calendar 1.0 0: calendar subscribe|link|meeting
calendar 1.0 1: calendar my|me
calendar 1.0 1: calendar meeting
calendar 0.9 0: calendar
catch_up 1.0 2: missed newcomer
catch_up 1.0 2: glance newcomer|missed|away
catch_up 1.3 2: missed|away status !papers !we
catch_up 1.3 2: away new !papers
catch_up 1.4 1: since status|whereabouts|missed !papers
catch_up 1.0 1: missed !meeting !a_meeting !digest
catch_up 0.9 1: newcomer
catch_up 0.9 0: glance
answers 1.0 2: change answers !data !language !deputy !settings
answers 1.0 2: change told|fill|mapping we|me|my !data !language !deputy !settings
answers 1.0 1: change mapping
answers 0.9 1: slip
answers 1.0 0: answers me|we !others !parties !private !secret
answers 1.0 0: answers me|we mapping !others
answers 0.7 0: answers
organisation 1.0 1: status we|me|org|my !deadline
organisation 1.6 1: org answers we|my !others !change
organisation 1.6 1: who inhouse answers
organisation 1.3 1: status answers my
organisation 1.0 1: status answers|mapping !deadline
organisation 1.0 1: who inhouse !participants
organisation 1.0 0: status !deadline
organisation 0.9 0: org !others
organisation 0.9 0: org we|my
next_step 1.0 0: next !when !several
next_step 2.0 1: now_what !answers !told !fill
next_step 1.0 0: next mapping|answers !when
participants 1.0 0: who participants|taking|join !inhouse !leaders !talk !reach !at_you
participants 1.0 0: who others !answers !see
participants 1.0 1: participants taking
participants 1.0 0: taking others
participants 1.0 0: many participants
participants 0.9 0: many we !wanting !negated !question
participants 0.9 0: participants !wanting
contacts 1.0 1: reach who
contacts 1.0 1: talk who
contacts 1.2 1: who at_you !answers
contacts 1.0 1: reach where
contacts 1.0 1: reach who participants|join|mapping
contacts 1.0 0: reach you
contacts 1.0 1: who helper
contacts 1.0 0: contact reach !callback
contacts 1.0 1: contact who|you|leaders !callback
contacts 1.0 0: leaders contact|who
contacts 0.9 0: contact
contacts 0.8 0: reach
contacts 0.8 0: leaders
human 1.0 3: human talk
human 1.6 3: callback
human 1.0 1: somebody talk !who
human 1.0 0: talk you !who !switch
human 1.0 1: human reach
human 1.0 2: leaders talk
human 1.0 0: leaders question
human 0.9 0: human
human 1.0 1: human bot
human 1.0 1: negated bot
human 1.0 1: human answers|fill|told
timeline 1.0 1: timeline
timeline 1.4 1: status|whereabouts process !deadline !my !org !answers !mapping
timeline 0.9 0: timetable !pdf
timeline 1.0 1: timetable timeline
timeline 1.0 1: steps process !next
timeline 1.0 1: outline timeline|join
meetings 1.0 0: signed meeting|me|we !many !who
meetings 0.9 0: signed !many !who
meetings 0.9 0: meetings
meetings 1.0 0: me meetings
meetings 1.0 1: answers meeting
meetings 1.0 0: my_meeting
meetings 0.6 0: meeting
documents 0.9 0: papers !about_me
documents 1.4 2: papers sort:list|sort:overview
documents 1.0 0: papers sum
new_documents 1.0 1: new papers !sort:list !sort:overview
new_documents 1.0 1: latest papers
new_documents 1.3 1: papers negated see|received
new_documents 0.9 0: new !newcomer
help 1.0 1: help !fill !sort:guide
"""


def _rule(line: str) -> Rule:
    head, _, tail = line.partition(":")
    wish, weight, spare = head.split()
    groups = [frozenset(one.split("|")) for one in tail.split() if not one.startswith("!")]
    without = frozenset(one[1:] for one in tail.split() if one.startswith("!"))
    return Rule(Wish(wish), tuple(groups), without, float(weight), int(spare))


RULES = tuple(_rule(line) for line in _SAID.strip().splitlines())
