"""What facilitators do with meetings, milestones and announcements."""

from bot.access import Act
from tests.access.routes import (
    Route,
    Try,
    changes,
    opens,
    pushes,
    redraws,
    shows,
)
from tests.access.tries import (
    command,
    form,
    option,
    options,
    press,
    typed,
    user,
    users,
)

MEETINGS: tuple[Try, ...] = (
    command(Act.RUN_MEETINGS, "møder", opens),
    press(Act.RUN_MEETINGS, "meeting_desk.list", "{process}", opens),
    press(Act.RUN_MEETINGS, "meeting_desk.new", "{process}", opens),
    press(Act.RUN_MEETINGS, "meeting_desk.change", "{moede}", opens),
    press(Act.RUN_MEETINGS, "meeting_desk.call_off", "{moede}", opens),
    *(
        form(
            Act.RUN_MEETINGS,
            f"meeting_desk.{which}",
            "{meeting_aim}" if which == "change" else "{new_aim}",
            pushes,
            meeting_title=typed("Nyt møde"),
            meeting_day=lambda _things: {"selected_date": "2022-06-01"},
            meeting_start=lambda _things: {"selected_time": "10:00"},
            meeting_end=lambda _things: {"selected_time": "11:00"},
            meeting_form=option("digital"),
            meeting_audience=options("need_owner"),
        )
        for which in ("new", "change")
    ),
    form(Act.RUN_MEETINGS, "meeting_desk.send", "{new_draft}", changes),
    form(Act.RUN_MEETINGS, "meeting_desk.save", "{meeting_draft}", changes),
    form(Act.RUN_MEETINGS, "meeting_desk.keep", "{meeting_draft}", changes),
    form(Act.RUN_MEETINGS, "meeting_desk.call_off", "{moede}", changes),
    press(Act.RUN_MEETINGS, "meeting_people.show", "{moede}", shows("kollega")),
    press(Act.RUN_MEETINGS, "meeting_people.choose", "{moede}:none", redraws, view="modal"),
    press(Act.RUN_MEETINGS, "meeting_people.answer", "{moede}", opens),
    press(Act.RUN_MEETINGS, "meeting_people.invite", "{moede}", opens),
    press(Act.RUN_MEETINGS, "meeting_people.remove", "{moede}", opens),
    press(Act.RUN_MEETINGS, "meeting_people.tick", "{holdt}", opens),
    form(
        Act.RUN_MEETINGS,
        "meeting_people.note",
        "{moede}",
        changes,
        guest=user("{colleague_slack}"),
        guest_answer=option("yes"),
    ),
    form(
        Act.RUN_MEETINGS, "meeting_people.more", "{moede}", changes, guests=users("{other_slack}")
    ),
    form(
        Act.RUN_MEETINGS, "meeting_people.off", "{moede}", changes, guest=user("{colleague_slack}")
    ),
    form(
        Act.RUN_MEETINGS, "meeting_people.came", "{holdt}", changes, came=options("{other_person}")
    ),
    press(Act.RUN_MEETINGS, "meeting_after.open", "{holdt}", opens),
    form(
        Act.RUN_MEETINGS,
        "meeting_after.form",
        "{holdt}",
        pushes,
        after_decisions=typed("Vi går videre"),
    ),
    form(Act.RUN_MEETINGS, "meeting_after.send", '["{holdt}","Vi går videre",[],[]]', changes),
    press(Act.EDIT_TIMELINE, "milestones.edit", "{process}", opens),
    form(
        Act.EDIT_TIMELINE,
        "milestones.edit",
        "{process}",
        changes,
        milestone=option("{dato}"),
        milestone_date=typed("1. oktober 2022"),
    ),
)

ANNOUNCEMENTS: tuple[Try, ...] = (
    command(Act.ANNOUNCE, "udmelding", opens),
    command(Act.ANNOUNCE, "udmeldinger", shows("udsendt")),
    press(Act.ANNOUNCE, "announcements.list", "{process}", shows("udsendt")),
    press(Act.ANNOUNCE, "announcements.new", "{process}:missing", opens),
    press(Act.ANNOUNCE, "announcements.go_on", "{draft}", shows("udkast")),
    press(Act.ANNOUNCE, "announcements.change", "{planlagt}", shows("planlagt")),
    press(Act.ANNOUNCE, "announcements.try", "{draft}", shows("udkast")),
    press(Act.ANNOUNCE, "announcements.cancel", "{planlagt}", changes),
    press(Act.ANNOUNCE, "announcements.drop", "{draft}", changes),
    press(Act.ANNOUNCE, "announcements.retry", "{udsendt}", changes),
    press(Act.ANNOUNCE, "announcements.correct", "{udsendt}", shows("udsendt")),
    press(Act.ANNOUNCE, "announcements.withdraw", "{udsendt}", changes),
    form(
        Act.ANNOUNCE,
        "announcements.form",
        "{draft}::",
        changes,
        announcement_da=typed("Hej"),
    ),
    form(Act.ANNOUNCE, "announcements.send", "{draft_aim}", changes),
    form(
        Act.ANNOUNCE,
        "announcements.mend",
        "{mend_aim}",
        changes,
        announcement_da=typed("Hej igen"),
        announcement_en=typed("Hello again"),
    ),
    form(Act.ANNOUNCE, "announcements.mend_send", "{mend_aim}", changes),
    Try(
        Act.ANNOUNCE,
        Route.SHORTCUT,
        "announcements.from_message",
        lambda hand, _things: hand.uses_shortcut("announcements.from_message", "Husk mødet"),
        opens,
        is_personal=True,
    ),
)

TRIES = (*MEETINGS, *ANNOUNCEMENTS)
