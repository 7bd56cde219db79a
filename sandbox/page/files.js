/* Files: reading those a person picks, and showing those that were shared. */

import { h, icon, iconButton } from "./dom.js";
import { showNotice } from "./notice.js";
import { act } from "./server.js";
import { world } from "./world.js";

/** { name, mimetype, content_base64 } of a file from the person's own machine. */
export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const [, content] = reader.result.split(",", 2);
      resolve({ name: file.name, mimetype: file.type || "application/octet-stream", content_base64: content ?? "" });
    };
    reader.readAsDataURL(file);
  });
}

/** A list of picked files, each with a button that takes it away. */
export function pickedList(files, remove) {
  return files.map((file) =>
    h("li", { class: "chip" }, icon("file"), h("span", {}, file.name), iconButton("close", `Fjern ${file.name}`, () => remove(file))),
  );
}

/** The files of a message: a card with a link each, a picture where it is one, and a way into the calendar. */
export function sharedFiles(files) {
  return h("ul", { class: "files", "aria-label": "Filer" }, files.map((file) => h("li", {}, card(file), calendarButton(file))));
}

function calendarButton(file) {
  if (file.mimetype !== "text/calendar") return null;
  const open = async () => {
    const answer = await act("calendar-file", { as: world.me, file: file.id });
    showNotice(answer.notice ?? answer.error);
  };
  return h("button", { type: "button", class: "button into-calendar", on: { click: open } }, icon("calendar"), "Åbn i kalenderen");
}

function card(file) {
  const name = file.name ?? file.title ?? "fil";
  const address = localAddress(file, name);
  const picture = (file.mimetype ?? "").startsWith("image/");
  return h(
    "a",
    { class: "file", href: address, download: name, "aria-label": `Hent ${name}` },
    picture ? h("img", { src: address, alt: file.alt_txt ?? "" }) : icon("file"),
    h("span", { class: "file-words" }, h("strong", {}, file.title || name), h("small", {}, described(file, name))),
    icon("down"),
  );
}

/* An app is told the whole address; the page stays with the server it came from. */
function localAddress(file, name) {
  const given = file.url ?? file.url_private;
  if (!given) return `/files/${encodeURIComponent(file.id)}/${encodeURIComponent(name)}`;
  const { pathname, search } = new URL(given, location.href);
  return pathname + search;
}

function described({ size, title }, name) {
  const kind = name.includes(".") ? name.split(".").at(-1).toUpperCase() : "Fil";
  const length = typeof size === "number" ? ` · ${sized(size)}` : "";
  return `${title && title !== name ? name : kind}${length}`;
}

function sized(bytes) {
  const words = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 1 });
  if (bytes < 1000) return `${bytes} byte`;
  return bytes < 1_000_000 ? `${words.format(bytes / 1000)} kB` : `${words.format(bytes / 1_000_000)} MB`;
}
