"""What of places to park does not fit, is not understood or not believed: counted by rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from maas.live import ParkingFacility
from maas.model import SourceId
from maas.report import Finding, Rule, error, warning
from routing.opening_hours import parse_hours
from routing.overlays.parking.likeness import Told
from routing.parking.plots import Plot
from routing.streets.on_edges import OnEdges

LONGEST_EXAMPLE = 80
FILE = "parking"

RULES: Mapping[str, Rule] = {
    "unplaced_parking": error(
        "It is told nowhere where this is, and no other place to park is called so; left out"
    ),
    "parking_far_from_streets": error("Far from any street to drive in from; it is not proposed"),
    "unknown_opening_hours": warning("Opening hours we do not understand; taken as not told"),
    "frozen_parking_count": warning(
        "The very same count for a whole day; taken as unknown until it changes"
    ),
}


def misfits(
    plots: Sequence[Plot],
    ride: OnEdges | None,
    unplaced: Iterable[Told],
    sources: Sequence[SourceId],
) -> Mapping[SourceId, tuple[Finding, ...]]:
    """What of live sources does not fit.

    Args:
        ride: where plots touch the streets; None: there are none to be far from.
        unplaced: records of which nobody knows where they are.
    """
    far = {
        id
        for row, plot in enumerate(plots)
        if ride is not None and ride.first[row] == ride.first[row + 1]
        for id in plot.ids
    }
    lost = list(unplaced)
    found = {
        source: (
            *_finding("unplaced_parking", [_name(e.record) for e in lost if e.source_id == source]),
            *_finding("parking_far_from_streets", _own(source, far)),
            *_finding("unknown_opening_hours", _not_understood(source, plots)),
        )
        for source in sources
    }
    return {source: findings for source, findings in found.items() if findings}


def frozen_counts(names: Sequence[str]) -> tuple[Finding, ...]:
    """What is not believed of one source."""
    return tuple(_finding("frozen_parking_count", names))


def _own(source: SourceId, ids: Iterable[str]) -> list[str]:
    return sorted(id for id in ids if id.startswith(f"{source}:"))


def _not_understood(source: SourceId, plots: Sequence[Plot]) -> list[str]:
    own = (plot.told.opening_hours for plot in plots if plot.source_id == source)
    return sorted({hours for hours in own if hours and parse_hours(hours) is None})


def _name(record: ParkingFacility) -> str:
    return record.name or record.id


def _finding(rule: str, examples: Sequence[str]) -> Iterator[Finding]:
    if examples:
        text = f"{RULES[rule].text} (first: {examples[0][:LONGEST_EXAMPLE]})"
        yield Finding(rule, RULES[rule].severity, FILE, None, len(examples), text)
