/* A message, a modal view or the App Home seen as one thing with controls: what people have chosen there,
   what is on its way to the app, and how an act is sent. */

import { confirmed } from "./confirm.js";
import { clearNotice, showNotice } from "./notice.js";
import { act } from "./server.js";
import { world } from "./world.js";

const surfaces = new Map();

/** The surface of a source ({ channel, ts }, { view_id } or { home: true }); the same one every time. */
export function surfaceOf(source) {
  const key = JSON.stringify([world.me, source]);
  if (!surfaces.has(key)) surfaces.set(key, new Surface(source));
  return surfaces.get(key);
}

class Surface {
  constructor(source) {
    this.source = source;
    this.controls = new Map(); // key -> { node, state(), check() }
    this.kept = new Map(); // key -> { initial, state }
    this.busy = new Set();
  }

  /** Where one element stands. `name` is what it is called when nothing else names it. */
  place(blockId, element, { name = "", dispatch = true, optional = true } = {}) {
    return new Place(this, blockId, element, { name, dispatch, optional });
  }

  /** What all controls hold now, as Slack's `state.values`. */
  state() {
    const values = {};
    for (const [, { place, control }] of this.living()) {
      values[place.blockId] ??= {};
      values[place.blockId][place.actionId] = control.state();
    }
    return values;
  }

  /** { block_id: what is wrong } for every input that cannot be sent as it is. */
  problems() {
    const found = {};
    for (const [, { place, control }] of this.living()) {
      const problem = control.check?.(place.optional);
      if (problem) found[place.blockId] = problem;
    }
    return found;
  }

  living() {
    return [...this.controls].filter(([, { control }]) => control.state && control.node.isConnected);
  }
}

class Place {
  constructor(surface, blockId, element, { name, dispatch, optional }) {
    Object.assign(this, { surface, blockId, element, name, dispatch, optional });
    this.actionId = element.action_id ?? "";
    this.key = `${blockId}/${this.actionId}`;
    // What an app says to begin with: when that changes in a message, it means something new.
    const initial = Object.entries(element).filter(([name]) => name.startsWith("initial_"));
    this.initial = JSON.stringify([element.type, surface.source.view_id ? [] : initial]);
  }

  /** Takes the control into the surface's state; returns it. */
  settle(control) {
    control.node.dataset.control = this.key;
    this.surface.controls.set(this.key, { place: this, control });
    return control;
  }

  /** What a person already entered here before the app changed the surface, or undefined. */
  former() {
    const kept = this.surface.kept.get(this.key);
    return kept?.initial === this.initial ? kept.state : undefined;
  }

  /** Remembers what was entered, and tells the app when this element dispatches. */
  async changed(state) {
    this.surface.controls.get(this.key)?.control.node.dispatchEvent(new Event("chosen"));
    const before = this.surface.kept.get(this.key);
    this.surface.kept.set(this.key, { initial: this.initial, state });
    if (!this.dispatch) return true;
    const answer = await this.act(state);
    if (!answer.denied) return true;
    if (before) this.surface.kept.set(this.key, before);
    else this.surface.kept.delete(this.key);
    return false;
  }

  /** Keeps what was entered without telling the app. */
  keep(state) {
    this.surface.kept.set(this.key, { initial: this.initial, state });
  }

  isBusy() {
    return this.surface.busy.has(this.key);
  }

  /** Sends the act and waits for the app. `denied` when the person said no in the confirm dialog. */
  async act(value) {
    const { surface, key } = this;
    surface.busy.add(key);
    this.mark();
    const sure = !this.element.confirm || (await confirmed(this.element.confirm));
    const answer = sure ? await this.send(value) : { ok: false, denied: true };
    surface.busy.delete(key);
    this.mark();
    if (answer.ok) clearNotice();
    else if (sure) showNotice(answer.notice ?? answer.error);
    return answer;
  }

  send(value) {
    return act("action", {
      as: world.me,
      source: this.surface.source,
      block_id: this.blockId,
      action_id: this.actionId,
      value,
      state: this.surface.state(),
    });
  }

  /* The control may have been built anew while the act was on its way: whichever stands there now is told. */
  mark() {
    this.surface.controls.get(this.key)?.control.busy?.(this.isBusy());
  }
}
