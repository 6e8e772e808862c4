"""What of rental vehicles does not fit the streets, or is not understood: counted by rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from maas.live import RentalVehicle
from maas.report import Finding, Rule, error, warning
from routing.overlays.rentals.drafts import Draft, homeless
from routing.overlays.rentals.opening import Opening
from routing.rentals.fleets import Fleet, System

LONGEST_EXAMPLE = 80
VEHICLES, STATIONS, SYSTEM = "vehicle_status", "station_information", "system_information"

RULES: Mapping[str, Rule] = {
    "vehicle_far_from_streets": error("Far from any street for it; it is not offered"),
    "station_far_from_streets": error("Far from any street for its vehicles; not offered"),
    "unknown_home_station": error("To be brought back, nobody says to where; it is not offered"),
    "unknown_opening_hours": warning("Opening hours we do not understand; taken as always open"),
}


def findings_of(
    systems: Sequence[System],
    openings: Sequence[Opening],
    laid: Iterable[tuple[Draft, Fleet]],
) -> tuple[Finding, ...]:
    """The findings about the systems of one source.

    Args:
        laid: each draft with its fleet, in which there is nothing that is far from streets.
    """
    far: defaultdict[int, set[int]] = defaultdict(set)
    for draft, fleet in laid:
        near = {*fleet.taking.place.tolist(), *fleet.leaving.place.tolist()}
        far[draft.system] |= {spot.place for spot in draft.spots} - near
    return tuple(
        finding
        for row, (system, opening) in enumerate(zip(systems, openings, strict=True))
        for finding in _of_system(system, opening, far[row])
    )


def _of_system(system: System, opening: Opening, far: set[int]) -> Iterator[Finding]:
    vehicles = [system.vehicles[-1 - place] for place in sorted(far, reverse=True) if place < 0]
    stations = [system.stations[place].id for place in sorted(far) if place >= 0]
    yield from _finding("vehicle_far_from_streets", VEHICLES, _where(vehicles))
    yield from _finding("station_far_from_streets", STATIONS, stations)
    yield from _finding("unknown_home_station", VEHICLES, _where(homeless(system, opening.now)))
    yield from _finding("unknown_opening_hours", SYSTEM, opening.not_understood)


def _where(vehicles: Sequence[RentalVehicle]) -> list[str]:
    """Vehicles by where they stand: their names are nobody's business."""
    return [f"{vehicle.lat:.4f}, {vehicle.lon:.4f}" for vehicle in vehicles]


def _finding(rule: str, file: str, examples: Sequence[str]) -> Iterator[Finding]:
    if examples:
        text = f"{RULES[rule].text} (first: {examples[0][:LONGEST_EXAMPLE]})"
        yield Finding(rule, RULES[rule].severity, file, None, len(examples), text)
