// Places to park on the map: a sign with how many places are free, a word where there are none.
import { ask } from "./client.js";
import { button, make } from "./dom.js";
import { collection } from "./line.js";
import { feeOf, parkedRules, roomOf } from "./parked.js";
import { agoOf } from "./rented.js";
import { isParking, lasting, say, sourceNames, words } from "./world.js";

const FROM_ZOOM = 13, BIKES_FROM_ZOOM = 15, ASK_MS = 30000, MOST = 5, told = words.parking;

const nameOf = (of) => of.name || told.kinds[of.purpose];
const stateOf = ({ room, free, openingStatus }) => (openingStatus === "CLOSED" ? "closed" : free === 0 ? "full"
  : room === "NONE" ? "closed" : free === null ? "unknown" : "free");
const signOf = (of, state) => (state === "free" ? String(of.free) : state === "unknown" ? "?" : told[state]);
const feature = (of) => {
  const state = stateOf(of);
  return { type: "Feature", geometry: { type: "Point", coordinates: [of.lon, of.lat] },
    properties: { id: `parking ${of.id}`, state, sign: signOf(of, state), isBike: of.purpose === "BIKE" } };
};

export const describeParking = (of, act) => make("div", { class: "rental" },
  make("h3", {}, make("i", { class: "sign" }, "P"), ` ${nameOf(of)}`),
  make("p", {}, of.parkAndRide ? `${told.park_and_ride} · ` : of.name ? `${told.kinds[of.purpose]} · ` : "",
    make("b", {}, roomOf(of)), of.free === null && of.capacity ? ` · ${say(told.holds, of)}` : ""),
  parkedRules(of).map((rule) => make("p", {}, rule)),
  of.feeText && of.hasFee !== false ? make("p", {}, make("small", {}, of.feeText)) : "",
  of.openingHours ? make("p", {}, make("small", {}, say(told.hours, { hours: of.openingHours }))) : "",
  make("p", {}, make("small", {}, [of.operator || sourceNames[of.dataSource], agoOf(of.dataAge ?? undefined, of.asked)]
    .filter(Boolean).join(" · "))),
  make("p", { class: "acts" }, /^https:\/\//i.test(of.url) ? make("a", { href: of.url, rel: "noopener noreferrer" },
    told.more) : "", button(words.start_here, () => act("from")), button(words.go_here, () => act("to"))));

export const openParking = (map) => {
  let known = new Map(), asking, pause;

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    if (document.hidden || !isParking) return;
    const box = map.getBounds(), zoom = map.getZoom(), purpose = zoom < BIKES_FROM_ZOOM ? "CAR" : "CAR,BIKE";
    const bbox = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].join();
    const { parking, asked } = zoom < FROM_ZOOM ? { parking: [] }
      : await ask("../v1/parking", { bbox, purpose }, asking.signal);
    known = new Map(parking.map((each) => [`parking ${each.id}`, { ...each, asked }]));
    map.getSource("parking").setData(collection(parking.map(feature)));
  };
  const again = () => look().catch(() => {}); // a service out of reach is told where one asks
  map.on("moveend", () => { clearTimeout(pause); pause = setTimeout(again, 250); });
  document.addEventListener("visibilitychange", again);
  setInterval(again, ASK_MS, again());

  const row = (of, open) => make("li", {}, button([make("i", { class: "sign" }, "P"),
    make("span", {}, nameOf(of), make("small", {}, [of.purpose === "BIKE" ? told.kinds.BIKE : "", roomOf(of), feeOf(of),
      of.walkTime ? say(told.walk, { long: lasting(of.walkTime) }) : ""].filter(Boolean).join(" · ")))],
  () => open(of)));
  // What is near, the soonest reached first; what is full or closed last.
  const around = async ({ lat, lng }, open) => {
    const { parking = [], asked } = await ask("../v1/parking", { place: `${lat},${lng}`, radius: 1500, limit: MOST,
      purpose: "CAR,BIKE" }).catch(() => ({}));
    return !parking.length ? make("p", {}, told.none_around) : make("ol", { class: "around", role: "list",
      "aria-label": told.around }, parking.map((of) => row({ ...of, asked }, open)));
  };
  return { around, of: (id) => known.get(id) };
};
