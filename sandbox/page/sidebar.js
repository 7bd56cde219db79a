/* The sidebar: who one is, and the conversations that person has. On a phone it is a drawer. */

import { h, icon } from "./dom.js";
import { reconcile } from "./keyed.js";
import { avatar } from "./message.js";
import { channelTitle, onWorldChange, person, world } from "./world.js";

const byId = (id) => document.getElementById(id);
const chooser = byId("persona");
const menuButton = byId("menu-button");
let current = "";

/** Draws the sidebar whenever the world changes; `onPersona(id)` is called when another one sits down. */
export function startSidebar(onPersona) {
  menuButton.append(icon("menu"));
  chooser.addEventListener("change", () => onPersona(chooser.value));
  menuButton.addEventListener("click", () => openDrawer(!isOpen()));
  byId("veil").addEventListener("click", () => openDrawer(false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    openDrawer(false);
    menuButton.focus();
  });
  byId("sidebar").addEventListener("click", (event) => {
    if (event.target.closest("a")) openDrawer(false);
  });
  onWorldChange(draw);
}

const isOpen = () => document.body.classList.contains("drawer-open");

function openDrawer(yes) {
  document.body.classList.toggle("drawer-open", yes);
  byId("veil").hidden = !yes;
  menuButton.setAttribute("aria-expanded", String(yes));
  if (yes) chooser.focus();
}

/** Marks the conversation (an id, or "home", "mail" or "calendar") that is open. */
export function markCurrent(id) {
  current = id;
  if (world.state) draw();
}

function draw() {
  const { workspace, personas, channels, connected, mail, home_unread: homeUnread } = world.state;
  const me = person(world.me);
  byId("workspace-name").textContent = workspace.name;
  reconcile(chooser, [...new Set(personas.map((one) => one.organisation))].map((name) => workplace(name, personas)));
  chooser.value = world.me;
  byId("persona-title").textContent = [me?.title, me?.organisation].filter(Boolean).join(", ");
  byId("persona-avatar").replaceChildren(avatar(world.me));
  const rooms = channels.filter(({ kind }) => kind !== "im");
  const direct = channels.filter(({ kind }) => kind === "im");
  reconcile(byId("conversations"), [
    group("Kanaler", rooms.map((one) => linkItem(`#${one.id}`, one.name, one.kind === "private" ? "lock" : "hash", one.unread, one.id))),
    group("Direkte beskeder", direct.map((one) => linkItem(`#${one.id}`, channelTitle(one), "bot", one.unread, one.id))),
    group("Apps", [linkItem("#home", "Hjem", "home", homeUnread ? "nyt" : 0, "home")]),
    group("Uden for Slack", [
      linkItem("#mail", "Mail", "mail", mail.unread, "mail"),
      linkItem("#calendar", "Min kalender", "calendar", 0, "calendar"),
    ]),
  ]);
  const status = byId("connection");
  status.className = connected ? "connection on" : "connection off";
  status.textContent = connected ? "Sammen er forbundet" : "Sammen er ikke startet endnu";
}

/* People stand under the organisation they work for, as colleagues of one another. */
function workplace(name, personas) {
  const own = personas.filter((one) => one.organisation === name);
  const options = () => own.map((one) => h("option", { value: one.id }, one.real_name ?? one.name));
  return { key: name, print: JSON.stringify(own), build: () => h("optgroup", { label: name }, options()) };
}

function group(name, items) {
  const fillIn = (section) => {
    reconcile(section.querySelector("ul"), items);
    return section;
  };
  return {
    key: name,
    print: items.map(({ print }) => print).join(),
    build: () => fillIn(h("section", {}, h("h2", {}, name), h("ul"))),
    update: fillIn,
  };
}

function linkItem(address, name, sign, unread, id) {
  const fillIn = (item) => {
    const link = item.firstElementChild;
    if (id === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.classList.toggle("unread", Boolean(unread));
    // The name stays the bare name; the count is said after it.
    if (unread) link.setAttribute("aria-description", unread === "nyt" ? "Nyt" : `${unread} ulæste`);
    else link.removeAttribute("aria-description");
    link.lastElementChild.textContent = unread || "";
    return item;
  };
  const build = () =>
    fillIn(h("li", {}, h(
      "a",
      { href: address, "aria-label": name },
      mark(sign),
      h("span", { class: "link-name" }, name),
      h("span", { class: "count", "aria-hidden": "true" }),
    )));
  return { key: id, print: `${id}/${name}/${unread}/${id === current}`, build, update: fillIn };
}

function mark(sign) {
  if (sign === "hash") return h("span", { class: "hash", "aria-hidden": "true" }, "#");
  return sign === "bot" ? avatar(world.state.bot?.id) : icon(sign);
}
