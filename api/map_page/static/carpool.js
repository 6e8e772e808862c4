// Seats offered in what one looks at, and where people who share cars meet: shown to who wants them.
import { ask } from "./client.js";
import { button, find, make } from "./dom.js";
import { collection, decodeLine } from "./line.js";
import { bookingLink, fareOf, seatsOf } from "./offered.js";
import { addIcons } from "./rentals.js";
import { clock, lasting, now, say, sourceNames, words } from "./world.js";

const FROM_ZOOM = 11, PLACES_FROM_ZOOM = 12, ASK_MS = 30000, AHEAD_MS = 3 * 3600000, NEAR_M = 2500, MOST = 6;
const told = words.offer, wish = find('[name="modes"][value="RIDE_SHARING"]');
export const isSharing = Boolean(wish); // there may be offers here
const until = () => new Date(now() + AHEAD_MS).toISOString();

const endsOf = ({ waypoints }) => say(told.from_to, { origin: waypoints[0].name ?? told.on_the_map,
  goal: waypoints.at(-1).name ?? told.on_the_map });
const lineOf = ({ path, waypoints }) => (path ? decodeLine(path) : waypoints.map(({ lat, lon }) => [lon, lat]));
const point = (of, properties) => ({ type: "Feature", properties, geometry: { type: "Point",
  coordinates: [of.lon, of.lat] } });
const offerPoint = (of) => point(of.waypoints[0], { id: `offer ${of.id}`, kind: "offer", sign: clock(of.departure) });
const placePoint = (of) => point(of, { id: `meeting ${of.id}`, kind: "place", sign: "" });
const icon = () => make("i", { class: "icon RIDE_SHARING" });

const describeOffer = (of) => [
  make("h3", {}, icon(), ` ${clock(of.departure)} ${endsOf(of)}`),
  make("p", {}, [of.driver?.alias && say(told.with_driver, { driver: of.driver.alias }), of.operator, fareOf(of.price),
    seatsOf(of.seats), of.car].filter(Boolean).join(" · ")),
  of.maxDetour ? make("p", {}, say(told.may_detour, { long: lasting(of.maxDetour) })) : "",
  make("p", {}, make("small", {}, sourceNames[of.source] ?? ""))];

const describePlace = (of) => [
  make("h3", {}, icon(), ` ${of.name || told.place}`),
  make("p", {}, [of.isOpen ? "" : told.closed, of.kind || told.place,
    of.capacity ? say(told.bays, { n: of.capacity }) : "",
    of.isLit ? told.lit : ""].filter(Boolean).join(" · ")),
  of.openingHours ? make("p", {}, make("small", {}, say(words.parking.hours, { hours: of.openingHours }))) : "",
  make("p", {}, make("small", {}, [of.address, sourceNames[of.dataSource]].filter(Boolean).join(" · ")))];

export const describeCarpool = (of, act) => make("div", { class: "rental" },
  of.waypoints ? describeOffer(of) : describePlace(of),
  make("p", { class: "acts" }, of.waypoints ? bookingLink({ ...of, driver: of.driver?.alias }) : "",
    button(words.start_here, () => act("from")), button(words.go_here, () => act("to"))));

export const openCarpool = (map) => {
  let known = new Map(), asking, pause;
  if (isSharing) addIcons(map, { RIDE_SHARING: "car" });

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const zoom = map.getZoom(), box = map.getBounds();
    if (document.hidden || !isSharing) return;
    const bbox = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].join();
    const from = (least, path, query) => (wish.checked && zoom >= least
      ? ask(`../v1/${path}`, { bbox, ...query }, asking.signal) : {});
    const [{ carpools = [] }, { carpoolPlaces = [] }] = await Promise.all([
      from(FROM_ZOOM, "carpools", { before: until() }), from(PLACES_FROM_ZOOM, "carpool-places", {})]);
    known = new Map([...carpoolPlaces.map((of) => [placePoint(of), of]), ...carpools.map((of) => [offerPoint(of), of])]
      .map(([drawn, of]) => [drawn.properties.id, { drawn, of }]));
    map.getSource("carpool").setData(collection([...known.values()].map(({ drawn }) => drawn)));
  };
  const again = () => look().catch(() => {}); // a service out of reach is told where one asks
  map.on("moveend", () => { clearTimeout(pause); pause = setTimeout(again, 250); });
  document.addEventListener("visibilitychange", again);
  wish?.addEventListener("change", again);
  setInterval(again, ASK_MS, again());

  // Where the driver goes, while one looks at an offer.
  const showLine = (of) => map.getSource("carpool-line").setData(collection(of?.waypoints
    ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: lineOf(of) } }] : []));
  const row = (of, open) => make("li", {}, button([icon(), make("span", {}, `${clock(of.departure)} ${endsOf(of)}`,
    make("small", {}, [of.operator, fareOf(of.price), seatsOf(of.seats)].filter(Boolean).join(" · ")))],
  () => open(of)));
  // Who leaves near here next.
  const around = async ({ lat, lng }, open) => {
    const { carpools = [] } = await ask("../v1/carpools", { place: `${lat},${lng}`, radius: NEAR_M, limit: MOST,
      before: until() }).catch(() => ({}));
    return !carpools.length ? make("p", {}, told.none_around) : make("ol", { class: "around", role: "list",
      "aria-label": told.around }, carpools.map((of) => row(of, open)));
  };
  return { around, showLine, of: (id) => known.get(id)?.of };
};
