// What the town's staff do on the map: write closures, see what they cut, publish them, take them back.
import { ask, tell } from "./client.js";
import { button, find, make } from "./dom.js";
import { openDrawing } from "./drawing.js";
import { decodeLine } from "./line.js";
import { bodyOf, staffForm } from "./staff-form.js";
import { clock, distance, say, weekday, words } from "./world.js";

const told = words.staff, root = find("#staff"), KEY = "maas-staff-key", LOOK_MS = 100, MOST_LOOKS = 20;
const keyOf = () => sessionStorage.getItem(KEY) ?? "";
const moment = (at) => (at ? `${weekday(at)} ${clock(at)}` : "");
const nameOf = (of) => `${words.incident.kinds[of.kind]}: ${of.street || of.text || words.incident.road}`;
const unplaced = ({ line, lines, area, near, ...rest }) => rest; // where it is comes from the form
const planOf = ({ street, text, line, lines, area }) => JSON.stringify([street, text, line, lines, area]);
const sameAs = (draft) => (of) => of.status === "PUBLISHED" && planOf(of) === planOf(draft);

// `changed`: told when what ways depend on is another one.
export const openStaff = (map, changed) => {
  const note = make("p", { class: "note", role: "status", hidden: "" });
  const saying = (work) => work.then((text) => { note.textContent = text ?? ""; }).catch((problem) => {
    note.textContent = problem.message;
  }).finally(() => { note.hidden = !note.textContent; });
  const call = (method, path, body) => tell(method, `../v1/incidents${path}`, body, keyOf());
  let form, points = [], changing;

  const drawing = openDrawing(map, (set) => {
    points = set;
    if (form) form.querySelector(".drawn").textContent = set.length ? say(told.drawn, { n: set.length }) : "";
  }, (street, isWanted) => {
    if (form && street && (isWanted || !form.elements.street.value)) form.elements.street.value = street;
  });

  const list = async () => {
    const { incidents } = await ask("../v1/incidents/own", { status: "DRAFT,PUBLISHED" }, undefined, keyOf());
    return incidents.map(({ newest: { incident, status } }) => ({ ...incident, status }));
  };
  // Whoever answers next knows it: told at once, and waited for all the same.
  const known = async (number, times = MOST_LOOKS) => {
    const { version } = await ask("../v1/limits", {});
    if (version >= number || !times) return;
    await new Promise((later) => { setTimeout(later, LOOK_MS); });
    await known(number, times - 1);
  };
  const done = async ({ number }) => {
    await known(number);
    await again();
    map.roads.again();
    changed();
    return told.done;
  };
  const doing = (work) => saying(work.then(done));
  const close = (draft) => call("POST", "", { ...draft, id: undefined, version: undefined, status: "PUBLISHED",
    begin: undefined });
  const quick = (draft, all) => {
    const open = all.find(sameAs(draft)), street = draft.street || draft.text || words.incident.road;
    return button(say(open ? told.open_now : told.close_now, { street }),
      () => doing(open ? call("DELETE", `/${open.id}`) : close(draft)),
      { class: open ? "" : "act", "aria-pressed": Boolean(open) });
  };
  const row = (of) => make("li", {}, make("b", {}, nameOf(of)), make("small", {}, [told.statuses[of.status],
    moment(of.begin), of.end ? `– ${moment(of.end)}` : ""].filter(Boolean).join(" ")),
  make("p", { class: "acts" }, of.status === "DRAFT" ? button(told.publish,
    () => doing(call("PUT", `/${of.id}`, { ...of, status: "PUBLISHED" }))) : "",
  button(told.change, () => write(of)), button(told.withdraw, () => doing(call("DELETE", `/${of.id}`)))));

  const show = (...content) => root.replaceChildren(make("header", {}, make("h2", { tabindex: -1 }, told.title),
    button("×", leave, { class: "round", "aria-label": words.close })), note, ...content);
  const leave = () => { drawing.stop(); form = undefined; root.hidden = true; find("#staff-open").focus(); };
  const forget = () => { sessionStorage.removeItem(KEY); leave(); };

  const again = async () => {
    const all = await list(), drafts = all.filter(({ status }) => status === "DRAFT");
    [form, changing] = [undefined, undefined];
    drawing.stop();
    show(make("p", { class: "acts quick" }, drafts.map((draft) => quick(draft, all))),
      make("p", { class: "acts" }, button(told.new, () => write({})), button(told.leave, forget)),
      all.length ? make("ol", { class: "written", role: "list", "aria-label": told.own }, all.map(row))
        : make("p", {}, told.none));
  };

  const send = (status) => saying((async () => {
    const body = { ...bodyOf(form, points), status };
    return done(await (changing ? call("PUT", `/${changing.id}`, { ...unplaced(changing), ...body })
      : call("POST", "", body)));
  })());
  const check = () => saying((async () => {
    const cut = await call("POST", "/check", { ...bodyOf(form, points), status: "PUBLISHED" });
    drawing.draw(cut.pieces.map(decodeLine));
    form.querySelector(".cut").replaceChildren(...describeCut(cut));
  })());
  const write = (of) => {
    changing = of.id ? of : undefined;
    const how = of.area?.length ? "area" : of.line?.length || !of.street ? "line" : "street";
    form = staffForm({ ...of, how }, { check, publish: () => send("PUBLISHED"), draft: () => send("DRAFT"),
      undo: drawing.undo, cancel: () => saying(again()) });
    const begin = (given) => {
      form.querySelector(".hint").textContent = told.how[form.elements.how.value];
      drawing.start(form.elements.how.value, given);
    };
    form.elements.how.addEventListener("change", () => begin([]));
    const { kind, isClosed } = form.elements; // what is no closure lets people pass, unless staff say it does not
    kind.addEventListener("change", () => { isClosed.checked = kind.value === "CLOSURE"; });
    note.hidden = true;
    show(form);
    begin((of.area ?? of.line ?? []).map(([lat, lon]) => [lon, lat]));
    form.elements.kind.focus();
  };

  const askKey = () => {
    const field = make("input", { type: "password", id: "staff-key", autocomplete: "off", spellcheck: "false" });
    show(make("form", { class: "staff", submit: (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, field.value.trim());
      enter();
    } }, make("label", { for: "staff-key" }, told.key), field, make("small", {}, told.key_hint),
    make("p", {}, make("button", { class: "act" }, told.enter))));
    field.focus();
  };
  const enter = () => saying(again().catch((problem) => {
    sessionStorage.removeItem(KEY);
    askKey();
    throw problem.status === 401 || problem.status === 403 ? new Error(told.wrong_key) : problem;
  }));
  root.hidden = false;
  if (keyOf()) enter(); else askKey();
};

const called = (each) => (each.name || each.street || each.id || words.incident.road)
  + (each.length ? ` (${distance(each.length)})` : "");
const describeCut = ({ streets, lines, stops, conflicts, quality, isApplied }) => {
  const said = Object.entries({ streets, lines, stops, conflicts }).filter(([, found]) => found.length);
  return [make("h3", {}, said.length ? told.cut : told.cuts_nothing), ...said.flatMap(([name, found]) => [
    make("h4", {}, told.cuts[name]), make("p", {}, found.map(called).join(", "))]),
  make("p", {}, make("small", {}, say(told.quality, { n: Math.round(quality * 100) }))),
  isApplied ? "" : make("p", { class: "alert" }, told.not_applied)];
};
