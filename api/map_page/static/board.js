// The next departures of a stop.
import { badge } from "./cards.js";
import { ask } from "./client.js";
import { button, make } from "./dom.js";
import { hinderedFacts } from "./hindered.js";
import { alertList, freshness, fullness, moments, platform, punctuality } from "./news.js";
import { clock, language, now, say, words } from "./world.js";

const SHOWN = 14, SOON_MIN = 60;
const due = (moment) => {
  const left = Math.round((Date.parse(moment) - now()) / 60000);
  return left >= 0 && left < SOON_MIN ? `${left} ${words.minute}` : clock(moment);
};

const row = (each) => {
  const { place } = each, isOff = each.cancelled || each.tripCancelled, is = place.departure ? "Departure" : "Arrival";
  const planned = place[`scheduled${is}`], moment = place.departure ?? place.arrival;
  return make("li", { class: isOff ? "cancelled" : "" }, badge(each),
    make("span", {}, each.headsign, " ", platform(place), " ", fullness(each),
      each.scheduled === false ? make("small", {}, ` ${words.live.added}`) : "",
      each.incidents ? make("small", { class: "warned" }, ` ${words.incident.along}`) : ""),
    make("span", { class: "when" }, ...(isOff ? moments("", planned ?? moment) : moments(planned, moment, due(moment))),
      isOff ? make("strong", {}, words.live.cancelled) : punctuality(planned, moment, each.realTime)));
};

// What is closed on the ways of some departures, each once.
const closed = (stopTimes, asked) => {
  const met = new Map(stopTimes.flatMap(({ incidents = [] }) => incidents).map((each) => [each.id, each]));
  return hinderedFacts({ incidents: [...met.values()].map(({ delay, ...each }) => each), startTime: asked });
};

// `act`: what happens when one starts here, goes here, asks again, turns the page or leaves. The list stands last.
export const board = async (stop, pageCursor, act) => {
  const answer = await ask("v6/stoptimes", { stopId: stop, n: SHOWN, language, pageCursor });
  const { place: at, stopTimes } = answer, place = { place: stop, name: at.name };
  const live = stopTimes.filter((each) => each.dataAge !== undefined);
  const page = (cursor, text) => (cursor ? button(text, () => act.turn(cursor), { class: "turn" }) : "");
  return { at, content: [
    make("header", {}, make("h2", { tabindex: -1 }, at.name),
      button("×", act.close, { class: "round", "aria-label": words.close })),
    make("p", { class: "acts" }, button(words.start_here, () => act.from(place)),
      button(words.go_here, () => act.to(place)), button(words.refresh, act.refresh)),
    make("div", {}, make("small", {}, live.length ? freshness(live, answer.asked)
      : say(words.refreshed, { time: clock(answer.asked) })),
    alertList([...(at.alerts ?? []), ...stopTimes.flatMap((each) => each.place.alerts ?? [])]),
    ...closed(stopTimes, answer.asked), page(answer.previousPageCursor, words.earlier),
    stopTimes.length ? make("ol", { class: "departures", role: "list" }, stopTimes.map(row))
      : make("p", { class: "note" }, words.no_departures), page(answer.nextPageCursor, words.later))] };
};
