"""The fields of the forms for documents: the file or link, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content_documents import LANGUAGES, STAGES
from bot.conversation.questions import Language
from bot.document_drafts import MOST_KEYWORDS, Draft
from bot.documents import LARGEST
from bot.voice.blocks import Block, boxes, context, field, menu, multi_menu, option
from bot.voice.documents import KINDS
from bot.voice.speak import label, say
from models.enums import OrganisationKind, Role

MOST = 100  # options in a menu
MEGABYTE = 1_000_000
_MOMENT = "document_desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a form is about, as its metadata carries it: it comes back from outside."""

    id: int  # the process's; of an existing document, its own
    mark: str = ""  # how the document stood, or which version it had
    files: tuple[str, ...] = ()  # ids of those in the message on which the shortcut was used

    def stored(self) -> str:
        """As metadata, or as a button's value."""
        return "|".join([str(self.id), self.mark, ",".join(self.files)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen: the organisations of the process, and its documents to be replaced."""

    organisations: tuple[tuple[str, str], ...]  # keys and names
    documents: tuple[tuple[int, str], ...] = ()  # ids and titles


def content_fields(
    carried: Carried, language: Language, *, files: Sequence[str], url: str
) -> list[Block]:
    """The file or the link."""
    blocks: list[Block] = []
    if carried.files:
        lines = [option(name, one) for one, name in zip(carried.files[:MOST], files, strict=False)]
        placeholder = label("document_kept.placeholder", language)
        kept = menu("document_kept", lines, placeholder=placeholder, chosen=carried.files[0])
        blocks.append(field("document_kept", kept, language))
    given = {"type": "file_input", "max_files": 1}
    largest = LARGEST // MEGABYTE
    typed: Block = {"type": "plain_text_input", "max_length": 3000}
    if url:
        typed["initial_value"] = url
    return [
        *blocks,
        field(
            "document_file",
            given,
            language,
            hint=say(_MOMENT, "file_hint", language, largest=largest, has_file=bool(files)),
            optional=True,
        ),
        field(
            "document_url",
            typed,
            language,
            hint=say(_MOMENT, "url_hint", language),
            optional=True,
        ),
    ]


def draft_fields(draft: Draft, language: Language, *, choices: Choices) -> list[Block]:
    """What is said of it, and who may have it."""
    kinds = [option(label(f"document_kind.{one}", language), one) for one in KINDS]
    chosen = draft.kind if draft.kind in KINDS else "other" if draft.kind else ""
    kind = menu("document_kind", kinds, placeholder=label("document_pick", language), chosen=chosen)
    spoken = [option(label(f"language.{one}", language), one) for one in LANGUAGES]
    written = menu(
        "document_language",
        spoken,
        placeholder=label("document_pick", language),
        chosen=draft.language,
    )
    roles = [option(label(f"role.{one.value}", language), one.value) for one in Role]
    day: Block = {"type": "datepicker"}
    if draft.available_from:
        day["initial_date"] = draft.available_from.isoformat()
    words = say(_MOMENT, "keywords_hint", language, most=MOST_KEYWORDS)
    return [
        field("document_title_da", _line(draft.title[0]), language),
        field("document_title_en", _line(draft.title[1]), language),
        field("document_kind", kind, language),
        field(
            "document_keywords",
            _line(", ".join(draft.keywords)),
            language,
            hint=words,
            optional=True,
        ),
        field("document_language", written, language, optional=True),
        field("document_roles", boxes("document_roles", roles, ticked=draft.roles), language),
        *_narrowings(draft, language, choices=choices),
        field("document_from", day, language, optional=True),
        field("document_source_url", _line(draft.source_url), language, optional=True),
    ]


def _narrowings(draft: Draft, language: Language, *, choices: Choices) -> list[Block]:
    kinds = [
        option(label(f"summary_kind.{one.value}", language), one.value) for one in OrganisationKind
    ]
    stages = [option(label(f"document_stage.{one}", language), one) for one in STAGES]
    # Those that it is for come first: what the menu cannot show, the form would take off.
    organisations = sorted(choices.organisations, key=lambda one: one[0] not in draft.organisations)
    named = [option(name, key) for key, name in organisations[:MOST]]
    offered = {
        "document_kinds": (kinds, draft.kinds),
        "document_stages": (stages, draft.stages),
        "document_organisations": (named, draft.organisations),
    }
    return [
        context(say(_MOMENT, "narrowing", language)),
        *(
            field(
                name,
                multi_menu(name, lines, placeholder=label("document_any", language), chosen=chosen),
                language,
                optional=True,
            )
            for name, (lines, chosen) in offered.items()
            if lines
        ),
    ]


def _line(words: str) -> Block:
    made: Block = {"type": "plain_text_input", "max_length": 2000}
    if words:
        made["initial_value"] = words
    return made
