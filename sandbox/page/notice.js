/* The one place where the page says that something went wrong, or what happened. */

import { h, iconButton } from "./dom.js";

const box = document.getElementById("notice");
let current = "";

/** Says `text` until it is closed or something succeeds. */
export function showNotice(text) {
  current = text || "Det lykkedes ikke. Prøv igen.";
  settle();
  box.replaceChildren(h("p", {}, current), iconButton("close", "Skjul beskeden", clearNotice));
  box.hidden = false;
}

/** Takes the notice away. */
export function clearNotice() {
  if (!current) return;
  current = "";
  box.hidden = true;
  box.replaceChildren();
}

/** Puts the notice inside the topmost dialog, since everything behind that one is out of reach. */
export function settle() {
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (box.parentElement !== home) home.append(box);
}
