/* Brings a list of children in step with a list of items and leaves alone what did not change, so that
   scroll, focus and half-typed text survive a refresh. */

const REACHABLE = "a[href], input, textarea, button";
const shown = new WeakMap(); // element -> { key, print }

/**
 * Each item is { key, print, build, update? }. An element is kept when key and print are the same, brought
 * up to date by `update(element)` when only the key is, and otherwise built anew.
 */
export function reconcile(parent, items) {
  const former = new Map();
  for (const child of parent.children) {
    const mark = shown.get(child);
    if (mark) former.set(mark.key, child);
  }
  const wanted = items.map((item) => settled(item, former.get(item.key)));
  const living = new Set(wanted);
  for (const child of former.values()) if (!living.has(child)) child.remove();

  let next = parent.firstElementChild;
  for (const element of wanted) {
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      // Moving an element takes its focus away, so only those that are out of place are moved.
      parent.insertBefore(element, next);
    }
  }
}

function settled(item, element) {
  const print = item.print ?? "";
  if (element && shown.get(element).print === print) return element;
  if (element && item.update) {
    item.update(element);
    shown.set(element, { key: item.key, print });
    return element;
  }
  const built = item.build();
  shown.set(built, { key: item.key, print });
  if (element) replaceKeepingFocus(element, built);
  return built;
}

/** Controls carry data-control; the one that had the keyboard gets it back in the new element. */
function replaceKeepingFocus(element, built) {
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  const control = active?.closest("[data-control]")?.dataset.control;
  const start = active?.selectionStart;
  const end = active?.selectionEnd;
  element.replaceWith(built);
  if (!control) return;
  const home = built.querySelector(`[data-control="${CSS.escape(control)}"]`);
  const target = home?.matches(REACHABLE) ? home : home?.querySelector(REACHABLE);
  if (!target) return;
  target.focus({ preventScroll: true });
  if (typeof start === "number" && target.value === active.value) target.setSelectionRange(start, end);
}
