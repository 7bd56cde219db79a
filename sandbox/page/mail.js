/* Mail: the list of mails, and the one that is open. Only its plain words are shown, never its HTML. */

import { fullTime, listTime } from "./danish_time.js";
import { freshId, h, icon } from "./dom.js";
import { invitationCard, kindName } from "./invitation.js";
import { reconcile } from "./keyed.js";
import { showNotice } from "./notice.js";
import { act, ask } from "./server.js";
import { sandboxNow, world } from "./world.js";

const list = document.getElementById("inbox");
const reader = document.getElementById("letter");
const panel = document.getElementById("mail-panel");
const narrow = matchMedia("(max-width: 900px)");
const drafts = new Map(); // "persona/mail" -> what was half written
let open = "";
let turn = 0;

/** Shows the mails, and the one with this id; none when it is empty. */
export async function openMail(id) {
  const former = open;
  open = id;
  panel.classList.toggle("reading", Boolean(id));
  await refreshMail();
  if (id !== open || !narrow.matches) return;
  // Where only one of the two is shown, the keyboard follows.
  const row = list.querySelector(`[data-control="${CSS.escape(former)}"]`);
  (id ? reader : row)?.focus({ preventScroll: true });
}

/** Reads both again. What is being written stays. */
export async function refreshMail() {
  turn += 1;
  const mine = turn;
  const persona = world.me;
  const id = open;
  const [{ mails = [], ok, notice }, letter] = await Promise.all([
    ask("mails", { as: persona }),
    id ? ask("mail", { as: persona, id }) : null,
  ]);
  if (mine !== turn || persona !== world.me) return;
  if (!ok) return showNotice(notice);
  drawList(mails);
  drawLetter(letter, id);
  if (letter?.ok && !letter.is_read) await act("mail-read", { as: persona, id });
}

function drawList(mails) {
  if (!mails.length) {
    reconcile(list, [{ key: "none", build: () => h("p", { class: "empty-log" }, "Der er ingen mails endnu.") }]);
    return;
  }
  const items = mails.map((mail) => ({
    key: mail.id,
    print: JSON.stringify([mail, mail.id === open, listTime(mail.received, sandboxNow())]),
    build: () => row(mail),
  }));
  const fillIn = (rows) => {
    reconcile(rows, items);
    return rows;
  };
  reconcile(list, [{
    key: "mails",
    print: items.map(({ print }) => print).join(),
    build: () => fillIn(h("ul", { "aria-label": "Mails" })),
    update: fillIn,
  }]);
}

function row(mail) {
  const subject = mail.subject || "(uden emne)";
  return h("li", {}, h(
    "a",
    {
      href: `#mail/${encodeURIComponent(mail.id)}`,
      class: mail.is_read ? "mail-row" : "mail-row unread",
      "aria-current": mail.id === open ? "page" : null,
      data: { control: mail.id },
    },
    h("span", { class: "mail-from" }, !mail.is_read && h("span", { class: "sr-only" }, "Ulæst: "), mail.from_name),
    h("time", { dateTime: new Date(mail.received * 1000).toISOString(), title: fullTime(mail.received) }, listTime(mail.received, sandboxNow())),
    h("span", { class: "mail-subject" }, mail.kind && h("span", { class: "mail-kind" }, kindName(mail.kind)), subject),
    h("span", { class: "mail-preview" }, mail.preview),
  ));
}

function drawLetter(letter, id) {
  if (!id) {
    reconcile(reader, [{ key: "none", build: () => h("p", { class: "empty-log" }, "Vælg en mail for at læse den.") }]);
    return;
  }
  if (!letter?.ok) {
    reconcile(reader, [backItem(), { key: "gone", build: () => h("p", { class: "empty-log" }, letter?.notice ?? "Mailen findes ikke.") }]);
    return;
  }
  reconcile(reader, [
    backItem(),
    { key: `head/${id}`, print: JSON.stringify([letter.subject, letter.from_name]), build: () => head(letter) },
    ...cardItems(letter, id),
    { key: `text/${id}`, print: letter.text, build: () => words(letter) },
    { key: `reply/${world.me}/${id}`, build: () => replyForm(letter, id) },
  ]);
}

function backItem() {
  return { key: "back", build: () => h("a", { class: "back", href: "#mail" }, icon("back"), "Alle mails") };
}

function head(letter) {
  return h(
    "header",
    { class: "letter-head" },
    h("h3", {}, letter.subject || "(uden emne)"),
    h("p", {}, h("strong", {}, letter.from_name), letter.from_name !== letter.from_address && ` <${letter.from_address}>`),
    h("p", {}, `Til ${letter.to} · `, h("time", { dateTime: new Date(letter.received * 1000).toISOString() }, fullTime(letter.received))),
  );
}

function cardItems(letter, id) {
  const { invitation, trouble } = letter;
  if (invitation) {
    const answer = (chosen) => act("mail-answer", { as: world.me, id, answer: chosen });
    return [{ key: `card/${id}`, print: JSON.stringify(invitation), build: () => invitationCard(invitation, answer) }];
  }
  if (!trouble) return [];
  const said = `Kalenderdelen i mailen kan ikke læses som en invitation: ${trouble}`;
  return [{ key: `trouble/${id}`, print: trouble, build: () => h("p", { class: "problem" }, said) }];
}

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/* The words as they came, with addresses as links. */
function words(letter) {
  const parts = [];
  let end = 0;
  for (const found of letter.text.matchAll(ADDRESS)) {
    parts.push(letter.text.slice(end, found.index), h("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    end = found.index + found[0].length;
  }
  parts.push(letter.text.slice(end));
  return h(
    "div",
    { class: "letter-text" },
    letter.text ? h("div", { class: "letter-words" }, parts) : h("p", { class: "hint" }, "Mailen har ingen ren tekst."),
    letter.attachments.length > 0 && h("ul", { class: "chips", "aria-label": "Vedhæftet" },
      letter.attachments.map(({ name }) => h("li", { class: "chip attached" }, icon("attach"), name))),
  );
}

function replyForm(letter, id) {
  const draft = `${world.me}/${id}`;
  const field = h("textarea", { id: freshId("reply"), rows: 3, defaultValue: drafts.get(draft) ?? "", data: { control: "reply" } });
  const send = h("button", { type: "button", class: "button" }, icon("reply"), "Send svar");
  field.addEventListener("input", () => drafts.set(draft, field.value));
  send.addEventListener("click", async () => {
    if (!field.value.trim()) return field.focus();
    send.disabled = true;
    const answer = await act("mail-reply", { as: world.me, id, text: field.value });
    send.disabled = false;
    if (answer.ok) {
      field.value = "";
      drafts.delete(draft);
    }
    showNotice(answer.notice ?? answer.error);
  });
  return h(
    "div",
    { class: "letter-reply field" },
    h("label", { htmlFor: field.id }, `Svar til ${letter.reply_to}`),
    field,
    send,
  );
}
