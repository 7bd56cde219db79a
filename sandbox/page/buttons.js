/* Buttons and the overflow menu. */

import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { textOf } from "./mrkdwn.js";

const WEB = /^(https?:|mailto:)/i;

/** A Block Kit button. It rests until the app has answered, so one click is one act. */
export function button(element, place) {
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${element.style ?? ""}`.trim(),
      disabled: place.isBusy(),
      "aria-description": element.accessibility_label,
      title: element.url,
      on: { click: () => press() },
    },
    textOf(element.text),
  );
  const press = () => {
    if (place.isBusy()) return;
    if (element.url && !element.confirm) visit(element.url);
    place.act({ type: "button", value: element.value }).then((answer) => {
      if (element.url && element.confirm && !answer.denied) visit(element.url);
    });
  };
  return { node, busy: (yes) => rest(node, yes) };
}

/* A disabled button loses the keyboard; it gets it back unless the person has gone elsewhere. */
function rest(node, yes) {
  if (yes) node.dataset.had = String(document.activeElement === node);
  node.disabled = yes;
  if (!yes && node.dataset.had === "true" && document.activeElement === document.body) node.focus({ preventScroll: true });
}

function visit(address) {
  if (WEB.test(address)) window.open(address, "_blank", "noopener");
}

/** The three dots with a menu of up to five options. */
export function overflow(element, place) {
  const node = h(
    "button",
    { type: "button", class: "button overflow", "aria-label": "Flere valg", "aria-haspopup": "menu", "aria-expanded": "false", disabled: place.isBusy() },
    icon("more"),
  );
  node.addEventListener("click", () => {
    openMenu(node, element.options.map((option) => ({
      label: textOf(option.text),
      note: option.description && textOf(option.description),
      pick: () => {
        if (option.url) visit(option.url);
        place.act({ type: "overflow", selected_option: option });
      },
    })));
  });
  return { node, busy: (yes) => rest(node, yes) };
}
