/* Slack's mrkdwn as elements: *bold* _italic_ ~strike~ `code`, quotes, lists, links, mentions and dates. */

import { sandboxNow, world, channel, person, personName } from "./world.js";
import { fullTime, slackDate } from "./danish_time.js";
import { withEmoji } from "./emoji.js";
import { h } from "./dom.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

/** The text of a message or a mrkdwn text object. `verbatim` leaves bare addresses alone. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const root = document.createDocumentFragment();
  text.split(/```\n?([\s\S]+?)\n?```/).forEach((piece, index) => {
    if (index % 2) root.append(h("pre", {}, unescaped(piece)));
    else if (piece) root.append(...lines(piece, verbatim, index > 0));
  });
  return root;
}

/** Plain text, with emoji unless `signs` is false. The stylesheet keeps its line breaks. */
export function plain(text, signs = true) {
  return signs ? withEmoji(text) : text;
}

/** The text object as elements. A bare string counts as plain text. */
export function textOf(object, { verbatim } = {}) {
  if (!object) return "";
  if (typeof object === "string") return plain(object);
  const { type, text = "" } = object;
  return type === "mrkdwn" ? mrkdwn(text, { verbatim: verbatim ?? object.verbatim }) : plain(text, object.emoji !== false);
}

function kindOf(line) {
  if (/^(&gt;|>)/.test(line)) return "quote";
  return /^\s*[•◦\-]\s+\S/.test(line) ? "list" : "text";
}

/* Neighbouring lines of one kind belong together. */
function lines(piece, verbatim, afterCode) {
  const groups = [];
  let rest = false; // after >>> everything is quoted
  for (const line of (afterCode ? piece.replace(/^\n/, "") : piece).split("\n")) {
    if (/^(&gt;|>){3}/.test(line)) rest = true;
    const kind = rest ? "quote" : kindOf(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map(({ kind, lines: own }) => {
    if (kind === "quote") {
      return h("blockquote", {}, joined(own.map((line) => line.replace(/^(&gt;|>){1,3} ?/, "")), verbatim));
    }
    if (kind === "list") {
      return h("ul", {}, own.map((line) => h("li", {}, inline(line.replace(/^\s*[•◦\-]\s+/, ""), verbatim))));
    }
    return paragraph(own, verbatim);
  });
}

/* An empty line at either end is space around the paragraph, beside a list or a quote. */
function paragraph(own, verbatim) {
  const first = own.findIndex((line) => line.trim());
  const last = own.findLastIndex((line) => line.trim());
  const gaps = [first > 0 || first < 0 ? "gap-before" : "", last < own.length - 1 ? "gap-after" : ""].join(" ").trim();
  return h("p", { class: gaps }, joined(own.slice(Math.max(first, 0), last + 1), verbatim));
}

function joined(own, verbatim) {
  return own.flatMap((line, index) => (index ? ["\n", ...inline(line, verbatim)] : inline(line, verbatim)));
}

const SPECIAL = /`([^`]+)`|<([^<>]+)>|(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"])/y;

/* One line: code, links and mentions first, then styles around whatever they hold. */
function inline(text, verbatim) {
  // Markers inside code and links must not open or close a style.
  const masked = text.replace(/`[^`]+`|<[^<>]+>|https?:\/\/\S+/g, (whole) => "\u0001".repeat(whole.length));
  const nodes = [];
  let words = "";
  const flush = () => {
    if (words) nodes.push(withEmoji(unescaped(words)));
    words = "";
  };
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    const close = found ? -1 : closing(masked, at);
    if (found && !(found[3] && verbatim)) {
      flush();
      if (found[1]) nodes.push(h("code", {}, unescaped(found[1])));
      else nodes.push(found[2] ? reference(found[2]) : link(found[3], unescaped(found[3])));
      at += found[0].length;
    } else if (close > 0) {
      flush();
      nodes.push(h(STYLES[text[at]], {}, inline(text.slice(at + 1, close), verbatim)));
      at = close + 1;
    } else {
      words += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function closing(masked, at) {
  const marker = masked[at];
  if (!STYLES[marker] || (at && WORD.test(masked[at - 1]))) return -1;
  if (!masked[at + 1] || /\s/.test(masked[at + 1]) || masked[at + 1] === marker) return -1;
  for (let end = at + 2; end < masked.length; end += 1) {
    if (masked[end] !== marker || /\s/.test(masked[end - 1])) continue;
    if (!masked[end + 1] || !WORD.test(masked[end + 1])) return end;
  }
  return -1;
}

/* What stands between < and >. */
function reference(inner) {
  const [target, ...rest] = inner.split("|");
  const label = rest.length ? withEmoji(unescaped(rest.join("|"))) : null;
  if (/^@[UW]/.test(target)) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) return dateMention(target, label);
  if (target.startsWith("!")) {
    const name = target.slice(1).split("^")[0];
    const words = label ?? { here: "@her", channel: "@kanal", everyone: "@alle" }[name] ?? `@${name}`;
    return h("span", { class: "mention loud" }, words.startsWith("@") ? words : `@${words}`);
  }
  return link(unescaped(target), label ?? unescaped(target).replace(/^mailto:|^tel:/, ""));
}

/** A link that opens beside the page; an address of any other kind stays plain words. */
export function link(address, words) {
  if (!SAFE_LINK.test(address)) return h("span", {}, words);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

/** @Somebody */
export function mention(id, label = null) {
  const name = person(id) ? personName(id) : (label ?? id);
  return h("span", { class: id === world.me ? "mention me" : "mention" }, `@${name.replace(/^@/, "")}`);
}

/** #some-channel, a link when the persona can open it. */
export function channelMention(id, label = null) {
  const found = channel(id);
  const name = found?.name ?? label ?? id;
  return found ? h("a", { class: "mention", href: `#${id}` }, `#${name}`) : h("span", { class: "mention" }, `#${name}`);
}

/** A moment in Slack's own date format. */
export function dateMention(target, label) {
  const [, stamp, format = "{date_long}", address] = target.split("^");
  const seconds = Number(stamp);
  if (!Number.isFinite(seconds)) return h("span", {}, label ?? target);
  const words = slackDate(seconds, unescaped(format), sandboxNow());
  const moment = new Date(seconds * 1000).toISOString();
  const time = h("time", { dateTime: moment, title: fullTime(seconds) }, words);
  return address ? h("span", {}, link(unescaped(address), words)) : time;
}

/** The three signs that Slack writes in another way, as people write them. */
function unescaped(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
