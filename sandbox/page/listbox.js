/* A list of options under a text field: the field keeps the keyboard, the list shows where one is. */

import { freshId, h } from "./dom.js";
import { openPopup } from "./popup.js";

/**
 * One list for one field. `pick(item)` is called with what the person chose. Items are
 * { label, note?, group?, chosen? } and may carry more.
 */
export class Listbox {
  constructor(field, { label, pick, anchor = field, above = false, many = false }) {
    Object.assign(this, { field, pick, anchor, above });
    this.items = [];
    this.at = -1;
    this.popup = null;
    const id = freshId("list");
    this.node = h("div", { id, class: "listbox", role: "listbox", "aria-label": label, "aria-multiselectable": many && "true" });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
  }

  get open() {
    return this.popup !== null;
  }

  /** Shows `items`, or the words `empty` when there are none; the first one that is chosen is where one begins. */
  show(items, { empty = "Ingen passer", begin = null } = {}) {
    this.items = items;
    this.rows = items.map((item, index) => this.row(item, index));
    this.node.replaceChildren(...grouped(items, this.rows));
    if (!items.length) this.node.append(h("p", { class: "empty", role: "presentation" }, empty));
    if (this.open) {
      this.popup.place();
    } else {
      this.popup = openPopup(this.anchor, this.node, { onShut: () => this.hide(), sameWidth: true, above: this.above });
      this.tellOpen(true);
    }
    this.go(begin ?? Math.max(items.findIndex((item) => item.chosen), 0));
  }

  row(item, index) {
    return h(
      "div",
      {
        id: freshId("option"),
        class: "option",
        role: "option",
        "aria-selected": String(Boolean(item.chosen)),
        "aria-label": item.label,
        "aria-description": item.note,
        on: {
          // The field must not lose the keyboard to the list.
          pointerdown: (event) => event.preventDefault(),
          click: () => this.pick(item),
          pointermove: () => this.at !== index && this.go(index, false),
        },
      },
      h("span", {}, item.label),
      item.note && h("small", {}, item.note),
    );
  }

  hide() {
    if (!this.open) return;
    this.popup.shut();
    this.popup = null;
    this.at = -1;
    this.tellOpen(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  tellOpen(yes) {
    // A plain text box, as the composer is, has no such state.
    if (this.field.role === "combobox") this.field.setAttribute("aria-expanded", String(yes));
  }

  go(index, scroll = true) {
    this.at = this.items.length ? (index + this.items.length) % this.items.length : -1;
    this.rows.forEach((row, own) => row.classList.toggle("active", own === this.at));
    const row = this.rows[this.at];
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    if (scroll) row?.scrollIntoView({ block: "nearest" });
  }

  /** Takes the keys that belong to an open list; says whether it did. */
  takes(event) {
    if (!this.open) return false;
    const steps = { ArrowDown: this.at + 1, ArrowUp: this.at - 1 };
    if (event.key in steps) this.go(steps[event.key]);
    else if ((event.key === "Enter" || event.key === "Tab") && this.items[this.at]) this.pick(this.items[this.at]);
    else if (event.key === "Enter") this.hide();
    else if (event.key === "Escape") this.hide();
    else return false;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
    return true;
  }
}

/* Options of one group stand under its heading, in the order they came. */
function grouped(items, rows) {
  const nodes = [];
  let group = null;
  items.forEach((item, index) => {
    if (item.group && item.group !== group?.name) {
      const heading = h("div", { class: "group-name", role: "presentation" }, item.group);
      group = { name: item.group, node: h("div", { role: "group", "aria-label": item.group }, heading) };
      nodes.push(group.node);
    }
    if (item.group) group.node.append(rows[index]);
    else nodes.push(rows[index]);
  });
  return nodes;
}
