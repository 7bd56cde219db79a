/* Date and time fields. They are the browser's own: known to the person, reachable by keyboard, right on a phone. */

import { fromLocalInput, localInput } from "./danish_time.js";
import { h } from "./dom.js";

const written = (value) => value || null;

/** datepicker */
export function dateField(element, place) {
  return field(element, place, { type: "date", key: "selected_date", begin: element.initial_date, read: written, show: written });
}

/** timepicker */
export function timeField(element, place) {
  return field(element, place, { type: "time", key: "selected_time", begin: element.initial_time, read: written, show: written });
}

/** datetimepicker: seconds since 1970, shown as the clock in Copenhagen. */
export function dateTimeField(element, place) {
  return field(element, place, {
    type: "datetime-local",
    key: "selected_date_time",
    begin: element.initial_date_time,
    read: (value) => (value ? fromLocalInput(value) : null),
    show: (seconds) => (seconds ? localInput(seconds) : null),
  });
}

function field(element, place, { type, key, begin, read, show }) {
  const former = place.former();
  const input = h("input", {
    type,
    defaultValue: show(former ? former[key] : begin) ?? "",
    autofocus: element.focus_on_load === true,
    "aria-label": element.placeholder?.text ?? (place.name || { date: "Dato", time: "Tid" }[type] || "Dato og tid"),
  });
  const state = () => ({ type: element.type, [key]: read(input.value) });
  let told = input.value;
  let typing = false; // typed piece by piece: 2, 20, 202, 2022 are not four choices
  const tell = () => {
    typing = false;
    if (input.value === told) return;
    told = input.value;
    place.changed(state());
  };
  input.addEventListener("keydown", (event) => {
    typing = event.key !== "Enter";
    if (!typing) tell();
  });
  input.addEventListener("pointerdown", () => {
    typing = false;
  });
  input.addEventListener("change", () => {
    place.keep(state());
    if (!typing) tell();
  });
  input.addEventListener("blur", tell);
  const check = (optional) => {
    if (input.validity.badInput) return type === "time" ? "Skriv et klokkeslæt." : "Skriv hele datoen.";
    return optional || input.value ? null : { date: "Vælg en dato.", time: "Vælg et klokkeslæt." }[type] ?? "Vælg dato og tid.";
  };
  return { node: h("div", { class: "field" }, input), input, state, check };
}
