"""What was done, in a sentence for each act of the audit."""

from collections.abc import Iterable

from bot.audit_names import Line
from bot.conversation.questions import Language
from bot.days import clock_time, local, short_date
from bot.voice.speak import Mrkdwn, escape, label, say, say_plain

_MOMENT = "audit"
_ROLES = {
    "need_owner": "role.need_owner",
    "facilitator": "role.facilitator",
    "scaling_partner": "role.scaling_partner",
    "adviser": "role.adviser",
    "knowledge_partner": "role.knowledge_partner",
    "market_actor": "role.market_actor",
}
TEXT_LABELS = {
    "challenge": "process_text.challenge",
    "benefits": "process_text.benefits",
    "invitation": "process_text.invitation",
    "welcome": "process_text.welcome",
    "method": "process_text.method",
    "answers": "process_text.answers",
    "privacy": "process_text.privacy",
    "admission": "process_text.admission",
}
# The parts of the moment: each is an act with its dot as a line.
_SENTENCES = frozenset(
    {
        "summaries_look",
        "summaries_answers",
        "summaries_missing",
        "summaries_charts",
        "process_load",
        "process_connect",
        "process_edit",
        "milestones_change",
        "meetings_make",
        "meetings_change",
        "meetings_call_off",
        "meetings_note_answer",
        "meetings_tick_off",
        "meetings_wrap_up",
        "meetings_invite",
        "meetings_uninvite",
        "members_move",
        "members_role",
        "members_leave",
        "organisations_merge",
        "imports_apply",
        "onboarding_invite",
        "onboarding_apply",
        "onboarding_admit",
        "onboarding_refuse",
        "interview_send",
        "announcements_make",
        "announcements_change",
        "announcements_schedule",
        "announcements_send",
        "announcements_nobody",
        "announcements_cancel",
        "announcements_correct",
        "announcements_withdraw",
        "announcements_retry",
        "documents_put",
        "documents_version",
        "documents_edit",
        "documents_withdraw",
        "documents_tell",
        "access_ask",
        "access_grant",
        "access_refuse",
        "posts_send_again",
        "answers_note",
        "answers_confirm",
        "call_list_write",
        "enquiries_send",
        "enquiries_answer",
        "enquiries_close",
        "faqs_publish",
        "faqs_withdraw",
        "exports_make",
        "audit_export",
        "feeds_renew",
        "feeds_close",
        "people_erase",
    }
)


def sentence(line: Line, language: Language) -> Mrkdwn:
    """What was done, in one sentence of Slack's markup."""
    by = Mrkdwn(f"*{escape(actor(line, language))}*")
    return say(_MOMENT, _part(line), language, **_facts(line, language), by=by)


def plain_sentence(line: Line, language: Language) -> str:
    """The same for a file."""
    facts = _facts(line, language)
    return say_plain(_MOMENT, _part(line), language, **facts, by=actor(line, language))


def actor(line: Line, language: Language) -> str:
    """Who did it, or Sammen."""
    return line.by or label("audit_sammen", language)


def _part(line: Line) -> str:
    part = line.act.replace(".", "_", 1)
    return part if part in _SENTENCES else "other"


def _facts(line: Line, language: Language) -> dict[str, object]:
    somebody, nameless = label("audit_somebody", language), label("audit_nameless", language)
    thing = line.thing
    if line.about.get("what") == "text" and line.about.get("key") in TEXT_LABELS:
        thing = label(TEXT_LABELS[line.about["key"]], language)
    about = dict(line.about)
    if "announcement" in about:  # a draft that was deleted has its number left
        nameless = str(about["announcement"])
    return {
        "act": line.act,
        "person": line.person or somebody,
        "is_own": bool(line.by) and line.by == line.person,
        "is_by_somebody": bool(line.by),
        "organisation": line.organisation,
        "former": line.former,
        "role_before": _role(about.get("from"), language),
        "role_now": _role(about.get("to"), language),
        "thing": thing or nameless,
        "about": about,
    }


def _role(value: object, language: Language) -> str:
    known = _ROLES.get(value) if isinstance(value, str) else None
    return label(known, language) if known else ""


def newest_words(lines: Iterable[Line], language: Language) -> Mrkdwn:
    """The last that was done, for Home: a line each, with its day."""
    return Mrkdwn(
        "\n".join(
            f"{short_date(local(line.at).date(), language)} {clock_time(line.at, language)}  "
            f"{sentence(line, language)}"
            for line in lines
        )
    )
