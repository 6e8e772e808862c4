// What live sources say, in words: delays, what is called off, alerts, and how old all that is.
import { ask } from "./client.js";
import { button, find, make } from "./dom.js";
import { clock, exact, now, say, words } from "./world.js";

const OLD_S = 90, unseen = (text) => make("span", { class: "unseen" }, text);
const minute = (moment) => Math.floor(Date.parse(moment) / 60000);

// On time only where a vehicle says so: nothing is said of what stands in the timetable alone.
export const punctuality = (planned, moment, isLive) => {
  if (!isLive || !planned || !moment) return "";
  const late = minute(moment) - minute(planned);
  return make("span", { class: late > 4 ? "late" : late > 0 ? "late slight" : late ? "early" : "punctual" },
    late ? `${late > 0 ? "+" : "−"}${Math.abs(late)} ${words.minute}` : words.live.on_time);
};

// The time one goes by, and the planned one struck out where it is another.
export const moments = (planned, moment, text = clock(moment)) => [make("time", { datetime: moment }, text),
  planned && minute(planned) !== minute(moment) ? make("s", {}, unseen(`${words.planned} `), clock(planned)) : ""];

export const platform = ({ track, scheduledTrack }) => (!track ? "" : scheduledTrack && scheduledTrack !== track
  ? make("span", { class: "moved" }, make("strong", {}, `${words.platform} ${track}`), " ",
    make("s", {}, unseen(`${words.planned} `), scheduledTrack))
  : make("small", {}, `${words.platform} ${track}`));

export const fullness = (of) => (words.live.occupancy[of.occupancy]
  ? make("span", { class: "full" }, words.live.occupancy[of.occupancy]) : "");

// Alerts are somebody else's text; who has put one away does not see it again on this page.
const putAway = new Set(), nameOf = (alert) => `${alert.headerText}|${alert.descriptionText}`;
const alertBox = (alert) => make("li", { class: `alert ${alert.severityLevel ?? ""}` }, make("details", {},
  make("summary", {}, alert.headerText || words.alert), make("p", {}, alert.descriptionText),
  /^https?:/i.test(alert.url) ? make("a", { href: alert.url, rel: "noopener noreferrer" }, words.more) : "",
  button(words.put_away, ({ target }) => { putAway.add(nameOf(alert)); target.closest("li").remove(); })));
export const alertList = (alerts = []) => {
  const told = new Map(alerts.map((alert) => [nameOf(alert), alert]));
  for (const name of putAway) told.delete(name);
  return told.size ? make("ul", { class: "alerts", "aria-label": words.alerts }, [...told.values()].map(alertBox)) : "";
};

// "live as of 12:03:20" of the oldest of some legs or departures; a warning once that is long ago.
const old = (s) => say(words.old_news, { n: Math.max(1, Math.floor(s / 60)) });
export const freshness = (live, asked) => {
  const age = Math.max(...live.map((each) => each.dataAge ?? 0)), since = (now() - asked) / 1000;
  return age + since > OLD_S ? make("span", { class: "old" }, old(age + since))
    : make("span", { class: "punctual" }, say(words.live_as_of, { time: exact(asked - age * 1000) }));
};

// What stands above everything while live sources are late or lost.
export const watchSources = async () => {
  const { sources } = await ask("../v1/sources", {}).catch(() => ({ sources: [] }));
  const bad = sources.filter((each) => each.live && each.state !== "OK");
  const isLost = bad.some((each) => each.state === "LOST"), note = find("#news");
  const text = !bad.length ? "" : isLost ? words.lost_news : old(Math.max(...bad.map((each) => each.age ?? 0)));
  if (note.textContent !== text) note.textContent = text;
};
