"""How somebody wants to be written to: the form, what holds now, and short ways to change it."""

from datetime import date, datetime, time

from bot.conversation.questions import Language
from bot.days import clock_time, local, long_date
from bot.preferences import Preferences
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    boxes,
    button,
    context,
    field,
    message,
    modal,
    option,
    section,
)
from bot.voice.dates import away
from bot.voice.notes import note_message
from bot.voice.speak import Mrkdwn, label, say, say_plain

_MOMENT = "preferences"
PAUSES = (7, 14, 30)  # days that are offered
NOBODY, EVERYBODY_S, OWN = "none", "everybody_s", "own"
_DAY_BEGINS, _DAY_ENDS = "08:00", "17:00"
_COLLEAGUES = 99  # and nobody: a menu holds a hundred


def preferences_form(standing: Preferences, *, process_id: int, language: Language) -> View:
    """All of it in one form. What does not apply to this person is left out."""
    blocks: list[Block] = [
        field("own_name", _text(standing.name, 200), language),
        field(
            "own_email",
            {
                "type": "email_text_input",
                **({"initial_value": standing.email} if standing.email else {}),
            },
            language,
            hint=say_plain(_MOMENT, "email_hint", language),
            optional=True,
        ),
        field(
            "own_language",
            _radio(
                [(one.value, f"language.{one.value}") for one in Language],
                standing.language.value,
                language,
            ),
            language,
        ),
        field(
            "quiet_choice",
            _radio(
                [(EVERYBODY_S, "quiet_choice.everybody_s"), (OWN, "quiet_choice.own")],
                OWN if standing.hours else EVERYBODY_S,
                language,
            ),
            language,
        ),
        field("quiet_from", _clock(standing, begins=True), language, optional=True),
        field(
            "quiet_until",
            _clock(standing, begins=False),
            language,
            optional=True,
            hint=say_plain(_MOMENT, "hours_hint", language),
        ),
        field(
            "pause_until",
            {
                "type": "datepicker",
                **(
                    {"initial_date": standing.pause_until.isoformat()}
                    if standing.pause_until
                    else {}
                ),
            },
            language,
            optional=True,
            hint=say_plain(_MOMENT, "pause_hint", language),
        ),
    ]
    if standing.colleagues:
        blocks.append(_stand_in_field(standing, language))
    if standing.may_have_news:
        weekly = option(label("wants_news.weekly", language), "weekly")
        ticked = ["weekly"] if standing.wants_news else []
        news = boxes("wants_news", [weekly], ticked=ticked)
        blocks.append(field("wants_news", news, language, optional=True))
    if standing.leads:
        choose = button("digests.choose", language, value=str(process_id))
        blocks += [section(say(_MOMENT, "digest", language)), actions([choose])]
    return modal("preferences.open", blocks, language, private_metadata=str(process_id))


def _text(initial: str, limit: int) -> Block:
    return {"type": "plain_text_input", "max_length": limit, "initial_value": initial}


def _radio(choices: list[tuple[str, str]], chosen: str, language: Language) -> Block:
    options = [option(label(key, language), value) for value, key in choices]
    first = next(one for one in options if one["value"] == chosen)
    return {"type": "radio_buttons", "options": options, "initial_option": first}


def _clock(standing: Preferences, *, begins: bool) -> Block:
    hours = standing.hours
    shown = _DAY_ENDS if begins else _DAY_BEGINS
    if hours is not None:
        minute = hours.begins if begins else hours.ends
        shown = f"{minute // 60:02}:{minute % 60:02}"
    return {"type": "timepicker", "initial_time": shown}


def _stand_in_field(standing: Preferences, language: Language) -> Block:
    nobody = option(label("stand_in.none", language), NOBODY)
    colleagues = standing.colleagues[:_COLLEAGUES]
    options = [nobody, *(option(name, str(number)) for number, name in colleagues)]
    chosen = str(standing.stand_in_id or NOBODY)
    first = next((one for one in options if one["value"] == chosen), nobody)
    picker = {"type": "static_select", "options": options, "initial_option": first}
    hint = say_plain(_MOMENT, "stand_in_hint", language)
    return field("stand_in", picker, language, hint=hint, optional=True)


