// What staff write of one closure: where, when, for whom; read into the body the service takes.
import { button, make } from "./dom.js";
import { clock, instant, isoDay, say, words } from "./world.js";

const told = words.staff, KINDS = ["CLOSURE", "WORKS", "EVENT", "HAZARD", "ACCIDENT", "RESTRICTION", "OTHER"];
const WAYS = ["line", "piece", "street", "area"], WHOM = ["CAR", "TRUCK", "BUS", "BIKE", "WALK"];
const FEWEST = { line: 2, piece: 1, street: 0, area: 3 }; // points
const WEEK = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

const label = (text, ...inside) => make("label", {}, make("span", {}, text), ...inside);
const tick = (text, attributes) => make("label", { class: "tick" },
  make("input", { type: "checkbox", ...attributes }), make("span", {}, text));
const select = (name, pairs, chosen) => make("select", { name }, pairs.map(([value, text]) => make("option",
  { value, selected: value === chosen ? "" : undefined }, text)));
const typed = (name, value = "", more = {}) => make("input", { type: "text", name, value, maxlength: 200,
  autocomplete: "off", ...more });
const local = (moment) => (moment ? `${isoDay(moment)}T${clock(moment)}` : "");

const when = (of) => {
  const [hours] = of.schedule ?? [], isTicked = (day) => hours?.weekdays?.includes(day);
  const days = told.weekdays.split(" ").map((name, i) => tick(name, { name: "weekday", value: WEEK[i],
    checked: isTicked(WEEK[i]) ? "" : undefined }));
  return [
    make("div", { class: "pair" }, label(told.begin, make("input", { type: "datetime-local", name: "begin",
      value: local(of.begin) })), label(told.end, make("input", { type: "datetime-local", name: "end",
      value: local(of.end) }))),
    make("fieldset", {}, make("legend", {}, told.weekly), days),
    make("div", { class: "pair" }, label(told.from_hour, make("input", { type: "time", name: "from_hour",
      value: hours?.begin ?? "" })), label(told.to_hour, make("input", { type: "time", name: "to_hour",
      value: hours?.end.replace("24:00", "00:00") ?? "" })))];
};

// `of`: what is changed, or what a new one begins with; `act`: what the buttons do.
export const staffForm = (of, act) => make("form", { class: "staff", submit: (event) => event.preventDefault() },
  label(told.kind, select("kind", KINDS.map((kind) => [kind, words.incident.kinds[kind]]), of.kind)),
  label(told.where, select("how", WAYS.map((way) => [way, told.ways[way]]), of.how)),
  make("p", { class: "hint" }, ""),
  make("p", { class: "acts" }, make("small", { class: "drawn", role: "status" }, ""),
    button(told.undo, act.undo, { class: "undo" })),
  label(told.street, typed("street", of.street)),
  label(told.direction, select("direction", [["BOTH", told.both], ["ONE", told.one]], of.direction)), ...when(of),
  make("fieldset", {}, make("legend", {}, told.whom), WHOM.map((each) => tick(words.road.whom[each], { name: "concerns",
    value: each, checked: of.concerns?.includes(each) ? "" : undefined })), make("small", {}, told.everybody)),
  tick(told.is_closed, { name: "isClosed", checked: of.isClosed === false ? undefined : "" }),
  tick(told.closes_stops, { name: "closesStops", checked: of.closesStops ? "" : undefined }),
  label(told.text, typed("text", of.text, { maxlength: 500 })), label(told.url, typed("url", of.url)),
  make("p", { class: "acts" }, button(told.check, act.check), button(told.publish, act.publish, { class: "act" }),
    button(told.draft, act.draft), button(told.cancel, act.cancel)),
  make("div", { class: "cut", role: "status" }));

// What the fields of a form say, with the points that were drawn.
export const bodyOf = (form, points) => {
  const fields = form.elements, value = (name) => fields[name].value.trim() || undefined;
  const ticked = (name) => [...fields[name]].filter((box) => box.checked).map((box) => box.value);
  const at = (name) => value(name) && instant(...value(name).split("T"));
  const how = value("how"), places = points.map(([lon, lat]) => [lat, lon]);
  const place = { line: { line: places }, area: { area: places }, piece: { near: places.at(-1) }, street: {} }[how];
  const weekdays = ticked("weekday"), begin = value("from_hour") ?? "00:00", end = value("to_hour") ?? "24:00";
  const isWeekly = weekdays.length || value("from_hour") || value("to_hour");
  if (places.length < FEWEST[how] || (how === "street" && !value("street"))) throw new Error(told.needs_place);
  return { kind: value("kind"), ...place, street: value("street"),
    direction: value("direction"), begin: at("begin"), end: at("end"), concerns: ticked("concerns"),
    schedule: isWeekly ? [{ begin, end, weekdays }] : undefined,
    isClosed: fields.isClosed.checked || value("kind") === "CLOSURE",
    closesStops: how === "area" ? fields.closesStops.checked : undefined,
    text: value("text"), url: value("url") };
};
