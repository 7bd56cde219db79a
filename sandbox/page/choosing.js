/* Where the options of a select come from, and how a choice is written back to the app. */

import { act } from "./server.js";
import { channelTitle, person, world } from "./world.js";

/** { value, label, note?, group?, option? } for what an option object says. */
function asItem(option, group) {
  return { value: option.value, label: option.text?.text ?? "", note: option.description?.text, group, option };
}

function fromAnswer({ options, option_groups: groups }) {
  if (groups) return groups.flatMap((group) => group.options.map((option) => asItem(option, group.label?.text)));
  return (options ?? []).map((option) => asItem(option));
}

function people() {
  return world.state.personas.map((one) => ({
    value: one.id, label: one.real_name ?? one.name, note: [one.title, one.organisation].filter(Boolean).join(", "),
  }));
}

function conversations(filter) {
  const include = filter?.include; // "im", "mpim", "private", "public"
  const kinds = { public: "channel", private: "private", im: "im" };
  const wanted = include ? include.map((name) => kinds[name]) : null;
  return world.state.channels
    .filter((one) => !wanted || wanted.includes(one.kind))
    .map((one) => ({ value: one.id, label: one.kind === "im" ? channelTitle(one) : `#${one.name}` }));
}

const matching = (items, query) => {
  const words = query.trim().toLowerCase();
  return words ? items.filter(({ label, note }) => `${label} ${note ?? ""}`.toLowerCase().includes(words)) : items;
};

/**
 * What a select of this type offers. `find(query)` answers a list of items, `asks` says that the app is asked and
 * `least` how many characters it wants first.
 */
export function offer(element, place) {
  const here = (items) => ({ asks: false, least: 0, find: (query) => matching(items(), query) });
  switch (element.type.replace("multi_", "")) {
    case "external_select":
      return {
        asks: true,
        least: element.min_query_length ?? 3,
        find: async (query) => {
          const answer = await act("options", {
            as: world.me, source: place.surface.source, block_id: place.blockId, action_id: place.actionId, query,
          });
          return answer.ok ? fromAnswer(answer) : null;
        },
      };
    case "users_select":
      return here(people);
    case "conversations_select":
      return here(() => conversations(element.filter));
    case "channels_select":
      return here(() => conversations({ include: ["public"] }));
    default:
      return here(() => fromAnswer(element));
  }
}

const FIELDS = { users_select: "user", conversations_select: "conversation", channels_select: "channel" };

/** What the element begins with, as items. */
export function initialItems(element, former) {
  const kind = FIELDS[element.type.replace("multi_", "")] ?? "option";
  const begin = former
    ? [former[`selected_${kind}`] ?? [], former[`selected_${kind}s`] ?? []]
    : [element[`initial_${kind}`] ?? [], element[`initial_${kind}s`] ?? []];
  return begin.flat().map((one) => (kind === "option" ? asItem(one) : named(one, kind)));
}

function named(id, kind) {
  if (kind === "user") return { value: id, label: person(id)?.real_name ?? person(id)?.name ?? id };
  const found = world.state.channels.find((one) => one.id === id);
  if (!found) return { value: id, label: id };
  return { value: id, label: found.kind === "im" ? channelTitle(found) : `#${found.name}` };
}

/** The choice as Slack writes it in `state.values` and in an action. */
export function written(element, items) {
  const kind = FIELDS[element.type.replace("multi_", "")] ?? "option";
  const values = items.map((item) => (kind === "option" ? item.option : item.value));
  if (element.type.startsWith("multi_")) return { type: element.type, [`selected_${kind}s`]: values };
  return { type: element.type, [`selected_${kind}`]: values[0] ?? null };
}
