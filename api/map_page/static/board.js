// The next departures of a stop.
import { badge } from "./cards.js";
import { ask } from "./client.js";
import { button, make } from "./dom.js";
import { clock, language, now, say, words } from "./world.js";

const SHOWN = 14, SOON_MIN = 60;
const due = (moment) => {
  const left = Math.round((Date.parse(moment) - now()) / 60000);
  return left >= 0 && left < SOON_MIN ? `${left} ${words.minute}` : clock(moment);
};

const row = (each) => {
  const moment = each.place.departure ?? each.place.arrival, isOff = each.cancelled || each.tripCancelled;
  const track = each.place.track ? ` ${words.platform} ${each.place.track}` : "";
  return make("li", { class: isOff ? "cancelled" : "" }, badge(each),
    make("span", {}, each.headsign, make("small", {}, track)),
    make("time", { datetime: moment, title: clock(moment) }, due(moment)),
    isOff ? make("strong", {}, words.cancelled) : "");
};

// `act`: what happens when one starts here, goes here, asks again or leaves. The list stands last.
export const board = async (stop, act) => {
  const { place: at, stopTimes } = await ask("v6/stoptimes", { stopId: stop, n: SHOWN, language });
  const place = { place: stop, name: at.name };
  return { at, content: [
    make("header", {}, make("h2", { tabindex: -1 }, at.name),
      button("×", act.close, { class: "round", "aria-label": words.close })),
    make("p", { class: "acts" }, button(words.start_here, () => act.from(place)),
      button(words.go_here, () => act.to(place)), button(words.refresh, act.refresh)),
    make("div", {}, make("small", {}, say(words.refreshed, { time: clock(now()) })),
      stopTimes.length ? make("ol", { class: "departures", role: "list" }, stopTimes.map(row))
        : make("p", { class: "note" }, words.no_departures))] };
};
