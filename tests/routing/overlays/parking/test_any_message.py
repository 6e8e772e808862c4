"""Whatever is told: counts stay possible, and the past changes nothing."""

from dataclasses import fields, is_dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, OpeningStatus, ParkingKind, Purpose, Users
from maas.model import SourceId
from maas.snapshot import Batch
from routing.parking.sites import Parking, Room
from tests.parkingtowns import NOW, laid, mapped, north_m
from tests.streetmaps import StreetMap, Town

TOWN = Town(StreetMap("\nA---B---C\n", {"ABC": "highway=residential"}))
HOURS = ("", "24/7", "Mo-Fr 08:00-09:05", "Mo-Su 09:03-20:00", "never heard of")
MOMENTS = some.sampled_from([NOW, NOW + 1, NOW + 120, NOW + 400, NOW + 86_400, NOW + 200_000])
Message = dict[str, list[ParkingFacility]]
CACHES = {"plots", "spells", "batches"}
"""What an overlay keeps to make the next one."""

records = some.builds(
    ParkingFacility,
    id=some.sampled_from(["1", "2", "P3", "4"]),
    name=some.sampled_from(["", "Opera", "Parkhaus Opera", "Markt", "P3"]),
    lat=some.just(0.0),
    lon=some.sampled_from([0.0, 2e-4, 1e-3]),
    purpose=some.sampled_from([Purpose.CAR, Purpose.CAR, Purpose.BIKE]),
    kind=some.sampled_from([ParkingKind.OTHER, ParkingKind.GROUND]),
    capacity=some.sampled_from([None, 10, 100]),
    free=some.sampled_from([None, 0, 1, 10]),
    status=some.sampled_from(OpeningStatus),
    is_live=some.booleans(),
    counts_until=some.sampled_from([None, NOW, NOW + 100, NOW + 86_500]),
    unchanged_since=some.sampled_from([None, None, NOW - 86_300]),
    opening_hours=some.sampled_from(HOURS),
    bays=some.sampled_from([(), (Bays(BayKind.WOMEN, 2),), (Bays(BayKind.WOMEN, 3, 1),)]),
    users=some.sampled_from([Users.ALL, Users.ALL, Users.CUSTOMERS]),
    osm_id=some.sampled_from(["", "", "way/1"]),
)
lost = records.map(lambda record: ParkingFacility(record.id, record.name, free=record.free))
messages = some.fixed_dictionaries(
    {source: some.lists(records | lost, max_size=4) for source in ("one", "two")}
)
MAP = mapped(
    ParkingFacility("way/1", "Opera", *north_m(10), capacity=10, opening_hours="Mo-Fr 08:00-09:05"),
    ParkingFacility("way/2", "", *north_m(40), users=Users.SUBSCRIBERS),
    ParkingFacility("way/3", "", *north_m(0), purpose=Purpose.BIKE),
)


def overlay(
    message: Message, now: int, previous: Parking | None, known: dict[object, Batch]
) -> Parking:
    """The overlay of a message; sources that say what they said before keep their batch."""
    news = {}
    for id, told in message.items():
        batch = Batch(SourceId(id), NOW, tuple(told))
        news[SourceId(id)] = known.setdefault((id, batch.records), batch)
    return laid(news, MAP, now, previous, TOWN.router)


@given(some.lists(some.tuples(messages, MOMENTS), min_size=2, max_size=4))
@settings(derandomize=True, deadline=None, max_examples=40)
def test_what_was_before_changes_nothing(story: list[tuple[Message, int]]) -> None:
    previous: Parking | None = None
    known: dict[object, Batch] = {}
    for message, now in story:
        previous = overlay(message, now, previous, known)
    message, now = story[-1]
    fresh = overlay(message, now, None, known)
    assert previous is not None
    _assert_same(previous, fresh)


def _assert_same(one: object, other: object) -> None:
    if isinstance(one, np.ndarray):
        assert np.array_equal(one, np.asarray(other))
    elif is_dataclass(one):
        for field in fields(one):
            if field.name not in CACHES:
                _assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, tuple):
        assert isinstance(other, tuple)
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            _assert_same(mine, theirs)
    else:
        assert one == other


@given(messages, MOMENTS)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_what_is_told_is_possible(message: Message, now: int) -> None:
    found = overlay(message, now, None, {})
    said = {f"{source}:{each.id}" for source, told in message.items() for each in told}
    for row, site in enumerate(found.sites):
        free, capacity = site.told.free, site.told.capacity
        assert free is None or free >= 0
        assert free is None or capacity is None or free <= capacity or len(site.ids) == 1
        assert (free is None) == (site.known_at is None)
        assert set(site.ids) <= said | {"map:way/1", "map:way/2", "map:way/3"}
        assert 2 * len({id.split(":")[0] for id in site.ids}) >= len(site.ids)
        assert found.row[site.id] == row
        assert site.told.lat is not None
        if found.room[row] == Room.FREE:
            assert free
            assert site.told.users is Users.ALL
            assert site.status is not OpeningStatus.CLOSED
    assert found.until is None or found.until > now
