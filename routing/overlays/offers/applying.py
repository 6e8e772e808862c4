"""All that drivers and operators offer, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from zoneinfo import ZoneInfo

from maas.live import CarpoolPlace, RideOffer
from maas.live.departures import departures
from maas.live.offers import OfferKind
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.carpool.laid import Laid, Made, around_of
from routing.carpool.meeting import Meetings
from routing.carpool.offers import KnownOffer, Offers
from routing.overlays.offers.fitting import misfits
from routing.overlays.offers.gathering import gather
from routing.overlays.offers.keeping import Moment, are_whole, lay_due, lay_told
from routing.streets import StreetRouter

__all__ = ["apply_offers"]

Batches = Mapping[SourceId, Batch]
NEVER = 2**63 - 1
LONGEST_BREAK_S = 366 * 86_400
"""Who does not drive for longer does not come back."""
AGAIN_S = 60
"""So often it is looked where cars under way have passed."""


def apply_offers(
    streets: StreetRouter | None,
    timetable: Timetable | None,
    batches: Batches,
    now: int,
    zone: ZoneInfo,
    previous: Offers | None,
) -> Offers:
    """Lay the newest batch of every source of offers and of places for sharing cars.

    Args:
        streets: None: there are none; then offers are met at their waypoints alone.
        timetable: None: there is none, nobody changes to a line.
        now: Unix s of the service clock; what has left, or is shown no longer, is left out.
        zone: by whose clock weekly offers leave.
        previous: what was made before; saves work, changes nothing.
    """
    before = previous.made if previous else None
    meetings = _meetings(timetable, _places(batches), before)
    around = around_of(streets, meetings, before.around if before else None)
    told, doubled = _told(batches)
    moment = Moment(now, zone)
    laid = lay_told(around, told, moment, before)
    laid |= lay_due(around, {id: laid[id] for id in _current(laid, moment)}, moment)
    ends = _current(laid, moment)
    current = {id: laid[id] for id in ends}
    points, runs = gather(list(current.values()))
    refused = ((told[id].source, (each.refused, id)) for id, each in laid.items() if each.refused)
    is_done = len(laid) == len(told) and are_whole(around, current, moment)
    until = min(ends.values(), default=NEVER) if is_done else now
    return Offers(
        tuple(told[id] for id in current),
        points,
        runs,
        around.meetings.places,
        batches,
        misfits(_by_source(chain(doubled, refused))),
        now,
        None if until == NEVER else until,
        Made(around, laid),
    )


def _places(batches: Batches) -> Mapping[str, CarpoolPlace]:
    """Places for sharing cars, by `<source>:<local>`."""
    return {
        f"{source}:{record.id}": record
        for source, batch in batches.items()
        for record in batch.records
        if isinstance(record, CarpoolPlace)
    }


def _meetings(
    timetable: Timetable | None, places: Mapping[str, CarpoolPlace], before: Made | None
) -> Meetings:
    """Those before, if nothing is otherwise."""
    known = before.around.meetings if before else None
    if known is not None and known.timetable is timetable and known.places == places:
        return known
    return Meetings.of(timetable, places)


def _told(
    batches: Batches,
) -> tuple[Mapping[str, KnownOffer], list[tuple[SourceId, tuple[str, str]]]]:
    """All offers by `<source>:<local>`, and those whose id another one has."""
    told: dict[str, KnownOffer] = {}
    doubled: list[tuple[SourceId, tuple[str, str]]] = []
    for source, batch in batches.items():
        for record in batch.records:
            if not isinstance(record, RideOffer):
                continue
            id = f"{source}:{record.id}"
            if id in told:
                doubled.append((source, ("duplicate_ride_offer", id)))
            else:
                told[id] = KnownOffer(id, source, record, batch.made_at)
    return told, doubled


def _by_source(
    broken: Iterator[tuple[SourceId, tuple[str, str]]],
) -> Mapping[SourceId, list[tuple[str, str]]]:
    found: dict[SourceId, list[tuple[str, str]]] = {}
    for source, pair in broken:
        found.setdefault(source, []).append(pair)
    return found


def _current(laid: Mapping[str, Laid], moment: Moment) -> dict[str, int]:
    """Those that can be taken now or later, and when something of each changes."""
    ends = ((id, _end(each, moment)) for id, each in laid.items() if not each.refused)
    return {id: end for id, end in ends if end is not None}


def _end(laid: Laid, moment: Moment) -> int | None:
    """When the car leaves next, or goes on, or the offer is shown no longer (Unix s); None: nobody
    can take it any more.

    Nobody books a seat in a car that has left; on the way one gets on where drivers say that they
    are (DYNAMIC), or pass anyway (LINE).
    """
    now, zone = moment
    offer = laid.record
    shown = NEVER if offer.valid_until is None else offer.valid_until
    still_s = 0 if offer.kind is OfferKind.PLANNED else laid.last_boarding_s
    horizon = NEVER if offer.weekly is None else now + LONGEST_BREAK_S
    leaves = next(departures(offer, now + 1 - still_s, horizon, zone), None)
    if leaves is None or shown <= now:
        return None
    goes_on = min(now + AGAIN_S, leaves + still_s)
    return min(shown, leaves if leaves > now else goes_on)
