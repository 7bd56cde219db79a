/* Makes elements. Text always becomes text nodes, so nothing people write is ever read as HTML. */

let counter = 0;

/** A new id, for labels and descriptions that point at each other. */
export function freshId(stem) {
  counter += 1;
  return `${stem}-${counter}`;
}

/**
 * An element. `on` holds listeners, `data` the data-* attributes; names with a hyphen and `role`, `for`
 * and the like become attributes, the rest properties. False, null and undefined are left out.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else if (name === "class") {
      node.className = value;
    } else if (name.includes("-") || !(name in node) || name === "list" || name === "role") {
      node.setAttribute(name, value === true ? "" : value);
    } else {
      node[name] = value;
    }
  }
  node.append(...kept(children));
  return node;
}

function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

const SVG = "http://www.w3.org/2000/svg";

/* Line drawings on a 20 x 20 field, all our own. */
const DRAWINGS = {
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3.5 3.5l13 6.5-13 6.5 2.2-6.5zM5.7 10h5.3",
  attach: "M14.5 9.5l-5 5a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-6 6a1 1 0 0 1-1.4-1.4l5-5",
  thread: "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z",
  edit: "M4 16l.7-3.2 8.6-8.6 2.5 2.5-8.6 8.6z",
  remove: "M4.5 6h11M8 6V4h4v2M6 6l.7 10h6.6L14 6M8.7 8.5v5M11.3 8.5v5",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  bolt: "M11 3L5 11h4l-1 6 6-8h-4z",
  lock: "M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  file: "M6 3h5l3.5 3.5V17H6zM11 3v3.5h3.5",
  down: "M10 4v8M6.5 9l3.5 3.5L13.5 9M4.5 16h11",
  eye: "M2.5 10s3-5 7.5-5 7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  settings: "M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l2.5 2",
  bookmark: "M6 3.5h8V17l-4-3.5L6 17z",
  mail: "M3 5h14v10H3zM3 5.5l7 5.5 7-5.5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  back: "M12 4.5L6.5 10l5.5 5.5",
  reply: "M8 5L3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5v1",
  place: "M10 17s5-5 5-9a5 5 0 0 0-10 0c0 4 5 9 5 9zM10 6.5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
  link: "M8.5 11.5l3-3M7 9L5 11a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7",
  person: "M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4.5 16.5a5.5 5.5 0 0 1 11 0",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8.5V16h9V8.5M8.5 16v-4h3v4",
};

/** A small picture that says nothing to a screen reader: the words stand beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows a picture and is called `label`. */
export function iconButton(drawing, label, onClick, props = {}) {
  const { class: extra = "", ...rest } = props;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, on: { click: onClick }, ...rest },
    icon(drawing),
  );
}

/** Waits until calls have stopped for `pause` milliseconds, then makes the last one. */
export function debounced(pause, call) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), pause);
  };
}
