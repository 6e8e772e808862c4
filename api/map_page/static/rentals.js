// Vehicles to rent on the map: stations with what stands there, what stands on the street, zones.
import { ask } from "./client.js";
import { button, make } from "./dom.js";
import { collection, decodeLine } from "./line.js";
import { agoOf, countedOf, deepLink, formIcon, tint } from "./rented.js";
import { distance, language, lasting, say, usualModes, words } from "./world.js";

const FROM_ZOOM = 13, ASK_MS = 20000, MOST = 4, told = words.rental;
export const isRenting = usualModes.includes("RENTAL"); // some are for rent here
const ICONS = { BICYCLE: "bike", CARGO_BICYCLE: "bike", CAR: "car", MOPED: "moped", SCOOTER_STANDING: "scooter",
  SCOOTER_SEATED: "moped", OTHER: "bike" };
const formOf = (of) => of.formFactor ?? of.formFactors?.[0] ?? "OTHER";
const isOneMore = (one, nearer) => one.typeId !== undefined
  && nearer.filter((other) => other.providerId === one.providerId && other.typeId === one.typeId).length > 1;
const isUsable = (vehicle) => !vehicle.isReserved && !vehicle.isDisabled && !vehicle.stationId;

// "5 bikes, 3 free places"; what is not known is no number.
const counts = (of) => {
  if (of.countsKnown === false) return told.unknown;
  const free = of.numDocksAvailable, places = `${free} ${free === 1 ? told.place : told.places}`;
  return countedOf(of.numVehiclesAvailable, formOf(of)) + (free === undefined ? "" : `, ${places}`);
};
const kindsOf = (of) => Object.entries(of.vehicleTypesAvailable ?? {}).filter(([, n]) => n)
  .map(([id, n]) => `${of.provider?.vehicleTypes.find((type) => type.id === id)?.name ?? id} ${n}`);

// What whoever comes along pays, in the operator's words, of the types that are there.
const pricesOf = ({ provider: by, typeId, vehicleTypesAvailable: here = {} }) => [...new Set((by?.vehicleTypes ?? [])
  .filter(({ id }) => (typeId ?? id) === id && (typeId || here[id] !== 0))
  .map(({ pricingPlanIds: ids = [] }) => ids.map((id) => by.pricingPlans?.find((plan) => plan.id === id))
    .find((plan) => plan?.casual))
  .filter(Boolean).map((plan) => plan.description ?? `${plan.name ?? ""} ${plan.price} ${plan.currency}`))];

const facts = (of) => [
  ...(of.numVehiclesAvailable === undefined ? [] : [make("b", {}, counts(of))]),
  kindsOf(of).length > 1 ? kindsOf(of).join(" · ") : "",
  of.range ? say(told.reach, { far: distance(of.range) }) : "",
  of.returnConstraint === "ROUNDTRIP_STATION" ? told.home : "",
  ...pricesOf(of).map((price) => make("small", {}, price)),
  of.isRenting === false && of.countsKnown !== false ? make("strong", {}, told.closed) : "",
  of.isReturning === false && of.isRenting !== false ? make("strong", {}, told.no_returns) : "",
].filter((fact) => fact !== "").map((fact) => make("p", {}, fact));

export const describeRental = (of, act) => make("div", { class: "rental" },
  make("h3", {}, formIcon(formOf(of)), ` ${of.name || told.forms[formOf(of)]}`), facts(of),
  make("p", {}, make("small", {}, [of.provider?.name, agoOf(of.dataAge, of.asked)].filter(Boolean).join(" · "))),
  make("p", { class: "acts" }, deepLink(of, of.provider?.name ?? ""),
    button(words.start_here, () => act("from")), button(words.go_here, () => act("to"))));

const feature = (of, id) => {
  const n = of.numVehiclesAvailable, isKnown = of.countsKnown !== false;
  return { type: "Feature", geometry: { type: "Point", coordinates: [of.lon, of.lat] }, properties: { id,
    form: formOf(of), color: tint(of.provider?.color), isStation: n !== undefined,
    isThere: isKnown && n !== 0 && of.isRenting !== false, count: n === undefined ? "" : isKnown ? String(n) : "?" } };
};

