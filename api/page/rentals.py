"""Ways with rented vehicles, in the page without JavaScript: where, how many, how old, how dear."""

from collections.abc import Iterator

from api.page.markup import Html, tag
from api.page.words import Words
from maas.itinerary import Leg
from maas.rented import RentalEnd, RentalOnLeg

SECURE = "https://"


def mode_name(leg: Leg, words: Words) -> str:
    """How one moves on a leg."""
    return words.modes[leg.mode] if leg.rental is None else words.rental.forms[leg.rental.type.form]


def rental_notes(leg: Leg, words: Words, now: int | None) -> Iterator[Html]:
    """Where the vehicle of a leg is taken and left, what is known of that, and what it costs."""
    rental = leg.rental
    if rental is None:
        return
    facts = [words.rental.gone] if leg.cancelled else []
    facts += [rental.system_name[:40], *ends_told(rental, words)]
    if rental.known_at is not None and now is not None:
        facts.append(words.rental.ago(max(0, now - rental.known_at)))
    if rental.fare is not None:
        amount = f"{rental.fare.amount:.2f}".replace(".", words.point)
        facts.append(f"{amount} {rental.fare.currency}{'' if rental.fare.is_all else ' + ?'}")
    yield tag("small", " · ".join(filter(None, facts)))
    link = next((each for each in (rental.links.web, rental.url) if each.startswith(SECURE)), "")
    if link:
        text = words.rental.rent.format(name=rental.system_name[:40])
        yield tag("a", text, href=link, rel="noopener noreferrer")


def ends_told(rental: RentalOnLeg, words: Words) -> Iterator[str]:
    """Where a vehicle is taken and left, with counts."""
    own, taken, left = words.rental, rental.taken, rental.left
    if taken.station_id is not None:
        count = "" if taken.count is None else own.counted(taken.count, rental.type.form)
        yield _told(own.taken, taken, count)
    if left.station_id is None:
        yield own.left_anywhere
    else:
        yield _told(own.left, left, "" if left.count is None else own.counted_places(left.count))


def _told(text: str, end: RentalEnd, count: str) -> str:
    return text.format(name=end.name[:70]) + (f" ({count})" if count else "")
