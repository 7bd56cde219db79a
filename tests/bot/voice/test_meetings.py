"""Meetings as those who are invited read them: cards, reminders, and what a press is answered with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.calendar.events import Event
from bot.calendar.links import add_links
from bot.conversation.questions import Language
from bot.voice import meeting_answers as answers
from bot.voice.blocks import Message
from bot.voice.meeting_reminders import MeetingReminderFacts, meeting_reminder
from bot.voice.meetings import (
    CardFacts,
    called_off_message,
    card_message,
    offer_gone_message,
    offer_passed_message,
    present_message,
    removed_message,
    replaced_message,
)
from models.enums import MeetingForm, RepliedBy, Reply
from sandbox.limits import check_message_blocks
from tests.meeting_words import (
    DANISH,
    ENDS,
    NOW,
    STARTS,
    TITLE,
    UNTIL,
    both,
    facts,
    words,
)
from tests.said import assert_all_said, assert_said


def card(given: CardFacts, language: Language, kind: str = "answered") -> Message:
    return card_message(given, language, kind=kind, now=NOW)


@pytest.mark.parametrize("language", Language)
def test_the_invitation_says_what_when_where_and_asks(language: Language) -> None:
    assert_said(f"meeting_invited.{language}", card(facts(language), language, "invited"))


@pytest.mark.parametrize("language", Language)
def test_without_mail_the_card_leads_to_calendars(language: Language) -> None:
    event = Event(uid="u", sequence=0, starts_at=STARTS, ends_at=ENDS, title=TITLE[language.value])
    given = replace(
        facts(language),
        meeting=replace(both(language), place=None, agenda="", about="Vi mødes."),
        address=None,
        links=add_links(event),
    )

    assert_said(f"meeting_invited_without_mail.{language}", card(given, language, "invited"))


@pytest.mark.parametrize("language", Language)
def test_the_card_says_where_one_stands(language: Language) -> None:
    asked = facts(language)
    yes = replace(asked, reply=Reply.YES, replied_by=RepliedBy.SLACK)
    from_afar = replace(yes, meeting=both(language), form=MeetingForm.DIGITAL)
    waiting = replace(asked, reply=Reply.WAITING, waiting_place=2)
    offered = replace(asked, reply=Reply.OFFERED, offer_until=UNTIL)
    needs = replace(yes, asks_needs=True, needs="Vegetar, *tak*\n<!channel>")

    assert_all_said(
        f"meeting_cards.{language}",
        {
            "no answer yet": card(asked, language),
            "yes": card(yes, language),
            "yes, on the spot": card(replace(from_afar, form=MeetingForm.PHYSICAL), language),
            "yes, from afar": card(from_afar, language),
            "yes, by mail": card(replace(yes, replied_by=RepliedBy.MAIL), language),
            "yes, by a facilitator": card(replace(yes, replied_by=RepliedBy.FACILITATOR), language),
            "yes, with needs": card(needs, language),
            "maybe": card(replace(yes, reply=Reply.MAYBE), language),
            "maybe, by mail": card(
                replace(yes, reply=Reply.MAYBE, replied_by=RepliedBy.MAIL), language
            ),
            "no": card(replace(yes, reply=Reply.NO), language),
            "no, by a facilitator": card(
                replace(yes, reply=Reply.NO, replied_by=RepliedBy.FACILITATOR), language
            ),
            "waiting": card(waiting, language),
            "waiting, where both is offered": card(
                replace(waiting, meeting=both(language), form=MeetingForm.PHYSICAL), language
            ),
            "offered": card(offered, language, "offered"),
        },
    )


@pytest.mark.parametrize("language", Language)
def test_the_card_says_what_has_become_of_the_meeting(language: Language) -> None:
    asked = facts(language)
    day = timedelta(days=1)
    was = (STARTS - day, ENDS - day)
    moved = replace(asked, meeting=replace(words(language), former=was))
    said_yes = replace(moved, reply=Reply.YES, answered_former=True)
    off = replace(asked, meeting=replace(words(language), called_off=True, because="Vi er for få."))
    passed = replace(asked, reply=Reply.NONE)

    assert_all_said(
        f"meeting_changes.{language}",
        {
            "moved, no answer yet": card(moved, language, "moved"),
            "moved, had said yes": card(said_yes, language, "moved"),
            "moved, had said no": card(replace(said_yes, reply=Reply.NO), language, "moved"),
            "elsewhere": card(replace(said_yes, meeting=words(language)), language, "moved"),
            "moved and then updated": card(said_yes, language, "updated"),
            "updated": card(replace(asked, reply=Reply.YES), language, "updated"),
            "called off": called_off_message(off, language),
            "called off, no reason, no mail": present_message(
                replace(
                    off,
                    meeting=replace(words(language), called_off=True),
                    address=None,
                ),
                language,
                now=NOW,
            ),
            "removed": removed_message(asked, language),
            "replaced": replaced_message(asked, language),
            "over": card_message(asked, language, kind="invited", now=ENDS),
            "the offer has gone": offer_passed_message(passed, language, now=NOW),
            "the word of that": offer_gone_message(passed, language),
        },
    )


@pytest.mark.parametrize("language", Language)
def test_a_press_is_answered_with_what_stands(language: Language) -> None:
    asked = facts(language)
    yes = replace(asked, reply=Reply.YES)
    off = replace(words(language), called_off=True)

    assert_all_said(
        f"meeting_answers.{language}",
        {
            "yes": answers.saved_message(yes, language),
            "yes, on the spot": answers.saved_message(
                replace(yes, form=MeetingForm.PHYSICAL), language
            ),
            "yes, from afar": answers.saved_message(
                replace(yes, form=MeetingForm.DIGITAL), language
            ),
            "maybe": answers.saved_message(replace(yes, reply=Reply.MAYBE), language),
            "no": answers.saved_message(replace(yes, reply=Reply.NO), language),
            "waiting": answers.saved_message(
                replace(asked, reply=Reply.WAITING, waiting_place=3), language
            ),
            "over": answers.too_late_message(words(language), language),
            "called off": answers.too_late_message(off, language),
            "not invited": answers.not_invited_message(language),
            "needs saved": answers.needs_saved_message(language, cleared=False),
            "needs cleared": answers.needs_saved_message(language, cleared=True),
            "here": answers.here_message(words(language), language),
            "here, too early": answers.too_early_message(
                words(language), language, opens_at=STARTS - timedelta(hours=1)
            ),
            "here, over": answers.closed_message(words(language), language),
            "here, called off": answers.closed_message(off, language),
            "rated": answers.rated_message(words(language), language, impression="good"),
            "was not there": answers.was_not_there_message(language),
            "no meetings": answers.list_message([], language, now=NOW),
        },
    )


@pytest.mark.parametrize("language", Language)
def test_the_form_asks_what_to_take_into_account(language: Language) -> None:
    given = replace(facts(language), needs="Vegetar")

    assert_said(f"meeting_needs_form.{language}", answers.needs_form(given, language))


@pytest.mark.parametrize("language", Language)
def test_the_list_shows_each_meeting_with_its_answer(language: Language) -> None:
    asked = facts(language)
    later = replace(
        asked,
        invitation_id=8,
        meeting=replace(both(language), title="Webinar", place=None),
        reply=Reply.YES,
        form=MeetingForm.DIGITAL,
    )
    off = replace(
        asked, invitation_id=9, meeting=replace(words(language), called_off=True, title="Besøg")
    )
    former = replace(asked, invitation_id=10, reply=Reply.YES, answered_former=True)
    line = replace(asked, invitation_id=11, reply=Reply.WAITING, waiting_place=1)
    offer = replace(asked, invitation_id=12, reply=Reply.OFFERED, offer_until=UNTIL)
    told = [asked, later, off, former, line, offer]

    assert_said(f"own_meetings.{language}", answers.list_message(told, language, now=NOW))


@pytest.mark.parametrize("language", Language)
def test_a_file_is_named_and_explained(language: Language) -> None:
    hostile = replace(words(language), title='../Mødet: "Å & é" \x00' + "x" * 90)

    assert answers.file_name(words(language), DANISH) == (
        f"workshop-{'frokost' if language is DANISH else 'lunch'}-8-juni-2022.ics"
    )
    assert answers.file_name(hostile, DANISH) == "moedet-aa-e-8-juni-2022.ics"
    long = replace(words(language), title="Workshop om bygherrebehov og emissionsfrie maskiner")
    assert answers.file_name(long, DANISH) == (
        "workshop-om-bygherrebehov-og-emissionsfrie-8-juni-2022.ics"
    )
    assert answers.file_comment(DANISH, is_given=False) == (
        "En fil opdaterer sig ikke selv; vil du have ændringer, "
        "så brug mailinvitationen eller abonnementet."
    )


@pytest.mark.parametrize("letter", ["ø", "&", "😀", "*"])
@pytest.mark.parametrize("address", [None, "x" * 254])
def test_the_longest_words_fit_into_slack(letter: str, address: str | None) -> None:
    link = f"https://m.example/{'&' * 480}"
    meeting = replace(
        words(DANISH),
        form=MeetingForm.BOTH,
        title=letter * 150,
        place=letter * 200,
        link=link,
        about=letter * 2500,
        agenda=letter * 2500,
        process=letter * 150,
        former=(STARTS, ENDS),
        because=letter * 1000,
    )
    event = Event(
        uid="u", sequence=0, starts_at=STARTS, ends_at=ENDS, title=meeting.title, link=link
    )
    given = replace(
        facts(DANISH),
        meeting=meeting,
        reply=Reply.WAITING,
        waiting_place=2,
        needs=letter * 500,
        asks_needs=True,
        address=address,
        links=add_links(replace(event, place=meeting.place)),
    )
    reminder = MeetingReminderFacts(
        invitation_id=7,
        sequence=0,
        meeting=meeting,
        reply=Reply.YES,
        form=None,
        answered_former=False,
        is_last=True,
        can_be_here=True,
    )

    for said in (
        *(card(given, DANISH, kind) for kind in ("invited", "moved", "updated", "answered")),
        offer_passed_message(given, DANISH, now=NOW),
        called_off_message(given, DANISH),
        answers.list_message([given] * 12, DANISH, now=NOW),
        answers.saved_message(given, DANISH),
        meeting_reminder(reminder, DANISH, now=NOW),
    ):
        check_message_blocks(said["blocks"])
        assert len(said["text"]) <= 300
