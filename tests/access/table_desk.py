"""What facilitators do at their desk."""

import json

from bot.access import Act
from bot.merging import Kept
from tests.access.routes import (
    Route,
    Try,
    changes,
    hands_out,
    opens,
    pushes,
    redraws,
    says,
    shows,
)
from tests.access.tries import (
    also,
    command,
    form,
    home,
    option,
    options,
    press,
    typed,
    users,
    word,
)

_PERSON_AND_QUESTION = "{process}:{colleague}:needs_from_others:{answer}"

STATUS: tuple[Try, ...] = (
    *word(Act.SEE_STATUS, "status", says("organisationer har sendt deres svar")),
    command(Act.SEE_STATUS, "ring", shows("organisation")),
    home(Act.SEE_STATUS, shows("organisation")),
    press(Act.SEE_STATUS, "summaries.status", "{process}", shows("organisation")),
    press(Act.SEE_STATUS, "summaries.filter", "{process}:municipality:::", shows("organisation")),
    press(Act.SEE_STATUS, "summaries.answers", "{process}", opens),
    press(Act.SEE_STATUS, "summaries.missing", "{process}", opens),
    press(Act.SEE_STATUS, "summaries.charts", "{process}", hands_out(".png")),
    press(Act.SEE_STATUS, "call_list.open", "{process}", opens),
    press(Act.SEE_STATUS, "call_list.turn", "{process}:0", redraws, view="modal"),
    press(Act.SEE_STATUS, "call_list.called", "{process}:{other_organisation}:0", changes),
    press(Act.SEE_STATUS, "call_list.wrote", "{process}:{other_organisation}:0", changes),
    press(
        Act.SEE_STATUS, "call_list.note", "{process}:{other_organisation}:0", opens, view="modal"
    ),
    press(
        Act.SEE_STATUS, "call_list.write", "{process}:{other_organisation}:0", opens, view="modal"
    ),
    form(
        Act.SEE_STATUS,
        "call_list.note",
        "{process}:{other_organisation}:0",
        changes,
        call_note=typed("Ringer igen"),
    ),
    form(
        Act.SEE_STATUS,
        "call_list.write",
        "{process}:{other_organisation}:0:{other_person}:3f0c5a52-0000-4000-8000-000000000001",
        changes,
        call_text=typed("Kan vi hjælpe?"),
    ),
    press(Act.SEE_STATUS, "digests.choose", "{process}", opens),
    form(
        Act.SEE_STATUS,
        "digests.choose",
        "{process}",
        changes,
        digest_days=options("1"),
        digest_ways=options("slack"),
    ),
    also(
        Act.SEE_STATUS,
        Route.SUMMARY,
        press(Act.SEE_STATUS, "summaries.missing", "{process}", shows("organisation")),
    ),
    press(Act.SEE_LOG, "audit.show", "{process}", shows("leder")),
    press(Act.SEE_LOG, "audit.filter", "{process}:::", redraws, view="modal"),
    press(Act.SEE_LOG, "audit.older", "{process}:::9999", redraws, view="modal"),
    press(Act.SEE_LOG, "audit.newest", "{process}:::", redraws, view="modal"),
    press(Act.SEE_LOG, "audit.export", "{process}:::", hands_out(".csv")),
    also(
        Act.SEE_LOG,
        Route.EXPORT,
        press(Act.SEE_LOG, "audit.export", "{process}:::", hands_out(".csv")),
    ),
    command(Act.SEE_LOG, "log", opens),
    home(Act.SEE_LOG, shows("leder")),
)

EXPORTS: tuple[Try, ...] = (
    command(Act.EXPORT, "eksport", opens),
    press(Act.EXPORT, "exports.open", "{process}", opens),
    press(Act.EXPORT, "exports.xlsx", "{process}", hands_out(".xlsx")),
    press(Act.EXPORT, "exports.csv", "{process}", hands_out(".zip")),
    also(
        Act.EXPORT, Route.EXPORT, press(Act.EXPORT, "exports.csv", "{process}", hands_out(".zip"))
    ),
)

POSTS: tuple[Try, ...] = (
    press(Act.SEND_POSTS_AGAIN, "summaries.undelivered", "{process}", opens),
    press(Act.SEND_POSTS_AGAIN, "posts.send_again", "{failed}", changes),
    press(Act.SEND_POSTS_AGAIN, "summaries.send_again", "{process}:{failed}", changes),
    also(
        Act.SEND_POSTS_AGAIN,
        Route.SUMMARY,
        press(Act.SEND_POSTS_AGAIN, "summaries.status", "{process}", says('"summaries.send_again')),
    ),
)

