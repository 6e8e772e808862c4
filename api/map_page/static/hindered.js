// What a leg goes round or through, in words: which street, until when, how much longer, who says so.
import { make } from "./dom.js";
import { clock, isoDay, lasting, say, sourceNames, weekday, words } from "./world.js";

const told = words.incident, WORTH_TELLING_S = 30, MOST_TOLD = 6;

const untilOf = (end, start) => (end ? ` ${say(told.until, {
  time: isoDay(end) === isoDay(start) ? clock(end) : `${weekday(end)} ${clock(end)}`,
})}` : "");

const factsOf = ({ kind, meeting, isClosed, street, text, authority, source, end, delay = 0 }, start) => [
  say(isClosed ? told.closed : told.met, { street: street ?? told.road, kind: told.kinds[kind] }) + untilOf(end, start),
  isClosed && kind !== "CLOSURE" && told.kinds[kind], text,
  meeting === "AVOIDED" && told.around, meeting === "CROSSED" && told.along,
  delay >= WORTH_TELLING_S && say(meeting === "CROSSED" ? told.perhaps_later : told.longer, { long: lasting(delay) }),
  say(told.source, { name: authority ?? told.sources[source] ?? sourceNames[source] ?? source }),
].filter(Boolean).join(" · ");

export const isHindered = ({ incidents = [] }) => incidents.some(({ meeting }) => meeting === "CROSSED");

// Addresses are somebody else's words: only those of the web are followed.
const note = (met, start) => make("p", { class: "alert" }, /^https?:\/\//i.test(met.url)
  ? make("a", { href: met.url, rel: "noopener noreferrer" }, factsOf(met, start)) : factsOf(met, start));

// What changes the way comes first, then what costs most time; a long drive may meet dozens.
const weight = ({ meeting, isClosed, delay = 0 }) => (meeting === "PASSED" ? (isClosed ? 1e7 : 2e7) : 0) - delay;
export const hinderedFacts = ({ incidents = [], startTime }) => {
  const first = [...incidents].sort((a, b) => weight(a) - weight(b)).slice(0, MOST_TOLD);
  const n = incidents.length - first.length;
  return [...first.map((met) => note(met, startTime)), n ? make("p", { class: "alert" }, say(told.more, { n })) : ""];
};
