/* Starts the page, and follows the address: /?as=U… is who one is, #C…, #D… #home, #mail, #mail/… or #calendar where one looks. */

import { refreshCalendar } from "./calendar.js";
import { Conversation } from "./conversation.js";
import { refreshHome } from "./home.js";
import { refreshMail } from "./mail.js";
import { showNotice } from "./notice.js";
import { follow } from "./server.js";
import { startSidebar } from "./sidebar.js";
import { startTopbar } from "./topbar.js";
import { forgetViews, refreshViews } from "./views.js";
import { botChannel, channel, refreshWorld, world } from "./world.js";

const conversation = new Conversation();
const FIRST = "U0METTE"; // who one is when the address does not say
const AGAIN = 2000; // so long until a sandbox that did not answer is asked once more
const REST = 10_000; // a tab nobody looks at lets go of its connection: a browser has only six to share
let unfollow = () => {};
let resting = 0;

function routed() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (conversation.knows(wanted)) return wanted;
  return botChannel()?.id ?? world.state.channels[0]?.id ?? "home";
}

/* Several changes often come at once; one reading answers them all. */
const waiting = new Set();
function soon(name, read) {
  if (waiting.has(name)) return;
  waiting.add(name);
  setTimeout(() => {
    waiting.delete(name);
    read();
  }, 20);
}

function changed({ what, channel: id, text }) {
  const all = what === "all";
  if (what === "notice") showNotice(text);
  if (all || what === "messages") {
    if (all || conversation.shows(id)) soon("messages", () => conversation.refresh());
    soon("state", refreshWorld);
  }
  if (all || what === "home") {
    // Reading it counts as having seen it, so it is read only where it is shown.
    if (conversation.at === "home") soon("home", refreshHome);
    soon("state", refreshWorld);
  }
  if (all || what === "mail") {
    if (conversation.place === "mail") soon("mail", refreshMail);
    if (conversation.place === "calendar") soon("calendar", refreshCalendar);
    soon("state", refreshWorld);
  }
  if (all || what === "views") soon("views", refreshViews);
  if (what === "state" || what === "clock") soon("state", refreshWorld);
}

async function sitDown(persona) {
  unfollow?.();
  forgetViews();
  conversation.leave();
  world.me = persona;
  let state = await refreshWorld();
  if (state.lost && state.status === 404 && persona !== FIRST) {
    world.me = FIRST;
    state = await refreshWorld();
  }
  if (state.lost) {
    showNotice(state.notice);
    setTimeout(() => sitDown(persona), AGAIN);
    return;
  }
  // Followed before anything is read, so that nothing falls between.
  unfollow = follow(world.me, changed);
  document.title = state.workspace.name;
  await conversation.go(routed());
  await refreshViews();
}

function persona() {
  return new URLSearchParams(location.search).get("as") ?? FIRST;
}

startTopbar();
startSidebar((chosen) => {
  const own = channel(conversation.at)?.kind === "im" ? "" : conversation.place;
  history.pushState(null, "", `?as=${encodeURIComponent(chosen)}${own ? `#${own}` : ""}`);
  sitDown(chosen);
});
addEventListener("popstate", () => {
  if (world.state && persona() !== world.me && persona()) sitDown(persona());
});
addEventListener("hashchange", () => {
  if (world.state) conversation.go(routed());
});
document.addEventListener("visibilitychange", () => {
  clearTimeout(resting);
  if (document.hidden) {
    resting = setTimeout(() => {
      unfollow();
      unfollow = null;
    }, REST);
  } else if (unfollow === null) {
    unfollow = follow(world.me, changed);
    changed({ what: "all" });
  } else {
    conversation.markRead();
  }
});
sitDown(persona());
