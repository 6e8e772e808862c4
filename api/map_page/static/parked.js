// Places to park in words: how many places are free and how old that is, what it costs, for whom.
import { make } from "./dom.js";
import { agoOf } from "./rented.js";
import { lasting, money, say, words } from "./world.js";

const told = words.parking;
const staying = (seconds) => (seconds % 3600 ? lasting(seconds) : `${seconds / 3600} h`);

// "38 of 140 places free"; what is not known is no number.
export const roomOf = ({ free, capacity, openingStatus, users = "ALL" }) => {
  if (openingStatus === "CLOSED") return told.closed;
  if (users !== "ALL") return told.not_for_all;
  if (free === 0) return told.full;
  if (free === null || free === undefined) return told.unknown;
  return capacity ? say(told.free, { free, capacity }) : say(free === 1 ? told.one_free : told.some_free, { free });
};

export const feeOf = ({ price, hasFee }) => {
  if (hasFee === false || price?.amount === 0) return told.no_fee;
  return price ? say(told.price, { amount: money(price.amount, price.currency), long: staying(price.duration) }) : "";
};

// What a driver has to know before he sets out.
export const parkedRules = ({ disabled, maxHeight, ...of }) => [
  disabled?.capacity ? say(told.disabled, { n: disabled.capacity }) : "",
  maxHeight ? say(told.height, { m: maxHeight.toFixed(2).replace(".", words.point) }) : "",
  feeOf(of),
].filter(Boolean);

const isNearer = (a, b, { lat, lon }) => Math.hypot((a.lon - lon) * 0.7, a.lat - lat)
  <= Math.hypot((b.lon - lon) * 0.7, b.lat - lat);
const zone = ({ name, url, kind, meeting, delay = 0, allowed = [] }) => {
  const rule = told.rules[kind] ?? kind;
  const only = allowed.length ? ` (${say(told.zone_for, { classes: allowed.join(", ") })})` : "";
  const text = meeting === "AVOIDED" ? say(told.zone_around, { long: lasting(delay), rule, name })
    : say(told.zone, { rule, name }) + only;
  const isLink = /^https:\/\//i.test(url);
  return make("p", { class: "alert" }, isLink ? make("a", { href: url, rel: "noopener noreferrer" }, text) : text);
};

// Where a leg's car or bike is left, or stands; which zones the leg passes or goes round.
export const parkedFacts = ({ parking: at, policies = [], from, to }, asked) => {
  const name = at?.name || told.kinds[at?.purpose ?? "CAR"];
  const where = at && say(isNearer(to, from, at) ? told.park : told.fetch, { name });
  const facts = at ? [where, roomOf(at), agoOf(at.dataAge ?? undefined, asked), ...parkedRules(at),
    at.price ? "" : told.no_price] : [];
  return [at ? make("div", { class: "parked" }, make("small", {}, facts.filter(Boolean).join(" · "))) : "",
    ...policies.map(zone)];
};
