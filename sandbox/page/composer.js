/* Where one writes: Enter sends, Shift+Enter makes a new line, / shows the commands. */

import { pickedList, readFile } from "./files.js";
import { h, icon, iconButton } from "./dom.js";
import { Listbox } from "./listbox.js";
import { openMenu } from "./menu.js";
import { clearNotice, showNotice } from "./notice.js";
import { act } from "./server.js";
import { world } from "./world.js";

const drafts = new Map(); // what stands unsent in each conversation

/** One composer. `onSent` is called when something was sent, `onEditNewest` for ArrowUp in an empty field. */
export class Composer {
  constructor(root, { label, onSent, onEditNewest = () => false, commands = true }) {
    Object.assign(this, { root, onSent, onEditNewest, commands });
    this.target = null;
    this.files = [];
    this.field = h("textarea", { "aria-label": label, rows: 1, autocomplete: "off" });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Filer til beskeden" });
    this.picked = h("ul", { class: "chips", hidden: true, "aria-label": "Vedhæftede filer" });
    this.sender = h("button", { type: "submit", class: "send", "aria-label": "Send besked", title: "Send (Enter)" }, icon("send"));
    this.tools = h("div", { class: "composer-tools" }, iconButton("attach", "Vedhæft fil", () => this.picker.click()), this.picker);
    this.frame = h("div", { class: "composer-frame" }, this.field, this.picked,
      h("div", { class: "composer-foot" }, this.tools, h("span", { class: "keys", "aria-hidden": "true" }, "Shift + Enter giver ny linje"), this.sender));
    if (commands) this.addCommands();
    root.replaceChildren(h("form", { on: { submit: (event) => { event.preventDefault(); this.send(); } } }, this.frame));
    this.listen();
  }

  addCommands() {
    this.list = new Listbox(this.field, { label: "Kommandoer", anchor: this.frame, above: true, pick: (item) => this.complete(item) });
    const open = iconButton("bolt", "Genveje og kommandoer", () => openMenu(open, this.shortcuts()), { "aria-haspopup": "menu" });
    this.tools.append(open);
  }

  listen() {
    this.field.addEventListener("input", () => { this.grow(); this.suggest(); });
    this.field.addEventListener("blur", () => this.list?.hide());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("paste", (event) => event.clipboardData.files.length && this.attach([...event.clipboardData.files]));
    this.picker.addEventListener("change", () => { this.attach([...this.picker.files]); this.picker.value = ""; });
  }

  /** Turns to a conversation ({ channel, thread_ts? }) and shows what stood unsent there. */
  turnTo(target, placeholder) {
    this.keepDraft();
    this.target = target;
    const draft = drafts.get(this.draftKey()) ?? { text: "", files: [] };
    this.field.value = draft.text;
    this.field.placeholder = placeholder;
    this.files = draft.files;
    this.showFiles();
    this.grow();
    this.list?.hide();
  }

  keepDraft() {
    if (this.target) drafts.set(this.target.key, { text: this.field.value, files: this.files });
  }

  draftKey() {
    this.target.key = [world.me, this.target.channel, this.target.thread_ts ?? ""].join("/");
    return this.target.key;
  }

  key(event) {
    if (event.isComposing || this.list?.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value && this.onEditNewest()) {
      event.preventDefault();
    }
  }

  /* Only while the command itself is being written: its words are the person's own. */
  suggest() {
    if (!this.list) return;
    const word = /^\/\S*$/.exec(this.field.value)?.[0].toLowerCase();
    const fitting = word ? world.state.commands.filter(({ command }) => command.startsWith(word)) : [];
    if (!fitting.length || fitting[0].command === word) {
      this.list.hide();
      return;
    }
    this.list.show(fitting.map(({ command, description, usage_hint: hint }) => ({
      label: command, note: [hint, description].filter(Boolean).join(" · "), command,
    })));
  }

  complete({ command }) {
    this.list.hide();
    this.field.value = `${command} `;
    this.field.focus();
  }

  shortcuts() {
    const acts = (world.state.shortcuts ?? []).filter((one) => !one.type?.startsWith("message")).map((one) => ({
      label: one.name, note: one.description, pick: () => this.tell("shortcut", { callback_id: one.callback_id }),
    }));
    const commands = world.state.commands.map((one) => ({ label: one.command, note: one.description, pick: () => { this.complete(one); } }));
    return [...acts, ...commands];
  }

  async attach(files) {
    this.files = [...this.files, ...(await Promise.all(files.map(readFile)))];
    this.showFiles();
    this.field.focus();
  }

  showFiles() {
    this.picked.hidden = !this.files.length;
    this.picked.replaceChildren(...pickedList(this.files, (file) => {
      this.files = this.files.filter((one) => one !== file);
      this.showFiles();
      this.field.focus();
    }));
  }

  /* The field is as high as its text, to a limit set in the stylesheet. */
  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    this.sender.classList.toggle("ready", Boolean(this.field.value.trim() || this.files.length));
  }

  async send() {
    const { field, files, target } = this;
    const text = field.value;
    if (!target || (!text.trim() && !files.length)) return;
    field.value = "";
    this.files = [];
    this.showFiles();
    this.grow();
    const answer = text.startsWith("/") && this.commands ? await this.sendCommand(text) : await this.tell("message", {
      text, thread_ts: target.thread_ts, files: files.length ? files : undefined,
    });
    // Nothing that was written may be lost; but what was written since stays too.
    if (!answer.ok && this.target === target && !field.value) {
      field.value = text;
      this.files = files;
      this.showFiles();
      this.grow();
    }
  }

  sendCommand(line) {
    const [command] = line.trim().split(/\s+/);
    if (world.state.commands.some((one) => one.command === command)) {
      return this.tell("command", { command, text: line.trim().slice(command.length).trim() });
    }
    showNotice(`${command} er ikke en kommando her. Skriv / for at se dem, der findes.`);
    return Promise.resolve({ ok: false });
  }

  async tell(path, body) {
    const answer = await act(path, { as: world.me, channel: this.target.channel, ...body });
    if (answer.ok && !answer.notice) clearNotice();
    else showNotice(answer.notice ?? answer.error);
    this.onSent(answer);
    return answer;
  }
}
