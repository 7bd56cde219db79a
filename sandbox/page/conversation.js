/* The middle of the page: the open conversation, the App Home, mail or calendar, and the thread beside it. */

import { refreshCalendar } from "./calendar.js";
import { Composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { refreshHome, tellHome } from "./home.js";
import { reconcile } from "./keyed.js";
import { openMail } from "./mail.js";
import { MessageList } from "./message_list.js";
import { link } from "./mrkdwn.js";
import { clearNotice, showNotice } from "./notice.js";
import { act } from "./server.js";
import { markCurrent } from "./sidebar.js";
import { botChannel, channel, channelTitle, onWorldChange, refreshWorld, world } from "./world.js";

const byId = (id) => document.getElementById(id);
const roomy = matchMedia("(min-width: 900px) and (hover: hover)");

const PLACES = { home: "home-panel", mail: "mail-panel", calendar: "calendar-panel" };

/** What the person looks at: `at` is a channel's id, "home", "calendar", "mail", or "mail/" and the mail's id. */
export class Conversation {
  constructor() {
    this.at = "";
    this.list = new MessageList(byId("log"), {
      onThread: (ts) => this.openThread(ts),
      onLoaded: () => this.markRead(),
      empty: "Her er ingen beskeder endnu.",
    });
    this.composer = new Composer(byId("composer"), {
      label: "Skriv en besked",
      onSent: () => this.list.refresh(),
      onEditNewest: () => this.list.editNewest(),
    });
    this.threadList = new MessageList(byId("thread-log"));
    this.threadComposer = new Composer(byId("thread-composer"), {
      label: "Svar i tråd",
      commands: false,
      onSent: () => this.refresh(),
      onEditNewest: () => this.threadList.editNewest(),
    });
    byId("thread").querySelector("header").append(iconButton("close", "Luk tråd", () => this.closeThread()));
    byId("thread").addEventListener("keydown", (event) => event.key === "Escape" && this.closeThread());
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault();
      const panel = byId(PLACES[this.place] ?? "messages-panel");
      const first = panel.querySelector("a[href], button, input, summary");
      (this.place in PLACES ? first : this.composer.field)?.focus();
    });
    this.tabs = [byId("tab-home"), byId("tab-messages")];
    this.tabs[0].addEventListener("click", () => this.turn("home"));
    this.tabs[1].addEventListener("click", () => this.turn(botChannel()?.id));
    byId("tabs").addEventListener("keydown", (event) => this.tabKey(event));
    onWorldChange(() => {
      if (!this.at) return;
      if (!this.knows(this.at)) return this.turn(botChannel()?.id ?? "home"); // left in another window
      this.drawHead();
      this.markRead(); // what arrives where one is looking is not unread
    });
  }

  turn(place) {
    if (place) location.hash = place;
  }

  tabKey(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = this.tabs[1 - this.tabs.indexOf(document.activeElement)];
    other.focus();
    other.click();
  }

  /** The channel, or the place without what is open in it. */
  get place() {
    return placeOf(this.at);
  }

  /** Whether the persona can look there. */
  knows(at) {
    return placeOf(at) in PLACES || channel(at) !== null;
  }

  /** Shows a channel or one of the other places. One that the persona cannot see is not turned to. */
  async go(at) {
    if (at === this.at || !this.knows(at)) return;
    clearNotice();
    this.at = at;
    this.closeThread(false);
    this.drawHead();
    markCurrent(this.place);
    for (const [name, panel] of Object.entries(PLACES)) byId(panel).hidden = name !== this.place;
    byId("messages-panel").hidden = this.place in PLACES;
    if (!(this.place in PLACES)) return this.openChannel(at);
    this.list.close();
    if (this.place === "mail") return openMail(at.slice("mail/".length));
    if (this.place === "calendar") return refreshCalendar();
    await refreshHome();
    await tellHome("home");
  }

  async openChannel(place) {
    const one = channel(place);
    this.composer.turnTo({ channel: place }, one.kind === "im" ? `Skriv til ${channelTitle(one)}` : `Skriv i #${one.name}`);
    if (roomy.matches && !byId("tabs").contains(document.activeElement)) this.composer.field.focus();
    await this.list.open(place, null, one.unread);
    if (this.at === place && botChannel()?.id === place) await tellHome("messages");
  }

  /** Forgets everything that belongs to the persona who leaves. */
  leave() {
    this.composer.keepDraft();
    this.threadComposer.keepDraft();
    this.closeThread(false);
    this.list.close();
    this.at = "";
  }

  drawHead() {
    const bot = botChannel();
    const one = channel(this.at);
    const app = this.at === "home" || (bot && this.at === bot.id);
    byId("conversation-title").textContent = this.title(one, app ? bot : null);
    byId("conversation-title").classList.toggle("private", one?.kind === "private");
    byId("conversation-topic").textContent = this.place === "mail" ? world.state.mail.address : (one?.topic ?? "");
    byId("tabs").hidden = !app;
    this.tabs.forEach((tab, index) => {
      const selected = (index === 0) === (this.at === "home");
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
    });
    this.tabs[0].classList.toggle("unread", Boolean(world.state.home_unread) && this.at !== "home");
    for (const [panel, tab] of [["home-panel", "tab-home"], ["messages-panel", "tab-messages"]]) {
      if (app) byId(panel).setAttribute("aria-labelledby", tab);
      else byId(panel).removeAttribute("aria-labelledby");
      if (app) byId(panel).setAttribute("role", "tabpanel");
      else byId(panel).removeAttribute("role");
    }
    this.drawBookmarks(one?.bookmarks ?? []);
    this.drawJoin(one);
  }

  title(one, bot) {
    if (this.place === "mail") return "Mail";
    if (this.place === "calendar") return "Min kalender";
    if (!one || bot) return bot ? channelTitle(bot) : "Sammen";
    return `${one.kind === "private" ? "" : "#"}${one.name}`;
  }

  drawBookmarks(bookmarks) {
    const list = byId("bookmarks");
    list.hidden = !bookmarks.length;
    const item = ({ title, link: address }) => {
      const shown = link(address, title);
      shown.prepend(icon("bookmark"));
      return h("li", {}, shown);
    };
    reconcile(list, bookmarks.map((one) => ({ key: one.link, print: one.title, build: () => item(one) })));
  }

  /* A channel one has not joined can be read, as in Slack, but not written in. */
  drawJoin(one) {
    const outside = one?.is_member === false;
    byId("composer").hidden = outside;
    byId("join").hidden = !outside;
    if (!outside || byId("join").dataset.channel === one.id) return;
    byId("join").dataset.channel = one.id;
    byId("join").replaceChildren(
      h("p", {}, `Du er ikke med i #${one.name}.`),
      h("button", { type: "button", class: "button primary", on: { click: () => this.join(one.id) } }, "Deltag i kanalen"),
    );
  }

  async join(id) {
    const answer = await act("join", { as: world.me, channel: id });
    if (!answer.ok) showNotice(answer.notice ?? answer.error);
    byId("join").dataset.channel = "";
    await refreshWorld();
    await this.refresh();
  }

  /** Says whether news in this channel is news here. */
  shows(id) {
    return !(this.place in PLACES) && (!id || id === this.at);
  }

  async refresh() {
    await Promise.all([this.list.refresh(), this.threadList.refresh()]);
  }

  async openThread(ts) {
    const aside = byId("thread");
    this.threadOpener = document.activeElement;
    aside.hidden = false;
    document.body.classList.add("thread-open");
    byId("thread-of").textContent = byId("conversation-title").textContent;
    this.threadComposer.turnTo({ channel: this.at, thread_ts: ts }, "Skriv et svar");
    this.threadComposer.field.focus({ preventScroll: true });
    await this.threadList.open(this.at, ts);
  }

  closeThread(back = true) {
    const aside = byId("thread");
    if (aside.hidden) return;
    this.threadComposer.keepDraft();
    this.threadList.close();
    aside.hidden = true;
    document.body.classList.remove("thread-open");
    const home = this.threadOpener?.isConnected ? this.threadOpener : this.composer.field;
    if (back) home.focus({ preventScroll: true });
  }

  /** What is on the screen has been read, if somebody is looking. */
  async markRead() {
    const one = channel(this.at);
    if (!one?.unread || document.hidden) return;
    one.unread = 0; // said once is enough; the next state tells the truth
    const done = await act("read", { as: world.me, channel: this.at });
    if (done?.ok) await refreshWorld();
  }
}

const placeOf = (at) => at.split("/", 1)[0];
