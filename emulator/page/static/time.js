// Instants (seconds of Unix time) as people read them, each on a clock of their own.

const kept = new Map();

function formatter(tz, options) {
  const key = tz + JSON.stringify(options);
  if (!kept.has(key)) kept.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options }));
  return kept.get(key);
}

export function parts(at, tz) {
  const options = { weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return Object.fromEntries(formatter(tz, options).formatToParts(new Date(at * 1000)).map((one) => [one.type, one.value]));
}

export function dayOf(at, tz) {
  const { weekday, day, month } = parts(at, tz);
  return `${weekday} ${day} ${month}`;
}

export function timeOf(at, tz) {
  const { hour, minute } = parts(at, tz);
  return `${hour}:${minute}`;
}

export const clockOf = (at, tz) => `${dayOf(at, tz)} ${timeOf(at, tz)}`;
export const cityOf = (tz) => tz.split("/").pop().replaceAll("_", " ");

/** Nine to five, Monday to Friday, on their own clock. */
export function works(at, tz) {
  const { weekday, hour } = parts(at, tz);
  return !["Sat", "Sun"].includes(weekday) && hour >= 9 && hour < 17;
}

/** "2026-11-24T09:00" as it stands on a clock in `tz`. */
export function written(at, tz) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const found = Object.fromEntries(formatter(tz, options).formatToParts(new Date(at * 1000)).map((one) => [one.type, one.value]));
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/** The instant at which a clock in `tz` shows what is written. */
export function instant(text, tz) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  let at = wanted;
  for (let turn = 0; turn < 3; turn += 1) at += wanted - Date.parse(`${written(at, tz)}Z`) / 1000;
  return at;
}

/** Slack's date tokens, such as {date_short_pretty} and {time}. */
export function dated(at, format, now, tz) {
  return format.replaceAll(/\{(\w+)\}/g, (token, name) => {
    if (name.endsWith("_pretty")) {
      const days = Math.round((Date.parse(written(at, tz).slice(0, 10)) - Date.parse(written(now, tz).slice(0, 10))) / 864e5);
      const pretty = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
      if (pretty) return pretty;
    }
    const options = {
      date_num: null,
      date: { month: "long", day: "numeric", year: "numeric" },
      date_short: { month: "short", day: "numeric", year: "numeric" },
      date_long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
      time: { hour: "numeric", minute: "2-digit" },
      time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
    }[name.replace(/_pretty$/, "")];
    if (options === null) return written(at, tz).slice(0, 10);
    if (options === undefined) return token;
    return new Intl.DateTimeFormat("en-US", { timeZone: tz, ...options }).format(new Date(at * 1000));
  });
}
