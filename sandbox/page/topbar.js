/* The bar at the top: the sandbox's clock, which one may wind forwards, and the settings. */

import { fullTime } from "./danish_time.js";
import { freshId, h } from "./dom.js";
import { clearNotice, showNotice } from "./notice.js";
import { openPopup } from "./popup.js";
import { act } from "./server.js";
import { onWorldChange, refreshWorld, sandboxNow, setClock, world } from "./world.js";

const face = document.getElementById("clock");
const opener = document.getElementById("settings-button");

/** Starts the clock and makes the buttons work. */
export function startTopbar() {
  for (const button of document.querySelectorAll(".clock-acts button")) {
    const { seconds, to } = button.dataset;
    button.addEventListener("click", () => wind(button, to ? { to } : { advance_seconds: Number(seconds) }));
  }
  opener.addEventListener("click", () => openSettings());
  onWorldChange(tick);
  setInterval(tick, 1000);
}

function tick() {
  if (!world.state) return;
  const words = fullTime(sandboxNow());
  if (face.textContent === words) return;
  face.textContent = words;
  face.dateTime = new Date(sandboxNow() * 1000).toISOString();
}

async function wind(button, body) {
  button.disabled = true;
  const answer = await act("clock", body);
  button.disabled = false;
  if (document.activeElement === document.body) button.focus();
  if (answer.ok) setClock(answer);
  if (answer.notice || !answer.ok) showNotice(answer.notice ?? answer.error);
  else clearNotice();
  tick();
}

function openSettings() {
  if (opener.getAttribute("aria-expanded") === "true") return;
  const panel = h(
    "div",
    { class: "menu settings", role: "dialog", "aria-label": "Indstillinger" },
    knob("rate_limits", "Hastighedsgrænser", "Slack tillader kun et vist antal kald i minuttet. Slå til for at prøve, hvordan Sammen klarer det."),
    knob("mail_down", "Mailserveren er nede", "Ingen kan sende eller hente mail, før den er oppe igen."),
  );
  const closed = () => opener.setAttribute("aria-expanded", "false");
  const close = () => {
    shut();
    closed();
    opener.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  panel.addEventListener("focusout", (event) => {
    if (!event.relatedTarget || panel.contains(event.relatedTarget)) return;
    shut();
    closed();
  });
  const { shut } = openPopup(opener, panel, { onShut: closed });
  opener.setAttribute("aria-expanded", "true");
  panel.querySelector("input").focus();
}

/* One setting that is on or off. */
function knob(name, label, explained) {
  const box = h("input", { type: "checkbox", id: freshId("knob"), checked: world.state.settings?.[name] === true });
  const note = h("small", { id: freshId("note") }, explained);
  box.setAttribute("aria-describedby", note.id);
  box.addEventListener("change", async () => {
    const answer = await act("settings", { [name]: box.checked });
    if (!answer.ok) {
      box.checked = !box.checked;
      showNotice(answer.notice ?? answer.error);
    }
    refreshWorld();
  });
  return h("div", { class: "choice" }, box, h("div", {}, h("label", { htmlFor: box.id }, label), note));
}
