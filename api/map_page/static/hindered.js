// What a leg goes round or through, in words: which street, until when, how much longer, who says so.
import { make } from "./dom.js";
import { clock, isoDay, lasting, say, sourceNames, weekday, words } from "./world.js";

const told = words.incident, WORTH_TELLING_S = 30;

const untilOf = (end, start) => (end ? ` ${say(told.until, {
  time: isoDay(end) === isoDay(start) ? clock(end) : `${weekday(end)} ${clock(end)}`,
})}` : "");

const factsOf = ({ kind, meeting, isClosed, street, text, authority, source, end, delay = 0 }, start) => [
  say(isClosed ? told.closed : told.met, { street: street ?? told.road, kind: told.kinds[kind] }) + untilOf(end, start),
  isClosed && kind !== "CLOSURE" && told.kinds[kind], text,
  meeting === "AVOIDED" && told.around, meeting === "CROSSED" && told.along,
  delay >= WORTH_TELLING_S && say(meeting === "CROSSED" ? told.perhaps_later : told.longer, { long: lasting(delay) }),
  say(told.source, { name: authority ?? sourceNames[source] ?? source }),
].filter(Boolean).join(" · ");

export const isHindered = ({ incidents = [] }) => incidents.some(({ meeting }) => meeting === "CROSSED");

// Addresses are somebody else's words: only those of the web are followed.
export const hinderedFacts = ({ incidents = [], startTime }) => incidents.map((met) => make("p", { class: "alert" },
  /^https?:\/\//i.test(met.url) ? make("a", { href: met.url, rel: "noopener noreferrer" }, factsOf(met, startTime))
    : factsOf(met, startTime)));
