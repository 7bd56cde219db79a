/* The messages of a conversation or a thread, kept in step with the server without losing one's place. */

import { confirmed } from "./confirm.js";
import { dayKey, longDate } from "./danish_time.js";
import { h } from "./dom.js";
import { reconcile } from "./keyed.js";
import { messageItem } from "./message.js";
import { clearNotice, showNotice } from "./notice.js";
import { act, ask } from "./server.js";
import { world } from "./world.js";

const TOGETHER = 300; // seconds within which one person's messages share a heading
const NEAR = 80; // so many pixels from the end still counts as being there

/** One list in one log element. `onThread(ts)` opens a thread; `onLoaded(messages)` is told what came. */
export class MessageList {
  constructor(log, { onThread = () => {}, onLoaded = () => {}, empty = "" } = {}) {
    Object.assign(this, { log, onThread, onLoaded, empty });
    this.more = h("button", { type: "button", class: "more-below", hidden: true, on: { click: () => this.toEnd() } }, "Nye beskeder");
    log.after(this.more);
    this.atEnd = true;
    this.close();
    log.addEventListener("scroll", () => {
      this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
      if (this.atEnd) this.more.hidden = true;
    });
    // A picture that arrives late, or a phone's keyboard, must not push the newest message out of sight.
    const steady = new ResizeObserver(() => this.atEnd && this.toEnd());
    steady.observe(log);
    log.addEventListener("load", () => this.atEnd && this.toEnd(), true);
  }

  /** Shows another conversation, or another thread of one. `unread` newest messages are marked as new. */
  async open(channel, thread = null, unread = 0) {
    this.close();
    Object.assign(this, { channel, thread, unread });
    this.log.setAttribute("aria-busy", "true");
    await this.refresh();
    this.log.removeAttribute("aria-busy");
  }

  close() {
    Object.assign(this, { channel: null, thread: null, unread: 0, newFrom: null, messages: null, turn: (this.turn ?? 0) + 1 });
    this.editing = new Set();
    this.log.replaceChildren();
    this.more.hidden = true;
    this.atEnd = true;
  }

  /** Reads the messages again. An answer for a conversation one has left is dropped. */
  async refresh() {
    if (!this.channel) return;
    this.turn += 1;
    const mine = this.turn;
    const answer = await ask("messages", { as: world.me, channel: this.channel, thread: this.thread });
    if (mine !== this.turn) return;
    if (!answer.ok || !answer.messages) {
      showNotice(answer.notice ?? answer.error);
      return;
    }
    const known = this.messages ? new Set(this.messages.map(({ ts }) => ts)) : null;
    this.messages = answer.messages;
    if (!known && this.unread) this.newFrom = this.messages.at(-this.unread)?.ts ?? null;
    const fresh = known ? this.messages.filter(({ ts }) => !known.has(ts)) : [];
    this.draw();
    if (this.atEnd || !known || fresh.some(({ user }) => user === world.me)) this.toEnd();
    else if (fresh.length) this.more.hidden = false;
    this.onLoaded(this.messages);
  }

  draw() {
    const items = [];
    let former = null;
    for (const message of this.messages) {
      const when = Number(message.ts);
      const newDay = !former || dayKey(Number(former.ts)) !== dayKey(when);
      if (newDay && !this.thread) items.push(divider("day", longDate(when)));
      if (message.ts === this.newFrom) items.push(divider("new", "Nye"));
      const grouped = !newDay && message.ts !== this.newFrom && former.user === message.user
        && !former.ephemeral === !message.ephemeral && when - Number(former.ts) < TOGETHER;
      const seen = { grouped, editing: this.editing.has(message.ts), inThread: Boolean(this.thread) };
      items.push(messageItem(message, this.channel, seen, this.acts()));
      former = message;
    }
    if (!items.length && this.empty) items.push({ key: "empty", build: () => h("p", { class: "empty-log" }, this.empty) });
    reconcile(this.log, items);
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.more.hidden = true;
    this.atEnd = true;
  }

  /** Opens the person's own newest message for editing; says whether there was one. */
  editNewest() {
    const own = this.messages?.findLast(({ user, is_bot: bot, ephemeral, text }) => user === world.me && !bot && !ephemeral && text);
    if (own) this.edit(own.ts, true);
    return Boolean(own);
  }

  edit(ts, yes) {
    if (yes) this.editing.add(ts);
    else this.editing.delete(ts);
    this.draw();
    const article = this.log.querySelector(`[data-ts="${ts}"]`);
    const field = article?.querySelector("textarea");
    field?.focus();
    article?.scrollIntoView({ block: "nearest" });
    field?.setSelectionRange(field.value.length, field.value.length);
    if (!yes) article?.focus({ preventScroll: true });
  }

  acts() {
    return {
      openThread: this.onThread,
      edit: (ts) => this.edit(ts, true),
      cancel: (ts) => this.edit(ts, false),
      save: async (ts, text) => {
        const answer = await this.send("edit", { ts, text });
        if (answer.ok) this.edit(ts, false);
      },
      remove: async ({ ts }) => {
        const sure = await confirmed({
          title: "Slet beskeden?", text: "Den forsvinder for alle, og det kan ikke fortrydes.", confirm: "Slet", deny: "Behold", style: "danger",
        });
        if (sure) await this.send("delete", { ts });
      },
      shortcut: (one, ts) => this.send("shortcut", { callback_id: one.callback_id, ts }),
    };
  }

  async send(path, body) {
    const answer = await act(path, { as: world.me, channel: this.channel, ...body });
    if (answer.ok) clearNotice();
    else showNotice(answer.notice ?? answer.error);
    await this.refresh();
    return answer;
  }
}

function divider(name, words) {
  return { key: `${name}:${words}`, build: () => h("div", { class: `divider ${name}`, role: "separator", "aria-label": words }, h("span", {}, words)) };
}
