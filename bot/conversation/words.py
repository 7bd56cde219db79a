"""The few words that steer a conversation, in Danish and English, however politely they are put.

Only a whole message counts, so an answer that happens to contain "pause" stays an answer.
"""

import re
from enum import StrEnum

from bot.conversation.spelling import fold, tidy, words


class Word(StrEnum):
    """What a person wants instead of answering."""

    START = "start"
    BACK = "back"
    SKIP = "skip"
    DONT_KNOW = "dont_know"
    PAUSE = "pause"
    RESUME = "resume"
    HELP = "help"
    HUMAN = "human"
    REVIEW = "review"
    STATUS = "status"
    MEETINGS = "meetings"
    TIMELINE = "timeline"
    QUESTIONS = "questions"  # that one has asked the facilitators
    LEAVE = "leave"


_SAID: dict[Word, tuple[str, ...]] = {
    Word.START: (
        "start", "begynd", "begynde", "kom i gang", "lad os begynde", "lad os komme i gang",
        "lad os starte", "jeg er klar", "vi er klar", "klar", "begin", "get started",
        "let's begin", "let's start", "let's go", "i'm ready", "we're ready", "ready",
    ),
    Word.BACK: (
        "tilbage", "gå tilbage", "et skridt tilbage", "et spørgsmål tilbage", "forrige",
        "forrige spørgsmål", "tilbage til forrige", "tilbage til forrige spørgsmål",
        "fortryd", "ret forrige", "ret forrige svar", "kan jeg gå tilbage", "jeg vil tilbage",
        "jeg vil gå tilbage", "back", "go back", "one back", "previous", "previous question",
        "undo", "can i go back", "i want to go back", "take me back",
    ),
    Word.SKIP: (
        "spring over", "spring den over", "spring det over", "spring dette over",
        "spring denne over", "spring spørgsmålet over", "spring dette spørgsmål over",
        "jeg springer over", "jeg springer den over", "vi springer over", "vi springer den over",
        "kan vi springe den over", "kan jeg springe over", "kan jeg springe den over",
        "næste", "næste spørgsmål", "videre til næste",
        "skip", "skip it", "skip this", "skip this one", "skip that", "skip the question",
        "skip this question", "can i skip", "can i skip it", "can i skip this", "i'll skip",
        "i'll skip this", "pass", "next", "next question",
    ),
    Word.DONT_KNOW: (
        "ved ikke", "ved ikke endnu", "ved det ikke", "ved det ikke endnu", "jeg ved ikke",
        "jeg ved ikke endnu", "jeg ved det ikke", "jeg ved det ikke endnu", "det ved jeg ikke",
        "det ved jeg ikke endnu", "det ved jeg faktisk ikke", "det ved jeg desværre ikke",
        "det ved jeg desværre ikke endnu", "vi ved ikke", "vi ved ikke endnu", "vi ved det ikke",
        "vi ved det ikke endnu", "det ved vi ikke", "det ved vi ikke endnu", "aner det ikke",
        "det aner jeg ikke", "aner ikke", "ingen anelse", "ikke afklaret", "ikke afklaret endnu",
        "det er ikke afklaret", "det er ikke afklaret endnu", "endnu ikke afklaret", "uafklaret",
        "ikke besluttet endnu", "det er ikke besluttet endnu", "kan ikke svare",
        "det kan jeg ikke svare på", "det kan jeg ikke svare på endnu", "nej det ved jeg ikke",
        "nej det ved jeg ikke endnu", "usikker", "ikke sikker", "jeg er ikke sikker",
        "don't know", "don't know yet", "i don't know", "i don't know yet", "we don't know",
        "we don't know yet", "do not know", "i do not know", "i do not know yet",
        "not known", "not known yet", "no idea", "not sure", "not sure yet", "i'm not sure",
        "unknown", "idk", "not decided yet", "unsure",
    ),
    Word.PAUSE: (
        "pause", "hold pause", "hold en pause", "jeg holder pause", "jeg holder en pause",
        "vi holder pause", "tag en pause", "stop", "stands", "stop her", "stop nu", "senere",
        "ikke nu", "vent", "vi tager resten senere", "jeg tager resten senere",
        "jeg fortsætter senere", "vi fortsætter senere", "fortsæt senere", "pauser",
        "pause please", "take a break", "later", "not now", "continue later", "wait",
        "i'll continue later", "stop here", "let's pause", "let's stop here",
    ),
    Word.RESUME: (
        "fortsæt", "fortsætte", "vi fortsætter", "jeg fortsætter", "lad os fortsætte", "videre",
        "gå videre", "kom videre", "lad os komme videre", "genoptag", "fortsæt hvor vi slap",
        "lad os fortsætte hvor vi slap", "continue", "resume", "go on", "carry on", "keep going",
        "let's continue", "let's go on",
    ),
    Word.HELP: (
        "hjælp", "hjælp mig", "jeg har brug for hjælp", "kan du hjælpe", "kan du hjælpe mig",
        "hvad kan du", "hvad kan jeg skrive", "hvordan virker det",
        "help", "help me", "i need help", "can you help", "can you help me", "what can you do",
        "what can i write", "what can i type", "how does this work", "info",
    ),
    Word.HUMAN: (
        "tal med et menneske", "jeg vil tale med et menneske", "tale med et menneske",
        "kan jeg tale med et menneske", "kan jeg tale med en person", "tal med en person",
        "jeg vil gerne tale med et menneske", "jeg vil gerne tale med en person", "menneske",
        "et menneske", "et rigtigt menneske", "en rigtig person", "kontakt procesleder",
        "tal med procesleder", "tal med proceslederen", "kontakt proceslederen",
        "kontakt facilitator", "kontakt facilitatoren", "tal med facilitatoren",
        "tal med en facilitator", "ring til mig", "human", "a human", "talk to a human",
        "speak to a human", "talk to a person", "talk to someone", "speak to someone",
        "i want to talk to a human", "can i talk to a human", "can i talk to someone",
        "talk to the facilitator", "contact the facilitator", "real person", "a real person",
    ),
    Word.REVIEW: (
        "mine svar", "vores svar", "vis mine svar", "vis vores svar", "se mine svar",
        "se vores svar", "vis svar", "se svar", "må jeg se mine svar", "kan jeg se mine svar",
        "oversigt", "vis oversigt", "vis oversigten", "overblik", "vis overblik", "gennemse",
        "gennemse svar", "ret et svar", "ret mine svar", "hvad har jeg svaret",
        "hvad har vi svaret", "my answers", "our answers", "show my answers", "see my answers",
        "show answers", "show our answers", "can i see my answers", "review", "overview",
        "review my answers", "what have i answered", "what have we answered", "summary",
    ),
    Word.STATUS: (
        "status", "vis status", "hvad er status", "hvor langt er jeg", "hvor langt er vi",
        "hvor mange spørgsmål er der tilbage", "hvor meget mangler", "hvor meget mangler jeg",
        "hvor meget mangler vi", "show status", "what's the status", "progress",
        "how far am i", "how far are we", "how many questions are left", "how much is left",
    ),
    Word.MEETINGS: (
        "møder", "mine møder", "vis møder", "vis mine møder", "se mine møder",
        "hvilke møder har jeg", "hvad skal jeg med til", "hvornår er næste møde",
        "hvornår er det næste møde", "næste møde", "hvornår mødes vi",
        "meetings", "my meetings", "show meetings", "show my meetings",
        "see my meetings", "which meetings do i have", "next meeting", "when is the next meeting",
        "when do we meet",
    ),
    Word.TIMELINE: (
        "tidslinje", "tidslinjen", "vis tidslinje", "vis tidslinjen", "se tidslinjen",
        "vis mig tidslinjen", "må jeg se tidslinjen", "kan jeg se tidslinjen", "tidsplan",
        "tidsplanen", "vis tidsplanen", "milepæle", "milepælene", "vis milepælene",
        "hvad er det næste", "hvad sker der nu", "hvad er planen", "timeline", "the timeline",
        "show timeline", "show the timeline", "see the timeline", "can i see the timeline",
        "milestones", "show the milestones", "what comes next", "what's next", "what is next",
    ),
    Word.QUESTIONS: (
        "mine spørgsmål", "vis mine spørgsmål", "se mine spørgsmål",
        "hvad har jeg spurgt om", "my questions", "show my questions", "see my questions",
        "what have i asked",
    ),
    Word.LEAVE: (
        "meld mig ud", "afmeld mig", "afmeld", "jeg vil meldes ud", "jeg vil gerne meldes ud",
        "jeg vil melde mig ud", "jeg vil gerne melde mig ud", "kan jeg melde mig ud",
        "hvordan melder jeg mig ud", "jeg vil ikke være med mere", "jeg vil ikke være med længere",
        "jeg er ikke med længere", "slet mig", "unsubscribe", "take me off", "remove me",
        "i want to leave", "i want out", "i'd like to leave", "can i leave", "how do i leave",
        "leave the process", "opt out",
    ),
}  # fmt: skip
_WORDS = {fold(phrase): word for word, phrases in _SAID.items() for phrase in phrases}
_LONGEST = max(map(len, _WORDS))

# Said out of courtesy, before or after; none of them changes what is meant.
_POLITE = words("tak please thanks thank you venligst lige gerne hej hi hello ok okay bare just nu")
_MENTION = re.compile(r"<@[^>]*>")


def read_word(raw: str) -> Word | None:
    """The word that this whole message is, or None: then it is an answer or a question."""
    if len(raw) > 200:
        return None
    text = tidy(_MENTION.sub(" ", raw))
    if text and not text.strip("? \n"):
        return Word.HELP
    spoken = fold(text).split()
    while spoken:
        found = _WORDS.get(" ".join(spoken))
        if found is not None:
            return found
        if spoken[-1] in _POLITE:
            spoken.pop()
        elif spoken[0] in _POLITE:
            spoken.pop(0)
        else:
            return None
    return None
