"""Merging two spellings of one organisation in words: into which, what happens, and whose answers count."""

from bot.conversation.questions import Language
from bot.merging import Kept, MergePlan
from bot.voice.answers import value_text
from bot.voice.blocks import Block, View, context, field, modal, option, plain, section, shorten
from bot.voice.speak import Mrkdwn, label, say, say_plain

_MOMENT = "merge"
_VALUE = 60


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
    for one in plan.conflicts:
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
                "label": plain(one.question.short.in_(language), limit=150),
                "element": {"type": "radio_buttons", "action_id": "kept", "options": choices},
                "optional": False,
            }
        )
    blocks.append(context(say(_MOMENT, "kept", language)))
    return modal("merges.confirm", blocks, language, private_metadata=metadata)


def merge_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence of this topic."""
    return say(_MOMENT, part, language, **facts)
