// Itineraries as cards: a bar of legs in their lines' colours, what it takes, the way in detail.
import { button, make } from "./dom.js";
import { hinderedFacts, isHindered } from "./hindered.js";
import { alertList, freshness, fullness, moments, platform, punctuality } from "./news.js";
import { offeredFacts, offeredName } from "./offered.js";
import { parkedFacts } from "./parked.js";
import { formIcon, rentedFacts, rentedName, tint } from "./rented.js";
import { clock, distance, fullDay, isoDay, lasting, minutes, money, say, weekday, words } from "./world.js";

export const colour = (of) => (/^[0-9a-f]{6}$/i.test(of.routeColor) ? `#${of.routeColor}`
  : of.offer ? "#7a4a9e" : "#3d5a80");
export const isRide = (leg) => leg.tripId !== undefined || leg.offer !== undefined;
const icon = ({ mode, rental }) => (rental ? formIcon(rental.formFactor)
  : make("i", { class: `icon ${mode}`, title: words.modes[mode] }));
const kindOf = (leg) => (isRide(leg) ? "ride" : leg.rental ? "rented" : leg.mode === "WALK" ? "street"
  : "street driven");
const lineOf = (leg) => (leg.rental ? tint(leg.rental.color) : colour(leg));
const small = (...texts) => make("small", {}, ...texts);
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

export const badge = (of) => make("b", { class: "badge", "--line": colour(of) }, icon(of),
  make("span", {}, of.displayName || of.routeShortName || of.routeLongName || words.modes[of.mode]));

const moving = ({ legs }) => legs.filter((leg) => isRide(leg) || leg.duration > 0 || legs.length === 1);
const part = (leg) => make("span", { class: kindOf(leg) + (leg.cancelled ? " cancelled" : ""),
  "flex-grow": leg.duration, "--line": lineOf(leg) },
  isRide(leg) ? badge(leg) : [icon(leg), small(minutes(leg.duration) || "")]);

const priceOf = (price) => {
  if (!price || !(price.parts.length || price.unknown.length)) return "";
  if (price.amount === undefined || !price.currency) return words.no_price;
  return money(price.amount, price.currency) + (price.complete ? "" : " + ?");
};
// What a rented vehicle costs, where a part of the price is for it.
const paidFor = (leg, { legs, price }) => (price?.currency ? price.parts : [])
  .filter((each) => each.legIndex === legs.indexOf(leg)).map((each) => money(each.amount, price.currency)).join();

const standing = (leg) => (leg.cancelled ? make("strong", {}, words.live.cancelled)
  : punctuality(leg.from.scheduledDeparture, leg.from.departure, leg.realTime));
const lengthOf = ({ legs }) => legs.reduce((sum, leg) => sum + (leg.distance ?? 0), 0);
const facts = (way) => {
  const changes = way.transfers ? counted(way.transfers, words.change, words.changes) : words.no_change;
  const rides = way.legs.filter(isRide), off = rides.find((leg) => leg.cancelled) ?? rides[0];
  return [off ? standing(off) : "", rides.some((leg) => leg.missed) ? make("strong", {}, words.live.missed) : "",
    rides.some((leg) => leg.alerts || isHindered(leg)) ? make("span", { class: "warned" }, words.alert) : "",
    make("span", {}, way.legs.some(isRide) ? changes : distance(lengthOf(way))),
    make("span", {}, priceOf(way.price)),
    make("span", {}, way.emissions ? `${Math.round(way.emissions.ghg)} g CO₂` : ""),
    way.leastEmissions ? make("span", { class: "least" }, words.least_emissions) : ""];
};
const stand = (place, planned, moment, named) => make("li", { class: "at" },
  make("span", { class: "when" }, ...moments(planned, moment)), make("b", {}, named[place.name] ?? place.name), " ",
  platform(place), place.cancelled ? make("strong", {}, ` ${words.stop_cancelled}`) : "", alertList(place.alerts));

const fold = (title, items) => (items.length
  ? make("details", {}, make("summary", {}, title), make("ol", {}, items)) : title);

