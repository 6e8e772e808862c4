// What the page knows from the start: words, the territory, its clock and its time zone.
export const { words, zone, box, language, usualModes, own, isParking, sourceNames, attribution, generation,
  now: start } =
  JSON.parse(document.getElementById("world").textContent);

// The service clock, which need not be this device's.
const ahead = start * 1000 - Date.now();
export const now = () => Date.now() + ahead;

export const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const format = (locale, options) => {
  const { format: written } = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  return (moment) => written(new Date(moment));
};
export const clock = format("fr", { hour: "2-digit", minute: "2-digit" });
export const exact = format("fr", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const isoDay = format("sv", { year: "numeric", month: "2-digit", day: "2-digit" });
export const weekday = format(language, { weekday: "short", day: "numeric", month: "short" });
export const fullDay = format(language, { day: "numeric", month: "short", year: "numeric" });

// The moment at which clocks in the territory show this day and hour, as RFC 3339.
export const instant = (day, hour) => {
  const asked = Date.parse(`${day}T${hour}Z`);
  const off = (moment) => Date.parse(`${isoDay(moment)}T${clock(moment)}Z`) - moment;
  return new Date(asked - off(asked - off(asked))).toISOString();
};

export const minutes = (seconds) => Math.floor((seconds + 30) / 60);
export const lasting = (seconds) => {
  const [hours, rest] = [Math.floor(minutes(seconds) / 60), minutes(seconds) % 60];
  return hours ? `${hours} h ${String(rest).padStart(2, "0")}` : `${rest || "< 1"} ${words.minute}`;
};
export const distance = (metres) => (metres < 1000 ? `${Math.round(metres / 10) * 10} m`
  : `${(metres / 1000).toFixed(1).replace(".", words.point)} km`);
export const money = (amount, currency) => new Intl.NumberFormat(language, { style: "currency", currency })
  .format(amount);
