// Reads calendars (ical.js, which Thunderbird uses) and mail (mailparser) that come as JSON on
// standard input: [{"kind": "calendar" | "mail", "base64": "…"}]. Answers with what it read, as JSON.

import { text as whole } from "node:stream/consumers";

import ICAL from "ical.js";
import { simpleParser } from "mailparser";

const seconds = (time) => (time ? new Date(time.toUnixTime() * 1000).toISOString() : null);
// The digits on the clock, without the zone.
const clock = (time) => (time ? time.toString().replace("Z", "") : null);

function readEvent(component) {
  const value = (name) => component.getFirstPropertyValue(name) ?? null;
  const organizer = component.getFirstProperty("organizer");
  const start = value("dtstart");
  const end = value("dtend");
  return {
    uid: value("uid"),
    sequence: value("sequence"),
    status: value("status"),
    title: value("summary"),
    place: value("location"),
    description: value("description"),
    starts_at: seconds(start),
    ends_at: seconds(end),
    starts_on_clock: clock(start),
    ends_on_clock: clock(end),
    organizer: organizer ? [organizer.getFirstValue(), organizer.getFirstParameter("cn")] : null,
    attendees: component
      .getAllProperties("attendee")
      .map((one) => [
        one.getFirstValue(),
        one.getFirstParameter("cn") ?? null,
        one.getFirstParameter("partstat") ?? null,
      ]),
    names: component.getAllProperties().map((one) => one.name),
    conference: value("conference"),
    inside: component.getAllSubcomponents().map((one) => one.name),
  };
}

function readCalendar(content) {
  const calendar = ICAL.Component.fromString(content.toString("utf-8"));
  return {
    method: calendar.getFirstPropertyValue("method") ?? null,
    names: calendar.getAllProperties().map((one) => one.name),
    components: calendar.getAllSubcomponents().map((one) => one.name),
    events: calendar.getAllSubcomponents("vevent").map(readEvent),
  };
}

async function readMail(content) {
  const mail = await simpleParser(content, { skipImageLinks: true });
  const people = (header) => (header?.value ?? []).map((one) => [one.name, one.address]);
  return {
    from: people(mail.from),
    to: people(mail.to),
    cc: people(mail.cc),
    bcc: people(mail.bcc),
    subject: mail.subject ?? null,
    message_id: mail.messageId ?? null,
    in_reply_to: mail.inReplyTo ?? null,
    date: mail.date?.toISOString() ?? null,
    headers: mail.headerLines.map((one) => one.key),
    plain: mail.text ?? null,
    html: mail.html || null,
    type: mail.headers.get("content-type")?.value ?? null,
    files: mail.attachments.map((one) => ({
      type: one.contentType,
      disposition: one.contentDisposition ?? null,
      base64: one.content.toString("base64"),
      parameters: one.headers.get("content-type")?.params ?? {},
    })),
  };
}

const readers = { calendar: readCalendar, mail: readMail };
const asked = JSON.parse(await whole(process.stdin));
const read = [];
for (const { kind, base64 } of asked) {
  read.push(await readers[kind](Buffer.from(base64, "base64")));
}
process.stdout.write(JSON.stringify(read));
