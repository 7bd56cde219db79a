/* The input block: label, control, hint, and what is wrong with what was entered. */

import { control } from "./controls.js";
import { freshId, h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

/** The parts of one input block. */
export function inputBlock(block, id, surface) {
  const { element } = block;
  const optional = block.optional === true;
  const made = control(element, surface.place(id, element, { dispatch: block.dispatch_action === true, optional }));
  const target = made.input ?? made.node;
  target.id ||= freshId("input");
  const notes = [];
  const note = (name, content) => {
    const node = h("p", { class: name, id: freshId(name) }, content);
    notes.push(node.id);
    return node;
  };
  const label = made.group ? h("span", { id: freshId("label") }, textOf(block.label)) : h("label", { htmlFor: target.id }, textOf(block.label));
  // A group of choices is not one field that a <label> could point at.
  if (made.group) target.setAttribute("aria-labelledby", label.id);
  else target.removeAttribute("aria-label");
  const parts = [
    h("div", { class: "input-label" }, label, optional && h("span", { class: "optional" }, " (valgfrit)")),
    made.node,
    block.hint && note("hint", textOf(block.hint)),
    made.help && note("hint", made.help),
    note("problem", ""),
  ];
  target.setAttribute("aria-describedby", notes.join(" "));
  if (!optional && !made.group) target.setAttribute("aria-required", "true");
  // What was wrong is being put right: the words about it have done their work.
  for (const event of ["input", "change", "chosen"]) {
    made.node.addEventListener(event, () => mark(made.node.closest(".block"), ""));
  }
  return parts;
}

/** Shows what is wrong at each input ({ block_id: words }), clears the rest, and goes to the first. */
export function showProblems(parent, problems) {
  let first = null;
  for (const block of parent.querySelectorAll(".block-input")) {
    const words = problems[block.dataset.block] ?? "";
    const target = mark(block, words);
    if (words) first ??= target;
  }
  const home = first?.matches("input, textarea, button") ? first : first?.querySelector("input, textarea, button");
  home?.focus();
}

function mark(block, words) {
  const target = block.querySelector("[aria-describedby]");
  block.querySelector(".problem").textContent = words;
  block.classList.toggle("wrong", Boolean(words));
  if (words) target?.setAttribute("aria-invalid", "true");
  else target?.removeAttribute("aria-invalid");
  return target;
}
