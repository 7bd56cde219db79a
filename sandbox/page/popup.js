/* Shows a list or a menu beside the thing it belongs to, over everything else, also over dialogs. */

const EDGE = 8;

/**
 * Puts `popup` after `anchor` and shows it under it, or over it when there is more room there. Returns
 * { shut, place }: to take it away again, and to put it right when the anchor moved. `onShut` is called when a press
 * elsewhere took it away.
 */
export function openPopup(anchor, popup, { onShut = () => {}, sameWidth = false, above = false } = {}) {
  popup.popover = "manual";
  // Beside the anchor, and so inside the dialog it may stand in: the rest is out of reach then.
  anchor.after(popup);
  popup.showPopover();
  const place = () => settle(anchor, popup, sameWidth, above);
  const elsewhere = (event) => {
    if (popup.contains(event.target) || anchor.contains(event.target)) return;
    shut();
    onShut();
  };
  const shut = () => {
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    removeEventListener("pointerdown", elsewhere, true);
    popup.remove();
  };
  addEventListener("scroll", place, true);
  addEventListener("resize", place);
  addEventListener("pointerdown", elsewhere, true);
  place();
  return { shut, place };
}

function settle(anchor, popup, sameWidth, above) {
  const box = anchor.getBoundingClientRect();
  if (sameWidth) popup.style.minWidth = `${box.width}px`;
  popup.style.maxHeight = "";
  const under = innerHeight - box.bottom - EDGE;
  const over = box.top - EDGE;
  const up = above || (popup.offsetHeight > under && over > under);
  popup.style.maxHeight = `${Math.min(320, up ? over : under)}px`;
  const left = Math.min(box.left, innerWidth - popup.offsetWidth - EDGE);
  popup.style.left = `${Math.max(EDGE, left)}px`;
  popup.style.top = up ? `${box.top - popup.offsetHeight - 4}px` : `${box.bottom + 4}px`;
}
