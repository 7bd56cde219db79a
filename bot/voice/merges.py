"""Merging two spellings of one organisation in words: into which, what happens, and whose answers count."""

from bot.conversation.questions import Language
from bot.merging import Conflict, Kept, MergePlan
from bot.voice.answers import value_text
from bot.voice.blocks import Block, View, context, field, modal, option, plain, section, shorten
from bot.voice.speak import Mrkdwn, label, say, say_plain

_MOMENT = "merge"
_VALUE, _FULL = 60, 400


def merge_form(organisation: str, language: Language, *, metadata: str) -> View:
    """Into which other organisation it is merged."""
    search: Block = {
        "type": "external_select",
        "action_id": "members.place",
        "placeholder": plain(label("organisation.placeholder", language)),
        "min_query_length": 1,
    }
    return modal(
        "merges.choose",
        [
            section(say(_MOMENT, "intro", language, organisation=organisation)),
            field("stays", search, language),
        ],
        language,
        private_metadata=metadata,
    )


def conflict_field(key: str) -> str:
    """The block id of a conflict's choice."""
    return f"conflict.{key}"


def merging_form(plan: MergePlan, language: Language, *, metadata: str) -> View:
    """What merging does, and a choice for each question that both have answered differently."""
    words = say(
        _MOMENT,
        "plan",
        language,
        going=plan.going.name,
        staying=plan.staying.name,
        people=plan.people,
        answers=plan.answers,
        conflicts=len(plan.conflicts),
    )
    blocks: list[Block] = [section(words)]
    several = len({one.process_id for one in plan.conflicts}) > 1
    for one in plan.conflicts:
        blocks += _in_full(plan, one, language)
        asked = one.question.short.in_(language)
        if several:  # the same question may be asked in each of them
            asked = f"{asked} ({one.process[language.value]})"
        choices = [
            option(
                say_plain(
                    _MOMENT,
                    "choice",
                    language,
                    organisation=shorten(name, 25),
                    value=value_text(one.question, value, language, limit=_VALUE),
                ),
                kept.value,
            )
            for kept, name, value in (
                (Kept.STAYING, plan.staying.name, one.staying),
                (Kept.GOING, plan.going.name, one.going),
            )
        ]
        blocks.append(
            {
                "type": "input",
                "block_id": conflict_field(one.key),
                "label": plain(asked, limit=150),
                "element": {"type": "radio_buttons", "action_id": "kept", "options": choices},
                "optional": False,
            }
        )
    blocks.append(context(say(_MOMENT, "kept", language)))
    return modal("merges.confirm", blocks, language, private_metadata=metadata)


def _in_full(plan: MergePlan, one: Conflict, language: Language) -> list[Block]:
    """Both answers, where one is too long for its line: two may begin alike."""
    answers = [
        (name, value_text(one.question, value, language, limit=_FULL))
        for name, value in ((plan.staying.name, one.staying), (plan.going.name, one.going))
    ]
    if all(len(words) < _VALUE for _, words in answers):
        return []
    lines = [say(_MOMENT, "in_full", language, name=name, value=words) for name, words in answers]
    return [section(Mrkdwn("\n".join(lines)))]


def merge_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence of this topic."""
    return say(_MOMENT, part, language, **facts)
