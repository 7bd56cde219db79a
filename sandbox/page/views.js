/* Modals: the stack of views that an app has opened for the person. Only the topmost is shown. */

import { showBlocks } from "./blocks.js";
import { freshId, h, iconButton } from "./dom.js";
import { showProblems } from "./input_block.js";
import { reconcile } from "./keyed.js";
import { textOf } from "./mrkdwn.js";
import { clearNotice, settle, showNotice } from "./notice.js";
import { act, ask } from "./server.js";
import { surfaceOf } from "./surface.js";
import { world } from "./world.js";

let dialog = null;
let turn = 0;

/** Reads the stack again and shows it. */
export async function refreshViews() {
  turn += 1;
  const mine = turn;
  const answer = await ask("views", { as: world.me });
  if (mine === turn && answer.views) show(answer.views);
}

/** Takes every modal away from the page, as when another persona sits down. */
export function forgetViews() {
  turn += 1;
  show([]);
}

function show(views) {
  if (!views.length) {
    dialog?.close();
    return;
  }
  const top = views.at(-1);
  const former = dialog?.dataset.top;
  dialog ??= opened();
  reconcile(dialog, views.map(viewItem));
  settle();
  for (const form of dialog.querySelectorAll(":scope > form")) form.hidden = form.dataset.view !== top.id;
  const form = dialog.querySelector(`:scope > form[data-view="${CSS.escape(top.id)}"]`);
  dialog.dataset.top = top.id;
  dialog.setAttribute("aria-labelledby", form.querySelector("h2").id);
  if (!dialog.open) dialog.showModal();
  settle();
  if (former !== top.id) start(form);
}

function opened() {
  const made = h("dialog", { class: "dialog modal" });
  made.addEventListener("cancel", (event) => {
    // Escape closes the topmost view only, and the app may want to be told first.
    event.preventDefault();
    if (event.target === made) close(made.dataset.top);
  });
  made.addEventListener("close", (event) => {
    if (event.target !== made) return;
    dialog = null;
    made.dataset.top = "";
    const former = made.returnTo;
    made.remove();
    settle();
    if (former?.isConnected) former.focus({ preventScroll: true });
  });
  made.returnTo = document.activeElement;
  document.body.append(made);
  return made;
}

/* The keyboard begins in the first field, not on the button that closes. */
function start(form) {
  const first = form.querySelector("[autofocus]") ?? form.querySelector(".view-blocks input, .view-blocks textarea, .view-blocks button, .view-blocks a");
  (first ?? form.querySelector(".dialog-foot button:last-child"))?.focus();
}

function viewItem(view) {
  return {
    key: view.id,
    print: JSON.stringify([view.hash, view.title, view.submit, view.close, view.blocks]),
    build: () => fill(h("form", { noValidate: true, data: { view: view.id } }), view),
    update: (form) => fill(form, view),
  };
}

function fill(form, view) {
  const surface = surfaceOf({ view_id: view.id });
  reconcile(form, [
    { key: "head", print: JSON.stringify(view.title), build: () => head(view) },
    { key: "body", build: () => h("div", { class: "dialog-body view-blocks" }) },
    { key: "foot", print: JSON.stringify([view.submit, view.close]), build: () => foot(view) },
  ]);
  showBlocks(form.querySelector(".view-blocks"), view.blocks, surface);
  form.onsubmit = (event) => {
    event.preventDefault();
    submit(form, view, surface);
  };
  form.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && view.submit) form.requestSubmit();
  };
  return form;
}

function head(view) {
  const shut = iconButton("close", "Forlad vinduet", () => close(view.id, true));
  return h("div", { class: "dialog-head" }, h("h2", { id: freshId("view") }, textOf(view.title)), shut);
}

function foot(view) {
  return h(
    "div",
    { class: "dialog-foot" },
    h("button", { type: "button", class: "button", on: { click: () => close(view.id) } }, textOf(view.close) || (view.submit ? "Annuller" : "Luk")),
    view.submit && h("button", { type: "submit", class: "button primary" }, textOf(view.submit)),
  );
}

async function submit(form, view, surface) {
  const button = form.querySelector("button[type=submit]");
  if (!button || button.disabled) return;
  const problems = surface.problems();
  showProblems(form, problems);
  if (Object.keys(problems).length) return;
  const focused = document.activeElement;
  button.disabled = true;
  const answer = await act("submit", { as: world.me, view_id: view.id, state: surface.state() });
  // The app may have changed the view meanwhile, so the button is looked up once more.
  for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = false;
  if (answer.errors) showProblems(form, answer.errors);
  else if (form.isConnected && document.activeElement === document.body) focused?.focus();
  const lost = Object.entries(answer.errors ?? {}).filter(([id]) => !form.querySelector(`.block-input[data-block="${CSS.escape(id)}"]`));
  if (lost.length) showNotice(`Sammen svarede med en fejl til et felt, der ikke findes: ${lost.map((pair) => pair.join(": ")).join("; ")}`);
  else if (answer.ok || answer.errors) clearNotice();
  else showNotice(answer.notice ?? answer.error);
  await refreshViews();
}

async function close(id, clear = false) {
  const answer = await act("close", { as: world.me, view_id: id, clear });
  if (!answer.ok) showNotice(answer.notice ?? answer.error);
  else clearNotice();
  await refreshViews();
}
