"""Which offers are laid anew, and which stay as they were."""

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from maas.live import RideOffer
from maas.live.departures import departures
from routing.carpool.laid import Around, Laid, Made
from routing.carpool.offers import KnownOffer
from routing.overlays.offers.laying import lay, lay_whole

MOST_AT_ONCE = 50
"""So many are given their detours before all are told: others are met at their waypoints until it
is their turn. A second or two in a city, for which other news wait."""

MOST_DRIVEN = 200
"""So many new ones of which it is not told how long they drive are looked up before all are told;
the others are not known until it is their turn."""

SOON_S = 2 * 3600
"""Roads as they are now count for whoever leaves so soon; for others they are as usual."""


class Moment(NamedTuple):
    """Of which all is to be true."""

    now: int
    """Unix s."""
    zone: ZoneInfo
    """By whose clock weekly offers leave."""


def lay_told(
    around: Around, told: Mapping[str, KnownOffer], moment: Moment, before: Made | None
) -> dict[str, Laid]:
    """All offers by their ids, those that are new without detours as yet."""
    known = before.laid if before and before.around.meetings is around.meetings else {}
    laid: dict[str, Laid] = {}
    driven = 0
    for id, each in told.items():
        found = known.get(id)
        if found is None or found.record != each.record:
            is_driven = any(place.after_s is None for place in each.record.waypoints[1:])
            if is_driven and driven == MOST_DRIVEN:
                continue
            driven += is_driven
            found = _lay(around, each.record, moment)
        laid[id] = found
    return laid


def lay_due(around: Around, laid: Mapping[str, Laid], moment: Moment) -> dict[str, Laid]:
    """Those whose turn it is to be given their detours, or to be laid on other roads."""
    found: dict[str, Laid] = {}
    for id in sorted(_due(around, laid, moment), key=lambda id: (_leaves(laid[id].record), id)):
        if len(found) == MOST_AT_ONCE:
            break
        again = laid[id]
        if _is_old(around, again, moment):
            again = _lay(around, again.record, moment)
        found[id] = again if again.is_whole else lay_whole(around, again)
    return found


def are_whole(around: Around, laid: Mapping[str, Laid], moment: Moment) -> bool:
    """Whether nothing is left to be done."""
    return not _due(around, laid, moment)


def _due(around: Around, laid: Mapping[str, Laid], moment: Moment) -> list[str]:
    return [id for id, e in laid.items() if not e.is_whole or _is_old(around, e, moment)]


def _lay(around: Around, record: RideOffer, moment: Moment) -> Laid:
    return lay(around, around.on(_is_soon(around, record, moment)), record)


def _is_old(around: Around, laid: Laid, moment: Moment) -> bool:
    """Whether it was laid on roads that are otherwise by now."""
    return laid.streets is not around.on(_is_soon(around, laid.record, moment))


def _is_soon(around: Around, offer: RideOffer, moment: Moment) -> bool:
    """Whether roads as they are now count; where they are as usual that is all one."""
    if around.streets is around.usual:
        return False
    now, zone = moment
    return any(departures(offer, now - SOON_S, now + SOON_S, zone))


def _leaves(offer: RideOffer) -> int:
    """Who leaves once goes before who leaves week by week."""
    return offer.departure or 2**63
