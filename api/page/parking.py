"""Ways with one's own car or bike, in the page without JavaScript: where it stands, what it costs.

How many places are free is told with its age, and what is not known in words.
"""

from collections.abc import Iterator

from api.page.markup import Html, tag
from api.page.words import Words
from maas.itinerary import Leg
from maas.live.parking import OpeningStatus
from maas.parked import ParkingFee, ParkingOnLeg, PolicyOnLeg

SECURE = "https://"
LONGEST_NAME = 70


def parking_notes(leg: Leg, words: Words, now: int | None) -> Iterator[Html]:
    """Where the vehicle of a leg stands, what is known of that, and what zones the leg passes."""
    if leg.parking is not None:
        yield tag("small", " · ".join(parking_facts(leg, words, now)))
    for policy in leg.policies:
        yield _zone(policy, words)


def parking_facts(leg: Leg, words: Words, now: int | None) -> list[str]:
    """Where the vehicle of a leg stands, and what is known of that; nothing where it is not
    left."""
    if leg.parking is None:
        return []
    facts = [_whereabouts(leg, leg.parking, words), *_facts(leg.parking, words, now)]
    return [fact for fact in facts if fact]


def _whereabouts(leg: Leg, parking: ParkingOnLeg, words: Words) -> str:
    """At the end of the leg, or where it begins."""
    from_m, to_m = (parking.at.distance_m(end.place.at) for end in (leg.origin, leg.destination))
    text = words.parking.park if to_m <= from_m else words.parking.fetch
    return text.format(name=parking.name[:LONGEST_NAME] or words.parking.kinds[parking.purpose])


def _facts(parking: ParkingOnLeg, words: Words, now: int | None) -> Iterator[str]:
    own = words.parking
    yield own.closed if parking.status is OpeningStatus.CLOSED else ""
    yield own.room(parking.free, parking.capacity)
    if parking.known_at is not None and now is not None:
        yield words.rental.ago(max(0, now - parking.known_at))
    if parking.disabled:
        yield own.disabled.format(n=parking.disabled)
    if parking.max_height_m is not None:
        yield own.height.format(m=f"{parking.max_height_m:.2f}".replace(".", words.point))
    yield fee_told(parking.fee, words)


def fee_told(fee: ParkingFee | None, words: Words) -> str:
    """What a stay costs."""
    if fee is None:
        return words.parking.no_price
    if not fee.amount:
        return words.parking.no_fee
    amount = f"{fee.amount:.2f} {fee.currency}".replace(".", words.point)
    return words.parking.price.format(amount=amount, long=_stay(fee.stay_s, words))


def _stay(seconds: int, words: Words) -> str:
    hours, rest = divmod(seconds, 3600)
    return words.lasting(seconds) if rest else f"{hours} h"


def zone_told(policy: PolicyOnLeg, words: Words) -> str:
    """A zone that a leg passes, and who may; or goes round, and by how much longer that is."""
    name = policy.name[:LONGEST_NAME]
    rule = words.parking.rules.get(policy.kind, policy.kind)
    if policy.is_avoided:
        long = words.lasting(policy.delay_s or 0)
        return words.parking.zone_around.format(long=long, rule=rule, name=name)
    text = words.parking.zone.format(rule=rule, name=name)
    if policy.allowed:
        text += f" ({words.parking.zone_for.format(classes=', '.join(policy.allowed)[:200])})"
    return text


def _zone(policy: PolicyOnLeg, words: Words) -> Html:
    text = zone_told(policy, words)
    if not policy.url.startswith(SECURE):
        return tag("p", text, class_="alert")
    link = tag("a", text, href=policy.url, rel="noopener noreferrer")
    return tag("p", link, class_="alert")
