"""Places to park of maps, as columns: nothing is lost, and what two maps have is told once."""

from maas.arrays import from_arrays, to_arrays
from maas.facilities import Facilities, Mapped, join_facilities
from maas.live.parking import BayKind, Bays, ParkingFacility, ParkingKind, Purpose, Users
from maas.model import SourceId


def test_all_that_is_told_comes_back_from_the_columns() -> None:
    whole = ParkingFacility(
        "way/7", "Nord", 1.5, 2.5, kind=ParkingKind.CAR_PARK, purpose=Purpose.BIKE, capacity=80,
        bays=(Bays(BayKind.DISABLED, 3), Bays(BayKind.WOMEN)), opening_hours="24/7",
        max_height_m=1.9, max_stay_s=7200, has_fee=True, fee_text="1 EUR/hour",
        is_park_and_ride=False, users=Users.CUSTOMERS, operator="Stadt", address="Weg 1",
        url="https://p.example", description="dark", osm_id="way/7",
    )  # fmt: skip
    bare = ParkingFacility("node/8", lat=-1.0, lon=-2.0, osm_id="node/8")
    packed = Facilities.of([Mapped(whole, ((1.5, 2.5),)), Mapped(bare)])
    mapped = from_arrays(Facilities, to_arrays(packed))
    assert [mapped.told(row) for row in range(2)] == [whole, bare]
    assert [mapped.entrances_of(row) for row in range(2)] == [((1.5, 2.5),), ()]


def test_what_two_maps_have_is_the_first_ones() -> None:
    one, both, other = (
        Mapped(ParkingFacility(id, lat=0.0, lon=0.0, osm_id=id))
        for id in ("way/1", "way/2", "way/3")
    )
    maps = [
        (SourceId("a"), Facilities.of([one, both])),
        (SourceId("b"), Facilities.of([both, other])),
    ]
    joined = join_facilities(maps)
    ids = [(joined.source_of(row), joined.osm_id[row]) for row in range(len(joined))]
    assert ids == [("a", "way/1"), ("a", "way/2"), ("b", "way/3")]
