// The state of the page is its address: what is asked, the itinerary chosen, the stop looked at.
import { ask } from "./client.js";
import { instant, language, own, usualModes } from "./world.js";

const MEMBERS = ["from", "fromName", "to", "toName", "date", "time", "arrive", "modes", "own", "wheelchair",
  "cursor", "way", "stop", "lang"];
const POSITION = /^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/, MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
const isStreet = (mode) => ["BIKE", "CAR", "RENTAL"].includes(mode);

export const readAddress = () => {
  const given = new URLSearchParams(location.search);
  const state = Object.fromEntries(MEMBERS.map((name) => [name, given.get(name) ?? ""]));
  return MOMENT.test(`${state.date}T${state.time}`) ? state : { ...state, date: "", time: "" };
};

export const addressOf = (state) => `?${new URLSearchParams(Object.entries(state).filter(([, value]) => value))}`;

// What /api/v6/plan is asked, or null while an end is missing.
export const planQuery = (state) => {
  const modes = (state.modes || usualModes).split(","), chair = state.wheelchair === "true";
  const onFoot = modes.includes("RENTAL") && !chair ? "WALK,RENTAL" : "WALK"; // to stops, and from them
  const { before = "", after = "", direct = "", most, bike } = own[state.own] ?? {}; // with one's own car or bike
  const joined = (...parts) => parts.filter(Boolean).join();
  return state.from && state.to ? {
    fromPlace: state.from, toPlace: state.to, arriveBy: state.arrive === "true", language,
    time: state.date && instant(state.date, state.time), pageCursor: state.cursor,
    transitModes: modes.filter((mode) => !isStreet(mode)).join(), maxDirectTime: 3600,
    preTransitModes: joined(onFoot, before), postTransitModes: joined(onFoot, after), bikeParking: bike || undefined,
    maxPreTransitTime: before && most, maxPostTransitTime: after && most,
    directModes: joined("WALK", ...modes.filter((mode) => isStreet(mode) && !chair), direct),
    pedestrianProfile: chair ? "WHEELCHAIR" : "FOOT", numItineraries: 4, maxItineraries: 6,
  } : null;
};

export const placeOf = (match) => ({
  place: match.type === "STOP" ? match.id : `${match.lat.toFixed(6)},${match.lon.toFixed(6)}`, name: match.name });

// A place as links name it: a position, the id of a stop, or words a person typed.
export const findPlace = async (text) => {
  const place = text.replace(/\s/g, "");
  if (POSITION.test(place)) {
    const [nearest] = await ask("v1/reverse-geocode", { place, language, numResults: 1 });
    return { place, name: nearest?.name ?? text };
  }
  const asId = ask("v6/stop", { stopId: text, language }).catch((problem) => problem);
  const [[likeliest], found] = await Promise.all([ask("v1/geocode", { text, language, numResults: 1 }), asId]);
  if (found instanceof Error && !likeliest) throw found;
  return found instanceof Error ? placeOf(likeliest) : { place: text, name: found.place.name };
};
