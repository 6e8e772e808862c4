// Vehicles on the map: asked for now and then, moved along their ways in between.
import { badge, colour } from "./cards.js";
import { ask } from "./client.js";
import { make } from "./dom.js";
import { collection, decodeLine, gap } from "./line.js";
import { fullness, moments, punctuality } from "./news.js";
import { exact, language, now, say, words } from "./world.js";

const FROM_ZOOM = 12.5, ASK_MS = 12000, AHEAD_MS = 60000, STUCK_MS = 4000, NEAR = 0.004;
const CALM = matchMedia("(prefers-reduced-motion: reduce)"), WEIGHTS = [3, 6, 1];
const isDark = (hex) => hex.match(/\w\w/g).reduce((sum, each, i) => sum + WEIGHTS[i] * parseInt(each, 16), 0) < 1500;

// A segment with how far along each point lies, and where its vehicle was when it was last heard.
const lay = (segment, asked) => {
  const line = decodeLine({ points: segment.polyline, precision: 5 }), along = [0];
  for (let i = 1; i < line.length; i++) along.push(along[i - 1] + gap(line[i - 1], line[i]));
  const leaves = Date.parse(segment.departure), comes = Date.parse(segment.arrival), { vehicle } = segment;
  let start = { at: leaves, share: 0 };
  if (vehicle && !vehicle.stale) {
    const far = line.map((point) => gap(point, [vehicle.lon, vehicle.lat])), i = far.indexOf(Math.min(...far));
    if (far[i] < NEAR) start = { at: asked - vehicle.dataAge * 1000, share: along[i] / (along.at(-1) || 1) };
  }
  return { ...segment, line, along, start, leaves, comes };
};

const placeOn = ({ line, along, start, comes }, moment) => {
  const part = Math.min(1, Math.max(0, (moment - start.at) / Math.max(1, comes - start.at)));
  const run = (start.share + (1 - start.share) * part) * along.at(-1);
  const i = Math.min(Math.max(1, along.findIndex((each) => each >= run)), line.length - 1);
  const [a, b] = [line[i - 1] ?? line[0], line[i] ?? line[0]], size = along[i] - along[i - 1];
  const share = size ? Math.min(1, (run - along[i - 1]) / size) : 0;
  return { at: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share],
    bearing: (Math.atan2((b[0] - a[0]) * 0.7, b[1] - a[1]) * 180) / Math.PI };
};

export const describe = (run) => make("div", { class: "vehicle" },
  make("p", {}, badge(run), ` ${say(words.next_stop, { stop: run.to.name })} `,
    ...moments(run.scheduledArrival, run.arrival), " ", punctuality(run.scheduledArrival, run.arrival, run.realTime)),
  make("small", {}, run.vehicle ? [fullness(run.vehicle), " "] : "", !run.realTime && !run.vehicle ? words.as_planned
    : say(words.live_as_of, { time: exact(run.asked - 1000 * ((run.vehicle ?? run).dataAge ?? 0)) })));

export const openVehicles = (map) => {
  let runs = new Map(), shown = new Map(), asking, pause, due = 0, drawn = 0;

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const box = map.getBounds(), asked = now(), iso = (moment) => new Date(moment).toISOString();
    if (document.hidden) return;
    if (map.getZoom() < FROM_ZOOM) return runs.clear();
    const segments = await ask("v6/map/trips", { zoom: map.getZoom().toFixed(1), language, precision: 5,
      min: `${box.getSouth()},${box.getWest()}`, max: `${box.getNorth()},${box.getEast()}`,
      startTime: iso(asked), endTime: iso(asked + AHEAD_MS) }, asking.signal);
    runs = new Map();
    for (const each of segments) {
      const { tripId, displayName } = each.trips[0];
      runs.set(tripId, [...(runs.get(tripId) ?? []), lay({ ...each, asked, displayName }, asked)]);
    }
    for (const parts of runs.values()) parts.sort((a, b) => a.leaves - b.leaves);
  };

  const onNow = (parts, moment) => parts?.find(({ comes }) => moment < comes) ?? parts?.at(-1);
  const feature = ([id, parts], moment, ease) => {
    const run = onNow(parts, moment), { at, bearing } = placeOn(run, moment);
    const before = shown.get(id) ?? at;
    const place = gap(before, at) < NEAR ? before.map((each, i) => each + (at[i] - each) * ease) : at;
    shown.set(id, place);
    const color = colour(run), ink = isDark(color) ? "#ffffff" : "#000000", name = run.displayName ?? "";
    const properties = { id, color, ink, name, bearing, live: run.realTime };
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: place } };
  };
  // Each time a bus has gone half a pixel, and not before the device has done with the time before.
  const draw = (at) => {
    requestAnimationFrame(draw);
    if (at < due || (!runs.size && !shown.size)) return;
    due = at + STUCK_MS;
    const pace = CALM.matches ? 2000 : Math.min(1000, Math.max(100, 250 * 2 ** (15 - map.getZoom())));
    map.once("idle", (_, end = performance.now()) => { due = end + Math.max(pace, end - at); });
    const moment = now(), ease = Math.min(1, (at - drawn) / 600);
    [drawn, shown] = [at, new Map([...shown].filter(([id]) => runs.has(id)))];
    map.getSource("vehicles").setData(collection([...runs].map((each) => feature(each, moment, ease))));
  };
  const again = () => look().catch(() => {}); // a service out of reach is told where one asks
  map.on("moveend", () => { clearTimeout(pause); pause = setTimeout(again, 250); });
  document.addEventListener("visibilitychange", again);
  setInterval(again, ASK_MS, again(), requestAnimationFrame(draw));
  return (id) => onNow(runs.get(id), now());
};
