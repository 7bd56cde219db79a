/* Checkboxes and radio buttons. */

import { freshId, h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

/** Checkboxes: any number of the options. */
export function checkboxes(element, place) {
  const begin = place.former()?.selected_options ?? element.initial_options ?? [];
  const boxes = options(element, place, "checkbox", begin);
  const state = () => ({ type: element.type, selected_options: picked(element, boxes) });
  const check = (optional) => (optional || picked(element, boxes).length ? null : "Vælg mindst én mulighed.");
  return { node: group(boxes, place, "group", state), group: true, state, check };
}

/** Radio buttons: one of the options. */
export function radioButtons(element, place) {
  const begin = [place.former()?.selected_option ?? element.initial_option].filter(Boolean);
  const boxes = options(element, place, "radio", begin);
  const state = () => ({ type: element.type, selected_option: picked(element, boxes)[0] ?? null });
  const check = (optional) => (optional || picked(element, boxes).length ? null : "Vælg en mulighed.");
  return { node: group(boxes, place, "radiogroup", state), group: true, state, check };
}

function options(element, place, type, begin) {
  const name = freshId("choice");
  const values = new Set(begin.map((option) => option.value));
  return element.options.map((option, index) => ({
    option,
    input: h("input", {
      type, name, value: option.value, id: freshId("choice"), defaultChecked: values.has(option.value),
      autofocus: index === 0 && element.focus_on_load === true,
      data: { control: `${place.key}/${option.value}` },
    }),
  }));
}

function picked(element, boxes) {
  return boxes.filter(({ input }) => input.checked).map(({ option }) => option);
}

function group(boxes, place, role, state) {
  const change = async () => {
    const before = place.former();
    if (await place.changed(state())) return;
    const kept = [before?.selected_options ?? before?.selected_option ?? []].flat().map((option) => option.value);
    for (const { input, option } of boxes) input.checked = kept.includes(option.value);
  };
  const rows = boxes.map(({ option, input }) => {
    const note = option.description && h("small", { id: freshId("note") }, textOf(option.description));
    if (note) input.setAttribute("aria-describedby", note.id);
    return h("div", { class: "choice" }, input, h("div", {}, h("label", { htmlFor: input.id }, textOf(option.text)), note));
  });
  return h("div", { class: "choices", role, "aria-label": place.name || "Valg", on: { change } }, rows);
}
