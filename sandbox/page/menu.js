/* A menu of acts, moved through with the arrow keys. */

import { h } from "./dom.js";
import { openPopup } from "./popup.js";

/** A menu under `anchor`; items are { label, note?, pick }. Arrow keys move, Escape closes. */
export function openMenu(anchor, items) {
  const rows = items.map(({ label, note, pick }) =>
    h(
      "button",
      { type: "button", role: "menuitem", tabIndex: -1, on: { click: () => { close(); pick(); } } },
      h("span", {}, label),
      note && h("small", {}, note),
    ),
  );
  const menu = h("div", { class: "menu", role: "menu", on: { keydown: (event) => walk(event) } }, rows);
  const closed = () => anchor.setAttribute("aria-expanded", "false");
  const { shut } = openPopup(anchor, menu, { onShut: closed });
  anchor.setAttribute("aria-expanded", "true");
  const close = () => {
    shut();
    closed();
    anchor.focus({ preventScroll: true });
  };
  const walk = (event) => {
    const at = rows.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined) rows[(next + rows.length) % rows.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  rows[0]?.focus();
}
