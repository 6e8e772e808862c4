"""All that operators say of vehicles to rent, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.rentals.availability import changes
from routing.overlays.rentals.covering import cover_all, places_in
from routing.overlays.rentals.drafts import Draft, drafts_of
from routing.overlays.rentals.fitting import findings_of
from routing.overlays.rentals.laying import Layer, join_all
from routing.overlays.rentals.opening import Opening
from routing.overlays.rentals.systems import systems_of
from routing.overlays.rentals.zones import Painter, areas_of
from routing.rentals.fleets import Area, Covered, Rentals, System
from routing.streets import StreetRouter

__all__ = ["apply_rentals"]


def apply_rentals(
    streets: StreetRouter | None,
    batches: Mapping[SourceId, Batch],
    now: int,
    previous: Rentals | None,
) -> Rentals:
    """Lay the newest batch of every source of rental vehicles on the streets.

    Args:
        streets: None: there are none, so nothing can be ridden; systems are told all the same.
        now: Unix s of the service clock; what is told for a time only holds until then.
        previous: what was made before on the same streets; saves work, changes nothing.
    """
    systems = tuple(system for batch in batches.values() for system in systems_of(batch))
    openings = [Opening(system, now) for system in systems]
    moments = (
        moment
        for system, opening in zip(systems, openings, strict=True)
        for moment in (*changes(system), *opening.changes())
    )
    until = min((moment for moment in moments if moment > now), default=None)
    told = Rentals(systems, since=now, until=until)
    return _laid(streets, told, openings, previous or Rentals()) if streets else told


def _laid(
    streets: StreetRouter, told: Rentals, openings: Sequence[Opening], before: Rentals
) -> Rentals:
    systems, now, network = told.systems, told.since, streets.network
    areas = [area for system in systems for area in areas_of(system, now)]
    covered = cover_all(network, areas, before.covered)
    drafts = list(_drafts(streets, systems, openings, covered))
    joined = join_all(streets, drafts, before.joined)
    layer = Layer(
        joined, [Painter(system, now, network.n_edges, covered) for system in systems], before
    )
    fleets = tuple(layer.fleet(draft) for draft in drafts)
    return replace(
        told,
        fleets=fleets,
        findings=findings_of(systems, openings, zip(drafts, fleets, strict=True)),
        joined=joined,
        covered=covered,
    )


def _drafts(
    streets: StreetRouter,
    systems: Sequence[System],
    openings: Sequence[Opening],
    covered: Mapping[Area, Covered],
) -> Iterator[Draft]:
    for row, (system, opening) in enumerate(zip(systems, openings, strict=True)):
        areas = {station.area for station in system.stations if station.area}
        places = {area: places_in(streets.network, covered[area]) for area in areas}
        yield from drafts_of(row, system, opening, places)
