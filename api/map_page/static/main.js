// The page: its address is its state; the form, the cards, the board and the map follow it.
import { board } from "./board.js";
import { cards } from "./cards.js";
import { ask } from "./client.js";
import { find, renew } from "./dom.js";
import { openMap } from "./map.js";
import { watchSources } from "./news.js";
import { placeField } from "./place-field.js";
import { addressOf, findPlace, planQuery, readAddress } from "./question.js";
import { clock, isoDay, language, now, say, usualModes, words } from "./world.js";

const form = find("#question"), status = find("#status"), results = find("#results"), boardPlace = find("#board");
const { from, to, arrive: when, date, time, modes, own, wheelchair } = form.elements;
const NOW = 0, LEAVE = 1, ARRIVE = 2, FRESH_MS = 30000; // the choices of `when`; how often one asks again
const PENDING_MS = 2500, MOST_AGAIN = 3; // how long those who offer rides are given, and how often
let state = readAddress(), answer, asked, asking, shownStop = "", boardPage = "", map;
const saying = (work) => work.catch((problem) => {
  if (problem.name !== "AbortError") status.textContent = problem.message;
});
const go = (changes) => {
  state = { ...state, ...changes };
  history.pushState(null, "", addressOf(state));
  return show();
};

const fill = () => {
  [from.value, to.value] = [state.fromName || state.from, state.toName || state.to];
  when.selectedIndex = !state.date ? NOW : state.arrive === "true" ? ARRIVE : LEAVE;
  [date.value, time.value] = state.date ? [state.date, state.time] : [isoDay(now()), clock(now())];
  for (const box of modes) box.checked = (state.modes || usualModes).includes(box.value);
  wheelchair.checked = state.wheelchair === "true";
  if (own) own.value = state.own;
};

const findWays = async () => {
  const query = planQuery(state), key = JSON.stringify(query);
  if (key === asked) return;
  asking?.abort();
  asking = new AbortController();
  [asked, answer] = [key, undefined];
  results.replaceChildren();
  status.textContent = query ? words.searching : "";
  if (query) answer = await ask("v6/plan", query, asking.signal);
  if (answer?.pending) saying(askAgain(query, key, MOST_AGAIN));
};

// Operators of carpools that did not answer in time may have by now.
const askAgain = async (query, key, times) => {
  await new Promise((done) => { setTimeout(done, PENDING_MS); });
  if (key !== asked) return;
  answer = await ask("v6/plan", query, asking.signal);
  await showWays(true);
  if (answer.pending && times > 1) await askAgain(query, key, times - 1);
};

const showWays = async (isSame) => {
  await findWays();
  if (!answer) return map?.show(null);
  const { itineraries, direct } = answer, named = { START: state.fromName, END: state.toName };
  let chosen = [...itineraries, ...direct].find((way) => way.id === state.way);
  if (state.way && !chosen) {
    chosen = await ask("v6/refresh-itinerary", { itineraryId: state.way, language }, asking.signal).catch(() => null);
    if (chosen) itineraries.unshift(Object.assign(chosen, { id: state.way }));
  }
  renew(results, isSame, () => results.replaceChildren(...cards(answer, {
    named, asked: answer.asked, chosen: state.way, turn: (cursor) => go({ cursor, way: "" }),
    choose: (way) => go({ way: way.id === state.way ? "" : way.id }) })));
  if (isSame) return;
  status.textContent = say(words.found, { n: itineraries.length + direct.length });
  if (chosen) scrollTo(0, 0);
  map?.show(chosen ?? itineraries[0] ?? direct[0], named);
};

// The chosen way as it runs by now.
const refreshWay = async () => {
  const chosen = answer?.itineraries.find((way) => way.id === state.way);
  if (!chosen) return;
  const fresh = await ask("v6/refresh-itinerary", { itineraryId: state.way, language }, asking.signal);
  Object.assign(chosen, fresh, { id: state.way });
  answer.asked = fresh.asked;
  await showWays(true);
};

