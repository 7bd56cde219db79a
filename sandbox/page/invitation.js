/* An invitation as a calendar shows it above the mail: what, when, where, and three answers. */

import { span } from "./danish_time.js";
import { freshId, h, icon } from "./dom.js";
import { showNotice } from "./notice.js";

const KINDS = { new: "Invitation", update: "Opdatering", quiet: "Opdatering", cancelled: "Aflyst", old: "Allerede behandlet" };
const ANSWERS = { ACCEPTED: "Acceptér", TENTATIVE: "Måske", DECLINED: "Afvis" };
const SAID = { ACCEPTED: "Accepteret", TENTATIVE: "Måske", DECLINED: "Afvist" };

/** What the calendar made of a mail, in a word. */
export function kindName(verdict) {
  return KINDS[verdict] ?? "";
}

/** What the person said, in a word; an invitation without an answer waits for one. */
export function answerName(answer) {
  return SAID[answer] ?? "Ikke besvaret";
}

/** The facts of an event, as a list of lines with a sign each. */
export function eventFacts(event) {
  const fact = (sign, name, ...content) => h("li", {}, icon(sign), h("span", {}, h("span", { class: "sr-only" }, `${name}: `), content));
  const isAddress = event.link && event.place === event.link;
  return h(
    "ul",
    { class: "event-facts" },
    fact("clock", "Tid", span(event)),
    event.place && !isAddress && fact("place", "Sted", event.place),
    event.link && fact("link", "Link", h("a", { href: event.link, target: "_blank", rel: "noopener noreferrer" }, event.link)),
    event.organizer && fact("person", "Indkalder", event.organizer),
  );
}

/** The card. `answer(PARTSTAT)` sends an answer and returns the server's reply. */
export function invitationCard(event, answer) {
  const heading = freshId("event");
  const past = !event.is_cancel && !event.is_current;
  return h(
    "section",
    { class: ["invitation", event.is_cancel && "cancelled", past && "past"].filter(Boolean).join(" "), "aria-labelledby": heading },
    h("p", { class: "invitation-kind" }, icon("calendar"), label(event)),
    h("h4", { id: heading }, event.title || "(uden titel)"),
    eventFacts(event),
    h("p", { class: "invitation-note" }, note(event)),
    event.can_answer && buttons(event, answer),
  );
}

function label(event) {
  if (event.is_cancel) return KINDS.cancelled;
  if (!event.is_current) return KINDS.old;
  return event.verdict === "old" ? KINDS.new : KINDS[event.verdict]; // the same mail once more
}

function note(event) {
  if (event.is_cancel) return event.verdict === "old" ? "Allerede behandlet." : "Mødet er taget ud af din kalender.";
  if (event.is_removed) return "Mødet er aflyst siden.";
  if (!event.is_current) return "Der er kommet en nyere udgave.";
  if (!event.can_answer) return "Mødet står i din kalender.";
  if (event.verdict === "quiet" && event.answer) return `Mødet er ændret. Dit svar gælder stadig: ${SAID[event.answer]}.`;
  if (event.answer) return `Dit svar er sendt: ${SAID[event.answer]}.`;
  return event.verdict === "update" ? "Mødet er ændret, og du bliver bedt om at svare igen." : "Mødet står i din kalender og venter på dit svar.";
}

function buttons(event, answer) {
  const press = async (chosen, row) => {
    // Not disabled: that would take the keyboard away from the button.
    if (row.ariaBusy === "true") return;
    row.ariaBusy = "true";
    const done = await answer(chosen);
    row.ariaBusy = "false";
    if (!done.ok) showNotice(done.notice ?? done.error);
  };
  const row = h("div", { class: "invitation-answers", role: "group", "aria-label": "Svar på invitationen" });
  row.append(...Object.entries(ANSWERS).map(([value, words]) =>
    h("button", {
      type: "button",
      class: event.answer === value ? "button primary" : "button",
      "aria-pressed": String(event.answer === value),
      data: { control: value },
      on: { click: () => press(value, row) },
    }, words)));
  return row;
}
