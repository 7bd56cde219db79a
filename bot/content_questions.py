"""The questionnaire of a process file: its sections and questions, and the rules between them."""

from dataclasses import dataclass

from bot.content_faults import nearest
from bot.content_fields import Fields
from bot.conversation.questions import (
    NO,
    YES,
    AnswerKind,
    Choice,
    Question,
    Questionnaire,
    Section,
    Unit,
    When,
)

# What Slack takes: 75 characters on a button or option, 100 options in a menu, 150 in a header.
LABEL, CHOICES, TITLE, ASK, PROSE = 75, 100, 150, 2000, 2500

QUESTION_FIELDS = (
    "key",
    "kind",
    "ask",
    "short",
    "help",
    "example",
    "choices",
    "units",
    "required",
    "shown_when",
)
KINDS = tuple(kind.value for kind in AnswerKind)
WITH_CHOICES = {AnswerKind.ONE_OF, AnswerKind.MANY_OF}


@dataclass(slots=True)
class _Place:
    """Where a question stands in the file, for conditions on one that comes too late."""

    questions: dict[str, Question]
    later: set[str]


def read_questionnaire(needs: Fields) -> Questionnaire:
    """The questionnaire below `needs`."""
    sections: list[Section] = []
    asked: list[tuple[str, Fields]] = []
    for fields in needs.items("sections", known=("key", "title", "questions"), required=True):
        section = Section(key=fields.key(), title=fields.text("title", limit=TITLE))
        sections.append(section)
        questions = fields.items("questions", known=QUESTION_FIELDS, required=True)
        asked.extend((section.key, question) for question in questions)
    place = _Place(questions={}, later={fields.scalar("key") or "" for _, fields in asked})
    for section_key, fields in asked:
        question = _question(fields, section=section_key, place=place)
        earlier = place.questions.get(question.key)
        if earlier is not None and earlier.section != section_key:
            problem = f"the key {question.key!r} stands in {earlier.section} too"
            fields.wrong("key", problem, "give it a key of its own")
        elif earlier is None and question.key:
            place.questions[question.key] = question
    return Questionnaire(
        key=needs.key(),
        title=needs.text("title", limit=TITLE),
        sections=tuple(sections),
        questions=tuple(place.questions.values()),
    )


def _question(fields: Fields, *, section: str, place: _Place) -> Question:
    word = fields.one_of("kind", KINDS)
    kind = AnswerKind(word) if word in KINDS else None
    choices = _choices(fields)
    question = Question(
        key=fields.key(),
        section=section,
        kind=kind or (AnswerKind.ONE_OF if choices else AnswerKind.YES_NO),
        ask=fields.text("ask", limit=ASK),
        short=fields.text("short", limit=LABEL),
        help=fields.optional_text("help", limit=PROSE),
        example=fields.optional_text("example", limit=LABEL * 4),
        choices=choices,
        units=_units(fields),
        required=fields.flag("required"),
        shown_when=tuple(_conditions(fields, place=place)),
    )
    if kind is not None:
        _check_kind(fields, kind=kind)
    return question


def _check_kind(fields: Fields, *, kind: AnswerKind) -> None:
    for name, wanted in (("choices", kind in WITH_CHOICES), ("units", kind is AnswerKind.NUMBER)):
        given = fields.find(name) is not None
        if wanted and not given:
            hint = "write a list below it, each entry with key:, da: and en:"
            fields.wrong(name, f"are missing, and {kind.value} needs them", hint)
        elif given and not wanted:
            problem = f"do not belong to {kind.value}"
            fields.wrong(name, problem, "take them out, or choose another kind")


def _choices(fields: Fields) -> tuple[Choice, ...]:
    items = fields.items("choices", known=("key", "da", "en"))
    if len(items) > CHOICES:
        fields.wrong("choices", f"are {len(items)}, at most {CHOICES}", "put some together")
    if len(items) == 1:
        fields.wrong("choices", "are only one", "offer at least two, or ask with yes_no")
    return tuple(Choice(key=item.key(), label=item.own_text(limit=LABEL)) for item in items)


def _units(fields: Fields) -> tuple[Unit, ...]:
    units: list[Unit] = []
    taken: dict[str, str] = {}
    for item in fields.items("units", known=("key", "da", "en", "words")):
        unit = Unit(
            key=item.key(),
            label=item.own_text(limit=LABEL),
            words=tuple(word.value for word in item.words("words")),
        )
        own = {word for word in (unit.label.da.lower(), unit.label.en.lower()) if word}
        for word in sorted(own | set(unit.words)):
            if word != word.lower():
                item.wrong("words", f"{word!r} has capitals", f"write {word.lower()}")
            if taken.setdefault(word, unit.key) != unit.key:
                problem = f"{word!r} already means {taken[word]}"
                item.wrong("words", problem, "keep it with one of the two units")
        units.append(unit)
    return tuple(units)


def _conditions(fields: Fields, *, place: _Place) -> list[When]:
    own = fields.scalar("key")
    conditions: list[When] = []
    for item in fields.items("shown_when", known=("question", "is_any_of")):
        name = item.word("question")
        keys = item.words("is_any_of")
        some = item.find("is_any_of") is not None
        target = place.questions.get(name)
        if target is None:
            if name:
                _complain_of_target(item, name=name, own=own, place=place)
            continue
        if some and not keys:
            hint = "name the choices, or leave is_any_of out to mean any answer"
            item.wrong("is_any_of", "is empty, so the question would never be shown", hint)
        offered = _keys_offered(target)
        for key in keys:
            if not offered:
                problem = f"{name} is answered with {target.kind.value}, which has no choices"
                item.wrong("is_any_of", problem, "leave it out: any answer will do")
                break
            if key.value not in offered:
                path = item.at("is_any_of")
                problem = f"{name} has no choice {key.value!r}"
                item.faults.note(key.node, path, problem, nearest(key.value, offered))
        chosen = frozenset(key.value for key in keys)
        conditions.append(When(question=name, is_any_of=chosen if some else None))
    return conditions


def _complain_of_target(item: Fields, *, name: str, own: str | None, place: _Place) -> None:
    if name == own:
        item.wrong("question", "names the question itself", "name an earlier question")
    elif name in place.later:
        problem = f"{name} comes later"
        item.wrong("question", problem, "move it before this one, or name an earlier question")
    else:
        known = tuple(place.questions) or ("nothing yet: this is the first question",)
        item.wrong("question", f"there is no question {name!r}", nearest(name, known))


def _keys_offered(question: Question) -> tuple[str, ...]:
    if question.kind is AnswerKind.YES_NO:
        return (YES, NO)
    return tuple(choice.key for choice in question.choices if choice.key)
