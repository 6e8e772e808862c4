// A field for a place with what may be meant beneath it (WAI-ARIA 1.2, combobox with listbox).
import { ask } from "./client.js";
import { find, make } from "./dom.js";
import { placeOf } from "./question.js";
import { language, words } from "./world.js";

const PAUSE_MS = 120;
const about = (match) => [words.kinds[match.type], ...new Set(match.modes?.map((mode) => words.modes[mode])),
  ...(match.areas ?? []).filter((area) => area.default).map((area) => area.name)].join(" · ");

// `near` says where to look first; `chosen` gets the place, or null while one is typing.
export const placeField = (id, near, chosen) => {
  const input = find(`#${id}`), list = find(`#${id}-list`);
  let matches = [], active = -1, asking, pause;

  const mark = (i) => {
    active = i;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === i));
    input.setAttribute("aria-activedescendant", i < 0 ? "" : `${id}-${i}`);
    list.children[i]?.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    clearTimeout(pause);
    if (!isOpen) asking?.abort();
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
    mark(-1);
  };
  const take = (match) => {
    open(false);
    input.value = match.name;
    chosen(placeOf(match));
  };
  const look = async () => {
    asking = new AbortController();
    const query = { text: input.value, language, numResults: 7, place: near() };
    matches = await ask("v1/geocode", query, asking.signal).catch(() => []);
    if (asking.signal.aborted) return;
    list.replaceChildren(...matches.map((match, i) => make("li", { role: "option", id: `${id}-${i}`,
      pointerdown: (event) => event.preventDefault(), click: () => take(match) },
    make("b", {}, match.name), make("small", {}, about(match)))));
    if (!matches.length) list.append(make("li", { role: "option", "aria-disabled": true }, words.none_found));
    open(true);
  };
  input.addEventListener("input", () => {
    open(false);
    chosen(null);
    if (input.value.trim()) pause = setTimeout(look, PAUSE_MS);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const n = matches.length, at = Math.max(active, 0);
    const act = { ArrowDown: () => mark((active + 1) % n), ArrowUp: () => mark((at + n - 1) % n),
      Enter: () => take(matches[at]), Escape: () => open(false) }[event.key];
    if (list.hidden || !n || !act) return;
    event.preventDefault();
    act();
  });
};
