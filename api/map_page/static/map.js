// The map: our own tiles, the itinerary that is looked at, and what clicks mean.
import { describeCarpool, isSharing, openCarpool } from "./carpool.js";
import { colour, isRide } from "./cards.js";
import { button, find, make } from "./dom.js";
import { describeIncident, openIncidents } from "./incidents.js";
import { decodeLine } from "./line.js";
import { tint } from "./rented.js";
import { openReports } from "./report.js";
import { describeParking, openParking } from "./parking.js";
import { describeRental, isRenting, openRentals } from "./rentals.js";
import { describe, openVehicles } from "./vehicles.js";
import { attribution, box, generation, isParking, words } from "./world.js";

const WIDE = matchMedia("(min-width: 48rem)"), DARK = matchMedia("(prefers-color-scheme: dark)");
const NEAR_PX = 8, EDGE_PX = 10;
const STOPS = ["stops", "stops-small", "way-stops"], VEHICLES = ["vehicles"], RENTALS = ["rentals"];
const PARKING = ["parking"], PARKED = "#1f5fa8", CARPOOL = ["carpool"];
const ROADS = ["incidents", "incident-casing", "incident-others", "incident-jams", "incident-areas"];
const CLICKED = [...STOPS, ...RENTALS, ...PARKING, ...CARPOOL, ...ROADS];

// The style names colours of a palette by $name.
const loadStyle = async () => {
  const { palettes, style } = await (await fetch(new URL("style.json", import.meta.url))).json();
  const palette = { ...(DARK.matches ? palettes.dark : palettes.light), origin: location.origin, generation };
  return JSON.parse(JSON.stringify(style).replace(/\$(\w+)/g, (_, name) => palette[name]));
};

const feature = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });
const point = (place, kind, color, name = place.name) => feature("Point", [place.lon, place.lat],
  { kind, color, name, id: place.parentId ?? place.stopId ?? "" });

const legFeatures = (leg) => {
  const color = leg.rental ? tint(leg.rental.color) : colour(leg);
  const kind = leg.offer ? "offered" : isRide(leg) ? "ride" : leg.rental ? "rented"
    : leg.mode === "WALK" ? "street" : "driven";
  const line = feature("LineString", decodeLine(leg.legGeometry), { kind, color });
  const between = (leg.intermediateStops ?? []).map((stop) => point(stop, "between", color, ""));
  if (["street", "driven"].includes(kind)) return leg.parking ? [line, point(leg.parking, "stop", PARKED)] : [line];
  return [line, ...between,
    point(leg.from, "stop", color), point(leg.to, "stop", color)];
};

// Beside the panel on wide screens, above it on narrow ones.
const padding = () => (WIDE.matches ? { left: find("#panel").offsetWidth + 70, top: 60, right: 110, bottom: 60 } : 45);

