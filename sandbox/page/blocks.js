/* Block Kit blocks as elements. What one block holds is built here; its controls are in controls.js. */

import { control } from "./controls.js";
import { h } from "./dom.js";
import { inputBlock } from "./input_block.js";
import { reconcile } from "./keyed.js";
import { markdown } from "./markdown.js";
import { textOf } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { unknown } from "./unknown.js";

/** Shows `blocks` in `parent`. A block that did not change keeps its elements and what was typed in them. */
export function showBlocks(parent, blocks, surface) {
  reconcile(parent, blocks.map((block, index) => blockItem(block, index, surface)));
}

/** One block as an item for `reconcile`. */
export function blockItem(block, index, surface) {
  const id = block.block_id ?? `blok-${index}`;
  return {
    key: `block:${id}`,
    print: JSON.stringify(block),
    build: () => h("div", { class: `block block-${block.type}`, data: { block: id } }, content(block, id, surface)),
  };
}

function content(block, id, surface) {
  switch (block.type) {
    case "section":
      return section(block, id, surface);
    case "header":
      return h("h3", {}, textOf(block.text));
    case "divider":
      return h("hr");
    case "context":
      return block.elements.map(contextPart);
    case "image":
      return picture(block);
    case "actions":
      return block.elements.map((element) => element && control(element, surface.place(id, element)).node);
    case "input":
      return inputBlock(block, id, surface);
    case "rich_text":
      return richText(block.elements);
    case "table":
      return table(block);
    case "markdown":
      return markdown(block.text);
    default:
      return unknown("blok", block.type);
  }
}

function section(block, id, surface) {
  const words = h("div", { class: "section-words" }, block.text && h("div", { class: "mrkdwn" }, textOf(block.text)));
  if (block.fields) words.append(h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "mrkdwn" }, textOf(field)))));
  const { accessory } = block;
  if (!accessory) return words;
  if (accessory.type === "image") return [words, thumbnail(accessory)];
  const place = surface.place(id, accessory, { name: words.textContent.trim().slice(0, 80) });
  return [words, h("div", { class: "accessory" }, control(accessory, place).node)];
}

function contextPart(element) {
  if (element.type === "image") return h("img", { src: source(element), alt: element.alt_text, width: 20, height: 20 });
  return h("div", { class: "mrkdwn" }, textOf(element));
}

function thumbnail(element) {
  return h("img", { class: "thumbnail", src: source(element), alt: element.alt_text });
}

function picture(block) {
  return h(
    "figure",
    {},
    block.title && h("figcaption", {}, textOf(block.title)),
    h("img", { src: source(block), alt: block.alt_text, loading: "lazy" }),
  );
}

function source({ image_url: url, slack_file: file }) {
  return url ?? file?.url ?? (file?.id ? `/files/${file.id}/billede` : "");
}
