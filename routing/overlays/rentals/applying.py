"""All that operators say of vehicles to rent, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.overlays.rentals.availability import changes
from routing.overlays.rentals.covering import cover_all, places_in
from routing.overlays.rentals.drafts import Draft, drafts_of
from routing.overlays.rentals.fitting import findings_of
from routing.overlays.rentals.laying import Laying, join_all
from routing.overlays.rentals.opening import Opening
from routing.overlays.rentals.systems import systems_of
from routing.overlays.rentals.zones import Painter, areas_of
from routing.rentals.fleets import Area, Covered, Fleet, Part, Rentals, System
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
    before = previous.parts if previous else {}
    parts = {
        source: _part(streets, batch, now, before.get(source)) for source, batch in batches.items()
    }
    return _together(parts, now)


def _together(parts: Mapping[SourceId, Part], now: int) -> Rentals:
    """The rentals of all sources; rows of systems are numbered on."""
    systems: list[System] = []
    fleets: list[Fleet] = []
    findings: dict[SourceId, tuple[Finding, ...]] = {}
    for part in parts.values():
        shift = len(systems)
        fleets += (replace(each, system=shift + each.system) for each in part.rentals.fleets)
        systems += part.rentals.systems
        findings |= part.rentals.findings
    ends = (part.rentals.until for part in parts.values())
    until = min((end for end in ends if end is not None), default=None)
    return Rentals(tuple(systems), tuple(fleets), now, until, findings, parts)


def _part(streets: StreetRouter | None, batch: Batch, now: int, before: Part | None) -> Part:
    """What one source has to rent; the part before if nothing has changed since."""
    if before is not None and before.batch is batch and before.rentals.holds(now):
        return before
    systems = systems_of(batch)
    openings = [Opening(system, now) for system in systems]
    moments = (
        moment
        for system, opening in zip(systems, openings, strict=True)
        for moment in (*changes(system), *opening.changes())
    )
    until = min((moment for moment in moments if moment > now), default=None)
    told = Part(batch, Rentals(systems, since=now, until=until), {}, {})
    return _laid(streets, told, openings, before or told) if streets else told


def _laid(streets: StreetRouter, told: Part, openings: Sequence[Opening], before: Part) -> Part:
    systems, now, network = told.rentals.systems, told.rentals.since, streets.network
    areas = [area for system in systems for area in areas_of(system, now)]
    covered = cover_all(network, areas, before.covered)
    drafts = list(_drafts(streets, systems, openings, covered))
    joined = join_all(streets, drafts, before.joined)
    painters = [Painter(system, now, network.n_edges, covered) for system in systems]
    laying = Laying(joined, painters, before.rentals.fleets)
    fleets = tuple(laying.fleet(draft) for draft in drafts)
    found = findings_of(systems, openings, zip(drafts, fleets, strict=True))
    findings = {told.batch.source_id: found} if found else {}
    rentals = replace(told.rentals, fleets=fleets, findings=findings)
    return Part(told.batch, rentals, joined, covered)


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
