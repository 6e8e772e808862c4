// Seats in other people's cars in words: whose car, how dear, how many seats, where they are booked.
import { make } from "./dom.js";
import { agoOf } from "./rented.js";
import { lasting, money, say, words } from "./world.js";

const told = words.offer, WORTH_TELLING_S = 60;
export const fareOf = (fare) => (!fare ? words.no_price : !fare.amount ? told.free
  : /^[A-Z]{3}$/.test(fare.currency) ? money(fare.amount, fare.currency) : `${fare.amount} ${fare.currency ?? ""}`);

export const seatsOf = (n) => (n ? `${n} ${n === 1 ? told.seat : told.seats}` : "");

export const offeredName = ({ mode, offer: { driver } }) => words.modes[mode]
  + (driver ? ` ${say(told.with_driver, { driver })}` : "");

// Addresses are somebody else's words: only those of the web are followed.
export const bookingLink = ({ url, operator, driver, source }) => (/^https?:\/\//i.test(url)
  ? make("a", { href: url, rel: "noopener noreferrer" }, say(told.book, { name: operator || driver || source })) : "");

export const offeredFacts = ({ offer, dataAge, cancelled }, asked) => {
  const { operator, fare, seats, kind, car, driverGrade: n, detour } = offer;
  const facts = [operator, fareOf(fare), seatsOf(seats),
    kind === "DYNAMIC" && told.on_the_way, kind === "LINE" && told.unbooked, car, n && say(told.grade, { n }),
    detour >= WORTH_TELLING_S && say(told.detour, { long: lasting(detour) }), agoOf(dataAge, asked)];
  return make("div", {}, cancelled ? make("strong", {}, `${told.gone} `) : "",
    make("small", {}, facts.filter(Boolean).join(" · ")), " ", cancelled ? "" : bookingLink(offer));
};
