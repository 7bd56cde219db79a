/* The shortcodes people and apps use most. One that is not here stays as it is written. */

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", raised_hands: "🙌", clap: "👏",
  pray: "🙏", muscle: "💪", handshake: "🤝", point_right: "👉", point_down: "👇", ok_hand: "👌", eyes: "👀",
  smile: "😄", slightly_smiling_face: "🙂", grinning: "😀", blush: "😊", wink: "😉", joy: "😂",
  thinking_face: "🤔", tada: "🎉", sparkles: "✨", star: "⭐", heart: "❤️", green_heart: "💚", fire: "🔥",
  rocket: "🚀", bulb: "💡", bell: "🔔", no_bell: "🔕", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️",
  alarm_clock: "⏰", hourglass_flowing_sand: "⏳", stopwatch: "⏱️", white_check_mark: "✅",
  heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️", exclamation: "❗",
  question: "❓", information_source: "ℹ️", no_entry: "⛔", lock: "🔒", key: "🔑", link: "🔗", paperclip: "📎",
  pushpin: "📌", round_pushpin: "📍", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋",
  page_facing_up: "📄", file_folder: "📁", open_file_folder: "📂", inbox_tray: "📥", outbox_tray: "📤",
  envelope: "✉️", email: "📧", phone: "☎️", speech_balloon: "💬", mega: "📣", loudspeaker: "📢", mag: "🔍",
  bar_chart: "📊", chart_with_upwards_trend: "📈", moneybag: "💰", gear: "⚙️", hammer_and_wrench: "🛠️",
  construction: "🚧", tractor: "🚜", truck: "🚚", zap: "⚡", battery: "🔋", electric_plug: "🔌", seedling: "🌱",
  earth_africa: "🌍", recycle: "♻️", office: "🏢", classical_building: "🏛️", house: "🏠", flag_dk: "🇩🇰",
  flag_gb: "🇬🇧", "flag-dk": "🇩🇰", "flag-gb": "🇬🇧", arrow_right: "➡️", arrow_left: "⬅️",
  arrows_counterclockwise: "🔄", large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴",
  white_circle: "⚪", black_circle: "⚫", one: "1️⃣", two: "2️⃣", three: "3️⃣", coffee: "☕", sunny: "☀️",
};

/** The text with known :shortcodes: as signs. */
export function withEmoji(text) {
  return text.replace(/:([+\w-]+):(?::skin-tone-\d:)?/g, (whole, name) => EMOJI[name] ?? whole);
}

/** The sign for one name, or the shortcode itself. */
export function emoji(name) {
  return EMOJI[name] ?? `:${name}:`;
}
