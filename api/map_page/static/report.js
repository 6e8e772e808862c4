// What whoever looks at the map may say is wrong there, where the town lets everybody do so.
import { ask, tell } from "./client.js";
import { button, make } from "./dom.js";
import { words } from "./world.js";

const told = words.road;

export const openReports = () => {
  let isOpen = false;
  ask("../v1/limits", {}).then(({ reports }) => { isOpen = Boolean(reports?.open); }).catch(() => {});

  // A button for each kind; then what became of it.
  const choices = ({ lat, lng }) => {
    const list = make("div", { class: "acts", role: "status" });
    const [north, east] = [lat, lng].map((degrees) => Number(degrees.toFixed(6)));
    const send = (kind) => tell("POST", "../v1/reports", { kind, lat: north, lon: east })
      .then(() => told.reported).catch((problem) => problem.message)
      .then((text) => list.replaceChildren(make("p", {}, text)));
    list.append(...Object.entries(told.reports).map(([kind, name]) => button(name, () => send(kind))));
    return list;
  };
  return { isOpen: () => isOpen, choices };
};
