/* "Min kalender": what stands in the persona's calendar, from invitations and from files they opened. */

import { dayKey, longDate } from "./danish_time.js";
import { freshId, h } from "./dom.js";
import { answerName, eventFacts } from "./invitation.js";
import { reconcile } from "./keyed.js";
import { showNotice } from "./notice.js";
import { ask } from "./server.js";
import { sandboxNow, world } from "./world.js";

const root = document.getElementById("calendar");
let turn = 0;

/** Reads the calendar again and shows it. */
export async function refreshCalendar() {
  turn += 1;
  const mine = turn;
  const { ok, notice, events = [] } = await ask("calendar", { as: world.me });
  if (mine !== turn) return;
  if (!ok) return showNotice(notice);
  if (!events.length) {
    reconcile(root, [{ key: "none", build: () => h("p", { class: "empty-log" }, "Der står intet i kalenderen endnu.") }]);
    return;
  }
  const now = sandboxNow();
  reconcile(root, [...byDay(events)].map(([day, own]) => ({
    key: day,
    print: JSON.stringify([own, own.map(({ ends }) => ends < now)]),
    build: () => daySection(own, now),
  })));
}

function byDay(events) {
  const days = new Map();
  for (const event of events) {
    const day = dayKey(event.starts);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return days;
}

function daySection(events, now) {
  const heading = freshId("day");
  return h(
    "section",
    { class: "day", "aria-labelledby": heading },
    h("h3", { id: heading }, longDate(events[0].starts)),
    h("ul", {}, events.map((event) => h("li", { class: event.ends < now ? "event over" : "event" }, shown(event)))),
  );
}

function shown(event) {
  return [
    h("p", { class: "event-title" }, h("strong", {}, event.title || "(uden titel)"), h("span", { class: `said ${(event.answer ?? "").toLowerCase()}` }, standing(event))),
    eventFacts(event),
    event.about && h("details", {}, h("summary", {}, "Beskrivelse"), h("p", { class: "event-about" }, event.about)),
  ];
}

function standing(event) {
  return event.is_from_file ? "Fra en fil" : answerName(event.answer);
}
