/* The App Home: the view that the app has made for this persona. */

import { showBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { reconcile } from "./keyed.js";
import { showNotice } from "./notice.js";
import { act, ask } from "./server.js";
import { surfaceOf } from "./surface.js";
import { world } from "./world.js";

const root = document.getElementById("home-view");
let turn = 0;

/** Tells the app which tab the person opened. */
export async function tellHome(tab) {
  const answer = await act("home", { as: world.me, tab });
  // An app that is not started is told later, and the sidebar says so already.
  if (!answer.ok || (answer.notice && world.state.connected)) showNotice(answer.notice ?? answer.error);
}

/** Reads the view again and shows it. */
export async function refreshHome() {
  turn += 1;
  const mine = turn;
  const persona = world.me;
  const { ok, view } = await ask("home", { as: persona });
  if (mine !== turn || !ok) return;
  if (root.dataset.as !== persona) root.replaceChildren();
  root.dataset.as = persona;
  reconcile(root, [
    view
      ? { key: "blocks", build: () => h("div", { class: "view-blocks" }) }
      : { key: "none", build: () => h("p", { class: "empty-log" }, "Sammen har ikke vist noget her endnu.") },
  ]);
  if (view) showBlocks(root.firstElementChild, view.blocks, surfaceOf({ home: true }));
}
