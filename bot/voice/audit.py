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
_SENTENCES = {
    "summaries.look": "summaries_look",
    "summaries.answers": "summaries_answers",
    "summaries.missing": "summaries_missing",
    "summaries.charts": "summaries_charts",
    "process.load": "process_load",
    "process.connect": "process_connect",
    "process.edit": "process_edit",
    "milestones.change": "milestones_change",
    "meetings.make": "meetings_make",
    "meetings.change": "meetings_change",
    "meetings.call_off": "meetings_call_off",
    "meetings.note_answer": "meetings_note_answer",
    "meetings.tick_off": "meetings_tick_off",
    "meetings.invite": "meetings_invite",
    "meetings.uninvite": "meetings_uninvite",
    "members.move": "members_move",
    "members.role": "members_role",
    "members.leave": "members_leave",
    "organisations.merge": "organisations_merge",
    "imports.apply": "imports_apply",
    "onboarding.invite": "onboarding_invite",
    "onboarding.apply": "onboarding_apply",
    "onboarding.admit": "onboarding_admit",
    "onboarding.refuse": "onboarding_refuse",
    "interview.send": "interview_send",
    "announcements.make": "announcements_make",
    "announcements.change": "announcements_change",
    "announcements.schedule": "announcements_schedule",
    "announcements.send": "announcements_send",
    "announcements.nobody": "announcements_nobody",
    "announcements.cancel": "announcements_cancel",
    "announcements.correct": "announcements_correct",
    "announcements.withdraw": "announcements_withdraw",
    "announcements.retry": "announcements_retry",
    "posts.send_again": "posts_send_again",
    "answers.note": "answers_note",
    "answers.confirm": "answers_confirm",
    "call_list.write": "call_list_write",
    "exports.make": "exports_make",
    "audit.export": "audit_export",
    "feeds.renew": "feeds_renew",
    "feeds.close": "feeds_close",
}


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
    return _SENTENCES.get(line.act, "other")


def _facts(line: Line, language: Language) -> dict[str, object]:
    somebody, nameless = label("audit_somebody", language), label("audit_nameless", language)
    thing = line.thing
    if line.about.get("what") == "text" and line.about.get("key") in TEXT_LABELS:
        thing = label(TEXT_LABELS[line.about["key"]], language)
    about = dict(line.about)
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
