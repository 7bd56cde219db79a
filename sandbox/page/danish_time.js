/* Dates and times as Danes write them, in Copenhagen: 'mandag 9. maj 2022 kl. 8.30'. */

const ZONE = "Europe/Copenhagen";

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const WEEKDAYS = ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"];
const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni",
  "juli", "august", "september", "oktober", "november", "december"];
const SHORT_MONTHS = MONTHS.map((name) => (name.length <= 4 ? name : `${name.slice(0, 3)}.`));

/** The calendar and the clock in Copenhagen at `seconds` since 1970. */
function inCopenhagen(seconds) {
  const parts = Object.fromEntries(
    PARTS.formatToParts(new Date(seconds * 1000)).map((part) => [part.type, Number(part.value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

const two = (number) => String(number).padStart(2, "0");

/** 8.30 */
export function clockTime(seconds) {
  const { hour, minute } = inCopenhagen(seconds);
  return `${hour}.${two(minute)}`;
}

/** mandag 9. maj 2022 */
export function longDate(seconds) {
  const { weekday, day, month, year } = inCopenhagen(seconds);
  return `${WEEKDAYS[weekday]} ${day}. ${MONTHS[month - 1]} ${year}`;
}

/** mandag 9. maj 2022 kl. 8.30 */
export function fullTime(seconds) {
  return `${longDate(seconds)} kl. ${clockTime(seconds)}`;
}

/** From when to when: 'tirsdag 24. maj 2022 kl. 9.00-11.00'; a whole day has no clock. */
export function span({ starts, ends, all_day: allDay }) {
  const last = allDay ? ends - 1 : ends; // a whole day ends as the next begins
  const same = dayKey(starts) === dayKey(last) || last <= starts;
  if (allDay) return same ? longDate(starts) : `${longDate(starts)} til ${longDate(last)}`;
  if (ends <= starts) return fullTime(starts);
  return same ? `${fullTime(starts)}-${clockTime(ends)}` : `${fullTime(starts)} til ${fullTime(ends)}`;
}

/** '8.30', 'i går' or '9. maj': as a list of mails says it. */
export function listTime(seconds, now) {
  if (dayKey(seconds) === dayKey(now)) return clockTime(seconds);
  const { day, month, year } = inCopenhagen(seconds);
  const shown = `${day}. ${SHORT_MONTHS[month - 1]}`;
  return near(seconds, now, year === inCopenhagen(now).year ? shown : `${shown} ${year}`);
}

/** 2022-05-09: tells whether two moments fall on the same day. */
export function dayKey(seconds) {
  const { year, month, day } = inCopenhagen(seconds);
  return `${year}-${two(month)}-${two(day)}`;
}

/** 2022-05-09T08:30, as <input type="datetime-local"> wants it. */
export function localInput(seconds) {
  const { hour, minute } = inCopenhagen(seconds);
  return `${dayKey(seconds)}T${two(hour)}:${two(minute)}`;
}

/** Seconds since 1970 for '2022-05-09T08:30' in Copenhagen, or null when it is not a time. */
export function fromLocalInput(text) {
  const wall = Date.parse(`${text}:00Z`) / 1000;
  if (Number.isNaN(wall)) return null;
  // The distance to UTC is read at the guess, then once more, which settles the hours around a change of clocks.
  let moment = wall - offsetAt(wall);
  moment = wall - offsetAt(moment);
  return moment;
}

function offsetAt(seconds) {
  const { year, month, day, hour, minute, second } = inCopenhagen(seconds);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(seconds);
}

function near(seconds, now, otherwise) {
  const distance = Math.round((Date.parse(dayKey(seconds)) - Date.parse(dayKey(now))) / 86_400_000);
  return { "-1": "i går", 0: "i dag", 1: "i morgen" }[distance] ?? otherwise;
}

function ago(seconds, now) {
  const minutes = Math.round((seconds - now) / 60);
  const words = new Intl.RelativeTimeFormat("da", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** Fills in Slack's date format, such as '{date_long} kl. {time}'. Unknown marks stay as they are. */
export function slackDate(seconds, format, now) {
  const { day, month, year, weekday, hour, minute, second } = inCopenhagen(seconds);
  const date = `${day}. ${MONTHS[month - 1]} ${year}`;
  const short = `${day}. ${SHORT_MONTHS[month - 1]} ${year}`;
  const long = `${WEEKDAYS[weekday]} ${date}`;
  const words = {
    date_num: `${two(day)}-${two(month)}-${year}`,
    date_slash: `${two(day)}/${two(month)}/${year}`,
    date,
    date_short: short,
    date_long: long,
    date_pretty: near(seconds, now, date),
    date_short_pretty: near(seconds, now, short),
    date_long_pretty: near(seconds, now, long),
    day_divider_pretty: near(seconds, now, long),
    time: `${hour}.${two(minute)}`,
    time_secs: `${hour}.${two(minute)}.${two(second)}`,
    ago: ago(seconds, now),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
}
