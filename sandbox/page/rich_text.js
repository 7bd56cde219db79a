/* The rich_text block: sections, lists, quotes and preformatted text. */

import { channelMention, dateMention, link, mention, plain } from "./mrkdwn.js";
import { emoji } from "./emoji.js";
import { h } from "./dom.js";
import { unknown } from "./unknown.js";

/** The elements of a rich_text block. */
export function richText(elements) {
  return h("div", { class: "rich-text" }, nested(elements));
}

/* An indented list comes as a list of its own after the one it belongs to. */
function nested(elements) {
  const nodes = [];
  for (const element of elements) {
    const node = container(element);
    const former = nodes.at(-1);
    const indent = element.type === "rich_text_list" ? (element.indent ?? 0) : 0;
    const home = indent && former?.matches?.("ul, ol") ? deepest(former, indent - 1) : null;
    if (home) home.append(node);
    else nodes.push(node);
  }
  return nodes;
}

function deepest(list, levels) {
  const item = list.lastElementChild;
  const inner = item?.querySelector(":scope > ul:last-child, :scope > ol:last-child");
  return levels > 0 && inner ? deepest(inner, levels - 1) : item;
}

function container(element) {
  const own = element.elements ?? [];
  switch (element.type) {
    case "rich_text_section":
      return h("p", {}, own.map(part));
    case "rich_text_list": {
      const items = own.map((item) => h("li", {}, (item.elements ?? []).map(part)));
      const ordered = element.style === "ordered";
      return h(ordered ? "ol" : "ul", ordered && element.offset ? { start: element.offset + 1 } : {}, items);
    }
    case "rich_text_quote":
      return h("blockquote", {}, own.map(part));
    case "rich_text_preformatted":
      return h("pre", {}, own.map(part));
    default:
      return unknown("tekstdel", element.type);
  }
}

function part(element) {
  switch (element.type) {
    case "text":
      return styled(element, plain(element.text));
    case "link":
      return styled(element, link(element.url, element.text ?? element.url));
    case "emoji":
      return element.unicode ? String.fromCodePoint(...points(element.unicode)) : emoji(element.name);
    case "user":
      return styled(element, mention(element.user_id));
    case "channel":
      return styled(element, channelMention(element.channel_id));
    case "broadcast":
      return h("span", { class: "mention loud" }, `@${element.range}`);
    case "usergroup":
      return h("span", { class: "mention" }, `@${element.usergroup_id}`);
    case "date":
      return styled(element, dateMention(`!date^${element.timestamp}^${element.format}`, element.fallback));
    case "color":
      return h("code", {}, element.value);
    default:
      return unknown("tekstdel", element.type);
  }
}

function points(unicode) {
  return unicode.split("-").map((point) => Number.parseInt(point, 16));
}

function styled({ style = {} }, content) {
  let node = content;
  for (const [name, tag] of [["code", "code"], ["strike", "s"], ["underline", "u"], ["italic", "em"], ["bold", "strong"]]) {
    if (style[name]) node = h(tag, {}, node);
  }
  return node;
}
