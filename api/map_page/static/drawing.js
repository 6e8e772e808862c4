// Points that staff set on the map, one click each: along a street, or round an area.
import { collection } from "./line.js";

const feature = (kind, type, coordinates) => ({ type: "Feature", properties: { kind },
  geometry: { type, coordinates } });
const shape = (how, points) => (points.length < 2 ? [] : [how === "area"
  ? feature("", "Polygon", [[...points, points[0]]]) : feature("", "LineString", points)]);

// `changed`: told after each point, with all of them as [longitude, latitude]; `named`: with the name of the
// street that was clicked at, and whether that was what was wanted.
export const openDrawing = ({ map, take }, changed, named) => {
  let how = "", points = [];
  const draw = (cut = []) => map.getSource("drawing").setData(collection([...cut.map((line) => feature("cut",
    "LineString", line)), ...shape(how, points), ...points.map((at) => feature("", "Point", at))]));
  const set = (next) => { points = next; draw(); changed(points); };
  const streetAt = (at) => {
    const { x, y } = map.project(at), isStreet = (layer) => layer["source-layer"] === "street";
    const layers = map.getStyle().layers.filter(isStreet).map(({ id }) => id);
    const found = map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers });
    return found.find(({ properties }) => properties.name)?.properties.name ?? "";
  };
  const start = (kind, given = []) => {
    how = kind;
    set(given);
    take(({ lngLat }) => {
      named(streetAt(lngLat), how === "street" || how === "piece");
      const at = [lngLat.lng, lngLat.lat];
      if (how === "piece") set([at]); else if (how !== "street") set([...points, at]);
    });
  };
  const stop = () => { how = ""; set([]); take(null); };
  return { start, stop, draw, undo: () => set(points.slice(0, -1)) };
};