export const openMap = async (act) => {
  const map = new maplibregl.Map({
    container: "map", style: await loadStyle(), bounds: box ?? undefined, fitBoundsOptions: { padding: padding() },
    attributionControl: { compact: true, customAttribution: attribution }, maxZoom: 19, locale: words.controls,
    localIdeographFontFamily: "system-ui, sans-serif", dragRotate: false,
  });
  // All letters come from the fonts of this device, as MapLibre does it for ideographs: none are served.
  map.style.glyphManager._doesCharSupportLocalGlyph = () => true;
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.GeolocateControl({ positionOptions: { enableHighAccuracy: true } }), "top-right");
  await map.once("style.load");
  if (!WIDE.matches) find(".maplibregl-ctrl-attrib").classList.remove("maplibregl-compact-show"); // a tap shows it

  DARK.addEventListener("change", async () => {
    for (const { id, paint = {} } of (await loadStyle()).layers) {
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
    }
  });
  const runOf = openVehicles(map), rentals = openRentals(map), parking = openParking(map), carpool = openCarpool(map);
  const roads = openIncidents(map), reports = openReports();

  // The nearest of what is drawn around a click.
  const drawn = ({ point: { x, y } }, layers) => {
    const far = (at) => Math.hypot(at.x - x, at.y - y); // lines and areas come after points
    const off = ({ geometry: { type, coordinates: of } }) => (type === "Point" ? far(map.project(of)) : 2 * NEAR_PX);
    const found = map.queryRenderedFeatures([[x - NEAR_PX, y - NEAR_PX], [x + NEAR_PX, y + NEAR_PX]], { layers });
    return found.filter((each) => each.properties.id).sort((a, b) => off(a) - off(b))[0];
  };
  // Beside what lies there, and moved to where all of it is seen.
  const beyond = (low, high, from, to, under = low - from - EDGE_PX) => (under < 0 || high - low > to - from
    ? under : Math.max(0, high - to + EDGE_PX));
  const reveal = (popup) => {
    const box = popup.getElement().getBoundingClientRect(), room = map.getContainer().getBoundingClientRect();
    const panel = find("#panel").getBoundingClientRect(), isWide = WIDE.matches;
    map.panBy([beyond(box.left, box.right, isWide ? panel.right : room.left, room.right),
      beyond(box.top, box.bottom, room.top, isWide ? room.bottom : panel.top)]);
  };
  const show = (at, content, options) => {
    const popup = new maplibregl.Popup({ maxWidth: "18rem", ...options }).setLngLat(at).setDOMContent(content);
    popup.addTo(map);
    requestAnimationFrame(() => popup.isOpen() && reveal(popup)); // once it has its place
    return popup;
  };
  const ending = (at, popup) => (name) => {
    popup().remove();
    act.end(name, `${at.lat.toFixed(6)},${at.lng.toFixed(6)}`);
  };
  const showRental = (of) => {
    const at = { lat: of.lat, lng: of.lon }, popup = show(at, describeRental(of, ending(at, () => popup)));
    rentals.showZones(of);
    popup.on("close", () => rentals.showZones(null));
  };
  const showParking = (of) => {
    const at = { lat: of.lat, lng: of.lon }, popup = show(at, describeParking(of, ending(at, () => popup)));
  };
  const showCarpool = (of) => {
    const { lat, lon: lng } = of.waypoints?.[0] ?? of, at = { lat, lng };
    const popup = show(at, describeCarpool(of, ending(at, () => popup)));
    carpool.showLine(of);
    popup.on("close", () => carpool.showLine(null));
  };
  const showIncident = (each) => show(roads.at(each), describeIncident(each.of));
  const choose = (at) => {
    let list;
    const end = ending(at, () => popup), near = (text, layer, open) => button(text, () => {
      popup.remove();
      layer.around(at, (of) => { list.remove(); open(of); }).then((found) => { list = show(at, found); });
    });
    const choices = [button(words.start_here, () => end("from")), button(words.go_here, () => end("to")),
      isRenting ? near(words.rental.around, rentals, showRental) : "",
      isParking ? near(words.parking.around, parking, showParking) : "",
      isSharing ? near(words.offer.around, carpool, showCarpool) : "", near(words.road.around, roads, showIncident),
      reports.isOpen() ? button(words.road.report, () => { popup.remove(); show(at, reports.choices(at)); }) : ""];
    const popup = show(at, make("div", { class: "acts" }, choices), { closeButton: false });
  };
  let taker = null; // who takes clicks while something is drawn
  map.on("click", (event) => {
    if (taker) return taker(event);
    const vehicle = drawn(event, VEHICLES), run = vehicle && runOf(vehicle.properties.id);
    const id = drawn(event, CLICKED)?.properties.id, rental = rentals.of(id);
    if (run) show(event.lngLat, describe(run)); else if (rental) showRental(rental);
    else if (parking.of(id)) showParking(parking.of(id)); else if (carpool.of(id)) showCarpool(carpool.of(id));
    else if (roads.of(id)) show(event.lngLat, describeIncident(roads.of(id).of));
    else if (id) act.stop(id); else choose(event.lngLat);
    return undefined;
  });
  map.on("contextmenu", (event) => choose(event.lngLat));
  const over = (event) => Boolean(taker || drawn(event, [...CLICKED, ...VEHICLES]));
  map.on("mousemove", (event) => map.getCanvas().classList.toggle("over", over(event)));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // or it would press the first button of what opens
    const center = map.getCenter();
    if (taker) taker({ lngLat: center }); else choose(center);
  });

  return {
    map, roads,
    take: (to) => { taker = to; },
    near: () => `${map.getCenter().lat.toFixed(5)},${map.getCenter().lng.toFixed(5)}`,
    look: ({ lat, lon }) => map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 15), padding: padding() }),
    show: (way, named) => {
      const features = way ? [...way.legs.flatMap(legFeatures), point(way.legs[0].from, "start", "", named.START),
        point(way.legs.at(-1).to, "end", "", named.END)] : [];
      map.getSource("way").setData({ type: "FeatureCollection", features });
      const line = way ? way.legs.flatMap((leg) => decodeLine(leg.legGeometry)) : [];
      const bounds = line.reduce((all, at) => all.extend(at), new maplibregl.LngLatBounds());
      if (way) map.fitBounds(bounds, { padding: padding(), maxZoom: 16 });
    },
  };
};
