"""What a clause does: whether it asks or tells, and whether it asks for what no answer can be.

Danish puts the verb first in a question and second in a statement; a bare phrase has none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.conversation.spelling import words as listed
from bot.requests.everyday import everyday
from bot.requests.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.requests.clauses import Clause

QUESTION = listed(
    "hvem hvad hvor hvornar hvordan hvorfor hvilken hvilket hvilke kan kunne ma skal har er vil far findes "
    "am who what where when why how which can could may is are do does will would should have has any"
)
_ASKING = listed(
    "hvem hvad hvor hvornar hvordan hvorfor hvilken hvilket hvilke who what where when why how which"
)
_WITHIN = listed("hvordan hvornar hvem hvilken hvilket hvilke")  # wherever it stands
_SUBJECTS = listed("vi jeg du man det den de han hun")  # "forpligter vi os", turned round
_MAY = listed("kan ma can may could")
_DONE = listed("vaeret vaert lige faet brug ikke nu been had got just")
_NO_VERBS = listed(
    "vi jeg du man det den de han hun at fordi hvis nar da nu her der som til for med om pa i af fra ved "
    "ikke tak please ja nej kaere undskyld"
)
_ORDERS = listed(
    "send giv vis find hent smid skaf fortael sig please tell show get forward give ring saet skift meld slet stop skift switch export eksporter delete list pause"
)


def asks(words: Sequence[str]) -> bool:
    """Whether it begins as a question or an order does."""
    head = [one for one in words if one not in {"og", "men", "and", "but", "sa", "so", "hej"}]
    if not head:
        return False
    turned = len(head) > 1 and head[1] in _SUBJECTS and head[0] not in _NO_VERBS
    if head[0] in {"har", "have"} and len(head) > 1 and head[1] in _DONE:
        return False  # "har været syg"
    begins_with_verb = is_finite(head[0]) and head[0] not in _WISHES and len(head) > 1
    return (
        head[0] in QUESTION
        or (begins_with_verb and head[1] not in _ASIDE and not head[1].isdigit())
        or head[0] in _ORDERS
        or turned
        or bool(_ASKING & {*head[:3]})
        or not _WITHIN.isdisjoint(head)
        or any(one in {"er", "var"} and after == "det" for one, after in pairwise(head[1:]))
        or any(one in _MAY and after in _SUBJECTS for one, after in pairwise(head[3:]))
    )


# To do something for somebody, which an assistant that answers cannot: "book et lokale".
_DEEDS = listed(
    "book booke reserver reservere flyt flytte inviter invitere opret oprette oversaet oversaette regn beregn beregne "
    "udregn udregne aflys aflyse godkend godkende underskriv underskrive bestil bestille kob kobe lav formuler formulere print "
    "printe udskriv tilfoj tilfoje erstat erstatte omdob udpeg arranger arrangere koordiner overbevis "
    "mind minde fortael sig hils kopier oploft upload uploade del dele betal betale ansaet "
    "invite reschedule move cancel create translate calculate compute approve order buy summarise "
    "summarize reserve upload remind assign arrange organise organize pay hire"
)
_OWN_DEEDS = listed("udfyld udfylde fill besvar besvare")  # what they must do themselves
_PLEAS = listed("kan ka ku kunne vil gider ma can could would will please skal")
_ASKED_OF = listed("du i you")
_LITTLE = listed("lige ikke godt please venligst mon ogsa also maske just")
_BEFORE = listed("og hej please lige sa venligst kaere tak now just and")
_WHO = _SUBJECTS | listed("i you we they som der that")
_MAILS = listed("mail mails email besked beskeder message brev")
_NOT_FOR_ME = listed("mig mej os me us mine my mit min")


def begins(word: str) -> bool:
    """Whether a clause of its own may begin so."""
    return word in _ORDERS or word in _ASKING or word in _MAY


def is_deed(clause: Clause) -> bool:
    """Whether it is an order or a plea to do what is not a thing to be told or given."""
    words = [one.word for one in clause.words]
    at = _verb_asked(words)
    if at is None:
        return False
    verb, after = words[at], words[at + 1 :]
    if verb in {"lav", "lave"} and not _NOT_FOR_ME.isdisjoint(after[:1]):
        return False
    if verb in {"send", "sende", "giv", "give"}:
        is_mail = not _MAILS.isdisjoint(after[:2]) or not {"adgang", "access"}.isdisjoint(after)
        return is_mail and _NOT_FOR_ME.isdisjoint(after)
    if verb in {"ring", "ringe", "skriv", "skrive", "call", "write", "tell", "fortael", "sig"}:
        return bool(after) and after[0] in {"til", "to"} and not _NOT_FOR_ME & {*after[1:2]}
    if verb in {"fjern", "fjerne", "remove", "slet", "delete", "tilmeld", "meld"}:
        return len(after) > 2 and not _NOT_FOR_ME & {*after} and "fra" in after
    return verb in _DEEDS or verb in _OWN_DEEDS


def _verb_asked(words: Sequence[str]) -> int | None:
    """Where the verb of an order or a plea stands."""
    at = 0
    while at < len(words) and words[at] in _BEFORE:
        at += 1
    if at + 1 < len(words) and words[at] in _PLEAS and words[at + 1] in _ASKED_OF:
        at += 2
        while at < len(words) and words[at] in _LITTLE:
            at += 1
    return at if at < len(words) else None


def is_finite(word: str) -> bool:
    """Whether it has the form of a verb that tells when: 'overtager', 'lovede', 'siger'."""
    if word in _FINITE:
        return True
    doing = everyday().doing
    if word.endswith("ede"):
        return word[:-2] in doing
    if word.endswith("te"):
        return word[:-2] + "e" in doing
    return word.endswith("er") and (word[:-1] in doing or any(key in doing for key in stems(word)))


_FINITE = listed(
    "er har var havde blev ser far gar star tror sker kan kommer star sidder bliver far fik gor gik kom skal sender sendte "
    "is are was were have had am been has does did became came went sent"
)
_WISHES = listed(
    "gerne tak please need want bruge onsker like find finde fundet soger leder venter hellere tvivl aner glemt huske husker remember unsure know skal vil must would gad"
)
_LACKS = listed("mangler savner miss missing")
_PEOPLE = listed("jeg vi i we der og men hej")
_GOT = listed("fik faet modtaget modtog received got")
_ASIDE = listed("i pa in at on ved under")
_AFTER_I = listed(
    "can could would need want am have had do did was will must should like lost miss"
)


def is_story(clause: Clause) -> bool:
    """Whether it is a statement that wishes for nothing."""
    words = [one.word for one in clause.words]
    if words[0] in {"sa", "so"} and words[1:2] and words[1] in _SUBJECTS:
        return True  # what for: "så jeg kan læse det"
    if clause.asks:
        return False
    is_aside = len(words) > 1 and words[0] in _ASIDE and words[1] not in _AFTER_I
    tells = any(
        is_finite(one) and not (at > 1 and words[at - 1] in _WHO)  # "de slides I viste"
        for at, one in enumerate(words)
    )
    if not _LACKS.isdisjoint(words[:3]) and (words[0] in _LACKS or words[0] in _PEOPLE):
        return False  # "jeg mangler referatet", which "dagsordenen mangler et punkt" is not
    if clause.having("negated") and not _GOT.isdisjoint(words):
        return False  # "jeg fik aldrig invitationen"
    return is_aside or (tells and _WISHES.isdisjoint(words))
