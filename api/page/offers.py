"""Ways in other people's cars, in the page without JavaScript: whose, how dear, how many seats.

What is not known is said in words, or not said; how old it is always is.
"""

from collections.abc import Iterator

from api.page.markup import Html, tag
from api.page.words import Words
from api.render.offer import web_address
from maas.itinerary import Leg
from maas.live.offers import OfferKind
from maas.offered import OfferFare, OfferOnLeg

LONGEST_NAME = 40
WORTH_TELLING_S = 60
"""Shorter detours are not."""


def offer_name(leg: Leg, offer: OfferOnLeg, words: Words) -> str:
    """In whose car one rides, as a heading."""
    name = words.modes[leg.mode]
    if not offer.driver:
        return name
    return f"{name} {words.offer.with_driver.format(driver=offer.driver[:LONGEST_NAME])}"


def offer_notes(leg: Leg, words: Words, now: int | None) -> Iterator[Html]:
    """What is known of the offer of a leg, and where its seat is booked."""
    offer = leg.offer
    if offer is None:
        return
    if leg.cancelled:
        yield tag("strong", words.offer.gone)
    if leg.missed:
        yield tag("strong", words.live.missed)
    yield tag("small", " · ".join(offer_facts(offer, words, now)))
    link = web_address(offer.url)
    if link and not leg.cancelled:
        yield tag("a", booking(offer, words), href=link, rel="noopener noreferrer")


def offer_facts(offer: OfferOnLeg, words: Words, now: int | None) -> list[str]:
    """Operator, price, seats and the rest, each in words."""
    return [fact for fact in _facts(offer, words, now) if fact]


def booking(offer: OfferOnLeg, words: Words) -> str:
    """Names the address where the seat is booked."""
    name = offer.operator or offer.driver or offer.source
    return words.offer.book.format(name=name[:LONGEST_NAME])


def _facts(offer: OfferOnLeg, words: Words, now: int | None) -> Iterator[str]:
    own = words.offer
    yield offer.operator[:LONGEST_NAME]
    yield _price(offer.fare, words)
    yield "" if offer.seats is None else own.counted(offer.seats)
    yield own.on_the_way if offer.kind is OfferKind.DYNAMIC else ""
    yield own.unbooked if offer.kind is OfferKind.LINE else ""
    yield offer.car[:LONGEST_NAME]
    yield "" if offer.driver_grade is None else own.grade.format(n=offer.driver_grade)
    if offer.detour_s >= WORTH_TELLING_S:
        yield own.detour.format(long=words.lasting(offer.detour_s))
    if offer.known_at is not None and now is not None:
        yield words.rental.ago(max(0, now - offer.known_at))


def _price(fare: OfferFare | None, words: Words) -> str:
    if fare is None:
        return words.no_price
    if not fare.amount:
        return words.offer.free
    return f"{fare.amount:.2f} {fare.currency}".replace(".", words.point).strip()
