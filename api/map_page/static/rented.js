// Rented vehicles in words: whose they are, where one takes and leaves them, what is known of that.
import { make } from "./dom.js";
import { now, say, words } from "./world.js";

const told = words.rental, OLD_S = 90;
export const tint = (color) => (/^#[0-9a-f]{6}$/i.test(color) ? color : "#0b6e6e");
export const formIcon = (form) => make("i", { class: `icon ${form}`, title: told.forms[form] });
export const countedOf = (n, form) => `${n} ${(n === 1 ? told.one : told.many)[form] ?? ""}`;

// "40 s ago": as old as it was when it came, and what has gone by since.
export const agoOf = (age, asked) => {
  if (age === undefined) return "";
  const s = Math.max(0, Math.round(age + (now() - asked) / 1000));
  return s < OLD_S ? say(told.seconds_ago, { n: s }) : say(told.minutes_ago, { n: Math.round(s / 60) });
};

// To the operator; addresses are somebody else's words: only those of the web are followed.
export const deepLink = (of, name) => {
  const isAndroid = /Android/.test(navigator.userAgent), isApple = /iPhone|iPad/.test(navigator.userAgent);
  const own = isAndroid ? of.rentalUriAndroid : isApple ? of.rentalUriIOS : of.rentalUriWeb;
  const href = [own, of.rentalUriWeb, of.url].find((each) => /^https:\/\//i.test(each));
  return href ? make("a", { href, rel: "noopener noreferrer" }, say(told.rent, { name })) : "";
};

export const rentedName = ({ formFactor }) => told.forms[formFactor] ?? words.modes.RENTAL;

// Where one takes and leaves it, how many there are, how old that is, what it costs.
export const rentedFacts = ({ rental, dataAge }, paid, asked) => {
  const { fromStationName: from, toStationName: to, vehiclesAvailable: n, docksAvailable: free } = rental;
  const there = n === undefined ? "" : ` (${countedOf(n, rental.formFactor)})`;
  const places = free === undefined ? "" : ` (${free} ${free === 1 ? told.place : told.places})`;
  const facts = [rental.systemName, from && say(told.taken, { name: from }) + there,
    to ? say(told.left, { name: to }) + places : told.left_anywhere, agoOf(dataAge, asked), paid];
  return make("div", {}, make("small", {}, facts.filter(Boolean).join(" · ")), " ",
    deepLink(rental, rental.systemName));
};
