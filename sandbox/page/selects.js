/* Selects, for one and for several, with a list that narrows while one types. */

import { initialItems, offer, written } from "./choosing.js";
import { debounced, h, iconButton } from "./dom.js";
import { Listbox } from "./listbox.js";

const PAUSE = 250; // an app is asked when the person rests, not for every letter

/** static_select, external_select, users_select, conversations_select, channels_select. */
export function select(element, place) {
  let [chosen = null] = initialItems(element, place.former());
  const field = fieldFor(element, place);
  const finder = new Finder(field, element, place, { chosen: () => (chosen ? [chosen] : []), pick });
  const clear = place.optional && !place.dispatch ? iconButton("close", "Ryd valget", () => settle(null), { class: "clear" }) : null;
  const node = h("div", { class: "select" }, field, clear);

  function show() {
    field.value = chosen?.label ?? "";
    node.classList.toggle("has-choice", Boolean(chosen));
  }
  async function settle(item) {
    const before = chosen;
    chosen = item;
    show();
    if (!(await place.changed(state()))) chosen = before;
    show();
  }
  function pick(item) {
    finder.hide();
    field.select();
    settle(item);
  }
  const state = () => written(element, chosen ? [chosen] : []);
  field.addEventListener("focus", () => field.select());
  // Words that were not chosen from the list are no choice.
  field.addEventListener("blur", () => { finder.hide(); show(); });
  show();
  return { node, input: field, state, check: (optional) => (optional || chosen ? null : "Vælg en mulighed.") };
}

/** The multi_* kinds: each choice becomes a small chip that can be taken away again. */
export function multiSelect(element, place) {
  const chosen = initialItems(element, place.former());
  const most = element.max_selected_items ?? Infinity;
  const field = fieldFor(element, place);
  const finder = new Finder(field, element, place, { chosen: () => chosen, pick, many: true });
  const chips = h("ul", { class: "chips", "aria-label": "Valgte" });
  const node = h("div", { class: "select multi" }, chips, field);

  function show() {
    chips.hidden = !chosen.length;
    chips.replaceChildren(...chosen.map((item) =>
      h("li", { class: "chip" }, item.label, iconButton("close", `Fjern ${item.label}`, () => { toggle(item); field.focus(); }))));
    field.placeholder = chosen.length ? "" : (element.placeholder?.text ?? "Vælg");
  }
  function toggle(item) {
    const at = chosen.findIndex((one) => one.value === item.value);
    if (at >= 0) chosen.splice(at, 1);
    else if (chosen.length < most) chosen.push(item);
    else return;
    show();
    place.changed(state());
  }
  function pick(item) {
    field.value = "";
    toggle(item);
    finder.again();
  }
  const state = () => written(element, chosen);
  field.addEventListener("blur", () => { finder.hide(); field.value = ""; });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !field.value && chosen.length) toggle(chosen.at(-1));
  });
  show();
  return { node, input: field, state, check: (optional) => (optional || chosen.length ? null : "Vælg mindst én mulighed.") };
}

function fieldFor(element, place) {
  const words = element.placeholder?.text;
  return h("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-haspopup": "listbox",
    placeholder: words ?? "Vælg", "aria-label": words ?? (place.name || "Vælg"), spellcheck: false, autofocus: element.focus_on_load === true,
  });
}

/* Opens, narrows and fills the list of one field. */
class Finder {
  constructor(field, element, place, { chosen, pick, many = false }) {
    this.field = field;
    this.source = offer(element, place);
    this.chosen = chosen;
    this.list = new Listbox(field, { label: "Muligheder", pick, many });
    this.turn = 0;
    const later = debounced(PAUSE, () => this.fill(field.value));
    field.addEventListener("input", () => (this.source.asks ? later() : this.fill(field.value)));
    field.addEventListener("click", () => this.list.open || this.fill(""));
    field.addEventListener("keydown", (event) => {
      if (this.list.takes(event)) return;
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "ArrowDown" || event.key === "Enter") this.fill("");
    });
  }

  /** Shows the list again after a choice, when several may be made. */
  again() {
    const at = this.list.at;
    if (this.source.asks) this.hide();
    else this.fill("", at);
  }

  hide() {
    this.turn += 1;
    this.list.hide();
  }

  async fill(query, begin = null) {
    this.turn += 1;
    const mine = this.turn;
    const { asks, least, find } = this.source;
    if (query.trim().length < least) {
      this.list.show([], { empty: least === 1 ? "Skriv for at søge" : `Skriv mindst ${least} tegn for at søge` });
      return;
    }
    if (asks) this.list.show([], { empty: "Henter …" });
    const items = asks ? await find(query) : find(query);
    // An answer that comes after the next question, or after the list was closed, is not for now.
    if (mine !== this.turn || document.activeElement !== this.field) return;
    const taken = new Set(this.chosen().map((item) => item.value));
    const marked = (items ?? []).map((item) => ({ ...item, chosen: taken.has(item.value) }));
    this.list.show(marked, { empty: items ? "Ingen muligheder passer" : "Mulighederne kunne ikke hentes. Prøv igen.", begin });
  }
}
