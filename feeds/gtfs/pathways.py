"""pathways.txt and levels.txt: the ways inside stop places, and their storeys."""

import numpy as np

from feeds.gtfs.fields import BLANK, WRONG, decimals, integers, parse_natural, rows_of
from feeds.gtfs.keys import filled
from feeds.gtfs.notices import Notices
from feeds.gtfs.sieve import Sieve
from feeds.gtfs.stops import Places
from feeds.gtfs.table import Table
from maas.arrays import Bools, Bytes, Float64s, Int16s, Int32s, Texts
from maas.model import PathwayMode, StopKind
from maas.timetable import Pathways, Stops
from maas.timetable.indoors import find_indoors
from maas.timetable.rows import no_rows

LEVELS = ("level_id", "level_index")
PATHWAYS = ("pathway_id", "from_stop_id", "to_stop_id", "pathway_mode", "is_bidirectional")

MOST_STAIRS = 10_000
LONGEST_S = 24 * 3600
LONGEST_M = 10_000.0
HIGHEST_LEVEL = 1000.0
STEEPEST, WIDEST_M = 100.0, 1000.0
FASTEST_WALK_M_S = 3.0
"""Walkways usually walked faster than this are not measured in metres."""


def read_levels(table: Table, notices: Notices) -> dict[str, float]:
    """The storey of each level id; the ground is 0."""
    kept = Sieve(table, notices)
    kept.need(*LEVELS)
    kept.once("level_id")
    kept.drop("invalid_float", np.isnan(decimals(kept.rows["level_index"])), "level_index")
    beyond = np.abs(decimals(kept.rows["level_index"])) > HIGHEST_LEVEL
    kept.drop("number_out_of_range", beyond, "level_index")
    indices = decimals(kept.rows["level_index"]).tolist()
    return dict(zip(kept.rows["level_id"], indices, strict=True))


def read_pathways(table: Table, places: Places, notices: Notices) -> Pathways:
    """All pathways between known places; what they leave cut off is reported."""
    kept = Sieve(table, notices)
    kept.need(*PATHWAYS)
    kept.once("pathway_id")
    kept.refer("from_stop_id", places.rows)
    kept.refer("to_stop_id", places.rows)
    mode = kept.choices("pathway_mode", max(PathwayMode))
    kept.drop("unexpected_enum_value", mode == 0, "pathway_mode")
    kept.choices("is_bidirectional", 1)
    _between_places(kept, places)
    if not len(kept.rows):
        return no_rows(Pathways)
    pathways = _columns(kept, places)
    _report(kept, places.stops, pathways, notices)
    return pathways


def _between_places(kept: Sieve, places: Places) -> None:
    """Take out what leads to a station, which is no point, and what leads nowhere."""
    for column in ("from_stop_id", "to_stop_id"):
        kind = places.stops.kind[rows_of(places.rows, kept.rows[column])]
        kept.drop("pathway_to_wrong_location_type", kind == StopKind.STATION, column)
    ends = zip(kept.rows["from_stop_id"], kept.rows["to_stop_id"], strict=True)
    kept.drop("pathway_loop", np.array([a == b for a, b in ends], np.bool_), "from_stop_id")


def _columns(kept: Sieve, places: Places) -> Pathways:
    rows = kept.rows
    mode = integers(parse_natural, rows["pathway_mode"]).astype(np.uint8)
    both = integers(parse_natural, rows["is_bidirectional"]) == 1
    kept.doubt("bidirectional_exit_gate", both & (mode == PathwayMode.EXIT_GATE), "pathway_id")
    seconds = _seconds(kept)
    return Pathways(
        from_stop=rows_of(places.rows, rows["from_stop_id"]),
        to_stop=rows_of(places.rows, rows["to_stop_id"]),
        mode=mode,
        both_ways=both & (mode != PathwayMode.EXIT_GATE),
        seconds=seconds,
        length_m=_metres(kept, mode, seconds).astype(np.float32),
        stairs=_stairs(kept),
        slope=np.nan_to_num(_numbers(kept, "max_slope", -STEEPEST, STEEPEST)).astype(np.float32),
        width_m=_numbers(kept, "min_width", 0.001, WIDEST_M).astype(np.float32),
        sign=Texts.of(rows["signposted_as"]),
        reversed_sign=Texts.of(rows["reversed_signposted_as"]),
    )


