"""Lines that one rides to and from though riding all the way takes no longer."""

from typing import Any

from maas.live.parking import Purpose
from maas.model import Mode
from tests import halts
from tests.rentaltowns import EVERYWHERE, TOWN, by_rental, stand, town
from tests.towns import Town, shown


def test_no_line_is_told_between_two_rides_of_which_it_spares_nothing() -> None:
    """From S to C one is on the line for 100 m, and on bikes before and after."""
    hop = ("S 08:20 C 08:21", "S 08:40 C 08:41")
    records = (stand("B"), stand("S"), stand("C"), stand("T"))
    asked: dict[str, Any] = {**EVERYWHERE, "max_access_s": 1200, "max_egress_s": 1800}
    with_plain, alone = (
        town(*records, of=Town(TOWN.drawing, TOWN.ways, lines)).ask("A", "T", "08:00", **asked)
        for lines in ({"1": hop, "2": ("A 08:05 T 08:59",)}, {"1": hop})
    )
    assert [shown(way) for way in with_plain.itineraries] == ["08:05 [2] T 08:59"]
    assert by_rental(with_plain)
    assert alone.itineraries == ()
    assert [error.code for error in alone.errors] == ["WALKING_BETTER_THAN_TRANSIT"]


def test_a_line_that_spares_riding_is_told_with_rented_vehicles_though_slower() -> None:
    lines = {"1": ("S 08:15 T 08:40",), "2": ("S 08:20 D 10:00",)}
    of = Town(TOWN.drawing, TOWN.ways, lines)
    answer = town(stand("S"), stand("E"), stand("F"), of=of).ask("S", "D", **EVERYWHERE)
    quickest, *_ = by_rental(answer)
    mixed, _ = answer.itineraries
    assert shown(mixed).startswith("08:15 [1] T 08:40 walk E 08:41 rental F")
    assert mixed.duration > quickest.duration


def test_no_bike_is_parked_for_a_line_that_spares_nothing() -> None:
    """From S to C one is on the line for 100 m, and walks on for most of an hour."""
    of = Town(TOWN.drawing, TOWN.ways, {"1": ("S 08:20 C 08:21", "S 08:40 C 08:41")})
    place = halts.town(halts.stand("S", purpose=Purpose.BIKE), of=of)
    asked: dict[str, Any] = {
        "access_modes": (Mode.BIKE,), "bike_parking": True, "max_egress_s": 3600, "wanted": 1,
    }  # fmt: skip
    assert place.ask("A", "T", direct_modes=(), **asked).itineraries
    beside = place.ask("A", "T", direct_modes=(Mode.BIKE,), **asked)
    assert beside.direct and beside.itineraries == ()
