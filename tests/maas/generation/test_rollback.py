"""Back to an older generation, and not at once forward again."""

from pathlib import Path

import pytest
from rich.console import Console

from maas.build.building import build
from maas.build.progress import Progress
from maas.errors import NotFound
from maas.generation import DataDir, Generation, Holds, roll_back
from maas.generation.stamp import territory_stamp
from maas.model import SourceId
from maas.settings import Territory, read_territory
from tests.cities import with_trips, write_gtfs, write_territory

BUS, WHY = SourceId("bus"), "taken back"


class Town:
    """A bus town whose feed is published again and again with another number of trips."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_territory(folder)
        self.data = DataDir(folder / "var/town")

    @property
    def territory(self) -> Territory:
        return read_territory(self.folder / "town.toml")

    def publish(self, trips: int, *, force: bool = False) -> Generation:
        """Another version of the feed, imported."""
        write_gtfs(self.folder / "bus.zip", with_trips(trips))
        return self.look(force=force)

    def look(self, *, force: bool = False) -> Generation:
        """What the watch does when something may have changed."""
        return build(self.territory, Progress(Console(quiet=True)), force=force)

    def back(self, wanted: str | None = None, *, hold: bool = True) -> Generation:
        stamp = territory_stamp(self.territory)
        with self.data.locked():
            return roll_back(self.data, wanted, WHY, stamp, hold=hold)

    @property
    def trips(self) -> int:
        """Of what serves."""
        current = self.data.open_current(0)
        assert current is not None
        report = current.report("bus")
        assert report is not None
        return report.counts["trips"]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    for trips in (6, 7):
        town.publish(trips)
    return town


def test_goes_back_by_one_and_says_why(town: Town) -> None:
    generation = town.back()
    assert town.trips == 6
    assert [source.kept for source in generation.manifest.sources] == [WHY]


def test_what_was_left_is_not_taken_again(town: Town) -> None:
    back = town.back()
    assert back.manifest.stamp == territory_stamp(town.territory), "nothing is due"
    assert town.look().id == back.id
    assert town.trips == 6


def test_another_version_ends_the_hold(town: Town) -> None:
    town.back()
    town.publish(8)
    assert town.trips == 8
    town.publish(7)
    assert town.trips == 7


def test_going_back_twice_holds_both() -> None:
    holds = Holds().held(BUS, "v3", "first").held(BUS, "v2", "then")
    assert [holds.objection(BUS, each) for each in ("v1", "v2", "v3")] == ["", "then", "then"]
    assert holds.without([BUS]) == Holds()


def test_going_forward_again_ends_the_hold(town: Town) -> None:
    newest = town.data.current_id()
    town.back()
    generation = town.back(newest)
    assert [source.kept for source in generation.manifest.sources] == [""]
    assert town.look().id == newest
    assert town.trips == 7


def test_an_operator_may_insist(town: Town) -> None:
    town.back()
    assert town.look(force=True).manifest.forced
    assert town.trips == 7


def test_without_a_hold_the_next_try_takes_it(town: Town) -> None:
    town.back(hold=False)
    assert town.trips == 6
    town.look()
    assert town.trips == 7


def test_a_generation_nobody_knows(town: Town) -> None:
    with pytest.raises(NotFound, match="no generation 'x'; there are: 2"):
        town.back("x")
    town.back()
    with pytest.raises(NotFound, match="no generation before"):
        town.back()
    assert town.trips == 6


def test_what_served_before_stays_on_disk_for_as_long_as_it_may_be_needed(town: Town) -> None:
    """A new version that is refused by the match rate is tried every hour: the old one serves."""
    old = town.back(hold=False).id
    for trips in (8, 9):
        town.publish(trips)
        town.back(old, hold=False)
    assert town.trips == 6