def _seconds(kept: Sieve) -> Int32s:
    seconds = integers(parse_natural, kept.rows["traversal_time"])
    kept.doubt("invalid_integer", seconds == WRONG, "traversal_time")
    outside = (seconds == 0) | (seconds > LONGEST_S)
    kept.doubt("number_out_of_range", outside, "traversal_time")
    return np.where(outside | (seconds < 0), BLANK, seconds).astype(np.int32)


def _metres(kept: Sieve, mode: Bytes, seconds: Int32s) -> Float64s:
    """Lengths; none of a feed that counts them in feet, as its walkers' pace betrays."""
    metres = _numbers(kept, "length", 0.0, LONGEST_M)
    timed = (mode == PathwayMode.WALKWAY) & (seconds > 0) & ~np.isnan(metres)
    if timed.any() and float(np.median(metres[timed] / seconds[timed])) > FASTEST_WALK_M_S:
        kept.doubt("pathway_length_not_in_meters", ~np.isnan(metres), "length")
        metres[:] = np.nan
    return metres


def _stairs(kept: Sieve) -> Int16s:
    """Steps up, negative where one goes down."""
    count = decimals(kept.rows["stair_count"])
    wrong = (np.isnan(count) & filled(kept.rows["stair_count"])) | (count % 1 != 0) & ~np.isnan(
        count
    )
    kept.doubt("invalid_integer", wrong, "stair_count")
    outside = (np.abs(count) > MOST_STAIRS) | (count == 0)
    kept.doubt("number_out_of_range", outside, "stair_count")
    return np.where(wrong | outside | np.isnan(count), 0, count).astype(np.int16)


def _numbers(kept: Sieve, column: str, least: float, most: float) -> Float64s:
    """Decimal numbers, NaN for none and for what is less or more than there can be."""
    cells = kept.rows[column]
    numbers = decimals(cells)
    kept.doubt("invalid_float", np.isnan(numbers) & filled(cells), column)
    outside = (numbers < least) | (numbers > most)
    kept.doubt("number_out_of_range", outside, column)
    numbers[outside] = np.nan
    return numbers


def _report(kept: Sieve, stops: Stops, pathways: Pathways, notices: Notices) -> None:
    """What does not stop a pathway from being used, but is not as GTFS asks for."""
    ends = pathways.from_stop, pathways.to_stop
    with_areas = np.zeros(len(stops.id), np.bool_)
    with_areas[stops.parent[(stops.kind == StopKind.BOARDING_AREA) & (stops.parent >= 0)]] = True
    lift = pathways.mode == PathwayMode.ELEVATOR
    doubts: dict[str, Bools] = {
        "pathway_to_platform_with_boarding_areas": with_areas,
        "pathway_to_stop_with_access_outside_of_station_pathways": stops.direct,
    }
    for rule, of_stop in doubts.items():
        kept.doubt(rule, of_stop[ends[0]] | of_stop[ends[1]], "pathway_id")
    storeyless = np.isnan(stops.level[ends[0]]) | np.isnan(stops.level[ends[1]])
    kept.doubt("missing_level_id", lift & storeyless, "pathway_id")
    met = np.bincount(np.concatenate(ends), minlength=len(stops.id))
    _tell(
        "pathway_dangling_generic_node", (stops.kind == StopKind.NODE) & (met == 1), stops, notices
    )
    _tell("pathway_unreachable_location", find_indoors(stops, pathways).cut_off, stops, notices)


def _tell(rule: str, found: Bools, stops: Stops, notices: Notices) -> None:
    """Report places; their lines in the file are not known any more."""
    if found.any():
        first = int(np.argmax(found))
        notices.add(rule, "pathways.txt", None, stops.id[first], int(np.count_nonzero(found)))
