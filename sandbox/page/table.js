/* The table block. Its first row holds the headings. */

import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { unknown } from "./unknown.js";

/** The rows, in a frame that scrolls sideways by itself on a narrow screen. */
export function table({ rows = [], column_settings: columns = [] }) {
  const [head = [], ...body] = rows;
  const row = (cells, tag) => h("tr", {}, cells.map((cell, index) => framed(cell, tag, columns[index] ?? {})));
  return h(
    "div",
    { class: "table-frame", tabIndex: 0, role: "group", "aria-label": "Tabel" },
    h("table", {}, h("thead", {}, row(head, "th")), h("tbody", {}, body.map((cells) => row(cells, "td")))),
  );
}

function framed(cell, tag, { align = "left", is_wrapped: wraps = false }) {
  const props = { class: `align-${align} ${wraps ? "wraps" : ""}`.trim() };
  return h(tag, tag === "th" ? { ...props, scope: "col" } : props, content(cell));
}

function content(cell) {
  switch (cell?.type) {
    case "raw_text":
      return plain(cell.text, false);
    case "raw_number":
      return cell.text ?? new Intl.NumberFormat("da-DK").format(cell.value ?? cell.number);
    case "rich_text":
      return richText(cell.elements);
    default:
      return cell ? unknown("celle", cell.type) : "";
  }
}
