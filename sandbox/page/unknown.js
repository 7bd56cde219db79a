/* A visible mark where an app sends something this page cannot show: better seen here than in Slack. */

import { h } from "./dom.js";

/** Says which `kind` ("blok", "element") of which type was left out. */
export function unknown(kind, type) {
  return h("span", { class: "unknown" }, `Sandkassen kan ikke vise denne ${kind}: `, h("code", {}, String(type)));
}
