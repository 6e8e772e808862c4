"""All that maps and live sources say of places to park, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from maas.arrays import Int32s
from maas.facilities import Facilities
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.overlays.parking.counting import NEVER, Counting, Now
from routing.overlays.parking.fitting import frozen_counts
from routing.overlays.parking.laying import Records, lay
from routing.overlays.parking.merging import lasting_of
from routing.parking.opening import spells_at
from routing.parking.plots import Lasting, Plots
from routing.parking.sites import Parking
from routing.streets import StreetRouter

__all__ = ["apply_parking"]

T = TypeVar("T", bound=np.generic)
Batches = Mapping[SourceId, Batch]
NOTHING = Parking()
UNKNOWN = -1


def apply_parking(
    streets: StreetRouter | None,
    batches: Batches,
    facilities: Facilities | None,
    now: int,
    zone: ZoneInfo,
    previous: Parking | None,
) -> Parking:
    """Lay the newest batch of every source of places to park on the streets, with those of maps.

    Args:
        streets: None: there are none; places to park are told all the same.
        now: Unix s of the service clock; what is known for a time only holds until then.
        zone: by whose clocks opening hours are.
        previous: what was made before on the same streets; saves work, changes nothing.
    """
    before = previous or NOTHING
    records = {id: _facilities(batch) for id, batch in batches.items()}
    plots = _plots(streets, batches, records, facilities, before)
    spells = spells_at(plots.hours, now, zone, before.spells if before.zone is zone else {})
    read_at = {id: batch.read_at for id, batch in batches.items()}
    parking = Parking(
        row=plots.row,
        at=plots.at,
        ride=plots.ride,
        foot=plots.foot,
        zone=zone,
        since=now,
        batches=batches,
        plots=plots,
        spells=spells,
    )
    counting = Counting(records, read_at, spells, now)
    return _counted(parking, counting, before)


def _facilities(batch: Batch) -> Mapping[str, ParkingFacility]:
    """The facilities of a batch by their ids; of equal ones the first."""
    found: dict[str, ParkingFacility] = {}
    for each in batch.records:
        if isinstance(each, ParkingFacility):
            found.setdefault(each.id, each)
    return found


def _plots(
    streets: StreetRouter | None,
    batches: Batches,
    records: Records,
    facilities: Facilities | None,
    before: Parking,
) -> Plots:
    """The plots before if nothing lasting has changed."""
    known = before.plots
    lasting: dict[SourceId, Lasting] = {
        id: known.lasting[id]
        if before.batches.get(id) is batch
        else lasting_of(records[id].values())
        for id, batch in batches.items()
    }
    network = streets.network if streets else None
    is_same = known.facilities is facilities and known.network is network
    if is_same and before is not NOTHING and list(lasting.items()) == list(known.lasting.items()):
        return known
    return lay(streets, records, lasting, facilities, known)


def _counted(parking: Parking, counting: Counting, before: Parking) -> Parking:
    """All sites at the moment; those that nothing touched are the very same as before."""
    plots = parking.plots.plots
    touched = _touched(parking, before)
    found = [counting.count(plots[row]) for row in touched.tolist()]
    known = _blank(found) if touched.size == len(plots) else before
    sites = list(known.sites)
    for row, each in zip(touched.tolist(), found, strict=True):
        sites[row] = each.site
    frees = [each.site.told.free for each in found]
    counts = [UNKNOWN if free is None else free for free in frees]
    changes = _updated(known.changes, touched, [each.until for each in found])
    until = int(changes.min(initial=NEVER))
    return replace(
        parking,
        sites=tuple(sites),
        room=_updated(known.room, touched, [each.room for each in found]),
        free=_updated(known.free, touched, counts),
        changes=changes,
        until=None if until == NEVER else until,
        findings=_findings(parking, counting),
    )


def _blank(found: list[Now]) -> Parking:
    """An overlay with as many sites as were counted."""
    n = len(found)
    return Parking(
        tuple(each.site for each in found),
        room=np.zeros(n, np.uint8),
        free=np.zeros(n, np.int32),
        changes=np.zeros(n, np.int64),
    )


def _updated(known: npt.NDArray[T], rows: Int32s, values: list[int]) -> npt.NDArray[T]:
    """A column with other values in some rows."""
    column = known.copy()
    column[rows] = values
    return column


def _touched(parking: Parking, before: Parking) -> Int32s:
    """The rows of sites that may be otherwise than before, ascending."""
    plots, now, n = parking.plots, parking.since, len(parking.plots.plots)
    is_later = before.since <= now and before.zone is parking.zone
    if plots is not before.plots or not is_later:
        return np.arange(n, dtype=np.int32)
    touched = before.changes <= now
    for source, rows in plots.counted_by.items():
        if parking.batches[source] is not before.batches[source]:
            touched[rows] = True
    news = {text for text, spell in parking.spells.items() if before.spells.get(text) is not spell}
    for row in range(n) if news else ():
        touched[row] |= plots.plots[row].told.opening_hours in news
    return np.flatnonzero(touched).astype(np.int32)


def _findings(parking: Parking, counting: Counting) -> Mapping[SourceId, tuple[Finding, ...]]:
    """What does not fit, and what is not believed now."""
    found = {
        source: (
            *parking.plots.findings.get(source, ()),
            *frozen_counts(list(counting.frozen(source))),
        )
        for source in parking.batches
    }
    return {source: findings for source, findings in found.items() if findings}