const ride = (leg) => {
  const between = leg.intermediateStops ?? [];
  const stops = `${lasting(leg.duration)}, ${counted(between.length + 1, words.stop, words.stops)}`;
  return make("li", { class: "ride", "--line": colour(leg) }, badge(leg),
    ` ${words.towards} ${leg.headsign || leg.tripTo?.name} `, standing(leg), " ", fullness(leg),
    leg.missed ? make("strong", {}, ` ${words.live.missed}`) : "", small(leg.scheduled ? "" : ` ${words.live.added}`),
    alertList(leg.alerts), ...hinderedFacts(leg), make("div", {}, fold(stops, between.map((stop) => make("li",
      { class: stop.cancelled ? "cancelled" : "" },
      ...moments(stop.scheduledArrival ?? stop.scheduledDeparture, stop.arrival ?? stop.departure), ` ${stop.name} `,
      stop.cancelled ? make("strong", {}, words.stop_cancelled) : "")))));
};

const offered = (leg, asked) => make("li", { class: "ride offered", "--line": colour(leg) }, badge(leg),
  ` ${offeredName(leg)} ${distance(leg.distance ?? 0)}`,
  leg.missed ? make("strong", {}, ` ${words.live.missed}`) : "", offeredFacts(leg, asked), ...hinderedFacts(leg),
  lasting(leg.duration));

const street = (leg, way, asked) => make("li", { class: kindOf(leg), "--line": lineOf(leg) }, icon(leg),
  ` ${leg.rental ? rentedName(leg.rental) : words.modes[leg.mode]} ${distance(leg.distance ?? 0)}`,
  leg.rental ? rentedFacts(leg, paidFor(leg, way), asked) : "", ...parkedFacts(leg, asked), ...hinderedFacts(leg),
  make("div", {}, fold(lasting(leg.duration),
    (leg.steps ?? []).map((step) => make("li", {}, words.turns[step.relativeDirection] ?? words.turns.CONTINUE,
      make("b", {}, ` ${step.streetName}`), ` ${distance(step.distance)}`)))));

const detail = (way, { named, asked }) => make("ol", { class: "legs", role: "list" },
  moving(way).flatMap((leg, i, legs) => [stand(leg.from, leg.scheduledStartTime, leg.startTime, named),
    leg.offer ? offered(leg, asked) : isRide(leg) ? ride(leg) : street(leg, way, asked),
    legs[i + 1]?.startTime === leg.endTime ? "" : stand(leg.to, leg.scheduledEndTime, leg.endTime, named)]));

// `look`: names of START and END, the id of the chosen way, what choosing and turning pages do.
const card = (way, look, day) => {
  const isChosen = way.id === look.chosen, other = isoDay(way.startTime) !== day;
  return make("li", { class: isChosen ? "card chosen" : "card" }, button([
    make("span", { class: "times" }, other ? small(`${weekday(way.startTime)} `) : "",
      make("b", {}, `${clock(way.startTime)} – ${clock(way.endTime)}`)),
    make("span", { class: "long" }, lasting(way.duration)), make("span", { class: "bar" }, moving(way).map(part)),
    make("span", { class: "facts" }, facts(way)),
  ], () => look.choose(way), { class: "head", "aria-expanded": isChosen }), isChosen ? detail(way, look) : "");
};

export const cards = ({ itineraries, direct, routingErrors = [], ...answer }, look) => {
  const first = itineraries[0] ?? direct[0], day = first && isoDay(first.startTime);
  const notes = routingErrors.map((error) => words.errors[error.code] ?? error.description);
  if (!first && !notes.length) notes.push(words.nothing);
  if (answer.searchIncomplete) notes.push(words.incomplete);
  if (answer.pending) notes.push(words.offer.pending);
  const live = itineraries.flatMap((way) => way.legs.filter((leg) => leg.dataAge !== undefined));
  const age = live.length ? freshness(live, answer.asked)
    : answer.dataDay && say(words.timetable_of, { day: fullDay(answer.dataDay) });
  const page = (cursor, text) => (itineraries.length && cursor
    ? button(text, () => look.turn(cursor), { class: "turn" }) : "");
  const list = (ways) => make("ol", { class: "cards", role: "list" }, ways.map((way) => card(way, look, day)));
  return [first ? make("h2", {}, weekday(first.startTime), make("small", { id: "age" }, age ?? "")) : "",
    ...notes.map((note) => make("p", { class: "note" }, note)),
    page(answer.previousPageCursor, words.earlier), list(itineraries), page(answer.nextPageCursor, words.later),
    ...(direct.length ? [make("h2", {}, words.without_lines), list(direct)] : [])];
};