def preferences_message(
    standing: Preferences,
    *,
    process_id: int,
    language: Language,
    now: datetime,
    is_kept: bool = False,
) -> Message:
    """What holds now, with the way to the form. `is_kept`: it has just been changed."""
    value = str(process_id)
    part = "kept_text" if is_kept else "text"
    buttons = [button("preferences.open", language, value=value)]
    if standing.pause_until is not None:
        buttons.append(button("preferences.resume", language, value=value))
    words = standing_words(standing, language, now=now)
    text = say(_MOMENT, part, language)
    heading = Mrkdwn(f"*{text}*\n{words}")
    return message(text, [section(heading), actions(buttons)])


def standing_words(standing: Preferences, language: Language, *, now: datetime) -> Mrkdwn:
    """A few lines: also for Home."""
    hours = standing.hours
    return say(
        _MOMENT,
        "standing",
        language,
        spoken=label(f"language.{standing.language.value}", language),
        quiet_from=clock_words(hours.begins, language) if hours else None,
        quiet_until=clock_words(hours.ends, language) if hours else None,
        paused_until=_until(standing.pause_until, language, now=now),
        stand_in=standing.stand_in,
        may_have_news=standing.may_have_news,
        wants_news=standing.wants_news,
        email=standing.email,
    )


def clock_words(minute: int, language: Language) -> str:
    """'17.30' or '17:30', from the minute of the day."""
    return clock_time(time(minute // 60, minute % 60), language)


def _until(day: date | None, language: Language, *, now: datetime) -> str | None:
    if day is None:
        return None
    return say(
        _MOMENT,
        "until",
        language,
        day=long_date(day, language),
        away=away(day, local(now).date(), language),
    )


def pause_offer(
    standing: Preferences, *, process_id: int, language: Language, now: datetime
) -> Message:
    """How long a pause may be, each with its button; or the end of the one that holds."""
    value = str(process_id)
    text = say(
        _MOMENT,
        "pause_offer",
        language,
        paused_until=_until(standing.pause_until, language, now=now),
        stand_in=standing.stand_in,
    )
    buttons = [
        button(
            f"preferences.pause:{days}",
            language,
            value=f"{process_id}:{days}",
            text=label(f"pause_days.{days}", language),
        )
        for days in PAUSES
    ]
    buttons.append(
        button("preferences.open", language, value=value, text=label("pause_days.other", language))
    )
    if standing.pause_until is not None:
        buttons.insert(0, button("preferences.resume", language, value=value, style="primary"))
    return message(text, [section(text), actions(buttons)])


def paused_message(
    standing: Preferences, *, process_id: int, language: Language, now: datetime
) -> Message:
    """The pause has begun, or is over."""
    text = say(
        _MOMENT,
        "paused",
        language,
        paused_until=_until(standing.pause_until, language, now=now),
        stand_in=standing.stand_in,
    )
    blocks: list[Block] = [section(text)]
    if standing.pause_until is not None:
        value = str(process_id)
        blocks.append(actions([button("preferences.resume", language, value=value)]))
    if standing.pause_until is not None and standing.stand_in is None and standing.colleagues:
        blocks.append(context(say(_MOMENT, "stand_in_tip", language)))
    return message(text, blocks)


def language_offer(language: Language) -> Message:
    """Which language it is now, and the button for the other."""
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    text = say(_MOMENT, "language_offer", language)
    change = button("preferences.language", language, value=other.value)
    return message(text, [section(text), actions([change])])


def language_changed(language: Language) -> Message:
    """In the language that was chosen."""
    return note_message(_MOMENT, "language_changed", language)


def preferences_word(part: str, language: Language) -> str:
    """What is wrong with one field."""
    return say_plain(_MOMENT, part, language)
