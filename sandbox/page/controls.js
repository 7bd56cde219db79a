/* Which interactive element is built by whom. Each builder returns a control:
   { node, input?, group?, help?, state?(), check?(optional), busy?(yes) }. */

import { button, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { dateField, dateTimeField, timeField } from "./date_fields.js";
import { h } from "./dom.js";
import { textField } from "./fields.js";
import { fileField } from "./file_field.js";
import { multiSelect, select } from "./selects.js";
import { unknown } from "./unknown.js";

const BUILDERS = {
  button,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: dateField,
  timepicker: timeField,
  datetimepicker: dateTimeField,
  plain_text_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  number_input: textField,
  file_input: fileField,
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
};

/** The control for an element, taken into its surface; a visible mark when the type is not known. */
export function control(element, place) {
  if (element.type === "image") return { node: h("img", { class: "thumbnail", src: element.image_url, alt: element.alt_text }) };
  const build = BUILDERS[element.type];
  if (!build) return { node: unknown("element", element.type) };
  return place.settle(build(element, place));
}
