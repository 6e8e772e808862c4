// What is out of the ordinary on the road: closed streets, works, jams, as lines, areas and signs.
import { ask } from "./client.js";
import { button, find, make } from "./dom.js";
import { collection } from "./line.js";
import { clock, lasting, say, sourceNames, weekday, words } from "./world.js";

const FROM_ZOOM = 10, ASK_MS = 20000, NEAR_M = 1000, MOST = 8, KMH = [8, 15, 25];
const told = words.road, kinds = words.incident.kinds, wish = find("#roads");

const moment = (at) => `${weekday(at)} ${clock(at)}`;
const holding = ({ begin, end }) => (end
  ? say(told.from_until, { begin: begin ? moment(begin) : "…", end: moment(end) })
  : begin ? say(told.since, { begin: moment(begin) }) : "");
const WEEK = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"], days = words.staff.weekdays.split(" ");
const hoursOf = ({ schedule = [] }) => schedule.map(({ weekdays = [], begin, end }) => [
  weekdays.map((day) => days[WEEK.indexOf(day)]).join(", "), `${begin}–${end}`].filter(Boolean).join(" "));
const whomOf = ({ concerns = [] }) => (concerns.length
  ? say(told.only_for, { whom: concerns.map((each) => told.whom[each] ?? each).join(", ") }) : "");
const nameOf = (of) => (of.isClosed ? say(words.incident.closed, { street: of.street || words.incident.road })
  : `${of.street || words.incident.road}: ${kinds[of.kind]}`);
const numbers = ({ speed, delay }) => [speed > 0 ? say(told.speed, { n: Math.round(speed) }) : "",
  delay > 0 ? say(told.delay, { long: lasting(delay) }) : ""];

// Addresses are somebody else's words: only those of the web are followed.
const more = ({ url }) => (/^https?:\/\//i.test(url)
  ? make("p", { class: "acts" }, make("a", { href: url, rel: "noopener noreferrer" }, words.more)) : "");
const lines = (of) => [
  [of.isClosed && of.kind !== "CLOSURE" ? kinds[of.kind] : "", whomOf(of), ...numbers(of)],
  [holding(of), ...hoursOf(of), of.isActive ? "" : told.not_now],
  [of.isVerified ? "" : told.unverified, of.isLaid ? "" : told.not_laid],
].map((facts) => facts.filter(Boolean).join(" · ")).filter(Boolean);

export const describeIncident = (of, acts = "") => make("div", { class: "rental" },
  make("h3", {}, nameOf(of)), lines(of).map((line) => make("p", {}, line)), of.text ? make("p", {}, of.text) : "",
  make("p", {}, make("small", {}, of.authority || sourceNames[of.source] || of.source)), more(of), acts);

// How it is drawn: closed, a jam by how slow it is, or something else.
const lookOf = ({ kind, isClosed }) => (isClosed ? "closed" : kind === "JAM" ? "jam" : "other");
const slow = ({ speed = 0 }) => KMH.filter((bound) => speed >= bound).length;
const signOf = ({ isVerified, isClosed }) => (!isVerified ? "?" : isClosed ? "×" : "!");
const properties = (of) => ({ id: `incident ${of.id}`, look: lookOf(of), slow: slow(of),
  isSure: of.isVerified && of.isActive, isOneWay: of.direction === "ONE", sign: signOf(of) });
const feature = (of, geometry) => ({ type: "Feature", properties: properties(of), geometry });
const between = (line, i = (line.length - 1) / 2) => [0, 1].map((axis) => (line[Math.floor(i)][axis]
  + line[Math.ceil(i)][axis]) / 2);
const middle = ({ type, coordinates }) => (type === "Point" ? coordinates : type === "LineString"
  ? between(coordinates) : coordinates[0][0]);
const drawings = ({ of, geometry }) => (geometry.type === "Point" || lookOf(of) === "jam" ? [feature(of, geometry)]
  : [feature(of, geometry), feature(of, { type: "Point", coordinates: middle(geometry) })]);
const known = ({ features = [] }) => features.filter(({ geometry }) => geometry)
  .map(({ geometry, properties: of }) => ({ of, geometry }));

export const openIncidents = (map) => {
  let shown = new Map(), asking, pause;

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const box = map.getBounds(), isWanted = wish.checked && map.getZoom() >= FROM_ZOOM;
    if (document.hidden) return;
    const answer = isWanted ? await ask("../v1/incidents", { format: "geojson",
      bbox: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].join() }, asking.signal) : {};
    const found = known(answer);
    shown = new Map(found.map((each) => [`incident ${each.of.id}`, each]));
    map.getSource("incidents").setData(collection(found.flatMap(drawings)));
  };
  const again = () => look().catch(() => {}); // a service out of reach is told where one asks
  map.on("moveend", () => { clearTimeout(pause); pause = setTimeout(again, 250); });
  document.addEventListener("visibilitychange", again);
  wish.addEventListener("change", again);
  setInterval(again, ASK_MS, again());

  const row = (each, open) => make("li", {}, button([make("i", { class: "sign road" }, properties(each.of).sign),
    make("span", {}, nameOf(each.of), make("small", {}, lines(each.of)[0] ?? ""))], () => open(each)));
  // What is near, whoever drives or walks there: nobody needs to see the map.
  const around = async ({ lat, lng }, open) => {
    const found = known(await ask("../v1/incidents", { format: "geojson", place: `${lat},${lng}`, radius: NEAR_M,
      limit: MOST }).catch(() => ({})));
    return !found.length ? make("p", {}, told.none_around) : make("ol", { class: "around", role: "list",
      "aria-label": told.around }, found.map((each) => row(each, open)));
  };
  const at = ({ geometry }) => { const [lng, lat] = middle(geometry); return { lat, lng }; };
  return { again, around, at, of: (id) => shown.get(id) };
};