// Icons of the page's style by what they are called: on a vehicle's colour and, where none is left, on paper.
const INKS = ["#ffffff", "#6d7984"];
export const addIcons = (map, icons) => Object.entries(icons).forEach(([form, name]) => INKS.forEach((ink, i) => {
  const drawn = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
  const image = new Image(40, 40);
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, 40, 40);
    pen.globalCompositeOperation = "source-in";
    pen.fillStyle = ink;
    pen.fillRect(0, 0, 40, 40);
    map.addImage(form + (i ? "-gone" : ""), pen.getImageData(0, 0, 40, 40), { pixelRatio: 2 });
  };
  image.src = drawn.trim().slice(5, -2).replace("%3Csvg ", "%3Csvg width='40' height='40' ");
}));

const ring = (line) => decodeLine(line).concat([decodeLine(line)[0]]);
const zoneKind = (rule) => (!rule.rideThroughAllowed ? "no_ride" : !rule.rideEndAllowed ? "no_parking"
  : rule.maxSpeedKmh ? "slow" : "");
const zoneFeature = ({ area, rules: [rule] }) => ({ type: "Feature", properties: { kind: zoneKind(rule),
  name: say(told[zoneKind(rule)] ?? "", { n: rule.maxSpeedKmh }) },
  geometry: { type: "MultiPolygon", coordinates: area.map((polygon) => polygon.map(ring)) } });

export const openRentals = (map) => {
  const whose = new Map();
  let known = new Map(), asking, pause;
  if (isRenting) addIcons(map, ICONS);

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    if (document.hidden || !isRenting) return;
    const box = map.getBounds(), isFar = map.getZoom() < FROM_ZOOM;
    const { stations, vehicles, providers, asked } = isFar ? { stations: [], vehicles: [], providers: [] }
      : await ask("v1/map/rentals", { language, withZones: false, min: `${box.getSouth()},${box.getWest()}`,
        max: `${box.getNorth()},${box.getEast()}` }, asking.signal);
    for (const each of providers) whose.set(each.id, each);
    known = new Map([...stations, ...vehicles.filter(isUsable)].map((each) => [
      `${each.numVehiclesAvailable === undefined ? "vehicle" : "station"} ${each.providerId} ${each.id}`,
      { ...each, asked, provider: whose.get(each.providerId) }]));
    map.getSource("rentals").setData(collection([...known].map(([id, of]) => feature(of, id))));
  };
  const again = () => look().catch(() => {}); // a service out of reach is told where one asks
  map.on("moveend", () => { clearTimeout(pause); pause = setTimeout(again, 250); });
  document.addEventListener("visibilitychange", again);
  setInterval(again, ASK_MS, again());

  // The zones of whom a vehicle belongs to, while one looks at it.
  const showZones = async (of) => {
    const { zones } = of ? await ask("v1/map/rentals", { providers: of.providerId, withStations: false,
      withVehicles: false, language }) : { zones: [] };
    map.getSource("zones").setData(collection(zones.map(zoneFeature).filter(({ properties }) => properties.kind)));
  };
  // What is near by how long one walks there; of vehicles that are alike the nearest two.
  const nearest = async ({ lat, lng }) => {
    const { nearby, asked } = await ask("../v1/nearby", { place: `${lat},${lng}`, modes: "RENTAL", language });
    const found = nearby.map(({ duration, rentalStation, rentalVehicle }) => ({ ...rentalStation, ...rentalVehicle,
      duration, asked })).filter((each, i, all) => !isOneMore(each, all.slice(0, i)));
    return found.slice(0, MOST).map((each) => ({ ...each, provider: whose.get(each.providerId) }));
  };
  const row = (of, open) => make("li", {}, button([formIcon(formOf(of)),
    make("span", {}, of.name || told.forms[formOf(of)], make("small", {},
      [of.numVehiclesAvailable === undefined ? of.provider?.name : counts(of),
        `${words.modes.WALK} ${lasting(of.duration)}`].filter(Boolean).join(" · ")))], () => open(of)));
  const around = async (at, open) => {
    const found = await nearest(at).catch(() => []);
    return !found.length ? make("p", {}, told.none_around) : make("ol", { class: "around", role: "list",
      "aria-label": told.around }, found.map((of) => row(of, open)));
  };
  return { around, of: (id) => known.get(id), showZones: (of) => showZones(of).catch(() => {}) };
};
