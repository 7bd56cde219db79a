/* The file_input element. */

import { pickedList, readFile } from "./files.js";
import { h } from "./dom.js";

/** Up to `max_files` files of the given types. */
export function fileField(element, place) {
  const most = element.max_files ?? 10;
  const types = element.filetypes?.map((type) => `.${type}`);
  let files = place.former()?.files ?? [];
  const list = h("ul", { class: "chips" });
  const input = h("input", {
    type: "file", multiple: most > 1, accept: types?.join(","), "aria-label": "Vælg filer",
    on: { change: () => take([...input.files]) },
  });
  const state = () => ({ type: element.type, files });

  function show() {
    list.replaceChildren(...pickedList(files, (file) => settle(files.filter((one) => one !== file))));
    list.hidden = !files.length;
  }
  function settle(next) {
    files = next;
    show();
    place.changed(state());
  }
  async function take(picked) {
    const read = await Promise.all(picked.map(readFile));
    input.value = "";
    settle(most === 1 ? read : [...files, ...read]);
  }
  function check(optional) {
    if (files.length > most) return `Vælg højst ${most} filer.`;
    const wrong = types && files.find(({ name }) => !types.some((type) => name.toLowerCase().endsWith(type)));
    if (wrong) return `${wrong.name} er ikke en af de filtyper, der kan bruges her (${types.join(", ")}).`;
    return optional || files.length ? null : "Vælg en fil.";
  }
  show();
  return { node: h("div", { class: "field file-field" }, input, list), input, state, check };
}