PEOPLE: tuple[Try, ...] = (
    command(Act.INVITE, "invitér", opens),
    command(Act.INVITE, "import", opens),
    command(Act.INVITE, "opslag", changes),
    press(Act.INVITE, "invitations.invite", "{process}", opens),
    press(Act.INVITE, "invitations.announce", "{process}", changes),
    press(Act.INVITE, "imports.open", "{process}", opens),
    form(Act.INVITE, "invitations.people", "{process}", changes, people=users("U0ANNE")),
    form(
        Act.INVITE,
        "invitations.confirm",
        lambda things: json.dumps(
            {"process": things.process, "people": ["U0ANNE"], "group": "", "channel": ""}
        ),
        changes,
    ),
    form(
        Act.INVITE,
        "imports.give",
        "{process}",
        hands_out(".csv"),
        lines=typed("Navn;Mail;Organisation\nIb Bo;ib@bo.example;Aalborg Kommune"),
    ),
    form(Act.INVITE, "imports.confirm", "{import_metadata}", changes),
    Try(
        Act.INVITE,
        Route.SEARCH,
        "invitations.group",
        lambda hand, _things: hand.searches("invitations.group", "group", "bygherrer"),
        says("Bygherrer"),
        is_personal=True,
    ),
    command(Act.RUN_MEMBERS, "medlemmer", opens),
    press(Act.RUN_MEMBERS, "members.show", "{process}", opens),
    press(Act.RUN_MEMBERS, "members.all", "{process}", redraws, view="modal"),
    press(Act.RUN_MEMBERS, "members.search", "m:{other_membership}", redraws, view="modal"),
    press(
        Act.RUN_MEMBERS, "members.search", "o:{process}:{other_organisation}", redraws, view="modal"
    ),
    press(Act.RUN_MEMBERS, "members.person", "{other_membership}", redraws, view="modal"),
    press(Act.RUN_MEMBERS, "members.move", "{other_membership}", opens, view="modal"),
    press(Act.RUN_MEMBERS, "members.role", "{other_membership}", opens, view="modal"),
    press(Act.RUN_MEMBERS, "members.leave", "{other_membership}", opens, view="modal"),
    form(
        Act.RUN_MEMBERS,
        "members.moving",
        "{other_membership}",
        changes,
        newplace=option("{own_organisation}"),
    ),
    form(
        Act.RUN_MEMBERS, "members.roles", "{other_membership}", changes, newrole=option("adviser")
    ),
    form(Act.RUN_MEMBERS, "members.leaving", "{other_membership}", changes),
    press(Act.RUN_MEMBERS, "merges.open", "{process}:{other_organisation}", opens, view="modal"),
    form(
        Act.RUN_MEMBERS,
        "merges.choose",
        "{process}:{other_organisation}",
        pushes,
        stays=option("{own_organisation}"),
    ),
    form(
        Act.RUN_MEMBERS,
        "merges.confirm",
        "{process}:{other_organisation}:{own_organisation}",
        changes,
        **{"conflict.{process}:needs_from_others": option(Kept.STAYING.value)},
    ),
    Try(
        Act.RUN_MEMBERS,
        Route.SEARCH,
        "members.search",
        lambda hand, things: hand.searches("members.search", f"search:{things.process}", "Segl"),
        shows("medlem"),
    ),
    press(Act.DECIDE_APPLICATIONS, "onboarding.approve", "{application}", changes),
    press(Act.DECIDE_APPLICATIONS, "onboarding.approve_domain", "{application}", changes),
    press(Act.DECIDE_APPLICATIONS, "onboarding.refuse", "{application}", changes),
    home(Act.DECIDE_APPLICATIONS, shows("ansoeger")),
)

PROCESS: tuple[Try, ...] = (
    command(Act.EDIT_PROCESS, "proces", opens),
    press(Act.EDIT_PROCESS, "process_edits.open", "{process}", opens),
    press(Act.EDIT_PROCESS, "process_edits.edit", "{process}:text:challenge", opens),
    press(Act.EDIT_PROCESS, "process_edits.add", "{process}:contact:-", opens),
    press(
        Act.EDIT_PROCESS,
        "process_edits.preview",
        "{process}:contact:-",
        opens,
        view="modal",
    ),
    form(
        Act.EDIT_PROCESS,
        "process_edits.save",
        "{process}:contact:-:",
        changes,
        edit_name=typed("Ida Bro"),
        edit_title_da=typed("konsulent"),
        edit_title_en=typed("consultant"),
        edit_organisation=option("co-pi"),
        edit_email=typed("ida@copi.example"),
    ),
    command(Act.NOTE_ANSWERS, "svar for", opens),
    press(Act.NOTE_ANSWERS, "on_behalf.pick", "{process}", opens),
    press(Act.NOTE_ANSWERS, "on_behalf.open", "{process}:{other_organisation}", opens),
    press(
        Act.NOTE_ANSWERS,
        "on_behalf.jump",
        "{process}:{colleague}:needs_from_others",
        redraws,
        view="modal",
    ),
    press(
        Act.NOTE_ANSWERS,
        "on_behalf.dont_know",
        "",
        changes,
        view="modal",
        metadata=_PERSON_AND_QUESTION,
    ),
    press(
        Act.NOTE_ANSWERS, "on_behalf.skip", "", changes, view="modal", metadata=_PERSON_AND_QUESTION
    ),
    form(Act.NOTE_ANSWERS, "on_behalf.choose", "{process}", pushes, spoke=option("{colleague}")),
    form(
        Act.NOTE_ANSWERS,
        "on_behalf.question",
        "{process}:{colleague}:remark:0",
        changes,
        **{"said:remark": typed("Ring igen")},
    ),
)

TRIES = (*STATUS, *EXPORTS, *POSTS, *PEOPLE, *PROCESS)