const showBoard = async (isFresh, page = boardPage) => {
  const stop = state.stop, isNew = stop !== shownStop;
  [boardPlace.hidden, results.hidden, shownStop, boardPage] = [!stop, Boolean(stop), stop, isNew ? "" : page];
  if (isNew) boardPlace.replaceChildren();
  if (!stop || (!isNew && !isFresh)) return;
  const end = (name) => (place) => { setEnd(name, place, { stop: "" }); fill(); };
  const { at, content } = await board(stop, boardPage, { from: end("from"), to: end("to"),
    close: () => go({ stop: "" }), refresh: () => saying(showBoard(true, "")),
    turn: (cursor) => saying(showBoard(true, cursor)) });
  if (stop !== state.stop) return;
  if (!isNew) return renew(boardPlace, true, () => boardPlace.lastChild?.replaceWith(content.at(-1)));
  boardPlace.replaceChildren(...content);
  boardPlace.querySelector("h2").focus({ preventScroll: true });
  scrollTo(0, 0);
  map?.look(at);
};

const show = () => {
  document.body.className = state.stop ? "board" : state.way ? "chosen" : state.from && state.to ? "answered" : "";
  document.title = (state.toName && `${state.fromName} → ${state.toName} – `) + find("h1").textContent;
  find("#language").href = addressOf({ ...state, lang: find("#language").lang });
  find("#plain").href = `/plain${addressOf(state)}`;
  return saying(Promise.all([showWays(), showBoard()]));
};

const setEnd = (name, found, others) => {
  state = { ...state, ...others, [name]: found?.place ?? "", [`${name}Name`]: found?.name ?? "" };
  if (found && state.from && state.to) form.requestSubmit(); else if (found) go({});
};

// Ends that came as words or without a name get theirs.
const settle = async () => {
  for (const [end, field] of [["from", from], ["to", to]]) {
    const typed = state[end] || field.value.trim();
    if (!typed || (state[end] && state[`${end}Name`])) continue;
    const { place, name } = await findPlace(typed);
    [state[end], state[`${end}Name`], field.value] = [place, name, name];
  }
};

const search = async () => {
  asked = "";
  await settle();
  if (!state.from || !state.to) throw new Error(words.ends);
  if (when.selectedIndex === NOW) [date.value, time.value] = [isoDay(now()), clock(now())];
  const ticked = [...modes].filter((box) => box.checked).map((box) => box.value).join();
  await go({ date: date.value, time: time.value, arrive: when.selectedIndex === ARRIVE ? "true" : "", cursor: "",
    way: "", stop: "", modes: ticked === usualModes ? "" : ticked, own: own?.value ?? "",
    wheelchair: wheelchair.checked ? "true" : "" });
};

form.addEventListener("submit", (event) => { event.preventDefault(); saying(search()); });
find("#swap").addEventListener("click", () => {
  state = { ...state, from: state.to, fromName: state.toName, to: state.from, toName: state.fromName };
  [from.value, to.value] = [to.value, from.value];
  if (from.value && to.value) form.requestSubmit();
});
for (const end of ["from", "to"]) placeField(end, () => map?.near(), (found) => setEnd(end, found));
addEventListener("popstate", () => { state = readAddress(); fill(); show(); });
setInterval(() => {
  if (document.hidden) return;
  saying(state.stop ? showBoard(true) : refreshWay().catch(() => {})); // what was shown stays, with its age
  watchSources();
}, FRESH_MS);
watchSources();

// A link may bring a staff key behind its #, which no server sees; it leaves the address at once.
const takeKey = () => {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return false;
  sessionStorage.setItem("maas-staff-key", key);
  history.replaceState(null, "", location.pathname + location.search);
  return true;
};

fill();
await saying(settle());
const shown = show();
try {
  map = window.maas = await openMap({ stop: (stop) => go({ stop }),
    end: (name, position) => saying(findPlace(position).then((place) => { setEnd(name, place); fill(); })) });
  shown.then(() => { shownStop = ""; show(); }); // now with a map to show it on
  const anew = () => { asked = ""; saying(showWays()); }; // the same question, of streets as they are by now
  const staff = async () => (await import("./staff.js")).openStaff(map, anew);
  find("#staff-open").addEventListener("click", () => saying(staff()));
  find("#staff-open").hidden = false;
  if (takeKey()) saying(staff());
} catch {
  find("#map").textContent = words.without_map;
}
