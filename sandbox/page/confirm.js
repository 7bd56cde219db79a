/* "Are you sure?" as a dialog of its own. */

import { settle } from "./notice.js";
import { freshId, h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

/** Asks with Slack's confirm object and waits for the answer. Escape means no. */
export function confirmed({ title, text, confirm, deny, style }) {
  const heading = freshId("confirm");
  const { promise, resolve } = withResolvers();
  const answer = (value) => () => dialog.close(value);
  const dialog = h(
    "dialog",
    { class: "dialog confirm", "aria-labelledby": heading, on: { close: () => settled() } },
    h("h2", { id: heading }, textOf(title)),
    h("div", { class: "dialog-body" }, textOf(text)),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button", on: { click: answer("no") } }, textOf(deny) || "Annuller"),
      h(
        "button",
        { type: "button", class: `button ${style === "danger" ? "danger" : "primary"}`, on: { click: answer("yes") } },
        textOf(confirm) || "Ja",
      ),
    ),
  );
  const settled = () => {
    dialog.remove();
    settle();
    resolve(dialog.returnValue === "yes");
  };
  // Inside an open modal everything outside it is out of reach, so the question is asked from within.
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  home.append(dialog);
  dialog.showModal();
  dialog.querySelector(".dialog-foot button:last-child").focus();
  return promise;
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
