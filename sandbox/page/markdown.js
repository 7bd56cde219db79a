/* The markdown block: ordinary Markdown, as much of it as Slack shows. */

import { withEmoji } from "./emoji.js";
import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

/** The text of a markdown block. */
export function markdown(text) {
  const root = h("div", { class: "markdown" });
  const lines = text.split("\n");
  let at = 0;
  while (at < lines.length) {
    const rule = RULES.find(({ opens }) => opens(lines[at], lines[at + 1]));
    const [node, used] = rule.build(lines.slice(at));
    if (node) root.append(node);
    at += used;
  }
  return root;
}

/* The first rule that opens on a line takes it, and says how many lines it used. */
const RULES = [
  { opens: (line) => !line.trim(), build: () => [null, 1] },
  { opens: (line) => /^\s*(```|~~~)/.test(line), build: fence },
  { opens: (line) => /^#{1,6}\s/.test(line), build: heading },
  { opens: (line) => /^\s*([-*_])(\s*\1){2,}\s*$/.test(line), build: () => [h("hr"), 1] },
  { opens: (line) => /^\s*>/.test(line), build: quote },
  { opens: (line) => ITEM.test(line), build: list },
  { opens: (line, next) => line.includes("|") && /^[\s|:-]+$/.test(next ?? "") && (next ?? "").includes("-"), build: table },
  { opens: () => true, build: paragraph },
];

function fence(lines) {
  const end = lines.findIndex((line, index) => index && /^\s*(```|~~~)\s*$/.test(line));
  const last = end < 0 ? lines.length : end;
  return [h("pre", {}, lines.slice(1, last).join("\n")), last + 1];
}

function heading([line]) {
  const [, marks, words] = /^(#+)\s+(.*?)\s*#*$/.exec(line);
  return [h(`h${Math.min(marks.length + 2, 6)}`, {}, inline(words)), 1];
}

function quote(lines) {
  const end = lines.findIndex((line) => !/^\s*>/.test(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  return [h("blockquote", {}, markdown(own.map((line) => line.replace(/^\s*> ?/, "")).join("\n"))), own.length];
}

function list(lines) {
  const [, indent, marker] = ITEM.exec(lines[0]);
  const root = h(/\d/.test(marker) ? "ol" : "ul");
  if (/\d/.test(marker)) root.start = Number.parseInt(marker, 10);
  let at = 0;
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    if (!found || found[1].length < indent.length) break;
    if (found[1].length > indent.length) {
      const [inner, used] = list(lines.slice(at));
      root.lastElementChild.append(inner);
      at += used;
    } else {
      root.append(h("li", {}, inline(found[3])));
      at += 1;
    }
  }
  return [root, at];
}

function table(lines) {
  const end = lines.findIndex((line) => !line.includes("|"));
  const rows = (end < 0 ? lines : lines.slice(0, end)).map(cells);
  const row = (own, tag) => h("tr", {}, own.map((cell) => h(tag, tag === "th" ? { scope: "col" } : {}, inline(cell))));
  const body = rows.slice(2).map((own) => row(own, "td"));
  return [h("div", { class: "table-frame" }, h("table", {}, h("thead", {}, row(rows[0], "th")), h("tbody", {}, body))), rows.length];
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function paragraph(lines) {
  const end = lines.findIndex((line, index) => index && RULES.slice(0, -1).some(({ opens }) => opens(line, lines[index + 1])));
  const own = end < 0 ? lines : lines.slice(0, end);
  return [h("p", {}, own.flatMap((line, index) => (index ? ["\n", ...inline(line)] : inline(line)))), own.length];
}

const MARKS = [
  [/^`([^`]+)`/, (found) => h("code", {}, found[1])],
  [/^!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/, (found) => link(found[2], withEmoji(found[1]))],
  [/^<(https?:[^>]+)>/, (found) => link(found[1], found[1])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?)]/, (found) => link(found[0], found[0])],
  [/^(\*\*|__)(?=\S)(.+?)(?<=\S)\1/, (found) => h("strong", {}, inline(found[2]))],
  [/^~~(?=\S)(.+?)~~/, (found) => h("s", {}, inline(found[1]))],
  [/^\*(?=\S)([^*]+?)(?<=\S)\*/, (found) => h("em", {}, inline(found[1]))],
  [/^_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}])/u, (found) => h("em", {}, inline(found[1]))],
  [/^\\([\\`*_{}[\]()#+.!~>|-])/, (found) => found[1]],
];

function inline(text) {
  const nodes = [];
  let words = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    // An underscore in the middle of a word is a letter like the others.
    const inWord = rest[0] === "_" && /[\p{L}\p{N}]$/u.test(text.slice(0, at));
    const hit = inWord ? null : MARKS.map(([pattern, build]) => [pattern.exec(rest), build]).find(([found]) => found);
    if (hit) {
      nodes.push(withEmoji(words), hit[1](hit[0]));
      words = "";
      at += hit[0][0].length;
    } else {
      words += text[at];
      at += 1;
    }
  }
  return [...nodes, withEmoji(words)].filter((node) => node !== "");
}
