/* What the page knows about the workspace, seen by the persona who sits at it. */

import { ask } from "./server.js";

/** `state` is the answer of /page/state; `me` the acting persona's id; `lead` how far sandbox time is ahead. */
export const world = { me: "", state: null, lead: 0 };

const listeners = new Set();

/** Calls `listener` each time the state has been read again. */
export function onWorldChange(listener) {
  listeners.add(listener);
}

let asked = 0;

/** Reads the state again and tells everyone who listens. Answers the server's reply. */
export async function refreshWorld() {
  asked += 1;
  const mine = asked;
  const state = await ask("state", { as: world.me || undefined });
  // Only the newest question counts: an older answer may have been overtaken on its way.
  if (state.lost || mine !== asked) return state;
  world.state = state;
  world.me = typeof state.me === "string" ? state.me : (state.me?.id ?? world.me);
  setClock(state.clock);
  for (const listener of listeners) listener();
  return state;
}

/** Follows the sandbox's clock from what the server said it was just now. */
export function setClock(clock) {
  if (clock?.iso) world.lead = Date.parse(clock.iso) / 1000 - Date.now() / 1000;
}

/** Sandbox time in seconds since 1970. */
export function sandboxNow() {
  return Date.now() / 1000 + world.lead;
}

/** The persona, the bot, or null. */
export function person(id) {
  if (!world.state) return null;
  if (world.state.bot && id === world.state.bot.id) return { ...world.state.bot, is_bot: true };
  return world.state.personas.find((one) => one.id === id) ?? null;
}

/** What people call a user; the id itself when nobody knows it. */
export function personName(id) {
  const found = person(id);
  return found ? (found.real_name ?? found.name) : id;
}

/** The conversation with this id, or null when the persona cannot see it. */
export function channel(id) {
  return world.state?.channels.find((one) => one.id === id) ?? null;
}

/** What the sidebar and the header call a conversation: the other person's name, or the channel's. */
export function channelTitle(one) {
  if (one.kind !== "im") return one.name;
  return one.with ? personName(typeof one.with === "string" ? one.with : one.with.id) : one.name;
}

/** The persona's direct messages with the app, or null. */
export function botChannel() {
  const bot = world.state?.bot?.id;
  const mine = world.state?.channels.filter((one) => one.kind === "im") ?? [];
  return mine.find((one) => (one.with?.id ?? one.with) === bot) ?? mine[0] ?? null;
}
