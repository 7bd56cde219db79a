/* Fields one writes in: text, e-mail, address and number. */

import { debounced, h } from "./dom.js";

const PAUSE = 300;
const KINDS = { email_text_input: "email", url_text_input: "url" };
const LENGTHS = { plain_text_input: [0, 3000] };

/** plain_text_input, email_text_input, url_text_input and number_input. */
export function textField(element, place) {
  const former = place.former();
  const begin = former ? former.value : element.initial_value;
  const number = element.type === "number_input";
  const multiline = element.multiline === true;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const onEnter = place.dispatch && triggers.includes("on_enter_pressed");
  const input = h(multiline ? "textarea" : "input", {
    ...(multiline ? { rows: 4 } : { type: KINDS[element.type] ?? "text" }),
    defaultValue: begin ?? "",
    inputMode: number ? "decimal" : null,
    placeholder: element.placeholder?.text,
    autofocus: element.focus_on_load === true,
    autocomplete: "off",
    "aria-label": element.placeholder?.text ?? (place.name || "Tekst"),
  });
  const words = () => (number ? input.value.trim().replace(",", ".") : input.value);
  const state = () => ({ type: element.type, value: words() === "" ? null : words() });
  const characters = debounced(PAUSE, () => place.changed(state()));
  const node = h("div", { class: "field" }, input, counter(element, input));

  input.addEventListener("input", () => {
    place.keep(state());
    if (place.dispatch && triggers.includes("on_character_entered")) characters();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !onEnter) return;
    event.preventDefault();
    place.changed(state());
  });
  const help = onEnter ? "Tryk Enter for at sende" : null;
  return { node, input, help, state, check: (optional) => problem(element, words(), optional) };
}

/* Shown when the end is near: a limit nobody comes close to is only noise. */
function counter(element, input) {
  const most = element.max_length;
  if (!most) return null;
  const node = h("p", { class: "counter", "aria-live": "polite" });
  const show = () => {
    const left = most - input.value.length;
    node.hidden = left > Math.max(20, most / 5);
    node.textContent = left >= 0 ? `${left} tegn tilbage` : `${-left} tegn for meget`;
    node.classList.toggle("over", left < 0);
  };
  input.addEventListener("input", show);
  show();
  return node;
}

function problem(element, value, optional) {
  if (!value.trim()) return optional ? null : "Udfyld feltet.";
  const [shortest, longest] = LENGTHS[element.type] ?? [0, Infinity];
  const least = element.min_length ?? shortest;
  const most = element.max_length ?? longest;
  if (value.length < least) return `Skriv mindst ${least} tegn. Der står ${value.length}.`;
  if (value.length > most) return `Skriv højst ${most} tegn. Der står ${value.length}.`;
  switch (element.type) {
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Skriv en hel e-mailadresse, fx navn@kommune.dk.";
    case "url_text_input":
      return /^https?:\/\/[^\s.]+\.[^\s]+$/.test(value) ? null : "Skriv en hel adresse, der begynder med https://.";
    case "number_input":
      return numberProblem(element, value);
    default:
      return null;
  }
}

function numberProblem({ is_decimal_allowed: decimals, min_value: least, max_value: most }, value) {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return "Skriv et tal.";
  if (!decimals && value.includes(".")) return "Skriv et helt tal.";
  if (least !== undefined && Number(value) < Number(least)) return `Tallet skal være mindst ${least}.`;
  if (most !== undefined && Number(value) > Number(most)) return `Tallet må højst være ${most}.`;
  return null;
}
