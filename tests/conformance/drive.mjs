// Drives a running server through every call of @motis-project/motis-client.
//
//   node drive.mjs BASE_URL QUESTIONS.json   in a folder where the client is installed
//
// Prints a JSON list of {call, url, status, data, error}: what the client made of each answer.
import { readFileSync } from "node:fs";
import * as motis from "@motis-project/motis-client";

const [baseUrl, file] = process.argv.slice(2);
const { from, to, near, stop, time, min, max, start, end } = JSON.parse(readFileSync(file));
const done = [];

const call = async (name, options, style = {}) => {
  if (!(name in motis)) return undefined;
  const { data, error, response } = await motis[name]({ baseUrl, ...options, ...style });
  done.push({ call: name, url: response.url, status: response.status, data, error });
  return data;
};

const commas = { querySerializer: { array: { explode: false, style: "form" } } };
const between = { fromPlace: from, toPlace: to, time };
const modes = { transitModes: ["BUS", "TRAM"], directModes: ["WALK", "BIKE"] };

const found = await call("plan", { query: between });
await call("plan", { query: { ...between, ...modes } });
await call("plan", { query: { ...between, ...modes } }, commas);
await call("plan", { query: { ...between, transitModes: [], arriveBy: true } }, commas);
await call("plan", { query: { ...between, pageCursor: found?.nextPageCursor ?? "" } });
await call("planPost", { query: between, body: {} });
const rentals = {
  directModes: ["WALK", "RENTAL"], preTransitModes: ["WALK", "RENTAL"],
  postTransitModes: ["WALK", "RENTAL"], directRentalFormFactors: ["BICYCLE"],
  directRentalProviderGroups: ["bikes"], ignorePostTransitRentalReturnConstraints: true,
};
const rented = await call("plan", { query: { ...between, ...rentals, toPlace: near } });
const bikes = rented?.direct.find((way) => way.legs.some((leg) => leg.rental));
await call("planPost", {
  query: between, body: { fromOffsets: [{ stopId: stop, duration: 120, mode: "WALK" }] },
});

const itinerary = found?.itineraries?.[0];
const ride = itinerary?.legs.find((leg) => leg.tripId);
await call("refreshItinerary", { query: { itineraryId: itinerary?.id } });
await call("refreshItinerary", { query: { itineraryId: bikes?.id } });
await call("refreshItineraryPost", {
  body: {
    id: {
      legs: (itinerary?.legs ?? []).map((leg) => ({
        displayName: leg.displayName ?? "",
        tripId: leg.tripId ?? "",
        fromId: leg.from.stopId ?? "",
        fromLat: leg.from.lat,
        fromLon: leg.from.lon,
        toId: leg.to.stopId ?? "",
        toLat: leg.to.lat,
        toLon: leg.to.lon,
        schedStart: Date.parse(leg.scheduledStartTime) / 1000,
        schedEnd: Date.parse(leg.scheduledEndTime) / 1000,
        mode: leg.mode,
        scheduled: leg.scheduled,
      })),
    },
  },
});

await call("trip", { query: { tripId: ride?.tripId } });
await call("stoptimes", { query: { stopId: stop, time, n: 5, radius: 200, language: ["en", "fr"] } });
await call("stoptimes", { query: { center: from, radius: 2000, time, n: 5 } });
await call("trips", { query: { zoom: 14, min, max, startTime: start, endTime: end } });
await call("stops", { query: { min, max } });
await call("stopInfo", { query: { stopId: stop } });
await call("initial", {});
await call("levels", { query: { min, max } });
await call("rentals", { query: { min, max } });
await call("rentals", { query: {} });
await call("geocode", { query: { text: "Stop", type: "STOP", language: ["en"] } });
await call("reverseGeocode", { query: { place: from } });
await call("oneToAll", { query: { one: from, time, maxTravelTime: 30 } });
const many = {
  one: from.replace(",", ";"), many: [to.replace(",", ";")], mode: "WALK", max: 1800,
  maxMatchingDistance: 250, arriveBy: false,
};
await call("oneToMany", { query: many });
await call("oneToManyPost", { body: many });
await call("health", {});
await call("oneToManyIntermodal", { query: { one: from, many: [to] } });
await call("routes", { query: { zoom: 14, min, max } });
await call("transfers", { query: { id: stop } });

process.stdout.write(JSON.stringify(done));
