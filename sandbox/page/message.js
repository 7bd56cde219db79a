/* One message: who, when, what, and what one may do with it. */

import { blockItem } from "./blocks.js";
import { clockTime, fullTime } from "./danish_time.js";
import { h, icon, iconButton } from "./dom.js";
import { sharedFiles } from "./files.js";
import { reconcile } from "./keyed.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { surfaceOf } from "./surface.js";
import { person, personName, world } from "./world.js";

/**
 * A message as an item for `reconcile`. `seen` tells how it stands in the list: { grouped, editing, inThread },
 * `acts` what its buttons do: { openThread, edit, save, cancel, remove, shortcut }.
 */
export function messageItem(message, channel, seen, acts) {
  const draw = (article) => fill(article, message, channel, seen, acts);
  return {
    key: `message:${message.ts}`,
    print: JSON.stringify([message, seen]),
    build: () => draw(h("article", { data: { ts: message.ts }, tabIndex: -1 })),
    update: draw,
  };
}

function fill(article, message, channel, seen, acts) {
  article.className = ["message", seen.grouped && "grouped", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  article.setAttribute("aria-label", `${authorName(message)} kl. ${clockTime(Number(message.ts))}`);
  reconcile(article, [
    { key: "gutter", print: `${seen.grouped}`, build: () => gutter(message, seen) },
    { key: "main", build: () => h("div", { class: "main" }) },
    { key: "tools", print: JSON.stringify([message.text, seen, world.state.shortcuts]), build: () => tools(message, seen, acts) },
  ]);
  reconcile(article.querySelector(":scope > .main"), parts(message, channel, seen, acts));
  return article;
}

function parts(message, channel, seen, acts) {
  const { ts, edited, files = [], reply_count: replies = 0 } = message;
  const blocks = message.is_bot ? (message.blocks ?? []) : [];
  const surface = surfaceOf({ channel, ts });
  const edit = edited ? "yes" : "";
  const items = [];
  if (message.ephemeral) items.push({ key: "only-you", build: () => h("p", { class: "only-you" }, icon("eye"), "Kun synlig for dig") });
  if (!seen.grouped) items.push({ key: "head", print: authorName(message), build: () => head(message) });
  // A reply that the app also put into the conversation.
  if (message.thread_ts && !seen.inThread) items.push({ key: "answers", print: message.thread_ts, build: () => answersNote(message, acts) });
  if (seen.editing) {
    items.push({ key: "editor", build: () => editor(message, acts) });
  } else if (blocks.length) {
    items.push(...blocks.map((block, index) => blockItem(block, index, surface)));
    if (edited) items.push({ key: "edited", build: () => h("p", {}, editedMark()) });
  } else if (message.text) {
    items.push({ key: "text", print: message.text + edit, build: () => words(message) });
  }
  if (files.length) items.push({ key: "files", print: JSON.stringify(files), build: () => sharedFiles(files) });
  if (replies && !seen.inThread) {
    items.push({ key: "replies", print: String(replies), build: () => replyButton(message, acts) });
  }
  return items;
}

function authorName(message) {
  return person(message.user) ? personName(message.user) : (message.name ?? message.user);
}

/** The round picture of a person or the app. */
export function avatar(id) {
  const who = person(id);
  if (!who || who.is_bot) return h("span", { class: "avatar bot", "aria-hidden": "true" }, icon("thread"));
  const node = h("span", { class: "avatar", "aria-hidden": "true" }, who.initials);
  node.style.backgroundColor = who.colour;
  return node;
}

function gutter(message, seen) {
  const when = Number(message.ts);
  if (!seen.grouped) return h("div", { class: "gutter" }, avatar(message.user));
  return h("div", { class: "gutter" }, h("time", { dateTime: moment(when), title: fullTime(when) }, clockTime(when)));
}

const moment = (seconds) => new Date(seconds * 1000).toISOString();

function head(message) {
  const when = Number(message.ts);
  return h(
    "p",
    { class: "head" },
    h("strong", { class: "author" }, authorName(message)),
    message.is_bot && h("span", { class: "badge" }, "APP"),
    h("time", { dateTime: moment(when), title: fullTime(when) }, clockTime(when)),
  );
}

function words(message) {
  const node = h("div", { class: "mrkdwn" }, mrkdwn(message.text));
  if (message.edited) (node.querySelector(":scope > p:last-child") ?? node).append(" ", editedMark());
  return node;
}

function editedMark() {
  return h("small", { class: "edited" }, "(redigeret)");
}

function answersNote(message, acts) {
  const open = h("button", { type: "button", on: { click: () => acts.openThread(message.thread_ts) } }, "en tråd");
  return h("p", { class: "answers" }, "Svarede i ", open);
}

function replyButton(message, acts) {
  const count = message.reply_count;
  const label = count === 1 ? "1 svar" : `${count} svar`;
  return h("button", { type: "button", class: "replies", on: { click: () => acts.openThread(message.ts) } }, icon("thread"), label);
}

function tools(message, seen, acts) {
  const own = message.user === world.me && !message.is_bot && !message.ephemeral;
  const shortcuts = (world.state.shortcuts ?? []).filter((one) => one.type?.startsWith("message"));
  const shown = [];
  if (!seen.inThread && !message.ephemeral) shown.push(iconButton("thread", "Tråd", () => acts.openThread(message.thread_ts ?? message.ts)));
  if (own && message.text) shown.push(iconButton("edit", "Rediger besked", () => acts.edit(message.ts)));
  if (own) shown.push(iconButton("remove", "Slet besked", () => acts.remove(message)));
  if (shortcuts.length && !message.ephemeral) {
    const more = iconButton("more", "Genveje til beskeden", () =>
      openMenu(more, shortcuts.map((one) => ({ label: one.name, note: one.description, pick: () => acts.shortcut(one, message.ts) }))));
    more.setAttribute("aria-haspopup", "menu");
    shown.push(more);
  }
  return h("div", { class: "tools", hidden: !shown.length || seen.editing }, shown);
}

/* Mentions come as <@U…> and addresses as <https://…>; a person edits what they wrote. */
function typed(text) {
  return text
    .replace(/<@([UW]\w+)(?:\|[^>]*)?>/g, (_, id) => `@${personName(id)}`)
    .replace(/<(?:mailto:|https?:\/\/)?[^|>]+\|([^>]+)>/g, "$1")
    .replace(/<([^>]+)>/g, "$1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function editor(message, acts) {
  const field = h("textarea", { "aria-label": "Beskedens tekst", rows: 2, defaultValue: typed(message.text) });
  const save = () => (field.value.trim() ? acts.save(message.ts, field.value) : acts.remove(message));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") acts.cancel(message.ts);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return h(
    "div",
    { class: "editor" },
    field,
    h("div", { class: "editor-foot" },
      h("button", { type: "button", class: "button", on: { click: () => acts.cancel(message.ts) } }, "Fortryd ændring"),
      h("button", { type: "button", class: "button primary", on: { click: save } }, "Gem ændring")),
  );
}
