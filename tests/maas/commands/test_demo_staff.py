"""The town hall of the invented city: one key in force, one draft that stays as staff leave it."""

from dataclasses import replace
from pathlib import Path

from maas.commands.demo_staff import BRIDGE, open_town_hall
from maas.demo.road.places import RoadPlaces, Stretch, write_road
from maas.keys import Scope, digest_of
from maas.live.written import WritingStatus
from maas.records import open_records
from maas.settings import Territory

BRIDGE_OVER = Stretch(0, "Grand Pont", ((46.1, -2.6), (46.102, -2.6)), "primary")


def town(folder: Path) -> Territory:
    write_road(folder, RoadPlaces((), BRIDGE_OVER))
    return Territory("town", "Europe/Paris", folder / "data", ())


def test_a_start_gives_a_staff_key_in_place_of_the_one_before(tmp_path: Path) -> None:
    territory = town(tmp_path)
    first, second = (open_town_hall(territory, tmp_path) for _ in range(2))
    records = open_records(territory.data_dir)
    assert records.find_key(digest_of(first)) is None
    key = records.find_key(digest_of(second))
    assert key is not None and key.scope is Scope.STAFF


def test_the_bridge_waits_as_a_draft_that_is_never_written_over(tmp_path: Path) -> None:
    territory = town(tmp_path)
    open_town_hall(territory, tmp_path)
    records = open_records(territory.data_dir)
    draft = records.find_incident(BRIDGE)
    assert draft is not None and draft.status is WritingStatus.DRAFT
    assert draft.incidents[0].is_closed and draft.incidents[0].street == "Grand Pont"
    records.put_incidents([replace(draft, version=2)])
    open_town_hall(territory, tmp_path)
    kept = records.find_incident(BRIDGE)
    assert kept is not None and kept.version == 2
