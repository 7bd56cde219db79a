"""Two spellings of one organisation become one, by a facilitator who has seen what happens."""

import re

from slack_bolt import App

from bot import merging
from bot.access import Act
from bot.merging import Kept, Merged, MergePlan
from bot.voice.merges import conflict_field, merge_form, merge_word, merging_form
from bot.voice.notes import paragraph
from handlers.member_access import place_led, refuse
from handlers.outcomes import CloseAll, Outcome, Push
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit, say_over


def register(app: App, services: Services) -> None:
    """The button beside an organisation, and the two forms."""
    app.action(re.compile(r"^merges\."))(on_press(services, ACTS))
    app.view("merges.choose")(on_submit(services, _choose))
    app.view("merges.confirm")(on_submit(services, _merge))


def _open(visit: Visit, press: Press) -> None:
    found = place_led(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
    else:
        form = merge_form(found[1].name, visit.language, metadata=press.value)
        visit.push(press.trigger_id, form)


def _choose(visit: Visit, submitted: Submitted) -> Outcome:
    staying_id = read_id(submitted.chosen("stays"))
    found = place_led(visit, submitted.private_metadata)
    if staying_id is None:
        return {"stays": merge_word("no_organisation", visit.language)}
    if found is None:
        return {"stays": merge_word("not_allowed", visit.language)}
    process, going = found
    plan = merging.plan_merge(
        visit.session,
        process_id=process.id,
        going_id=going.id,
        staying_id=staying_id,
        by=visit.person,
    )
    if not isinstance(plan, MergePlan):
        return {"stays": merge_word(plan.value, visit.language)}
    metadata = f"{process.id}:{going.id}:{staying_id}"
    return Push(merging_form(plan, visit.language, metadata=metadata))


def _merge(visit: Visit, submitted: Submitted) -> Outcome:
    numbers = [read_id(one) for one in submitted.private_metadata.split(":")]
    if len(numbers) != 3 or None in numbers:
        say_over(visit, None)
        return CloseAll()
    process_id, going_id, staying_id = (one or 0 for one in numbers)
    if process_if(visit, str(process_id), Act.RUN_MEMBERS) is None:
        refuse(visit)
        return CloseAll()
    prefix = conflict_field("")
    choices = {
        block.removeprefix(prefix): Kept(chosen)
        for block in submitted.values
        if block.startswith(prefix) and (chosen := submitted.chosen(block)) in list(Kept)
    }
    outcome = merging.merge(
        visit.session,
        process_id=process_id,
        going_id=going_id,
        staying_id=staying_id,
        choices=choices,
        by=visit.person,
        now=visit.now,
    )
    if isinstance(outcome, Merged):
        notice = merge_word(
            "merged",
            visit.language,
            going=outcome.going.name,
            staying=outcome.staying.name,
            people=outcome.people,
        )
    else:
        notice = merge_word(outcome.value, visit.language)
    visit.tell(paragraph(notice))
    return CloseAll()


ACTS: Acts = {
    "merges.open": _open,
}
